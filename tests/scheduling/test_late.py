"""Baton was away for hours or days: nobody is flooded, late ones say so, what has no point any more is left out."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.admission import Candidate, Decision, Drop, Fold, Later, Ready, Spent, decide, missed_at
from bot.events import Profile
from bot.people import meet
from bot.registry import Second
from bot.times import USUAL_HOURS, Pattern
from data.database import Database
from data.queries import messages
from data.tables import Account, Kind, Outgoing, SendState, Task, TaskState, Wish
from scheduling.admission import admit
from tests.scheduling.test_admission import AT_NIGHT, AT_WORK, NEXT_MORNING, NOTHING, waiting
from tests.scheduling.test_delivery import Unreliable, line, row
from tests.world import MONDAY_TEN, Someone, World

__all__ = ["line"]
pytestmark = pytest.mark.both_databases
FRIDAY = MONDAY_TEN + timedelta(days=4)  # ten o'clock in Hamburg, nine in Lisbon
SATURDAY, NEXT_MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)
HOUR = timedelta(hours=1)
BERLIN = Pattern(USUAL_HOURS, "Europe/Berlin")


@pytest.fixture
def language(database_kind: str) -> str:
    """Either language on either database would say the same four times."""
    return "de" if database_kind == "postgresql" else "en"


@pytest.fixture
def carla(world: World, language: str) -> Someone:
    return world.person("Carla", language)


@pytest.fixture
def anna(world: World, carla: Someone, language: str) -> Someone:
    anna = world.person("Anna", language, "Europe/Lisbon")
    world.together(carla, anna, language=language)
    return anna


def says(language: str, en: str, de: str) -> str:
    return de if language == "de" else en


# The decision


@pytest.mark.parametrize(
    ("candidate", "by_day", "by_night"),
    [
        (Candidate(Kind.FREE, late=True), Ready(), Ready(quiet=True)),
        (Candidate(Kind.FREE, True, late=True), Ready(), Later(NEXT_MORNING)),
        (Candidate(Kind.SOLICITED, second=Second.DROP, late=True), Ready(), Later(NEXT_MORNING)),
        (Candidate(Kind.SOLICITED, second=Second.LATER, late=True), Ready(), Later(NEXT_MORNING)),
        (Candidate(Kind.SOLICITED, True, second=Second.FOLD, late=True), Ready(), Later(NEXT_MORNING)),
        (Candidate(Kind.SOLICITED, late=True), Fold(), Fold()),  # it was put off until a moment that is over
        (Candidate(Kind.SOLICITED, True, late=True), Ready(), Later(NEXT_MORNING)),  # … until an answer
        (Candidate(Kind.UNSOLICITED, late=True), Fold(), Fold()),
        (Candidate(Kind.UNSOLICITED, rings=True, late=True), Fold(), Fold()),
        (Candidate(Kind.UNSOLICITED, wish=Wish.NEVER, late=True), Drop(), Drop()),
    ],
)
def test_the_table_of_what_comes_late(candidate: Candidate, by_day: Decision, by_night: Decision) -> None:
    def decided(now: datetime) -> Decision:
        return decide([candidate], NOTHING, USUAL_HOURS, "Europe/Berlin", now, 3)[0]

    assert (decided(AT_WORK), decided(AT_NIGHT)) == (by_day, by_night)


def test_late_ones_spend_nothing_of_the_days_number() -> None:
    late = [Candidate(Kind.UNSOLICITED, subject=str(number), late=True) for number in range(9)]
    fresh = [Candidate(Kind.UNSOLICITED, subject=f"fresh {number}") for number in range(3)]
    decided = decide([*late, *fresh], Spent(), USUAL_HOURS, "Europe/Berlin", AT_WORK, 3)
    assert decided == [Fold()] * 9 + [Ready()] * 3


def test_whoever_has_no_hours_gets_what_they_set_up_all_the_same() -> None:
    late = Candidate(Kind.SOLICITED, second=Second.DROP, late=True)
    assert decide([late], NOTHING, [[]] * 7, "Europe/Berlin", AT_NIGHT, 3) == [Ready()]


@pytest.mark.parametrize(
    ("kind", "waits", "due", "now", "missed"),
    [
        (Kind.FREE, False, AT_WORK, AT_WORK + HOUR, None),
        (Kind.FREE, False, AT_WORK, AT_WORK + 2 * HOUR, AT_WORK),
        (Kind.FREE, False, AT_NIGHT, NEXT_MORNING, AT_NIGHT),
        (Kind.SOLICITED, False, AT_NIGHT, NEXT_MORNING, AT_NIGHT),
        # The night is the receiver's: without Baton's absence it would not have come before nine either.
        (Kind.UNSOLICITED, False, AT_NIGHT, NEXT_MORNING + HOUR, None),
        (Kind.UNSOLICITED, False, AT_NIGHT, NEXT_MORNING + 2 * HOUR, NEXT_MORNING),
        (Kind.FREE, True, AT_NIGHT, NEXT_MORNING + HOUR, None),
        (Kind.FREE, True, AT_NIGHT, NEXT_MORNING + 2 * HOUR, NEXT_MORNING),
    ],
)
def test_late_is_measured_from_the_first_moment_at_which_it_could_have_come(
    database: Database, kind: Kind, waits: bool, due: datetime, now: datetime, missed: datetime | None
) -> None:
    with database.transaction() as session:
        account, person = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        made = waiting("one", account, due)
        made.kind, made.waits_for_work = kind, waits
        assert missed_at(made, person, BERLIN, now) == missed


# Days away


def test_reminders_of_a_downtime_come_in_one_message(world: World, language: str) -> None:
    """From Friday noon to Monday noon: five reminders fell due on different days; one message holds them."""
    carla = world.person("Carla", language)
    vas = [world.person(f"Va{number}", language) for number in range(5)]
    for number, va in enumerate(vas):
        world.together(carla, va, room=f"room{number}", language=language)
    world.travel_to(FRIDAY + 2 * HOUR)
    with world.playground.database.transaction() as session:
        for number in range(5):
            _done_task(session, number + 1, FRIDAY)
            messages.set_timer(session, "praise.nudge", number + 1, FRIDAY + timedelta(hours=4 + number))
    carla.catches_up()
    world.without_baton_until(NEXT_MONDAY + 2 * HOUR)
    carla.is_rung(
        says(language, "5 things from the time when I was away", "5 Sachen aus der Zeit, in der ich nicht da war"),
        says(
            language,
            "The first of it should have come on Fri 27 Nov, 14:00; I was away.",
            "Das Erste davon hätte am Fr., 27. Nov., 14 Uhr kommen sollen; da war ich nicht da.",
        ),
        "Va0",
        "Va4",
    )
    world.travel(days=2)
    carla.is_not_rung()


def _done_task(session: Session, engagement: int, at: datetime) -> None:
    task = Task(engagement_id=engagement, title=f"T{engagement}", state=TaskState.DONE, proposed_at=at, done_at=at)
    session.add(task)
    session.flush()


def test_in_the_night_they_wait_for_work_to_begin(world: World, carla: Someone, anna: Someone, language: str) -> None:
    world.travel_to(FRIDAY)
    with world.playground.database.transaction() as session:
        _done_task(session, 1, FRIDAY)
        messages.set_timer(session, "praise.nudge", 1, FRIDAY + HOUR)
    carla.catches_up()
    world.without_baton_until(SATURDAY)
    carla.is_not_rung()
    world.travel_to(NEXT_MONDAY - timedelta(minutes=61))
    carla.is_not_rung()
    world.travel_to(NEXT_MONDAY - timedelta(minutes=58))
    carla.is_rung(says(language, "One thing from the time when I was away", "Eine Sache aus der Zeit"))


def test_a_reminder_that_could_not_have_come_sooner_comes_as_always(
    world: World, carla: Someone, anna: Someone, language: str
) -> None:
    """Due on Friday night; Baton is back before Monday's work begins."""
    world.travel_to(FRIDAY)
    with world.playground.database.transaction() as session:
        _done_task(session, 1, FRIDAY)
        messages.set_timer(session, "praise.nudge", 1, FRIDAY + 10 * HOUR)
    carla.catches_up()
    world.without_baton_until(NEXT_MONDAY - 3 * HOUR)
    world.travel_to(NEXT_MONDAY)
    (text,) = carla.rings()
    assert says(language, "I was away", "nicht da") not in text


