"""Submitting a result, and the client's three answers to it, back and forth as often as it takes."""

from collections.abc import Mapping

from bot.context import Context, Refused
from bot.features.checkin.timers import show_asked
from bot.features.handoff.rules import check, names
from bot.features.overview.choose import fitting, for_one_task, line_of, named
from bot.features.praise.timers import plan_nudge
from bot.features.review.cards import answer_key, result_key, waiting_card
from bot.features.review.forms import CHANGE, LINK, NOTE, change_form, submit_form
from bot.registry import Taken, command, form, press
from bot.telling import show, tell
from bot.typed import entry, web_address
from bot.ui import Button, Card, Errors, Reply
from bot.work import Work, my_work
from data.known import known
from data.queries import messages, tasks
from data.tables import Submission, TaskState, Verdict


@command("submit", group="task", task=Taken.TASK)
def submit(context: Context) -> Reply:
    """The form of the one task it can be, or the question which one it is."""
    return for_one_task(context, "task.submit", "submit-nothing")


@press("task.submit")
def open_submit(context: Context, task: int) -> Reply:
    """Opens the form, if the task is in the VA's hand."""
    check(my_work(context, task), "task.submit")
    return context.form("task.submit", task=task)


@form("task.submit", submit_form)
def submitted(context: Context, values: Mapping[str, str], task: int) -> Reply:
    """The result goes to the client: another round begins."""
    work = my_work(context, task)
    check(work, "task.submit")
    typed, note = entry(values, "link", LINK), entry(values, "note", NOTE, lines=True)
    link = web_address(typed) if typed else ""
    if link is None or not (link or note):
        problem = "input-no-address" if link is None else "submit-empty"
        return Errors({"link": context.words(problem)}, submit_form(context, values, task))
    before = tasks.latest_submission(context.session, task)
    work.task.state, work.task.rounds = TaskState.IN_REVIEW, work.task.rounds + 1
    work.task.suggested_due = work.task.suggested_by = None
    result = Submission(task_id=task, round=work.task.rounds, link=link, note=note, submitted_at=context.now)
    context.session.add_all([work.task, result])
    context.session.flush()
    show(context.session, context.now, work)
    show_asked(context.session, context.now, task)
    if before is not None:
        messages.raise_revision(context.session, [answer_key(known(before.id))], context.now)
    _tell(context, work, result, result_key(known(result.id)), "review.submitted", asks=True)
    return context.done("submitted-by-me", **names(work))


@command("review", group="task", task=Taken.TASK)
def review(context: Context) -> Reply:
    """What waits for this client's review."""
    results = [
        (work, found)
        for work in named(fitting(context, "task.good"), line_of(context))
        if (found := tasks.latest_submission(context.session, work.task_id))
    ]
    return waiting_card(context, results) if results else context.done("review-nothing")


def _declare(verdict: Verdict) -> None:
    """Two buttons for one answer: a task's card means the result of now, a post means the one that it shows."""

    def from_card(context: Context, task: int) -> Reply:
        work = my_work(context, task)
        check(work, f"task.{verdict}")
        newest = tasks.latest_submission(context.session, task)
        if newest is None:
            raise Refused("unknown-button")
        return _taken(context, work, newest, verdict)

    def from_post(context: Context, submission: int) -> Reply:
        work, found = _to_review(context, submission, verdict)
        return _taken(context, work, found, verdict)

    press(f"task.{verdict}")(from_card)
    press(f"submission.{verdict}")(from_post)


for _verdict in Verdict:
    _declare(_verdict)


def _taken(context: Context, work: Work, result: Submission, verdict: Verdict) -> Reply:
    if verdict is Verdict.CHANGE:
        return context.form("submission.change", submission=known(result.id))
    return _reviewed(context, work, result, verdict)


@form("submission.change", change_form)
def change(context: Context, values: Mapping[str, str], submission: int) -> Reply:
    """The task goes back into the VA's hand, with what shall change."""
    work, found = _to_review(context, submission, Verdict.CHANGE)
    return _reviewed(context, work, found, Verdict.CHANGE, entry(values, "change", CHANGE, lines=True))


def _to_review(context: Context, submission: int, verdict: Verdict) -> tuple[Work, Submission]:
    """A result that waits for this client's answer. Refuses one that a newer result has replaced."""
    found = tasks.submission(context.session, submission)
    work = my_work(context, found.task_id if found else 0)
    check(work, f"task.{verdict}")
    newest = tasks.latest_submission(context.session, work.task_id)
    if newest is None or newest.id != submission:
        raise Refused("result-newer", **names(work))
    return work, newest


def _reviewed(context: Context, work: Work, result: Submission, verdict: Verdict, change: str = "") -> Card:
    result.verdict, result.change, result.reviewed_at = verdict, change, context.now
    buttons: tuple[Button, ...] = ()
    if verdict is Verdict.CHANGE:
        work.task.state = TaskState.ACCEPTED
        show_asked(context.session, context.now, work.task_id)
    else:
        work.task.state, work.task.done_at = TaskState.DONE, context.now
        plan_nudge(context, work)
        buttons = (context.button("task.thank", task=work.task_id),)
    context.session.add_all([work.task, result])
    context.session.flush()
    show(context.session, context.now, work)
    messages.raise_revision(context.session, [result_key(known(result.id))], context.now)
    _tell(context, work, result, answer_key(known(result.id)), "review.answered", asks=verdict is Verdict.CHANGE)
    return context.done("reviewed-by-me", buttons=buttons, verdict=verdict, **names(work))


def _tell(context: Context, work: Work, result: Submission, key: str, view: str, *, asks: bool) -> None:
    tell(
        context.session,
        context.now,
        work,
        work.other,
        key=key,
        view=view,
        about={"submission": known(result.id)},
        waits_for_work=asks,
    )
