"""Lanes: none waits for another, and a clock that is set forward or back gives nothing away twice."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.app import App
from bot.events import Profile
from bot.people import meet
from bot.ports import Letter, Limit, Messenger, SendError, Sent, Wait
from data import database as clock
from data.database import Database
from data.queries import lanes, messages
from data.queries.lanes import Held
from data.tables import Lane, Outgoing, SendState
from scheduling import delivery, sending
from scheduling.clock import Schedule
from scheduling.delivery import Delivery
from scheduling.sending import Outcome
from tests.scheduling.test_two_processes import NOW, message

pytestmark = pytest.mark.both_databases
HOUR = timedelta(hours=1)


class Gate:
    """A platform that answers only while its gate is open; what arrives, arrives at once."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.lane = Limit("gate", 1_000_000)
        self.open = asyncio.Event()
        if is_open:
            self.open.set()
        self.arrived: Counter[str] = Counter()
        self.busy = asyncio.Event()

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        return (self.lane,)

    async def post(self, letter: Letter) -> Sent:
        self.busy.set()
        await self.open.wait()
        self.arrived[letter.name] += 1
        return Sent(letter.account, letter.name)

    async def edit(self, letter: Letter, sent: Sent) -> None:
        await self.open.wait()

    async def find(self, letter: Letter) -> Sent | None:
        return Sent(letter.account, letter.name) if self.arrived[letter.name] else None


def fill(session: Session, platform: str, number: int, workspace: str = "T1") -> None:
    """So many hellos, each to somebody else."""
    for each in range(number):
        profile = Profile(platform, workspace, f"U{each}", f"P{each}", "en", "Europe/Berlin")
        account, _ = meet(session, profile, NOW)
        message(session, account.id or 0, account.workspace_id, f"{platform}:{workspace}:{each}")


@pytest.fixture
def filled(database: Database) -> Callable[..., None]:
    def fill_with(*given: object) -> None:
        with database.transaction() as session:
            fill(session, *given)  # type: ignore[arg-type]  # handed through

    return fill_with


