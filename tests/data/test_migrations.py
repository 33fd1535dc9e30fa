"""The migrations and the tables say the same on both databases, and what people had is there afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel, select

from data.database import Database
from data.migrate import migrate
from data.tables import Because, Checkin, CheckinItem, CheckinPlan, Outlook, Task

BEFORE = datetime(2026, 11, 24, 9, tzinfo=UTC)
# A check-in as it was before there were drafts and windows.
ROWS = """
INSERT INTO lane (id, key, platform, token) VALUES (1, 'playground', 'playground', 0);
INSERT INTO workspace (id, platform, external_id, lane_id) VALUES (1, 'playground', 'here', 1);
INSERT INTO person (id, name, language, hours, praise_nudges, daily, digest_minute, rings, created_at)
    VALUES (1, 'Anna', 'de', '[]', true, 3, 960, '[]', '2026-11-24 09:00:00');
INSERT INTO account (id, workspace_id, person_id, external_id, name) VALUES (1, 1, 1, 'anna', 'Anna');
INSERT INTO engagement (id, workspace_id, client_id, va_id, language, state, proposed_by, created_at)
    VALUES (1, 1, 1, 1, 'de', 'active', 'client', '2026-11-24 09:00:00');
INSERT INTO task (id, engagement_id, title, outcome, authority, state, reason, rounds, changes, proposed_at)
    VALUES (1, 1, 'Newsletter', '', 'tell', 'accepted', '', 0, 0, '2026-11-24 09:00:00');
INSERT INTO checkin_plan (id, person_id, account_id, days, minute, active) VALUES (1, 1, 1, '[0, 2]', 540, true);
INSERT INTO checkin (id, plan_id, person_id, asked_at, skipped) VALUES (1, 1, 1, '2026-11-24 09:00:00+00:00', false);
INSERT INTO checkin_item (id, checkin_id, engagement_id, task_id, outlook, note, sent)
    VALUES (1, 1, 1, 1, 'blocked', 'Passwort', true);
"""


@pytest.fixture
def url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
        return
    server, name = make_url(request.getfixturevalue("server")), f"old_{token_hex(4)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.mark.both_databases
def test_the_newest_schema_is_what_the_tables_say(url: str) -> None:
    migrate(url)
    database = Database(url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []
    database.close()


@pytest.mark.both_databases
def test_what_was_there_before_check_ins_in_full_is_there_afterwards(url: str) -> None:
    migrate(url, "0001")
    database = Database(url)
    with database.engine.begin() as connection:
        for statement in ROWS.split(";\n"):
            connection.execute(text(statement))
    migrate(url)
    with database.transaction() as session:
        plan = session.exec(select(CheckinPlan)).one()
        checkin = session.exec(select(Checkin)).one()
        item = session.exec(select(CheckinItem)).one()
        task = session.exec(select(Task)).one()
    assert (plan.days, plan.rule, plan.begins, plan.rarer_after) == ([0, 2], "", None, 0)
    assert (checkin.since, checkin.closes_at, checkin.closed) == (BEFORE, BEFORE, False)
    assert (item.outlook, item.note, item.draft) == (Outlook.BLOCKED, "Passwort", Outlook.ON_TRACK)
    assert (item.because, item.before, task.dated_at) == (Because.QUIET, None, None)
    database.close()