# What somebody waits for


def test_what_somebody_waits_for_comes_in_order_and_says_from_when_it_is(
    world: World, carla: Someone, anna: Someone, line: Unreliable, language: str
) -> None:
    """The platform was away from Friday ten o'clock on; Baton was there."""
    world.travel_to(FRIDAY)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.catches_up()
    carla.catches_up()
    line.away = True
    anna.presses(says(language, "Accept", "Zusagen"))
    anna.runs(says(language, "ask", "frage"))
    anna.fills(question="Which shop?")
    world.travel(hours=5)
    line.away = False
    world.travel(minutes=10)
    rung = carla.rings()
    assert len(rung) == 2
    assert says(language, "has accepted", "zugesagt") in rung[0]
    assert "Which shop?" in rung[1]
    for text in rung:  # in a room the VA's clock comes first, and the card is in the room's language
        assert says(language, "on Fri 27 Nov, 10:00; I was away", "am Fr., 27. Nov., 10 Uhr kommen sollen") in text


def test_an_edit_does_not_say_it_again(
    world: World, carla: Someone, anna: Someone, line: Unreliable, language: str
) -> None:
    line.away = True
    carla.runs("new")
    carla.fills(title="Newsletter")
    world.travel(hours=2)
    line.away = False
    world.travel(minutes=10)
    away = says(language, "I was away", "da war ich nicht da")
    assert away in anna.message("Newsletter").text
    anna.presses(says(language, "Accept", "Zusagen"))
    assert away not in anna.message("Newsletter –").text


