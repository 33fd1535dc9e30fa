"""Goal 1: a command with its commit over signed HTTP; and whether it depends on how much there is."""

import asyncio
import statistics
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from time import perf_counter
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connect import SlackConnection
from adapters.slack.http import PATH
from adapters.web import WebServer
from bot.app import App
from bot.events import Profile
from bot.people import meet
from data.database import Database
from data.tables import Engagement, EngagementState, Role, Task, TaskState
from scheduling.clock import wall_clock
from tests.benchmarks.measure import Figure, Raw, fresh, recorded
from tests.benchmarks.queue import park_timers
from tests.wire.slack import SmallSlack

SECRET = "shhh"  # a small Slack's
REQUESTS = 400
COMMITS = "link"  # a command that writes each time it is given: the code that was shown before is void
READS = "tasks"
ROUNDS = 3
FULL = 12  # tasks: as many as one answer shows
_number = count()


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    p50: float
    p99: float


def payload(text: str) -> bytes:
    """One slash command."""
    return urlencode(
        {
            "command": "/baton",
            "text": text,
            "user_id": "UANNA",
            "user_name": "anna",
            "channel_id": "DUANNA",
            "channel_name": "directmessage",
            "team_id": "T1",
            "trigger_id": f"trigger.{next(_number)}",
            "response_url": "https://hooks.slack.com/commands/1",
            "api_app_id": "A1",
            "token": "unused",
            "is_enterprise_install": "false",
        }
    ).encode()


