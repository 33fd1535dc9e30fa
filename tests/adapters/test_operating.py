"""How Baton says how it is doing: on the command line, and over HTTP."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import aiohttp
import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from adapters import web
from adapters.web import WebServer
from bot.app import App
from bot.events import Profile
from bot.people import meet
from data.database import Database
from data.migrate import migrate
from data.tables import Kind, Outgoing, SendState, Timer
from tests.adapters.test_main import environment, started, told
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_story import people

__all__ = ["environment"]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "Schatzinsel"


def add(session: Session, key: str, state: SendState, note: str = "", due: datetime = NOW) -> int:
    account, _ = meet(session, Profile("slack", "T1", "U1", "Anna", "de", "Europe/Lisbon"), NOW)
    row = Outgoing(
        key=key,
        view="hello",
        about={"text": SECRET},
        workspace_id=account.workspace_id,
        account_id=account.id or 0,
        lane_id=1,
        conversation=key,
        kind=Kind.FREE,
        state=state,
        not_before=due,
        note=note,
    )
    session.add(row)
    session.flush()
    return row.id or 0


@pytest.fixture
def kept(tmp_path: Path) -> Database:
    """The database that the command line's settings name."""
    url = f"sqlite:///{tmp_path}/baton.db"
    migrate(url)
    return Database(url)


async def test_status_of_an_empty_queue(kept: Database) -> None:
    kept.close()
    code, text = await told("status")
    assert code == 0
    assert "Nothing waits." in text


async def test_status_shows_what_waits_and_how_long(kept: Database) -> None:
    now = datetime.now(UTC)  # noqa: TID251  # the command line has the real clock
    with kept.transaction() as session:
        add(session, "one", SendState.READY, due=now - timedelta(hours=2))
        add(session, "two", SendState.READY, due=now - timedelta(hours=1))
        add(session, "gone", SendState.FAILED, "room", due=now)
        add(session, "later", SendState.WAITING, due=now + timedelta(hours=1))
        waiting = session.get_one(Outgoing, add(session, "answered", SendState.WAITING, due=now - timedelta(days=3)))
        waiting.until = "question:1"
        session.add(waiting)
        session.add(Timer(kind="checkin.ask", subject=1, due_at=now))
    kept.close()
    code, text = await told("status")
    assert code == 0
    lines = {line.split("│")[1].strip(): line.split("│")[2].strip() for line in text.splitlines() if "│" in line}
    assert lines["ready"] == "2"
    assert lines["set aside"] == "1"
    assert lines["waiting"] == "0"
    assert lines["not due yet"] == "2"
    assert lines["timers due"] == "1"
    assert lines["slack:T1"] == "2"
    assert "The oldest waits 2:00:0" in text
    assert SECRET not in text


async def test_failures_are_listed_and_tried_again(kept: Database) -> None:
    with kept.transaction() as session:
        first = add(session, "one", SendState.FAILED, "room")
        second = add(session, "two", SendState.FAILED, "no answer in time")
    code, text = await told("failures")
    assert code == 0
    assert "room" in text
    assert "no answer in time" in text
    assert SECRET not in text
    assert (await told("failures", "--again", "soon"))[0] == 2
    for unknown in ("0", "123456789", "99999999999999999999", "9" * 5000):
        assert await told("failures", "--again", unknown) == (0, "Tried again by a Baton that runs: 0\n")
    assert (await told("failures", "--again", str(first)))[0] == 0
    with kept.transaction() as session:
        again = session.get_one(Outgoing, first)
        assert (again.state, again.suspect) == (SendState.WAITING, True)
        assert session.get_one(Outgoing, second).state is SendState.FAILED
    assert (await told("failures", "--again", "all"))[0] == 0
    kept.close()
    assert "Nothing was set aside." in (await told("failures"))[1]


@asynccontextmanager
async def served(database: Database, **connected: bool) -> AsyncIterator[str]:
    server = WebServer(App(database, lambda: NOW), lambda: connected, "127.0.0.1", 0)
    await server.start()
    try:
        yield server.address
    finally:
        await server.stop()


async def got(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def test_alive_and_ready(database: Database) -> None:
    async with served(database, slack=True, discord=True) as address:
        assert await got(f"{address}/healthz") == (200, "ok\n")
        assert await got(f"{address}/readyz") == (200, "ready\n")
    async with served(database, slack=True, discord=False) as address:
        assert (await got(f"{address}/healthz"))[0] == 200
        assert await got(f"{address}/readyz") == (503, "slack: connected\ndiscord: not connected\n")


async def test_not_ready_without_its_tables(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    async with served(empty) as address:
        assert (await got(f"{address}/healthz"))[0] == 200
        assert (await got(f"{address}/readyz"))[0] == 503
        assert (await got(f"{address}/metrics"))[0] == 503
    empty.close()


async def test_metrics_count_without_a_word_of_anybody(database: Database) -> None:
    with database.transaction() as session:
        add(session, "one", SendState.READY, due=NOW - timedelta(seconds=90))
        add(session, "two", SendState.FAILED, "room")
    async with served(database) as address:
        status, text = await got(f"{address}/metrics")
    assert status == 200
    assert 'baton_queued{state="ready"} 1.0' in text
    assert 'baton_queued{state="failed"} 1.0' in text
    assert "baton_oldest_waits_seconds 90.0" in text
    assert SECRET not in text


async def test_probes_share_one_small_question_and_counting_is_rare(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is slow they do not pile up, and nobody who presses waits until all that waits is counted."""
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(str(call[2])))
    go_on = Event()
    async with served(database) as address:
        monkeypatch.setattr(web, "PATIENCE", 0.05)
        busy = asyncio.ensure_future(database.call(go_on.wait))
        pages = [f"{address}/{page}" for page in ("readyz", "metrics")] * 3
        assert {(await got(page))[0] for page in pages} == {503}
        go_on.set()
        await busy
        await database.call(len, "")  # what was asked before is answered by now
        counted = [each for each in asked if "count(" in each]
        assert 0 < len(counted) == len(set(counted))
        assert len([each for each in asked if "FROM lane" in each]) == 1
        asked.clear()
        monkeypatch.setattr(web, "PATIENCE", 10)
        assert {(await got(page))[0] for page in pages} == {200}
        assert ["FROM lane" in each for each in asked] == [True] * 3


async def test_a_second_program_on_one_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.database.PATIENCE", 0)
    async with SmallSlack() as slack:
        people(slack)
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": f"sqlite:///{tmp_path}/baton.db",
            "PORT": "0",
        }
        first = await started(given)
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        code, text = await told("run")
        assert code == 1
        assert "another Baton sends from this file" in text
        first.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(first.wait(), 10) == 0


async def test_nothing_is_left_behind_in_the_list_of_programs(database: Database) -> None:
    from data.tables import Worker
    from scheduling.delivery import Delivery

    delivery = Delivery(App(database, lambda: NOW), {})
    await delivery.arrive()
    with database.transaction() as session:
        assert len(session.exec(select(Worker)).all()) == 1
    await delivery.stop(1)
    with database.transaction() as session:
        assert session.exec(select(Worker)).all() == []
