"""Calendar arithmetic. Pure: ``now`` and every other moment comes in as a value; what comes out is UTC.

Clock changes: a wall time in the hour that is skipped happens at that hour's end; one in the hour that comes twice
happens once, the first time.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

# Seven lists, Monday first, of [start, end] in minutes since local midnight; an end of 1440 is midnight.
Hours = list[list[list[int]]]

DAY = 1440  # minutes
USUAL_HOURS: Hours = [[[540, 1020]] for _ in range(5)] + [[], []]

# How a chosen moment is written into a button or a form: wall time in the zone of its reader.
WALL = "%Y-%m-%d %H:%M"

# A weekly pattern comes round within a week, or within two if a clock change swallows it; one more day for a walk that
# begins late on its first.
_WALK = 16
# With days off it takes longer; who is away for more than two years is asked about again then.
_LONG_WALK = 800

# Whether a day is off, whatever the weekly pattern says.
Off = Callable[[date], bool]


def never(_: date) -> bool:
    """No days off."""
    return False


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(at: datetime, zone: str) -> datetime:
    """A moment on the clocks of a zone."""
    return at.astimezone(_zone(zone))


def at_wall(day: date, minute: int, zone: str) -> datetime:
    """The moment at which the clocks of a zone show that minute of that day."""
    place = _zone(zone)
    wall = datetime(day.year, day.month, day.day, tzinfo=place) + timedelta(minutes=minute)
    moment = wall.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    # Skipped. Read with the offsets before and after it, the wall time frames the change; it happens at its end.
    before, after = (wall.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    early, late = sorted((wall.replace(tzinfo=UTC) - before, wall.replace(tzinfo=UTC) - after))
    return _change_between(early, late, place)


def _change_between(early: datetime, late: datetime, place: ZoneInfo) -> datetime:
    """The moment at which a zone's offset changes, to the second, between two moments around it."""
    offset = early.astimezone(place).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(place).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def is_working(hours: Hours, zone: str, at: datetime, *, off: Off = never) -> bool:
    """Whether a moment is inside these hours, on a day that is not off."""
    return next_working(hours, zone, at, off=off) == at


def next_working(hours: Hours, zone: str, at: datetime, *, off: Off = never) -> datetime | None:
    """The first moment inside these hours, from ``at`` on; ``at`` itself if it is one. None if there are no hours, or
    if every day is off for more than two years."""
    for day in _days(at, zone, off):
        for begin, end in _shifts(hours, zone, day):
            if at < end:
                return max(at, begin)
    return None


def _days(at: datetime, zone: str, off: Off) -> Iterator[date]:
    """The days from that moment's on, without those that are off."""
    first = local(at, zone).date()
    for step in range(_WALK if off is never else _LONG_WALK):
        day = first + timedelta(days=step)
        if not off(day):
            yield day


def _shifts(hours: Hours, zone: str, day: date) -> Iterator[tuple[datetime, datetime]]:
    """The working spans of one day, in order. One that a clock change swallows whole is left out."""
    for start, end in sorted(hours[day.weekday()]):
        begin, finish = at_wall(day, start, zone), at_wall(day, end, zone)
        if begin < finish:
            yield begin, finish


def next_occurrence(
    days: Sequence[int], minute: int, zone: str, after: datetime, *, off: Off = never
) -> datetime | None:
    """The next time one of these weekdays (Monday is 0) shows that minute, later than ``after`` and on no day off. None
    for no days."""
    for day in _days(after, zone, off):
        if day.weekday() in days and (at := at_wall(day, minute, zone)) > after:
            return at
    return None


def plus_days(at: datetime, days: int, zone: str) -> datetime:
    """The same wall time, days later."""
    here = local(at, zone)
    return at_wall(here.date() + timedelta(days=days), here.hour * 60 + here.minute, zone)
