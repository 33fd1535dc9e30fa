"""Every card and form with the longest names and texts that can be typed, in both languages, with and without a room.

The world checks whatever it showed against both platforms' limits when it closes.
"""

import pytest
from sqlmodel import col, select

from data.queries import checkins
from data.tables import Checkin
from tests.world import Someone, World

# Every character of this is markup somewhere, and would take more room escaped.
MARKUP = "*_~`|>#[]()<-+.!:\\&"


def longest(someone: Someone, **given: str) -> None:
    """Fills every free input of the open form with as much as it takes."""
    typed = {
        put.name: (MARKUP * 300)[: put.length]
        for put in someone.form.inputs
        if hasattr(put, "length") and put.name not in ("due", "link", "time", "zone", "hours", "first", "last")
    }
    someone.fills(**typed | given)
    assert someone.problems == {}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("room", ["team", None])
def test_the_longest_of_everything_can_be_shown(world: World, language: str, room: str | None) -> None:
    carla = world.person("Wilhelmina-Friederike " * 4, language, "Europe/Berlin")
    anna = world.person("_Maria*Theresia~ " * 5, language, "America/Argentina/ComodRivadavia")
    world.together(carla, anna, room, language)
    world.travel(hours=3)
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4,5,6", time="9:00")
    for _ in range(6):
        carla.runs("new", room)
        longest(carla, due="31.12.2027 23:59", authority="ask")
        anna.presses_id("task.accept")
        anna.presses_id("task.ask")
        longest(anna)
        carla.presses_id("question.answer")
        longest(carla)
    for someone in (carla, anna):
        for line in (
            "",
            "tasks",
            "ask",
            "answer",
            "submit",
            "review",
            "praise",
            "settings",
            "quiet",
            "preview",
            "link",
            "start",
            "help",
            "hours",
        ):
            someone.runs(line, room)
            someone.world.playground.close(someone.account)
    carla.runs(f"new @{anna.account} {MARKUP * 7} tomorrow noon")
    world.travel(days=1)
    anna.presses_id("checkin.line")
    longest(anna)
    anna.presses_id("checkin.at_risk")
    anna.presses_id("task.redate")
    longest(anna, due="1.12.2027 9:00")
    carla.presses_id("task.more")
    carla.presses_id("task.edit")
    longest(carla, due="31.12.2027 9:00")
    for _ in range(2):
        anna.presses_id("task.submit")
        longest(anna, link="https://example.org/" + "a" * 900)
        carla.presses_id("submission.change")
        longest(carla)
    anna.presses_id("task.submit")
    longest(anna, link="https://example.org/" + "a" * 900)
    carla.presses_id("submission.enough")
    carla.presses_id("task.thank")
    longest(carla, **({"where": "room"} if room else {}))
    world.travel(days=7)
    assert len(world.shown) > 60


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("room", ["team", None])
def test_the_longest_of_days_and_hours_can_be_shown(world: World, language: str, room: str | None) -> None:
    carla = world.person("Wilhelmina-Friederike " * 4, language, "Europe/Berlin")
    anna = world.person("_Maria*Theresia~ " * 5, language, "America/Argentina/ComodRivadavia")
    world.together(carla, anna, room, language)
    for _ in range(6):
        carla.runs("new", room)
        longest(carla, due="31.12.2027 23:59", authority="ask")
        anna.presses_id("task.accept")
    anna.runs("away 31.12.2027 until further notice")
    longest(anna)
    anna.presses_id("away.handover")
    for someone in (carla, anna):
        odd = "; ".join(
            f"every second {day} 0:0{n}-1:1{n}, 2:2{n}-3:3{n}" for n, day in enumerate(("Mon", "Tue", "Wed"))
        )
        someone.runs(f"hours {odd}")
        someone.runs("hours")
        someone.runs("zone Brazil/DeNoronha")
        world.travel(days=7)
    anna.presses_id("away.cancel")
    world.travel(days=7)
    assert len(world.shown) > 40


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_longest_check_in_can_be_shown(world: World, language: str) -> None:
    """Five clients with three questions each and two tasks each, a line beside every answer, and the longest rhythm."""
    anna = world.person("_Maria*Theresia~ " * 5, language, "America/Argentina/ComodRivadavia")
    clients = [world.person("Wilhelmina~Friederike " * 4 + str(number), language) for number in range(5)]
    world.travel(hours=4)
    for number, client in enumerate(clients, 1):
        world.together(client, anna, f"room{number}", language)
        for _ in range(2):
            client.runs("new")
            longest(client, due="tomorrow 9:00", authority="ask")
            anna.presses_id("task.accept")
        client.runs("checkin")
        longest(client, rhythm="on the 1st, 2nd, 3rd, 11th and 25th of the month", questions=MARKUP * 5)
        anna.presses_id("suggestion.leave")
        anna.forges(f"checkin.questions|engagement={number}")
        longest(anna, questions="\n".join(f"{each} {MARKUP * 5}"[:100] for each in range(3)))
    anna.runs("checkin weekdays 9:00")
    for _ in range(2):
        world.travel(days=1)
        with world.playground.database.transaction() as session:
            latest = session.exec(select(Checkin).order_by(col(Checkin.id).desc())).first()
            items = [item for item, _ in checkins.items_with_tasks(session, latest.id or 0)] if latest else []
        assert len(items) == 10
        for item in items[::2]:
            anna.forges(f"checkin.line|item={item.id}")
            longest(anna)
            anna.forges(f"checkin.blocked|item={item.id}")
        for engagement in range(1, 6, 2):
            anna.forges(f"checkin.answers|checkin={items[0].checkin_id}|engagement={engagement}")
            longest(anna)
        anna.presses_id("checkin.agree")
        for first in (1, 5, 9, 13):
            anna.forges(f"checkin.all|checkin={items[0].checkin_id}|first={first}")
    for number in range(1, 10, 2):
        anna.forges(f"task.submit|task={number}")
        longest(anna, link="https://example.org/" + "a" * 900)
    world.travel(days=7)
    assert len(world.shown) > 100
