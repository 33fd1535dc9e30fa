"""When a check-in is due, and what it asks about."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.ahead import Foreseen, foreseen_row
from bot.context import Context
from bot.features.checkin.forms import said_plan
from bot.features.interruptions.timers import plan_digest
from bot.registry import foresee, timer
from bot.telling import write
from bot.times import Off, local, next_occurrence
from bot.work import teams_of
from bot.working import off_days
from data.known import known
from data.queries import checkins, messages, tasks
from data.queries.people import account_and_person
from data.tables import Checkin, CheckinItem, CheckinPlan, Kind, Person, Task, TaskState


def ask_key(checkin: int) -> str:
    """The message that asks."""
    return f"checkin:{checkin}"


def summary_key(checkin: int, engagement: int) -> str:
    """The message that sums up for one client."""
    return f"checkin:{checkin}:{engagement}"


def next_ask(plan: CheckinPlan, person: Person, after: datetime, off: Off) -> datetime | None:
    """The next check-in of a plan, after what was skipped or paused."""
    rested = max(after, plan.resting_until or after)
    return next_occurrence(plan.days, plan.minute, person.zone or "UTC", rested, off=off)


def plan_next(session: Session, plan: CheckinPlan, person: Person, now: datetime) -> None:
    """The next check-in, at the wall time of the person's zone. An inactive plan's timer finds nothing to do."""
    at = next_ask(plan, person, now, off_days(session, person))
    if at is not None and plan.active:
        messages.set_timer(session, "checkin.ask", known(plan.id), at)


def plan_anew(session: Session, person: Person, now: datetime) -> None:
    """Zone, hours or days off have changed: nine o'clock is another moment now, and what waits may wait no longer."""
    messages.decide_anew(session, known(person.id), now)
    plan_digest(session, person, now)
    plan = checkins.plan_of(session, known(person.id))
    if plan is not None:
        plan_next(session, plan, person, now)


@timer("checkin.ask")
def ask(session: Session, now: datetime, plan_id: int) -> None:
    """Asks about the open tasks of all clients; with none open there is no check-in. Sets the next one."""
    plan = session.get(CheckinPlan, plan_id)
    if plan is None or not plan.active:
        return
    _, person = account_and_person(session, plan.account_id)
    plan_next(session, plan, person, now)
    ask_now(session, now, plan, person, Kind.SOLICITED)


def ask_now(session: Session, now: datetime, plan: CheckinPlan, person: Person, kind: Kind) -> bool:
    """Asks about what is open; false: nothing is."""
    accepted = _accepted(session, person, now)
    if not accepted:
        return False
    checkin = Checkin(plan_id=known(plan.id), person_id=known(person.id), asked_at=now)
    session.add(checkin)
    session.flush()
    session.add_all(
        CheckinItem(checkin_id=known(checkin.id), engagement_id=task.engagement_id, task_id=known(task.id))
        for task in accepted
    )
    session.flush()
    account, _ = account_and_person(session, plan.account_id)
    write(
        session,
        now,
        key=ask_key(known(checkin.id)),
        view="checkin.ask",
        to=account,
        about={"checkin": known(checkin.id), "plan": known(plan.id)},
        kind=kind,
    )
    return True


def _accepted(session: Session, person: Person, now: datetime) -> list[Task]:
    """What somebody has taken on, over all clients for whom they are there on that day."""
    teams = [team for team in teams_of(session, known(person.id)) if team.va.person.id == person.id]
    today = local(now, person.zone or "UTC").date()
    here = [each.engagement_id for each in teams if not off_days(session, person, each.engagement)(today)]
    return [task for task in tasks.open_tasks(session, here) if task.state is TaskState.ACCEPTED]


@foresee("checkin.ask")
def asks(context: Context, until: datetime) -> Iterator[Foreseen]:
    """Every check-in of the plan, with the tasks that are open now."""
    plan, person = checkins.plan_of(context.session, context.person_id), context.person
    accepted = _accepted(context.session, person, context.now)
    if plan is None or not plan.active or not accepted:
        return
    off, at = off_days(context.session, person), context.now
    days, time = said_plan(plan.days, plan.minute, context.language)
    what, why = context.t("checkin-foreseen", count=len(accepted)), context.t("checkin-why", days=days, time=time)
    while (following := next_ask(plan, person, at, off)) is not None and following <= until:
        at = following
        yield Foreseen(foreseen_row("checkin.ask", plan.account_id, Kind.SOLICITED, at), what, why)
