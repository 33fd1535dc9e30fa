"""Every change of every clock in the tz database from 2020 to 2035, one by one."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.times import DAY, Hours, at_wall, is_working, local, next_occurrence, next_working

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
ALWAYS: Hours = [[[0, DAY]] for _ in range(7)]
EVERY_DAY = range(7)


@cache
def changes() -> list[tuple[str, datetime]]:
    """Each zone with the moments at which its offset changes."""
    found: list[tuple[str, datetime]] = []
    for zone in sorted(available_timezones()):
        place, at = ZoneInfo(zone), FIRST
        while at < LAST:
            early, late = at, at + timedelta(days=5)
            at = late
            before = early.astimezone(place).utcoffset() or timedelta()
            after = late.astimezone(place).utcoffset() or timedelta()
            if before == after:
                continue
            while late - early > SECOND:
                middle = early + (late - early) // 2
                early, late = (middle, late) if middle.astimezone(place).utcoffset() == before else (early, middle)
            found.append((zone, late.replace(microsecond=0)))
    return found


def shown(at: datetime, zone: str) -> datetime:
    return local(at, zone).replace(tzinfo=None)


def test_there_is_something_to_look_at() -> None:
    zones = {zone for zone, _ in changes()}
    assert len(changes()) > 5_000
    assert len(zones) > 200
    kinds = {local(at, zone).utcoffset() - local(at - SECOND, zone).utcoffset() for zone, at in changes()}  # type: ignore[operator]  # aware
    assert {timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=30), timedelta(minutes=-30)} <= kinds


def test_what_is_skipped_happens_at_its_end_and_what_comes_twice_once_the_first_time() -> None:
    for zone, change in changes():
        old, new = shown(change - SECOND, zone) + SECOND, shown(change, zone)
        for minute in range(-60, 200, 20):
            # Around what the clocks show just before and just after the change.
            for near in (old, new):
                said = near + timedelta(minutes=minute)
                at = at_wall(said.date(), said.hour * 60 + said.minute, zone)
                if old <= said < new:
                    assert at == change, (zone, said)
                    continue
                assert shown(at, zone) == said, (zone, said)
                if new <= said < old:
                    assert at < change, (zone, said)
                    assert shown(at + (old - new), zone) == said, (zone, said)  # the second time, when nothing happens


@pytest.mark.parametrize("shift", [-30, 0, 30, 540])
def test_what_comes_every_day_comes_once_on_each(shift: int) -> None:
    """From two days before the change to two days after it, at a minute that the change may skip or double."""
    for zone, change in changes():
        for near in (shown(change - SECOND, zone) + SECOND, shown(change, zone)):
            said = near + timedelta(minutes=shift)
            minute, days = said.hour * 60 + said.minute, []
            at = at_wall(said.date() - 2 * A_DAY, minute, zone) - SECOND
            for _ in range(5):
                following = next_occurrence(EVERY_DAY, minute, zone, at)
                assert following is not None
                assert following > at
                at = following
                # What is skipped just before midnight happens at its end: the next day's first moment.
                end = shown(at, zone)
                days.append((end if end.hour * 60 + end.minute == minute else end - SECOND).date())
            assert days == [said.date() + step * A_DAY for step in range(-2, 3)], (zone, change, minute)


def test_working_hours_begin_and_end_once() -> None:
    """An hour of work around each change: while it lasts it is one piece, and outside nobody works."""
    for zone, change in changes():
        begins = shown(change - timedelta(minutes=90), zone)
        if begins.hour >= 21:  # a span does not go over midnight
            continue
        start = begins.hour * 60 + begins.minute
        hours: Hours = [[[start, start + 150]] for _ in range(7)]
        first, last = at_wall(begins.date(), start, zone), at_wall(begins.date(), start + 150, zone)
        assert next_working(hours, zone, first - SECOND) == first
        for minutes in range(-30, 400, 10):
            at = first + timedelta(minutes=minutes)
            assert is_working(hours, zone, at) == (first <= at < last), (zone, at)
            assert is_working(ALWAYS, zone, at)