async def timed(address: str, text: str, concurrency: int) -> Times:
    """So many requests, so many at once, each signed on its own."""
    verifier, taken = SignatureVerifier(SECRET), []
    async with aiohttp.ClientSession() as session:

        async def worker(number: int) -> None:
            for _ in range(number):
                body, stamp = payload(text), str(int(time.time()))  # noqa: TID251  # Slack's clock
                headers = {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Slack-Request-Timestamp": stamp,
                    "X-Slack-Signature": verifier.generate_signature(timestamp=stamp, body=body) or "",
                }
                began = perf_counter()
                async with session.post(address, data=body, headers=headers) as answer:
                    await answer.read()
                    assert answer.status == 200, answer.status
                taken.append((perf_counter() - began) * 1000)

        await worker(20)
        taken.clear()
        await asyncio.gather(*(worker(REQUESTS // concurrency) for _ in range(concurrency)))
    return Times(statistics.median(taken), statistics.quantiles(taken, n=100)[98])


@asynccontextmanager
async def served(application: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def echo(*, at_once: bool) -> AsyncIterator[str]:
    """Bolt that says what it was told: as it comes, or with ``process_before_response``."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb", bot_user_id="U")

    bolt = AsyncApp(
        client=AsyncWebClient("xoxb"), signing_secret=SECRET, authorize=authorize, process_before_response=at_once
    )

    @bolt.command("/baton")
    async def said(ack: Callable[..., Awaitable[None]], command: dict[str, str]) -> None:
        await ack(command["text"])

    async def take(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.router.add_post(PATH, take)
    async with served(application) as address:
        yield address


@asynccontextmanager
async def baton(database: Database) -> AsyncIterator[str]:
    """Baton's Slack adapter over HTTP."""
    async with SmallSlack() as slack:
        slack.user("Anna")
        app = App(database, wall_clock)
        server = WebServer(app, lambda: True, "127.0.0.1", 0)
        connection = SlackConnection(
            app,
            lambda: None,
            bot_token=slack.bot_token,
            app_token=None,
            signing_secret=SECRET,
            api_url=slack.url,
            router=server.application.router,
        )
        await connection.start()
        await server.start()
        try:
            yield server.address + PATH
        finally:
            await server.stop()
            await connection.stop()


def fill(database: Database, tasks: int) -> None:
    """Anna with so many open tasks."""
    now = wall_clock()
    with database.transaction() as session:
        anna, _ = meet(session, Profile("slack", "T1", "UANNA", "Anna", "de", "Europe/Lisbon"), now)
        carla, _ = meet(session, Profile("slack", "T1", "UCARLA", "Carla", "en", "Europe/Berlin"), now)
        engagement = Engagement(
            workspace_id=anna.workspace_id,
            client_id=carla.id or 0,
            va_id=anna.id or 0,
            language="de",
            proposed_by=Role.CLIENT,
            state=EngagementState.ACTIVE,
            created_at=now,
        )
        session.add(engagement)
        session.flush()
        for number in range(tasks):
            session.add(
                Task(
                    engagement_id=engagement.id or 0,
                    title=f"Newsletter {number}",
                    state=TaskState.ACCEPTED,
                    due_at=now + timedelta(days=number + 1),
                    proposed_at=now,
                )
            )


async def replayed(database: Database, statements: list[tuple[str, object, bool]], concurrency: int) -> float:
    """The same statements through the bare driver, in one thread: milliseconds, the median."""
    loop, taken, local = asyncio.get_running_loop(), [], threading.local()

    def once(number: int) -> None:
        if not hasattr(local, "raw"):
            local.raw = Raw(database)
        # Each request leaves a mark of its own.
        fitted = [
            (text, (f"replay:{number}", *given[1:]) if text.startswith("INSERT INTO handled") else given, many)
            for text, given, many in statements
            if isinstance(given, tuple)
        ]
        local.raw.replay(fitted)

    with ThreadPoolExecutor(1) as thread:

        async def worker(number: int) -> None:
            for _ in range(number):
                began = perf_counter()
                await loop.run_in_executor(thread, once, next(_number))
                taken.append((perf_counter() - began) * 1000)

        await worker(20)
        taken.clear()
        await asyncio.gather(*(worker(REQUESTS // concurrency) for _ in range(concurrency)))
    return statistics.median(taken)


async def command_figures() -> list[Figure]:
    """Goal 1, side by side, several rounds; the median of each ratio."""
    ratios: dict[int, list[float]] = {1: [], 10: []}
    details: dict[int, str] = {}
    stock_ratio, p99s = [], []
    with fresh("sqlite") as database:
        fill(database, 3)
        async with baton(database) as ours, echo(at_once=True) as quick, echo(at_once=False) as stock:
            await timed(ours, COMMITS, 1)
            with recorded(database) as statements:
                await _one(ours)
            assert any(text.startswith(("INSERT", "UPDATE")) for text, *_ in statements), "it commits something"
            for _ in range(ROUNDS):
                for concurrency in (1, 10):
                    mine, theirs = await timed(ours, COMMITS, concurrency), await timed(quick, COMMITS, concurrency)
                    raw = await replayed(database, statements, concurrency)
                    ratios[concurrency].append(mine.p50 / (theirs.p50 + raw))
                    details[concurrency] = f"{mine.p50:.2f} ms; echo {theirs.p50:.2f} + statements {raw:.2f}"
                    if concurrency == 10:
                        p99s.append(mine.p99)
                    else:
                        as_it_comes = await timed(stock, COMMITS, 1)
                        stock_ratio.append(mine.p50 / as_it_comes.p50)
                        details[0] = f"{mine.p50:.2f} ms; stock echo {as_it_comes.p50:.2f}"
    middle = statistics.median
    return [
        Figure("1", "command at concurrency 1 / (echo + statements)", middle(ratios[1]), 2.5, detail=details[1]),
        Figure("1", "command at concurrency 10 / (echo + statements)", middle(ratios[10]), 2.5, detail=details[10]),
        Figure("1", "command / stock bolt's bare echo", middle(stock_ratio), 1.0, detail=details[0]),
        Figure("1", "p99 at concurrency 10, in ms", middle(p99s), 250),
    ]


async def _one(address: str) -> None:
    """A single signed request."""
    verifier, body, stamp = SignatureVerifier(SECRET), payload(COMMITS), str(int(time.time()))  # noqa: TID251  # Slack's
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": verifier.generate_signature(timestamp=stamp, body=body) or "",
    }
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        assert answer.status == 200


async def size_figures() -> list[Figure]:
    """What a person feels must not depend on how much there is."""
    with fresh("sqlite") as small, fresh("sqlite") as large:
        fill(small, FULL)
        fill(large, 500)
        park_timers(large, 1_000_000)
        async with baton(small) as few, baton(large) as many:
            ratios = []
            for _ in range(ROUNDS):
                a, b = await timed(few, READS, 1), await timed(many, READS, 1)
                ratios.append(b.p50 / a.p50)
    detail = f"{b.p50:.2f} ms against {a.p50:.2f}"
    return [
        Figure(
            "–",
            "command with 10⁶ timers and 500 tasks / with 12 tasks, as many as it shows",
            statistics.median(ratios),
            detail=detail,
        )
    ]
