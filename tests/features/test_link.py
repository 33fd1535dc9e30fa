"""One person, two accounts."""

import re
from datetime import UTC, datetime

import pytest

from tests.world import Someone, World


def code(person: Someone) -> str:
    person.runs("link")
    found = re.search(r"([A-Z2-9]{5})-([A-Z2-9]{5})", person.told)
    assert found, person.told
    return found.group()


@pytest.mark.both_databases
def test_the_code_of_one_place_joins_in_the_other(world: World) -> None:
    anna = world.person("Anna", "de", "Europe/Lisbon")
    other = world.person("Anna Costa", "en", "Asia/Manila")
    carla = world.person("Carla")
    world.together(carla, other)
    shown = code(anna)
    assert "innerhalb von zehn Minuten" in anna.told
    other.runs(f"link {shown.lower()}")
    assert "are one person to me now" in other.told
    other.runs("settings")
    assert other.form.inputs[0].value == "de"
    assert other.form.inputs[1].value == "Europe/Lisbon"
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.runs("aufgaben")
    assert "Newsletter" in anna.told


def test_a_code_works_once_and_not_for_long(world: World) -> None:
    anna, second, third = (world.person(f"Anna {number}") for number in range(3))
    shown = code(anna)
    second.runs(f"link {shown}")
    third.runs(f"link {shown}")
    assert "That code doesn't work" in third.told
    shown = code(anna)
    world.travel(minutes=11)
    third.runs(f"link {shown}")
    assert "That code doesn't work" in third.told


def test_a_new_code_replaces_the_one_before(world: World) -> None:
    anna, other = world.person("Anna"), world.person("Anna Costa")
    first, second = code(anna), code(anna)
    other.runs(f"link {first}")
    assert "That code doesn't work" in other.told
    other.runs(f"link {second}")
    assert "one person" in other.told


def test_nobody_can_guess(world: World) -> None:
    anna, thief = world.person("Anna"), world.person("Mallory")
    shown = code(anna)
    for number in range(5):
        thief.runs(f"link AAAAA-AAAA{number + 2}")
        assert "That code doesn't work" in thief.told
    thief.runs(f"link {shown}")
    assert "Please wait an hour" in thief.told
    world.travel(minutes=61)
    thief.runs(f"link {code(anna)}")
    assert "one person" in thief.told


def test_joined_already(world: World) -> None:
    anna, other = world.person("Anna"), world.person("Anna Costa")
    other.runs(f"link {code(anna)}")
    other.runs(f"link {code(anna)}")
    assert "joined already" in other.told
    anna.runs(f"link {code(anna)}")
    assert "joined already" in anna.told


def test_nobody_becomes_their_own_client(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna")
    world.together(carla, anna)
    carla.runs(f"link {code(anna)}")
    assert "can't make one person of them" in carla.told


def test_a_check_in_plan_comes_along(world: World) -> None:
    anna, other = world.person("Anna", "de", "Europe/Lisbon"), world.person("Anna Costa", "de", "Europe/Lisbon")
    carla = world.person("Carla")
    world.together(carla, other)
    carla.runs("new")
    carla.fills(title="Newsletter")
    other.presses("Zusagen")
    other.runs("checkin")
    other.fills(days="0,1,2,3,4", time="9")
    other.runs(f"link {code(anna)}")
    other.catches_up()
    world.travel(days=1)
    other.is_rung("Wie läuft es?")
    other.presses("Läuft")
    assert carla.sees("Newsletter: on track")


def test_an_open_check_in_and_a_wish_come_along_and_the_clock_is_the_new_one(world: World) -> None:
    """Anna's Slack account was in Lisbon; in Berlin, where the code was shown, nine o'clock is an hour earlier."""
    anna, other = world.person("Anna", "de", "Europe/Berlin"), world.person("Anna Costa", "de", "Europe/Lisbon")
    carla = world.person("Carla")
    world.together(carla, other)
    carla.runs("new")
    carla.fills(title="Newsletter")
    other.presses("Zusagen")
    other.runs("checkin Mo-Fr um 9")
    other.runs("checkin jetzt")
    other.runs(f"link {code(anna)}")
    other.presses("Läuft")
    assert carla.sees("Newsletter: on track")
    other.catches_up()
    world.travel_to(datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    other.is_not_rung()
    world.travel(minutes=1)
    other.is_rung("Wie läuft es?")
