"""The forms of a review: what is handed in, and what shall change."""

from collections.abc import Mapping

from bot.context import Context
from bot.features.handoff.rules import names
from bot.ui import Form, TextInput
from bot.work import my_work
from data.queries import tasks

LINK = 1_000
NOTE = 2_000
CHANGE = 1_000


def submit_form(context: Context, values: Mapping[str, str], task: int) -> Form:
    """A link, a note, or both. In later rounds the link of the one before is there already."""
    work = my_work(context, task)
    before = tasks.latest_submission(context.session, work.task_id)
    link = TextInput(
        "link",
        context.words("input-link"),
        values.get("link", before.link if before else ""),
        required=False,
        length=LINK,
        placeholder=context.words("input-link-example"),
    )
    note = TextInput(
        "note",
        context.words("input-note"),
        values.get("note", ""),
        required=False,
        lines=True,
        length=NOTE,
        hint=context.words("input-note-hint"),
    )
    intro = context.t("about-task", **names(work))
    return Form("task.submit", context.words("form-submit"), (link, note), context.words("send-submit"), intro=intro)


def change_form(context: Context, values: Mapping[str, str], submission: int) -> Form:
    """What shall change."""
    found = tasks.submission(context.session, submission)
    work = my_work(context, found.task_id if found else 0)
    change = TextInput(
        "change",
        context.words("input-change"),
        values.get("change", ""),
        lines=True,
        length=CHANGE,
        hint=context.words("input-change-hint"),
    )
    title, send = context.words("form-change"), context.words("send-change")
    return Form("submission.change", title, (change,), send, intro=context.t("about-task", **names(work)))
