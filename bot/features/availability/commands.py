"""What somebody tells about their days: working hours, public holidays, absences. Nobody approves them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.context import Context, Refused, build_form
from bot.events import Command
from bot.features.availability.cards import (
    SOON,
    back_key,
    check_ins,
    left_out_line,
    say_span,
    told_key,
    what_falls_in,
)
from bot.features.availability.dates import chosen_day, day_of, first_reading, in_form
from bot.features.availability.forms import (
    EVERYWHERE,
    NOTE,
    away_form,
    holidays_form,
    hours_form,
    my_sides,
)
from bot.features.availability.rules import OPEN, covers_all, days_without, read_span
from bot.features.checkin.timers import plan_anew
from bot.features.handoff.rules import check, may, names
from bot.patterns import LONGEST, read_hours, say_hours
from bot.regions import find_region, holidays_in, say_region
from bot.registry import Taken, command, form, press
from bot.saying import date_or_open, shared_hours
from bot.telling import tell, write
from bot.times import Hours, local
from bot.typed import clean, entry, shortened
from bot.ui import BUTTON_LABEL, ROWS, Button, Card, Choice, Errors, Line, Option, Reply, Row
from bot.work import Work, my_team, my_work, open_work
from data.known import known
from data.queries import messages, people
from data.tables import Absence, Role, TaskState

NOWHERE = ("keine", "keine feiertage", "none", "no holidays")
OPEN_ENDED = (OPEN, "offen", "?")
PART_OF_DAY = re.compile(
    r"(?:vormit|nachmit|mit)tag|(?<!heilig)abend|früh\b|uhr\b|morning|noon|evening|[0-9]:[0-9]|[0-9]\s*(?:h|[ap]\.?m)\b",
    re.IGNORECASE,
)
TEAMS = 5  # lines on the card


# Hours


@command("availability", hours=Taken.WORDS)
def availability(context: Context) -> Reply:
    """How it stands, and what can be changed; or, with hours behind the command, those hours at once."""
    typed = clean(context.event.text, LONGEST) if isinstance(context.event, Command) else ""
    hours = read_hours(typed, context.today) if typed else None
    if hours is not None:
        return _hours_kept(context, hours, EVERYWHERE)
    if typed:
        return replace(build_form(context, "hours", {}, {"hours": typed}), intro=context.t("hours-unreadable"))
    person, today = context.person, context.today
    region = say_region(person.holidays, context.language) if person.holidays else context.words("holidays-none")
    lines: list[Line] = [context.t("settings-hours", hours=say_hours(person.hours, context.language, today))]
    for team, me, other in my_sides(context)[:TEAMS]:
        if (own := team.engagement.hours_of(me.role)) is not None:
            said = say_hours(own, context.language, today)
            lines.append(context.t("availability-with", name=other.account.name, hours=said))
        if (shared := shared_hours(context, context.session, team, me)) is not None:
            lines.append(shared)
    lines.append(context.t("availability-holidays", region=region))
    if (coming := _next_holiday(context, today)) is not None:
        lines.append(context.t("availability-next", day=day_of(context, coming)))
    absences = [each for each in people.absences_of(context.session, context.person_id) if not _over(each, today)]
    rows = tuple(
        Row(say_span(context, context.session, each), (context.button("away.cancel", absence=known(each.id)),))
        for each in absences[:ROWS]
    )
    lines += [say_span(context, context.session, each) for each in absences[ROWS:]]
    buttons = (
        context.button("away.open", "primary"),
        context.button("hours.open"),
        context.button("holidays.open"),
        context.button("zone.open"),
        context.button("settings.open"),
    )
    return Card(title=context.t("availability-title"), lines=tuple(lines), rows=rows, buttons=buttons)


@press("hours.open")
def hours(context: Context) -> Reply:
    """The form."""
    return context.form("hours")


@form("hours", hours_form)
def hours_told(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps them: everywhere, or with one client; with nothing typed there, what holds everywhere holds there too."""
    where = values.get("where") or EVERYWHERE
    typed = clean(values.get("hours", ""), LONGEST)
    if not typed and where != EVERYWHERE:
        return _hours_kept(context, None, where)
    hours = read_hours(typed, context.today)
    if hours is None:
        return Errors({"hours": context.words("hours-unreadable")})
    return _hours_kept(context, hours, where)


