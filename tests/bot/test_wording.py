"""Moments in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import read_clock
from bot.times import local
from bot.wording import say_clock, say_day, say_moment, say_month, say_time

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ZONES = st.sampled_from(sorted(available_timezones()))
LANGUAGES = st.sampled_from(["de", "en"])
MOMENTS = st.integers(0, 60 * 366 * 1440).map(
    lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("at", "zone", "german", "english"),
    [
        ("2026-11-27 14:00", BERLIN, "Fr., 27. Nov., 15 Uhr", "Fri 27 Nov, 15:00"),
        ("2026-11-27 14:00", "Europe/Lisbon", "Fr., 27. Nov., 14 Uhr", "Fri 27 Nov, 14:00"),
        ("2026-11-27 14:00", "Asia/Kolkata", "Fr., 27. Nov., 19:30 Uhr", "Fri 27 Nov, 19:30"),
        ("2026-11-27 23:05", BERLIN, "Sa., 28. Nov., 0:05 Uhr", "Sat 28 Nov, 0:05"),
        ("2026-12-01 08:00", BERLIN, "Di., 1. Dez., 9 Uhr", "Tue 1 Dec, 9:00"),
        ("2026-03-04 08:00", BERLIN, "Mi., 4. März, 9 Uhr", "Wed 4 Mar, 9:00"),
        ("2026-05-07 08:00", BERLIN, "Do., 7. Mai, 10 Uhr", "Thu 7 May, 10:00"),
        ("2026-09-07 08:00", BERLIN, "Mo., 7. Sept., 10 Uhr", "Mon 7 Sep, 10:00"),
        ("2026-03-29 01:00", BERLIN, "So., 29. März, 3 Uhr", "Sun 29 Mar, 3:00"),
        # Another year is said, and whose year it is decides: in Berlin 2027 has begun.
        ("2027-09-06 08:00", BERLIN, "Mo., 6. Sept. 2027, 10 Uhr", "Mon 6 Sep 2027, 10:00"),
        ("2026-12-31 22:59", BERLIN, "Do., 31. Dez., 23:59 Uhr", "Thu 31 Dec, 23:59"),
        ("2026-12-31 23:00", BERLIN, "Fr., 1. Jan. 2027, 0 Uhr", "Fri 1 Jan 2027, 0:00"),
        ("2026-12-31 23:00", "America/New_York", "Do., 31. Dez., 18 Uhr", "Thu 31 Dec, 18:00"),
        ("2025-11-23 08:00", BERLIN, "So., 23. Nov. 2025, 9 Uhr", "Sun 23 Nov 2025, 9:00"),
    ],
)
def test_a_moment_in_words(at: str, zone: str, german: str, english: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert say_moment(moment, zone, "de", now=NOW) == german
    assert say_moment(moment, zone, "en", now=NOW) == english


def test_it_is_the_reader_s_year_that_goes_without_saying() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    later = new_year + timedelta(days=3)
    assert say_day(later, BERLIN, "en", now=new_year) == "Mon 4 Jan"
    assert say_day(later, "America/New_York", "en", now=new_year) == "Sun 3 Jan 2027"


@pytest.mark.parametrize(
    ("minute", "german", "english"),
    [
        (0, "0 Uhr", "0:00"),
        (5, "0:05 Uhr", "0:05"),
        (540, "9 Uhr", "9:00"),
        (570, "9:30 Uhr", "9:30"),
        (1439, "23:59 Uhr", "23:59"),
        (1440, "24 Uhr", "24:00"),
    ],
)
def test_a_minute_of_the_day_in_words(minute: int, german: str, english: str) -> None:
    assert say_clock(minute, "de") == german
    assert say_clock(minute, "en") == english


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_minute_is_read_back_as_said(language: str) -> None:
    assert [read_clock(say_clock(minute, language)) for minute in range(1440)] == list(range(1440))


@pytest.mark.parametrize(
    ("at", "zone", "german", "english"),
    [
        ("2026-05-15 12:00", BERLIN, "Mai", "May"),
        ("2026-03-15 12:00", BERLIN, "März", "March"),
        ("2026-04-30 22:30", BERLIN, "Mai", "May"),
        ("2026-04-30 22:30", "UTC", "April", "April"),
        ("2026-12-15 12:00", BERLIN, "Dezember", "December"),
    ],
)
def test_a_month_in_words(at: str, zone: str, german: str, english: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert say_month(moment, zone, "de") == german
    assert say_month(moment, zone, "en") == english


@given(at=MOMENTS, now=MOMENTS, zone=ZONES, language=LANGUAGES)
def test_a_moment_says_day_time_and_the_year_only_if_it_is_another(
    at: datetime, now: datetime, zone: str, language: str
) -> None:
    said = say_moment(at, zone, language, now=now)
    here = local(at, zone)
    assert said == f"{say_day(at, zone, language, now=now)}, {say_time(at, zone, language)}"
    assert read_clock(say_time(at, zone, language)) == here.hour * 60 + here.minute
    assert (str(here.year) in said) == (here.year != local(now, zone).year)
    assert str(here.day) in said
    assert "\u202f" not in said  # no narrow blanks: people search for what they see
    assert said.isprintable()


@given(at=MOMENTS, zone=ZONES, language=LANGUAGES)
def test_no_two_days_of_a_year_are_said_alike(at: datetime, zone: str, language: str) -> None:
    days = [at + timedelta(days=step) for step in range(1, 400, 7)]
    said = [say_day(day, zone, language, now=at) for day in days]
    assert len(set(said)) == len({local(day, zone).date() for day in days})
