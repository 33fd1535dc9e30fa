"""The forms about days off."""

from collections.abc import Mapping

from bot.context import Context
from bot.regions import say_region
from bot.ui import Form, TextInput

NOTE = 200


def away_form(context: Context, values: Mapping[str, str]) -> Form:
    """From when to when, in free words; why, if one likes to say so."""
    example = context.words("input-day-example")
    return Form(
        "away",
        context.words("form-away"),
        (
            TextInput("first", context.words("input-first"), values.get("first", ""), length=100, placeholder=example),
            TextInput(
                "last",
                context.words("input-last"),
                values.get("last", ""),
                required=False,
                length=100,
                hint=context.words("input-last-hint"),
            ),
            TextInput("note", context.words("input-note-away"), values.get("note", ""), required=False, length=NOTE),
        ),
        context.words("send-away"),
    )


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
