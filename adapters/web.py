"""The HTTP port: Slack's requests where it is set up so, and how Baton is doing."""

import asyncio
from collections.abc import Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.app import App
from bot.ports import Misfit
from data.queries import status
from scheduling.counters import OLDEST, QUEUED

CLOSING = 0.5  # seconds for requests that are under way at the end
PATIENCE = 2  # seconds that the database may take to say that it is there


class WebServer:
    """One server on one port. Routes are added before it starts."""

    def __init__(self, app: App, is_ready: Callable[[], bool], host: str, port: int) -> None:
        self.app = app
        self.is_ready = is_ready
        self.host = host
        self.port = port
        self.application = web.Application(client_max_size=1024 * 1024)  # Slack's own requests are far below
        self.application.router.add_get("/healthz", self._alive)
        self.application.router.add_get("/readyz", self._ready)
        self.application.router.add_get("/metrics", self._metrics)
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
        """Whether it listens on its platforms, and the database answers in time."""
        if not self.is_ready():
            return web.Response(status=503, text="not connected\n")
        return await self._with_queue(lambda queue: web.Response(text="ready\n"))

    async def _metrics(self, _: web.Request) -> web.Response:
        """Prometheus' text format."""

        def figures(queue: status.Queue) -> web.Response:
            for state, count in queue.messages.items():
                QUEUED.labels(state).set(count)
            OLDEST.set(queue.oldest_waits.total_seconds())
            return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

        return await self._with_queue(figures)

    async def _with_queue(self, answer: Callable[[status.Queue], web.Response]) -> web.Response:
        try:
            async with asyncio.timeout(PATIENCE):
                return answer(await self.app.database.call(self._queue))
        except Exception:
            return web.Response(status=503, text="the database does not answer\n")

    def _queue(self) -> status.Queue:
        with self.app.database.transaction() as session:
            return status.queue(session, self.app.clock())
