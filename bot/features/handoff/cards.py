"""How a task looks: its card, the news about it, and everything about it for the one who asks."""

from bot.context import Context, Reader, Showing, who
from bot.features.handoff.rules import may, names
from bot.registry import view
from bot.saying import date_or_open, moment_for_both, shared_hours, sides_for
from bot.typed import emphasised, shortened
from bot.ui import Button, Card, Line, Quote, Text
from bot.work import Side, Work, work
from data.queries import tasks
from data.tables import Role, TaskState

# state -> the buttons on the card, in the order they have everywhere
BUTTONS: dict[TaskState, tuple[str, ...]] = {
    TaskState.PROPOSED: ("task.accept", "task.ask", "task.redate", "task.decline", "task.more"),
    TaskState.ACCEPTED: ("task.submit", "task.ask", "task.redate", "task.more"),
    TaskState.IN_REVIEW: ("task.good", "task.enough", "task.change", "task.ask", "task.more"),
    TaskState.DONE: ("task.thank", "task.more"),
    TaskState.DECLINED: ("task.more",),
    TaskState.WITHDRAWN: ("task.more",),
}
PRIMARY = ("task.accept", "task.submit", "task.good", "task.thank", "task.agree")

# news -> the states in which it is still worth telling
STILL_NEWS: dict[str, tuple[TaskState, ...]] = {
    "accepted": (TaskState.ACCEPTED, TaskState.IN_REVIEW, TaskState.DONE),
    "declined": (TaskState.DECLINED,),
    "withdrawn": (TaskState.WITHDRAWN,),
    "reopened": (TaskState.PROPOSED,),
    "redated": (TaskState.PROPOSED, TaskState.ACCEPTED),
    "agreed": (TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_REVIEW),
    "kept": (TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_REVIEW),
    "edited": (TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_REVIEW),
}


def shown_work(showing: Showing) -> tuple[Work, Side | None]:
    """The task a message is about; and the side that reads it, unless it stands in a room that both read."""
    found = work(showing.session, showing.about("task"))
    if showing.row.room is not None:
        return found, None
    return found, found.team.client if found.team.client.account.id == showing.row.account_id else found.team.va


def task_buttons(reader: Reader, task_id: int, actions: tuple[str, ...]) -> tuple[Button, ...]:
    """The buttons of these actions on that task."""
    return tuple(reader.button(action, "primary" if action in PRIMARY else "", task=task_id) for action in actions)


@view("task.card")
def task_card(showing: Showing) -> Card:
    """The one card of a task, edited as it goes on."""
    work, reads = shown_work(showing)
    state = work.task.state
    actions = BUTTONS[state]
    if reads is not None:
        mine = Work(work.task, work.team, reads, work.team.side(reads.role.other))
        actions = tuple(action for action in actions if action == "task.more" or may(mine, action))
    rings = state is TaskState.PROPOSED and (reads is None or reads.role is Role.VA)
    return Card(
        title=_title(showing, work),
        lines=(*_brief(showing, work, reads, 600), *_standing(showing, work, reads)),
        buttons=task_buttons(showing, work.task_id, actions),
        mention=who(work.team.va.account) if rings else None,
    )


def _title(reader: Reader, work: Work) -> Text:
    return reader.t("task-title", **names(work))


def _brief(reader: Reader, work: Work, reads: Side | None, length: int) -> list[Line]:
    task = work.task
    lines: list[Line] = []
    if task.outcome:
        lines.append(Quote(shortened(task.outcome, length)))
    here, there = sides_for(work.team, reads)
    if task.due_at is not None:
        lines.append(reader.t("task-due", due=moment_for_both(reader, task.due_at, here, there)))
    lines.append(reader.t("authority-line", authority=task.authority))
    return lines


def _standing(reader: Showing | Context, work: Work, reads: Side | None) -> list[Line]:
    """Where it stands, and whose turn it is."""
    task = work.task
    here, there = sides_for(work.team, reads)
    lines: list[Line] = [reader.t("task-state", state=task.state, **names(work))]
    if task.state is TaskState.DECLINED and task.reason:
        lines.append(Quote(task.reason))
    if task.suggested_due is not None and task.suggested_by is not None:
        by = work.team.side(task.suggested_by).account.name
        suggested = moment_for_both(reader, task.suggested_due, here, there)
        lines.append(reader.t("task-suggested", name=by, due=suggested))
    for question in tasks.open_questions(reader.session, [work.task_id])[:1]:
        answers = work.team.side(question.asked_by.other).account.name
        lines.append(reader.t("task-question-open", name=answers))
    if task.rounds > 1:
        lines.append(reader.t("task-rounds", rounds=task.rounds))
    return lines


@view("task.news")
def task_news(showing: Showing) -> Card | None:
    """What happened to a task, for the one who waits for it."""
    work, _ = shown_work(showing)
    news = str(showing.row.about["news"])
    if work.task.state not in STILL_NEWS[news]:
        return None
    to = work.team.side(Role(showing.row.about["to"]))
    here, there = sides_for(work.team, to)
    buttons: tuple[str, ...] = ()
    lines: list[Line] = [Quote(work.task.reason)] if news == "declined" and work.task.reason else []
    if news in ("redated", "agreed"):
        shared = shared_hours(showing, showing.session, work.team, to)
        lines += [shared] if shared is not None else []
    if news == "redated":
        if work.task.suggested_by is not to.role.other:
            return None
        buttons = ("task.agree", "task.keep")
    if news == "reopened":
        buttons = BUTTONS[TaskState.PROPOSED]
    return Card(
        title=showing.t(
            f"news-{news}",
            due=date_or_open(showing, work.task.due_at, here, there),
            suggested=date_or_open(showing, work.task.suggested_due, here, there),
            **names(work),
        ),
        lines=tuple(lines),
        buttons=task_buttons(showing, work.task_id, buttons),
        mention=who(to.account),
    )


@view("task.waiting")
def task_waiting(showing: Showing) -> Card | None:
    """A task that was proposed while the VA was not working, told once when work begins. In a digest it can be answered
    like the card, which stands elsewhere."""
    work, _ = shown_work(showing)
    if work.task.state is not TaskState.PROPOSED:
        return None
    if showing.digest is not None:
        due = date_or_open(showing, work.task.due_at, work.team.va, work.team.client)
        buttons = task_buttons(showing, work.task_id, BUTTONS[TaskState.PROPOSED])
        return Card(title=showing.t("news-waiting", due=due, **names(work)), buttons=buttons)
    return Card(title=showing.t("news-proposed", **names(work)), mention=who(work.team.va.account))


def more_card(context: Context, work: Work) -> Card:
    """Everything about a task, and all that this side can do now."""
    actions = [
        action
        for action in ("task.news", "task.edit", "task.withdraw", "task.reopen", *BUTTONS[work.task.state])
        if action != "task.more" and may(work, action)
    ]
    lines: list[Line] = [*_brief(context, work, work.me, 2_000), *_standing(context, work, work.me)]
    for submission in tasks.submissions_of(context.session, work.task_id)[-3:]:
        parts = [context.t("submission-line", round=submission.round)]
        parts += [Text.of(shortened(text, 300)) for text in (submission.link, submission.note) if text]
        lines.append(Text(tuple(span for part in parts for span in (*part.spans, *Text.of(" ").spans))))
    return Card(
        title=emphasised(work.task.title),
        lines=tuple(lines),
        buttons=task_buttons(context, work.task_id, tuple(actions[:5])),
    )
