"""What all tests stand on: a fresh database each, and a world around it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.database import Database
from data.migrate import migrate
from tests.world import World


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy: migrating anew for every test would be most of its time."""
    path = tmp_path_factory.mktemp("template") / "baton.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of its own."""
    path = tmp_path / "baton.db"
    shutil.copy(template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    world = World(database)
    yield world
    world.close()
