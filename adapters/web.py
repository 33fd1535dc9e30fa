"""The HTTP port: Slack's requests where it is set up so, and how Baton is doing."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Generic, TypeVar

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlmodel import select

from bot.app import App
from bot.ports import Misfit
from data.queries import status
from data.tables import Lane
from scheduling.counters import OLDEST, QUEUED

T = TypeVar("T")

CLOSING = 0.5  # seconds for requests that are under way at the end
PATIENCE = 2  # seconds that the database may take to say that it is there
FRESH = 5  # seconds in which what waits is not counted anew: on SQLite nobody else is answered meanwhile


class WebServer:
    """One server on one port. Routes are added before it starts."""

    def __init__(self, app: App, connected: Callable[[], Mapping[str, bool]], host: str, port: int) -> None:
        self.app = app
        self.connected = connected  # each platform that is set up
        self.host = host
        self.port = port
        self.application = web.Application(client_max_size=1024 * 1024)  # Slack's own requests are far below
        self.application.router.add_get("/healthz", self._alive)
        self.application.router.add_get("/readyz", self._ready)
        self.application.router.add_get("/metrics", self._metrics)
        self._there = _Shared(lambda: app.database.call(self._look))
        self._queue = _Shared(lambda: app.database.call(self._count), FRESH)
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Where it listens; empty before it does."""
        if self._runner is None:
            return ""
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def start(self) -> None:
        """Begins to listen. Raises Misfit for a port that can't be used."""
        runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=CLOSING)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise Misfit("PORT", f"{self.host}:{self.port} can't be used: {error.strerror}.") from error
        self._runner = runner

    async def stop(self) -> None:
        """Stops listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _alive(self, _: web.Request) -> web.Response:
        """The process answers; more is not asked."""
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        """Whether it listens on every platform that is set up, and the database answers in time."""
        connected = self.connected()
        if not all(connected.values()):
            lines = (f"{name}: {'connected' if there else 'not connected'}\n" for name, there in connected.items())
            return web.Response(status=503, text="".join(lines))
        try:
            await self._there.answer()
        except Exception:
            return _away()
        return web.Response(text="ready\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        """Prometheus' text format."""
        try:
            queue = await self._queue.answer()
        except Exception:
            return _away()
        for state, count in queue.messages.items():
            QUEUED.labels(state).set(count)
        OLDEST.set(queue.oldest_waits.total_seconds())
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _look(self) -> None:
        """The smallest question that a database without Baton's tables does not answer."""
        with self.app.database.transaction() as session:
            session.exec(select(Lane.id).limit(1)).first()

    def _count(self) -> status.Queue:
        with self.app.database.transaction() as session:
            return status.queue(session, self.app.clock())


class _Shared(Generic[T]):
    """A question that is under way once at most: whoever comes meanwhile, or while its answer is fresh, shares it."""

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, T]], fresh: float = 0) -> None:
        self._ask = ask
        self._fresh = fresh  # seconds
        self._asked: asyncio.Task[T] | None = None
        self._stale_at = 0.0

    async def answer(self) -> T:
        """Raises what the question raises, and TimeoutError if it takes too long; then it goes on for the next one."""
        if self._asked is None or (self._asked.done() and asyncio.get_running_loop().time() >= self._stale_at):
            self._asked = asyncio.create_task(self._ask_now())
        return await asyncio.wait_for(asyncio.shield(self._asked), PATIENCE)

    async def _ask_now(self) -> T:
        found = await self._ask()
        self._stale_at = asyncio.get_running_loop().time() + self._fresh
        return found


def _away() -> web.Response:
    return web.Response(status=503, text="the database does not answer\n")
