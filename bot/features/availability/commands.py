"""What somebody tells about their days: working hours, public holidays, absences. Nobody approves them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.context import Context, Refused
from bot.dates import Moment, read_date
from bot.features.availability.forms import NOTE, away_form, holidays_form
from bot.features.checkin.timers import plan_anew
from bot.patterns import say_hours
from bot.regions import find_region, holidays_in, say_region
from bot.registry import command, form, press
from bot.saying import date_or_open
from bot.telling import write
from bot.times import at_wall, local
from bot.typed import clean, entry
from bot.ui import ROWS, Card, Errors, Reply, Row, Text
from bot.wording import say_day
from bot.work import open_work, teams_of
from data.known import known
from data.queries import people
from data.tables import Absence

SOON = timedelta(days=60)
OPEN = ("open", "offen", "?")


@command("availability")
def availability(context: Context) -> Reply:
    """How it stands, and what can be changed."""
    person = context.person
    today = local(context.now, context.zone).date()
    region = say_region(person.holidays, context.language) if person.holidays else context.words("holidays-none")
    lines = [
        context.t("settings-hours", hours=say_hours(person.hours, context.language, context.today)),
        context.t("availability-holidays", region=region),
    ]
    if (coming := _next_holiday(context, today)) is not None:
        lines.append(context.t("availability-next", day=_day(context, coming)))
    absences = [each for each in people.absences_of(context.session, context.person_id) if not _over(each, today)]
    rows = tuple(
        Row(_span(context, each), (context.button("away.cancel", absence=known(each.id)),)) for each in absences[:ROWS]
    )
    buttons = (
        context.button("away.open", "primary"),
        context.button("holidays.open"),
        context.button("settings.open"),
    )
    return Card(title=context.t("availability-title"), lines=tuple(lines), rows=rows, buttons=buttons)


def _next_holiday(context: Context, today: date) -> date | None:
    if context.person.holidays is None:
        return None
    years = (today.year, (today + SOON).year)
    days = {day for year in years for day in holidays_in(context.person.holidays, year)}
    return min((day for day in days if today <= day <= today + SOON), default=None)


def _over(absence: Absence, today: date) -> bool:
    return absence.last is not None and absence.last < today


def _day(context: Context, day: date) -> str:
    return say_day(at_wall(day, 720, context.zone), context.zone, context.language, now=context.now)


def _span(context: Context, absence: Absence) -> Text:
    first = _day(context, absence.first)
    if absence.last is None:
        return context.t("away-open-ended", first=first)
    if absence.last == absence.first:
        return context.t("away-day", first=first)
    return context.t("away-span", first=first, last=_day(context, absence.last))


@command("away")
def away(context: Context) -> Reply:
    """The form."""
    return context.form("away")


@form("away", away_form)
def gone(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps the days, tells the others, and shows what falls into them."""
    today = local(context.now, context.zone).date()
    first, last = _read(context, values.get("first", "")), _read(context, values.get("last", ""))
    open_ended = clean(values.get("last", ""), 20).casefold() in OPEN
    problems: dict[str, str] = {}
    if first is None:
        problems["first"] = context.words("day-unreadable")
    elif first < today:
        problems["first"] = context.words("day-over")
    if values.get("last", "").strip() and last is None and not open_ended:
        problems["last"] = context.words("day-unreadable")
    elif first is not None and last is not None and last < first:
        problems["last"] = context.words("last-before-first")
    if problems or first is None:
        return Errors(problems)
    absence = Absence(
        person_id=context.person_id,
        first=first,
        last=None if open_ended else last or first,
        note=entry(values, "note", NOTE),
    )
    context.session.add(absence)
    context.session.flush()
    plan_anew(context.session, context.person, context.now)
    _tell_others(context, absence)
    within = [work for work in open_work(context) if work.task.due_at and _covers(absence, context, work.task.due_at)]
    rows = tuple(
        Row(
            context.t(
                "away-falls", title=work.task.title, due=date_or_open(context, work.task.due_at, work.me, work.other)
            ),
            (context.button("task.redate", task=work.task_id), context.button("task.more", task=work.task_id)),
        )
        for work in within[:ROWS]
    )
    lines = (context.t("away-look"),) if rows else ()
    return Card(title=context.t("away-kept", span=_span(context, absence)), lines=lines, rows=rows)


def _read(context: Context, words: str) -> date | None:
    """A day in free words; of one that could be two, the first."""
    typed = clean(words, 100)
    if not typed:
        return None
    # A day that is today is one, whatever the hour: so it is read as said at midnight.
    midnight = at_wall(local(context.now, context.zone).date(), 0, context.zone)
    reading = read_date(typed, now=midnight, zone=context.zone, language=context.language)
    found = reading if isinstance(reading, Moment) else next(iter(getattr(reading, "options", ())), None)
    return local(found.at, context.zone).date() if found is not None else None


def _covers(absence: Absence, context: Context, at: datetime) -> bool:
    day = local(at, context.zone).date()
    return absence.first <= day and (absence.last is None or day <= absence.last)


def _tell_others(context: Context, absence: Absence) -> None:
    """Everybody who works with them hears it once, in a direct message."""
    for team in teams_of(context.session, context.person_id):
        me = team.side_of(context.person)
        if me is not None:
            write(
                context.session,
                context.now,
                key=f"away:{absence.id}:{team.engagement_id}",
                view="away",
                to=team.side(me.role.other).account,
                about={"absence": known(absence.id), "who": known(me.account.id)},
                engagement=team.engagement_id,
            )


@press("away.cancel")
def cancel(context: Context, absence: int) -> Reply:
    """They are there after all."""
    found = context.session.get(Absence, absence)
    if found is None or found.person_id != context.person_id:
        raise Refused("not-yours")
    span = _span(context, found)
    context.session.delete(found)
    context.session.flush()
    plan_anew(context.session, context.person, context.now)
    return context.done("away-cancelled", span=span)


@press("holidays.open")
def holidays(context: Context) -> Reply:
    """The form."""
    return context.form("holidays")


@form("holidays", holidays_form)
def holidays_kept(context: Context, values: Mapping[str, str]) -> Reply:
    """Whose public holidays are free from now on; empty for none."""
    typed = entry(values, "region", 80)
    region = find_region(typed) if typed else None
    if typed and region is None:
        return Errors({"region": context.words("region-unknown")})
    context.person.holidays = region
    context.session.add(context.person)
    context.session.flush()
    plan_anew(context.session, context.person, context.now)
    return availability(context)
