"""What is on somebody's plate, over all clients; what waits for them comes first."""

from bot.context import Context
from bot.features.handoff.cards import more_card, task_buttons
from bot.features.handoff.rules import may, names
from bot.features.overview.choose import line_of, named
from bot.registry import Taken, command
from bot.saying import date_or_open
from bot.typed import shortened
from bot.ui import ROWS, Button, Card, Reply, Row, Text
from bot.work import Work, my_work, open_work, waiting_work
from data.known import known
from data.queries import tasks
from data.tables import Question

TITLE = 60
LISTED = 12


@command("tasks", group="task", task=Taken.TASK)
def my_tasks(context: Context) -> Reply:
    """Everything open; or the one task that the words behind the command name."""
    line = line_of(context)
    if line:
        found = named(open_work(context), line)
        return (
            more_card(context, my_work(context, found[0].task_id))
            if found
            else context.done("tasks-none-named", words=line)
        )
    works, count, waiting = waiting_work(context, LISTED)
    if not works:
        return context.done("tasks-none", buttons=(context.button("new.open"), context.button("help.open")))
    questions: dict[int, list[Question]] = {}
    for question in tasks.open_questions(context.session, [work.task_id for work in works[:ROWS]]):
        questions.setdefault(question.task_id, []).append(question)
    rows = tuple(
        Row(_line(context, work), _buttons(context, work, _waits(work, questions.get(work.task_id, []))))
        for work in works[:ROWS]
    )
    rest = [_line(context, work) for work in works[ROWS:]]
    if count > LISTED:
        rest.append(context.t("tasks-more", count=count - LISTED))
    return Card(title=context.t("tasks-title", count=waiting, open=count), rows=rows, after=tuple(rest))


def _waits(work: Work, questions: list[Question]) -> tuple[str | Question, ...]:
    """What this person is waited for, as what answers it; empty if it is the other one's turn."""
    asked = next((question for question in questions if question.asked_by is not work.me.role), None)
    if asked is not None:
        return (asked,)
    if work.task.suggested_by is work.other.role:
        return ("task.agree", "task.keep")
    return tuple(action for action in ("task.accept", "task.good", "task.enough", "task.change") if may(work, action))


def _buttons(context: Context, work: Work, actions: tuple[str | Question, ...]) -> tuple[Button, ...]:
    shown: list[Button] = []
    for action in actions:
        if isinstance(action, Question):
            shown.append(context.button("question.answer", "primary", question=known(action.id)))
        else:
            shown += task_buttons(context, work.task_id, (action,))
    return (*shown, context.button("task.more", task=work.task_id))


def _line(context: Context, work: Work) -> Text:
    """A task in a line: title, whom it is with, by when, how it stands."""
    due = date_or_open(context, work.task.due_at, work.me, work.other)
    facts = names(work) | {"title": shortened(work.task.title, TITLE)}
    return context.t("tasks-line", name=work.other.account.name, due=due, state=work.task.state, **facts)
