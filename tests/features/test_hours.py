"""Working hours: told in words, everywhere or with one client; and when two people work at the same time next."""

from datetime import timedelta

import pytest

from tests.world import MONDAY_TEN, Someone, World

TUESDAY_NINE_IN_LISBON = MONDAY_TEN + timedelta(days=1)


@pytest.fixture
def three(world: World) -> tuple[Someone, Someone, Someone]:
    """Anna in Lisbon works with Carla and with Ben, both on Berlin's clock."""
    carla, ben = world.person("Carla"), world.person("Ben", "de")
    anna = world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    world.together(ben, anna, "shop")
    return carla, ben, anna


def asks(client: Someone, va: Someone, title: str) -> None:
    """A task of that name is accepted, and a question to the VA is on its way."""
    client.runs("new")
    client.fills(title=title)
    va.presses("Zusagen", on=title)
    va.catches_up()
    client.presses_id("task.ask", on=title)
    client.fills(question=f"How long shall {title} be?")


@pytest.mark.parametrize(
    ("language", "line", "read_back"),
    [
        (
            "en",
            "hours Tue and every second Thu 9–13",
            "Your hours: Tue 9:00–13:00; every second Thu 9:00–13:00 (next on 26 Nov)",
        ),
        (
            "de",
            "zeiten Di und jeden zweiten Do 9–13, wieder am 3.12.",
            "Deine Arbeitszeiten: Di 9–13 Uhr; jeden zweiten Do 9–13 Uhr (wieder am 3. Dez.)",
        ),
        ("en", "hours Sat 22–2", "Your hours: Sat 22:00–24:00; Sun 0:00–2:00"),
        ("de", "zeiten Mo halb zwei bis fünf", "Deine Arbeitszeiten: Mo 13:30–17 Uhr"),
        ("de", "zeiten Mo 9–13, 12–17", "Deine Arbeitszeiten: Mo 9–17 Uhr"),
    ],
)
def test_hours_behind_the_command_hold_at_once_and_are_read_back(
    world: World, language: str, line: str, read_back: str
) -> None:
    anna = world.person("Anna", language)
    anna.runs(line)
    assert anna.told == read_back
    # In the form they stand as they were read back, and sent again they stay the same, even when the day has passed.
    anna.runs("settings")
    world.travel(days=12)
    anna.fills()
    anna.runs("settings")
    hours = next(put.value for put in anna.form.inputs if put.name == "hours")
    assert hours.partition(" (")[0] in read_back


@pytest.mark.parametrize(
    ("language", "line", "means"),
    [
        ("en", "hours none", "Your hours: none\nThen nothing that asks or reminds will ring for you."),
        ("de", "zeiten keine", "Deine Arbeitszeiten: keine\nDann klingelt bei dir nichts, was fragt oder erinnert."),
    ],
)
def test_no_hours_only_for_who_says_so_and_what_it_means_is_said(
    world: World, language: str, line: str, means: str
) -> None:
    anna = world.person("Anna", language)
    anna.runs(line)
    assert means in anna.told


