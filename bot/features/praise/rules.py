"""What a thank-you nudge may say, and when it is still wanted. Facts that could blame anybody are left out."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.times import local
from data.tables import Outgoing, SendState

REST = timedelta(days=7)


class Timing(StrEnum):
    """How a result came, measured by the wished date. Late and undated ones are not spoken of."""

    EARLY = "early"
    ON_TIME = "on_time"
    UNSAID = "unsaid"


def timing(wished: datetime | None, finished: datetime | None, zone: str) -> tuple[Timing, int]:
    """How early a result was, in calendar days of that zone; 0 for on time, late, or no date."""
    if wished is None or finished is None or finished > wished:
        return Timing.UNSAID, 0
    days = (local(wished, zone).date() - local(finished, zone).date()).days
    return (Timing.EARLY, days) if days else (Timing.ON_TIME, 0)


def rests(nudges: Iterable[Outgoing], now: datetime) -> bool:
    """Whether an engagement had its nudge: one is on its way, or one arrived within the last seven days.

    Several tasks finished in one week make one nudge, whether it was answered or not.
    """
    return any(_on_its_way(nudge) or _arrived_since(nudge, now - REST) for nudge in nudges)


def _on_its_way(nudge: Outgoing) -> bool:
    gone = (SendState.DROPPED, SendState.FAILED, SendState.FOLDED)
    return nudge.message is None and nudge.state not in gone


def _arrived_since(nudge: Outgoing, since: datetime) -> bool:
    if nudge.state is SendState.FOLDED:
        return nudge.not_before > since  # which is when its digest comes
    return nudge.message is not None and nudge.admitted_at is not None and nudge.admitted_at > since
