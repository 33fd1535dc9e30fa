"""Engine, pragmas, transactions. The one place that knows which database it is."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from threading import get_ident
from typing import Any, ParamSpec, TypeVar

from filelock import FileLock
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")

logger = logging.getLogger(__name__)

POOL = 4
CHANNEL = "baton"
PATIENCE = 12  # seconds; one that was asked to stop needs ten
RETRY = 1  # second
IDLE = 5.0  # seconds; a transaction of ours never waits for a network, so one that does nothing for so long was stopped

# A server that is away or cut off is noticed: seconds, and for what was sent milliseconds. A URL may say otherwise.
# postgresql.org/docs/current/libpq-connect.html
SILENCE = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "tcp_user_timeout": 10_000}


def database_time(session: Session) -> datetime:
    """The database's clock, which all programs share: leases are counted on it."""
    if is_alone(session):
        said = session.connection().exec_driver_sql("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')").scalar_one()
        return datetime.fromisoformat(str(said)).replace(tzinfo=UTC)
    moment: datetime = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    return moment


def is_alone(session: Session) -> bool:
    """Whether only one program uses this database: a SQLite file has no more."""
    return session.get_bind().dialect.name == "sqlite"


def notify(session: Session) -> None:
    """Wakes the other programs once this transaction is committed."""
    if not is_alone(session):
        session.connection().exec_driver_sql(f"NOTIFY {CHANNEL}")


def collided(error: DBAPIError) -> bool:
    """Whether this transaction was only in another one's way, and may well succeed now: both made the same, somebody
    new for instance, or each waited for what the other had locked (PostgreSQL, appendix A: deadlock_detected)."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", "") == "40P01"


class Database:
    """One database, and the threads that talk to it: one for SQLite, a small pool for PostgreSQL."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)
        self._threads = ThreadPoolExecutor(
            1 if self.is_sqlite else POOL, thread_name_prefix="database", initializer=self._thread_began
        )
        self._only_thread = 0  # which one that is, on SQLite
        self._kept: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction that writes: committed at the end, undone by any exception."""
        bind = self._bind()
        try:
            with Session(bind, expire_on_commit=False) as session, session.begin():
                yield session
        except BaseException:
            self._give_back()  # the pool undoes what even a commit that failed has left open
            raise

    def _thread_began(self) -> None:
        if self.is_sqlite:
            self._only_thread = get_ident()

    def _bind(self) -> Engine | Connection:
        """SQLite's one thread keeps its connection: to ask the pool for one takes as long as a query."""
        if get_ident() != self._only_thread:
            return self.engine
        if self._kept is None:
            self._kept = self.engine.connect()
        return self._kept

    def _give_back(self) -> None:
        if self._kept is not None and get_ident() == self._only_thread:
            self._kept.close()
            self._kept = None

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a synchronous piece of the core in a database thread, so the event loop never waits for a disk."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))

    def alone(self) -> AbstractContextManager[object]:
        """One program sends from a SQLite file. Raises filelock.Timeout for a second one; on PostgreSQL never."""
        if not self.is_sqlite or not self.url.database or self.url.database == ":memory:":
            return nullcontext()
        return FileLock(f"{self.url.database}.lock", timeout=PATIENCE)

    async def listen(self, woken: Callable[[], None]) -> None:
        """Calls back whenever another program has something to send, until it is cancelled.

        What is missed while the connection is away is found by the next tick.
        """
        if self.is_sqlite:
            return
        import psycopg  # SQLite needs none of it

        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        silence: dict[str, Any] = _silence(self.url)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(address, autocommit=True, **silence) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    woken()
                    async for _ in connection.notifies():
                        woken()
            except psycopg.Error as error:
                logger.warning("nobody listens to the database", extra={"error": type(error).__name__})
                await asyncio.sleep(RETRY)

    def close(self) -> None:
        """Ends the threads and closes every connection."""
        self._threads.shutdown(wait=True)
        if self._kept is not None:
            self._kept.close()
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
        try:
            connection.connection.driver_connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:  # past SQLAlchemy, which would have said it so
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error

    return engine


def _silence(url: URL) -> dict[str, int]:
    return {name: length for name, length in SILENCE.items() if name not in url.query}


def _postgres(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args=_silence(url),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # What a stopped program has locked would hold up all the others until it goes on.
        connection.execute(f"SET idle_in_transaction_session_timeout = {int(IDLE * 1000)}")
        connection.commit()

    return engine
