"""How messages leave: by lanes, each with one sender at a time. A crash between any two steps loses nothing.

A lane is taken for a short time, what is ready on it is claimed, sent and marked, and it is given back. The same code
runs in one program on SQLite and in several on PostgreSQL.
"""

import asyncio
import logging
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from sqlalchemy.exc import DBAPIError

from bot.app import App
from bot.ports import Limit, Messenger
from data.database import notify
from data.queries import lanes
from data.queries.lanes import Fenced, Held
from data.tables import SendState
from scheduling.counters import FENCED
from scheduling.pace import Pacer
from scheduling.sending import (
    ASKED,
    LONGEST_BACKOFF,
    REQUEST,
    Asking,
    Outcome,
    Parcel,
    TooLate,
    count,
    given_up,
    note,
    parcels,
    put_back,
    send,
    tried,
)

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
SLICE = timedelta(seconds=2)  # a lane is held no longer, if requests are answered
COMMIT = timedelta(seconds=2)  # the longest that marking may take
AT_ONCE = 100  # messages of one lane under way
HANDFUL = timedelta(seconds=0.5)  # no more are claimed together than are made in that time
NOTE_AGAIN = (0.05, 0.2, 0.5, 1, 2)  # seconds, while the database is in the way, or away
LOOK_AGAIN = 0.25  # seconds; while a request hangs, others on its lane go on
VERSION = "1"


