"""Who is interrupted now, and who later: one pure function."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import col, select

from bot import features
from bot.admission import DIGEST_SORT, Candidate, Decision, Drop, Fold, Later, Ready, Spent, decide
from bot.events import Profile
from bot.features.interruptions.timers import plan_digest
from bot.people import meet
from bot.registry import Second
from bot.times import USUAL_HOURS, Hours, Pattern, is_working
from data.database import Database
from data.queries.status import try_again
from data.tables import Absence, Account, Kind, Outgoing, Person, SendState, Wish
from scheduling.admission import admit
from tests.world import MONDAY_TEN

features.load()  # what there is one a day of stands beside its view

AT_WORK = MONDAY_TEN
AT_NIGHT = MONDAY_TEN + timedelta(hours=12)
NEXT_MORNING = MONDAY_TEN + timedelta(hours=23)  # nine o'clock in Berlin
NOTHING = Spent()


def alone(candidate: Candidate, now: datetime, spent: Spent = NOTHING, hours: Hours = USUAL_HOURS) -> Decision:
    return decide([candidate], spent, hours, "Europe/Berlin", now, 3)[0]


@pytest.mark.parametrize(
    ("kind", "waits", "by_day", "by_night"),
    [
        (Kind.FREE, False, Ready(), Ready(quiet=True)),
        (Kind.FREE, True, Ready(), Later(NEXT_MORNING)),
        (Kind.SOLICITED, False, Ready(), Ready()),
        (Kind.UNSOLICITED, False, Ready(), Later(NEXT_MORNING)),
    ],
)
def test_the_table(kind: Kind, waits: bool, by_day: Ready | Later, by_night: Ready | Later) -> None:
    assert alone(Candidate(kind, waits), AT_WORK) == by_day
    assert alone(Candidate(kind, waits), AT_NIGHT) == by_night


@pytest.mark.parametrize(
    ("candidate", "spent", "by_day", "by_night"),
    [
        (Candidate(Kind.UNSOLICITED, wish=Wish.NEVER), Spent(), Drop(), Drop()),
        (Candidate(Kind.UNSOLICITED, wish=Wish.DIGEST), Spent(), Fold(), Fold()),
        (Candidate(Kind.UNSOLICITED, wish=Wish.RARER), Spent(), Ready(), Later(NEXT_MORNING)),
        (Candidate(Kind.UNSOLICITED, wish=Wish.RARER, lately=True), Spent(), Fold(), Fold()),
        (Candidate(Kind.UNSOLICITED), Spent(2), Ready(), Later(NEXT_MORNING)),
        (Candidate(Kind.UNSOLICITED), Spent(3), Fold(), Later(NEXT_MORNING)),
        (Candidate(Kind.UNSOLICITED, subject="task:1"), Spent(1, frozenset(["task:1"])), Fold(), Later(NEXT_MORNING)),
        (Candidate(Kind.SOLICITED, wish=Wish.NEVER), Spent(3), Ready(), Ready()),
        (Candidate(Kind.FREE, wish=Wish.NEVER), Spent(3), Ready(), Ready(quiet=True)),
    ],
)
def test_budget_and_wishes_hold_for_what_nobody_asked_for(
    candidate: Candidate, spent: Spent, by_day: Decision, by_night: Decision
) -> None:
    assert alone(candidate, AT_WORK, spent) == by_day
    assert alone(candidate, AT_NIGHT, spent) == by_night


NEXT_DAY = Later(NEXT_MORNING)
SET_UP = Spent(sorts=frozenset(["s"]))


@pytest.mark.parametrize(
    ("candidate", "spent", "by_day", "by_night"),
    [
        (Candidate(Kind.SOLICITED, waits_for_work=True), NOTHING, Ready(), NEXT_DAY),
        (Candidate(Kind.SOLICITED, sort="s", second=Second.DROP), SET_UP, Drop(), Drop()),
        (Candidate(Kind.SOLICITED, sort="s", second=Second.LATER), SET_UP, NEXT_DAY, NEXT_DAY),
        (Candidate(Kind.SOLICITED, True, sort="s", second=Second.FOLD), SET_UP, Fold(), NEXT_DAY),
        (Candidate(Kind.SOLICITED, sort="t", second=Second.DROP), SET_UP, Ready(), Ready()),
        (Candidate(Kind.SOLICITED, sort="s"), SET_UP, Ready(), Ready()),
    ],
)
def test_of_what_somebody_set_up_there_is_one_a_day(
    candidate: Candidate, spent: Spent, by_day: Decision, by_night: Decision
) -> None:
    assert alone(candidate, AT_WORK, spent) == by_day
    assert alone(candidate, AT_NIGHT, spent) == by_night
    twice = [replace(candidate, waits_for_work=False, sort="twice")] * 2
    first, second = decide(twice, NOTHING, USUAL_HOURS, "Europe/Berlin", AT_WORK, 3)
    assert first == Ready()
    assert (second == Ready()) == (candidate.second is None)


@pytest.mark.parametrize(
    ("candidate", "spent", "by_night"),
    [
        (Candidate(Kind.FREE, waits_for_work=True, rings=True), NOTHING, Ready()),
        (Candidate(Kind.UNSOLICITED, rings=True), NOTHING, Ready()),
        (Candidate(Kind.UNSOLICITED, rings=True), Spent(3), Fold()),
        (Candidate(Kind.UNSOLICITED, rings=True, wish=Wish.NEVER), NOTHING, Drop()),
    ],
)
def test_what_may_ring_does_so_at_night_but_not_on_a_day_off(
    candidate: Candidate, spent: Spent, by_night: Decision
) -> None:
    assert alone(candidate, AT_NIGHT, spent) == by_night
    off = decide([candidate], spent, USUAL_HOURS, "Europe/Berlin", AT_NIGHT, 3, off=lambda day: day == AT_NIGHT.date())
    assert off[0] in (Later(NEXT_MORNING), Drop())


def test_once_a_week_is_once_among_those_of_one_moment_too() -> None:
    rarer = [Candidate(Kind.UNSOLICITED, subject=subject, wish=Wish.RARER, sort="s") for subject in "ab"]
    assert decide(rarer, NOTHING, USUAL_HOURS, "Europe/Berlin", AT_WORK, 3) == [Ready(), Fold()]


def test_somebody_without_hours_is_asked_about_again_a_day_later() -> None:
    never: Hours = [[] for _ in range(7)]
    assert alone(Candidate(Kind.UNSOLICITED), AT_WORK, hours=never) == Later(AT_WORK + timedelta(days=1))


AT_WORK_AT_NIGHT = Pattern([[[1260, 1380]] for _ in range(7)], "Europe/Berlin")
IN_A_WEEK = MONDAY_TEN + timedelta(days=7, hours=-1)
AWAY = Pattern(USUAL_HOURS, "Europe/Berlin", lambda day: day < IN_A_WEEK.date())


@pytest.mark.parametrize("kind", [Kind.FREE, Kind.UNSOLICITED])
def test_in_an_engagement_its_own_hours_hold(kind: Kind) -> None:
    here, elsewhere = Candidate(kind, True, works=AT_WORK_AT_NIGHT), Candidate(kind, True, "b")
    evening = MONDAY_TEN + timedelta(hours=11)
    assert decide([here, elsewhere], NOTHING, USUAL_HOURS, "Europe/Berlin", AT_WORK, 3) == [Later(evening), Ready()]
    assert decide([here, elsewhere], NOTHING, USUAL_HOURS, "Europe/Berlin", AT_NIGHT, 3) == [
        Ready(),
        Later(NEXT_MORNING),
    ]


@pytest.mark.parametrize("returning", [True, False])
@pytest.mark.parametrize(
    ("kind", "waits", "wish", "decision"),
    [
        (Kind.FREE, False, None, Ready(quiet=True)),
        (Kind.FREE, True, None, Later(IN_A_WEEK)),
        (Kind.SOLICITED, False, None, Later(IN_A_WEEK)),
        (Kind.SOLICITED, True, None, Later(IN_A_WEEK)),
        (Kind.UNSOLICITED, False, Wish.NEVER, Drop()),
        (Kind.UNSOLICITED, False, Wish.DIGEST, Fold()),
        (Kind.UNSOLICITED, False, Wish.RARER, Later(IN_A_WEEK)),
        (Kind.UNSOLICITED, False, None, Later(IN_A_WEEK)),
    ],
)
def test_who_is_away_gets_one_message_on_return(
    kind: Kind, waits: bool, wish: Wish | None, decision: Decision, returning: bool
) -> None:
    candidate = Candidate(kind, waits, wish=wish, works=AWAY, away=True, returning=returning)
    expected = replace(decision, returning=returning) if isinstance(decision, Later) else decision
    assert alone(candidate, AT_WORK) == expected
    assert alone(candidate, AT_NIGHT, Spent(9)) == expected
    back = replace(candidate, away=False, returning=False, waited=returning, works=None)
    at_once = alone(back, IN_A_WEEK)
    if isinstance(decision, Later):
        # What came on a public holiday, without an absence, comes alone when it is over.
        assert at_once == (Fold(returning=True) if returning else Ready())
        had_one = Spent(sorts=frozenset({DIGEST_SORT}))  # of one a day
        assert alone(back, IN_A_WEEK, had_one) == Ready()


@pytest.mark.parametrize("second", [Second.LATER, Second.DROP])
def test_the_digest_is_not_part_of_itself_nor_is_a_check_in(second: Second) -> None:
    back = Candidate(Kind.SOLICITED, True, waited=True, second=second)
    assert alone(back, AT_WORK) == Ready()


def test_what_someone_asked_for_comes_outside_their_hours_but_a_digest_on_return_waits_for_them() -> None:
    assert alone(Candidate(Kind.SOLICITED, waits_for_work=True), AT_NIGHT) == Later(NEXT_MORNING)
    assert alone(Candidate(Kind.SOLICITED, waits_for_work=True), AT_WORK) == Ready()


CANDIDATES = st.builds(
    Candidate,
    st.sampled_from(list(Kind)),
    st.booleans(),
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.none() | st.sampled_from(list(Wish)),
    st.booleans(),
    st.sampled_from(["s", "t"]),
    st.just(False),
    st.none() | st.sampled_from(list(Second)),
)


@given(st.lists(CANDIDATES, max_size=20), st.integers(0, 5), st.integers(1, 10), st.booleans())
def test_never_more_than_the_days_number_and_nothing_is_forgotten(
    candidates: list[Candidate], count: int, daily: int, at_work: bool
) -> None:
    now = AT_WORK if at_work else AT_NIGHT
    decided = decide(candidates, Spent(count), USUAL_HOURS, "Europe/Berlin", now, daily)
    assert len(decided) == len(candidates)
    ready = [
        candidate
        for candidate, decision in zip(candidates, decided, strict=True)
        if candidate.kind is Kind.UNSOLICITED and isinstance(decision, Ready)
    ]
    assert not ready or count + len(ready) <= daily
    assert len({each.subject for each in ready}) == len(ready)
    assert at_work or not ready
    assert all(each.wish is not Wish.NEVER for each in ready)
    # Whoever asked for it, or waits for it, is never held back by what others send; of what somebody set up, and of
    # which there is one a day, the first one comes.
    came: set[str] = set()
    for candidate, decision in zip(candidates, decided, strict=True):
        if candidate.kind is Kind.FREE or (candidate.second is None and candidate.kind is Kind.SOLICITED):
            assert decision == alone(candidate, now)
        elif candidate.kind is Kind.SOLICITED and isinstance(decision, Ready):
            assert candidate.sort not in came
            came.add(candidate.sort)
        elif candidate.kind is Kind.SOLICITED:
            assert candidate.sort in came or decision == alone(candidate, now)


@given(
    st.sampled_from(list(Kind)),
    st.booleans(),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # hypothesis adds the zone itself
    st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_what_waits_comes_in_working_time_and_never_before_now(
    kind: Kind, waits: bool, wall: datetime, zone: str
) -> None:
    now = wall.replace(tzinfo=MONDAY_TEN.tzinfo)
    match decide([Candidate(kind, waits)], NOTHING, USUAL_HOURS, zone, now, 3)[0]:
        case Later(at):
            assert at > now
            assert is_working(USUAL_HOURS, zone, at)
            assert not is_working(USUAL_HOURS, zone, now)
        case Ready(quiet):
            assert quiet == (kind is Kind.FREE and not is_working(USUAL_HOURS, zone, now))


@pytest.mark.both_databases
def test_the_days_number_holds_over_platforms_and_there_is_one_digest(database: Database) -> None:
    """One person with an account on Slack and one on Discord, several reminders on each; another one is not held up."""
    with database.transaction() as session:
        accounts = [
            meet(session, Profile(platform, platform, name, name, "en", "Europe/Berlin"), MONDAY_TEN)
            for platform, name in (("slack", "Carla"), ("discord", "Carla"), ("slack", "Ben"))
        ]
        accounts[1][0].person_id = accounts[0][0].person_id
        for number in range(9):
            account, _ = accounts[number % 3]
            session.add(waiting(f"reminder:{number}", account, MONDAY_TEN))
    admit(database, MONDAY_TEN)
    assert states(database) == {"Carla": (3, 3, 1), "Ben": (3, 0, 0)}


@pytest.mark.both_databases
def test_two_digests_of_people_who_became_one_come_on_two_days(database: Database) -> None:
    at_four = MONDAY_TEN + timedelta(hours=6)
    with database.transaction() as session:
        first, second = (
            meet(session, Profile(platform, platform, "Carla", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)[0]
            for platform in ("slack", "discord")
        )
        for account in (first, second):
            digest = waiting(f"digest:{account.person_id}:0", account, at_four)
            digest.view, digest.kind = "digest", Kind.SOLICITED
            session.add(digest)
        second.person_id = first.person_id
    admit(database, at_four)
    with database.transaction() as session:
        found = session.exec(select(Outgoing).order_by(col(Outgoing.id))).all()
    assert [row.state for row in found] == [SendState.READY, SendState.WAITING]
    assert found[1].not_before == NEXT_MORNING


def test_a_later_hour_on_the_day_of_a_digest_makes_no_second_one(database: Database) -> None:
    at_two = MONDAY_TEN + timedelta(hours=4)
    with database.transaction() as session:
        account, person = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        person.digest_minute = 17 * 60
        came = waiting("digest:1:0", account, at_two)
        came.view, came.kind, came.state, came.admitted_at = "digest", Kind.SOLICITED, SendState.SENT, at_two
        session.add_all([came, *(waiting(f"reminder:{number}", account, at_two) for number in range(4))])
    admit(database, at_two + timedelta(hours=1))
    with database.transaction() as session:
        folded = session.exec(select(Outgoing).where(Outgoing.state == SendState.FOLDED)).one()
        assert folded.not_before == at_two + timedelta(days=1, hours=3)  # five in the afternoon, tomorrow


def test_the_digest_of_tomorrow_does_not_move_to_the_day_of_one_that_came(database: Database) -> None:
    """It came at one o'clock; then the hour becomes four."""
    at_one, tomorrow = MONDAY_TEN + timedelta(hours=3), MONDAY_TEN + timedelta(days=1, hours=6)
    with database.transaction() as session:
        account, person = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        came, coming = (waiting(f"digest:1:{number}", account, at_one) for number in range(2))
        came.state, came.admitted_at = SendState.SENT, at_one
        for digest in (came, coming):
            digest.view, digest.kind = "digest", Kind.SOLICITED
        coming.not_before = tomorrow - timedelta(hours=3)
        entry = waiting("reminder:1", account, coming.not_before)
        entry.state, entry.digest = SendState.FOLDED, coming.key
        session.add_all([came, coming, entry])
        session.flush()
        plan_digest(session, person, at_one + timedelta(hours=1))
    with database.transaction() as session:
        rows = session.exec(select(Outgoing).where(Outgoing.state != SendState.SENT)).all()
        assert [row.not_before for row in rows] == [tomorrow, tomorrow]


