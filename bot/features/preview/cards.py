"""The weeks ahead as a calendar, a week at a time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.context import Context
from bot.features.availability.cards import only_with
from bot.features.interruptions.cards import gathers
from bot.features.preview.rules import WEEKS, Coming, clocks_change
from bot.regions import holidays_in
from bot.times import at_wall, local
from bot.typed import shortened
from bot.ui import Button, Card, Line, Text, joined
from bot.wording import say_day, say_list, say_time
from data.queries import people
from data.tables import Absence

NOON = 720
PART = 140  # characters
PAGE = 2_800  # characters of lines; the rest of a week is counted


def week_card(context: Context, coming: list[Coming], week: int) -> Card:
    """What would come in one of the weeks, the first one being the seven days from today."""
    first = local(context.now, context.zone).date() + timedelta(days=7 * week)
    days = [first + timedelta(days=step) for step in range(7)]
    lines: list[Line] = []
    length = left_out = 0
    absences = people.absences_of(context.session, context.person_id)
    for day in days:
        today = [each for each in coming if local(each.at, context.zone).date() == day]
        marks = _marks(context, day, [each for each in absences if each.covers(day)])
        if today or marks:
            lines.append(joined([context.t("ahead-day", day=_day(context, day)), *marks], " · "))
        for each in today:
            line = _line(context, each)
            length += len(str(line))
            if length > PAGE:
                left_out += 1
            else:
                lines.append(line)
    if left_out:
        lines.append(context.t("ahead-more", count=left_out))
    if not lines:
        lines.append(context.t("ahead-nothing"))
    title = context.t("ahead-title", first=_day(context, days[0]), last=_day(context, days[-1]))
    return Card(title=title, lines=tuple(lines), buttons=_buttons(context, week), why=context.t("ahead-why"))


def _day(context: Context, day: date) -> str:
    return say_day(at_wall(day, NOON, context.zone), context.zone, context.language, now=context.now)


def _line(context: Context, each: Coming) -> Text:
    time = say_time(each.at, context.zone, context.language)
    if each.digest is not None:
        what, why = context.t("digest-title", count=len(each.parts)), context.t(f"{gathers(each.digest)}-why")
    else:
        what, why = each.parts[0].what, each.parts[0].why
    said = shortened(str(what), PART).rstrip(":")  # what the colon announces does not stand here
    return context.t("ahead-line", time=time, what=said, why=shortened(str(why), PART))


def _marks(context: Context, day: date, absences: Sequence[Absence]) -> list[Text]:
    """Days off, and the days on which the clocks change."""
    region, marks = context.person.holidays, list[Text]()
    if any(not each.only for each in absences):
        marks.append(context.t("ahead-away"))
    elif region is not None and day in holidays_in(region, day.year):
        marks.append(context.t("ahead-holiday"))
    elif absences:
        names = only_with(context.session, context.person_id, absences)
        marks.append(context.t("ahead-away-only", names=say_list(names, context.language)))
    if minutes := clocks_change(day, context.zone):
        marks.append(context.t("ahead-clocks-forward" if minutes > 0 else "ahead-clocks-back"))
    return marks


def _buttons(context: Context, week: int) -> tuple[Button, ...]:
    buttons = []
    if week > 0:
        buttons.append(context.button("preview.week", label="button-preview-earlier", week=week - 1))
    if week < WEEKS - 1:
        buttons.append(context.button("preview.week", label="button-preview-later", week=week + 1))
    return (*buttons, context.button("quiet.open"))


def ends(context: Context) -> datetime:
    """The end of the last week that is shown."""
    return at_wall(local(context.now, context.zone).date() + timedelta(days=7 * WEEKS), 0, context.zone)
