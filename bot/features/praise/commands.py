"""Saying thanks: a person's words, in the room or privately; and the answers to the nudge."""

from collections.abc import Mapping

from bot.addressed import addressed
from bot.context import Context, Refused
from bot.events import Command
from bot.features.handoff.rules import check
from bot.features.praise.forms import WORDS, Where, my_teams, praise_form, thank_form
from bot.features.praise.timers import NUDGE, nudge_key
from bot.registry import Taken, command, form, press
from bot.telling import again_key, card_keys, write
from bot.typed import clean, entry
from bot.ui import Card, Errors, Quote, Reply
from bot.work import Side, Team, my_work
from data.known import known
from data.queries import messages
from data.tables import Outgoing, Praise, Role, Task


@command("praise", person=Taken.PERSON, text=Taken.WORDS)
def praise(context: Context) -> Reply:
    """The form; or, with the words in one line, a private preview."""
    teams = my_teams(context)
    if not teams:
        raise Refused("praise-needs-engagement")
    event = context.event
    line = clean(event.text, 4_000, lines=True) if isinstance(event, Command) else ""
    named, text = addressed(event, [other.account for _, _, other in teams], line)
    to = next((mine for mine in teams if mine[2].account is named), teams[0] if len(teams) == 1 else None)
    if not text and (to is None or len(teams) == 1):
        return context.form("praise")
    entries = {"text": clean(text, WORDS, lines=True), "for": str(to[0].engagement_id) if to else ""}
    if to is not None and text and len(text) <= WORDS:
        entries["where"] = Where.DIRECT.value
    draft = messages.keep_draft(context.session, context.account_id, "praise", "", entries, context.now)
    if to is None or "where" not in entries:
        return context.form("praise")
    return Card(
        title=context.t("praise-preview", name=to[2].account.name),
        lines=(Quote(text), context.t("praise-preview-where", name=to[2].account.name)),
        buttons=(
            context.button("draft.send", "primary", draft=draft),
            context.button("draft.open", label="button-more", draft=draft),
        ),
    )


@form("praise", praise_form)
def thanked(context: Context, values: Mapping[str, str]) -> Reply:
    """Says thanks to somebody."""
    teams = my_teams(context)
    if not teams:
        raise Refused("praise-needs-engagement")
    chosen = values.get("for", "")
    fitting = [mine for mine in teams if str(mine[0].engagement_id) == chosen] if chosen else teams
    if len(fitting) != 1:
        return Errors({"for": context.words("input-missing")}, praise_form(context, values))
    both, me, other = fitting[0]
    return _say(context, both, me, other, values)


@press("task.thank")
def thank(context: Context, task: int) -> Reply:
    """Opens the form about a task that is done."""
    check(my_work(context, task), "task.thank")
    return context.form("task.thank", task=task)


@form("task.thank", thank_form)
def thanked_for(context: Context, values: Mapping[str, str], task: int) -> Reply:
    """Says thanks for a task that is done."""
    work = my_work(context, task)
    check(work, "task.thank")
    return _say(context, work.team, work.me, work.other, values, work.task)


def _say(
    context: Context, both: Team, me: Side, other: Side, values: Mapping[str, str], task: Task | None = None
) -> Card:
    """The words go to the other one: into the task's thread or the room, or in a direct message."""
    in_room = values.get("where") == Where.ROOM and both.engagement.room is not None
    said = Praise(
        engagement_id=both.engagement_id,
        task_id=task.id if task else None,
        said_by=me.role,
        text=entry(values, "text", WORDS, lines=True),
        in_room=in_room,
        said_at=context.now,
    )
    context.session.add(said)
    context.session.flush()
    write(
        context.session,
        context.now,
        key=f"praise:{said.id}",
        view="praise.said",
        to=other.account,
        about={"praise": known(said.id)},
        engagement=both.engagement_id,
        room=both.engagement.room if in_room else None,
        under=card_keys(both, known(task.id))[other.role] if in_room and task else None,
    )
    if me.role is Role.CLIENT:
        for nudge in messages.outgoing_between(context.session, both.engagement_id, NUDGE):
            _answer(context, nudge, "thanked")
    where = Where.ROOM if in_room else Where.DIRECT
    return context.done("praised-by-me", where=where, name=other.account.name)


@press("nudge.later")
def later(context: Context, task: int) -> Reply:
    """The client doesn't want to say anything now. The nudge does not come again."""
    for nudge in _nudged(context, task):
        _answer(context, nudge, "later")
    return context.done("nudge-later-by-me")


@press("nudge.off")
def off(context: Context, task: int) -> Reply:
    """The client wants no such reminders any more, from no engagement."""
    context.person.praise_nudges = False
    context.session.add(context.person)
    for nudge in _nudged(context, task):
        _answer(context, nudge, "off")
    return context.done("nudge-off-by-me")


def _nudged(context: Context, task: int) -> list[Outgoing]:
    """The nudge, and the one that comes back if it was put off."""
    my_work(context, task, only=Role.CLIENT)
    nudge = messages.outgoing(context.session, nudge_key(task))
    if nudge is None:
        raise Refused("unknown-button")
    again = messages.outgoing(context.session, again_key(nudge))
    return [nudge, again] if again is not None else [nudge]


def _answer(context: Context, nudge: Outgoing, answer: str) -> None:
    """What the client did about a nudge stands on it from then on; the first answer counts."""
    if "answer" in nudge.about:
        return
    nudge.about = {**nudge.about, "answer": answer}
    context.session.add(nudge)
    context.session.flush()
    messages.raise_revision(context.session, [nudge.key], context.now)