@pytest.mark.both_databases
def test_what_a_digest_holds_comes_when_it_does(database: Database) -> None:
    """Somebody is away on its day: what it holds is as late as the digest, and so is the week of rest after it."""
    at_four, back = MONDAY_TEN + timedelta(hours=6), MONDAY_TEN + timedelta(days=2, hours=-1)
    with database.transaction() as session:
        account, person = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        session.add(Absence(person_id=person.id or 0, first=MONDAY_TEN.date(), last=back.date() - timedelta(days=1)))
        digest, entry = waiting("digest:1:0", account, at_four), waiting("reminder:1", account, at_four)
        digest.view, digest.kind = "digest", Kind.SOLICITED
        entry.state, entry.digest = SendState.FOLDED, digest.key
        session.add_all([digest, entry])
    admit(database, at_four)
    with database.transaction() as session:
        assert [row.not_before for row in session.exec(select(Outgoing))] == [back, back]


@pytest.mark.both_databases
def test_somebody_for_whom_it_fails_holds_up_nobody_else(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """A zone that the tz database does not know any more, for instance."""
    with database.transaction() as session:
        for name in ("Anna", "Carla", "Dana"):
            profile = Profile("slack", "T", name, name, "en", "Europe/Berlin")
            account, person = meet(session, profile, MONDAY_TEN)
            person.zone = "Mars/Olympus" if name == "Carla" else person.zone
            session.add_all(waiting(f"{name}:{number}", account, MONDAY_TEN) for number in range(2))
    assert admit(database, MONDAY_TEN) == 6
    assert states(database) == {"Anna": (2, 0, 0), "Carla": (0, 0, 0), "Dana": (2, 0, 0)}
    assert [record.getMessage() for record in caplog.records] == ["admission failed"]
    assert admit(database, MONDAY_TEN) == 0
    with database.transaction() as session:
        session.exec(update(Person).values(zone="Europe/Berlin"))
    assert admit(database, MONDAY_TEN + timedelta(minutes=10)) == 2
    assert states(database)["Carla"] == (2, 0, 0)


def waiting(key: str, account: Account, at: datetime) -> Outgoing:
    return Outgoing(
        key=key,
        view="praise.nudge",
        about={},
        workspace_id=account.workspace_id,
        account_id=account.id or 0,
        conversation=f"{account.workspace_id}:@{account.id}",
        kind=Kind.UNSOLICITED,
        not_before=at,
    )


def states(database: Database) -> dict[str, tuple[int, int, int]]:
    """By name: how many may leave, how many are folded, how many digests are on their way."""
    found: dict[str, list[Outgoing]] = {}
    with database.transaction() as session:
        for row in session.exec(select(Outgoing)):
            account = session.get_one(Account, row.account_id)
            found.setdefault(account.name, []).append(row)
    return {
        name: (
            sum(row.state is SendState.READY for row in rows),
            sum(row.state is SendState.FOLDED for row in rows),
            sum(row.view == "digest" for row in rows),
        )
        for name, rows in found.items()
    }


@pytest.mark.parametrize("again", ["called back", "by hand"])
def test_what_has_been_in_a_digest_or_is_tried_again_comes_by_itself(database: Database, again: str) -> None:
    """It had waited for somebody's return, which is over."""
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T", "U1", "Carla", "en", "Europe/Berlin"), MONDAY_TEN)
        row = waiting("question:1", account, MONDAY_TEN - timedelta(hours=2))
        row.kind, row.waits_for_work, row.waited, row.admitted_at = Kind.FREE, True, True, row.not_before
        row.state, row.digest = (SendState.READY, "digest:1:0") if again == "called back" else (SendState.FAILED, None)
        session.add(row)
        session.flush()
        if again == "by hand":
            try_again(session, MONDAY_TEN, None)
    admit(database, MONDAY_TEN)
    with database.transaction() as session:
        assert [(each.key, each.state) for each in session.exec(select(Outgoing))] == [("question:1", SendState.READY)]
