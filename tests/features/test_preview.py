"""The preview: what Baton would send in four weeks is what it sends, if nothing changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from bot import registry
from bot.admission import Standing
from bot.ahead import Foreseen, foreseen_row
from bot.context import Context, context_of
from bot.features.preview.cards import week_card
from bot.features.preview.commands import coming
from bot.features.preview.rules import WEEKS, Coming, Receiver, clocks_change, play
from bot.times import USUAL_HOURS, Pattern, never
from bot.ui import Text, to_text
from data.database import Database
from data.queries import people
from data.tables import Kind, Person
from tests.features.test_interruptions import with_several
from tests.world import MONDAY_TEN, Someone, World, can_be_shown

BEFORE_WINTER = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)  # a Monday; the clocks go back on 25 October


@pytest.fixture
def autumn(database: Database) -> World:
    return World(database, BEFORE_WINTER)


def context_for(session: Session, someone: Someone) -> Context:
    found = people.identity(session, "playground", "playground", someone.account)
    assert found is not None
    return context_of(session, found, MONDAY_TEN)


def foretold(world: World, someone: Someone) -> list[tuple[datetime, str]]:
    """When something would come, and a word of it."""
    with world.playground.database.transaction() as session:
        context = replace(context_for(session, someone), now=world.now)
        return [(each.at, "digest" if each.digest else str(each.parts[0].what)) for each in coming(context)]


def what_came(world: World, someone: Someone) -> list[datetime]:
    new = world.deliveries[someone.seen :]
    return [each.at for each in new if each.rings_for == someone.account]


def busy(world: World, language: str) -> tuple[Someone, Someone]:
    """Anna is asked twice a week, is away for some days, and has Bavaria's holidays; Carla has reminders ahead, of
    which one a day may come."""
    carla, anna = world.person("Carla", language), world.person("Anna", language)
    world.together(carla, anna, "team", language)
    carla.runs("quiet")
    carla.fills(daily="1", digest="14:30")
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses_id("task.accept")
    anna.runs("checkin")
    anna.fills(days="0,6", time="9:00")
    anna.runs("availability")
    anna.presses_id("holidays.open")
    anna.fills(region="Bayern")
    anna.runs("away")
    anna.fills(first="18.10.2026", last="21.10.2026")
    for number, name in enumerate(("Dana", "Eva", "Finn"), start=2):
        va = world.person(name, language)
        world.together(carla, va, f"with-{name.casefold()}", language)
        carla.runs(f"new @{va.account}")
        carla.fills(title=f"Task of {name}", **{"for": str(number)})
        va.presses_id("task.accept")
        va.runs("submit")
        va.fills(note="Done")
        carla.presses_id("submission.good")
    carla.catches_up()
    anna.catches_up()
    return carla, anna


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_it_said_is_what_came(autumn: World, language: str) -> None:
    carla, anna = busy(autumn, language)
    said = {someone.account: foretold(autumn, someone) for someone in (carla, anna)}
    assert [what for _, what in said[carla.account]][1:] == ["digest"]
    # Sundays and Mondays, without 18 and 19 October (away) and 1 November (a holiday); at nine, on winter's clock.
    # Each is reminded of once where nobody answers, but not on a Sunday, when Anna doesn't work.
    assert [at.strftime("%d.%m. %H:%M") for at, _ in said[anna.account]] == [
        "25.10. 08:00",
        *("26.10. 08:00", "26.10. 14:24"),
        *("02.11. 08:00", "02.11. 14:24"),
        "08.11. 08:00",
    ]
    autumn.travel_to(BEFORE_WINTER + timedelta(days=28) - timedelta(hours=10, minutes=1))
    for someone in (carla, anna):
        assert [at for at, _ in said[someone.account]] == what_came(autumn, someone)
    autumn.close()


@pytest.mark.parametrize(
    ("language", "days"),
    [
        (
            "en",
            [
                "What I would send you from Mon 12 Oct to Sun 18 Oct\nSun 18 Oct · you are away",
                "Mon 19 Oct · you are away",
                "Sun 25 Oct · the clocks go back\n9:00 · Check-in about one open task – You asked for this on Mon",
                "Sun 1 Nov · public holiday",
            ],
        ),
        (
            "de",
            [
                "Das käme von mir: Mo., 12. Okt. bis So., 18. Okt.\nSo., 18. Okt. · du bist nicht da",
                "Mo., 19. Okt. · du bist nicht da",
                "So., 25. Okt. · die Uhren werden zurückgestellt\n9 Uhr · Check-in zu einer offenen Aufgabe",
                "So., 1. Nov. · Feiertag",
            ],
        ),
    ],
)
def test_days_off_and_clock_changes_are_marked(autumn: World, language: str, days: list[str]) -> None:
    _, anna = busy(autumn, language)
    anna.runs("preview")
    pages = [anna.told]
    for _ in range(3):
        anna.presses_id("preview.week", row=-1 if len(pages) == 1 else 1)
        pages.append(anna.told)
    said = "\n".join(pages)
    for day in days:
        assert day in said
    autumn.close()


@pytest.mark.parametrize(
    ("language", "marked"),
    [("en", "Tue 24 Nov · you are away for Dana only"), ("de", "Di., 24. Nov. · nur für Dana bist du nicht da")],
)
def test_days_off_for_some_are_marked_as_such(world: World, language: str, marked: str) -> None:
    carla = world.person("Carla", language)
    with_several(world, carla, 2)
    carla.runs("away")
    carla.fills(first="24.11.", last="25.11.", only="2")
    carla.runs("preview")
    assert marked in carla.told
    carla.runs("away")
    carla.fills(first="24.11.", last="24.11.")
    carla.runs("preview")
    assert marked not in carla.told


@pytest.mark.parametrize(("language", "nothing"), [("en", "Nothing, as it looks now."), ("de", "Nichts, so wie es")])
def test_nothing_ahead(world: World, language: str, nothing: str) -> None:
    carla = world.person("Carla", language)
    carla.runs("preview")
    assert nothing in carla.told
    carla.forges("preview.week|week=99")
    assert nothing in carla.told


def test_what_was_put_off_stands_there_and_nothing_of_others(world: World) -> None:
    carla = world.person("Carla")
    anna, dana = with_several(world, carla, 2)
    world.travel(days=2, hours=2)
    carla.presses("Later", on="Task of Anna")
    carla.presses("Next working day")
    carla.runs("preview")
    assert "Thu 26 Nov\n9:00 · Anna finished Task of Anna" in carla.told
    assert "You put this off until then." in carla.told
    assert foretold(world, anna) == foretold(world, dana) == []


def test_the_digest_that_is_on_its_way_stands_there(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 5)
    world.travel(days=2, hours=2)
    carla.runs("preview")
    assert "Wed 25 Nov\n16:00 · 2 things that could wait until now – You get this once a day" in carla.told


@pytest.mark.parametrize(
    ("language", "why"), [("en", "This came while you were away"), ("de", "Das kam, während du nicht da warst")]
)
def test_what_waits_for_the_return_says_so(world: World, language: str, why: str) -> None:
    carla = world.person("Carla", language)
    with_several(world, carla, 1)  # she would be reminded on Wednesday
    carla.runs("away")
    carla.fills(first="24.11.", last="27.11.")
    carla.runs("preview")
    carla.presses_id("preview.week")
    assert why in carla.told
    assert "30" in carla.told.partition(why)[0]


def test_what_could_wait_comes_on_return_with_the_rest_as_it_was_said(world: World) -> None:
    """One waits for half past nine on Thursday. Another falls due on Wednesday, when she is away, and comes on Thursday
    at nine: with the first one, and not half an hour before it."""
    carla = world.person("Carla")
    with_several(world, carla, 2)
    world.travel(hours=3)
    gita = world.person("Gita")
    world.together(carla, gita, "with-gita", "en")
    carla.runs(f"new @{gita.account}")
    carla.fills(title="Task of Gita", **{"for": "3"})
    gita.presses_id("task.accept")
    gita.runs("submit")
    gita.fills(note="Done")
    carla.presses_id("submission.good")
    carla.runs("quiet")
    carla.fills(daily="1", digest="9:30")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=1))
    carla.runs("away")
    carla.fills(first="today")
    carla.catches_up()
    said = foretold(world, carla)
    assert said == [(MONDAY_TEN + timedelta(days=3, hours=-1), "digest")]
    world.travel(days=2)
    assert what_came(world, carla) == [at for at, _ in said]


def test_what_announces_something_ends_without_a_colon(world: World) -> None:
    anna, carla = world.person("Anna", "de"), world.person("Carla")
    world.together(carla, anna)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses_id("task.accept")
    world.travel(hours=10)
    carla.presses_id("task.ask")
    carla.fills(question="Which one?")
    anna.runs("vorschau")
    assert "Carla fragt zu Newsletter – Das ist schon geschrieben" in anna.told


def test_every_timer_says_what_it_would_send() -> None:
    """Whoever adds a timer says beside it what it would send (``@foresee``), or that it sends nothing."""
    assert registry.timers.keys() <= registry.foreseen.keys()


def reminders(number: int, apart: timedelta, rest: timedelta | None = None) -> list[Foreseen]:
    rows = [foreseen_row("reminder", 1, Kind.UNSOLICITED, MONDAY_TEN + each * apart) for each in range(number)]
    return [Foreseen(row, Text.of("Something"), Text.of("A rule"), rest) for row in rows]


@pytest.mark.parametrize(
    ("ahead", "alone", "digests"),
    [
        (lambda: reminders(10, timedelta(minutes=1)), 3, 1),
        (lambda: reminders(10, timedelta(hours=24)), 10, 0),
        (lambda: reminders(10, timedelta(hours=24), rest=timedelta(days=7)), 2, 0),
        (lambda: reminders(100, timedelta(hours=2)), 21, 7),
    ],
)
def test_the_budget_holds_in_the_preview_too(ahead: Callable[[], list[Foreseen]], alone: int, digests: int) -> None:
    person = Person(name="Carla", language="en", zone="Europe/Berlin", hours=USUAL_HOURS, created_at=MONDAY_TEN)
    usual = Standing(Pattern(USUAL_HOURS, "Europe/Berlin"))
    found = play(
        Receiver(person, {}, never, lambda row, at: usual), ahead(), MONDAY_TEN, MONDAY_TEN + timedelta(days=28)
    )
    assert len([each for each in found if not each.digest]) == alone
    assert len([each for each in found if each.digest]) == digests


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_full_week_can_be_shown_everywhere(world: World, language: str) -> None:
    carla = world.person("Carla", language)
    ahead = reminders(200, timedelta(hours=2))
    found = [Coming(each.row.not_before, (replace(each, what=Text.of("x" * 500)),)) for each in ahead]
    with world.playground.database.transaction() as session:
        context = context_for(session, carla)
        for week in range(WEEKS):
            can_be_shown(week_card(context, found, week))
        shown = to_text(week_card(context, found, 0))
    assert {"en": "more.", "de": "Nachrichten."}[language] in shown
    assert "x" * 200 not in shown


@pytest.mark.parametrize(
    ("day", "zone", "minutes"),
    [
        ("2026-10-25", "Europe/Berlin", -60),
        ("2027-03-28", "Europe/Berlin", 60),
        ("2026-10-04", "Australia/Lord_Howe", 30),
        ("2026-10-25", "Asia/Manila", 0),
    ],
)
def test_days_on_which_the_clocks_change(day: str, zone: str, minutes: int) -> None:
    assert clocks_change(datetime.fromisoformat(day).date(), zone) == minutes
