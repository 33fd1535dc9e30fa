"""Calendar arithmetic. Pure: ``now`` and every other moment comes in as a value; what comes out is UTC.

Clock changes: a wall time in the hour that is skipped happens at that hour's end; one in the hour that comes twice
happens once, the first time.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

# Seven lists, or fourteen for two weeks that take turns, each of [start, end] in minutes since local midnight; an end
# of 1440 is midnight. The first list is a Monday; which of the two weeks it belongs to, `on_day` says.
Hours = list[list[list[int]]]

DAY = 1440  # minutes
WEEK = 7  # days
USUAL_HOURS: Hours = [[[540, 1020]] for _ in range(5)] + [[], []]

# How a chosen moment is written into a button or a form: wall time in the zone of its reader.
WALL = "%Y-%m-%d %H:%M"

# With days off the next working moment is far away; who is away for more than two years is asked about again then.
_LONG_WALK = 800
# Somebody who works together sees each other within two weeks, and not for less than half an hour.
SHARED_WITHIN = timedelta(days=14)
SHARED_LEAST = timedelta(minutes=30)

# Whether a day is off, whatever the pattern says.
Off = Callable[[date], bool]
_ONE_DAY = timedelta(days=1)
_NONE = timedelta()


def never(_: date) -> bool:
    """No days off."""
    return False


@dataclass(frozen=True)
class Pattern:
    """When somebody works: the hours, on the clocks of which zone, and the days that are off."""

    hours: Hours
    zone: str
    off: Off = never


def on_day(hours: Hours, day: date) -> list[list[int]]:
    """The spans of one day. Of two weeks that take turns, the first is that of 1 January of the year 1, a Monday."""
    return hours[(day.toordinal() - 1) % len(hours)]


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(at: datetime, zone: str) -> datetime:
    """A moment on the clocks of a zone."""
    return at.astimezone(_zone(zone))


@lru_cache(4096)  # the same days and hours are asked for again and again
def at_wall(day: date, minute: int, zone: str) -> datetime:
    """The moment at which the clocks of a zone show that minute of that day."""
    place = _zone(zone)
    if minute >= DAY:
        day, minute = day + _ONE_DAY, minute - DAY
    # A zone can be asked about a wall time without one, which is made three times as fast as one with it.
    wall = (day.year, day.month, day.day, *divmod(minute, 60))
    before = place.utcoffset(datetime(*wall)) or _NONE  # noqa: DTZ001 -- wall time
    after = place.utcoffset(datetime(*wall, fold=1)) or _NONE  # noqa: DTZ001 -- wall time
    framed = datetime(*wall, tzinfo=UTC)
    if before >= after:  # shown once; or twice, and first by the offset before the change
        return framed - before
    # Skipped. Read with the offsets before and after it, the wall time frames the change; it happens at its end.
    return _change_between(framed - after, framed - before, place)


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
    today = local(at, zone).date()
    # Where clocks are set back over midnight, the next day has begun once already.
    return any(
        begin <= at < end
        for day in (today, today + _ONE_DAY)
        if not off(day)
        for begin, end in _shifts(hours, zone, day)
    )


def next_working(hours: Hours, zone: str, at: datetime, *, off: Off = never) -> datetime | None:
    """The first moment inside these hours, from ``at`` on; ``at`` itself if it is one. None if there are no hours, or
    if every day is off for more than two years."""
    return next((begin for begin, _ in _spans(Pattern(hours, zone, off), at)), None)


def _spans(pattern: Pattern, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The working spans that end after that moment, what is over of them cut away."""
    if not any(pattern.hours):
        return
    day = local(at, pattern.zone).date()
    # A pattern comes round once in its length, or twice if a clock change swallows it; one more day for a walk that
    # begins late on its first.
    steps = 2 * len(pattern.hours) + 2 if pattern.off is never else _LONG_WALK
    for _ in range(steps):
        if on_day(pattern.hours, day) and not pattern.off(day):
            for begin, end in _shifts(pattern.hours, pattern.zone, day):
                if at < end:
                    yield max(at, begin), end
        day += _ONE_DAY


def _shifts(hours: Hours, zone: str, day: date) -> Iterator[tuple[datetime, datetime]]:
    """The working spans of one day, in order. One that a clock change swallows whole is left out."""
    for start, end in sorted(on_day(hours, day)):
        begin, finish = at_wall(day, start, zone), at_wall(day, end, zone)
        if begin < finish:
            yield begin, finish


def next_occurrence(
    days: Collection[int], minute: int, zone: str, after: datetime, *, off: Off = never
) -> datetime | None:
    """The next time one of these weekdays (Monday is 0) shows that minute, later than ``after`` and on no day off. None
    for no days."""
    if not days:
        return None
    day = local(after, zone).date()
    for _ in range(2 * WEEK + 2 if off is never else _LONG_WALK):
        if day.weekday() in days and not off(day) and (at := at_wall(day, minute, zone)) > after:
            return at
        day += _ONE_DAY
    return None


def next_by_rule(
    rule: str, begins: date, minute: int, zone: str, after: datetime, *, off: Off = never
) -> datetime | None:
    """The next day of an RFC 5545 rule, counted from ``begins``, on which the clocks show that minute, later than
    ``after`` and on no day off. None if there is none within two years."""
    day = local(after, zone).date()
    days = rrulestr(rule, dtstart=datetime.combine(begins, time())).xafter(datetime.combine(day, time()), inc=True)
    for found in (each.date() for each in days):
        if found > day + _LONG_WALK * _ONE_DAY:
            return None
        if not off(found) and (at := at_wall(found, minute, zone)) > after:
            return at
    return None


def day_ends(works: Pattern, at: datetime) -> datetime | None:
    """When work ends on the day of that moment; None if there is none, or if it is over."""
    day = local(at, works.zone).date()
    ends = [] if works.off(day) or not works.hours else [end for _, end in _shifts(works.hours, works.zone, day)]
    return max((end for end in ends if end > at), default=None)


def next_shared(mine: Pattern, theirs: Pattern, now: datetime) -> tuple[datetime, datetime] | None:
    """When two people work at the same time next, for half an hour at least; None if not within two weeks."""
    ours, others = _blocks(mine, now), _blocks(theirs, now)
    one, other = next(ours, None), next(others, None)
    while one is not None and other is not None:
        begin, end = max(one[0], other[0]), min(one[1], other[1])
        if end - begin >= SHARED_LEAST:
            return begin, end
        if one[1] < other[1]:
            one = next(ours, None)
        else:
            other = next(others, None)
    return None


def next_span(works: Pattern, now: datetime) -> tuple[datetime, datetime] | None:
    """The next whole working span; None for no hours."""
    return next(((begin, end) for begin, end in _spans(works, now) if begin > now), None)


def _blocks(pattern: Pattern, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The working spans of the next two weeks, those that touch as one: whoever works over midnight, does."""
    last = now + SHARED_WITHIN
    block: tuple[datetime, datetime] | None = None
    for begin, end in _spans(pattern, now):
        if begin >= last:
            break
        if block is not None and begin <= block[1]:
            block = block[0], max(block[1], end)
            continue
        if block is not None:
            yield block
        block = begin, end
    if block is not None:
        yield block[0], min(block[1], last)


def plus_days(at: datetime, days: int, zone: str) -> datetime:
    """The same wall time, days later."""
    here = local(at, zone)
    return at_wall(here.date() + timedelta(days=days), here.hour * 60 + here.minute, zone)