def test_no_hours_in_the_settings_say_what_that_means_too(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.runs("einstellungen")
    anna.fills(hours="keine")
    assert "Arbeitszeiten: keine\nDann klingelt bei dir nichts, was fragt oder erinnert." in anna.told


@pytest.mark.parametrize("typed", ["", "Mo 25–26", "Mo–Fr frei", "jeden dritten Do 9–13", "9–17", "Mo 22–18"])
def test_hours_that_are_none_are_asked_for_again(world: World, typed: str) -> None:
    anna = world.person("Anna", "de")
    anna.runs("erreichbarkeit")
    anna.presses("Meine Zeiten")
    anna.fills(hours=typed)
    assert list(anna.problems) == ["hours"]


def test_hours_of_any_length_can_be_saved_as_they_stand_in_the_form(world: World) -> None:
    anna = world.person("Anna", "en")
    days = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    anna.runs(
        "hours " + ";".join(f"every second {day} {n}:0{n}-{n}:1{n},{n}:3{n}-{n}:4{n}" for n, day in enumerate(days, 1))
    )
    for command in ("hours", "settings"):
        anna.runs(command)
        if command == "hours":
            anna.presses("My hours")
        long = next(put.value for put in anna.form.inputs if put.name == "hours")
        assert len(long) > 300
        anna.fills()
        assert anna.problems == {}
        assert "7:37" in anna.told


def test_hours_behind_the_command_that_are_not_understood_stand_in_the_form(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.runs("zeiten Mo 9–25")
    assert anna.form.inputs[0].value == "Mo 9–25"


@pytest.mark.both_databases
def test_with_one_client_other_hours_hold(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    carla, ben, anna = three
    anna.runs("erreichbarkeit")
    anna.presses("Meine Zeiten")
    anna.fills(hours="Di 9–13", where="1")
    assert "Deine Arbeitszeiten mit Carla: Di 9–13 Uhr" in anna.told
    anna.runs("erreichbarkeit")
    assert "Mit Carla: Di 9–13 Uhr" in anna.told
    assert "Mit Ben" not in anna.told
    anna.catches_up()

    asks(ben, anna, "Inventur")
    anna.is_rung("How long shall Inventur be?")
    asks(carla, anna, "Newsletter")
    anna.is_not_rung()
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("How long shall Newsletter be?")


def test_with_one_client_the_hours_can_be_as_everywhere_again(
    world: World, three: tuple[Someone, Someone, Someone]
) -> None:
    carla, _, anna = three
    for hours in ("Di 9–13", ""):
        anna.runs("erreichbarkeit")
        anna.presses("Meine Zeiten")
        anna.fills(hours=hours, where="1")
    assert "Mit Carla gilt, was überall gilt: Mo–Fr 9–17 Uhr" in anna.told
    asks(carla, anna, "Newsletter")
    anna.is_rung("How long shall Newsletter be?")


def test_what_waited_comes_when_hours_are_told_that_begin_earlier(
    world: World, three: tuple[Someone, Someone, Someone]
) -> None:
    carla, _, anna = three
    anna.runs("zeiten Fr 9–12")
    asks(carla, anna, "Newsletter")
    anna.is_not_rung()
    anna.runs("zeiten Mo–Fr 8–17")
    anna.is_rung("How long shall Newsletter be?")


def test_nobody_sets_hours_in_a_strangers_engagement(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    carla, _, anna = three
    dana, eva = world.person("Dana"), world.person("Eva")
    world.together(dana, eva, "others")
    dana.runs("availability")
    dana.presses("My hours")
    dana.fills(hours="Sun 1–2", where="1")
    assert list(dana.problems) == ["where"]
    asks(carla, anna, "Newsletter")
    anna.is_rung("How long shall Newsletter be?")


# The next shared hour


def test_a_hand_off_and_a_date_show_when_both_work(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    world.travel(hours=10)  # Monday evening
    carla.runs("new")
    carla.fills(title="Newsletter", due="Friday 4pm")
    assert "You and Anna both work next on Tue 24 Nov, 10:00–17:00 (9:00–16:00 for Anna)." in carla.told
    anna.presses("Zusagen")
    assert (
        "Carla und du arbeitet das nächste Mal gleichzeitig: Di., 24. Nov., 9–16 Uhr (bei Carla 10–17 Uhr)."
        in anna.told
    )

    world.travel(hours=14)  # Tuesday, 10 in Berlin
    anna.presses("Anderer Termin")
    anna.fills(due="Montag 12 Uhr")
    assert "Carla und du arbeitet gerade beide, bis 16 Uhr (bei Carla 17 Uhr)." in anna.told
    assert "Anna und du arbeitet gerade beide, bis 17 Uhr (bei Anna 16 Uhr)." in carla.rings()[-1]
    carla.presses("Passt")
    assert "You and Anna are both at work until 17:00 (16:00 for Anna)." in carla.told


def test_it_says_nothing_where_there_is_no_such_hour_or_a_clock_is_unknown(world: World) -> None:
    carla, dana = world.person("Carla"), world.person("Dana", "en", "Asia/Manila")
    world.together(carla, dana)
    dana.runs("hours Mon–Fri 9–12")
    carla.runs("new")
    carla.fills(title="Newsletter")
    assert "both" not in carla.told


def test_absences_and_other_hours_there_count(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Berlin")
    world.together(carla, anna)
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.runs("new")
    carla.fills(title="Newsletter")
    assert "You and Anna both work next on Mon 30 Nov, 9:00–17:00." in carla.told
    anna.runs("erreichbarkeit")
    assert "Carla und du arbeitet das nächste Mal gleichzeitig: Mo., 30. Nov., 9–17 Uhr." in anna.told
