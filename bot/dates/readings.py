"""What a typed date can turn out to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Precision(StrEnum):
    """How much of the moment was said; the rest was filled in."""

    EXACT = "exact"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"


class Why(StrEnum):
    """Why there is no single moment. The values are variants of texts."""

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE = "impossible"
    PAST = "past"
    TOO_FAR = "too_far"
    TOO_LONG = "too_long"
    AMBIGUOUS_WEEKDAY = "ambiguous_weekday"
    AMBIGUOUS_DAY_MONTH = "ambiguous_day_month"
    AMBIGUOUS_HOUR = "ambiguous_hour"


@dataclass(frozen=True)
class Moment:
    """One instant, in UTC. ``shifted``: the clocks skip the hour that was typed, so it was moved to its end."""

    at: datetime
    precision: Precision
    shifted: bool = False


@dataclass(frozen=True)
class Ambiguous:
    """Two readings, the earlier one first. There are never more: one thing is asked at a time."""

    options: tuple[Moment, ...]
    why: Why


@dataclass(frozen=True)
class Unreadable:
    why: Why


Reading = Moment | Ambiguous | Unreadable


@dataclass(frozen=True)
class Found:
    """A date at the end of a line: what stands before it, its words without "bis" or "by", and their reading."""

    title: str
    words: str
    reading: Reading