def _hours_kept(context: Context, hours: Hours | None, where: str) -> Card:
    said = say_hours(context.person.hours if hours is None else hours, context.language, context.today)
    without = context.t("hours-none")
    if where == EVERYWHERE:
        context.person.hours = hours or []
        context.session.add(context.person)
        title = context.t("hours-kept", hours=said)
    else:
        team, me, other = my_team(context, int(where))
        if me.role is Role.CLIENT:
            team.engagement.client_hours = hours
        else:
            team.engagement.va_hours = hours
        context.session.add(team.engagement)
        key = "hours-kept-with" if hours is not None else "hours-kept-as-everywhere"
        title = context.t(key, name=other.account.name, hours=said)
        without = context.t("hours-none-with", name=other.account.name)
    lines: tuple[Line, ...] = () if hours is None or any(hours) else (without,)
    context.session.flush()
    plan_anew(context.session, context.person, context.now)
    return Card(title=title, lines=lines, buttons=(context.button("availability.open"),))


# Public holidays


def _next_holiday(context: Context, today: date) -> date | None:
    if context.person.holidays is None:
        return None
    years = (today.year, (today + SOON).year)
    days = {day for year in years for day in holidays_in(context.person.holidays, year)}
    return min((day for day in days if today <= day <= today + SOON), default=None)


@press("holidays.open")
def holidays(context: Context) -> Reply:
    """The form."""
    return context.form("holidays")


@form("holidays", holidays_form)
def holidays_kept(context: Context, values: Mapping[str, str]) -> Reply:
    """Whose public holidays are free from now on; empty for none."""
    typed = entry(values, "region", 80)
    typed = "" if typed.casefold() in NOWHERE else typed
    found = find_region(typed)
    if typed and found.near:
        # By their names: two letters can be the code of two places.
        names = [say_region(code, context.language) for code in found.near]
        places = tuple(Option(name, shortened(name, BUTTON_LABEL)) for name in names)
        return Choice(context.t("region-which", words=typed), "region", places)
    if typed and found.region is None:
        return Errors({"region": context.words("region-unknown")})
    context.person.holidays = found.region
    context.session.add(context.person)
    context.session.flush()
    plan_anew(context.session, context.person, context.now)
    return availability(context)


# Absences


def _over(absence: Absence, today: date) -> bool:
    return absence.last is not None and absence.last < today


@command("away", days=Taken.WORDS)
def away(context: Context) -> Reply:
    """The form; filled, with days behind the command."""
    typed = clean(context.event.text, 200) if isinstance(context.event, Command) else ""
    span = read_span(typed, context.today, lambda words: first_reading(context, words)) if typed else None
    if span is None:
        return build_form(context, "away", {}, {"first": typed}) if typed else context.form("away")
    last = context.words("away-open-word") if span.last == OPEN else in_form(context, span.last)
    filled = build_form(context, "away", {}, {"first": in_form(context, span.first), "last": last})
    days = [first_reading(context, each) for each in (span.first, span.last) if isinstance(each, str)]
    if any(day is not None and day < context.today for day in days):
        return replace(filled, intro=context.t("day-over-this-year"))
    return replace(filled, intro=context.t("away-whole-days")) if PART_OF_DAY.search(typed) else filled


