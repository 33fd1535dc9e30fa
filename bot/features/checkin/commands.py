"""Check-ins: the VA's own plan, and the answers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.context import Context, Refused
from bot.dates import Moment, read_date
from bot.events import Command
from bot.features.checkin.forms import NOTE, Wanted, note_form, plan_form, said_plan
from bot.features.checkin.timers import ask_key, ask_now, next_ask, plan_next, summary_key
from bot.hours import read_clock
from bot.registry import Taken, command, form, press
from bot.telling import write
from bot.times import at_wall, local
from bot.typed import clean, entry
from bot.ui import Card, Errors, Reply
from bot.work import team, teams_of
from bot.working import off_days
from bot.zones import find_zone
from data.known import known
from data.queries import checkins, messages, tasks
from data.tables import Checkin, CheckinItem, CheckinPlan, Kind, Outlook, TaskState

NOW, SKIP, PAUSE = ("now", "jetzt"), ("skip", "auslassen"), ("pause",)
A_SECOND = timedelta(seconds=1)


@command("checkin", what=Taken.WORDS)
def checkin(context: Context) -> Reply:
    """The form, for somebody who takes on tasks; or at once what was typed behind the command."""
    _must_be_va(context)
    typed = clean(context.event.text, 100) if isinstance(context.event, Command) else ""
    word, _, rest = typed.casefold().partition(" ")
    if word in NOW:
        return now(context)
    if word in SKIP:
        return skip_next(context)
    if word in PAUSE:
        return _paused(context, rest)
    return context.form("checkin")


@press("checkin.now")
def now(context: Context) -> Reply:
    """Asks at once, whatever the plan says; it is an answer to what the VA did."""
    plan = _my_plan(context)
    asked = ask_now(context.session, context.now, plan, context.person, Kind.FREE)
    return context.done("checkin-asked" if asked else "checkin-nothing-open")


@press("checkin.rest")
def skip_next(context: Context) -> Reply:
    """The next one is left out, without a reason."""
    plan = _my_plan(context)
    off = off_days(context.session, context.person)
    skipped = next_ask(plan, context.person, context.now, off) if plan.active else None
    if skipped is None:
        raise Refused("checkin-none-planned")
    return _rest(context, plan, skipped, "checkin-skipped-next")


def _paused(context: Context, words: str) -> Reply:
    """No check-ins until a day that is named."""
    reading = read_date(words, now=context.now, zone=context.zone, language=context.language) if words else None
    if not isinstance(reading, Moment):
        raise Refused("checkin-pause-until")
    begins = at_wall(local(reading.at, context.zone).date(), 0, context.zone)
    return _rest(context, _my_plan(context), begins - A_SECOND, "checkin-paused")


def _rest(context: Context, plan: CheckinPlan, until: datetime, said: str) -> Reply:
    plan.resting_until = until
    context.session.add(plan)
    plan_next(context.session, plan, context.person, context.now)
    following = next_ask(plan, context.person, context.now, off_days(context.session, context.person))
    if following is None:
        raise Refused("checkin-none-planned")
    return context.done(said, next=context.moment(following))


@press("checkin.skip")
def skip(context: Context, checkin: int) -> Reply:
    """This one is left out; what was answered before stays."""
    asked = context.session.get(Checkin, checkin, with_for_update=True)
    _must_be_mine(context, asked)
    if asked is not None:
        asked.skipped = True
        context.session.add(asked)
        messages.raise_revision(context.session, [ask_key(checkin)], context.now)
    return context.done("checkin-skipped")


def _my_plan(context: Context) -> CheckinPlan:
    plan = checkins.plan_of(context.session, context.person_id)
    if plan is None:
        raise Refused("checkin-no-plan")
    return plan


def _must_be_va(context: Context) -> None:
    mine = teams_of(context.session, context.person_id)
    if not any(each.va.person.id == context.person_id for each in mine):
        raise Refused("checkin-only-va")


@form("checkin", plan_form)
def planned(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps the plan; nobody else sets it or sees it."""
    _must_be_va(context)
    problems: dict[str, str] = {}
    minute, days = (
        read_clock(values.get("time", "")),
        sorted(int(day) for day in values.get("days", "").split(",") if day),
    )
    if minute is None:
        problems["time"] = context.words("checkin-no-time")
    if not days and values.get("wanted") == Wanted.ON:
        problems["days"] = context.words("checkin-no-days")
    if context.person.zone is None:
        found = find_zone(values.get("zone", ""))
        if found.zone is None:
            problems["zone"] = context.words("zone-unknown", near=", ".join(found.near) or "Europe/Berlin")
        context.person.zone = found.zone
        context.session.add(context.person)
    if problems or minute is None:
        return Errors(problems)
    plan = checkins.plan_of(context.session, context.person_id) or CheckinPlan(
        person_id=context.person_id, account_id=context.account_id, days=days, minute=minute
    )
    plan.account_id, plan.days, plan.minute = context.account_id, days, minute
    plan.active, plan.resting_until = values.get("wanted") == Wanted.ON, None
    context.session.add(plan)
    context.session.flush()
    plan_next(context.session, plan, context.person, context.now)
    said_days, said_time = said_plan(days, minute, context.language)
    wanted = Wanted.ON if plan.active else Wanted.OFF
    buttons = (context.button("checkin.now"), context.button("checkin.rest")) if plan.active else ()
    return context.done("checkin-planned-by-me", buttons=buttons, wanted=wanted, days=said_days, time=said_time)


