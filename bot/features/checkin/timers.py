"""When a check-in is due, what it asks about, its one reminder, and its end."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session

from bot.context import Reader
from bot.features.checkin.forms import said_plan
from bot.features.checkin.rules import IN_VAIN, closes_at, draft, in_vain, is_fresh, reminded_at
from bot.features.interruptions.timers import plan_digest
from bot.late import due_at, is_late
from bot.registry import timer
from bot.rhythm import Rhythm, rarer
from bot.telling import write
from bot.times import Off, local
from bot.ui import Text
from bot.work import teams, teams_of
from bot.working import next_work, off_days, pattern_of
from data.known import known
from data.queries import checkins, messages, people, tasks
from data.queries.people import account_and_person
from data.tables import Checkin, CheckinItem, CheckinPlan, Kind, Person, Task, TaskState

ASK, REMIND, CLOSE = "checkin.ask", "checkin.remind", "checkin.close"
REMINDER = "checkin.reminder"


def ask_key(checkin: int) -> str:
    """The message that asks."""
    return f"checkin:{checkin}"


def summary_key(checkin: int, engagement: int) -> str:
    """The message that sums up for one client."""
    return f"checkin:{checkin}:{engagement}"


def rhythm_of(plan: CheckinPlan) -> Rhythm:
    """How often a plan asks."""
    return Rhythm(tuple(plan.days), plan.rule, plan.begins)


def next_ask(plan: CheckinPlan, person: Person, after: datetime, off: Off) -> datetime | None:
    """The next check-in of a plan, after what was skipped or paused."""
    rested = max(after, plan.resting_until or after)
    return rhythm_of(plan).next(plan.minute, person.zone or "UTC", rested, off=off)


def plan_next(session: Session, plan: CheckinPlan, person: Person, now: datetime) -> None:
    """The next check-in, at the wall time of the person's zone. An inactive plan's timer finds nothing to do."""
    at = next_ask(plan, person, now, off_days(session, person))
    if at is not None and plan.active:
        messages.set_timer(session, ASK, known(plan.id), at)


def plan_anew(session: Session, person: Person, now: datetime) -> None:
    """Zone, hours or days off have changed: nine o'clock is another moment now, and what waits may wait no longer."""
    messages.decide_anew(session, known(person.id), now)
    plan_digest(session, person, now)
    plan = checkins.plan_of(session, known(person.id))
    if plan is not None:
        plan_next(session, plan, person, now)


@timer(ASK)
def ask(session: Session, now: datetime, plan_id: int) -> None:
    """Asks about the open tasks of all clients; not of one who has had news of all since the last time, and not at all
    if nothing is left, or on a day on which the VA was asked already. Sets the next one.

    Baton may have been away when it was due. Then it comes in working time; not on a day on which the next one comes.
    """
    plan = session.get(CheckinPlan, plan_id)
    if plan is None or not plan.active:
        return
    _, person = account_and_person(session, plan.account_id)
    plan_next(session, plan, person, now)
    at, due = now, due_at(session, now)
    if is_late(due, now):
        at, following = next_work(session, person, now) or now, next_ask(plan, person, now, off_days(session, person))
        if following is not None and _day(person, following) <= _day(person, at):
            return
    since, plan.turned_at = plan.turned_at or at, at
    session.add(plan)
    if not asked_today(session, person, at):
        _ask(session, at, plan, person, without_news(session, accepted_tasks(session, person, at), since, at), since)


def ask_now(session: Session, now: datetime, plan: CheckinPlan, person: Person) -> bool:
    """Asks at once about all that is open, as an answer to what the VA did, be it a day off; false: nothing is."""
    accepted = [task for task, _ in accepted_with_days_off(session, person)]
    return _ask(session, now, plan, person, accepted, plan.turned_at or now, kind=Kind.FREE)


def asked_today(session: Session, person: Person, now: datetime) -> bool:
    """Whether somebody had a check-in on this day of theirs."""
    latest = checkins.latest_checkin(session, known(person.id))
    return latest is not None and _day(person, latest.asked_at) == _day(person, now)


def _day(person: Person, at: datetime) -> date:
    return local(at, person.zone or "UTC").date()


def _ask(
    session: Session,
    now: datetime,
    plan: CheckinPlan,
    person: Person,
    about: list[Task],
    since: datetime,
    kind: Kind = Kind.SOLICITED,
) -> bool:
    if not about:
        return False
    _close_before(session, person, now)
    checkin = Checkin(
        plan_id=known(plan.id),
        person_id=known(person.id),
        since=since,
        asked_at=now,
        closes_at=closes_at(pattern_of(session, person), now),
        offers_rarer=_offers_rarer(session, plan, person, now),
    )
    session.add(checkin)
    session.flush()
    checkin_id = known(checkin.id)
    if checkin.offers_rarer:
        plan.rarer_after = checkin_id
        session.add(plan)
    happened = checkins.happened(session, [known(task.id) for task in about])
    for task in about:
        known_now = happened[known(task.id)]
        made = draft(task, known_now, now)
        session.add(
            CheckinItem(
                checkin_id=checkin_id,
                engagement_id=task.engagement_id,
                task_id=known(task.id),
                draft=made.outlook,
                because=made.because,
                since=made.since,
                before=known_now.said.outlook if known_now.said else None,
            )
        )
    session.flush()
    account, _ = account_and_person(session, plan.account_id)
    about_it = {"checkin": checkin_id, "plan": known(plan.id)}
    write(session, now, key=ask_key(checkin_id), view=ASK, to=account, about=about_it, kind=kind)
    messages.set_timer(session, CLOSE, checkin_id, checkin.closes_at)
    if kind is Kind.SOLICITED:
        messages.set_timer(session, REMIND, checkin_id, reminded_at(now, checkin.closes_at))
    return True


