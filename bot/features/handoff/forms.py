"""The forms of a hand-off."""

from collections.abc import Mapping

from bot.context import Context
from bot.times import WALL, local
from bot.ui import Form, Input, Option, Select, TextInput
from bot.work import my_work, teams_where_client
from data.tables import Authority

TITLE = 150
OUTCOME = 2_000
REASON = 500


def brief_inputs(context: Context, values: Mapping[str, str]) -> tuple[Input, ...]:
    """What a brief consists of."""
    levels = tuple(Option(level.value, context.words("authority", authority=level)) for level in Authority)
    return (
        TextInput(
            "title",
            context.words("input-title"),
            values.get("title", ""),
            length=TITLE,
            placeholder=context.words("input-title-example"),
        ),
        TextInput(
            "outcome",
            context.words("input-outcome"),
            values.get("outcome", ""),
            required=False,
            lines=True,
            length=OUTCOME,
            hint=context.words("input-outcome-hint"),
        ),
        TextInput(
            "due",
            context.words("input-due"),
            values.get("due", ""),
            required=False,
            length=200,
            placeholder=context.words("input-due-example"),
        ),
        Select("authority", context.words("input-authority"), levels, values.get("authority") or Authority.TELL),
    )


def new_form(context: Context, values: Mapping[str, str]) -> Form:
    """The brief, and for whom, if there is more than one."""
    inputs = brief_inputs(context, values)
    teams = teams_where_client(context)
    if len(teams) > 1:
        options = tuple(Option(str(team.engagement_id), team.va.account.name[:75]) for team in teams[:25])
        inputs = (*inputs, Select("for", context.words("input-for"), options, values.get("for", "")))
    return Form("new", context.words("form-new"), inputs, context.words("send-propose"))


def edit_form(context: Context, values: Mapping[str, str], task: int) -> Form:
    """The brief as it is, to be changed."""
    known = my_work(context, task).task
    now = {
        "title": known.title,
        "outcome": known.outcome,
        "due": local(known.due_at, context.zone).strftime(WALL) if known.due_at else "",
        "authority": known.authority.value,
    }
    inputs = brief_inputs(context, {**now, **values})
    return Form("task.edit", context.words("form-edit"), inputs, context.words("send-save"))


def decline_form(context: Context, values: Mapping[str, str], task: int) -> Form:
    """A reason, if somebody wants to give one."""
    reason = TextInput(
        "reason", context.words("input-reason"), values.get("reason", ""), required=False, lines=True, length=REASON
    )
    return Form("task.decline", context.words("form-decline"), (reason,), context.words("send-decline"))


def redate_form(context: Context, values: Mapping[str, str], task: int) -> Form:
    """Another date."""
    due = TextInput(
        "due",
        context.words("input-redate"),
        values.get("due", ""),
        length=200,
        placeholder=context.words("input-due-example"),
    )
    return Form("task.redate", context.words("form-redate"), (due,), context.words("send-suggest"))
