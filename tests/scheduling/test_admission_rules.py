"""What holds for every decision on who is interrupted when, whatever is put before it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.admission import NO_HOURS, Candidate, Decision, Drop, Fold, Later, Ready, Spent, decide, work_begins
from bot.registry import Second
from bot.times import DAY, USUAL_HOURS, Hours, Pattern, is_working, local, never
from data.tables import Kind, Wish

NIGHTS: Hours = [[[0, 120], [1320, DAY]] for _ in range(7)]
NONE: Hours = [[] for _ in range(7)]
TWO_WEEKS: Hours = [[], [[540, 780]], [], [[540, 780]], [], [], [], [], [[540, 780]], [], [], [], [], []]
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Manila", "Australia/Lord_Howe", "Pacific/Kiritimati")
MOMENTS = st.datetimes(datetime(2026, 10, 1), datetime(2027, 4, 30), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone
SUBJECTS, SORTS = "abcdef", "st"


def christmas(day: date) -> bool:
    """Two weeks off."""
    return date(2026, 12, 21) <= day <= date(2027, 1, 3)


def mondays(day: date) -> bool:
    """Every Monday off."""
    return day.weekday() == 0


PATTERNS = st.builds(
    Pattern,
    st.sampled_from([USUAL_HOURS, NIGHTS, TWO_WEEKS, NONE]),
    st.sampled_from(ZONES),
    st.sampled_from([never, christmas, mondays]),
)
UNSOLICITED = st.builds(
    Candidate,
    st.just(Kind.UNSOLICITED),
    subject=st.sampled_from(SUBJECTS),
    works=PATTERNS,
    rings=st.booleans(),
)
ANY = st.builds(
    Candidate,
    st.sampled_from(list(Kind)),
    waits_for_work=st.booleans(),
    subject=st.sampled_from(SUBJECTS),
    wish=st.none() | st.sampled_from(list(Wish)),
    lately=st.booleans(),
    sort=st.sampled_from(SORTS),
    rings=st.booleans(),
    second=st.none() | st.sampled_from(list(Second)),
    works=PATTERNS,
    away=st.booleans(),
    returning=st.booleans(),
    waited=st.booleans(),
)
SPENT = st.builds(
    Spent,
    st.integers(0, 11),
    st.frozensets(st.sampled_from(SUBJECTS)),
    st.frozensets(st.sampled_from(SORTS)),
)
DAILY = st.integers(1, 10)


def decided(candidates: Sequence[Candidate], spent: Spent, now: datetime, daily: int) -> list[Decision]:
    return decide(candidates, spent, USUAL_HOURS, "Europe/Berlin", now, daily)


def pattern(candidate: Candidate) -> Pattern:
    assert candidate.works is not None
    return candidate.works


def at_work(candidate: Candidate, at: datetime) -> bool:
    works = pattern(candidate)
    return is_working(works.hours, works.zone, at, off=works.off)


def may_ring(candidate: Candidate, at: datetime) -> bool:
    works = pattern(candidate)
    return candidate.rings and not works.off(local(at, works.zone).date())


def is_ready(decision: Decision) -> bool:
    return isinstance(decision, Ready)


@given(st.lists(ANY, max_size=20), SPENT, MOMENTS, DAILY)
def test_nobody_is_reminded_too_often_twice_of_the_same_or_outside_their_hours(
    candidates: list[Candidate], spent: Spent, now: datetime, daily: int
) -> None:
    ready = [
        candidate
        for candidate, decision in zip(candidates, decided(candidates, spent, now, daily), strict=True)
        if candidate.kind is Kind.UNSOLICITED and is_ready(decision)
    ]
    assert len(ready) <= max(daily - spent.count, 0)
    subjects = [candidate.subject for candidate in ready]
    assert len(set(subjects)) == len(subjects)
    assert not set(subjects) & spent.subjects
    for candidate in ready:
        assert at_work(candidate, now) or may_ring(candidate, now)
        assert candidate.wish not in (Wish.NEVER, Wish.DIGEST)
        assert not (candidate.wish is Wish.RARER and candidate.lately)


@given(st.lists(ANY, max_size=20), SPENT, MOMENTS, DAILY)
def test_what_is_not_wanted_is_dropped_and_nothing_else(
    candidates: list[Candidate], spent: Spent, now: datetime, daily: int
) -> None:
    for candidate, decision in zip(candidates, decided(candidates, spent, now, daily), strict=True):
        if candidate.kind is Kind.UNSOLICITED:
            assert (candidate.wish is Wish.NEVER) == isinstance(decision, Drop)
        elif isinstance(decision, Drop):
            assert candidate.kind is Kind.SOLICITED
            assert candidate.second is Second.DROP
            before = [each for each in candidates if each is not candidate and each.sort == candidate.sort]
            assert candidate.sort in spent.sorts or before


@given(st.lists(ANY, max_size=20), SPENT, MOMENTS, DAILY)
def test_later_is_in_the_future_and_in_working_time(
    candidates: list[Candidate], spent: Spent, now: datetime, daily: int
) -> None:
    for candidate, decision in zip(candidates, decided(candidates, spent, now, daily), strict=True):
        if not isinstance(decision, Later):
            continue
        assert decision.at > now or candidate.away  # of who is away the pattern says it, which here knows nothing of it
        assert at_work(candidate, decision.at) or (not any(pattern(candidate).hours) and decision.at == now + NO_HOURS)


@given(st.lists(ANY, max_size=20), SPENT, MOMENTS, DAILY)
def test_what_somebody_waits_for_does_not_depend_on_anything_else(
    candidates: list[Candidate], spent: Spent, now: datetime, daily: int
) -> None:
    for candidate, decision in zip(candidates, decided(candidates, spent, now, daily), strict=True):
        if candidate.kind is Kind.FREE or (candidate.kind is Kind.SOLICITED and candidate.second is None):
            assert decided([candidate], Spent(sorts=spent.sorts), now, 1) == [decision]
        if candidate.kind is Kind.FREE and not candidate.waits_for_work:
            assert decision == Ready(quiet=not (at_work(candidate, now) or may_ring(candidate, now)))


@given(st.lists(UNSOLICITED, max_size=12), SPENT, MOMENTS, DAILY, st.randoms(use_true_random=False))
def test_in_whatever_order_as_many_come_as_may(
    candidates: list[Candidate], spent: Spent, now: datetime, daily: int, random: "object"
) -> None:
    fresh = {each.subject for each in candidates if at_work(each, now) or may_ring(each, now)} - spent.subjects
    expected = min(max(daily - spent.count, 0), len(fresh))
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis's own Random
    for order in (candidates, candidates[::-1], shuffled):
        assert sum(map(is_ready, decided(order, spent, now, daily))) == expected


@given(st.lists(ANY, max_size=16), st.integers(0, 16), SPENT, MOMENTS, DAILY)
def test_in_two_batches_it_is_decided_as_in_one(
    candidates: list[Candidate], split: int, spent: Spent, now: datetime, daily: int
) -> None:
    """A great many rows are decided upon a few at a time; what the first ones got counts for those behind them."""
    first, second = candidates[:split], candidates[split:]
    early = decided(first, spent, now, daily)
    came = [candidate for candidate, decision in zip(first, early, strict=True) if is_ready(decision)]
    reminded = [each for each in came if each.kind is Kind.UNSOLICITED]
    after = Spent(
        spent.count + len(reminded),
        spent.subjects | {each.subject for each in reminded},
        spent.sorts | {each.sort for each in came if each.kind is Kind.SOLICITED and each.second is not None},
    )
    sorts = {each.sort for each in reminded}
    late = decided([replace(each, lately=each.lately or each.sort in sorts) for each in second], after, now, daily)
    assert early + late == decided(candidates, spent, now, daily)


@given(ANY, MOMENTS)
def test_what_is_put_off_comes_in_the_end(candidate: Candidate, now: datetime) -> None:
    """On days on which nothing else comes: at the first or second moment it was put off to, or, for who has no hours at
    all, never without being asked about again a day later."""
    for _ in range(3):
        off = pattern(candidate).off(local(now, pattern(candidate).zone).date())
        decision = decided([replace(candidate, away=off, returning=False)], Spent(), now, 1)[0]
        if not isinstance(decision, Later):
            return
        assert decision.at > now
        now = decision.at
    assert work_begins(pattern(candidate), now) is None


@given(ANY, SPENT, MOMENTS, DAILY)
def test_nothing_is_folded_that_was_asked_for_but_a_days_second_one_and_what_waits_for_a_return(
    candidate: Candidate, spent: Spent, now: datetime, daily: int
) -> None:
    decision = decided([candidate], spent, now, daily)[0]
    if isinstance(decision, Fold) and candidate.kind is not Kind.UNSOLICITED and not decision.returning:
        assert candidate.kind is Kind.SOLICITED
        assert candidate.second is Second.FOLD
        assert candidate.sort in spent.sorts
    if isinstance(decision, Fold) and decision.returning:
        assert candidate.waited
        assert at_work(candidate, now) or may_ring(candidate, now)
