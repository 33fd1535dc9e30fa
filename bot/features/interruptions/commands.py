"""How often somebody may be interrupted: the day's number, the digest, less of one kind, later."""

from collections.abc import Mapping
from datetime import datetime

from bot.admission import DIGEST
from bot.context import Context, Refused
from bot.features.clarify.cards import asked_key
from bot.features.interruptions.cards import rest_card
from bot.features.interruptions.rules import TODAY, WAITING, Snooze
from bot.features.interruptions.timers import absence_of, comes_back, plan_digest, put_off
from bot.hours import read_clock_alone
from bot.registry import Rings, command, form, press, ringing
from bot.telling import again_key, is_again, write
from bot.ui import Button, Card, Checks, Errors, Form, Input, Option, Reply, Row, Select, Text, TextInput
from bot.wording import say_clock, say_list
from bot.work import team
from data.known import known
from data.queries import messages, people, tasks
from data.tables import Kind, Outgoing, Person, Question, SendState, Wish

MOST = 10


def quiet_form(context: Context, values: Mapping[str, str]) -> Form:
    """How many a day, when the others come, and what may ring outside working hours."""
    person = context.person
    numbers = tuple(Option(str(number), context.words("quiet-number", number=number)) for number in range(1, MOST + 1))
    kinds = tuple(Option(kind, context.words(f"rings-{kind}")) for kind in _ringing())
    inputs: tuple[Input, ...] = (
        Select("daily", context.words("input-daily"), numbers, values.get("daily") or str(person.daily)),
        TextInput(
            "digest",
            context.words("input-digest"),
            values.get("digest", say_clock(person.digest_minute, context.language)),
            length=20,
            hint=context.words("input-digest-hint"),
        ),
        Checks(
            "rings",
            context.words("input-rings"),
            kinds,
            values.get("rings", ",".join(person.rings)),
            hint=context.words("input-rings-hint"),
        ),
    )
    return Form("quiet", context.words("form-quiet"), inputs, context.words("send-save"))


def _ringing() -> list[Rings]:
    """The kinds of which there is anything that could ring."""
    return [kind for kind in Rings if kind in ringing.values()]


@command("quiet")
def quiet(context: Context) -> Reply:
    """The form."""
    return context.form("quiet")


@form("quiet", quiet_form)
def kept(context: Context, values: Mapping[str, str]) -> Reply:
    """Keeps them and reads them back."""
    minute = read_clock_alone(values.get("digest", ""))
    if minute is None:
        return Errors({"digest": context.words("clock-unreadable")})
    person = context.person
    person.daily, person.digest_minute = int(values["daily"]), minute
    person.rings = [kind.value for kind in _ringing() if kind in values.get("rings", "").split(",")]
    context.session.add(person)
    context.session.flush()
    messages.decide_anew(context.session, context.person_id, context.now)
    plan_digest(context.session, person, context.now)
    return _read_back(context, person)


def _read_back(context: Context, person: Person) -> Card:
    title = context.t("quiet-kept", number=person.daily, time=say_clock(person.digest_minute, context.language))
    kinds = say_list((context.words(f"rings-{kind}") for kind in person.rings), context.language)
    return Card(title=title, lines=(context.t("quiet-rings", kinds=kinds),) if kinds else ())


def _mine(context: Context, message: int) -> Outgoing:
    """A reminder that was for this person, or one that they had come back."""
    row = context.session.get(Outgoing, message)
    if row is None or not (row.kind is Kind.UNSOLICITED or is_again(row)):
        raise Refused("unknown-button")
    _must_be_mine(context, row)
    return row


def _must_be_mine(context: Context, row: Outgoing) -> None:
    account, _ = people.account_and_person(context.session, row.account_id)
    if account.person_id != context.person_id:
        raise Refused("not-yours")


