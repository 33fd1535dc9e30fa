"""Where somebody writes their thanks."""

from collections.abc import Mapping
from enum import StrEnum

from bot.context import Context
from bot.features.handoff.rules import names
from bot.ui import Form, Input, Option, Select, TextInput
from bot.work import Side, Team, my_work, teams_of

WORDS = 1_000


class Where(StrEnum):
    """Where the thanks are said."""

    ROOM = "room"
    DIRECT = "direct"


def my_teams(context: Context) -> list[tuple[Team, Side, Side]]:
    """The engagements of the acting account, on either side, each with me and the other one."""
    mine = [(team, team.side_of(context.person)) for team in teams_of(context.session, context.person_id)]
    return [
        (team, me, team.side(me.role.other))
        for team, me in mine
        if me is not None and me.account.id == context.account_id
    ]


def praise_form(context: Context, values: Mapping[str, str]) -> Form:
    """The words; where they are said, if there is a choice; for whom, if there is more than one."""
    teams = my_teams(context)
    inputs = words_inputs(context, values, room=any(team.engagement.room for team, _, _ in teams))
    if len(teams) > 1:
        options = tuple(Option(str(team.engagement_id), other.account.name[:75]) for team, _, other in teams[:25])
        inputs = (Select("for", context.words("input-praise-for"), options, values.get("for", "")), *inputs)
    return Form("praise", context.words("form-praise"), inputs, context.words("send-praise"))


def thank_form(context: Context, values: Mapping[str, str], task: int) -> Form:
    """The same about one task."""
    work = my_work(context, task)
    inputs = words_inputs(context, values, room=work.team.engagement.room is not None)
    intro = context.t("about-task", **names(work))
    return Form("task.thank", context.words("form-praise"), inputs, context.words("send-praise"), intro=intro)


def words_inputs(context: Context, values: Mapping[str, str], *, room: bool) -> tuple[Input, ...]:
    """The words, and where: privately unless somebody chooses the room; without one there is nothing to choose."""
    text = TextInput(
        "text",
        context.words("input-praise"),
        values.get("text", ""),
        lines=True,
        length=WORDS,
        hint=context.words("input-praise-hint"),
    )
    if not room:
        return (text,)
    options = tuple(Option(where.value, context.words("praise-where", where=where)) for where in Where)
    return text, Select("where", context.words("input-where"), options, values.get("where") or Where.DIRECT)
