"""first version"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Why(StrEnum):
    NOT_A_DATE = "not_a_date"


@dataclass(frozen=True)
class Moment:
    at: datetime


@dataclass(frozen=True)
class Ambiguous:
    options: tuple[Moment, ...]


@dataclass(frozen=True)
class Unreadable:
    why: Why


Reading = Moment | Ambiguous | Unreadable


@dataclass(frozen=True)
class Found:
    title: str
    words: str
    reading: Reading


def read_date(text: str, *, now: datetime, zone: str, language: str) -> Reading:
    try:
        return Moment(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
    except ValueError:
        return Unreadable(Why.NOT_A_DATE)


def find_date(text: str, *, now: datetime, zone: str, language: str) -> Found | None:
    return None
