"""Calendar arithmetic (first version)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# How a chosen moment is written into a button or a form: wall time in the zone of its reader.
WALL = "%Y-%m-%d %H:%M"

Hours = list[list[list[int]]]
USUAL_HOURS: Hours = [[[540, 1020]] for _ in range(5)] + [[], []]


def local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def at_wall(day: date, minute: int, zone: str) -> datetime:
    naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001
    return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_working(hours: Hours, zone: str, at: datetime) -> bool:
    here = local(at, zone)
    minute = here.hour * 60 + here.minute
    return any(start <= minute < end for start, end in hours[here.weekday()])


def next_working(hours: Hours, zone: str, at: datetime) -> datetime | None:
    if is_working(hours, zone, at):
        return at
    day = local(at, zone).date()
    for step in range(15):
        for start, _ in hours[(day + timedelta(days=step)).weekday()]:
            begin = at_wall(day + timedelta(days=step), start, zone)
            if begin > at:
                return begin
    return None


def next_occurrence(days: Sequence[int], minute: int, zone: str, after: datetime) -> datetime | None:
    day = local(after, zone).date()
    for step in range(9):
        if (day + timedelta(days=step)).weekday() in days:
            at = at_wall(day + timedelta(days=step), minute, zone)
            if at > after:
                return at
    return None


def plus_days(at: datetime, days: int, zone: str) -> datetime:
    here = local(at, zone)
    return at_wall(here.date() + timedelta(days=days), here.hour * 60 + here.minute, zone)