@pytest.fixture
def shifted(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the database's clock forward or back."""
    by = timedelta()

    def set_by(shift: timedelta) -> None:
        nonlocal by
        by = shift

    monkeypatch.setattr(lanes, "database_time", lambda session: clock.database_time(session) + by)
    return set_by


def schedule_of(database: Database, now: Callable[[], datetime] = lambda: NOW, **platforms: Gate) -> Schedule:
    messengers: dict[str, Messenger] = {**platforms}
    return Schedule(App(database, now), messengers)


def states(database: Database) -> Counter[SendState]:
    with database.transaction() as session:
        return Counter(row.state for row in session.exec(select(Outgoing)))


async def admitted(schedule: Schedule) -> None:
    while await schedule._plan():
        pass


async def stops_while_busy(schedule: Schedule, gate: Gate) -> None:
    """It is asked to stop with a request under way, which is answered then."""
    await schedule.delivery.take()
    await gate.busy.wait()
    stopping = asyncio.create_task(schedule.delivery.stop(5))
    await asyncio.sleep(0)
    gate.open.set()
    await stopping


async def test_no_lane_waits_for_another(database: Database, filled: Callable[..., None]) -> None:
    """One workspace answers nothing; the others' messages leave meanwhile."""
    filled("slack", 5)
    filled("discord", 5)
    slack, discord = Gate(is_open=False), Gate()
    schedule = schedule_of(database, slack=slack, discord=discord)
    await admitted(schedule)
    drains = await schedule.delivery.take()
    async with asyncio.timeout(5):
        await slack.busy.wait()
        done, hanging = await asyncio.wait(drains, return_when="FIRST_COMPLETED")
    assert (len(done), len(hanging)) == (1, 1)
    assert (discord.arrived.total(), slack.arrived.total()) == (5, 0)
    slack.open.set()
    await asyncio.gather(*hanging)
    assert slack.arrived.total() == 5


async def test_a_conversation_that_hangs_holds_up_no_other_on_its_lane(
    database: Database, filled: Callable[..., None]
) -> None:
    class OneHangs(Gate):
        others = asyncio.Event()

        async def post(self, letter: Letter) -> Sent:
            if letter.name.endswith("-1"):
                await asyncio.Event().wait()
            sent = await super().post(letter)
            if self.arrived.total() == 4:
                self.others.set()
            return sent

    filled("slack", 5)
    slack = OneHangs()
    schedule = schedule_of(database, slack=slack)
    await admitted(schedule)
    await schedule.delivery.take()
    async with asyncio.timeout(5):
        await slack.others.wait()
    await schedule.delivery.stop(0)


@pytest.mark.parametrize("by", [HOUR, -HOUR], ids=["forward", "back"])
async def test_while_it_sends_the_clock_is_set(
    database: Database, filled: Callable[..., None], shifted: Callable[[timedelta], None], by: timedelta
) -> None:
    """Its own lease looks as if it had run out, or as if it could never have been given; it is its own all the same."""
    filled("slack", 3)
    slack = Gate(is_open=False)
    schedule = schedule_of(database, slack=slack)
    await admitted(schedule)
    drains = await schedule.delivery.take()
    await slack.busy.wait()
    shifted(by)
    assert await schedule.delivery.take() == set()
    slack.open.set()
    await asyncio.gather(*drains)
    await schedule.settle()
    assert slack.arrived == Counter({f"baton-{number}": 1 for number in (1, 2, 3)})
    assert states(database) == {SendState.SENT: 3}


async def test_set_back_after_a_lane_was_given_back_nobody_rests_for_an_hour(
    database: Database, filled: Callable[..., None], shifted: Callable[[timedelta], None]
) -> None:
    """The short rest after another program's turn was written while the clock was an hour ahead."""
    filled("slack", 1)
    slack = Gate()
    await schedule_of(database, slack=slack).settle()
    with database.transaction() as session:
        lane = session.exec(select(Lane)).one()
        lane.holder, lane.next_at = "another", clock.database_time(session)
        session.add(lane)
        for row in session.exec(select(Outgoing)):
            row.state, row.message = SendState.WAITING, None
            session.add(row)
    shifted(-HOUR)
    await schedule_of(database, slack=slack).settle()
    assert states(database) == {SendState.SENT: 1}


async def test_what_was_woken_before_the_clock_was_set_back_leaves_all_the_same(
    database: Database, filled: Callable[..., None]
) -> None:
    now = NOW
    filled("slack", 3)
    slack = Gate()
    schedule = schedule_of(database, lambda: now, slack=slack)
    await admitted(schedule)
    now -= HOUR
    await schedule.settle()
    assert slack.arrived.total() == 3


class Refusing(Gate):
    """Takes nothing at first, and says why."""

    def __init__(self, why: Exception) -> None:
        super().__init__()
        self.why: Exception | None = why

    async def post(self, letter: Letter) -> Sent:
        why, self.why = self.why, None
        if why:
            raise why
        return await super().post(letter)


REFUSALS = [SendError("503"), Wait(2), Wait(2, everywhere=True)]


@pytest.mark.parametrize("why", REFUSALS, ids=["failed", "asked to wait", "everywhere"])
async def test_set_back_the_clock_lets_nothing_wait_that_is_to_be_tried_again(
    database: Database, filled: Callable[..., None], why: Exception
) -> None:
    now = NOW
    filled("slack", 1)
    slack = Refusing(why)
    schedule = schedule_of(database, lambda: now, slack=slack)
    await schedule.settle()
    now -= HOUR
    await schedule.settle()
    assert slack.arrived.total() == 0
    now += timedelta(seconds=2)
    await schedule.settle()
    assert slack.arrived.total() == 1


@pytest.mark.parametrize(("why", "arrived"), [(None, 1), (SendError("503"), 1), (Wait(2), 0)])
async def test_set_back_while_nobody_looked_only_what_a_platform_asked_for_waits(
    database: Database, filled: Callable[..., None], why: Exception | None, arrived: int
) -> None:
    now = NOW
    filled("slack", 1)
    first = schedule_of(database, lambda: now, slack=Refusing(why)) if why else schedule_of(database, lambda: now)
    await first.settle()
    now -= HOUR
    slack = Gate()
    second = schedule_of(database, lambda: now, slack=slack)
    await second.delivery.arrive()
    with database.transaction() as session:
        lane = session.exec(select(Lane)).one()
        lane.next_at = None  # nobody else held it
        session.add(lane)
    await second.settle()
    assert slack.arrived.total() == arrived


class Slow(Gate):
    """Answers when the slice of time is over, after a look for more in vain; meanwhile something happens."""

    def __init__(self) -> None:
        super().__init__(is_open=False)
        self.ticks = 0.0
        self.edited = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self.loop: asyncio.AbstractEventLoop | None = None

    async def post(self, letter: Letter) -> Sent:
        self.loop = asyncio.get_running_loop()
        sent = await super().post(letter)
        self.ticks += delivery.SLICE.total_seconds()
        self.meanwhile()
        return sent

    async def edit(self, letter: Letter, sent: Sent) -> None:
        self.edited += 1

    def nothing_found(self) -> None:
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.open.set)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    gate, claim = Slow(), lanes.claim

    def claimed(session: Session, held: Held, now: datetime, limit: int) -> list[int]:
        found = claim(session, held, now, limit)
        if not found:
            gate.nothing_found()
        return found

    monkeypatch.setattr(lanes, "claim", claimed)
    monkeypatch.setattr(delivery, "LOOK_AGAIN", 0.01)
    return gate


