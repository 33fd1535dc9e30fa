"""Who is interrupted now, and who later: one pure function."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import USUAL_HOURS, Hours, Pattern, is_working
from data.tables import Kind, Wish
from scheduling.admission import Candidate, Decision, Drop, Fold, Later, Ready, Spent, decide
from tests.world import MONDAY_TEN

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
        (Kind.UNSOLICITED, False, None, None),
    ],
)
def test_who_is_away_gets_one_message_on_return(
    kind: Kind, waits: bool, wish: Wish | None, decision: Decision | None, returning: bool
) -> None:
    candidate = Candidate(kind, waits, wish=wish, works=AWAY, away=True, returning=returning)
    # What came on a public holiday, without an absence, comes alone when it is over.
    expected = decision or (Fold() if returning else Later(IN_A_WEEK))
    assert alone(candidate, AT_WORK) == expected
    assert alone(candidate, AT_NIGHT, Spent(9)) == expected


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
    # Whoever asked for it, or waits for it, is never held back by what others send.
    for candidate, decision in zip(candidates, decided, strict=True):
        if candidate.kind is not Kind.UNSOLICITED:
            assert decision == alone(candidate, now)


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
