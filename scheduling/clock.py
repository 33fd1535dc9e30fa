"""What ticks: timers fire, messages are admitted, lanes are drained; woken by every commit, and once a second."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from random import Random
from time import monotonic

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.place import place
from bot.ports import Messenger
from data.queries import lanes, messages
from scheduling.admission import admit
from scheduling.counters import FIRED
from scheduling.delivery import Delivery

logger = logging.getLogger(__name__)

TICK = 1  # second
BEAT = 3  # seconds
CLEANING = 3600  # seconds
PATIENCE, LEAVING = 8.5, 0.5  # seconds, for what is under way and to give back the rest; SIGTERM to end is ten
AT_A_STRETCH = 0.1  # seconds of timers; then messages and presses get their turn


def wall_clock() -> datetime:
    """Now. The one place that asks the machine."""
    return datetime.now(UTC)


class Schedule:
    """What happens by itself, for one process."""

    def __init__(self, app: App, messengers: dict[str, Messenger], random: Random | None = None) -> None:
        self.app = app
        self.delivery = Delivery(app, messengers, random, wake=self.wake)
        self._woken = asyncio.Event()
        self._stopping = False
        self._last = app.clock()
        self._tasks: list[asyncio.Task[None]] = []
        self._scheduler: AsyncIOScheduler | None = None

    def wake(self) -> None:
        """Something was committed that may want to leave."""
        self._woken.set()

    async def settle(self) -> None:
        """Everything that is due now: timers, admission, delivery, until nothing is left."""
        while not self._stopping:
            planned = await self._plan()
            if not (await self.delivery.turn() or planned):
                return

    async def _plan(self) -> bool:
        """Timers and admission; whether there was anything."""
        await self._notice_the_clock()
        fired = await self.app.database.call(self._fire)
        admitted = await self.app.database.call(admit, self.app.database, self.app.clock())
        return bool(fired or admitted)

    async def _notice_the_clock(self) -> None:
        """Set back, it would let wait what was to leave, or to be tried again, shortly after."""
        now = self.app.clock()
        if (by := self._last - now) > timedelta():
            logger.warning("the clock was set back", extra={"seconds": by.total_seconds()})
            await self.app.database.call(self._set_back, now, by)
        self._last = now

    def _set_back(self, now: datetime, by: timedelta) -> None:
        with self.app.database.transaction() as session:
            lanes.set_back(session, now, by)

    def _fire(self) -> int:
        fired, began = 0, monotonic()
        while monotonic() - began < AT_A_STRETCH and self.app.fire():
            fired += 1
        FIRED.inc(fired)
        return fired

    async def next_at(self) -> datetime | None:
        """When the next thing happens, as far as it is known."""
        return await self.app.database.call(self._next_at)

    def _next_at(self) -> datetime | None:
        with self.app.database.transaction() as session:
            known = (messages.next_timer_at(session), messages.next_message_at(session), lanes.next_wake(session))
        return min((at for at in known if at is not None), default=None)

    def start(self) -> None:
        """Begins to tick. A turn that fails, with the database away for instance, is logged and tried again."""
        self._tasks = [
            asyncio.create_task(self._run()),
            asyncio.create_task(self.app.database.listen(self.wake)),
        ]
        self._scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": None})
        self._scheduler.add_job(self.wake, "interval", seconds=TICK)
        self._scheduler.add_job(self.delivery.beat, "interval", seconds=BEAT)
        self._scheduler.add_job(self._clean, "interval", seconds=CLEANING)
        self._scheduler.start()
        self.wake()  # what waited while nobody ran

    async def stop(self) -> None:
        """What is under way ends, within ten seconds; the rest stays for the next start. A database that does not
        answer is not waited for: lanes that could not be given back are free when their lease has run out."""
        self._stopping = True
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
        try:
            async with asyncio.timeout(PATIENCE + LEAVING):
                await self.delivery.stop(PATIENCE)
        except Exception as error:
            logger.error("not everything could be given back", extra={"error": type(error).__name__})
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self) -> None:
        arrived = False
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            try:
                if not arrived:
                    await self.delivery.arrive()
                    arrived = True
                if await self._plan():
                    self.wake()
                await self.delivery.take()
            except Exception as error:
                logger.error("a turn failed; the next tick tries again", extra=place(error))

    async def _clean(self) -> None:
        await self.app.database.call(_forget, self.app)


def _forget(app: App) -> None:
    with app.database.transaction() as session:
        messages.forget_old_entries(session, app.clock())
