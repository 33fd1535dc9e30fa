"""What check-ins would send to a VA in the weeks to come."""

from collections.abc import Iterator
from datetime import datetime

from bot.ahead import Foreseen, foreseen_row
from bot.context import Context
from bot.features.checkin.rules import closes_at, reminded_at
from bot.features.checkin.timers import (
    ASK,
    CLOSE,
    REMIND,
    REMINDER,
    accepted_with_days_off,
    asked_today,
    is_waiting,
    next_ask,
    why,
    without_news,
)
from bot.registry import foresee
from bot.times import local
from bot.working import off_days, pattern_of
from data.queries import checkins
from data.tables import CheckinPlan, Kind


@foresee(ASK)
def asks(context: Context, until: datetime) -> Iterator[Foreseen]:
    """Every check-in of the plan, with the tasks that are open now."""
    for plan, at, count in _coming(context, until):
        what = context.t("checkin-foreseen", count=count)
        yield Foreseen(foreseen_row(ASK, plan.account_id, Kind.SOLICITED, at), what, why(context, plan))


@foresee(REMIND)
def reminders(context: Context, until: datetime) -> Iterator[Foreseen]:
    """One for each check-in that nobody answers: for the one that waits now, and for those to come."""
    plan = checkins.plan_of(context.session, context.person_id)
    latest = checkins.latest_checkin(context.session, context.person_id)
    due = []
    if plan is not None and latest is not None and is_waiting(context.session, latest):
        due.append((plan, reminded_at(latest.asked_at, latest.closes_at), latest.closes_at))
    works = pattern_of(context.session, context.person)
    for plan, at, _ in _coming(context, until):
        closes = closes_at(works, at)
        due.append((plan, reminded_at(at, closes), closes))
    for plan, at, closes in due:
        if context.now < at <= until:
            row = foreseen_row(REMINDER, plan.account_id, Kind.UNSOLICITED, at)
            why_now = context.t("checkin-reminder-why")
            yield Foreseen(row, context.t("checkin-reminder-foreseen"), why_now, until=closes)


@foresee(CLOSE)
def ends(_context: Context, _until: datetime) -> Iterator[Foreseen]:
    """Closing says nothing to the VA."""
    return iter(())


def _coming(context: Context, until: datetime) -> Iterator[tuple[CheckinPlan, datetime, int]]:
    """Every check-in of the plan until then, with how many tasks are open now. The first one knows which clients have
    had news already."""
    plan, person = checkins.plan_of(context.session, context.person_id), context.person
    if plan is None or not plan.active:
        return
    off, at, first = off_days(context.session, person), context.now, True
    today = context.today if asked_today(context.session, person, context.now) else None
    accepted = accepted_with_days_off(context.session, person)
    while (following := next_ask(plan, person, at, off)) is not None and following <= until:
        at, day = following, local(following, context.zone).date()
        about = [task for task, away in accepted if not away(day)]
        if first:
            about = without_news(context.session, about, plan.turned_at or context.now, at)
        if about and day != today:
            yield plan, at, len(about)
        first = False
