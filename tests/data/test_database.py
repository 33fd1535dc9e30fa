"""The databases are opened so that a power loss takes nothing that was committed, and a lost connection is noticed."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlmodel import select

from bot.events import Profile
from bot.people import meet
from data.database import POOL, Database
from data.known import known
from data.queries import messages
from data.tables import Draft, Handled, LinkTry
from tests.world import MONDAY_TEN


def test_a_commit_is_on_the_disk(tmp_path: Path) -> None:
    """WAL with synchronous=FULL (2): sqlite.org/pragma.html#pragma_synchronous."""
    database = Database(f"sqlite:///{tmp_path}/baton.db")
    with database.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.postgresql
def test_four_connections_and_each_is_tried_before_it_is_used(database: Database) -> None:
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    assert (pool.size(), pool._max_overflow, pool._pre_ping) == (POOL, 0, True)
    assert POOL == 4


@pytest.mark.postgresql
def test_a_server_that_is_silent_is_given_up(database: Database) -> None:
    """Seconds to connect, milliseconds for what was sent: postgresql.org/docs/current/libpq-connect.html. Whoever
    sets others in the address has them."""
    for url, seconds in ((database.url, "5"), (database.url.update_query_dict({"connect_timeout": "7"}), "7")):
        asked = Database(url)
        with asked.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            given = driver.info.get_parameters()
        asked.close()
        assert (given["connect_timeout"], given["tcp_user_timeout"]) == (seconds, "10000")


async def test_sqlites_thread_keeps_its_connection_until_something_fails(tmp_path: Path) -> None:
    """A locked file, a broken statement and a commit that is refused leave nothing behind; the next one begins anew."""
    database = Database(f"sqlite:///{tmp_path}/baton.db")
    taken = []
    event.listen(database.engine, "checkout", lambda *_: taken.append(1))

    def run(*statements: str) -> int:
        with database.transaction() as session:
            for each in statements:
                session.connection().exec_driver_sql(each)
            return int(session.connection().exec_driver_sql("SELECT count(*) FROM note").scalar_one())

    await database.call(run, "CREATE TABLE note (word TEXT)", "PRAGMA busy_timeout = 10")
    await database.call(
        run, "CREATE TABLE tree (id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree DEFERRABLE INITIALLY DEFERRED)"
    )
    await database.call(run)
    assert len(taken) == 1
    with pytest.raises(OperationalError, match="no such table"):
        await database.call(run, "INSERT INTO note VALUES ('lost')", "INSERT INTO nowhere VALUES (1)")
    with sqlite3.connect(tmp_path / "baton.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await database.call(run, "INSERT INTO note VALUES ('lost')")
        other.execute("COMMIT")
    other.close()
    with pytest.raises(DBAPIError, match="FOREIGN KEY"):
        await database.call(run, "INSERT INTO note VALUES ('lost')", "INSERT INTO tree VALUES (1, 99)")
    assert await database.call(run, "INSERT INTO note VALUES ('kept')") == 1
    assert len(taken) == 1 + 3
    database.close()
    with Database(database.url).transaction() as session:
        assert session.connection().exec_driver_sql("SELECT word FROM note").scalar_one() == "kept"


@pytest.mark.both_databases
def test_what_nobody_needs_any_more_is_forgotten(database: Database) -> None:
    """Codes that did not fit are counted for an hour; drafts end by themselves; events are repeated for less than a
    week."""
    with database.transaction() as session:
        account, _ = meet(session, Profile("slack", "T1", "U1", "Anna", "de", "Europe/Lisbon"), MONDAY_TEN)
        account_id = known(account.id)
        for hours in (0, 2, 25, 24 * 8):
            at = MONDAY_TEN - timedelta(hours=hours)
            session.add(LinkTry(account_id=account_id, at=at))
            session.add(Handled(key=f"event:{hours}", at=at))
            messages.keep_draft(session, account_id, "new", str(hours), {}, at)
        messages.forget_old_entries(session, MONDAY_TEN)
        assert len(session.exec(select(LinkTry)).all()) == 2
        assert len(session.exec(select(Handled)).all()) == 3
        assert len(session.exec(select(Draft)).all()) == 2