def accepted_tasks(session: Session, person: Person, now: datetime) -> list[Task]:
    """What somebody has taken on, over all clients for whom they are there on that day."""
    today = local(now, person.zone or "UTC").date()
    return [task for task, off in accepted_with_days_off(session, person) if not off(today)]


def accepted_with_days_off(session: Session, person: Person) -> list[tuple[Task, Off]]:
    """What somebody has taken on, over all clients, and with each the days on which they are not there for it."""
    mine = [each for each in teams_of(session, known(person.id)) if each.va.person.id == person.id]
    absences = people.absences_of(session, known(person.id))
    off = {each.engagement_id: off_days(session, person, each.engagement, absences) for each in mine}
    found = tasks.open_tasks(session, list(off))
    return [(task, off[task.engagement_id]) for task in found if task.state is TaskState.ACCEPTED]


def without_news(session: Session, about: list[Task], since: datetime, now: datetime) -> list[Task]:
    """What is left to be asked about: nothing of a client who has heard of every open task since then, and no task of
    which one wants to hear, which waits for its answer in a message of its own."""
    ids = [known(task.id) for task in about]
    happened, wanted = checkins.happened(session, ids), checkins.news_wanted(session, ids, since, now)
    waiting = {task.engagement_id for task in about if not is_fresh(task, happened[known(task.id)], since)}
    return [task for task in about if task.engagement_id in waiting and task.id not in wanted]


def _offers_rarer(session: Session, plan: CheckinPlan, person: Person, now: datetime) -> bool:
    """Whether the last five check-ins brought nothing new, and a rarer rhythm was not offered at one of them."""
    latest = [known(each.id) for each in checkins.latest_checkins(session, known(person.id), IN_VAIN)]
    if len(latest) < IN_VAIN or latest[-1] <= plan.rarer_after:
        return False
    if rarer(rhythm_of(plan), local(now, person.zone or "UTC").date()) is None:
        return False
    answered = [each.checkin_id for each, _ in checkins.answers_to(session, latest)]
    return in_vain(latest, checkins.items_of(session, latest), answered)


def _close_before(session: Session, person: Person, now: datetime) -> None:
    """There is one check-in to answer at a time."""
    latest = checkins.latest_checkin(session, known(person.id))
    if latest is not None:
        end(session, now, latest)


@timer(CLOSE)
def close(session: Session, now: datetime, checkin: int) -> None:
    """The window is over, without reproach: what was said goes to the clients, nothing more is asked."""
    found = session.get(Checkin, checkin)
    if found is not None:
        end(session, now, found)


def end(session: Session, now: datetime, checkin: Checkin) -> None:
    """Closes it, if it is still open."""
    if checkin.closed:
        return
    checkin.closed = True
    session.add(checkin)
    checkin_id = known(checkin.id)
    if not checkin.skipped:
        summarise(session, now, checkin_id, unsent(session, checkin_id))
    messages.raise_revision(session, [ask_key(checkin_id), reminder_key(checkin_id)], now)


def show_asked(session: Session, now: datetime, task_id: int) -> None:
    """A task has left the VA's hands, or come back: what asks about it shows that."""
    if asking := checkins.open_about(session, task_id):
        messages.raise_revision(session, [key(each) for each in asking for key in (ask_key, reminder_key)], now)


def unsent(session: Session, checkin: int) -> set[int]:
    """The engagements in which something was said that the client has not got yet."""
    items = checkins.items_of(session, [checkin])
    return {item.engagement_id for item in items if item.outlook is not None and not item.sent}


def summarise(session: Session, now: datetime, checkin: int, engagements: Collection[int]) -> None:
    """The clients of these engagements get what was said about their tasks, or an edit of the summary that is there."""
    for item in checkins.items_of(session, [checkin]):
        if item.outlook is not None and item.engagement_id in engagements:
            item.sent = True
            session.add(item)
    for engagement, both in sorted(teams(session, engagements).items()):
        write(
            session,
            now,
            key=summary_key(checkin, engagement),
            view="checkin.summary",
            to=both.client.account,
            about={"checkin": checkin, "engagement": engagement},
            engagement=engagement,
            kind=Kind.SOLICITED,
            waits_for_work=True,  # it comes when the VA answers, whatever hour that is for the client
        )


def reminder_key(checkin: int) -> str:
    """The one reminder of a check-in."""
    return f"checkin:{checkin}:reminder"


@timer(REMIND)
def remind(session: Session, now: datetime, checkin: int) -> None:
    """Once, if anything waits to be answered; the message itself looks whether it still does."""
    found = session.get(Checkin, checkin)
    if found is None or not is_waiting(session, found):
        return
    plan = session.get_one(CheckinPlan, found.plan_id)
    account, _ = account_and_person(session, plan.account_id)
    write(
        session,
        now,
        key=reminder_key(checkin),
        view=REMINDER,
        to=account,
        about={"checkin": checkin, "plan": found.plan_id, "over": found.closes_at.isoformat()},
        kind=Kind.UNSOLICITED,
    )


def is_waiting(session: Session, checkin: Checkin) -> bool:
    """Whether it still asks for something: it is open, not skipped, and about a task nothing was said yet."""
    if checkin.closed or checkin.skipped:
        return False
    return any(
        item.outlook is None and task.state is TaskState.ACCEPTED
        for item, task in checkins.items_with_tasks(session, known(checkin.id))
    )


def why(reader: Reader, plan: CheckinPlan) -> Text:
    """By which rule a check-in comes."""
    rhythm, time = said_plan(rhythm_of(plan), plan.minute, reader.language)
    return reader.t("checkin-why", rhythm=rhythm, time=time)
