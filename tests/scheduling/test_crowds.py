"""Much waits at once: what may not leave yet is left alone, and nobody else feels it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlmodel import Session, col, select

from bot.app import App
from bot.ports import Letter, Limit, Sent
from data.database import Database
from data.known import known
from data.queries import lanes
from data.queries.lanes import Held
from data.tables import Lane, Outgoing, SendState
from scheduling import delivery
from scheduling.clock import Schedule
from tests.scheduling.test_lanes import Gate, admitted, fill, schedule_of
from tests.scheduling.test_two_processes import NOW

SLICE = timedelta(seconds=0.3)


class Narrow(Gate):
    """A platform that lets little go; of what is about these messages even less."""

    def __init__(self, limit: Limit, slow: Limit | None = None, slowly: int = 0) -> None:
        super().__init__()
        self.lane, self.slow, self.slowly = limit, slow, slowly

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        is_slow = self.slow is not None and int(letter.name.removeprefix("baton-")) <= self.slowly
        return (self.lane, self.slow) if is_slow and self.slow else (self.lane,)


@dataclass
class Claims:
    """How many messages were claimed, and how often somebody tried."""

    messages: list[int] = field(default_factory=list)
    tries: int = 0


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> Claims:
    counted, claim = Claims(), lanes.claim

    def counting(session: Session, held: Held, now: object, limit: int) -> list[int]:
        found = claim(session, held, now, limit)  # type: ignore[arg-type]  # handed through
        counted.messages += found
        counted.tries += 1
        return found

    monkeypatch.setattr(lanes, "claim", counting)
    monkeypatch.setattr(delivery, "SLICE", SLICE)
    return counted


@pytest.fixture
def crowd(database: Database) -> Callable[[int], None]:
    def waiting(number: int) -> None:
        with database.transaction() as session:
            fill(session, "slack", number)

    return waiting


async def one_slice(database: Database, slack: Gate) -> Schedule:
    schedule = schedule_of(database, slack=slack)
    await admitted(schedule)
    lane, long_ago = 1, delivery.uptime() - 1000
    schedule.delivery.pacer.hold(lane, 0, slack.lane, long_ago)  # nothing was sent since: a burst is saved up
    async with asyncio.timeout(10):
        await schedule.delivery.turn()
    return schedule


def by_state(database: Database, state: SendState) -> list[Outgoing]:
    with database.transaction() as session:
        return list(session.exec(select(Outgoing).where(Outgoing.state == state).order_by(col(Outgoing.id))))


@pytest.mark.both_databases
async def test_no_more_is_claimed_than_the_platform_lets_go(
    database: Database, crowd: Callable[[int], None], claims: Claims
) -> None:
    crowd(60)
    slack = Narrow(Limit("workspace", 20, burst=3))
    await one_slice(database, slack)
    room = 3 + 20 * SLICE.total_seconds() + 1
    assert 1 <= slack.arrived.total() <= len(claims.messages) <= room
    assert claims.tries <= room + 1


@pytest.mark.both_databases
async def test_nor_than_it_has_counted(database: Database, crowd: Callable[[int], None], claims: Claims) -> None:
    crowd(60)
    slack = Narrow(Limit("workspace", 0.2, burst=60, window=60))  # twelve a minute, whenever
    await one_slice(database, slack)
    assert 1 <= slack.arrived.total() <= len(claims.messages) <= 12
    assert claims.tries <= 13


async def test_while_there_is_no_room_a_lane_is_not_given_back_and_taken_over_and_over(
    database: Database, crowd: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(3)
    monkeypatch.setattr(delivery, "SLICE", timedelta(seconds=0.1))
    monkeypatch.setattr(delivery, "LOOK_AGAIN", 0.01)
    slack = Narrow(Limit("workspace", 0.2))
    schedule = schedule_of(database, slack=slack)
    await admitted(schedule)
    await schedule.delivery.turn()
    before = delivery.uptime()
    await schedule.delivery.turn()
    assert delivery.uptime() - before >= 0.1
    assert slack.arrived.total() == 1


@pytest.mark.both_databases
async def test_what_has_a_narrower_limit_of_its_own_holds_up_nobody(
    database: Database, crowd: Callable[[int], None], claims: Claims
) -> None:
    """It is put off one after the other, by as long as its limit wants, and what comes after it leaves."""
    crowd(40)
    slack = Narrow(Limit("workspace", 1000, burst=40), Limit("edits", 2), slowly=35)
    await one_slice(database, slack)
    assert set(slack.arrived) == {"baton-1", *(f"baton-{number}" for number in range(36, 41))}
    assert Counter(claims.messages).most_common(1)[0][1] == 1
    moments = [row.retry_at for row in by_state(database, SendState.READY)]
    assert len(moments) == 34
    apart = [(later - at).total_seconds() for at, later in pairwise(at for at in moments if at)]
    assert min(apart) >= 0.45
    assert max(apart) <= 0.6


@pytest.mark.both_databases
def test_while_another_of_its_conversation_has_to_wait_a_new_one_waits(
    database: Database, crowd: Callable[[int], None]
) -> None:
    crowd(3)
    schedule = schedule_of(database, slack=Gate())
    asyncio.run(admitted(schedule))
    with database.transaction() as session:
        first, second, third = session.exec(select(Outgoing).order_by(col(Outgoing.id)))
        second.conversation, second.retry_at = first.conversation, NOW + timedelta(seconds=5)
        session.add(second)
        session.flush()
        lane = known(session.exec(select(Lane.id)).one())
        assert lanes.claim(session, Held(lane, 0, "slack", NOW), NOW, 10) == [third.id]
        later = NOW + timedelta(seconds=5)
        assert lanes.claim(session, Held(lane, 0, "slack", NOW), later, 10) == [first.id, second.id]


@pytest.mark.both_databases
def test_while_another_of_its_conversation_is_under_way_a_new_one_waits(
    database: Database, crowd: Callable[[int], None]
) -> None:
    crowd(3)
    asyncio.run(admitted(schedule_of(database, slack=Gate())))
    with database.transaction() as session:
        first, second, third = session.exec(select(Outgoing).order_by(col(Outgoing.id)))
        second.conversation, first.state = first.conversation, SendState.SENDING
        session.add_all([first, second])
        session.flush()
        assert lanes.claim(session, Held(known(first.lane_id), 0, "slack", NOW), NOW, 10) == [third.id]


@pytest.mark.postgresql
def test_who_takes_a_lane_leaves_the_others_to_those_who_look_at_the_same_moment(database: Database) -> None:
    """Both were woken by one word. What one of them locked and did not take, the other would have passed over."""
    with database.transaction() as session:
        for team in range(2):
            fill(session, "slack", 1, f"T{team}")
    asyncio.run(admitted(Schedule(App(database, lambda: NOW), {})))
    with database.transaction() as session:
        for name in ("one", "two"):
            lanes.beat(session, name, "1")
    with database.transaction() as one, database.transaction() as two:
        mine = lanes.take(one, "one", ["slack"], NOW, delivery.LEASE)
        others = lanes.take(two, "two", ["slack"], NOW, delivery.LEASE)
    assert (len(mine), len(others)) == (1, 1)


@pytest.mark.both_databases
def test_a_lane_that_has_waited_for_long_is_taken_once_beside_the_others(database: Database) -> None:
    with database.transaction() as session:
        for team, waits in enumerate((10, 0)):
            lane = known(lanes.lane_of(session, "slack", f"T{team}").id)
            lanes.wake(session, {lane: NOW - timedelta(seconds=waits)})
        lanes.beat(session, "one", "1")
    with database.transaction() as session:
        taken = lanes.take(session, "one", ["slack"], NOW, delivery.LEASE)
    assert sorted(held.lane for held in taken) == [1, 2]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("root", "goes"),
    [(SendState.READY, False), (SendState.SENDING, False), (SendState.FAILED, True), (SendState.DROPPED, True)],
)
def test_what_stands_under_a_message_waits_until_that_one_is_there(
    database: Database, crowd: Callable[[int], None], root: SendState, goes: bool
) -> None:
    """Or until it never will be."""
    crowd(2)
    asyncio.run(admitted(schedule_of(database, slack=Gate())))
    with database.transaction() as session:
        first, second = session.exec(select(Outgoing).order_by(col(Outgoing.id)))
        first.state, first.retry_at, second.under = root, NOW + timedelta(seconds=5), first.key
        session.add_all([first, second])
        session.flush()
        lane = Held(known(first.lane_id), 0, "slack", NOW)
        assert lanes.claim(session, lane, NOW, 10) == ([second.id] if goes else [])
        if not goes:
            first.state, first.message = SendState.SENT, "1.0"
            session.flush()
            assert lanes.claim(session, lane, NOW, 10) == [second.id]