@press("less.open")
def less(context: Context, message: int) -> Reply:
    """How much less: for this engagement, or everywhere."""
    row = _mine(context, message)
    places = ("here", "everywhere") if row.engagement_id else ("everywhere",)
    rows = tuple(
        Row(
            _place(context, row, place),
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


def _place(context: Context, row: Outgoing, place: str) -> Text:
    """Where less is wished for; an engagement by the other person's name."""
    said = context.t(f"less-{place}")
    if place != "here" or row.engagement_id is None:
        return said
    both = team(context.session, row.engagement_id)
    me = both.side_of(context.person) or both.client
    return context.t("digest-with", name=both.side(me.role.other).account.name, said=said)


@press("less.choose")
def chosen(context: Context, message: int, wish: str, where: str) -> Reply:
    """Holds from now on, for every message of that kind; "never" also for one that was to come back."""
    row = _mine(context, message)
    if wish not in list(Wish) or where not in ("here", "everywhere"):
        raise Refused("unknown-button")
    engagement = row.engagement_id if where == "here" else None
    # What is said for everywhere holds in each engagement, whatever was said there before.
    people.forget_preferences(context.session, context.person_id, row.view, engagement)
    elsewhere = people.preferences_of(context.session, [context.person_id])[context.person_id]
    if wish != Wish.USUAL or (row.view, None) in elsewhere:
        people.prefer(context.session, context.person_id, row.view, engagement, Wish(wish))
    if wish == Wish.NEVER:
        messages.drop_waiting(context.session, context.person_id, row.view, engagement, "not wished for")
    return context.done("less-kept", wish=Wish(wish))


@press("snooze.open")
def snooze(context: Context, message: int) -> Reply:
    """When it shall come back."""
    row = _mine(context, message)
    if is_again(row):
        raise Refused("snooze-once")
    offered = [choice for choice in Snooze if _comes_back(context, row, choice) is not None]
    if not offered:
        raise Refused("snooze-none")
    parts = {
        "snooze-today": [each for each in offered if each in TODAY],
        "snooze-after": [each for each in offered if each not in TODAY],
    }
    rows = tuple(
        Row(
            context.t(part),
            tuple(
                Button("snooze.until", context.words(f"snooze-{choice}"), {"message": message, "to": choice.value})
                for choice in choices
            ),
        )
        for part, choices in parts.items()
        if choices
    )
    return Card(title=context.t("snooze-title"), rows=rows)


def _comes_back(context: Context, row: Outgoing, choice: Snooze) -> datetime | Question | None:
    """The moment, or the question whose answer is waited for; None for a choice that doesn't fit."""
    if choice is Snooze.ANSWERED:
        open_ones = tasks.open_questions(context.session, [row.about["task"]]) if "task" in row.about else []
        return open_ones[-1] if open_ones else None
    return comes_back(context.session, context.person, row, choice, context.now)


@press("snooze.until")
def snoozed(context: Context, message: int, to: str) -> Reply:
    """This one comes back once, then; the series stays as it is."""
    row = _mine(context, message)
    if is_again(row):
        raise Refused("snooze-once")
    choice = Snooze(to) if to in list(Snooze) else None
    back = _comes_back(context, row, choice) if choice else None
    if choice is None or back is None:
        raise Refused("snooze-over")
    key, question = again_key(row), back if isinstance(back, Question) else None
    before = messages.outgoing(context.session, key)
    if before is not None and before.state is not SendState.WAITING:
        raise Refused("snooze-once")
    account, _ = people.account_and_person(context.session, row.account_id)
    write(
        context.session,
        context.now,
        key=key,
        view=row.view,
        to=account,
        about={**row.about, **put_off(choice, context.today)},
        engagement=row.engagement_id,
        kind=Kind.SOLICITED,
    )
    again = messages.outgoing(context.session, key)
    if again is None:
        raise Refused("snooze-over")
    again.not_before = context.now if isinstance(back, Question) else back
    again.until = asked_key(known(question.id)) if question else None
    again.waited = choice is Snooze.BACK
    again.waits_for_work = choice in WAITING  # the others come at the moment that was chosen
    context.session.add(again)
    if isinstance(back, Question) or (choice is Snooze.BACK and _open_ended(context, row)):
        return context.done(f"snoozed-{choice}")
    return context.done("snoozed", at=context.moment(back))


def _open_ended(context: Context, row: Outgoing) -> bool:
    """Whether nobody knows yet when they are back."""
    absence = absence_of(context.session, context.person, row, context.now)
    return absence is not None and absence[1] is None


@press("digest.rest")
def rest(context: Context, message: int, after: int) -> Reply:
    """What of a digest did not fit into it, a few at a time, each to be answered."""
    row = context.session.get(Outgoing, message)
    if row is None or row.view != DIGEST:
        raise Refused("unknown-button")
    _must_be_mine(context, row)
    last = context.session.get(Outgoing, after)
    return rest_card(context, row, last if last is not None and last.digest == row.key else None)
