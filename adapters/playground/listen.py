"""What people do on the playground becomes events; answers become private messages or open forms.

The page, the demo's story and the tests' scenarios all act through :class:`Playground`, so that they take the same
way through the house as the real platforms do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from adapters.playground.messenger import PlaygroundMessenger, direct_channel
from adapters.playground.render import card_html
from bot.app import App
from bot.events import Command, Event, Invited, Opened, Place, Press, Profile, Said, Submit
from bot.people import meet
from bot.ui import Card, Errors, Form, Reply, decode, to_text
from data.database import Database
from data.queries import playground as queries
from data.queries.playground import PLATFORM
from data.tables import PlaygroundChannel, PlaygroundMessage
from scheduling.clock import Schedule

WORKSPACE = "playground"


@dataclass
class OpenForm:
    """The form somebody has before them, and what is wrong with it."""

    form: Form
    where: str
    errors: Errors | None = None


@dataclass
class Playground:
    """People, channels and a settable clock around one App."""

    database: Database
    now: datetime
    posted: Callable[[PlaygroundMessage, bool], None] = lambda message, edited: None
    did: Callable[[str, str], None] = lambda name, what: None
    written: Callable[[Card], str] = to_text
    random: Random = field(default_factory=lambda: Random(0))  # noqa: S311  # jitter, not a secret
    forms: dict[str, OpenForm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = App(self.database, lambda: self.now)
        self.messenger = PlaygroundMessenger(self.database, lambda: self.now, self._posted, self.written)
        self.schedule = Schedule(self.app, {PLATFORM: self.messenger}, self.random)

    def _posted(self, message: PlaygroundMessage, edited: bool) -> None:
        self.posted(message, edited)  # looked up at each message: who listens may change

    # People and channels

    def add_person(self, name: str, language: str, zone: str | None) -> str:
        """Somebody new; the account's id is the name in lower case. A name that is taken gets a number."""
        with self.database.transaction() as session:
            taken = {account.external_id for account, _ in queries.playground_people(session)}
            base = "".join(char for char in name.casefold() if char.isalnum()) or "someone"
            account = next(
                each for number in range(1, 1000) if (each := base + ("" if number == 1 else str(number))) not in taken
            )
            meet(session, Profile(PLATFORM, WORKSPACE, account, name, language, zone), self.now)
            return account

    def people(self) -> list[Profile]:
        """Everybody on the playground, as the platform tells about them."""
        with self.database.transaction() as session:
            return [
                Profile(PLATFORM, WORKSPACE, account.external_id, person.name, person.language, person.zone)
                for account, person in queries.playground_people(session)
            ]

    def profile(self, account: str) -> Profile | None:
        """One of them."""
        return next((each for each in self.people() if each.id == account), None)

    def add_channel(self, name: str, members: list[str], *, joined: bool = False) -> None:
        """A channel; Baton posts there once it was invited."""
        with self.database.transaction() as session:
            session.merge(PlaygroundChannel(name=name, members=members, joined=joined))

    def place(self, channel: str) -> Place:
        """A channel, or direct messages, as events name them."""
        if channel.startswith("@"):
            return Place(channel, direct=True)
        with self.database.transaction() as session:
            found = session.get(PlaygroundChannel, channel)
            return Place(channel, name=f"#{channel}", joined=bool(found and found.joined))

    def channels(self) -> list[PlaygroundChannel]:
        """Every channel."""
        with self.database.transaction() as session:
            return queries.playground_channels(session)

    async def read(self, account: str, channel: str) -> None:
        """Somebody has seen everything in a channel; the first look into the direct messages is a hello."""
        if channel == direct_channel(account):
            await self.open_direct(account)
        await self.database.call(self._read, account, channel)

    def _read(self, account: str, channel: str) -> None:
        with self.database.transaction() as session:
            queries.mark_read(session, account, channel)

    # What people do

    async def write(self, account: str, channel: str, text: str, thread: int | None = None) -> None:
        """Somebody writes: a command with a slash in front, or a message."""
        text = text.strip()
        if not text:
            return None
        self.did(account, text)
        if text.startswith("/invite"):
            return await self.invite(account, channel)
        if text.startswith("/baton"):
            line = text.removeprefix("/baton").strip()
            return await self.run(account, channel, line)
        return await self.say(account, channel, text, thread)

    async def run(self, account: str, channel: str, line: str) -> None:
        """``/baton`` with what was typed behind it."""
        word, _, rest = line.partition(" ")
        who, where = self._who(account), self.place(channel)
        people, rest = self._mentions(rest)
        await self.handle(Command(who=who, where=where, word=word, text=rest, people=people))

    def _mentions(self, text: str) -> tuple[tuple[Profile, ...], str]:
        """ "@anna" in front of a line is whom it is for, if there is such a person."""
        first, _, rest = text.partition(" ")
        person = self.profile(first[1:].casefold()) if first.startswith("@") else None
        return ((person,), rest) if person else ((), text)

    async def press(self, account: str, channel: str, custom_id: str) -> None:
        """A button, by the id it carries."""
        action, ids = decode(custom_id)
        await self.handle(Press(who=self._who(account), where=self.place(channel), action=action, ids=ids))

    async def submit(self, account: str, values: Mapping[str, str]) -> None:
        """The form somebody has open."""
        open_form = self.forms.get(account)
        if open_form is None:
            return
        action, ids = decode(open_form.form.custom_id)
        people = {each: profile for each in values.values() if (profile := self.profile(each))}
        places = {each: self.place(each) for each in values.values() if self._is_channel(each)}
        event = Submit(
            who=self._who(account),
            where=self.place(open_form.where),
            action=action,
            ids=ids,
            values=values,
            people=people,
            places=places,
        )
        del self.forms[account]
        await self.handle(event)

    def close(self, account: str) -> None:
        """Puts the form aside."""
        self.forms.pop(account, None)

    async def say(self, account: str, channel: str, text: str, thread: int | None = None) -> None:
        """A message. Baton hears it in its own threads and direct messages only."""
        profile = self._who(account)
        message = PlaygroundMessage(
            channel=channel, thread=thread, author=profile.name, html="", text=text, posted_at=self.now
        )
        message = await self.database.call(self._keep, message)
        if thread is not None or channel == direct_channel(account):
            place = self.place(channel)
            heard = Said(
                who=profile,
                where=place,
                text=text,
                position=f"{message.id:020d}",
                thread=str(thread) if thread else None,
                once=f"playground:{message.id}",
            )
            await self.handle(heard)

    async def invite(self, account: str, channel: str) -> None:
        """Baton joins a channel."""
        if channel.startswith("@"):
            return
        await self.database.call(self._join, channel)
        await self.handle(Invited(who=self._who(account), where=self.place(channel)))

    def _join(self, channel: str) -> None:
        with self.database.transaction() as session:
            session.get_one(PlaygroundChannel, channel).joined = True

    async def open_direct(self, account: str) -> None:
        """Somebody looks into the direct messages for the first time."""
        await self.handle(Opened(who=self._who(account), where=self.place(direct_channel(account))))

    # The way through the house

    async def handle(self, event: Event) -> None:
        """One event, its answer, and everything that follows from it at this moment."""
        answer = await self.database.call(self.app.handle, event)
        await self.database.call(self._show, event, answer)
        await self.schedule.settle()

    def _show(self, event: Event, answer: Reply) -> None:
        match answer:
            case Form():
                self.forms[event.who.id] = OpenForm(answer, event.where.id)
            case Errors(form=Form() as form):
                self.forms[event.who.id] = OpenForm(form, event.where.id, answer)
            case Card():
                self._answer(event, answer)
            case _:
                pass

    def _answer(self, event: Event, card: Card) -> None:
        answer = PlaygroundMessage(
            channel=event.where.id,
            only_for=event.who.id,
            html=card_html(card),
            text=self.written(card),
            posted_at=self.now,
        )
        self.posted(self._keep(answer), False)

    def _keep(self, message: PlaygroundMessage) -> PlaygroundMessage:
        with self.database.transaction() as session:
            session.add(message)
            session.flush()
        return message

    def _who(self, account: str) -> Profile:
        return self.profile(account) or Profile(PLATFORM, WORKSPACE, account, account)

    def _is_channel(self, name: str) -> bool:
        with self.database.transaction() as session:
            return session.get(PlaygroundChannel, name) is not None

    # The clock

    async def travel_to(self, moment: datetime) -> None:
        """Time passes; everything happens at its own moment on the way."""
        await self.schedule.settle()
        while True:
            at = await self.schedule.next_at()
            if at is None or at > moment:
                break
            await self._set_clock(max(at, self.now))
            await self.schedule.settle()
            if await self.schedule.next_at() == at:
                if self.now >= moment:
                    break
                # Something is stuck at this very moment (a place that can't be reached): time goes on all the same.
                await self._set_clock(min(self.now + timedelta(minutes=1), moment))
        await self._set_clock(moment)
        await self.schedule.settle()

    async def travel(self, **by: float) -> None:
        """The same by days, hours, minutes."""
        await self.travel_to(self.now + timedelta(**by))

    async def to_next(self) -> bool:
        """To the next thing that happens by itself; False if nothing is planned."""
        at = await self.schedule.next_at()
        if at is not None:
            await self.travel_to(max(at, self.now))
        return at is not None

    async def _set_clock(self, moment: datetime) -> None:
        self.now = moment
        await self.database.call(self._keep_clock)

    def _keep_clock(self) -> None:
        with self.database.transaction() as session:
            queries.keep_playground_now(session, self.now)