def test_an_hour_is_not_late(world: World, carla: Someone, anna: Someone, line: Unreliable, language: str) -> None:
    line.away = True
    carla.runs("new")
    carla.fills(title="Newsletter")
    world.travel(minutes=50)
    line.away = False
    world.travel(minutes=9)
    assert says(language, "I was away", "da war ich nicht da") not in anna.message("Newsletter").text


def test_what_was_let_in_before_the_platform_went_away_interrupts_nobody_at_night(
    world: World, carla: Someone, anna: Someone, line: Unreliable, language: str
) -> None:
    """A question, let in while Carla worked, is decided upon anew: it is eight in the evening by now."""
    world.travel(hours=6)
    carla.runs("new")
    carla.fills(title="Newsletter")
    carla.catches_up()
    line.away = True
    anna.runs(says(language, "ask", "frage"))
    anna.fills(question="Which shop?")
    world.travel(hours=4)
    line.away = False
    world.travel(minutes=10)
    carla.is_not_rung()
    assert row(world, "question:1").state is SendState.WAITING
    world.travel(hours=13)
    carla.is_rung("Which shop?", says(language, "I was away", "da war ich nicht da"))


def test_what_never_left_because_no_platform_was_connected_is_decided_upon_anew(
    world: World, carla: Someone, anna: Someone, language: str
) -> None:
    carla.runs("new")
    carla.fills(title="Newsletter")
    carla.catches_up()
    messengers = world.playground.schedule.delivery.messengers
    connected = dict(messengers)
    messengers.clear()
    anna.runs(says(language, "ask", "frage"))
    anna.fills(question="Which shop?")
    assert row(world, "question:1").state is SendState.READY
    world.without_baton_until(world.now + 12 * HOUR)
    messengers |= connected
    world.travel(minutes=10)
    carla.is_not_rung()
    world.travel(hours=11)
    carla.is_rung("Which shop?", says(language, "I was away", "da war ich nicht da"))


def test_a_message_that_had_arrived_is_not_decided_upon_anew(
    world: World, carla: Someone, anna: Someone, line: Unreliable
) -> None:
    line.faults.append("lost")
    carla.runs("new")
    line.away = False
    carla.fills(title="Newsletter")
    line.away = True
    world.travel(hours=5)
    line.away = False
    world.travel(minutes=10)
    found = row(world, "task:1")
    assert (found.state, found.was_due_at) == (SendState.SENT, None)
    anna.is_rung("Newsletter")


# Check-ins


@pytest.fixture
def asked(world: World, carla: Someone, anna: Someone, language: str) -> Someone:
    """Anna, who has accepted a task and is asked on some days at two in the afternoon."""
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses(says(language, "Accept", "Zusagen"))
    world.travel_to(FRIDAY)
    anna.catches_up()
    carla.catches_up()
    return anna


def wants(anna: Someone, days: str) -> None:
    anna.runs("checkin")
    anna.fills(days=days, time="14:00")
    anna.catches_up()


CHECKIN_EN, CHECKIN_DE = "One task is open", "Eine Aufgabe ist offen"


def test_of_a_weekend_away_there_is_one_checkin_at_its_own_time(world: World, asked: Someone, language: str) -> None:
    """On weekdays: Friday's has become pointless, Monday's comes as always."""
    wants(asked, "0,1,2,3,4")
    world.without_baton_until(NEXT_MONDAY + 3 * HOUR)
    asked.is_not_rung()
    world.travel_to(NEXT_MONDAY + 8 * HOUR)
    (text,) = [each for each in asked.rings() if says(language, CHECKIN_EN, CHECKIN_DE) in each]
    assert says(language, "I was away", "nicht da") not in text
    world.travel_to(NEXT_MONDAY + timedelta(hours=23))
    assert not [each for each in asked.rings() if "14:00" in each and CHECKIN_EN in each]


