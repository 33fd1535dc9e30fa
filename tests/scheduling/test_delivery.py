"""How messages leave when the place they go to does not behave."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from adapters.playground.listen import Playground
from bot.app import App
from bot.events import Press
from bot.ports import Blind, Gone, Letter, Limit, Messenger, SendError, Sent, Wait, may_leave
from bot.ui import Card
from data.database import Database, database_time
from data.known import known
from data.queries import lanes
from data.queries.lanes import Fenced, Held
from data.queries.playground import PLATFORM
from data.tables import Lane, Outgoing, PlaygroundMessage, SendState
from scheduling import delivery
from scheduling.delivery import LEASE, Delivery
from scheduling.sending import REQUEST, Asking, Outcome, Parcel, given_up, note, parcels
from tests.world import MONDAY_TEN, Someone, World


class Unreliable:
    """The playground's messenger behind a line that fails as told: an error to raise, or "lost" (sent, no answer)."""

    def __init__(self, messenger: Messenger) -> None:
        self.messenger = messenger
        self.faults: deque[Exception | str] = deque()
        self.away, self.error = False, SendError("503")  # answers nothing but this
        self.tries: list[str] = []
        self.looks = 0
        self.closed: set[str] = set()  # accounts that take no direct messages
        self.refused: dict[str, SendError] = {}  # messages that never get through, by their names

    @property
    def lane(self) -> Limit:
        return self.messenger.lane

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        return self.messenger.limits(letter, sent)

    async def post(self, letter: Letter) -> Sent:
        self.tries.append(letter.name)
        if letter.room is None and letter.account in self.closed:
            raise Gone("direct")
        if letter.name in self.refused:
            raise self.refused[letter.name]
        fault = self.error if self.away else self.faults.popleft() if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        sent = await self.messenger.post(letter)
        if fault == "lost":
            raise SendError("the answer was lost")
        return sent

    async def edit(self, letter: Letter, sent: Sent) -> None:
        fault = self.error if self.away else self.faults.popleft() if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        await self.messenger.edit(letter, sent)

    async def find(self, letter: Letter) -> Sent | None:
        self.looks += 1
        return await self.messenger.find(letter)


@pytest.fixture
def line(world: World) -> Unreliable:
    unreliable = Unreliable(world.playground.messenger)
    world.playground.schedule.delivery.messengers = {PLATFORM: unreliable}
    return unreliable


@pytest.fixture
def pair(world: World, line: Unreliable) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


def hand_off(carla: Someone, title: str = "Newsletter") -> None:
    carla.runs("new")
    carla.fills(title=title)


def row(world: World, key: str) -> Outgoing:
    with world.playground.database.transaction() as session:
        return session.exec(select(Outgoing).where(Outgoing.key == key)).one()


def posted(world: World, text: str) -> int:
    with world.playground.database.transaction() as session:
        found = session.exec(select(PlaygroundMessage).where(col(PlaygroundMessage.key).is_not(None))).all()
    return sum(text in message.text for message in found)


