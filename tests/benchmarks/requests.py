"""Signed requests over HTTP, as Slack sends them, and two that answer: Baton's adapter, and Bolt's bare echo."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from time import perf_counter
from urllib.parse import urlencode, urlsplit

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
from data.database import Database
from scheduling.clock import wall_clock
from tests.wire.slack import SmallSlack

SECRET = "shhh"  # a small Slack's
WARM = 20  # requests that nobody measures
number = count()


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    p50: float
    p99: float


def signed(address: str, text: str) -> bytes:
    """One slash command, whole, so that what the client has to do is done before anything is measured."""
    body = urlencode(
        {
            "command": "/baton",
            "text": text,
            "user_id": "UCARLA",
            "user_name": "carla",
            "channel_id": "DUCARLA",
            "channel_name": "directmessage",
            "team_id": "T1",
            "trigger_id": f"trigger.{next(number)}",
            "response_url": "https://hooks.slack.com/commands/1",
            "api_app_id": "A1",
            "token": "unused",
            "is_enterprise_install": "false",
        }
    )
    stamp = str(int(time.time()))  # noqa: TID251  # Slack's clock
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\n\r\n"
    )
    return (head + body).encode()


async def timed(address: str, text: str, concurrency: int, requests: int) -> Times:
    """So many requests, so many at once, each over a connection that is kept."""
    each, taken = requests // concurrency, list[float]()

    async def worker(bodies: list[bytes]) -> None:
        reader, writer = await asyncio.open_connection(urlsplit(address).hostname, urlsplit(address).port)
        for body in bodies:
            began = perf_counter()
            writer.write(body)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))
            taken.append((perf_counter() - began) * 1000)
            assert head.startswith(b"HTTP/1.1 200"), head
        writer.close()
        await writer.wait_closed()

    await worker([signed(address, text) for _ in range(WARM)])
    taken.clear()
    ready = [[signed(address, text) for _ in range(each)] for _ in range(concurrency)]
    await asyncio.gather(*map(worker, ready))
    return Times(statistics.median(taken), statistics.quantiles(taken, n=100)[98])


@asynccontextmanager
async def echo(*, at_once: bool) -> AsyncIterator[str]:
    """Bolt that says what it was told: as it comes, or with ``process_before_response``."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb", bot_user_id="U")

    bolt = AsyncApp(
        client=AsyncWebClient(), signing_secret=SECRET, authorize=authorize, process_before_response=at_once
    )

    @bolt.command("/baton")
    async def said(ack: Callable[..., Awaitable[None]], command: dict[str, str]) -> None:
        await ack(command["text"])

    async def take(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.router.add_post(PATH, take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def baton(database: Database) -> AsyncIterator[str]:
    """Baton's Slack adapter over HTTP."""
    async with SmallSlack() as slack:
        slack.user("Carla")
        app = App(database, wall_clock)
        server = WebServer(app, dict, "127.0.0.1", 0)
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
            yield server.address
        finally:
            await server.stop()
            await connection.stop()
