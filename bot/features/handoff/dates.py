"""The wished date in free words: read, or asked back."""

from collections.abc import Mapping
from datetime import datetime

from bot.context import Context
from bot.dates import Ambiguous, Moment, read_date
from bot.times import WALL, local
from bot.typed import clean
from bot.ui import Choice, Errors, Option
from bot.wording import say_moment


def read_wished(context: Context, values: Mapping[str, str], name: str = "due") -> datetime | Errors | Choice | None:
    """The instant of that entry; None for an empty one; what to fix, or what to choose from, for all others."""
    typed = clean(values.get(name, ""), 200)
    if not typed:
        return None
    reading = read_date(typed, now=context.now, zone=context.zone, language=context.language)
    match reading:
        case Moment(at):
            return at
        case Ambiguous(options):
            return Choice(
                context.t("date-which", words=typed),
                name,
                tuple(
                    Option(
                        local(option.at, context.zone).strftime(WALL),
                        say_moment(option.at, context.zone, context.language, now=context.now),
                    )
                    for option in options[:3]
                ),
            )
        case _:
            return Errors({name: context.words("date-unreadable", why=reading.why)})