def test_what_fails_is_tried_again_with_growing_pauses(
    world: World, line: Unreliable, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    line.faults += [SendError("500")] * 5
    hand_off(carla)
    pauses = []
    for _ in range(5):
        waiting = row(world, "task:1")
        assert waiting.state is SendState.READY
        assert waiting.retry_at is not None
        pauses.append((waiting.retry_at - world.now).total_seconds())
        world.travel_to(waiting.retry_at)
    assert pauses >= [1, 2, 4, 8, 16]
    assert all(pause <= base * 1.5 for pause, base in zip(pauses, [1, 2, 4, 8, 16], strict=True))
    assert row(world, "task:1").state is SendState.SENT
    anna.is_rung("Newsletter – von Carla")


def test_a_lost_answer_is_looked_up_and_nothing_comes_twice(
    world: World, line: Unreliable, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    line.faults.append("lost")
    hand_off(carla)
    world.travel(minutes=5)
    assert posted(world, "Newsletter – von Carla") == 1
    anna.is_rung("Newsletter – von Carla")
    anna.presses("Zusagen")
    assert "Zugesagt" in carla.message("Newsletter – von Carla").text


def test_asked_to_wait_it_waits_just_as_long(world: World, line: Unreliable, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    line.faults.append(Wait(90))
    line.tries.clear()
    hand_off(carla)
    assert row(world, "task:1").retry_at == world.now + timedelta(seconds=90)
    world.travel(seconds=89)
    assert len(line.tries) == 1
    world.travel(seconds=1)
    anna.is_rung("Newsletter")


def test_a_conversation_keeps_its_order(world: World, line: Unreliable, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    line.faults.append(SendError("500"))
    hand_off(carla, "First")
    hand_off(carla, "Second")
    assert not anna.sees("Second – von Carla")
    world.travel(minutes=1)
    assert [text for text in ("First", "Second") for message in anna.messages() if text in message.text] == [
        "First",
        "Second",
    ]
    first, second = anna.message("First").id or 0, anna.message("Second").id or 0
    assert first < second


def test_many_changes_before_the_next_send_are_one_edit(
    world: World, line: Unreliable, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    hand_off(carla)
    line.faults.append(Wait(60))
    anna.presses("Zusagen")
    before = len(world.deliveries)
    for number in range(10):
        carla.forges("task.edit|task=1")
        carla.fills(title=f"Newsletter {number}")
    world.travel(minutes=5)
    edits = [each for each in world.deliveries[before:] if each.edited and each.message.thread is None]
    assert len(edits) == 1
    assert "Newsletter 9" in edits[0].message.text


def admitted(world: World, carla: Someone) -> Playground:
    """A task is handed off while nobody sends: its card is admitted and waits on the lane."""
    playground = world.playground
    playground.schedule.delivery.messengers = {}
    hand_off(carla)
    return playground


def free(world: World) -> None:
    """Anybody may take the lane at once."""
    with world.playground.database.transaction() as session:
        lane = session.exec(select(Lane)).one()
        lane.lease_until, lane.next_at, lane.wake_at = None, None, world.now
        session.add(lane)


def held_by(world: World, name: str) -> tuple[Held, list[Parcel]]:
    """Another program takes the lane and claims what is there. Its lease has run out before, whoever had one."""
    app = world.playground.app
    free(world)
    with app.database.transaction() as session:
        (held,) = lanes.take(session, name, [PLATFORM], world.now, LEASE)
        return held, parcels(app, session, lanes.claim(session, held, world.now, 100))


def test_a_sender_that_was_away_too_long_marks_nothing(world: World, pair: tuple[Someone, Someone]) -> None:
    """Its lease ran out and somebody else sent the message: what it knows counts no more."""
    playground = admitted(world, pair[0])
    held, (stale, *_) = held_by(world, "away")
    held_by(world, "other")
    with playground.database.transaction() as session, pytest.raises(Fenced):
        note(session, held, [given_up(stale, "late")], world.now)
    with playground.database.transaction() as session, pytest.raises(Fenced):
        lanes.claim(session, held, world.now, 100)
    with playground.database.transaction() as session, pytest.raises(Fenced):
        lanes.release(session, held, world.now)
    found = row(world, "task:1")
    assert (found.state, found.token, found.suspect) == (SendState.SENDING, held.token + 1, True)


def test_a_lane_that_is_held_is_not_taken(world: World, pair: tuple[Someone, Someone]) -> None:
    playground = admitted(world, pair[0])
    held_by(world, "away")
    with playground.database.transaction() as session:
        lanes.wake(session, {1: world.now})
        assert lanes.take(session, "other", [PLATFORM], world.now, LEASE) == []


def test_what_was_set_back_with_the_clock_holds_nobody_up(world: World, pair: tuple[Someone, Someone]) -> None:
    """A lease that was written while the clock was an hour ahead."""
    playground = admitted(world, pair[0])
    held_by(world, "died")
    with playground.database.transaction() as session:
        lane = session.exec(select(Lane)).one()
        assert lane.lease_until is not None
        lane.lease_until, lane.wake_at = lane.lease_until + timedelta(hours=1), world.now
        session.add(lane)
    with playground.database.transaction() as session:
        assert len(lanes.take(session, "other", [PLATFORM], world.now, LEASE)) == 1


def test_a_process_that_was_stopped_sends_nothing_of_what_it_held(
    world: World, line: Unreliable, pair: tuple[Someone, Someone]
) -> None:
    """It goes on after its lease ran out: its own clock tells it, before the first request."""
    playground = admitted(world, pair[0])
    line.tries.clear()
    free(world)
    clock = iter([*[0.0] * 6, *[LEASE.total_seconds()] * 99])
    assert world.do(Delivery(playground.app, {PLATFORM: line}, ticks=lambda: next(clock)).turn()) == 1
    assert line.tries == []
    free(world)
    playground.schedule.delivery.messengers = {PLATFORM: line}
    world.do(playground.schedule.settle())
    assert line.tries


async def test_whether_it_may_leave_is_asked_again_when_the_connection_stands() -> None:
    """Whoever was stopped in between goes on after its lease, and a request later nobody waits for its answer."""
    now, answers = 0.0, list[bool]()

    async def request() -> None:
        nonlocal now
        answers.append(may_leave.get()())
        now = 4.0 + REQUEST.total_seconds()
        answers.append(may_leave.get()())

    await Asking(lambda: now, until=3.0)(request)
    assert answers == [True, False]
    assert may_leave.get()(), "outside a lane nobody holds anything"


def test_killed_between_claim_and_send_it_goes_on_where_it_stopped(world: World, pair: tuple[Someone, Someone]) -> None:
    _, anna = pair
    admitted(world, pair[0])
    held_by(world, "killed")
    assert not anna.sees("Newsletter – von Carla")
    free(world)
    again = Playground(world.playground.database, world.now, world._posted)
    world.do(again.schedule.settle())
    anna.is_rung("Newsletter – von Carla")


def test_cards_that_take_long_to_make_leave_all_the_same(
    world: World, line: Unreliable, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than a lane is held for, each: the second time fewer are claimed at once."""
    playground = admitted(world, pair[0])
    for number in range(9):
        hand_off(pair[0], f"Brief {number}")
    seconds, made = [0.0], list[str]()
    render = playground.app.render

    def slowly(session: Session, row: Outgoing) -> object:
        seconds[0] += 2.5
        made.append(row.key)
        return render(session, row)

    monkeypatch.setattr(playground.app, "render", slowly)
    delivery = Delivery(playground.app, {PLATFORM: line}, ticks=lambda: seconds[0])
    line.tries.clear()
    free(world)
    while world.do(delivery.turn()):
        assert len(made) < 100, "the same ones are made again and again"
    assert len(line.tries) >= 10


async def test_when_somebodys_lease_ends_the_others_wake(database: Database) -> None:
    """Not only at the next tick."""
    woken = asyncio.Event()
    delivery = Delivery(App(database, lambda: MONDAY_TEN), {}, wake=woken.set)
    with database.transaction() as session:
        lane = Lane(key="slack:T1", platform="slack", holder="died")
        lane.lease_until = database_time(session) + timedelta(seconds=0.1)
        session.add(lane)
    await delivery.take()
    assert not woken.is_set()
    async with asyncio.timeout(5):
        await woken.wait()
    await delivery.stop(0)


def not_marked(
    monkeypatch: pytest.MonkeyPatch, times: int, meanwhile: Callable[[], object] = lambda: None
) -> list[int]:
    """The database is away so many times, just when something has been sent; what was tried to be marked."""
    mark_sent, tries = lanes.mark_sent, list[int]()

    def mark(session: Session, held: Held, sent: Sequence[Mapping[str, Any]]) -> None:
        tries.extend(each["row"] for each in sent)
        if sent and len(tries) <= times:
            meanwhile()
            raise OperationalError("", {}, Exception())
        mark_sent(session, held, sent)

    monkeypatch.setattr(lanes, "mark_sent", mark)
    monkeypatch.setattr(delivery, "NOTE_AGAIN", (0, 0, 0))
    return tries


def test_marks_are_made_in_one_order_whatever_was_answered_first(
    world: World, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who changes several cards at once would wait for this one, and this one for them."""
    carla, _ = pair
    playground = admitted(world, carla)
    hand_off(carla, "Website")
    held, found = held_by(world, "me")
    tries = not_marked(monkeypatch, 0)
    with playground.database.transaction() as session:
        note(session, held, [Outcome(each, SendState.SENT, Sent("team", "1")) for each in reversed(found)], world.now)
    assert len(tries) > 1
    assert tries == sorted(tries)


def test_what_could_not_be_marked_at_once_is_marked_a_little_later(
    world: World, line: Unreliable, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is known that it arrived; where nobody can look for it, it would come twice."""

    async def find(letter: Letter) -> Sent | None:
        raise Blind

    monkeypatch.setattr(line, "find", find)
    not_marked(monkeypatch, 3)
    hand_off(pair[0])
    assert row(world, "task:1").state is SendState.SENT
    assert posted(world, "Newsletter – von Carla") == 1


def test_what_was_marked_though_nobody_said_so_does_not_cost_the_lane(
    world: World, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to COMMIT was lost; marked again, it is found marked already."""
    whole, lost = delivery._Drain._note, [1]

    def noted(drain: delivery._Drain, outcomes: list[Outcome]) -> None:
        whole(drain, outcomes)
        if lost:
            lost.pop()
            raise OperationalError("COMMIT", None, Exception())

    monkeypatch.setattr(delivery._Drain, "_note", noted)
    hand_off(pair[0])
    hand_off(pair[0], "Shop")
    assert not lost
    assert posted(world, "Newsletter – von Carla") == posted(world, "Shop – von Carla") == 1


def test_after_the_lease_nothing_is_marked_again(
    world: World, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0

    def later() -> None:
        nonlocal now
        now += LEASE.total_seconds() + 1

    monkeypatch.setattr(world.playground.schedule.delivery, "ticks", lambda: now)
    tries = not_marked(monkeypatch, 99, later)
    hand_off(pair[0])
    assert tries == [known(row(world, "task:1").id)] * 2  # the lane was left, and taken once more


def test_what_could_not_be_marked_is_looked_for_at_once(
    world: World, line: Unreliable, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else holds the lane, so nobody waits for the lease to run out."""
    carla, anna = pair
    not_marked(monkeypatch, 4)
    hand_off(carla)
    assert (line.looks, row(world, "task:1").state) == (1, SendState.SENT)
    assert posted(world, "Newsletter – von Carla") == 1
    anna.is_rung("Newsletter – von Carla")


def test_what_can_not_be_marked_again_and_again_waits_for_the_lease(
    world: World, pair: tuple[Someone, Someone], monkeypatch: pytest.MonkeyPatch
) -> None:
    not_marked(monkeypatch, 99)
    hand_off(pair[0])
    assert row(world, "task:1").state is SendState.SENDING
    assert posted(world, "Newsletter – von Carla") == 1


def test_two_press_at_the_same_moment_and_one_wins(world: World, pair: tuple[Someone, Someone]) -> None:
    """Two processes on one database: two connections, two threads."""
    carla, anna = pair
    hand_off(carla)
    one = world.playground
    two = Playground(Database(one.database.url), one.now)
    who = one.profile(anna.account)
    assert who is not None
    accept = Press(who=who, where=one.place("team"), action="task.accept", ids={"task": 1})

    async def both() -> list[str]:
        answers = await asyncio.gather(*(each.database.call(each.app.handle, accept) for each in (one, two)))
        return sorted(str(answer.title) for answer in answers if isinstance(answer, Card))

    lost, won = world.do(both())
    two.database.close()
    assert "hat Newsletter schon zugesagt" in lost
    assert "ist jetzt bei dir" in won
