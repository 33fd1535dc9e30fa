"""Commands that need a task, without one named: the only one it can be, or the question which."""

from bot.context import Context, Refused
from bot.events import Command
from bot.features.handoff.cards import task_buttons
from bot.features.handoff.rules import may, names
from bot.typed import clean
from bot.ui import ROWS, Card, Reply, Row, Text
from bot.work import Work, open_work


def fitting(context: Context, action: str) -> list[Work]:
    """The open tasks with which this person can do that now."""
    return [work for work in open_work(context) if may(work, action)]


def line_of(context: Context) -> str:
    """What was typed behind a command, as it may name a task."""
    return clean(context.event.text, 200).casefold().lstrip("#") if isinstance(context.event, Command) else ""


def named(works: list[Work], line: str) -> list[Work]:
    """Those that a line names: by number, by title, by a part of it; all if it is empty."""
    exactly = [work for work in works if line in (str(work.task_id), work.task.title.casefold())]
    return exactly or [work for work in works if line in work.task.title.casefold()]


def for_one_task(context: Context, action: str, nothing: str) -> Reply:
    """The form of that action for the task that was named or the only one it fits; one button each for several; a
    sentence for none."""
    works = named(fitting(context, action), line_of(context))
    if not works:
        raise Refused(nothing)
    if len(works) == 1:
        return context.form(action, task=works[0].task_id)
    rows = tuple(
        Row(context.t("task-title", **names(work)), task_buttons(context, work.task_id, (action,)))
        for work in works[:ROWS]
    )
    rest = context.t("choose-rest", number=len(works) - ROWS) if len(works) > ROWS else Text()
    return Card(title=context.t("choose-task"), rows=rows, why=rest)
