"""Days in free words: read, asked back, and written so that they can be checked before they are sent."""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from bot.context import Context
from bot.dates import Ambiguous, Moment, read_date
from bot.dates.readings import Why
from bot.times import at_wall, local
from bot.typed import clean
from bot.ui import Choice, Errors, Option
from bot.wording import LOCALES, say_day


def day_of(context: Context, day: date) -> str:
    """A day in words."""
    return say_day(at_wall(day, 720, context.zone), context.zone, context.language, now=context.now)


def in_form(context: Context, day: str | date | None) -> str:
    """A day as it can be checked before it is sent; words that can mean two days stay, and are asked about."""
    if isinstance(day, str):
        reading = _reading(context, day)
        if not isinstance(reading, Moment):
            return day
        day = local(reading.at, context.zone).date()
    pattern = "EEE, d. MMM y" if context.language == "de" else "EEE d MMM y"
    return format_date(day, pattern, LOCALES[context.language]) if day is not None else ""


def _reading(context: Context, words: str) -> Moment | Ambiguous | Why:
    # A day that is today is one, whatever the hour: so it is read as said at midnight.
    midnight = at_wall(context.today, 0, context.zone)
    reading = read_date(words, now=midnight, zone=context.zone, language=context.language)
    return reading if isinstance(reading, Moment | Ambiguous) else reading.why


def first_reading(context: Context, words: str) -> date | None:
    """The day of some words; of one that can be two, the first."""
    reading = _reading(context, words)
    if isinstance(reading, Why):
        return None
    at = reading.at if isinstance(reading, Moment) else reading.options[0].at
    return local(at, context.zone).date()


def chosen_day(context: Context, values: Mapping[str, str], name: str) -> date | Errors | Choice | None:
    """The day of that entry; None for an empty one; what to fix, or what to choose from, for all others."""
    typed = clean(values.get(name, ""), 100)
    if not typed:
        return None
    match reading := _reading(context, typed):
        case Moment(at):
            return local(at, context.zone).date()
        case Ambiguous(options):
            days = sorted({local(option.at, context.zone).date() for option in options})
            choices = tuple(Option(day.isoformat(), day_of(context, day)) for day in days)
            return days[0] if len(days) == 1 else Choice(context.t("date-which", words=typed), name, choices)
        case Why.PAST:
            return Errors({name: context.words("day-over")})
        case Why.TOO_FAR | Why.IMPOSSIBLE:
            return Errors({name: context.words("date-unreadable", why=reading)})
        case _:
            return Errors({name: context.words("day-unreadable")})
