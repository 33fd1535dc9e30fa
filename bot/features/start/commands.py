"""Setting up an engagement: who works with whom, where, in which language."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial

from bot.context import Context, Refused
from bot.events import Invited, Opened, Place, Profile, Submit
from bot.features.start.cards import hello_card
from bot.people import meet
from bot.registry import command, form, happens, press
from bot.telling import write
from bot.texts import LANGUAGES
from bot.typed import clean
from bot.ui import Card, Errors, Form, Input, Option, PersonSelect, Reply, RoomSelect, Select, TextInput
from bot.wording import say_list
from bot.work import Side, Team, team
from bot.working import works_at
from bot.zones import find_zone
from data.known import known
from data.queries import agreements, messages
from data.tables import Engagement, EngagementState, Role


def start_form(context: Context, values: Mapping[str, str]) -> Form:
    """With whom, in which role, where; and the time zone, where the platform did not tell it."""
    roles = tuple(Option(role.value, context.words("role-mine", role=role)) for role in Role)
    languages = tuple(Option(language, context.words(f"language-{language}")) for language in LANGUAGES)
    where = context.event.where if context.event else None
    room = "" if where is None or where.direct else where.id
    inputs: list[Input] = [
        PersonSelect("other", context.words("input-other"), values.get("other", "")),
        Select("role", context.words("input-role"), roles, values.get("role") or Role.CLIENT),
        RoomSelect(
            "room", context.words("input-room"), values.get("room", room), hint=context.words("input-room-hint")
        ),
        Select("language", context.words("input-room-language"), languages, values.get("language") or context.language),
    ]
    if context.person.zone is None:
        inputs.append(_zone_input(context, values))
    return Form("start", context.words("form-start"), tuple(inputs), context.words("send-start"))


def zone_form(context: Context, values: Mapping[str, str], engagement: int) -> Form:
    """The time zone of the one who says yes, where the platform did not tell it."""
    return Form("start.zone", context.words("form-zone"), (_zone_input(context, values),), context.words("send-zone"))


def _zone_input(context: Context, values: Mapping[str, str]) -> TextInput:
    return TextInput(
        "zone",
        context.words("input-zone"),
        values.get("zone", ""),
        length=60,
        placeholder=context.words("input-zone-example"),
    )


def _take_zone(context: Context, values: Mapping[str, str]) -> dict[str, str]:
    """Keeps the zone that was typed; the problem with it, if there is one."""
    found = find_zone(values.get("zone", ""))
    if found.zone is None:
        return {"zone": context.words("zone-unknown", near=", ".join(found.near) or "Europe/Berlin")}
    context.person.zone = found.zone
    context.session.add(context.person)
    return {}


@command("start")
def start(context: Context) -> Reply:
    """Opens the form."""
    return context.form("start")


@form("start", start_form)
def started(context: Context, values: Mapping[str, str]) -> Reply:
    """Proposes the engagement to the other one."""
    event = context.event
    if not isinstance(event, Submit):
        raise Refused("unknown-button")
    problems: dict[str, str] = {}
    other = event.people.get(values["other"])
    if other is None or other.is_bot or other.id == context.account.external_id:
        problems["other"] = context.words("start-not-with", why=_why(other))
    room = event.places.get(values.get("room", "")) if values.get("room") else None
    if values.get("room") and (room is None or not room.joined):
        problems["room"] = context.words("room-not-joined")
    elif room is not None and room.lacks:
        names = say_list((context.words(f"permission-{lack}") for lack in room.lacks), context.language)
        problems["room"] = context.words("room-lacks", permissions=names)
    if context.person.zone is None:
        problems |= _take_zone(context, values)
    if problems or other is None:
        return Errors(problems)
    return _propose(context, other, Role(values["role"]), room, values["language"])


class NotWith(StrEnum):
    """Why somebody can't be worked with."""

    UNKNOWN = "unknown"
    BOT = "bot"
    SELF = "self"


def _why(other: Profile | None) -> NotWith:
    return NotWith.UNKNOWN if other is None else NotWith.BOT if other.is_bot else NotWith.SELF


