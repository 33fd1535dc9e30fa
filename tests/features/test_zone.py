"""Somebody travels: another clock in one tap, and what that means for both sides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.events import Press, Profile
from bot.people import meet
from tests.world import MONDAY_TEN, Someone, World


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


def platform_says(world: World, someone: Someone, zone: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the platform tells this zone with everything that somebody does."""
    told = world.playground.profile

    def elsewhere(account: str) -> Profile | None:
        found = told(account)
        return replace(found, zone=zone) if found is not None and account == someone.account else found

    monkeypatch.setattr(world.playground, "profile", elsewhere)


def test_another_zone_and_both_hear_what_it_means(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.runs("unterwegs Manila")
    assert anna.told == (
        "Zeitzone: Manila – dort ist es Mo., 23. Nov., 17 Uhr.\n"
        "Deine Arbeitszeiten (Mo–Fr 9–17 Uhr), Check-ins und Sammelnachricht behalten ihre Zeiten, nach dieser Uhr.\n"
        "Für Carla sind deine nächsten Arbeitszeiten Di., 24. Nov., 2–10 Uhr.\n"
        "Vereinbarte Termine verschieben sich dadurch nicht."
    )
    carla.is_rung(
        "Anna is in Manila now, where it is 17:00.",
        "The next ones: Tue 24 Nov, 2:00–10:00 (9:00–17:00 for Anna).",
        "You and Anna both work next on Tue 24 Nov, 9:00–10:00 (16:00–17:00 for Anna).",
        "Dates that were agreed do not move.",
    )


def test_check_ins_keep_their_wall_time_and_dates_their_moment(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    carla.runs("new")
    carla.fills(title="Newsletter", due="Friday 4pm")
    anna.presses("Zusagen")
    anna.runs("checkin")
    anna.fills(days="1", time="9 Uhr")
    anna.runs("zeitzone Manila")
    anna.runs("aufgaben")
    assert "Fr., 27. Nov., 23 Uhr (bei Carla 16 Uhr)" in anna.told
    anna.catches_up()
    world.travel_to(MONDAY_TEN + timedelta(hours=16) - timedelta(seconds=1))  # 8:59:59 on Tuesday in Manila
    anna.is_not_rung()
    world.travel(seconds=1)
    anna.is_rung("Eine Aufgabe ist offen")


def test_the_other_one_hears_it_in_working_time_and_only_where_they_ended(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    world.travel(hours=11)
    anna.runs("zeitzone Manila")
    anna.runs("zeitzone New York")
    carla.is_not_rung()
    world.travel(hours=12)
    carla.is_rung("Anna is in New York now")


def test_one_person_in_two_engagements_is_told_once(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    anna.runs("zeitzone Manila")
    carla.is_rung("Anna is in Manila now")
    ben.is_rung("Anna ist jetzt in Manila; dort ist es 17 Uhr.")
    assert not carla.sees("Ben")


def test_two_who_work_for_each_other_are_told_once(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    world.together(anna, carla, "garden")
    anna.runs("zeitzone Manila")
    carla.is_rung("Anna is in Manila now")


def test_whoever_chose_a_clock_keeps_it_while_the_platform_says_the_same_as_before(
    world: World, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, anna = pair
    platform_says(world, anna, "Europe/Lisbon", monkeypatch)
    anna.runs("zeitzone Madrid")
    anna.runs("aufgaben")
    anna.is_not_rung()


def test_the_same_zone_again_tells_nobody(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.runs("zeitzone Lissabon")
    assert "Lissabon" in anna.told
    carla.is_not_rung()


@pytest.mark.parametrize(
    ("typed", "near"), [("West", "Perth"), ("Lissabonn", "Lissabon"), ("Manilla", "Manila"), ("central", "Chicago")]
)
def test_a_place_that_is_not_clear_is_one_tap_away(pair: tuple[Someone, Someone], typed: str, near: str) -> None:
    _, anna = pair
    anna.runs(f"zeitzone {typed}")
    assert "Ist es einer von diesen Orten?" in anna.told
    anna.presses(near)
    assert f"Zeitzone: {near}" in anna.told


@pytest.mark.parametrize("typed", ["Atlantis", "<b>", "x" * 60, "GMT+25"])
def test_a_place_nobody_knows(pair: tuple[Someone, Someone], typed: str) -> None:
    _, anna = pair
    anna.runs("zeitzone")
    anna.fills(zone=typed)
    assert list(anna.problems) == ["zone"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_place_like_which_there_is_none(world: World, language: str) -> None:
    """Nobody is asked which of these it is, where there are none."""
    dana = world.person("Dana", language, "Europe/Berlin")
    dana.runs("zone Narnia")
    assert {"en": "Tell me the nearest larger city", "de": "Schreib mir die nächste größere Stadt"}[
        language
    ] in dana.told


@pytest.mark.parametrize("zone", ["Nowhere/Atall", "../etc/passwd", "Berlin", "7"])
def test_a_forged_zone_is_none(pair: tuple[Someone, Someone], zone: str) -> None:
    carla, anna = pair
    anna.forges(f"zone.take|zone={zone}")
    assert "Zeitzone" not in anna.told
    carla.is_not_rung()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_platform_says_it_first_and_one_tap_is_enough(
    world: World, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", language, "Europe/Lisbon")
    world.together(carla, anna)
    platform_says(world, anna, "Asia/Manila", monkeypatch)
    anna.runs("tasks")
    title, take, stays = {
        "en": ("You seem to be in Manila now, where it is 17:00.", "Use that clock", "that of Lisbon"),
        "de": ("Du scheinst jetzt in Manila zu sein; dort ist es 17 Uhr.", "Diese Uhr nehmen", "die von Lissabon"),
    }[language]
    anna.is_rung(title, stays)
    carla.is_not_rung()
    anna.runs("tasks")
    anna.runs("help")
    anna.is_not_rung()  # once is enough

    anna.presses(take)
    assert "Manila" in anna.told
    carla.is_rung("Anna is in Manila now")
    assert anna.buttons({"en": "Your clock is set.", "de": "Deine Uhr ist eingestellt."}[language]) == []


def test_whoever_stays_is_not_asked_again(
    world: World, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    carla, anna = pair
    with monkeypatch.context() as there:
        platform_says(world, anna, "Asia/Manila", there)
        anna.runs("aufgaben")
        anna.catches_up()
        anna.presses("Dabei bleiben")
        assert "Für dich gilt weiter die Uhr von Lissabon." in anna.told
        anna.runs("aufgaben")
    anna.runs("aufgaben")  # at home again, where the clock is theirs
    platform_says(world, anna, "Asia/Manila", monkeypatch)
    anna.runs("aufgaben")
    anna.is_not_rung()
    carla.is_not_rung()


@pytest.mark.parametrize("zone", ["Europe/London", "WET", "Nowhere/Atall", "", None])
def test_a_zone_with_the_same_clocks_or_none_at_all_is_nothing_to_ask_about(
    world: World, pair: tuple[Someone, Someone], zone: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, anna = pair
    platform_says(world, anna, zone, monkeypatch)
    anna.runs("aufgaben")
    anna.is_not_rung()


def test_whoever_is_only_named_is_asked_nothing(world: World, pair: tuple[Someone, Someone]) -> None:
    """What others do brings Anna's profile along, too; that is not the moment to ask her."""
    _, anna = pair
    profile = world.playground.profile(anna.account)
    assert profile is not None
    with world.playground.database.transaction() as session:
        meet(session, replace(profile, zone="Asia/Manila"), world.now)
    world.travel(hours=1)
    anna.is_not_rung()


def test_a_press_that_came_from_there_says_it_too(world: World, pair: tuple[Someone, Someone]) -> None:
    _, anna = pair
    profile = world.playground.profile(anna.account)
    assert profile is not None
    where = world.playground.place(anna.direct)
    event = Press(who=replace(profile, zone="Asia/Calcutta"), where=where, action="no.such")
    world.playground.app.handle(event)
    world.travel(seconds=1)
    anna.is_rung("Du scheinst jetzt in Kolkata zu sein")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You and Dana do not work at the same time within the next two weeks."),
        ("de", "Dana und du arbeitet in den nächsten zwei Wochen nie gleichzeitig."),
    ],
)
def test_who_never_work_at_the_same_time_see_that_at_a_hand_off(world: World, language: str, said: str) -> None:
    client, dana = world.person("Lee", language, "America/Los_Angeles"), world.person("Dana", "en", "Asia/Manila")
    world.together(client, dana)
    client.runs("new")
    client.fills(title="Newsletter", due="Friday")
    assert said in client.told
    dana.runs("hours Mon–Fri 1–17")
    client.runs("new")
    client.fills(title="Shop")
    assert said not in client.told
