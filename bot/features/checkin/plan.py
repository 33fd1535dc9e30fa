"""A VA's own plan: how often they are asked, when, and what besides how the tasks are going."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.context import Context, Refused, build_form
from bot.features.availability.dates import day_of, days_meant, first_reading
from bot.features.availability.rules import OPEN, read_span
from bot.features.checkin.cards import own_questions_card
from bot.features.checkin.forms import QUESTION, QUESTIONS, Wanted, plan_form, questions_form, said_plan
from bot.features.checkin.timers import ask_key, ask_now, next_ask, plan_next, rhythm_of
from bot.hours import read_clock_alone
from bot.registry import form, press
from bot.rhythm import LONGEST, Rhythm, Unread, rarer, read_rhythm, read_rhythm_at
from bot.times import at_wall
from bot.typed import clean, entry
from bot.ui import Button, Card, Errors, Reply
from bot.work import Team, teams_of
from bot.working import off_days
from bot.zones import find_zone
from data.known import known
from data.queries import checkins, messages
from data.tables import CheckinPlan, CheckinQuestion

A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)


def plan_typed(context: Context, typed: str) -> Reply:
    """A rhythm behind the command: at once, if the hour and the zone are known; else in the form, to be checked."""
    read = read_rhythm_at(typed, context.today)
    plan = checkins.plan_of(context.session, context.person_id)
    if isinstance(read, Unread):
        return context.done("checkin-no-rhythm", why=read, buttons=(context.button("checkin.open"),))
    rhythm, minute = read
    if minute is None and plan is not None:
        minute = plan.minute
    if minute is None or context.person.zone is None:
        return build_form(context, "checkin", {}, {"rhythm": typed, "days": ""})
    return keep(context, rhythm, minute, Wanted.ON)


@press("checkin.now")
def now(context: Context) -> Reply:
    """Asks at once, whatever the plan says; it is an answer to what the VA did."""
    asked = ask_now(context.session, context.now, _my_plan(context), context.person)
    return context.done("checkin-asked" if asked else "checkin-nothing-open")


@press("checkin.rest")
def skip_next(context: Context) -> Reply:
    """The next one is left out, without a reason."""
    plan = _my_plan(context)
    skipped = _next(context, plan) if plan.active else None
    if skipped is None:
        raise Refused("checkin-none-planned")
    return _rest(context, plan, skipped, "checkin-skipped-next")


def switch(context: Context, wanted: Wanted) -> Reply:
    """None from now on; or as it was before."""
    plan = _my_plan(context)
    if wanted is Wanted.ON and not (plan.days or plan.rule):
        return context.form("checkin")
    return keep(context, rhythm_of(plan), plan.minute, wanted)


def pause(context: Context, words: str) -> Reply:
    """No check-ins until a day that is named, or for so long; it begins now."""
    span = read_span(words, context.today, lambda said: first_reading(context, said))
    if span is None:
        raise Refused("checkin-pause-until")
    first = first_reading(context, span.first) if isinstance(span.first, str) else span.first
    if span.last is not None and (first is None or first > context.today):
        raise Refused("checkin-pause-until")
    if span.last == OPEN:
        return switch(context, Wanted.OFF)
    until = _one_day(context, span.last or span.first)
    # "until Friday", and "Friday" alone, is when they go on; "a week" is over then.
    if until is not None and span.last and (span.including or isinstance(span.last, date)):
        until += A_DAY
    if until is None or until < context.today:
        raise Refused("checkin-pause-until")
    begins = at_wall(max(until, context.today + A_DAY), 0, context.zone)
    return _rest(context, _my_plan(context), begins - A_SECOND, "checkin-paused")


def _one_day(context: Context, day: str | date) -> date | None:
    """The day of those words; refused with both, if it can be two."""
    if not isinstance(day, str):
        return day
    days = days_meant(context, day)
    if len(days) > 1:
        first, second = (day_of(context, each) for each in days)
        raise Refused("checkin-pause-which", words=day, first=first, second=second)
    return days[0] if days else None


def _rest(context: Context, plan: CheckinPlan, until: datetime, said: str) -> Reply:
    plan.resting_until = until
    context.session.add(plan)
    plan_next(context.session, plan, context.person, context.now)
    following = _next(context, plan)
    if following is None:
        raise Refused("checkin-none-planned")
    return context.done(said, next=context.moment(following))


def _next(context: Context, plan: CheckinPlan) -> datetime | None:
    return next_ask(plan, context.person, context.now, off_days(context.session, context.person))


@press("checkin.rarer")
def less_often(context: Context, checkin: int) -> Reply:
    """The next rarer rhythm, as it was offered."""
    plan = _my_plan(context)
    offering = checkins.offering(context.session, plan)
    seldom = rarer(rhythm_of(plan), context.today)
    if offering is None or offering.id != checkin or seldom is None:
        raise Refused("checkin-rarer-over")
    return keep(context, seldom, plan.minute, Wanted.ON)


def _my_plan(context: Context) -> CheckinPlan:
    plan = checkins.plan_of(context.session, context.person_id)
    if plan is None:
        raise Refused("checkin-no-plan")
    return plan


def teams_as_va(context: Context) -> list[Team]:
    return [each for each in teams_of(context.session, context.person_id) if each.va.person.id == context.person_id]


@form("checkin", plan_form)
def planned(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps the plan; nobody else sets it or sees it."""
    if not teams_as_va(context):
        raise Refused("checkin-only-va")
    problems: dict[str, str] = {}
    minute, rhythm = read_clock_alone(values.get("time", "")), _rhythm(context, values)
    if minute is None:
        problems["time"] = context.words("checkin-no-time")
    if isinstance(rhythm, Unread):
        problems["rhythm"] = context.words("checkin-no-rhythm", why=rhythm)
    elif rhythm is None and values.get("wanted") == Wanted.ON:
        problems["days"] = context.words("checkin-no-days")
    if context.person.zone is None:
        found = find_zone(values.get("zone", ""))
        if found.zone is None:
            problems["zone"] = context.words("zone-unknown", near=", ".join(found.near) or "Europe/Berlin")
        context.person.zone = found.zone
        context.session.add(context.person)
    if problems or minute is None or isinstance(rhythm, Unread):
        return Errors(problems)
    return keep(context, rhythm or Rhythm(), minute, Wanted(values["wanted"]))