async def sent_slowly(database: Database, slow: Slow) -> None:
    schedule = schedule_of(database, slack=slow)
    schedule.delivery.ticks = lambda: slow.ticks
    async with asyncio.timeout(5):
        await schedule.settle()


async def test_a_change_asked_for_while_it_is_sent_is_shown_though_nobody_looks_for_more(
    database: Database, filled: Callable[..., None], slow: Slow
) -> None:
    filled("slack", 1)

    def change() -> None:
        slow.meanwhile = lambda: None
        with database.transaction() as session:
            messages.raise_revision(session, ["slack:T1:0"], NOW)

    slow.meanwhile = change
    await sent_slowly(database, slow)
    assert slow.edited == 1
    assert states(database) == {SendState.SENT: 1}


async def test_a_change_is_shown_however_late_the_message_is_noted(
    database: Database, filled: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing more is claimed before that: nothing would be found, and nobody would look again."""
    filled("slack", 1)
    gate, noted, claim, claims = Slow(), delivery._Drain._noted, lanes.claim, list[int]()
    gate.open.set()

    def change() -> None:
        gate.meanwhile = lambda: None
        with database.transaction() as session:
            messages.raise_revision(session, ["slack:T1:0"], NOW)

    def claimed(session: Session, held: Held, now: datetime, limit: int) -> list[int]:
        found = claim(session, held, now, limit)
        claims.append(len(found))
        return found

    async def late(drain: delivery._Drain, outcomes: list[Outcome]) -> None:
        for _ in range(3_000):  # turns of the loop, in which a claim would have been made
            if len(claims) > 1:
                break
            await asyncio.sleep(0)
        await noted(drain, outcomes)

    gate.meanwhile = change
    monkeypatch.setattr(lanes, "claim", claimed)
    monkeypatch.setattr(delivery._Drain, "_noted", late)
    schedule = schedule_of(database, slack=gate)
    async with asyncio.timeout(5):
        await schedule.settle()
    assert gate.edited == 1


async def test_what_stands_under_a_message_follows_it_however_late_that_is_answered(
    database: Database, filled: Callable[..., None], slow: Slow
) -> None:
    filled("slack", 2)
    with database.transaction() as session:
        _, under = session.exec(select(Outgoing).order_by(col(Outgoing.id)))
        under.under = "slack:T1:0"
        session.add(under)
    await sent_slowly(database, slow)
    assert states(database) == {SendState.SENT: 2}


async def test_what_came_behind_one_that_is_decided_upon_anew_leaves_all_the_same(
    database: Database, filled: Callable[..., None], slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the morning the first was under way when somebody died; it had not arrived, and now it is night."""
    now = NOW
    filled("slack", 2)
    schedule = schedule_of(database, lambda: now, slack=slow)
    await admitted(schedule)
    now += 12 * HOUR
    with database.transaction() as session:
        first, second = session.exec(select(Outgoing).order_by(col(Outgoing.id)))
        first.suspect, first.waits_for_work = True, True
        second.admitted_at, second.conversation = now, first.conversation
        session.add_all([first, second])

    async def find(letter: Letter) -> Sent | None:
        slow.loop = asyncio.get_running_loop()
        await slow.open.wait()
        slow.ticks += delivery.SLICE.total_seconds()
        return None

    monkeypatch.setattr(slow, "find", find)
    schedule.delivery.ticks = lambda: slow.ticks
    async with asyncio.timeout(5):
        await schedule.settle()
    assert states(database) == {SendState.WAITING: 1, SendState.SENT: 1}


@pytest.mark.parametrize("waits", ["folded", "behind another"])
async def test_what_can_not_leave_though_its_time_has_come_wakes_nobody_again_and_again(
    database: Database, filled: Callable[..., None], waits: str
) -> None:
    filled("slack", 2)
    schedule = schedule_of(database, slack=Gate())
    await admitted(schedule)
    with database.transaction() as session:
        first, second = session.exec(select(Outgoing).order_by(col(Outgoing.id)))
        second.retry_at = NOW - HOUR
        if waits == "folded":
            second.state, second.digest = SendState.FOLDED, "digest:1:0"
        else:
            first.retry_at, second.conversation = NOW + HOUR, first.conversation
        session.add_all([first, second])
    async with asyncio.timeout(5):
        await schedule.settle()
    with database.transaction() as session:
        lane = session.exec(select(Lane)).one()
        assert (lane.token, lane.wake_at) == (1, None if waits == "folded" else NOW + HOUR)


async def test_asked_to_stop_it_gives_back_what_was_not_sent(
    database: Database, filled: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One request is under way and ends; what was claimed with it was never tried."""
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T1", "U1", "Anna", "en", "Europe/Berlin"), NOW)
        for number in range(3):
            message(session, account.id or 0, account.workspace_id, f"m{number}")
        for row in session.exec(select(Outgoing)):
            row.conversation = "one"
            session.add(row)
    slack = Gate(is_open=False)
    schedule = schedule_of(database, slack=slack)
    await admitted(schedule)
    await stops_while_busy(schedule, slack)
    assert slack.arrived == {"baton-1": 1}
    assert states(database) == {SendState.SENT: 1, SendState.READY: 2}
    with database.transaction() as session:
        assert session.exec(select(Lane.lease_until)).one() is None
        assert not any(session.exec(select(Outgoing.suspect)).all())


async def test_what_fails_while_everything_ends_is_not_given_up(
    database: Database, filled: Callable[..., None]
) -> None:
    """A session that was closed under a request fails as a mistake of ours would; it is looked for later."""

    class Closed(Gate):
        async def post(self, letter: Letter) -> Sent:
            await super().post(letter)
            raise RuntimeError("Session is closed")

    filled("slack", 1)
    slack = Closed(is_open=False)
    schedule = schedule_of(database, slack=slack)
    await admitted(schedule)
    await stops_while_busy(schedule, slack)
    assert states(database) == {SendState.READY: 1}
    with database.transaction() as session:
        assert session.exec(select(Outgoing.suspect)).one()


async def test_what_still_hangs_when_patience_ends_is_looked_for_by_the_next(
    database: Database, filled: Callable[..., None], shifted: Callable[[timedelta], None]
) -> None:
    class Lost(Gate):
        async def post(self, letter: Letter) -> Sent:
            sent = await super().post(letter)
            await asyncio.Event().wait()
            return sent

    filled("slack", 2)
    hanging = Lost()
    schedule = schedule_of(database, slack=hanging)
    await admitted(schedule)
    await schedule.delivery.take()
    await hanging.busy.wait()
    async with asyncio.timeout(5):
        await schedule.delivery.stop(0.05)
    assert states(database) == {SendState.SENDING: 2}
    shifted(delivery.LEASE + timedelta(seconds=1))
    again = Gate()
    again.arrived = hanging.arrived
    second = schedule_of(database, slack=again)
    await second.delivery.arrive()
    await second.settle()
    assert set(again.arrived.values()) == {1}
    assert states(database) == {SendState.SENT: 2}


def test_a_lane_must_outlast_its_last_request(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LEASE", delivery.SLICE + sending.REQUEST + delivery.COMMIT)
    with pytest.raises(ValueError, match="a lane must not be lost"):
        Delivery(App(database, lambda: NOW), {})


def test_the_senders_clock_goes_on_and_never_jumps() -> None:
    first = delivery.uptime()
    assert 0 <= delivery.uptime() - first < 60
    assert first < datetime.now(UTC).timestamp() - 365 * 86_400  # noqa: TID251  # it is no wall clock
