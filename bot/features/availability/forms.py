"""The forms about hours and days off."""

from collections.abc import Mapping

from bot.context import Context
from bot.patterns import LONGEST, say_hours
from bot.regions import say_region
from bot.ui import OPTIONS, Checks, Form, Input, Option, Select, TextInput
from bot.work import Side, Team, teams_of

NOTE = 200
EVERYWHERE = "everywhere"


def my_sides(context: Context) -> list[tuple[Team, Side, Side]]:
    """The engagements of the one who acts, with both sides: mine first."""
    found = []
    for team in teams_of(context.session, context.person_id):
        me = team.side_of(context.person)
        if me is not None:
            found.append((team, me, team.side(me.role.other)))
    return found


def _with_whom(context: Context) -> tuple[Option, ...]:
    return tuple(
        Option(str(team.engagement_id), other.account.name[:75]) for team, _, other in my_sides(context)[: OPTIONS - 1]
    )


def away_form(context: Context, values: Mapping[str, str]) -> Form:
    """From when to when, in free words; for whom, if there are several; why, if one likes to say so."""
    example = context.words("input-day-example")
    inputs: list[Input] = [
        TextInput("first", context.words("input-first"), values.get("first", ""), length=100, placeholder=example),
        TextInput(
            "last",
            context.words("input-last"),
            values.get("last", ""),
            required=False,
            length=100,
            hint=context.words("input-last-hint"),
        ),
    ]
    whom = _with_whom(context)
    if len(whom) > 1:
        label, hint = context.words("input-only"), context.words("input-only-hint")
        inputs.append(Checks("only", label, whom, values.get("only", ""), hint=hint))
    note, hint = context.words("input-note-away"), context.words("input-note-away-hint")
    inputs.append(TextInput("note", note, values.get("note", ""), required=False, length=NOTE, hint=hint))
    return Form("away", context.words("form-away"), tuple(inputs), context.words("send-away"))


def hours_form(context: Context, values: Mapping[str, str]) -> Form:
    """The hours in words, everywhere or with somebody."""
    now = say_hours(context.person.hours, context.language, context.today)
    hours = TextInput(
        "hours",
        context.words("input-hours"),
        values.get("hours", now),
        required=False,
        length=LONGEST,
        placeholder=context.words("input-hours-example"),
        hint=context.words("input-hours-where-hint"),
    )
    everywhere = Option(EVERYWHERE, context.words("hours-everywhere"))
    options = (everywhere, *_with_whom(context))
    where = Select("where", context.words("input-hours-where"), options, values.get("where") or EVERYWHERE)
    inputs = (hours, where) if len(options) > 1 else (hours,)
    return Form("hours", context.words("form-hours"), inputs, context.words("send-save"))


def holidays_form(context: Context, values: Mapping[str, str]) -> Form:
    """Whose public holidays are free."""
    now = say_region(context.person.holidays, context.language) if context.person.holidays else ""
    return Form(
        "holidays",
        context.words("form-holidays"),
        (
            TextInput(
                "region",
                context.words("input-region"),
                values.get("region", now),
                required=False,
                length=80,
                placeholder=context.words("input-region-example"),
                hint=context.words("input-region-hint"),
            ),
        ),
        context.words("send-save"),
    )
