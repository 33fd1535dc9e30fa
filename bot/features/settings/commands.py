"""What belongs to a person: language, time zone, working hours, reminders."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from bot.context import Context
from bot.events import Command
from bot.features.checkin.timers import plan_anew
from bot.patterns import read_hours, say_hours
from bot.registry import Taken, command, form
from bot.texts import LANGUAGES
from bot.times import Hours
from bot.ui import Card, Errors, Form, Option, Reply, Select, TextInput
from bot.zones import find_zone, say_zone


class Switch(StrEnum):
    """Whether reminders to say thanks may come."""

    ON = "on"
    OFF = "off"


def settings_form(context: Context, values: Mapping[str, str]) -> Form:
    """Everything that can be set, as it is."""
    person = context.person
    languages = tuple(Option(language, context.words(f"language-{language}")) for language in LANGUAGES)
    nudges = tuple(Option(switch.value, context.words("nudges", switch=switch)) for switch in Switch)
    return Form(
        "settings",
        context.words("form-settings"),
        (
            Select("language", context.words("input-language"), languages, values.get("language") or person.language),
            TextInput(
                "zone",
                context.words("input-zone"),
                values.get("zone", person.zone or ""),
                length=60,
                placeholder=context.words("input-zone-example"),
            ),
            TextInput(
                "hours",
                context.words("input-hours"),
                values.get("hours", say_hours(person.hours, context.language, context.today)),
                length=200,
                placeholder=context.words("input-hours-example"),
                hint=context.words("input-hours-hint"),
            ),
            Select(
                "nudges",
                context.words("input-nudges"),
                nudges,
                values.get("nudges") or (Switch.ON if person.praise_nudges else Switch.OFF),
            ),
        ),
        context.words("send-save"),
    )


@command("settings", zone=Taken.ZONE)
def settings(context: Context) -> Reply:
    """The form; or, with a city behind the command, the new time zone at once."""
    typed = context.event.text if isinstance(context.event, Command) else ""
    found = find_zone(typed)
    if found.zone is None:
        return context.form("settings")
    return _kept(context, context.person.language, found.zone, context.person.hours)


@form("settings", settings_form)
def saved(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps them and reads them back, in the language that was chosen."""
    found, hours = find_zone(values.get("zone", "")), read_hours(values.get("hours", ""), context.today)
    problems: dict[str, str] = {}
    if found.zone is None:
        problems["zone"] = context.words("zone-unknown", near=", ".join(found.near) or "Europe/Berlin")
    if hours is None:
        problems["hours"] = context.words("hours-unreadable")
    if problems or found.zone is None or hours is None:
        return Errors(problems)
    context.person.praise_nudges = values["nudges"] == Switch.ON
    return _kept(context, values["language"], found.zone, hours)


def _kept(context: Context, language: str, zone: str, hours: Hours) -> Card:
    """Keeps them, plans anew what depends on them, and reads them back."""
    person = context.person
    person.language, person.zone, person.hours = language, zone, hours
    context.session.add(person)
    context.session.flush()
    plan_anew(context.session, person, context.now)
    return _read_back(replace(context, language=language, zone=zone))


def _read_back(context: Context) -> Card:
    person = context.person
    zone = person.zone or ""
    switch = Switch.ON if person.praise_nudges else Switch.OFF
    return Card(
        title=context.t("settings-saved"),
        lines=(
            context.t("settings-zone", city=say_zone(zone, context.language), now=context.moment(context.now)),
            context.t("settings-hours", hours=say_hours(person.hours, context.language, context.today)),
            context.t("settings-nudges", switch=switch),
        ),
    )
