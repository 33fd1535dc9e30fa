"""The forms of check-ins."""

from collections.abc import Mapping
from enum import StrEnum

from bot.context import Context
from bot.hours import DAYS, say_days
from bot.ui import Checks, Form, Input, Option, Select, TextInput
from bot.wording import say_clock
from data.queries import checkins

NOTE = 300


class Wanted(StrEnum):
    """Whether somebody wants to be asked at all."""

    ON = "on"
    OFF = "off"


def plan_form(context: Context, values: Mapping[str, str]) -> Form:
    """Whether, on which days and when; and the time zone where it isn't known."""
    plan = checkins.plan_of(context.session, context.person_id)
    days = ",".join(map(str, plan.days)) if plan else "0,2,4"
    wanted = tuple(Option(choice.value, context.words("checkin-wanted", wanted=choice)) for choice in Wanted)
    weekdays = tuple(Option(str(day), name) for day, name in enumerate(DAYS[context.language]))
    off = plan is not None and not plan.active
    inputs: tuple[Input, ...] = (
        Select(
            "wanted",
            context.words("input-checkin-wanted"),
            wanted,
            values.get("wanted") or Wanted.OFF if off else Wanted.ON,
        ),
        Checks("days", context.words("input-checkin-days"), weekdays, values.get("days", days)),
        TextInput(
            "time",
            context.words("input-checkin-time"),
            values.get("time", say_clock(plan.minute if plan else 540, context.language)),
            length=20,
        ),
    )
    if context.person.zone is None:
        inputs += (
            TextInput(
                "zone",
                context.words("input-zone"),
                values.get("zone", ""),
                length=60,
                placeholder=context.words("input-zone-example"),
            ),
        )
    return Form("checkin", context.words("form-checkin"), inputs, context.words("send-save"))


def note_form(context: Context, values: Mapping[str, str], item: int) -> Form:
    """A line about one task."""
    note = TextInput("note", context.words("input-checkin-note"), values.get("note", ""), required=False, length=NOTE)
    return Form("checkin.note", context.words("form-checkin-note"), (note,), context.words("send-save"))


def said_plan(days: list[int], minute: int, language: str) -> tuple[str, str]:
    """A plan's days and time in words."""
    return say_days(days, language), say_clock(minute, language)
