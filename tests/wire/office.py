"""Baton between the small platforms: real connections, a settable clock, everything due done after each step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from adapters.discord.connect import DiscordConnection
from adapters.slack.connect import SlackConnection
from adapters.slack.http import PATH
from adapters.web import WebServer
from bot.app import App
from bot.ports import Messenger
from data.database import Database
from scheduling.clock import Schedule
from scheduling.pace import Pacer
from tests.wire.discord import Message as DiscordMessage
from tests.wire.discord import SmallDiscord
from tests.wire.slack import Message as SlackMessage
from tests.wire.slack import SmallSlack

MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 o'clock in Hamburg, 9 in Lisbon


async def until(holds: Callable[[], bool]) -> None:
    """Waits for what a library does by itself and tells nobody of."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  # there is no event
            await asyncio.sleep(0.01)


class House:
    """One process of Baton: the core, what happens by itself, and the clock."""

    def __init__(self, database: Database, now: datetime = MONDAY_TEN) -> None:
        self.now = now
        self.app = App(database, lambda: self.now)
        self.messengers: dict[str, Messenger] = {}
        self.schedule = Schedule(self.app, self.messengers, Random(1))
        self.schedule.delivery.pacer = Pacer(1_000_000)  # the clock is set here: nobody waits
        self.arrivals: list[Callable[[], Awaitable[None]]] = []
        self.passed: Callable[[float], None] = lambda seconds: None

    async def arrive(self) -> None:
        """The process begins; whoever had this database before is gone."""
        await self.schedule.delivery.arrive()

    async def settle(self) -> None:
        """Answers arrive, timers fire, messages leave."""
        for arrive in self.arrivals:
            await arrive()
        await self.schedule.settle()

    async def travel_to(self, moment: datetime) -> None:
        """Time passes; everything happens at its own moment."""
        await self.settle()
        while (at := await self.schedule.next_at()) is not None and at <= moment:
            self._set(max(at, self.now))
            await self.settle()
            if await self.schedule.next_at() == at:
                self._set(self.now + timedelta(seconds=1))
        self._set(max(moment, self.now))
        await self.settle()

    async def travel(self, **by: float) -> None:
        await self.travel_to(self.now + timedelta(**by))

    def seconds(self) -> float:
        """Now, as platforms count."""
        return self.now.timestamp()

    def _set(self, moment: datetime) -> None:
        self.passed((moment - self.now).total_seconds())
        self.now = moment


@dataclass
class Office:
    """A house with its door to Slack; what people do there, and what follows from it at once."""

    house: House
    slack: SmallSlack
    connection: SlackConnection

    @property
    def schedule(self) -> Schedule:
        return self.house.schedule

    @property
    def now(self) -> datetime:
        return self.house.now

    async def settle(self) -> None:
        await self.house.settle()

    async def travel(self, **by: float) -> None:
        await self.house.travel(**by)

    async def runs(self, user: str, text: str, channel: str = "") -> None:
        await self.slack.command(user, channel or self.slack.direct(user).id, text)
        await self.settle()

    async def fills(self, user: str, **values: str) -> None:
        await self.slack.submit(user, **values)
        await self.settle()

    async def presses(self, user: str, button: str, on: str = "") -> None:
        await self.slack.press(user, self.slack.latest(user, on, button), button)
        await self.settle()

    async def says(self, user: str, text: str, under: str = "") -> SlackMessage:
        """A reply in the thread of that message, or words to Baton alone."""
        if under:
            root = self.slack.latest(user, under)
            said = await self.slack.say(user, root.channel, text, root.thread or root.ts)
        else:
            said = await self.slack.say(user, self.slack.direct(user).id, text)
        await self.settle()
        return said


@dataclass
class Guild:
    """A house with its door to Discord; what people do there, and what follows from it at once."""

    house: House
    discord: SmallDiscord
    connection: DiscordConnection
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)
    heard_last: int = 0

    def __post_init__(self) -> None:
        hear = self.connection.listener.hear_message

        async def heard(message: Any) -> None:
            await hear(message)
            async with self.heard:
                self.heard_last = max(self.heard_last, message.id)
                self.heard.notify_all()

        self.connection.listener.hear_message = heard  # type: ignore[method-assign]  # a listener, nothing else

    async def hears(self, said: DiscordMessage) -> None:
        """Until a message has gone through the library and the house: the gateway acknowledges nothing."""
        async with asyncio.timeout(10), self.heard:
            await self.heard.wait_for(lambda: self.heard_last >= said.id)

    async def settle(self) -> None:
        await self.house.settle()

    async def travel(self, **by: float) -> None:
        await self.house.travel(**by)

    async def runs(self, user: int, *names: str, channel: int = 0, **options: Any) -> None:
        await self.discord.command(user, channel or self.discord.direct(user).id, *names, **options)
        await self.settle()

    async def fills(self, user: int, **values: str) -> None:
        await self.discord.submit(user, **values)
        await self.settle()

    async def presses(self, user: int, button: str, on: str = "") -> None:
        await self.discord.press(user, self.discord.latest(user, on, button), button)
        await self.settle()

    async def says(self, user: int, text: str, under: str = "") -> DiscordMessage:
        """A reply in the thread of that card, or words to Baton alone; heard when it has gone through the library."""
        channel = self.discord.latest(user, under).id if under else self.discord.direct(user).id
        said = await self.discord.say(user, channel, text)
        await self.hears(said)
        await self.settle()
        return said


@asynccontextmanager
async def office(
    small: SmallSlack,
    database: Database,
    *,
    sockets: bool = True,
    now: datetime = MONDAY_TEN,
    house: House | None = None,
) -> AsyncIterator[Office]:
    """Starts Baton on Slack, over Socket Mode or HTTP; ends it as a kill would, with nothing tidied up behind it."""
    house = house or House(database, now)
    small.clock = house.seconds
    web = WebServer(house.app, dict, "127.0.0.1", 0)
    connection = SlackConnection(
        house.app,
        lambda: None,
        bot_token=small.bot_token,
        app_token=small.app_token if sockets else None,
        signing_secret=small.signing_secret,
        api_url=small.url,
        router=web.application.router,
    )
    house.messengers["slack"] = connection.messenger
    await house.arrive()
    await connection.start()
    await web.start()
    if not sockets:
        small.deliver_to(web.address + PATH)
    house.arrivals.append(connection.finish)
    try:
        yield Office(house, small, connection)
    finally:
        await web.stop()
        await connection.stop()


@asynccontextmanager
async def guild(
    small: SmallDiscord, database: Database, *, now: datetime = MONDAY_TEN, house: House | None = None
) -> AsyncIterator[Guild]:
    """The same on Discord. Simulated time makes Discord forget its nonces."""
    house = house or House(database, now)

    def passed(seconds: float) -> None:
        small.now += seconds

    house.passed = passed
    small.clock = house.seconds
    connection = DiscordConnection(
        house.app, lambda: None, token=small.token, api_base=small.api, gateway_url=small.gateway
    )
    house.messengers["discord"] = connection.messenger
    await house.arrive()
    await connection.start()
    async with asyncio.timeout(10):
        await small.ready.wait()
    house.arrivals.append(connection.listener.finish)
    try:
        yield Guild(house, small, connection)
    finally:
        await connection.stop()
