"""A wire that enforces the platforms' limits and tells what it had to refuse.

    python -m tests.benchmarks.limited slack|discord FACTOR

prints its port. Its windows slide, and the platform's time passes FACTOR times as fast; ``GET /count`` says what came.
"""

import asyncio
import json
import sys
from collections import Counter, defaultdict, deque
from time import monotonic
from typing import Any

from aiohttp import web

# How many it allows in how many seconds: of everything, and in one channel.
ALLOWED = {"slack": ((300, 60.0), (1, 1.0)), "discord": ((50, 1.0), (5, 5.0))}
BATON = {"id": "1", "username": "baton", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "1",
    "name": "Baton",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 1 << 19,  # GATEWAY_MESSAGE_CONTENT_LIMITED
    "owner": BATON,
}


class Limited:
    """What arrived, and when."""

    def __init__(self, platform: str, factor: float) -> None:
        self.platform = platform
        self.factor = factor
        self.sent: dict[str, deque[float]] = defaultdict(deque)
        self.arrived: Counter[str] = Counter()
        self.opened = 0
        self.refused = 0
        self.last = 0.0
        self.news = asyncio.Event()

    def allows(self, key: str, most: int, window: float) -> bool:
        now, times = monotonic(), self.sent[key]
        while times and times[0] <= now - window / self.factor:
            times.popleft()
        if len(times) >= most:
            self.refused += 1
            return False
        times.append(now)
        return True

    def takes(self, channel: str, name: str) -> bool:
        everything, one = ALLOWED[self.platform]
        if not (self.allows("everything", *everything) and self.allows(channel, *one)):
            return False
        self.arrived[name] += 1
        self.last = monotonic()
        self.news.set()
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
            return slow_down()
        body: dict[str, object] = {
            "id": str(self.arrived.total()),
            "channel_id": channel,
            "author": BATON,
            "content": "",
            "timestamp": "2026-11-23T09:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "pinned": False,
            "type": 0,
            **{name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")},
        }
        return answered(body)

    async def open(self, request: web.Request) -> web.Response:
        """Discord opens somebody's direct messages; that counts like everything else."""
        given = await request.json()
        if not self.allows("everything", *ALLOWED[self.platform][0]):
            return slow_down()
        self.opened += 1
        person = {"id": given["recipient_id"], "username": "p", "discriminator": "0", "avatar": None}
        return answered({"id": person["id"], "type": 1, "last_message_id": None, "recipients": [person]})

    async def greet(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "team_id": "T1", "user_id": "UBATON"})

    async def commands(self, _: web.Request) -> web.Response:
        return answered([])

    async def me(self, _: web.Request) -> web.Response:
        return answered(BATON)

    async def application(self, _: web.Request) -> web.Response:
        return answered(APPLICATION)

    async def count(self, request: web.Request) -> web.Response:
        """As soon as so many messages have arrived, or when that takes too long."""
        wanted, patience = int(request.query["wanted"]), float(request.query["patience"])
        try:
            async with asyncio.timeout(patience):
                while self.arrived.total() < wanted:
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            pass
        told = {
            "messages": len(self.arrived),
            "doubled": self.arrived.total() - len(self.arrived),
            "opened": self.opened,
            "refused": self.refused,
            "last": self.last,
        }
        return web.json_response(told)


def answered(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it: its library reads none that names a charset."""
    kind = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=kind)


def slow_down() -> web.Response:
    """Discord refuses, for the whole bot."""
    headers = {"Retry-After": "1", "X-RateLimit-Scope": "global", "Via": "1.1 small"}
    return answered({"message": "slow", "retry_after": 1.0, "global": True}, 429, headers)


async def serve(platform: str, factor: float) -> None:
    """Until it is ended by whoever started it."""
    wire, application = Limited(platform, factor), web.Application()
    application.router.add_get("/count", wire.count)
    application.router.add_post("/api/auth.test", wire.greet)
    application.router.add_post("/api/chat.postMessage", wire.slack)
    application.router.add_post("/channels/{channel}/messages", wire.discord)
    application.router.add_post("/users/@me/channels", wire.open)
    application.router.add_get("/users/@me", wire.me)
    application.router.add_get("/oauth2/applications/@me", wire.application)
    application.router.add_put("/applications/1/commands", wire.commands)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], float(sys.argv[2])))
