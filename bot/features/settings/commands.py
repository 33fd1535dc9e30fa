"""What belongs to a person: language, time zone, working hours, reminders."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from bot.context import Context, Refused
from bot.events import Command
from bot.features.checkin.timers import plan_anew
from bot.features.settings.cards import moved_line
from bot.patterns import LONGEST, read_hours, say_hours
from bot.people import offer_key
from bot.registry import Taken, command, form, press
from bot.telling import write
from bot.texts import LANGUAGES
from bot.times import Hours
from bot.typed import clean, shortened
from bot.ui import BUTTON_LABEL, Button, Card, Errors, Form, Line, Option, Reply, Select, TextInput
from bot.work import teams_of
from bot.working import pattern_of
from bot.zones import find_zone, say_zone, told_zone
from data.known import known
from data.queries import messages, people

TEAMS = 4  # whose clocks are named when somebody moves
NEAR_ZONES = 4


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
                length=LONGEST,
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
    return _moved(context, found.zone)


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
    person, before = context.person, context.person.zone
    person.language, person.zone, person.hours = language, zone, hours
    context.session.add(person)
    context.session.flush()
    plan_anew(context.session, person, context.now)
    anew = replace(context, language=language, zone=zone)
    if before is None or before == zone:
        return _read_back(anew)
    _tell_moved(anew)
    card, means = _read_back(anew), _what_it_means(anew) if teams_of(context.session, context.person_id) else ()
    return replace(card, lines=(*card.lines, *means))


def _read_back(context: Context) -> Card:
    person = context.person
    zone = person.zone or ""
    switch = Switch.ON if person.praise_nudges else Switch.OFF
    none = () if any(person.hours) else (context.t("hours-none"),)
    return Card(
        title=context.t("settings-saved"),
        lines=(
            context.t("settings-zone", city=say_zone(zone, context.language), now=context.moment(context.now)),
            context.t("settings-hours", hours=say_hours(person.hours, context.language, context.today)),
            *none,
            context.t("settings-nudges", switch=switch),
        ),
    )


# Somewhere else


def zone_form(context: Context, values: Mapping[str, str]) -> Form:
    """Where they are."""
    example = context.words("input-zone-example")
    where = TextInput("zone", context.words("input-zone"), values.get("zone", ""), length=60, placeholder=example)
    return Form("zone", context.words("form-zone-moved"), (where,), context.words("send-save"))


@command("zone", zone=Taken.ZONE)
def zone(context: Context) -> Reply:
    """The form; or, with a city behind the command, its clock at once."""
    typed = clean(context.event.text, 60) if isinstance(context.event, Command) else ""
    if not typed:
        return context.form("zone")
    found = find_zone(typed)
    if found.zone is not None:
        return _moved(context, found.zone)
    near = tuple(
        Button("zone.take", shortened(say_zone(each, context.language), BUTTON_LABEL), {"zone": each})
        for each in found.near[:NEAR_ZONES]
    )
    asked = "zone-which" if near else "zone-nowhere"
    return Card(title=context.t(asked, words=typed), buttons=(*near, context.button("zone.open")))


@form("zone", zone_form)
def zone_told(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps it, and says what it means."""
    found = find_zone(values.get("zone", ""))
    if found.zone is None:
        return Errors({"zone": context.words("zone-unknown", near=", ".join(found.near) or "Europe/Berlin")})
    return _moved(context, found.zone)


@press("zone.take")
def take(context: Context, zone: str) -> Reply:
    """One tap: the clock is that of there."""
    found = told_zone(zone)
    if found is None:
        raise Refused("unknown-button")
    return _moved(context, found)


@press("zone.keep")
def keep(context: Context) -> Reply:
    """The clock stays."""
    return context.done("zone-kept", city=say_zone(context.zone, context.language))


def _moved(context: Context, zone: str) -> Card:
    """Another clock for everything, and for those who work with them what that means."""
    person, before = context.person, context.person.zone
    person.zone = zone
    context.session.add(person)
    context.session.flush()
    plan_anew(context.session, person, context.now)
    anew = replace(context, zone=zone)
    if before is not None and before != zone:
        _tell_moved(anew)
    for account in people.accounts_of(context.session, context.person_id):
        messages.raise_revision(context.session, [offer_key(known(account.id), zone)], context.now)
    here = anew.t("settings-zone", city=say_zone(zone, anew.language), now=anew.moment(anew.now))
    return Card(title=here, lines=_what_it_means(anew))


def _what_it_means(context: Context) -> tuple[Line, ...]:
    """Wall times stay wall times: hours, check-ins and the digest move along, dates that were agreed don't."""
    lines: list[Line] = [
        context.t("moved-stays", hours=say_hours(context.person.hours, context.language, context.today))
    ]
    for both in teams_of(context.session, context.person_id)[:TEAMS]:
        me = both.side_of(context.person)
        if me is not None:
            other = both.side(me.role.other)
            works = pattern_of(context.session, context.person, both.engagement, me.role)
            lines += [line] if (line := moved_line(context, works, other)) is not None else []
    return (*lines, context.t("moved-dates"))


def _tell_moved(context: Context) -> None:
    """One direct message to each of those who work with them, in their working time."""
    for both in teams_of(context.session, context.person_id):
        me = both.side_of(context.person)
        other = both.side(me.role.other) if me is not None else None
        if other is None:
            continue
        write(  # whoever works with them twice is still one person, with one key
            context.session,
            context.now,
            key=f"moved:{context.person_id}:{other.person.id}:{context.zone}:{context.today}",
            view="zone.moved",
            to=other.account,
            about={"engagement": both.engagement_id, "zone": context.zone},
            engagement=both.engagement_id,
            waits_for_work=True,
        )
