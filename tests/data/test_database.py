"""The databases are opened so that a power loss takes nothing that was committed, and a lost connection is noticed."""

from pathlib import Path

import pytest
from sqlalchemy.pool import QueuePool

from data.database import POOL, Database


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
