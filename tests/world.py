"""The scenario driver: people, a settable clock, and what each one sees and is notified of.

It stands on the playground, so a scenario takes the way every platform takes: event, App, rows, admission,
delivery, messenger. Assertions read the messages as they were delivered.
"""

import asyncio
import re
import sqlite3
from collections.abc import Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from typing import Any

from sqlmodel import Session

from adapters.discord import render as discord
from adapters.playground.listen import Playground
from adapters.playground.messenger import direct_channel
from adapters.slack import render as slack
from bot import registry
from bot.app import App
from bot.events import Event
from bot.ui import Card, Form, Reply, all_buttons
from data.database import Database
from data.queries import playground
from data.tables import Kind, Outgoing, PlaygroundMessage
from tests.wire import slack_blocks

BUTTON = re.compile(r'data-press="([^"]*)">([^<]*)</button>')
DISCORD_TEXT, DISCORD_COMPONENTS = 4_000, 40  # over one message: discord.com/developers/docs/components/reference
MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 o'clock in Hamburg, 9 in Lisbon


@dataclass
class Delivery:
    """One thing the messenger did, in order: a new message, or an edit, which notifies nobody."""

    message: PlaygroundMessage
    edited: bool
    at: datetime

    @property
    def rings_for(self) -> str:
        return "" if self.edited else self.message.notified


