"""Few interruptions: the day's number, the digest, later, less."""

from datetime import timedelta

import pytest

from tests.world import MONDAY_TEN, Someone, World

NAMES = ("Anna", "Dana", "Eva", "Finn", "Gita")


def with_several(world: World, carla: Someone, count: int, language: str = "en") -> list[Someone]:
    """Carla works with several people; each has finished a task at the same time."""
    team: list[Someone] = []
    for name in NAMES[:count]:
        va = world.person(name, language)
        world.together(carla, va, f"with-{name.casefold()}", language)
        carla.runs(f"new @{va.account}")
        carla.fills(title=f"Task of {name}", **({"for": str(len(team) + 1)} if team else {}))
        va.presses_id("task.accept")
        va.runs("submit")
        va.fills(note="Done")
        carla.presses_id("submission.good")
        team.append(va)
    carla.catches_up()
    return team


@pytest.mark.parametrize("language", ["en", "de"])
def test_three_a_day_and_the_rest_in_one_message(world: World, language: str) -> None:
    carla = world.person("Carla", language)
    with_several(world, carla, 5, language)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    assert len(carla.rings()) == 3
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=7))
    more = {"en": "2 things that could wait", "de": "2 Sachen, die bis jetzt warten konnten"}[language]
    carla.is_rung(more, "Finn", "Gita")
    world.travel(days=3)
    carla.is_not_rung()


def test_everything_in_the_digest_can_be_answered_from_it(world: World) -> None:
    carla = world.person("Carla")
    *_, finn = with_several(world, carla, 4)
    world.travel(days=2, hours=6.5)
    carla.catches_up()
    finn.catches_up()
    carla.presses("Say thanks", on="could wait")
    carla.fills(text="Thank you, Finn!")
    finn.is_rung("Thank you, Finn!")
    assert "Say thanks" not in carla.buttons("could wait")


def test_the_number_and_the_time_are_the_persons_own(world: World) -> None:
    carla = world.person("Carla", "de")
    carla.runs("ruhe")
    carla.fills(daily="1", digest="halb zwölf")
    assert "Höchstens eine Erinnerung am Tag; alles Weitere kommt gesammelt um 11:30 Uhr." in carla.told
    with_several(world, carla, 3)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=1))
    assert len(carla.rings()) == 1
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    carla.is_rung("2 Sachen, die bis jetzt warten konnten")


@pytest.mark.parametrize(("daily", "digest"), [("0", "16:00"), ("11", "16:00"), ("x", "16:00"), ("3", "25 Uhr")])
def test_numbers_and_times_that_make_no_sense(world: World, daily: str, digest: str) -> None:
    carla = world.person("Carla")
    carla.runs("quiet")
    carla.fills(daily=daily, digest=digest)
    assert carla.problems


@pytest.mark.parametrize(
    ("wish", "answer"),
    [("Never", "No more of these"), ("Digest only", "In the digest only"), ("Once a week", "Once a")],
)
def test_less_of_one_kind(world: World, wish: str, answer: str) -> None:
    carla = world.person("Carla")
    anna, dana = with_several(world, carla, 2)
    world.travel(days=2, hours=2)
    assert len(carla.rings()) == 2
    carla.presses("Less of this", on="Task of Anna")
    assert "How often would you like reminders of this kind?" in carla.told
    carla.presses(wish)  # the first row's: only here
    assert answer in carla.told
    world.travel(days=8)
    for va, number in ((anna, "1"), (dana, "2")):
        carla.runs(f"new @{va.account}")
        carla.fills(title=f"Second of {va.name}", **{"for": number})
        va.presses_id("task.accept")
        va.runs("submit")
        va.fills(note="Done")
        carla.presses_id("submission.good")
    carla.catches_up()
    world.travel(days=5, hours=2)
    rings = carla.rings()
    assert any("Second of Dana" in each for each in rings)
    alone = [each for each in rings if "Second of Anna" in each and "could wait" not in each]
    assert len(alone) == (1 if wish == "Once a week" else 0)
    assert any("could wait" in each and "Second of Anna" in each for each in rings) == (wish == "Digest only")


def test_a_reminder_comes_back_once(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.is_rung("Task of Anna")
    carla.presses("Later")
    assert "When shall this come back?" in carla.told
    carla.presses("In an hour")
    assert "It comes back once" in carla.told
    world.travel(minutes=59)
    carla.is_not_rung()
    world.travel(minutes=2)
    carla.is_rung("Task of Anna")
    world.travel(days=8)
    carla.is_not_rung()


def test_what_was_answered_meanwhile_does_not_come_back(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.presses("Later")
    carla.presses("Tomorrow at nine")
    carla.presses("Say thanks", on="Task of Anna")
    carla.fills(text="Thank you!")
    carla.catches_up()
    world.travel(days=2)
    carla.is_not_rung()


def test_nobody_puts_off_or_lessens_what_is_anothers(world: World) -> None:
    carla, mallory = world.person("Carla"), world.person("Mallory")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    for forged in ("less.open|message=1", "snooze.open|message=1", "less.choose|message=99|wish=never|where=here"):
        mallory.forges(forged)
        assert mallory.told
    for message in range(1, 12):
        mallory.forges(f"snooze.until|message={message}|to=hour")
        mallory.forges(f"less.choose|message={message}|wish=never|where=everywhere")
    carla.catches_up()
    world.travel(hours=2)
    carla.is_not_rung()


def test_one_client_is_not_shown_to_another_by_the_budget(world: World) -> None:
    """Ben's reminder doesn't wait because Carla had hers: the number is each person's own."""
    carla, ben = world.person("Carla"), world.person("Ben")
    carla.runs("quiet")
    carla.fills(daily="1")
    with_several(world, carla, 2)
    va = world.person("Hugo")
    world.together(ben, va, "shop")
    ben.runs("new")
    ben.fills(title="Photos")
    va.presses_id("task.accept")
    va.runs("submit")
    va.fills(note="Done")
    ben.presses_id("submission.good")
    ben.catches_up()
    world.travel(days=2, hours=2)
    ben.is_rung("Photos")
