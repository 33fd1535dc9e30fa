"""Commands that need a task, without one named: the only one it can be, or the question which."""

from bot.context import Context, Refused
from bot.features.handoff.cards import task_buttons
from bot.features.handoff.rules import may, names
from bot.ui import ROWS, Card, Reply, Row, Text
from bot.work import Work, open_work


def fitting(context: Context, action: str) -> list[Work]:
    """The open tasks with which this person can do that now."""
    return [work for work in open_work(context) if may(work, action)]


def for_one_task(context: Context, action: str, nothing: str) -> Reply:
    """The form of that action for the only task it fits; one button each for several; a sentence for none."""
    works = fitting(context, action)
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
