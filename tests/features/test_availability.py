"""Days off: told, never asked for; they hold for everything that comes by itself."""

from datetime import timedelta

import pytest

from tests.world import MONDAY_TEN, Someone, World


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


def accepted(carla: Someone, anna: Someone, due: str = "") -> None:
    carla.runs("new")
    carla.fills(title="Newsletter", due=due)
    anna.presses("Zusagen")
    carla.catches_up()
    anna.catches_up()


def test_whoever_is_away_is_not_asked_and_the_others_know(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Wednesday 3pm")
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="9 Uhr")
    anna.runs("abwesend")
    anna.fills(first="morgen", last="Donnerstag", note="Familienfest")
    assert "nicht da: Di., 24. Nov. bis Do., 26. Nov." in anna.told
    assert "Newsletter – Mi., 25. Nov., 14 Uhr" in anna.told
    carla.is_rung("Anna is away from Tue 24 Nov to Thu 26 Nov.", "Familienfest")
    world.travel_to(MONDAY_TEN + timedelta(days=3, hours=12))
    anna.is_not_rung()
    world.travel_to(MONDAY_TEN + timedelta(days=4))
    anna.is_rung("Eine Aufgabe ist offen")


def test_what_asks_waits_until_they_are_back(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.presses("Rückfrage")
    carla.fills(question="How long shall it be?")
    world.travel(days=6)
    anna.is_not_rung()
    world.travel(days=1)
    anna.is_rung("How long shall it be?")


def test_taken_back_it_holds_no_longer(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.runs("abwesend")
    anna.fills(first="heute", last="offen")
    carla.presses("Rückfrage")
    carla.fills(question="How long shall it be?")
    anna.is_not_rung()
    anna.runs("erreichbarkeit")
    assert "ab Mo., 23. Nov., bis auf Weiteres" in anna.told
    anna.presses("Zurücknehmen")
    anna.is_rung("How long shall it be?")


@pytest.mark.parametrize(
    ("region", "zone", "silent"), [("Hamburg", "Europe/Berlin", False), ("Bayern", "Europe/Berlin", True)]
)
def test_a_public_holiday_is_free_where_it_is_one(world: World, region: str, zone: str, silent: bool) -> None:
    """Epiphany, 6 January 2027, a Wednesday: free in Bavaria, not in Hamburg."""
    carla, anna = world.person("Carla"), world.person("Anna", "de", zone)
    world.together(carla, anna)
    accepted(carla, anna)
    anna.runs("checkin")
    anna.fills(days="2", time="9 Uhr")
    anna.runs("zeiten")
    anna.presses("Feiertage")
    anna.fills(region=region)
    assert f"Feiertage: {region}" in anna.told
    world.travel_to(MONDAY_TEN + timedelta(days=43))  # the day before
    anna.catches_up()
    world.travel(days=1)
    assert anna.rings() == ([] if silent else [anna.message("Eine Aufgabe ist offen").text])


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("gestern", "", "first"),
        ("wenn der Mond blau ist", "", "first"),
        ("31.2.", "", "first"),
        ("", "", "first"),
        ("Freitag", "Mittwoch", "last"),
        ("Freitag", "morgen", "last"),
        ("Freitag", "irgendwann", "last"),
    ],
)
def test_days_that_make_no_sense(pair: tuple[Someone, Someone], first: str, last: str, wrong: str) -> None:
    _, anna = pair
    anna.runs("abwesend")
    anna.fills(first=first, last=last)
    assert list(anna.problems) == [wrong]


@pytest.mark.parametrize("region", ["Atlantis", "<b>", "x" * 80, "W"])
def test_places_nobody_knows(pair: tuple[Someone, Someone], region: str) -> None:
    _, anna = pair
    anna.runs("erreichbarkeit")
    anna.presses("Feiertage")
    anna.fills(region=region)
    assert list(anna.problems) == ["region"]


def test_nobody_takes_back_anothers_days(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.forges("away.cancel|absence=1")
    anna.runs("erreichbarkeit")
    assert "Mo., 23. Nov. bis Fr., 27. Nov." in anna.told


def test_regions_by_every_name() -> None:
    from bot.regions import find_region, say_region

    for said, code in {
        "Hamburg": "DE-HH",
        "bayern": "DE-BY",
        "Wien": "AT-9",
        "Zürich": "CH-ZH",
        "zurich": "CH-ZH",
        "Portugal": "PT",
        "Philippinen": "PH",
        "Germany": "DE",
        "Deutschland": "DE",
        "de-sn": "DE-SN",
    }.items():
        assert find_region(said) == code, said
    assert say_region("DE-HH", "de") == "Hamburg"
    assert say_region("PH", "de") == "Philippinen"
