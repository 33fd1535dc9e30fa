"""What ticks: one loop that lets timers fire, admits and delivers; woken by every commit, and once a second."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.ports import Messenger
from data.queries import messages
from scheduling.admission import admit
from scheduling.delivery import Delivery

logger = logging.getLogger(__name__)

TICK = 1  # second
CLEANING = 3600  # seconds
PATIENCE = 10  # seconds


def wall_clock() -> datetime:
    """Now. The one place that asks the machine."""
    return datetime.now(UTC)


class Schedule:
    """What happens by itself, for one process."""

    def __init__(self, app: App, messengers: Mapping[str, Messenger], random: Random | None = None) -> None:
        self.app = app
        self.delivery = Delivery(app, messengers, random)
        self._woken = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._scheduler: AsyncIOScheduler | None = None

    def wake(self) -> None:
        """Something was committed that may want to leave."""
        self._woken.set()

    async def settle(self) -> None:
        """Everything that is due now: timers, admission, delivery, until nothing is left."""
        while True:
            fired = await self.app.database.call(self._fire)
            admitted = await self.app.database.call(admit, self.app.database, self.app.clock())
            sent = await self.delivery.turn()
            if self._stopping or not (fired or admitted or sent):
                return

    def _fire(self) -> int:
        """Timers, at most fifty in a row, so that presses get their turn."""
        fired = 0
        while fired < 50 and self.app.fire():
            fired += 1
        return fired

    async def next_at(self) -> datetime | None:
        """When the next thing happens, as far as it is known."""
        return await self.app.database.call(self._next_at)

    def _next_at(self) -> datetime | None:
        with self.app.database.transaction() as session:
            known = (messages.next_timer_at(session), messages.next_message_at(session))
        return min((at for at in known if at is not None), default=None)

    def start(self) -> None:
        """Begins to tick. A turn that fails, with the database away for instance, is logged and tried again."""
        self._task = asyncio.create_task(self._run())
        self._scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": None})
        self._scheduler.add_job(self.wake, "interval", seconds=TICK)
        self._scheduler.add_job(self._clean, "interval", seconds=CLEANING)
        self._scheduler.start()

    async def stop(self) -> None:
        """What is under way ends, within ten seconds; the rest stays for the next start."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
        if self._task is not None:
            self._stopping = True
            self.wake()
            await asyncio.wait([self._task], timeout=PATIENCE)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.settle()
            except Exception:
                logger.exception("a turn failed; the next tick tries again")

    async def _clean(self) -> None:
        await self.app.database.call(_forget, self.app)


def _forget(app: App) -> None:
    with app.database.transaction() as session:
        messages.forget_old_entries(session, app.clock())
