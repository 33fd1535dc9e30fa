"""Engine, pragmas, transactions. The one place that knows which database it is."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")

POOL = 4


class Database:
    """One database, and the threads that talk to it: one for SQLite, a small pool for PostgreSQL."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else POOL, thread_name_prefix="database")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction that writes: committed at the end, undone by any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a synchronous piece of the core in a database thread, so the event loop never waits for a disk."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """Ends the threads and closes every connection."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": 10, "isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # The driver's own transactions begin at the first write: two that read first lose updates silently.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_size=POOL, max_overflow=0, pool_pre_ping=True)
