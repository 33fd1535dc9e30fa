"""What may be meant while somebody is still typing: their tasks, time zones. Reads only, and knows nobody new."""

from bot.context import Context
from bot.registry import Taken
from bot.typed import clean, shortened
from bot.ui import OPTION_LABEL, OPTIONS, Option
from bot.work import open_work
from bot.zones import zones_like


def suggestions(context: Context | None, language: str, kind: Taken, typed: str) -> tuple[Option, ...]:
    """At most 25, the likeliest first."""
    line = clean(typed, 100).casefold()
    match kind:
        case Taken.TASK if context is not None:
            works = [work for work in open_work(context) if line in work.task.title.casefold()]
            found = [Option(str(work.task_id), work.task.title) for work in works]
        case Taken.ZONE:
            found = [Option(zone, label) for zone, label in zones_like(line, language)]
        case _:
            found = []
    return tuple(Option(each.value, shortened(each.label, OPTION_LABEL)) for each in found[:OPTIONS])
