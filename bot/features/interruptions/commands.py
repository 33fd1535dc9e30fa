"""How often somebody may be interrupted: the day's number, the digest, less of one kind, later."""

from collections.abc import Mapping

from bot.context import Context, Refused
from bot.features.interruptions.rules import Snooze, until
from bot.hours import read_clock
from bot.registry import command, form, press
from bot.telling import write
from bot.ui import Button, Card, Errors, Form, Option, Reply, Row, Select, TextInput
from bot.wording import say_clock
from bot.working import pattern_of
from data.queries import messages, people
from data.tables import Kind, Outgoing, Wish

MOST = 10


def quiet_form(context: Context, values: Mapping[str, str]) -> Form:
    """How many a day, and when the others come."""
    person = context.person
    numbers = tuple(Option(str(number), context.words("quiet-number", number=number)) for number in range(1, MOST + 1))
    return Form(
        "quiet",
        context.words("form-quiet"),
        (
            Select("daily", context.words("input-daily"), numbers, values.get("daily") or str(person.daily)),
            TextInput(
                "digest",
                context.words("input-digest"),
                values.get("digest", say_clock(person.digest_minute, context.language)),
                length=20,
                hint=context.words("input-digest-hint"),
            ),
        ),
        context.words("send-save"),
    )


@command("quiet")
def quiet(context: Context) -> Reply:
    """The form."""
    return context.form("quiet")


@form("quiet", quiet_form)
def kept(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps them and reads them back."""
    minute = read_clock(values.get("digest", ""))
    if minute is None:
        return Errors({"digest": context.words("clock-unreadable")})
    person = context.person
    person.daily, person.digest_minute = int(values["daily"]), minute
    context.session.add(person)
    return context.done("quiet-kept", number=person.daily, time=say_clock(minute, context.language))


def _mine(context: Context, message: int) -> Outgoing:
    """A message that was for this person."""
    row = context.session.get(Outgoing, message)
    if row is None or row.kind is not Kind.UNSOLICITED:
        raise Refused("unknown-button")
    account, _ = people.account_and_person(context.session, row.account_id)
    if account.person_id != context.person_id:
        raise Refused("not-yours")
    return row


@press("less.open")
def less(context: Context, message: int) -> Reply:
    """How much less: for this engagement, or everywhere."""
    row = _mine(context, message)
    places = ("here", "everywhere") if row.engagement_id else ("everywhere",)
    rows = tuple(
        Row(
            context.t(f"less-{place}"),
            tuple(
                Button(
                    "less.choose",
                    context.words(f"wish-{wish}"),
                    {"message": message, "wish": wish.value, "where": place},
                )
                for wish in Wish
            ),
        )
        for place in places
    )
    return Card(title=context.t("less-title"), rows=rows)


@press("less.choose")
def chosen(context: Context, message: int, wish: str, where: str) -> Reply:
    """Holds from now on, for every message of that kind."""
    row = _mine(context, message)
    if wish not in list(Wish) or where not in ("here", "everywhere"):
        raise Refused("unknown-button")
    engagement = row.engagement_id if where == "here" else None
    people.prefer(context.session, context.person_id, row.view, engagement, Wish(wish))
    return context.done("less-kept", wish=Wish(wish))


@press("snooze.open")
def snooze(context: Context, message: int) -> Reply:
    """When it shall come back."""
    _mine(context, message)
    works = pattern_of(context.session, context.person)
    buttons = tuple(
        Button("snooze.until", context.words(f"snooze-{choice}"), {"message": message, "to": choice.value})
        for choice in Snooze
        if until(choice, works, context.now) is not None
    )
    return Card(title=context.t("snooze-title"), buttons=buttons)


@press("snooze.until")
def snoozed(context: Context, message: int, to: str) -> Reply:
    """This one comes back once, then; the series stays as it is."""
    row = _mine(context, message)
    works = pattern_of(context.session, context.person)
    at = until(Snooze(to), works, context.now) if to in list(Snooze) else None
    if at is None:
        raise Refused("snooze-over")
    account, _ = people.account_and_person(context.session, row.account_id)
    write(
        context.session,
        context.now,
        key=f"{row.key}:again",
        view=row.view,
        to=account,
        about=row.about,
        engagement=row.engagement_id,
        kind=Kind.SOLICITED,
        not_before=at,
    )
    again = messages.outgoing(context.session, f"{row.key}:again")
    if again is not None and again.message is not None:
        raise Refused("snooze-once")
    if again is not None:
        again.not_before = at
        context.session.add(again)
    return context.done("snoozed", at=context.moment(at))