def test_a_weekly_checkin_comes_late_and_says_so(world: World, asked: Someone, language: str) -> None:
    """Fridays only: until the next one is a week."""
    wants(asked, "4")
    world.without_baton_until(NEXT_MONDAY + 3 * HOUR)
    asked.is_rung(
        says(language, CHECKIN_EN, CHECKIN_DE),
        says(
            language,
            "This should have come on Fri 27 Nov, 14:00; I was away.",
            "Das hätte am Fr., 27. Nov., 14 Uhr kommen sollen; da war ich nicht da.",
        ),
    )
    world.travel_to(NEXT_MONDAY + timedelta(days=4, hours=6))
    assert sum(says(language, CHECKIN_EN, CHECKIN_DE) in text for text in asked.rings()) == 1


def test_a_late_checkin_waits_for_work_to_begin(world: World, asked: Someone, language: str) -> None:
    wants(asked, "4")
    world.without_baton_until(SATURDAY)
    asked.is_not_rung()
    world.travel_to(NEXT_MONDAY - timedelta(minutes=1))
    asked.is_not_rung()
    world.travel_to(NEXT_MONDAY)
    asked.is_rung(says(language, CHECKIN_EN, CHECKIN_DE), says(language, "I was away", "da war ich nicht da"))


def test_a_checkin_that_closed_while_the_platform_was_away_is_dropped_with_a_reason(
    world: World, asked: Someone, line: Unreliable, language: str
) -> None:
    wants(asked, "4")
    line.away = True
    world.travel_to(SATURDAY)
    line.away = False
    world.travel_to(NEXT_MONDAY + HOUR)
    found = row(world, "checkin:1")
    assert (found.state, found.note) == (SendState.DROPPED, "not wanted any more, check-in 1 is closed")
    assert not [text for text in asked.rings() if says(language, CHECKIN_EN, CHECKIN_DE) in text]


# Digests, and what was put off


def test_a_late_digest_takes_in_what_else_is_late(database: Database) -> None:
    """Friday's digest, and two reminders of the weekend: one message on Monday."""
    at = MONDAY_TEN
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), at)
        digest = waiting("digest:1:0", account, at)
        digest.view, digest.kind = "digest", Kind.SOLICITED
        session.add_all([digest, _folded(account, digest), *(waiting(f"r:{n}", account, at) for n in range(2))])
    now = at + timedelta(hours=3)
    while admit(database, now):
        pass
    with database.transaction() as session:
        rows = {each.key: each for each in session.exec(select(Outgoing))}
    assert {key: each.state for key, each in rows.items()} == {
        "digest:1:0": SendState.READY,
        "before": SendState.FOLDED,
        "r:0": SendState.FOLDED,
        "r:1": SendState.FOLDED,
    }
    assert {each.digest for key, each in rows.items() if key != "digest:1:0"} == {"digest:1:0"}


def _folded(account: Account, digest: Outgoing) -> Outgoing:
    before = waiting("before", account, digest.not_before)
    before.state, before.digest = SendState.FOLDED, digest.key
    return before


def test_a_digest_that_was_due_at_night_waits_for_work(database: Database) -> None:
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        digest = waiting("digest:1:0", account, AT_WORK)
        digest.view, digest.kind = "digest", Kind.SOLICITED
        session.add(digest)
    admit(database, AT_NIGHT)
    with database.transaction() as session:
        found = session.exec(select(Outgoing)).one()
        assert (found.state, found.not_before, found.was_due_at) == (SendState.WAITING, NEXT_MORNING, AT_WORK)
    admit(database, NEXT_MORNING)
    with database.transaction() as session:
        assert session.exec(select(Outgoing.state)).one() == SendState.READY


def test_only_what_never_left_is_called_back(database: Database) -> None:
    """What is under way, may have arrived, or is on display stays as it is."""
    kept: dict[str, dict[str, object]] = {
        "fresh": {"admitted_at": AT_WORK + 2 * HOUR},
        "suspect": {"suspect": True},
        "edit": {"message": "1.1"},
        "sending": {"state": SendState.SENDING},
        "sent": {"state": SendState.SENT},
        "kept back": {"retry_at": AT_WORK + 2 * HOUR},
    }
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        for key in ("stale", *kept):
            made = waiting(key, account, AT_WORK)
            made.state, made.admitted_at, made.retry_at = SendState.READY, AT_WORK, AT_WORK + HOUR / 2
            for name, value in kept.get(key, {}).items():
                setattr(made, name, value)
            session.add(made)
    with database.transaction() as session:
        messages.call_back(session, AT_WORK + HOUR, 100)
    with database.transaction() as session:
        called_back = session.exec(select(Outgoing).where(Outgoing.state == SendState.WAITING)).one()
        assert (called_back.key, called_back.retry_at) == ("stale", None)