@form("away", away_form)
def gone(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps the days, tells the others, and shows what falls into them."""
    days = _days(context, values)
    if isinstance(days, Errors | Choice):
        return days
    first, last = days
    mine = {team.engagement_id for team, _, _ in my_sides(context)}
    only = sorted(mine & {int(each) for each in values.get("only", "").split(",") if each})
    absence = Absence(
        person_id=context.person_id,
        first=first,
        last=last,
        note=entry(values, "note", NOTE),
        only=[] if set(only) == mine else only,
    )
    if (known_already := _covering(context, absence)) is not None:
        return _known_already(context, absence, known_already)
    asked = check_ins(context, absence.last or absence.first + SOON) if absence.holds_for(None) else []
    left_out = sum(absence.covers(local(at, context.zone).date()) for at in asked)
    context.session.add(absence)
    context.session.flush()
    plan_anew(context.session, context.person, context.now)
    _tell_others(context, absence)
    return _look(context, absence, left_out)


def _days(context: Context, values: Mapping[str, str]) -> tuple[date, date | None] | Errors | Choice:
    """The first and the last one, None for an open end; what has begun begins today."""
    open_ended = clean(values.get("last", ""), 20).casefold() in OPEN_ENDED
    first = chosen_day(context, values, "first")
    last = None if open_ended else chosen_day(context, values, "last")
    problems: dict[str, str] = {}
    for each in (first, last):
        if isinstance(each, Choice):
            return each
        problems |= each.by_input if isinstance(each, Errors) else {}
    if problems or not isinstance(first, date):
        return Errors(problems or {"first": context.words("input-missing")})
    end = last if isinstance(last, date) else date.max if open_ended else first
    if end >= context.today:
        first = max(first, context.today)
    for name, day in (("first", first), ("last", last)):
        if isinstance(day, date) and day < context.today:
            problems[name] = context.words("day-over-this-year")
    if not problems and end < first:
        problems["last"] = context.words("last-before-first")
    return Errors(problems) if problems else (first, None if open_ended else end)


def _covering(context: Context, absence: Absence) -> Absence | None:
    """One of theirs that holds on all of its days and for all whom it is for; rather the very same."""
    found = [each for each in people.absences_of(context.session, context.person_id) if covers_all(each, absence)]
    return next((each for each in found if covers_all(absence, each)), found[0] if found else None)


def _known_already(context: Context, absence: Absence, found: Absence) -> Card:
    """Nobody hears it twice; a new word about the very same days is put where they were told."""
    if absence.note and covers_all(absence, found):
        found.note = absence.note
        context.session.add(found)
        context.session.flush()
    _tell_others(context, found)
    card = _look(context, found, 0, "away-known")
    if not days_without(found, [absence], context.today):
        return card
    # Fewer days than are known: these do not shorten the longer ones.
    back = context.button("away.cancel", absence=known(found.id))
    return replace(card, lines=(context.t("away-known-longer"), *card.lines), buttons=(back,))


def _look(context: Context, absence: Absence, left_out: int, title_key: str = "away-kept") -> Card:
    """A look at what falls into it: tasks to move, hand over, or leave; and the check-ins that are left out."""
    works = [work for work in open_work(context) if absence.holds_for(work.team.engagement_id)]
    rows, lines = what_falls_in(context, absence, works, lambda _, work: _choices(context, work, absence))
    title = context.t(title_key, span=say_span(context, context.session, absence))
    return Card(title=title, lines=(*left_out_line(context, absence, left_out), *lines), rows=rows)


def _choices(context: Context, work: Work, absence: Absence) -> tuple[Button, ...]:
    task, offered = work.task_id, []
    if may(work, "task.redate"):
        offered.append(context.button("task.redate", task=task))
    if work.me.role is Role.VA and work.task.state is TaskState.ACCEPTED:
        offered.append(context.button("away.handover", task=task, absence=known(absence.id)))
    if may(work, "task.decline"):
        offered.append(context.button("task.decline", task=task))
    return (*offered, context.button("away.leave", task=task))


@press("away.handover")
def hand_over(context: Context, task: int, absence: int) -> Reply:
    """The VA would rather see it in other hands; the client decides what becomes of it."""
    work, found = my_work(context, task, only=Role.VA), _mine(context, absence)
    if not found.holds_for(work.team.engagement_id):
        raise Refused("not-yours")
    if work.task.state is not TaskState.ACCEPTED:
        raise Refused("stands-otherwise", state=work.task.state, **names(work))
    tell(
        context.session,
        context.now,
        work,
        work.other,
        key=f"task:{task}:handover:{found.id}",
        view="away.handover",
        about={"absence": found.id},
        waits_for_work=True,
    )
    return context.done("handover-by-me", **names(work))


@press("away.leave")
def leave(context: Context, task: int) -> Reply:
    """It stays as agreed."""
    work = my_work(context, task)
    check(work, "task.ask")
    due = date_or_open(context, work.task.due_at, work.me, work.other)
    return context.done("left-by-me", title=work.task.title, due=due)


def _mine(context: Context, absence: int) -> Absence:
    found = context.session.get(Absence, absence)
    if found is None or found.person_id != context.person_id:
        raise Refused("not-yours")
    return found


def _tell_others(context: Context, absence: Absence) -> None:
    """Everybody whom it concerns hears it once, in a direct message; all others never hear of it."""
    for team, me, other in my_sides(context):
        if absence.holds_for(team.engagement_id):
            write(
                context.session,
                context.now,
                key=told_key(known(absence.id), team.engagement_id),
                view="away",
                to=other.account,
                about={"absence": known(absence.id), "who": known(me.account.id)},
                engagement=team.engagement_id,
            )


@press("away.cancel")
def cancel(context: Context, absence: int) -> Reply:
    """They are there after all; whoever has heard of it hears that too."""
    found = _mine(context, absence)
    span = say_span(context, context.session, found)
    context.session.delete(found)
    context.session.flush()
    others = people.absences_of(context.session, context.person_id)
    for team, me, other in my_sides(context):
        if not found.holds_for(team.engagement_id) or _over(found, context.today):
            continue
        messages.raise_revision(context.session, [told_key(absence, team.engagement_id)], context.now)
        holding = [each for each in others if each.holds_for(team.engagement_id)]
        if free := days_without(found, holding, context.today):
            spans = [[first.isoformat(), last.isoformat() if last else ""] for first, last in free]
            write(
                context.session,
                context.now,
                key=back_key(absence, team.engagement_id),
                view="away.back",
                to=other.account,
                about={"absence": absence, "who": known(me.account.id), "spans": spans},
                engagement=team.engagement_id,
            )
    plan_anew(context.session, context.person, context.now)
    return context.done("away-cancelled", span=span)
