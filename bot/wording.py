"""first version"""

from datetime import datetime

from babel.dates import format_datetime

from bot.times import local


def say_time(at: datetime, zone: str, language: str) -> str:
    here = local(at, zone)
    if language == "de":
        return f"{here.hour} Uhr" if not here.minute else f"{here.hour}:{here.minute:02} Uhr"
    return f"{here.hour}:{here.minute:02}"


def say_day(at: datetime, zone: str, language: str, *, now: datetime) -> str:
    here = local(at, zone)
    pattern = "EEE, d. MMM" if language == "de" else "EEE d MMM"
    return format_datetime(here, pattern, locale=language)


def say_moment(at: datetime, zone: str, language: str, *, now: datetime) -> str:
    return f"{say_day(at, zone, language, now=now)}, {say_time(at, zone, language)}"