class World:
    """People around one Baton."""

    def __init__(self, database: Database, now: datetime = MONDAY_TEN) -> None:
        self.deliveries: list[Delivery] = []
        self.playground = Playground(database, now, self._posted)
        self.shown: list[Card | Form] = []
        self._overhear(self.playground.app)
        self._runner = asyncio.Runner()

    def _overhear(self, app: App) -> None:
        """Keeps every card and form that the core makes."""
        handle, render = app.handle, app.render

        def handled(event: Event) -> Reply:
            reply = handle(event)
            self.shown += [each for each in (reply, getattr(reply, "again", None)) if isinstance(each, Card | Form)]
            return reply

        def rendered(session: Session, row: Outgoing) -> Card | None:
            card = render(session, row)
            self.shown += [card] if card else []
            if card is not None and card.buttons and row.kind is Kind.UNSOLICITED:
                assert card.why, "why now?"
                assert any(button.action == "less.open" for button in card.buttons)
            return card

        app.handle, app.render = handled, rendered  # type: ignore[method-assign]  # a listener, nothing else

    def close(self) -> None:
        """Ends the loop. Whatever anybody saw in this scenario can be shown on every platform, and every button of it
        is one that Baton answers."""
        self._runner.close()
        for shown in self.shown:
            can_be_shown(shown)

    def _posted(self, message: PlaygroundMessage, edited: bool) -> None:
        self.deliveries.append(Delivery(message, edited, self.playground.now))

    def do(self, what: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(what)

    @property
    def now(self) -> datetime:
        return self.playground.now

    def person(self, name: str, language: str = "en", zone: str | None = "Europe/Berlin") -> "Someone":
        """Somebody new, who has read everything there is so far."""
        return Someone(self, self.playground.add_person(name, language, zone), name, seen=len(self.deliveries))

    def channel(self, name: str, *members: "Someone", joined: bool = True) -> str:
        self.playground.add_channel(name, [member.account for member in members], joined=joined)
        return name

    def together(self, client: "Someone", va: "Someone", room: str | None = "team", language: str = "de") -> None:
        """These two have agreed to work together. What came of it in another test, from the same beginning, is taken
        from there: it would be a fourth of the time that most tests take."""
        if room:
            self.channel(room, client, va)
        content = self._content()
        beginning = content and (sha256(content).digest(), self.now, client.account, va.account, room, language)
        if beginning in _agreed:
            self._go_on_from(*_agreed[beginning])
        else:
            so_far = len(self.deliveries)
            client.runs("start", room)
            client.fills(other=va.account, role="client", room=room or "", language=language)
            va.presses_id("start.accept")
            if beginning:
                _agreed[beginning] = self._content(), self.deliveries[so_far:]
        client.catches_up()
        va.catches_up()

    def _content(self) -> bytes:
        """All that is in the database, if it is a file."""
        database = self.playground.database
        if not database.is_sqlite:
            return b""
        with closing(sqlite3.connect(str(database.url.database))) as file:
            content = file.serialize()
        # In memory there is no write-ahead log (sqlite.org/fileformat.html, "File format version numbers").
        return content[:18] + b"\1\1" + content[20:]

    def _go_on_from(self, content: bytes, deliveries: Sequence[Delivery]) -> None:
        path = str(self.playground.database.url.database)
        with closing(sqlite3.connect(":memory:")) as copy, closing(sqlite3.connect(path)) as file:
            copy.deserialize(content)
            copy.execute("UPDATE lane SET next_at = NULL")  # the short rest after another sender is over
            copy.commit()
            copy.backup(file)
        self.deliveries += deliveries

    def travel(self, **by: float) -> None:
        self.do(self.playground.travel(**by))

    def travel_to(self, moment: datetime) -> None:
        self.do(self.playground.travel_to(moment))

    def without_baton_until(self, moment: datetime) -> None:
        """Nothing happens by itself until then; what fell due meanwhile does so now."""
        self.do(self.playground._set_clock(moment))
        self.do(self.playground.travel(minutes=2))


_agreed: dict[Any, tuple[bytes, Sequence[Delivery]]] = {}
_checked: set[str] = set()


def can_be_shown(shown: Card | Form) -> None:
    """Slack's and Discord's limits, and a handler for each button. What another scenario showed is checked already."""
    if (content := repr(shown)) in _checked:
        return
    _checked.add(content)
    if isinstance(shown, Form):
        assert slack_blocks.view_problems(slack.form_view(shown, "C1")) == []
        discord.form_modal(shown)
        assert shown.action in registry.forms
        return
    if shown.mention is not None:
        shown = replace(shown, mention=replace(shown.mention, account="U1"))  # the playground's ids are names
    for quiet in (False, True):
        assert slack_blocks.message_problems(slack.card_blocks(shown, quiet=quiet)) == []
        view = discord.card_view(shown, quiet=quiet)
        assert view.content_length() <= DISCORD_TEXT
        assert view.total_children_count <= DISCORD_COMPONENTS
    answered = set(registry.presses) | {"draft.send", "draft.choose"}
    assert {button.action for button in all_buttons(shown)} <= answered


@dataclass
class Someone:
    """A person at the keyboard."""

    world: World
    account: str
    name: str
    seen: int = 0
    room: str = field(default="")

    @property
    def direct(self) -> str:
        return direct_channel(self.account)

    # Acting

    def runs(self, line: str, where: str | None = None) -> None:
        """Types ``/baton`` and this line, in a channel or in the direct messages."""
        self.world.do(self.world.playground.run(self.account, where or self.direct, line))

    def says(self, text: str, under: str | None = None, where: str | None = None) -> None:
        """Writes a message: in the thread of the message that holds ``under``, or to Baton directly."""
        if under is None:
            self.world.do(self.world.playground.say(self.account, where or self.direct, text))
            return
        message = self.message(under)
        root = message.thread or message.id
        self.world.do(self.world.playground.say(self.account, message.channel, text, root))

    def presses(self, label: str, on: str = "") -> None:
        """Presses the latest button with that label that this person can see, on a message that holds ``on``."""
        channel, custom_id = self._button(lambda found: found[1] == label, on, label)
        self.world.do(self.world.playground.press(self.account, channel, custom_id))

    def presses_id(self, action: str, on: str = "", row: int = -1) -> None:
        """The same by the button's action, whatever language it is in."""
        channel, custom_id = self._button(lambda found: found[0].split("|")[0] == action, on, action, row)
        self.world.do(self.world.playground.press(self.account, channel, custom_id))

    def forges(self, custom_id: str, where: str | None = None) -> None:
        """Sends a button that Baton never showed, or shows no more."""
        self.world.do(self.world.playground.press(self.account, where or self.direct, custom_id))

    def fills(self, **values: str) -> None:
        """Changes these entries of the open form and sends it."""
        form = self.form
        filled = {put.name: put.value for put in form.inputs} | values
        unknown = set(values) - {put.name for put in form.inputs}
        assert not unknown, f"the form has no {unknown}: it has {[put.name for put in form.inputs]}"
        self.world.do(self.world.playground.submit(self.account, filled))

    # Looking

    @property
    def form(self) -> Any:
        open_form = self.world.playground.forms.get(self.account)
        assert open_form is not None, f"{self.name} has no form open; was told: {self.told!r}"
        return open_form.form

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong with the open form."""
        open_form = self.world.playground.forms.get(self.account)
        return dict(open_form.errors.by_input) if open_form and open_form.errors else {}

    @property
    def told(self) -> str:
        """The latest private answer."""
        private = [message for message in self.messages() if message.only_for == self.account]
        return private[-1].text if private else ""

    def messages(self) -> list[PlaygroundMessage]:
        """Everything this person can see, in order."""
        with self.world.playground.database.transaction() as session:
            channels = [channel.name for channel in playground.playground_channels(session, self.account)]
            return playground.messages_seen_by(session, self.account, [*channels, self.direct])

    def message(self, text: str) -> PlaygroundMessage:
        found = [message for message in self.messages() if text in message.text]
        assert found, f"{self.name} sees no message with {text!r}: {[each.text for each in self.messages()]}"
        return found[-1]

    def sees(self, text: str) -> bool:
        return any(text in message.text for message in self.messages())

    def buttons(self, on: str) -> list[str]:
        """The labels on the latest message that holds ``on``."""
        return [unescape(label) for _, label in BUTTON.findall(self.message(on).html)]

    def rings(self) -> list[str]:
        """What notified this person since the last look, in order."""
        new = self.world.deliveries[self.seen :]
        self.seen = len(self.world.deliveries)
        return [each.message.text for each in new if each.rings_for == self.account]

    def is_rung(self, *texts: str) -> None:
        """Exactly one notification since the last look, and it says all of this."""
        rings = self.rings()
        assert len(rings) == 1, f"{self.name} was notified {len(rings)} times: {rings}"
        for text in texts:
            assert text in rings[0], f"{text!r} is not in {rings[0]!r}"

    def is_not_rung(self) -> None:
        """No notification since the last look."""
        rings = self.rings()
        assert not rings, f"{self.name} was notified: {rings}"

    def catches_up(self) -> None:
        """What happened so far is no news any more."""
        self.seen = len(self.world.deliveries)

    def _button(self, fits: Any, on: str, wanted: str, row: int = -1) -> tuple[str, str]:
        for message in reversed(self.messages()):
            if on not in message.text:
                continue
            found = [(unescape(custom_id), unescape(label)) for custom_id, label in BUTTON.findall(message.html)]
            fitting = [custom_id for custom_id, label in found if fits((custom_id, label))]
            if fitting:
                return message.channel, fitting[max(row, 0)]
        raise AssertionError(f"{self.name} sees no button {wanted!r} on {on!r}")
