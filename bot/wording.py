"""Moments and lists in words, as a reader's calendar, clock and grammar would say them."""

from collections.abc import Iterable
from datetime import datetime

from babel.dates import format_datetime
from babel.lists import format_list

from bot.times import DAY, local

LOCALES = {"en": "en_GB", "de": "de_DE"}
_DAY = {"en": "EEE d MMM", "de": "EEE, d. MMM"}
_DAY_AND_YEAR = {"en": "EEE d MMM y", "de": "EEE, d. MMM y"}


def say_moment(at: datetime, zone: str, language: str, *, now: datetime) -> str:
    """ "Fr., 27. Nov., 15 Uhr", "Fri 27 Nov, 15:00"; the year only if it is another one than now's."""
    return f"{say_day(at, zone, language, now=now)}, {say_time(at, zone, language)}"


def say_day(at: datetime, zone: str, language: str, *, now: datetime) -> str:
    """ "Fr., 27. Nov.", "Fri 27 Nov"; the year only if it is another one than now's."""
    here = local(at, zone)
    patterns = _DAY if here.year == local(now, zone).year else _DAY_AND_YEAR
    said = format_datetime(here, patterns[language], locale=LOCALES[language])
    return said.replace("Sept", "Sep") if language == "en" else said


def say_time(at: datetime, zone: str, language: str) -> str:
    """ "15 Uhr", "15:30 Uhr", "15:00"."""
    here = local(at, zone)
    return say_clock(here.hour * 60 + here.minute, language)


def say_clock(minute: int, language: str) -> str:
    """A minute of the day in words."""
    hour, rest = divmod(minute, 60)
    if language == "de":
        return f"{hour}:{rest:02} Uhr" if rest else f"{hour} Uhr"
    return f"{hour}:{rest:02}"


def say_span(start: int, end: int, language: str) -> str:
    """Two minutes of a day: "9–17 Uhr", "9:00–17:00"."""
    if language == "de":
        first = f"{start // 60}:{start % 60:02}" if start % 60 else f"{start // 60}"
        return f"{first}–{say_clock(end, language)}"
    return f"{say_clock(start, language)}–{say_clock(end, language)}"


def say_working(begin: datetime, end: datetime, zone: str, language: str, *, now: datetime) -> str:
    """ "Di., 24. Nov., 9–17 Uhr", "Tue 24 Nov, 9:00–17:00"."""
    return f"{say_day(begin, zone, language, now=now)}, {say_hours_of(begin, end, zone, language)}"


def say_hours_of(begin: datetime, end: datetime, zone: str, language: str) -> str:
    """ "9–17 Uhr", "9:00–17:00"."""
    here, last = local(begin, zone), local(end, zone)
    return say_span(here.hour * 60 + here.minute, last.hour * 60 + last.minute or DAY, language)


def say_month(at: datetime, zone: str, language: str) -> str:
    """ "Mai", "May"."""
    return format_datetime(local(at, zone), "LLLL", locale=LOCALES[language])


def say_list(parts: Iterable[str], language: str) -> str:
    """ "Mo, Mi und Fr"; "" for none."""
    return format_list(list(parts), locale=LOCALES[language])
