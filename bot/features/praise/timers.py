"""The nudge to say thanks: once, to the client alone, two days after a task was done."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.ahead import Foreseen, foreseen_row
from bot.context import Context
from bot.features.praise.rules import REST, rests
from bot.registry import foresee, timer
from bot.telling import write
from bot.times import plus_days
from bot.typed import shortened
from bot.work import Work, teams_of, work
from data.known import known
from data.queries import messages, tasks
from data.tables import Kind

NUDGE = "praise.nudge"
DAYS = 2


def nudge_key(task: int) -> str:
    """The one nudge a task can lead to."""
    return f"praise-nudge:{task}"


def plan_nudge(context: Context, work: Work) -> None:
    """The task is done: whether anybody said thanks is looked at two days later, by the client's clock."""
    zone = work.team.client.person.zone or context.zone
    messages.set_timer(context.session, NUDGE, work.task_id, plus_days(context.now, DAYS, zone))


def wanted(session: Session, work: Work) -> bool:
    """Whether a nudge still has a reason.

    The task is done and not reopened, nobody said thanks since, and the client wants such reminders.
    """
    task = work.task
    return (
        task.done_at is not None
        and work.team.client.person.praise_nudges
        and not tasks.thanked_since(session, work.team.engagement_id, task.done_at)
    )


@timer(NUDGE)
def nudge(session: Session, now: datetime, task: int) -> None:
    """Reminds the client, unless the engagement had a nudge lately (:func:`bot.features.praise.rules.rests`)."""
    found = work(session, task)
    key = nudge_key(task)
    before = messages.outgoing(session, key)
    if before is not None and before.message is not None:
        return
    nudges = messages.outgoing_between(session, found.team.engagement_id, NUDGE)
    if not wanted(session, found) or rests(nudges, now):
        return
    write(
        session,
        now,
        key=key,
        view=NUDGE,
        to=found.team.client.account,
        about={"task": task},
        engagement=found.team.engagement_id,
        kind=Kind.UNSOLICITED,
    )


@foresee(NUDGE)
def nudges(context: Context, until: datetime) -> Iterator[Foreseen]:
    """What was finished lately and nobody has said thanks for."""
    mine = {
        team.engagement_id: team
        for team in teams_of(context.session, context.person_id)
        if team.client.person.id == context.person_id
    }
    for due, task in tasks.with_timer(context.session, NUDGE, list(mine), until):
        both, key = mine[task.engagement_id], nudge_key(known(task.id))
        found = Work(task, both, both.client, both.va)
        before = messages.outgoing(context.session, key)
        sent = messages.outgoing_between(context.session, task.engagement_id, NUDGE)
        if (
            not wanted(context.session, found)
            or rests(sent, due)
            or (before is not None and before.message is not None)
        ):
            continue
        row = foreseen_row(NUDGE, found.me.account.id, Kind.UNSOLICITED, due, key=key, task=task)
        what = context.t("nudge-foreseen", va=both.va.account.name, title=shortened(task.title, 60))
        yield Foreseen(row, what, context.t("nudge-why"), rest=REST)
