"""Baton on the small Slack: the real connection, a settable clock, and everything due done after each step."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from adapters.slack.connect import SlackConnection
from bot.app import App
from data.database import Database
from scheduling.clock import Schedule
from tests.wire.slack import Message, SmallSlack

MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 o'clock in Hamburg, 9 in Lisbon


@dataclass
class Office:
    """One process of Baton beside its Slack."""

    slack: SmallSlack
    app: App
    schedule: Schedule
    connection: SlackConnection
    now: datetime = MONDAY_TEN

    async def settle(self) -> None:
        """Answers arrive, timers fire, messages leave."""
        if self.connection._listener is not None:
            await self.connection._listener.finish()
        await self.schedule.settle()

    async def travel_to(self, moment: datetime) -> None:
        """Time passes; everything happens at its own moment."""
        await self.settle()
        while (at := await self.schedule.next_at()) is not None and at <= moment:
            self.now = max(at, self.now)
            await self.settle()
            if await self.schedule.next_at() == at:
                self.now += timedelta(seconds=1)
        self.now = max(moment, self.now)
        await self.settle()

    async def travel(self, **by: float) -> None:
        await self.travel_to(self.now + timedelta(**by))

    # What people do, and what follows from it at once

    async def runs(self, user: str, text: str, channel: str = "") -> None:
        await self.slack.command(user, channel or self.slack.direct(user).id, text)
        await self.settle()

    async def fills(self, user: str, **values: str) -> None:
        await self.slack.submit(user, **values)
        await self.settle()

    async def presses(self, user: str, button: str, on: str = "") -> None:
        await self.slack.press(user, self.slack.latest(user, on, button), button)
        await self.settle()

    async def says(self, user: str, text: str, under: str = "") -> Message:
        """A reply in the thread of that message, or words to Baton alone."""
        if under:
            root = self.slack.latest(user, under)
            said = await self.slack.say(user, root.channel, text, root.thread or root.ts)
        else:
            said = await self.slack.say(user, self.slack.direct(user).id, text)
        await self.settle()
        return said


@asynccontextmanager
async def office(
    slack: SmallSlack, database: Database, *, sockets: bool = True, now: datetime = MONDAY_TEN
) -> AsyncIterator[Office]:
    """Starts Baton over Socket Mode or HTTP; ends it as a kill would, with nothing tidied up behind it."""
    made: list[Office] = []
    app = App(database, lambda: made[0].now if made else now)
    connection = SlackConnection(
        app,
        lambda: None,
        bot_token=slack.bot_token,
        app_token=slack.app_token if sockets else None,
        signing_secret=slack.signing_secret,
        api_url=slack.url,
        host="127.0.0.1",
        port=0,
    )
    schedule = Schedule(app, {"slack": connection.messenger}, Random(1))
    made.append(Office(slack, app, schedule, connection, now))
    await connection.start()
    if not sockets:
        slack.deliver_to(connection.address)
    try:
        yield made[0]
    finally:
        await connection.stop()
        await asyncio.sleep(0)