def uptime() -> float:
    """Seconds on a clock that does not jump, and goes on while the process is stopped or the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


class Delivery:
    """Sends what is ready over the messengers, which are named by platform."""

    def __init__(
        self,
        app: App,
        messengers: dict[str, Messenger],
        random: Random | None = None,
        ticks: Callable[[], float] = uptime,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        if SLICE + REQUEST + COMMIT >= LEASE:
            raise ValueError("a lane must not be lost while its last request is answered")
        self.app = app
        self.database = app.database
        self.messengers = messengers
        self.ticks = ticks
        self.random = random or Random(secrets.randbits(64))  # noqa: S311  # jitter, not a secret
        self.wake = wake
        self.name = secrets.token_hex(8)
        self.pacer = Pacer()
        self.handful = AT_ONCE
        self.stopping = False
        self._drains: set[asyncio.Task[int]] = set()
        self._left: set[int] = set()  # lanes that are held and not drained any more: the database was away
        self._failed: set[int] = set()  # lanes whose last drain failed
        self._alarm: asyncio.TimerHandle | None = None
        self._draining: set[int] = set()

    async def arrive(self) -> None:
        """Begins to send."""
        await self.database.call(self._arrive)

    def _arrive(self) -> None:
        now = self.app.clock()
        with self.database.transaction() as session:
            lanes.arrive(session, self.name, VERSION)
            lanes.nothing_later(session, now, now + LONGEST_BACKOFF, but=ASKED)

    async def beat(self) -> None:
        """Tells the other programs that this one is there."""
        await self.database.call(self._beat)

    def _beat(self) -> None:
        with self.database.transaction() as session:
            lanes.beat(session, self.name, VERSION)

    async def take(self) -> set[asyncio.Task[int]]:
        """Takes lanes that have something to send, and lets each be drained; none waits for another."""
        before = self.ticks()
        if self.stopping:
            return set()
        taken, lease = await self.database.call(self._take)
        self._wake_after(lease)
        drains = {asyncio.create_task(self._drain(held, before)) for held in taken}
        self._drains |= drains
        for drain in drains:
            drain.add_done_callback(self._drained)
        return drains

    def _take(self) -> tuple[list[Held], timedelta | None]:
        with self.database.transaction() as session:
            platforms, now = list(self.messengers), self.app.clock()
            # Not what is drained here still: if the clock was set forward, its lease looks as if it had run out.
            taken = lanes.take(session, self.name, platforms, now, LEASE, but=self._draining, left=self._left)
            lease = lanes.next_lease_end(session, self.name)
        self._left -= {held.lane for held in taken}
        return taken, lease

    def _wake_after(self, lease: timedelta | None) -> None:
        """If somebody dies, their lanes are taken up when the lease is over, not only at the next tick."""
        if self._alarm is not None:
            self._alarm.cancel()
        over = lease.total_seconds() if lease is not None else -1
        self._alarm = asyncio.get_running_loop().call_later(over, self.wake) if over > 0 else None

    def _drained(self, drain: asyncio.Task[int]) -> None:
        self._drains.discard(drain)
        self.wake()

    async def turn(self) -> int:
        """Drains what can be taken now, once; how many lanes that were."""
        return len(await asyncio.gather(*await self.take()))

    async def stop(self, patience: float) -> None:
        """What is under way ends, within that many seconds; what was claimed and not sent goes back."""
        self.stopping = True
        self._wake_after(None)
        if self._drains:
            await asyncio.wait(self._drains, timeout=patience)
        for drain in list(self._drains):
            drain.cancel()
        await asyncio.gather(*self._drains, return_exceptions=True)
        await self.database.call(self._leave)

    def _leave(self) -> None:
        with self.database.transaction() as session:
            lanes.leave(session, self.name)
            notify(session)

    async def _drain(self, held: Held, before: float) -> int:
        """Sends for a short time, then gives the lane back; how many messages were tried."""
        self._draining.add(held.lane)
        try:
            return await self._drain_now(held, before)
        finally:
            self._draining.discard(held.lane)

    async def _drain_now(self, held: Held, before: float) -> int:
        ask = Asking(self.ticks, before + (LEASE - REQUEST - COMMIT).total_seconds())
        drain = _Drain(self, held, ask, before)
        self.pacer.hold(held.lane, held.token, drain.messenger.lane, before)
        try:
            more = await drain.run()
            await self.database.call(self._release, held, more, drain)
            self._failed.discard(held.lane)
        except Fenced:
            FENCED.inc()
            logger.warning("the lane is somebody else's by now", extra={"lane": held.lane})
        except Exception as error:
            # The database is away, for instance. Nothing is under way here any more, so nobody need wait until the
            # lease runs out; but what fails again at once may fail forever, and then that is its pace.
            logger.error("a lane was left", extra={"lane": held.lane, "error": type(error).__name__})
            if held.lane not in self._failed:
                self._left.add(held.lane)
                self._failed.add(held.lane)
        return drain.tried

    def _release(self, held: Held, more: bool, drain: "_Drain") -> None:
        now = self.app.clock()
        reached_at = now if drain.arrived else None
        with self.database.transaction() as session:
            looked_at = min(drain.looked_at, now)  # the clock may have been set back since
            lanes.release(session, held, now if more else None, looked_at=looked_at, reached_at=reached_at)
            if more:
                notify(session)


class _Drain:
    """One lane, held for one slice of time."""

    def __init__(self, delivery: Delivery, held: Held, ask: Asking, before: float) -> None:
        self.delivery = delivery
        self.held = held
        self.messenger = delivery.messengers[held.platform]
        self.ask = ask
        self.end, self.over = before + SLICE.total_seconds(), before + LEASE.total_seconds()
        self.looked_at = held.taken_at  # for more to send
        self.tried = 0
        self.arrived = self.closed = False
        self.outcomes: asyncio.Queue[Outcome | None] = asyncio.Queue()

    async def run(self) -> bool:
        """Whether there may be more to send: not if nothing was found, and nothing has ended since."""
        marking = asyncio.create_task(self._mark())
        flying: set[asyncio.Task[None]] = set()
        more = True
        try:
            while more or flying:
                # What has ended lets others leave: those behind it and under it, a change that was asked for meanwhile.
                await self.outcomes.join()
                most = min(self._room(), AT_ONCE - len(flying), self.delivery.handful)
                if more and self._open() and most > 0 and len(flying) <= AT_ONCE // 2:
                    found = await self.delivery.database.call(self._claim, most)
                    more = bool(found)
                    flying |= {asyncio.create_task(self._converse(each)) for each in found}
                if not flying and most <= 0 and self._open():  # given back, it would be taken again at once
                    await asyncio.sleep(LOOK_AGAIN)
                    continue
                if not flying:
                    break
                timeout = LOOK_AGAIN if self._open() else None
                done, flying = await asyncio.wait(flying, timeout=timeout, return_when="FIRST_COMPLETED")
                more = more or bool(done) or self._open()
        except asyncio.CancelledError:
            # Asked to stop, and patience is over: what hangs is looked for by whoever has the lane next.
            for each in flying:
                each.cancel()
            raise
        finally:
            await asyncio.gather(*flying, return_exceptions=True)
            self.outcomes.put_nowait(None)
            await marking
        return more

    def _open(self) -> bool:
        return not (self.delivery.stopping or self.closed) and self.ask.still() and self.delivery.ticks() < self.end

    def _room(self) -> int:
        """How many more the platform lets go in this slice."""
        return self.delivery.pacer.room(self.held.lane, self.messenger.lane, self.delivery.ticks(), self.end)

    def _claim(self, limit: int) -> list[list[Parcel]]:
        """What may leave now, by conversation."""
        app, began, self.looked_at = self.delivery.app, self.delivery.ticks(), self.delivery.app.clock()
        with self.delivery.database.transaction() as session:
            ids = lanes.claim(session, self.held, self.looked_at, limit)
            conversations: dict[str, list[Parcel]] = defaultdict(list)
            for parcel in parcels(app, session, ids):
                conversations[parcel.row.conversation].append(parcel)
        over = (self.delivery.ticks() - began) / HANDFUL.total_seconds()
        fitting = int(len(ids) / over) if over > 1 else 2 * self.delivery.handful
        self.delivery.handful = max(1, min(AT_ONCE, fitting))
        return list(conversations.values())

    async def _converse(self, conversation: Sequence[Parcel]) -> None:
        """One conversation's messages, in order; what comes after one that has to wait waits with it."""
        waits = False
        for parcel in conversation:
            outcome = put_back(parcel) if waits and parcel.row.message is None else await self._send(parcel)
            waits = waits or outcome.state in (SendState.READY, SendState.WAITING)
            # Asked to wait, everybody does; and what comes after one that is decided upon anew leaves after that.
            self.closed = self.closed or outcome.pause > 0 or outcome.state is SendState.WAITING
            self.arrived = self.arrived or (outcome.state is SendState.SENT and parcel.letter is not None)
            self.outcomes.put_nowait(outcome)

    async def _send(self, parcel: Parcel) -> Outcome:
        try:
            limits = self.messenger.limits(parcel.letter, parcel.sent) if parcel.letter else ()
            if (after := await self._held_back(limits)) is not None:
                return put_back(parcel, after)
            self.tried += 1
            return await self._counted(parcel, limits)
        except TooLate:
            logger.warning("the lease has run out, somebody else will send it", extra={"outgoing": parcel.row.id})
            return put_back(parcel)
        except Exception as error:
            # A mistake of ours with one message; the others on its lane go on. Its words may be somebody's.
            if self.delivery.stopping:  # or what it needed is closed already: nothing is given up for that
                return tried(parcel, self.held, type(error).__name__, self.delivery.random)
            return given_up(parcel, type(error).__name__)

    async def _counted(self, parcel: Parcel, limits: Sequence[Limit]) -> Outcome:
        """Sends it; the pacer hears when the platform has answered, and whether it took it."""
        left, well = self.delivery.ticks(), False
        try:
            outcome = await send(parcel, self.held, self.messenger, self.ask, self.delivery.random)
            well = outcome.state is SendState.SENT
            return outcome
        finally:
            self.delivery.pacer.answered(self.held.lane, limits, left, self.delivery.ticks(), well=well)

    async def _held_back(self, limits: Sequence[Limit]) -> float | None:
        """Waits until the platform's limits allow it. If that is not in this slice: after how many seconds it may be
        asked for again; no sooner, or it would be claimed and put back again and again. What may go at once goes, even
        if making it took the whole slice: it would take as long the next time."""
        ticks, pacer, lane = self.delivery.ticks, self.delivery.pacer, self.held.lane
        now = ticks()
        end = max(self.end, now)
        at = pacer.reserve(lane, limits, now, end)
        while at <= end:
            if at > now:
                await asyncio.sleep(at - now)
            if self.delivery.stopping:
                return 0
            now = ticks()
            if self.closed:
                return max(0, end - now)
            at = pacer.leave(lane, limits, now)
            if at == now:
                return None
        return at - now

    async def _mark(self) -> None:
        """Notes what is done as soon as it is done; what was done meanwhile goes into the same transaction. Where that
        fails nothing more leaves; what still arrives is noted if it can be."""
        ended, failed = False, None
        while not ended:
            batch = [await self.outcomes.get()]
            while not self.outcomes.empty():
                batch.append(self.outcomes.get_nowait())
            ended = None in batch
            try:
                if outcomes := [each for each in batch if each is not None]:
                    await self._noted(outcomes)
            except Exception as error:
                self.ask.until, failed = float("-inf"), failed or error
            finally:
                for _ in batch:
                    self.outcomes.task_done()
        if failed:
            raise failed

    async def _noted(self, outcomes: list[Outcome]) -> None:
        """What arrived is known here alone: where nobody can look for it, it would come twice. So what the database
        refuses is tried again while the lane is held, and no more is sent. Raises Fenced."""
        refused: DBAPIError | None = None
        for pause in (*NOTE_AGAIN, float("inf")):
            try:
                return await self.delivery.database.call(self._note, outcomes)
            except Fenced:
                if refused is None:
                    raise
                raise refused from None  # it may have been noted, and only the answer was lost: the lane may be ours
            except DBAPIError as error:
                if self.delivery.ticks() + pause > self.over:
                    raise
                refused = error
                logger.warning("not noted yet", extra={"lane": self.held.lane, "error": type(error).__name__})
                self.closed = True
                await asyncio.sleep(pause)
        raise AssertionError("a pause without an end is too long for any lease")

    def _note(self, outcomes: list[Outcome]) -> None:
        now = self.delivery.app.clock()
        with self.delivery.database.transaction() as session:
            note(session, self.held, outcomes, now)
        count(outcomes, now)
