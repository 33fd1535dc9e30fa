"""What a draft says, how long a check-in stays open, and what counts as news: the pure rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.checkin.rules import (
    IN_VAIN,
    LEAST,
    OTHERWISE,
    brings_news,
    closes_at,
    draft,
    in_vain,
    is_fresh,
    reminded_at,
)
from bot.times import Hours, Pattern, is_working
from data.queries.checkins import Happened, Said
from data.tables import Because, CheckinItem, Outlook, Role, Task

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ago(hours: float) -> datetime:
    return NOW - hours * HOUR


def task(**values: Any) -> Task:
    return Task(engagement_id=1, title="Newsletter", proposed_at=ago(99), **{"accepted_at": ago(50), **values})


SAID = Happened(said=Said(Outlook.BLOCKED, ago(24), ago(24)))


@pytest.mark.parametrize(
    ("of", "known", "outlook", "because"),
    [
        (task(), Happened(), Outlook.ON_TRACK, Because.ACCEPTED),
        (task(accepted_at=None), Happened(), Outlook.ON_TRACK, Because.QUIET),
        (task(), Happened(answered=ago(5)), Outlook.ON_TRACK, Because.ANSWERED),
        (task(dated_at=ago(4)), Happened(answered=ago(5)), Outlook.ON_TRACK, Because.MOVED),
        (task(), Happened(submitted=ago(6), returned=ago(3)), Outlook.ON_TRACK, Because.RETURNED),
        (task(), SAID, Outlook.BLOCKED, Because.BEFORE),
        (task(), replace(SAID, answered=ago(5)), Outlook.ON_TRACK, Because.ANSWERED),
        (task(), replace(SAID, answered=ago(30)), Outlook.BLOCKED, Because.BEFORE),
        (task(), Happened(asked=ago(5), waits=True), Outlook.AT_RISK, Because.ASKED),
        (task(), replace(SAID, asked=ago(5), waits=True), Outlook.BLOCKED, Because.ASKED),
        (task(suggested_by=Role.VA, dated_at=ago(5)), Happened(), Outlook.AT_RISK, Because.SUGGESTED),
        (task(suggested_by=Role.CLIENT, dated_at=ago(5)), Happened(), Outlook.ON_TRACK, Because.ACCEPTED),
        (task(due_at=ago(1)), Happened(answered=ago(5)), Outlook.AT_RISK, Because.OVER),
        (task(due_at=NOW), Happened(), Outlook.ON_TRACK, Because.ACCEPTED),
    ],
)
def test_a_draft_follows_its_table(of: Task, known: Happened, outlook: Outlook, because: Because) -> None:
    made = draft(of, known, NOW)
    assert (made.outlook, made.because) == (outlook, because)


@pytest.mark.parametrize(
    ("of", "known", "fresh"),
    [
        (task(accepted_at=ago(1)), Happened(), False),  # that it was accepted says nothing about how it is going
        (task(), Happened(asked=ago(5)), True),
        (task(), Happened(asked=ago(25)), False),
        (task(), Happened(submitted=ago(5)), True),
        (task(), Happened(answered=ago(5)), False),  # that was the client
        (task(dated_at=ago(5), suggested_by=Role.VA), Happened(), True),
        (task(dated_at=ago(5)), Happened(), True),  # agreed by both
        (task(dated_at=ago(5), suggested_by=Role.CLIENT), Happened(), False),
        (task(), Happened(said=Said(Outlook.ON_TRACK, ago(3), ago(24))), False),  # at the check-in of the day before
        (task(), Happened(said=Said(Outlook.ON_TRACK, ago(3), ago(4))), True),  # on demand
    ],
)
def test_what_the_client_has_heard_since_is_no_news(of: Task, known: Happened, fresh: bool) -> None:
    assert is_fresh(of, known, ago(24)) is fresh


def item(**values: Any) -> CheckinItem:
    return CheckinItem(checkin_id=1, engagement_id=1, task_id=1, **values)


def test_an_answer_brings_news_if_it_says_something_else_than_before() -> None:
    assert not brings_news(item())
    assert not brings_news(item(outlook=Outlook.ON_TRACK))
    assert not brings_news(item(outlook=Outlook.BLOCKED, before=Outlook.BLOCKED))
    assert brings_news(item(outlook=Outlook.BLOCKED))
    assert brings_news(item(outlook=Outlook.ON_TRACK, before=Outlook.BLOCKED))
    assert brings_news(item(outlook=Outlook.ON_TRACK, note="Half of it is done"))
    assert in_vain(range(1, IN_VAIN + 1), [item(outlook=Outlook.ON_TRACK)], [])
    assert not in_vain(range(1, IN_VAIN), [], [])
    assert not in_vain(range(1, IN_VAIN + 1), [item(outlook=Outlook.AT_RISK)], [])
    assert not in_vain(range(1, IN_VAIN + 1), [], [3])


hours = st.lists(
    st.lists(st.tuples(st.integers(0, 95), st.integers(1, 96)).filter(lambda span: span[0] < span[1]), max_size=2).map(
        lambda spans: [[start * 15, end * 15] for start, end in sorted(spans)]
    ),
    min_size=7,
    max_size=7,
)


@given(hours=hours, minutes=st.integers(0, 60 * 24 * 400), zone=st.sampled_from(["Europe/Lisbon", "Asia/Kolkata"]))
def test_the_window_ends_with_the_working_day_or_after_eight_hours(hours: Hours, minutes: int, zone: str) -> None:
    asked = NOW + timedelta(minutes=minutes)
    closes = closes_at(Pattern(hours, zone), asked)
    assert LEAST <= closes - asked <= timedelta(hours=25)
    if closes - asked != OTHERWISE:  # else somebody works until then, and not on
        assert is_working(hours, zone, closes - timedelta(seconds=1))
    assert asked < reminded_at(asked, closes) < closes
    assert (reminded_at(asked, closes) - asked) * 5 == (closes - asked) * 4