def _declare(outlook: Outlook) -> None:
    """One button: how a task is going."""

    def answer(context: Context, item: int) -> Reply:
        found, asked = _my_item(context, item)
        task = tasks.task(context.session, found.task_id)
        if task is None or task.state is not TaskState.ACCEPTED:
            messages.raise_revision(context.session, [ask_key(known(asked.id))], context.now)
            return context.done("checkin-over", title=task.title if task else "")
        found.outlook = outlook
        return _answered(context, asked, found)

    press(f"checkin.{outlook}")(answer)


for _outlook in Outlook:
    _declare(_outlook)


@press("checkin.line")
def open_note(context: Context, item: int) -> Reply:
    """Opens the form for a line."""
    _my_item(context, item)
    return context.form("checkin.note", item=item)


@form("checkin.note", note_form)
def noted(context: Context, values: Mapping[str, str], item: int) -> Reply:
    """A line beside the outlook."""
    found, asked = _my_item(context, item)
    found.note = entry(values, "note", NOTE)
    return _answered(context, asked, found)


@press("checkin.send")
def send(context: Context, checkin: int) -> Reply:
    """Sends what is there, to each client their own."""
    asked = context.session.get(Checkin, checkin, with_for_update=True)
    _must_be_mine(context, asked)
    items = [item for item, _ in checkins.items_with_tasks(context.session, checkin) if item.outlook is not None]
    if not items:
        raise Refused("checkin-nothing-said")
    for engagement in {item.engagement_id for item in items}:
        _summarise(context, checkin, engagement)
    messages.raise_revision(context.session, [ask_key(checkin)], context.now)
    return context.done("checkin-sent-by-me")


def _my_item(context: Context, item: int) -> tuple[CheckinItem, Checkin]:
    found = checkins.item_with_checkin(context.session, item)
    if found is None:
        raise Refused("not-yours")
    _must_be_mine(context, found[1])
    return found


def _must_be_mine(context: Context, asked: Checkin | None) -> None:
    if asked is None or asked.person_id != context.person_id:
        raise Refused("not-yours")
    latest = checkins.latest_checkin(context.session, context.person_id)
    if latest is not None and latest.id != asked.id:
        raise Refused("checkin-newer")


def _answered(context: Context, asked: Checkin, item: CheckinItem) -> Card | None:
    """The card shows the answer; when a client's tasks are all answered, or were sent before, their summary follows."""
    context.session.add(item)
    context.session.flush()
    checkin = known(asked.id)
    same = [
        each
        for each, task in checkins.items_with_tasks(context.session, checkin)
        if each.engagement_id == item.engagement_id and task.state is TaskState.ACCEPTED
    ]
    complete = all(each.outlook is not None for each in same)
    if complete or any(each.sent for each in same):
        _summarise(context, checkin, item.engagement_id)
    messages.raise_revision(context.session, [ask_key(checkin)], context.now)
    if not complete:
        return context.done("checkin-noted")
    return context.done("checkin-summary-sent", name=team(context.session, item.engagement_id).client.account.name)


def _summarise(context: Context, checkin: int, engagement: int) -> None:
    """One summary for one client, or an edit of the one that is there."""
    for item, _ in checkins.items_with_tasks(context.session, checkin):
        if item.engagement_id == engagement and item.outlook is not None:
            item.sent = True
            context.session.add(item)
    both = team(context.session, engagement)
    write(
        context.session,
        context.now,
        key=summary_key(checkin, engagement),
        view="checkin.summary",
        to=both.client.account,
        about={"checkin": checkin, "engagement": engagement},
        engagement=engagement,
        kind=Kind.SOLICITED,
        waits_for_work=True,  # it comes when the VA answers, whatever hour that is for the client
    )
