"""Days in free words: read, asked back, and written so that they can be checked before they are sent."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from babel.dates import format_date

from bot.context import Context
from bot.dates import Ambiguous, Moment, Unreadable, Why, read_date
from bot.times import at_wall, local
from bot.typed import clean
from bot.ui import Choice, Errors, Option
from bot.wording import LOCALES, say_day

LATELY = timedelta(weeks=13)  # whole ones, so that a weekday means the same
_YEAR = re.compile("jahr|year", re.IGNORECASE)  # "the end of the year" is never the last one's


def day_of(context: Context, day: date) -> str:
    """A day in words."""
    return say_day(at_wall(day, 720, context.zone), context.zone, context.language, now=context.now)


def in_form(context: Context, day: str | date | None) -> str:
    """A day as it can be checked before it is sent; words that can mean two days stay, and are asked about."""
    if isinstance(day, str):
        days = days_meant(context, day)
        if len(days) != 1 or days[0] < context.today:
            return day
        day = days[0]
    pattern = "EEE, d. MMM y" if context.language == "de" else "EEE d MMM y"
    return format_date(day, pattern, LOCALES[context.language]) if day is not None else ""


def _reading(context: Context, words: str) -> date | Ambiguous | Why:
    """Their day; one of the last weeks, if all else they can mean is the one of next year."""
    said, before = _read_on(context, words, context.today), _read_on(context, words, context.today - LATELY)
    if isinstance(said, Ambiguous) or not isinstance(before, date) or before >= context.today:
        return said
    return said if isinstance(said, date) and (said - before < 2 * LATELY or _YEAR.search(words)) else before


def _read_on(context: Context, words: str, today: date) -> date | Ambiguous | Why:
    # A day that is today is one, whatever the hour: so it is read as said at midnight.
    midnight = at_wall(today, 0, context.zone)
    match read_date(words, now=midnight, zone=context.zone, language=context.language):
        case Moment(at):
            return local(at, context.zone).date()
        case Unreadable(why):
            return why
        case ambiguous:
            return ambiguous


def days_meant(context: Context, words: str) -> list[date]:
    """The day of some words, or the two that they can mean, in order; none if they name none."""
    return _days(context, _reading(context, words))


def _days(context: Context, reading: date | Ambiguous | Why) -> list[date]:
    match reading:
        case date():
            return [reading]
        case Ambiguous(options):
            return sorted({local(option.at, context.zone).date() for option in options})
        case _:
            return []


def first_reading(context: Context, words: str) -> date | None:
    """The day of some words; of one that can be two, the first."""
    return next(iter(days_meant(context, words)), None)


def chosen_day(context: Context, values: Mapping[str, str], name: str) -> date | Errors | Choice | None:
    """The day of that entry, which may be just over; None for an empty one; what to fix, or what to choose from, for
    all others."""
    typed = clean(values.get(name, ""), 100)
    if not typed:
        return None
    match reading := _reading(context, typed):
        case date():
            return reading
        case Ambiguous():
            days = _days(context, reading)
            choices = tuple(Option(day.isoformat(), day_of(context, day)) for day in days)
            return days[0] if len(days) == 1 else Choice(context.t("date-which", words=typed), name, choices)
        case Why.PAST:
            return Errors({name: context.words("day-over")})
        case Why.TOO_FAR | Why.IMPOSSIBLE:
            return Errors({name: context.words("date-unreadable", why=reading)})
        case _:
            return Errors({name: context.words("day-unreadable")})
