"""Goal 4: thousands of direct messages at once, against a wire that enforces the platforms' limits.

    python -m tests.benchmarks.flood slack|discord FACTOR

runs that wire: it prints its port, counts what arrives and what it had to refuse, and says so at ``GET /count``.
"""

import asyncio
import json
import sys
from collections import Counter, defaultdict, deque
from time import monotonic
from typing import Any

import aiohttp
from aiohttp import web
from discord import Client, Intents
from discord.http import Route
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from adapters.discord.messenger import DiscordMessenger
from adapters.slack.messenger import SlackMessenger
from bot.app import App
from bot.events import Profile
from bot.people import meet
from bot.ports import Messenger
from data.database import Database
from data.queries import lanes
from data.tables import Kind, Outgoing, SendState, Workspace
from scheduling.clock import Schedule, wall_clock
from scheduling.pace import Pacer
from tests.benchmarks.measure import Figure, fresh

MESSAGES = 10_000
# How many the wire allows in how many seconds: of everything, and in one channel.
ALLOWED = {"slack": ((300, 60.0), (1, 1.0)), "discord": ((50, 1.0), (5, 5.0))}
FACTOR = {"slack": 40.0, "discord": 4.0}


class Limited:
    """The wire. Its windows slide; the platform's time passes FACTOR times as fast."""

    def __init__(self, platform: str, factor: float) -> None:
        self.platform = platform
        self.factor = factor
        self.sent: dict[str, deque[float]] = defaultdict(deque)
        self.arrived: Counter[str] = Counter()
        self.refused = 0
        self.first = self.last = 0.0

    def allows(self, key: str, most: int, window: float) -> bool:
        now, times = monotonic(), self.sent[key]
        while times and times[0] <= now - window / self.factor:
            times.popleft()
        if len(times) >= most:
            return False
        times.append(now)
        return True

    def takes(self, channel: str, name: str) -> bool:
        everything, one = ALLOWED[self.platform]
        if not (self.allows("everything", *everything) and self.allows(channel, *one)):
            self.refused += 1
            return False
        self.arrived[name] += 1
        self.first, self.last = self.first or monotonic(), monotonic()
        return True

    async def slack(self, request: web.Request) -> web.Response:
        given = await request.json() if request.content_type == "application/json" else dict(await request.post())
        metadata: Any = given["metadata"]
        name = (json.loads(metadata) if isinstance(metadata, str) else metadata)["event_payload"]["name"]
        if not self.takes(str(given["channel"]), name):
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        return web.json_response({"ok": True, "channel": given["channel"], "ts": f"{self.arrived.total()}.1"})

    async def discord(self, request: web.Request) -> web.Response:
        given, channel = await request.json(), request.match_info["channel"]
        if not self.takes(channel, str(given["nonce"])):
            body = {"message": "slow", "retry_after": 1.0, "global": True}
            headers = {"Retry-After": "1", "X-RateLimit-Scope": "global", "Via": "1.1 small"}
            return web.json_response(body, status=429, headers=headers)
        author = {"id": "1", "username": "baton", "discriminator": "0", "avatar": None, "global_name": None}
        body = {
            "id": str(self.arrived.total()),
            "channel_id": channel,
            "author": author,
            "content": "",
            "timestamp": "2026-11-23T09:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "pinned": False,
            "type": 0,
            **{name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")},
        }
        return web.json_response(body)

    async def me(self, _: web.Request) -> web.Response:
        body = {"id": "1", "username": "baton", "discriminator": "0", "avatar": None, "bot": True}
        return web.json_response(body)

    async def count(self, _: web.Request) -> web.Response:
        told = {
            "messages": len(self.arrived),
            "doubled": self.arrived.total() - len(self.arrived),
            "refused": self.refused,
            "seconds": self.last - self.first,
        }
        return web.json_response(told)


async def serve(platform: str, factor: float) -> None:
    """Until it is ended by whoever started it."""
    wire, application = Limited(platform, factor), web.Application()
    application.router.add_get("/count", wire.count)
    application.router.add_post("/api/chat.postMessage", wire.slack)
    application.router.add_post("/channels/{channel}/messages", wire.discord)
    application.router.add_get("/users/@me", wire.me)
    application.router.add_get("/oauth2/applications/@me", wire.me)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def fill(database: Database, platform: str, number: int) -> None:
    """So many people, each with a message that is due, whose direct messages are known already."""
    now = wall_clock()
    with database.transaction() as session:
        for each in range(number):
            account, _ = meet(session, Profile(platform, "T1", str(10_000 + each), f"P{each}", "en", "UTC"), now)
            account.direct = str(1_000_000 + each)
            session.add(account)
            session.add(
                Outgoing(
                    key=f"hello:{each}",
                    view="hello",
                    about={},
                    workspace_id=account.workspace_id,
                    lane_id=1,
                    account_id=account.id or 0,
                    conversation=f"{account.workspace_id}:@{account.id}",
                    kind=Kind.FREE,
                    state=SendState.READY,
                    not_before=now,
                )
            )
        lane = session.exec(select(Workspace.lane_id)).one()
        lanes.wake(session, {lane: now})


async def messenger_of(platform: str, address: str) -> tuple[Messenger, Client | None]:
    """The real adapter's."""
    if platform == "slack":
        client = AsyncWebClient("xoxb", base_url=f"{address}/api/")
        client.retry_handlers.clear()
        return SlackMessenger(client), None
    Route.BASE = address
    discord = Client(intents=Intents.none())
    await discord.login("token")
    return DiscordMessenger(discord), discord


async def flood(platform: str, number: int) -> Figure:
    """How long it takes beside the least time that the limits leave."""
    factor = FACTOR[platform]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.flood", platform, str(factor), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    address = f"http://127.0.0.1:{int(await process.stdout.readline())}"
    with fresh("sqlite") as database:
        fill(database, platform, number)
        messenger, client = await messenger_of(platform, address)
        schedule = Schedule(App(database, wall_clock), {platform: messenger})
        schedule.delivery.pacer = Pacer(factor)
        await schedule.settle()
        async with aiohttp.ClientSession() as session, session.get(f"{address}/count") as answer:
            told = await answer.json()
        if client is not None:
            await client.close()
    process.terminate()
    await process.wait()
    most, window = ALLOWED[platform][0]
    least = (number - most) * window / (most * factor)  # the first window's may all leave at once
    assert (told["messages"], told["doubled"]) == (number, 0), told
    detail = f"{told['seconds']:.1f} s, least {least:.1f}; limits × {factor:g}; refused {told['refused']}"
    ratio = told["seconds"] / least if told["refused"] == 0 else float("inf")
    return Figure("4", f"{number:,} direct messages / least time, {platform}", ratio, 1.05, detail=detail)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], float(sys.argv[2])))
