"""What one person sees: channels with unread marks, the messages of the open one, threads, an open form."""

from dataclasses import dataclass

from adapters.playground.listen import Playground
from adapters.playground.messenger import direct_channel
from adapters.playground.render import form_html
from bot import registry
from bot.events import Profile
from bot.texts import words
from bot.ui import Option
from bot.wording import say_day, say_moment, say_time
from bot.zones import say_zone
from data.queries import playground as queries
from data.tables import PlaygroundMessage


@dataclass(frozen=True)
class Shown:
    """A message as one person sees it."""

    id: int
    author: str
    baton: bool
    clock: str
    html: str
    text: str
    rings: bool
    private: bool
    edited: bool
    answerable: bool
    replies: "tuple[Shown, ...]" = ()


@dataclass(frozen=True)
class Channel:
    """A channel, or the direct messages, in somebody's list."""

    name: str
    label: str
    unread: int
    rings: int
    messages: tuple[Shown, ...]
    joined: bool


@dataclass(frozen=True)
class OpenForm:
    """The form before somebody; ``id`` is another one when it comes back with problems."""

    id: str
    title: str
    send: str
    html: str


@dataclass(frozen=True)
class Column:
    """Everything one person sees."""

    account: str
    name: str
    language: str
    zone: str
    clock: str
    channels: tuple[Channel, ...]
    form: OpenForm | None
    commands: tuple[tuple[str, str], ...]


def column(stage: Playground, person: Profile) -> Column:
    """One person's view, as of now."""
    zone, language = person.zone or "UTC", person.language or "en"
    direct = direct_channel(person.id)
    with stage.database.transaction() as session:
        rooms = queries.playground_channels(session, person.id)
        seen = queries.messages_seen_by(session, person.id, [*(room.name for room in rooms), direct])
        marks = queries.read_marks(session, person.id)
    places = [(room.name, f"#{room.name}", room.joined) for room in rooms]
    places.append((direct, words(language, "playground-direct"), True))
    channels = []
    for name, label, joined in places:
        inside = [message for message in seen if message.channel == name]
        new = [message for message in inside if (message.id or 0) > marks.get(name, 0) and message.only_for is None]
        unread = [message for message in new if message.author != person.name]
        rings = [message for message in unread if person.id in message.notified.split(",")]
        shown = _threaded(stage, inside, person)
        channels.append(Channel(name, label, len(unread), len(rings), shown, joined))
    return Column(
        account=person.id,
        name=person.name,
        language=language,
        zone=say_zone(zone, language),
        clock=f"{say_day(stage.now, zone, language, now=stage.now)}, {say_time(stage.now, zone, language)}",
        channels=tuple(channels),
        form=_form(stage, person),
        commands=_commands(language),
    )


def _threaded(stage: Playground, messages: list[PlaygroundMessage], person: Profile) -> tuple[Shown, ...]:
    replies: dict[int, list[Shown]] = {}
    for message in messages:
        if message.thread is not None:
            replies.setdefault(message.thread, []).append(_shown(stage, message, person))
    return tuple(
        _shown(stage, message, person, tuple(replies.get(message.id or 0, ())))
        for message in messages
        if message.thread is None
    )


def _shown(stage: Playground, message: PlaygroundMessage, person: Profile, replies: tuple[Shown, ...] = ()) -> Shown:
    zone, language = person.zone or "UTC", person.language or "en"
    return Shown(
        id=message.id or 0,
        author=message.author or "Baton",
        baton=not message.author,
        clock=say_moment(message.posted_at, zone, language, now=stage.now),
        html=message.html,
        text=message.text,
        rings=person.id in message.notified.split(","),
        private=message.only_for is not None,
        edited=message.edited_at is not None,
        answerable=message.thread is None and message.only_for is None and not message.channel.startswith("@"),
        replies=replies,
    )


def _form(stage: Playground, person: Profile) -> OpenForm | None:
    open_form = stage.forms.get(person.id)
    if open_form is None:
        return None
    people = [Option(each.id, each.name) for each in stage.people() if each.id != person.id]
    rooms = [Option(each.name, f"#{each.name}") for each in stage.channels() if person.id in each.members]
    html = form_html(open_form.form, people, rooms, open_form.errors, prefix=person.id)
    return OpenForm(open_form.form.custom_id, open_form.form.title, open_form.form.send, html)


def _commands(language: str) -> tuple[tuple[str, str], ...]:
    """Every command with what it does, for the completion."""
    return tuple(
        (words(language, f"command-{name}-example"), words(language, f"command-{name}-does"))
        for name in registry.commands
    )
