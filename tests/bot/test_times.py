"""Calendar arithmetic, in every zone and through every kind of clock change."""

from datetime import UTC, date, datetime, timedelta
from timeit import repeat
from zoneinfo import ZoneInfo, available_timezones

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.times import (
    DAY,
    USUAL_HOURS,
    Hours,
    Pattern,
    at_wall,
    is_working,
    local,
    next_occurrence,
    next_shared,
    next_working,
    on_day,
    plus_days,
)

BERLIN, NEW_YORK, APIA = "Europe/Berlin", "America/New_York", "Pacific/Apia"
ZONES = st.sampled_from(sorted(available_timezones()))
SUNDAY_NIGHT: Hours = [[], [], [], [], [], [], [[120, 180]]]
FRIDAYS: Hours = [[], [], [], [], [[540, 1020]], [], []]
ALWAYS: Hours = [[[0, DAY]] for _ in range(7)]
NEVER: Hours = [[] for _ in range(7)]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


@st.composite
def zones_and_moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a moment near a change of its clocks, or any moment where they did not change within some months."""
    zone = draw(ZONES)
    at = utc("1900-01-01") + timedelta(days=draw(st.integers(0, 150 * 365)))
    step = timedelta(days=5)
    for _ in range(60):
        if offset(at, zone) != offset(at + step, zone):
            break
        at += step
    late = at + step
    while offset(at, zone) != offset(late, zone) and late - at > timedelta(seconds=1):
        middle = at + (late - at) // 2
        at, late = (middle, late) if offset(middle, zone) == offset(at, zone) else (at, middle)
    late = late.replace(microsecond=0)
    return zone, late + timedelta(minutes=draw(st.integers(-10 * DAY, 2 * DAY) | st.integers(-180, 180)))


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    """Any weekly hours: in order, without overlaps."""
    minutes = st.lists(st.integers(0, DAY), unique=True, max_size=6).map(sorted)
    return [
        [[start, end] for start, end in zip(day[::2], day[1::2], strict=False)] for day in draw_seven(draw, minutes)
    ]


def draw_seven(draw: st.DrawFn, minutes: st.SearchStrategy[list[int]]) -> list[list[int]]:
    return draw(st.lists(minutes, min_size=7, max_size=7))


@pytest.mark.parametrize(
    ("day", "minute", "zone", "moment"),
    [
        ("2026-11-27", 900, BERLIN, "2026-11-27 14:00"),
        ("2026-07-27", 900, BERLIN, "2026-07-27 13:00"),
        ("2026-11-27", 0, BERLIN, "2026-11-26 23:00"),
        ("2026-11-27", DAY, BERLIN, "2026-11-27 23:00"),
        ("2026-11-27", 900, "Asia/Kathmandu", "2026-11-27 09:15"),
        # The hour that is skipped: 2:00 to 3:00 in Berlin, 2:00 to 2:30 on Lord Howe.
        ("2026-03-29", 119, BERLIN, "2026-03-29 00:59"),
        ("2026-03-29", 120, BERLIN, "2026-03-29 01:00"),
        ("2026-03-29", 150, BERLIN, "2026-03-29 01:00"),
        ("2026-03-29", 179, BERLIN, "2026-03-29 01:00"),
        ("2026-03-29", 180, BERLIN, "2026-03-29 01:00"),
        ("2026-03-29", 181, BERLIN, "2026-03-29 01:01"),
        ("2026-10-04", 135, "Australia/Lord_Howe", "2026-10-03 15:30"),
        # Midnight itself is skipped.
        ("2026-04-24", 0, "Africa/Cairo", "2026-04-23 22:00"),
        # The hour that comes twice: the first time.
        ("2026-10-25", 119, BERLIN, "2026-10-24 23:59"),
        ("2026-10-25", 150, BERLIN, "2026-10-25 00:30"),
        ("2026-10-25", 180, BERLIN, "2026-10-25 02:00"),
        ("2026-11-01", 90, NEW_YORK, "2026-11-01 05:30"),
        # The hour before midnight comes twice: midnight is after the second.
        ("2026-10-29", 1410, "Africa/Cairo", "2026-10-29 20:30"),
        ("2026-10-29", DAY, "Africa/Cairo", "2026-10-29 22:00"),
    ],
)
def test_what_a_wall_clock_shows_happens_once(day: str, minute: int, zone: str, moment: str) -> None:
    assert at_wall(date.fromisoformat(day), minute, zone) == utc(moment)


@pytest.mark.parametrize(
    ("zone", "skipped", "end"),
    [
        (APIA, "2011-12-30", "2011-12-30 10:00"),
        ("Pacific/Fakaofo", "2011-12-30", "2011-12-30 11:00"),
        ("Pacific/Kiritimati", "1994-12-31", "1994-12-31 10:00"),
        ("Pacific/Kwajalein", "1993-08-21", "1993-08-21 12:00"),
    ],
)
@pytest.mark.parametrize("minute", [0, 1, 540, 1439, DAY])
def test_a_day_that_is_skipped_happens_at_its_end(zone: str, skipped: str, end: str, minute: int) -> None:
    day = date.fromisoformat(skipped)
    at = at_wall(day, minute, zone)
    assert at == utc(end)
    assert local(at, zone).replace(tzinfo=None) == datetime(day.year, day.month, day.day) + timedelta(days=1)  # noqa: DTZ001 -- wall time
    assert next_working(ALWAYS, zone, at - timedelta(minutes=1)) == at - timedelta(minutes=1)
    assert is_working(ALWAYS, zone, at)


@given(zones_and_moments(), st.integers(0, DAY))
@example((BERLIN, utc("2026-03-29 01:00")), 150)
@example(("America/St_Johns", utc("2010-11-07 02:31")), 1410)
def test_a_wall_time_is_its_first_showing_or_the_end_of_what_was_skipped(
    somewhere: tuple[str, datetime], minute: int
) -> None:
    zone, near = somewhere
    day = local(near, zone).date()
    at = at_wall(day, minute, zone)
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 -- wall time
    around = {offset(at + timedelta(hours=hours), zone) for hours in range(-27, 28)}
    showings = [(wall - each).replace(tzinfo=UTC) for each in around]
    showings = [each for each in showings if local(each, zone).replace(tzinfo=None) == wall]
    assert at.tzinfo is UTC
    if showings:
        assert at == min(showings)
    else:
        assert local(at - timedelta(microseconds=1), zone).replace(tzinfo=None) < wall
        assert local(at, zone).replace(tzinfo=None) > wall


@pytest.mark.parametrize(
    ("hours", "zone", "at", "begins"),
    [
        (USUAL_HOURS, BERLIN, "2026-11-23 07:59", "2026-11-23 08:00"),
        (USUAL_HOURS, BERLIN, "2026-11-23 08:00", "2026-11-23 08:00"),
        (USUAL_HOURS, BERLIN, "2026-11-23 15:59", "2026-11-23 15:59"),
        (USUAL_HOURS, BERLIN, "2026-11-23 16:00", "2026-11-24 08:00"),
        (USUAL_HOURS, BERLIN, "2026-11-27 16:00", "2026-11-30 08:00"),
        (USUAL_HOURS, BERLIN, "2026-10-24 12:00", "2026-10-26 08:00"),  # over the change to winter time
        (USUAL_HOURS, BERLIN, "2026-03-28 12:00", "2026-03-30 07:00"),  # and to summer time
        (USUAL_HOURS, "Pacific/Kiritimati", "2026-11-22 12:00", "2026-11-22 19:00"),
        (FRIDAYS, BERLIN, "2026-11-27 16:00", "2026-12-04 08:00"),
        (FRIDAYS, APIA, "2011-12-28 12:00", "2012-01-05 19:00"),  # that Friday was skipped
        (FRIDAYS, APIA, "2011-12-24 12:00", "2012-01-05 19:00"),  # the week before, too
        (SUNDAY_NIGHT, BERLIN, "2026-03-22 12:00", "2026-04-05 00:00"),  # the whole of it is skipped on the 29th
        (SUNDAY_NIGHT, BERLIN, "2026-10-24 12:00", "2026-10-25 00:00"),
        (SUNDAY_NIGHT, BERLIN, "2026-10-25 01:59", "2026-10-25 01:59"),  # until 3:00, which is after the second 2:59
        (SUNDAY_NIGHT, BERLIN, "2026-10-25 02:00", "2026-11-01 01:00"),
        ([*NEVER[:6], [[120, 150]]], BERLIN, "2026-10-25 01:15", "2026-11-01 01:00"),  # not from 2:00 to 2:30 again
        ([[[840, 1080], [480, 720]], *NEVER[1:]], BERLIN, "2026-11-23 05:00", "2026-11-23 07:00"),
        ([[[480, 720], [840, 1080]], *NEVER[1:]], BERLIN, "2026-11-23 11:00", "2026-11-23 13:00"),
        ([*NEVER[:6], [[1380, DAY]]], BERLIN, "2026-11-22 22:59", "2026-11-22 22:59"),
        ([*NEVER[:6], [[1380, DAY]]], BERLIN, "2026-11-22 23:00", "2026-11-29 22:00"),
        ([[[0, 60]], *NEVER[1:]], BERLIN, "2026-11-22 23:00", "2026-11-22 23:00"),
    ],
)
def test_the_next_working_moment(hours: Hours, zone: str, at: str, begins: str) -> None:
    assert next_working(hours, zone, utc(at)) == utc(begins)
    assert is_working(hours, zone, utc(at)) == (at == begins)


@given(zones_and_moments(), weeks(), st.integers(0, 1000))
@example((APIA, utc("2011-12-24 12:00")), FRIDAYS, 500)
@example((BERLIN, utc("2026-03-22 12:00")), SUNDAY_NIGHT, 999)
@example(("America/St_Johns", utc("2010-11-07 02:45")), ALWAYS, 0)  # just after midnight it was 23:01 again
def test_next_working_is_the_first_working_moment_from_then_on(
    somewhere: tuple[str, datetime], hours: Hours, share: int
) -> None:
    zone, at = somewhere
    begins = next_working(hours, zone, at)
    if not any(hours):
        assert begins is None
        assert not is_working(hours, zone, at)
        return
    assert begins is not None
    assert begins >= at
    assert begins.tzinfo is UTC
    assert is_working(hours, zone, begins)
    assert is_working(hours, zone, at) == (begins == at)
    between = at + (begins - at) * share / 1000
    assert next_working(hours, zone, between) == begins
    assert is_working(hours, zone, between) == (between == begins)


@given(zones_and_moments(), weeks())
def test_on_days_without_a_change_working_is_what_the_clock_shows(
    somewhere: tuple[str, datetime], hours: Hours
) -> None:
    zone, at = somewhere
    assume(len({offset(at + timedelta(hours=hour), zone) for hour in range(-48, 49, 4)}) == 1)
    here = local(at, zone)
    seconds = (here.hour * 60 + here.minute) * 60 + here.second
    shown = any(start * 60 <= seconds < end * 60 for start, end in hours[here.weekday()])
    assert is_working(hours, zone, at) == shown


@given(zones_and_moments())
def test_who_always_works_is_always_working(somewhere: tuple[str, datetime]) -> None:
    zone, at = somewhere
    assert is_working(ALWAYS, zone, at)
    assert next_working(NEVER, zone, at) is None


@pytest.mark.parametrize(
    ("days", "minute", "zone", "after", "at"),
    [
        ([0], 540, BERLIN, "2026-11-23 07:59", "2026-11-23 08:00"),
        ([0], 540, BERLIN, "2026-11-23 08:00", "2026-11-30 08:00"),  # later than, never the same again
        ([4, 0], 540, BERLIN, "2026-11-23 08:00", "2026-11-27 08:00"),
        ([6], 150, BERLIN, "2026-03-28 12:00", "2026-03-29 01:00"),
        ([6], 150, BERLIN, "2026-03-29 01:00", "2026-04-05 00:30"),
        ([6], 150, BERLIN, "2026-10-25 00:30", "2026-11-01 01:30"),  # not twice in one night
        ([0], 0, "Pacific/Kiritimati", "2026-11-22 09:59", "2026-11-22 10:00"),
        ([4], 540, APIA, "2011-12-30 09:00", "2011-12-30 10:00"),  # the Friday that never was, at its end
    ],
)
def test_the_next_occurrence(days: list[int], minute: int, zone: str, after: str, at: str) -> None:
    assert next_occurrence(days, minute, zone, utc(after)) == utc(at)


@given(zones_and_moments(), st.sets(st.integers(0, 6)), st.integers(0, 1439))
def test_the_next_occurrence_is_the_earliest_later_one(
    somewhere: tuple[str, datetime], days: set[int], minute: int
) -> None:
    zone, after = somewhere
    first = local(after, zone).date() - timedelta(days=2)
    dates = [first + timedelta(days=step) for step in range(20)]
    candidates = [at_wall(day, minute, zone) for day in dates if day.weekday() in days]
    expected = min((at for at in candidates if at > after), default=None)
    assert next_occurrence(sorted(days), minute, zone, after) == expected


@given(zones_and_moments(), st.sets(st.integers(0, 6), min_size=1), st.integers(0, 1439))
def test_what_sets_its_own_next_time_moves_on_and_comes_once_a_day(
    somewhere: tuple[str, datetime], days: set[int], minute: int
) -> None:
    zone, at = somewhere
    for _ in range(10):
        following = next_occurrence(sorted(days), minute, zone, at)
        assert following is not None
        assert following > at
        assert following - at <= timedelta(days=8, hours=1)
        at = following


@pytest.mark.parametrize(
    ("at", "days", "zone", "later"),
    [
        ("2026-11-23 08:00", 1, BERLIN, "2026-11-24 08:00"),
        ("2026-10-24 08:00", 1, BERLIN, "2026-10-25 09:00"),
        ("2026-03-28 08:00", 1, BERLIN, "2026-03-29 07:00"),
        ("2026-03-28 01:30", 1, BERLIN, "2026-03-29 01:00"),
        ("2026-03-29 07:00", -1, BERLIN, "2026-03-28 08:00"),
        ("2011-12-29 20:00", 1, APIA, "2011-12-30 10:00"),
        ("2011-12-29 20:00", 2, APIA, "2011-12-30 20:00"),
        ("2028-02-28 12:00", 1, NEW_YORK, "2028-02-29 12:00"),
    ],
)
def test_days_later_at_the_same_wall_time(at: str, days: int, zone: str, later: str) -> None:
    assert plus_days(utc(at), days, zone) == utc(later)


@given(zones_and_moments(), st.integers(-400, 400))
def test_days_later_the_clock_shows_the_same_unless_that_was_skipped(
    somewhere: tuple[str, datetime], days: int
) -> None:
    zone, at = somewhere
    here, there = local(at, zone), local(plus_days(at, days, zone), zone)
    wanted = here.replace(tzinfo=None, second=0, microsecond=0) + timedelta(days=days)
    shown = there.replace(tzinfo=None)
    assert shown >= wanted
    if shown > wanted:
        before = local(there.astimezone(UTC) - timedelta(seconds=1), zone).replace(tzinfo=None)
        assert before < wanted


@pytest.mark.parametrize("zone", ["", "Nowhere/Atall", "../etc/passwd", "Europe/Berlin\x00"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        local(utc("2026-11-23"), zone)


# Days off


OFF_DAYS = st.sets(st.dates(date(2026, 11, 20), date(2027, 1, 10)), max_size=40)
NOVEMBER = st.datetimes(datetime(2026, 11, 21), datetime(2026, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone


@pytest.mark.parametrize(
    ("off", "at", "begins"),
    [
        ([], "2026-11-23 07:00", "2026-11-23 08:00"),
        (["2026-11-23"], "2026-11-23 07:00", "2026-11-24 08:00"),
        (["2026-11-23"], "2026-11-23 12:00", "2026-11-24 08:00"),  # in the middle of a day that is off
        (["2026-11-27"], "2026-11-26 16:00", "2026-11-30 08:00"),  # the weekend behind it
        (["2026-11-22"], "2026-11-22 23:30", "2026-11-23 08:00"),  # Monday already in Berlin
        (["2026-11-24"], "2026-11-23 09:00", "2026-11-23 09:00"),
    ],
)
def test_nobody_works_on_a_day_off(off: list[str], at: str, begins: str) -> None:
    days = {date.fromisoformat(day) for day in off}
    assert next_working(USUAL_HOURS, BERLIN, utc(at), off=days.__contains__) == utc(begins)
    assert is_working(USUAL_HOURS, BERLIN, utc(at), off=days.__contains__) == (at == begins)


@given(NOVEMBER, OFF_DAYS, weeks())
def test_the_next_working_moment_is_the_first_on_a_day_that_is_not_off(
    at: datetime, off: set[date], hours: Hours
) -> None:
    begins = next_working(hours, BERLIN, at, off=off.__contains__)
    assert (begins is None) == (not any(hours))
    if begins is None:
        return
    assert local(begins, BERLIN).date() not in off
    assert is_working(hours, BERLIN, begins, off=off.__contains__)
    between = at
    while between < begins:
        # Until then there is no work, or it is off.
        assert not is_working(hours, BERLIN, between) or local(between, BERLIN).date() in off
        between += timedelta(hours=7)


@given(NOVEMBER, OFF_DAYS, st.sets(st.integers(0, 6), min_size=1))
def test_what_comes_regularly_leaves_out_the_days_off_and_no_other(
    after: datetime, off: set[date], days: set[int]
) -> None:
    at = next_occurrence(days, 540, BERLIN, after, off=off.__contains__)
    assert at is not None
    assert local(at, BERLIN).date() not in off
    without, left_out = next_occurrence(days, 540, BERLIN, after), []
    while without is not None and without < at:
        left_out.append(local(without, BERLIN).date())
        without = next_occurrence(days, 540, BERLIN, without)
    assert without == at
    assert set(left_out) <= off


def test_who_is_off_for_good_never_works() -> None:
    assert next_working(USUAL_HOURS, BERLIN, utc("2026-11-23 09:00"), off=lambda _: True) is None
    assert next_occurrence([0], 540, BERLIN, utc("2026-11-23 09:00"), off=lambda _: True) is None
    assert not is_working(ALWAYS, BERLIN, utc("2026-11-23 09:00"), off=lambda _: True)


# Two weeks that take turns


EVERY_SECOND_THURSDAY: Hours = [*NEVER[:3], [[540, 780]], *NEVER[:3], *NEVER]  # the 26th of November 2026, not the 3rd


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-11-23 12:00", "2026-11-26 08:00"),
        ("2026-11-26 09:00", "2026-11-26 09:00"),
        ("2026-11-26 12:00", "2026-12-10 08:00"),
        ("2026-12-03 09:00", "2026-12-10 08:00"),
        ("2026-12-30 09:00", "2027-01-07 08:00"),  # over the year's end, after which the weeks are numbered anew
    ],
)
def test_every_second_week(at: str, begins: str) -> None:
    assert next_working(EVERY_SECOND_THURSDAY, BERLIN, utc(at)) == utc(begins)
    assert is_working(EVERY_SECOND_THURSDAY, BERLIN, utc(at)) == (at == begins)


def test_every_second_week_with_days_off() -> None:
    off = {date(2026, 11, 26), date(2026, 12, 10)}
    begins = next_working(EVERY_SECOND_THURSDAY, BERLIN, utc("2026-11-23 12:00"), off=off.__contains__)
    assert begins == utc("2026-12-24 08:00")


@given(weeks(), weeks(), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_two_weeks_take_turns_for_ever(first: Hours, second: Hours, day: date) -> None:
    both = [*first, *second]
    assert on_day(both, day) == on_day(both, day + timedelta(days=14))
    assert {id(on_day(both, day)), id(on_day(both, day + timedelta(days=7)))} == {
        id(both[day.weekday()]),
        id(both[day.weekday() + 7]),
    }
    assert on_day([*first, *first], day) == on_day(first, day) == first[day.weekday()]


# When two people work at the same time


def shared(mine: Pattern, theirs: Pattern, now: str) -> tuple[str, str] | None:
    found = next_shared(mine, theirs, utc(now))
    return (f"{found[0]:%m-%d %H:%M}", f"{found[1]:%m-%d %H:%M}") if found else None


ANNA, CARLA = Pattern(USUAL_HOURS, "Europe/Lisbon"), Pattern(USUAL_HOURS, BERLIN)
DANA = Pattern(USUAL_HOURS, "Asia/Manila")
TUESDAYS = Pattern([[], [[540, 780]], *NEVER[:5]], BERLIN)
AT_NIGHT = Pattern([[[0, 120], [1320, DAY]] for _ in range(7)], BERLIN)


@pytest.mark.parametrize(
    ("mine", "theirs", "now", "found"),
    [
        (CARLA, ANNA, "2026-11-23 05:00", ("11-23 09:00", "11-23 16:00")),
        (CARLA, ANNA, "2026-11-23 12:34", ("11-23 12:34", "11-23 16:00")),
        (CARLA, ANNA, "2026-11-23 15:31", ("11-24 09:00", "11-24 16:00")),  # 29 minutes are too short
        (CARLA, ANNA, "2026-11-27 17:00", ("11-30 09:00", "11-30 16:00")),
        (ANNA, DANA, "2026-11-23 05:00", None),  # 9 to 17 and 1 to 9
        (CARLA, DANA, "2026-11-23 05:00", ("11-23 08:00", "11-23 09:00")),
        (TUESDAYS, ANNA, "2026-11-25 05:00", ("12-01 09:00", "12-01 12:00")),
        (AT_NIGHT, AT_NIGHT, "2026-11-23 12:00", ("11-23 21:00", "11-24 01:00")),  # one piece over midnight
        (CARLA, Pattern(NEVER, BERLIN), "2026-11-23 05:00", None),
        (Pattern(ALWAYS, BERLIN), Pattern(ALWAYS, "Asia/Manila"), "2026-11-23 05:00", ("11-23 05:00", "12-07 05:00")),
        (Pattern(EVERY_SECOND_THURSDAY, BERLIN), CARLA, "2026-11-26 12:00", ("12-10 08:00", "12-10 12:00")),
        (
            Pattern(EVERY_SECOND_THURSDAY, BERLIN),
            Pattern([*NEVER, *NEVER[:3], [[540, 780]], *NEVER[:3]], BERLIN),
            "2026-11-23 05:00",
            None,
        ),
        (
            Pattern(USUAL_HOURS, BERLIN, lambda day: day < date(2026, 12, 1)),
            CARLA,
            "2026-11-23 05:00",
            ("12-01 08:00", "12-01 16:00"),
        ),
        (Pattern(USUAL_HOURS, BERLIN, lambda _: True), CARLA, "2026-11-23 05:00", None),
    ],
)
def test_when_two_people_work_at_the_same_time_next(
    mine: Pattern, theirs: Pattern, now: str, found: tuple[str, str] | None
) -> None:
    assert shared(mine, theirs, now) == found
    assert shared(theirs, mine, now) == found


@given(zones_and_moments(), ZONES, weeks(), weeks())
def test_a_shared_time_is_working_time_of_both_and_the_first(
    somewhere: tuple[str, datetime], other: str, mine: Hours, theirs: Hours
) -> None:
    zone, now = somewhere
    one, two = Pattern(mine, zone), Pattern(theirs, other)
    found = next_shared(one, two, now)
    assert found == next_shared(two, one, now)
    last = found[0] if found else now + timedelta(days=14) - timedelta(minutes=30)
    if found:
        begin, end = found
        assert now <= begin < end <= now + timedelta(days=14)
        assert end - begin >= timedelta(minutes=30)
        for share in range(10):
            at = begin + (end - begin) * share / 10
            assert is_working(mine, zone, at)
            assert is_working(theirs, other, at)
    at = now
    while at < last:  # nothing before it is long enough
        pieces = [at + timedelta(minutes=step) for step in range(0, 30, 2)]
        assert not all(is_working(mine, zone, each) and is_working(theirs, other, each) for each in pieces) or (
            at + timedelta(minutes=30) > last
        )
        at += timedelta(hours=5, minutes=17)


def test_the_next_time_is_found_ten_times_as_fast_as_by_the_scheduler_itself() -> None:
    now = utc("2026-11-23 09:00")
    cron = CronTrigger(day_of_week="mon,wed,fri", hour=9, minute=0, timezone=ZoneInfo(BERLIN))
    theirs = min(repeat(lambda: cron.get_next_fire_time(None, now), number=300, repeat=7))
    ours = min(repeat(lambda: next_occurrence([0, 2, 4], 540, BERLIN, now), number=300, repeat=7))
    assert ours * 10 < theirs