def _propose(context: Context, other: Profile, role: Role, room: Place | None, language: str) -> Card:
    account, person = meet(context.session, other, context.now)
    mine, theirs = Side(role, context.account, context.person), Side(role.other, account, person)
    client, va = (mine, theirs) if role is Role.CLIENT else (theirs, mine)
    if agreements.engagement_between(context.session, known(client.account.id), known(va.account.id)):
        raise Refused("together-already", name=account.name)
    engagement = Engagement(
        workspace_id=context.account.workspace_id,
        client_id=known(client.account.id),
        va_id=known(va.account.id),
        room=room.id if room else None,
        room_name=clean(room.name, 80) if room else None,
        language=language,
        proposed_by=role,
        created_at=context.now,
    )
    context.session.add(engagement)
    context.session.flush()
    about, write_to = {"engagement": known(engagement.id)}, partial(write, context.session, context.now, to=account)
    write_to(key=f"start:{engagement.id}", view="start.proposed", about=about, engagement=engagement.id)
    if not works_at(context.session, person, context.now):
        # Outside working time it comes quietly; if it still waits when work begins, it rings then.
        again = f"start:{engagement.id}:waiting"
        write_to(key=again, view="start.waiting", about=about, engagement=engagement.id, waits_for_work=True)
    return context.done("start-proposed-by-me", name=account.name)


@press("start.accept")
def accept(context: Context, engagement: int) -> Reply:
    """The other one says yes; where the time zone isn't known, it is asked first."""
    both, other = _answering(context, engagement)
    if context.person.zone is None:
        return context.form("start.zone", engagement=engagement)
    return _answered(context, both, other, EngagementState.ACTIVE)


@form("start.zone", zone_form)
def accept_with_zone(context: Context, values: Mapping[str, str], engagement: int) -> Reply:
    """Yes, and the time zone with it."""
    both, other = _answering(context, engagement)
    problems = _take_zone(context, values)
    return Errors(problems) if problems else _answered(context, both, other, EngagementState.ACTIVE)


@press("start.decline")
def decline(context: Context, engagement: int) -> Reply:
    """The other one says no."""
    both, other = _answering(context, engagement)
    return _answered(context, both, other, EngagementState.DECLINED)


def _answering(context: Context, engagement: int) -> tuple[Team, Side]:
    locked = context.session.get(Engagement, engagement, with_for_update=True)
    both = team(context.session, engagement) if locked else None
    me = both.side_of(context.person) if both else None
    if both is None or me is None:
        raise Refused("not-yours")
    other = both.side(me.role.other)
    if both.engagement.state is not EngagementState.PROPOSED:
        raise Refused("start-answered", state=both.engagement.state, name=other.account.name)
    if both.engagement.proposed_by is me.role:
        raise Refused("only-the-other", name=other.account.name)
    return both, other


def _answered(context: Context, both: Team, other: Side, state: EngagementState) -> Card:
    both.engagement.state = state
    context.session.add(both.engagement)
    context.session.flush()
    shown = [f"start:{both.engagement_id}", f"start:{both.engagement_id}:waiting"]
    messages.raise_revision(context.session, shown, context.now)
    write(
        context.session,
        context.now,
        key=f"start:{both.engagement_id}:answered",
        view="start.answered",
        to=other.account,
        about={"engagement": both.engagement_id},
        engagement=both.engagement_id,
    )
    return context.done("start-answered-by-me", state=state, name=other.account.name)


@happens(Opened)
def hello(context: Context) -> Reply:
    """Somebody opened the direct messages: a hello, once, unless Baton has written there before."""
    if context.account.direct is None and messages.outgoing(context.session, f"hello:{context.account_id}") is None:
        write(
            context.session,
            context.now,
            key=f"hello:{context.account_id}",
            view="hello",
            to=context.account,
            about={},
        )
    return None


@happens(Invited)
def hello_room(context: Context) -> Reply:
    """Baton was invited to a channel: the one who did it learns what comes next."""
    return hello_card(context)