def _rhythm(context: Context, values: Mapping[str, str]) -> Rhythm | Unread | None:
    """What was typed holds before the days that are ticked; None for neither."""
    if typed := entry(values, "rhythm", LONGEST):
        return read_rhythm(typed, context.today)
    days = sorted(int(day) for day in values.get("days", "").split(",") if day)
    return Rhythm(tuple(days)) if days else None


def keep(context: Context, rhythm: Rhythm, minute: int, wanted: Wanted) -> Card:
    plan = checkins.plan_of(context.session, context.person_id) or CheckinPlan(
        person_id=context.person_id, account_id=context.account_id, days=[], minute=minute
    )
    plan.account_id, plan.minute = context.account_id, minute
    plan.days, plan.rule, plan.begins = list(rhythm.days), rhythm.rule, rhythm.begins
    plan.active, plan.resting_until = wanted is Wanted.ON, None
    context.session.add(plan)
    if (offering := checkins.offering(context.session, plan)) is not None:  # a rhythm has been chosen
        offering.offers_rarer = False
        context.session.add(offering)
        messages.raise_revision(context.session, [ask_key(known(offering.id))], context.now)
    context.session.flush()
    plan_next(context.session, plan, context.person, context.now)
    following = _next(context, plan) if plan.active else None
    said_rhythm, said_time = said_plan(rhythm, minute, context.language)
    lines = (context.t("checkin-first", next=context.moment(following)),) if following else ()
    buttons: tuple[Button, ...] = ()
    if plan.active:
        buttons = tuple(context.button(f"checkin.{action}") for action in ("now", "rest", "own"))
    title = context.t("checkin-planned-by-me", wanted=wanted, rhythm=said_rhythm, time=said_time)
    return Card(title=title, lines=lines, buttons=buttons)


@press("checkin.own")
def own(context: Context) -> Reply:
    """A pair's own questions, besides how the tasks are going."""
    teams = teams_as_va(context)
    if not teams:
        raise Refused("checkin-only-va")
    if len(teams) == 1:
        return context.form("checkin.questions", engagement=teams[0].engagement_id)
    return own_questions_card(context, teams)


@press("checkin.questions")
def open_questions(context: Context, engagement: int) -> Reply:
    """Opens the form for one client."""
    _my_client(context, engagement)
    return context.form("checkin.questions", engagement=engagement)


@form("checkin.questions", questions_form)
def questions(context: Context, values: Mapping[str, str], engagement: int) -> Reply:
    """Keeps the questions, one a line."""
    team = _my_client(context, engagement)
    asked = lines_of(values)
    if asked is None:
        return Errors({"questions": context.words("checkin-questions-too-many", most=QUESTIONS, length=QUESTION)})
    keep_questions(context, engagement, asked)
    return context.done("questions-kept", count=len(asked), name=team.client.account.name)


def _my_client(context: Context, engagement: int) -> Team:
    found = next((each for each in teams_as_va(context) if each.engagement_id == engagement), None)
    if found is None:
        raise Refused("not-yours")
    return found


def lines_of(values: Mapping[str, str]) -> list[str] | None:
    """The questions of a form, one a line; None if they are too many or too long."""
    said = [clean(line, len(line) + 1) for line in values.get("questions", "").splitlines()]
    asked = list(dict.fromkeys(line for line in said if line))
    return asked if len(asked) <= QUESTIONS and all(len(line) <= QUESTION for line in asked) else None


def keep_questions(context: Context, engagement: int, asked: Sequence[str]) -> None:
    """These are asked from now on; what was answered to others stays."""
    before = {each.text: each for each in checkins.questions_of(context.session, [engagement])}
    for text, question in before.items():
        question.asked = text in asked
        context.session.add(question)
    context.session.add_all(
        CheckinQuestion(engagement_id=engagement, text=text) for text in asked if text not in before
    )
    context.session.flush()
