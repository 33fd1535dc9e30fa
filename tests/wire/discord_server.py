"""The small Discord's server: gateway and REST. It knows nothing of Baton."""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from scheduling.clock import wall_clock
from tests.wire.discord_schemas import body_problems

Json = dict[str, Any]

APP, BATON, GUILD = 900_000_001, 900_000_002, 700_000_001
COMPONENTS_V2, EPHEMERAL, SILENT = 1 << 15, 1 << 6, 1 << 12
EPOCH = 1_420_070_400  # 2015, in seconds
NONCE_MEMORY = 120  # seconds: "the past few minutes"
NEEDED = 1 << 10 | 1 << 11 | 1 << 16 | 1 << 35 | 1 << 38  # view, send, history, create threads, send in threads
HISTORY = 1 << 16
TEXT, COMPONENTS = 4_000, 40


@dataclass
class Channel:
    """A text channel (type 0), somebody's direct messages (1), or a public thread (11)."""

    id: int
    type: int
    name: str = ""
    user: int = 0
    parent: int = 0
    archived: bool = False
    permissions: int = NEEDED


@dataclass
class Message:
    """A message as Discord keeps it. ``only_for`` makes it ephemeral."""

    id: int
    channel: int
    author: int
    components: list[Json] = field(default_factory=list)
    content: str = ""
    flags: int = 0
    only_for: int = 0
    nonce: str = ""
    at: float = 0
    edited: bool = False
    reference: int = 0

    @property
    def text(self) -> str:
        """Everything there is to read."""
        return "\n".join([self.content, *(each["content"] for each in walk(self.components) if each["type"] == 10)])

    @property
    def buttons(self) -> list[Json]:
        return [each for each in walk(self.components) if each["type"] == 2]


@dataclass(frozen=True)
class Notification:
    """Something that made somebody's device ring."""

    user: int
    channel: int
    text: str


class Refusal(Exception):
    """An error of the API: HTTP status and code."""

    def __init__(self, status: int, code: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.answer = {"code": code, "message": message or str(code)}


def walk(components: list[Json]) -> list[Json]:
    """Every component, whatever it stands in."""
    found = []
    for each in components:
        found.append(each)
        inner = each.get("components", []) + ([each["component"]] if "component" in each else [])
        found += walk(inner + ([each["accessory"]] if "accessory" in each else []))
    return found


class DiscordServer:
    """One server with one bot, behind Discord's addresses on a free port."""

    def __init__(self, *, content_intent: bool = True) -> None:
        self.content_intent = content_intent
        self.token = "small-token"
        self.users: dict[int, Json] = {}
        self.closed: dict[int, int] = {}  # who takes no direct messages, and the code that says so
        self.channels: dict[int, Channel] = {}
        self.messages: list[Message] = []
        self.notifications: list[Notification] = []
        self.commands: list[Json] = []
        self.told_commands = 0
        self.lost = 0  # answers
        self.bucket = (0, 0.0)  # how many messages a channel takes in so many seconds; 0: no matter how many
        self.too_many = 0  # that were refused for it
        self._windows: dict[str, tuple[float, int]] = {}
        self.requests: list[tuple[str, str, Any]] = []
        self.problems: list[str] = []
        self.faults: dict[str, deque[str]] = defaultdict(deque)
        self.answers: dict[str, asyncio.Future[Json]] = {}  # by interaction token
        self.acting: dict[str, tuple[int, int, Message | None]] = {}  # token: user, channel, the message pressed
        self.promised: dict[str, asyncio.Future[None]] = {}  # token: "is thinking …", until the answer comes
        self.now = 0.0  # simulated seconds, for nonces
        self.clock: Callable[[], float] = lambda: wall_clock().timestamp()  # seconds, as they stand in each id
        self.resumable = True
        self.missed: list[Json] = []  # events while nobody was connected, replayed by a resume
        self.connections = 0
        self.resumed = 0
        self.holding, self.released = asyncio.Event(), asyncio.Event()
        self.ready = asyncio.Event()
        self.greeted = asyncio.Event()
        self.beat = asyncio.Event()
        self.dispatched: list[tuple[str, Json]] = []
        self.later: list[tuple[str, Json]] = []  # events that follow from a request
        self.sockets: set[web.WebSocketResponse] = set()
        self.sequence = 0
        self._count = 0
        self._runner: web.AppRunner | None = None
        self.api = self.gateway = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        app.router.add_get("/", self._gateway)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api, self.gateway = f"http://127.0.0.1:{port}/api/v10", f"ws://127.0.0.1:{port}"

    async def stop(self) -> None:
        for socket in set(self.sockets):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def snowflake(self) -> int:
        """Milliseconds since 2015, each later than the one before: discord.com/developers/docs/reference#snowflakes."""
        self._count += 1
        return (int((self.clock() - EPOCH) * 1000) + self._count) << 22

    # Gateway

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._take(socket, json.loads(message.data))
        finally:
            self.sockets.discard(socket)
            self.ready.clear()
            self.beat.set()
        return socket

    async def _take(self, socket: web.WebSocketResponse, payload: Json) -> None:
        match payload["op"]:
            case 1:
                self.beat.set()
                await socket.send_json({"op": 11})
            case 2:
                if payload["d"]["token"] != self.token:
                    await socket.close(code=4004)
                    return
                if payload["d"]["intents"] & 1 << 15 and not self.content_intent:
                    await socket.close(code=4014)
                    return
                self.missed.clear()
                await self._greet(socket)
            case 6 if self.resumable:
                self.resumed += 1
                self.sockets.add(socket)
                for event in [*self.missed, {"op": 0, "t": "RESUMED", "d": {}}]:
                    await self._send(socket, event)
                self.missed.clear()
                self.ready.set()
            case 6:
                await socket.send_json({"op": 9, "d": False})

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        self.connections += 1
        me = {"id": str(BATON), "username": "baton", "discriminator": "0", "avatar": None, "bot": True}
        ready: Json = {"v": 10, "user": me, "guilds": [{"id": str(GUILD), "unavailable": True}], "session_id": "s1"}
        ready |= {"resume_gateway_url": self.gateway, "application": {"id": str(APP), "flags": 0}}
        await self._send(socket, {"op": 0, "t": "READY", "d": ready})
        await self._send(socket, {"op": 0, "t": "GUILD_CREATE", "d": self._guild(me)})
        self.sockets.add(socket)
        self.ready.set()
        self.greeted.set()

    def _guild(self, me: Json) -> Json:
        everyone = {
            "id": str(GUILD),
            "name": "@everyone",
            "permissions": "0",
            "position": 0,
            "color": 0,
            "hoist": False,
        }
        rooms = [self.channel_json(each) for each in self.channels.values() if each.type == 0]
        member = {"user": me, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        lists = ("emojis", "stickers", "features", "presences", "voice_states", "stage_instances")
        numbers = ("verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level")
        return {
            "id": str(GUILD),
            "name": "Shop",
            "owner_id": "1",
            "roles": [everyone | {"managed": False, "mentionable": False, "hoist": False}],
            "members": [member | {"flags": 0}],
            "channels": rooms,
            "member_count": 3,
            "afk_timeout": 60,
            "preferred_locale": "de",
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "system_channel_flags": 0,
            **{name: [] for name in lists},
            "threads": [self.channel_json(each) for each in self.channels.values() if each.type == 11],
            **dict.fromkeys(numbers, 0),
        }

    async def _send(self, socket: web.WebSocketResponse, event: Json) -> None:
        self.sequence += 1
        await socket.send_json({**event, "s": self.sequence})

    async def dispatch(self, name: str, data: Json) -> None:
        """An event to whoever is connected; kept for a resume if nobody is."""
        event = {"op": 0, "t": name, "d": data}
        self.dispatched.append((name, data))
        if not self.sockets:
            self.missed.append(event)
        for socket in set(self.sockets):
            await self._send(socket, event)

    async def barrier(self) -> None:
        """Until everything sent so far was read: a heartbeat is asked for and comes, or the connection has ended."""
        self.beat.clear()
        for socket in set(self.sockets):
            await socket.send_json({"op": 1, "d": None, "s": None, "t": None})
        async with asyncio.timeout(10):
            await self.beat.wait()

    def drop_sockets(self, *, resumable: bool = True) -> None:
        """Every connection breaks, without a goodbye; with ``resumable`` off nothing is replayed afterwards."""
        self.resumable = resumable
        self.ready.clear()
        for socket in set(self.sockets):
            transport = socket._req.transport if socket._req else None
            if transport is not None:
                transport.abort()
        self.sockets.clear()

    # REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path, method = f"/{request.match_info['path']}", request.method
        text = await request.text()
        body = json.loads(text) if text else None
        self.requests.append((method, path, body))
        kind = f"{method} {re.sub(r'[0-9]{5,}', '0', path)}"
        how = self.faults[kind].popleft() if self.faults[kind] else ""
        if how in ("500", "502"):
            return web.Response(status=int(how), text="bad gateway")
        if how.startswith("429"):
            return _too_many(*how.split()[1:])
        if how == "reset":
            return _hung_up(request)
        if how and how not in ("lost", "held"):
            status, _, code = how.rpartition("/")
            return _json({"code": int(code), "message": how}, int(status or 403))
        by_token = path.startswith(("/interactions", "/webhooks"))
        if not by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        left = self._left(kind, path)
        if left.get("X-RateLimit-Remaining") == "-1":
            self.too_many += 1
            return _too_many(left["X-RateLimit-Reset-After"], "user")
        if body is not None:
            self.problems += body_problems(method, path, body)
        try:
            answer = self._answer(method, path, body, dict(request.query))
        except Refusal as refusal:
            return _json(refusal.answer, refusal.status)
        while self.later:
            await self.dispatch(*self.later.pop(0))
        if how == "held":
            self.holding.set()
            await self.released.wait()
        if how == "lost":
            self.lost += 1
            return _hung_up(request)
        return web.Response(status=204) if answer is None else _json(answer, headers=left)

    def _left(self, kind: str, path: str) -> dict[str, str]:
        """What is left of a channel's bucket: discord.com/developers/docs/topics/rate-limits#header-format."""
        most, seconds = self.bucket
        if not most or kind != "POST /channels/0/messages":
            return {}
        now = asyncio.get_running_loop().time()
        began, count = self._windows.get(path, (now, 0))
        began, count = (now, 0) if now - began >= seconds else (began, count)
        self._windows[path] = began, count + 1
        told = {"Limit": most, "Remaining": max(most - count - 1, -1), "Reset-After": f"{began + seconds - now:.3f}"}
        return {f"X-RateLimit-{name}": str(value) for name, value in told.items()} | {"X-RateLimit-Bucket": "b1"}

    def _answer(self, method: str, path: str, body: Any, query: dict[str, str]) -> Any:
        for verb, pattern, name in _ROUTES:
            found = re.fullmatch(pattern, path)
            if found and verb == method:
                return getattr(self, name)(*found.groups(), body=body, query=query)
        raise Refusal(404, 0, f"no route {method} {path}")

    def _me(self, body: Any, query: Json) -> Json:
        return {"id": str(BATON), "username": "baton", "discriminator": "0", "avatar": None, "bot": True}

    def _application(self, body: Any, query: Json) -> Json:
        flags = 1 << 19 if self.content_intent else 0  # GATEWAY_MESSAGE_CONTENT_LIMITED
        about = {"id": str(APP), "name": "Baton", "icon": None, "description": "", "bot_public": True}
        owner = {"id": "1", "username": "o", "discriminator": "0", "avatar": None}
        return about | {"bot_require_code_grant": False, "verify_key": "", "flags": flags, "owner": owner}

    def _commands(self, _app: str, body: Any, query: Json) -> list[Json]:
        self.commands, self.told_commands = body, self.told_commands + 1
        for command in body:
            _check_command(command)
        return []

    def _open_direct(self, body: Any, query: Json) -> Json:
        return self.channel_json(self.direct(int(body["recipient_id"])))

    def direct(self, user: int) -> Channel:
        """Somebody's direct messages with the bot."""
        found = next((each for each in self.channels.values() if each.user == user), None)
        if found is None:
            if user not in self.users:
                raise Refusal(404, 10013)
            found = Channel(self.snowflake(), 1, user=user)
            self.channels[found.id] = found
        return found

    def _channel(self, channel: str) -> Channel:
        found = self.channels.get(int(channel))
        if found is None:
            raise Refusal(404, 10003, "Unknown Channel")
        return found

    def _post(self, channel: str, body: Any, query: Json) -> Json:
        place = self._channel(channel)
        if place.user in self.closed:
            raise Refusal(403, self.closed[place.user])
        room = self.channels.get(place.parent, place)
        if place.user == 0 and (room.permissions | HISTORY) & NEEDED != NEEDED:
            raise Refusal(403, 50013 if room.permissions & 1 << 10 else 50001)
        place.archived = False
        nonce = str(body.get("nonce") or "")
        if nonce and body.get("enforce_nonce"):
            for each in self.messages:
                if each.nonce == nonce and each.channel == place.id and self.now - each.at < NONCE_MEMORY:
                    return self.message_json(each)
        message = Message(self.snowflake(), place.id, BATON, nonce=nonce, at=self.now)
        self._fill(message, body)
        self.messages.append(message)
        self._ring(message, body, place)
        return self.message_json(message)

    def _fill(self, message: Message, body: Json) -> None:
        components = body.get("components") or []
        check_message(body.get("content") or "", components)
        message.components, message.content = components, body.get("content") or ""
        message.flags = int(body.get("flags") or message.flags or 0)

    def _ring(self, message: Message, body: Json, place: Channel) -> None:
        if message.flags & SILENT:
            return
        allowed = {int(each) for each in (body.get("allowed_mentions") or {}).get("users", [])}
        assert not (body.get("allowed_mentions") or {}).get("parse"), "mentions of everybody must stay off"
        mentioned = {int(each) for each in re.findall(r"(?<!\\)<@!?(\d+)>", message.text)} & allowed
        for user in {place.user} if place.user else mentioned:
            self.notifications.append(Notification(user, place.id, message.text))

    def _edit(self, channel: str, message: str, body: Any, query: Json) -> Json:
        found = self._own(channel, message)
        if self.channels[found.channel].archived:
            raise Refusal(400, 50083, "Thread is archived")
        self._fill(found, body)
        found.edited = True
        return self.message_json(found)

    def _own(self, channel: str, message: str) -> Message:
        for each in self.messages:
            if (each.channel, each.id) == (int(channel), int(message)) and not each.only_for:
                return each
        raise Refusal(404, 10008, "Unknown Message")

    def _history(self, channel: str, body: Any, query: Json) -> list[Json]:
        place = self._channel(channel)
        if place.user == 0 and not self.channels.get(place.parent, place).permissions & HISTORY:
            return []  # it doesn't say that something is withheld: discord.com/developers/docs/resources/message
        inside = [each for each in self.messages if each.channel == place.id and not each.only_for]
        limit = int(query.get("limit", 50))
        if "after" in query:
            inside = [each for each in inside if each.id > int(query["after"])][:limit]
        else:
            inside = [each for each in inside if each.id < int(query.get("before", 1 << 63))][-limit:]
        return [self.message_json(each) for each in reversed(inside)]

    def _thread(self, channel: str, message: str, body: Any, query: Json) -> Json:
        found = self._own(channel, message)
        if found.id in self.channels:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        if not 1 <= len(body["name"]) <= 100:
            raise Refusal(400, 50035)
        thread = self.channels[found.id] = Channel(found.id, 11, body["name"], parent=found.channel)
        self.later.append(("THREAD_CREATE", self.channel_json(thread)))
        return self.channel_json(thread)

    def _change_channel(self, channel: str, body: Any, query: Json) -> Json:
        place = self._channel(channel)
        place.archived = bool(body.get("archived", place.archived))
        return self.channel_json(place)

    # Interactions

    def _callback(self, _interaction: str, token: str, body: Any, query: Json) -> Json | None:
        waiting = self.answers.get(token)
        if waiting is None:
            raise Refusal(404, 10062, "Unknown interaction")
        if waiting.done():
            raise Refusal(400, 40060, "Interaction has already been acknowledged")
        data = body.get("data") or {}
        resource: Json = {"type": body["type"]}
        if body["type"] in (4, 7):
            resource["message"] = self.message_json(self.privately(token, data, replace=body["type"] == 7))
        if body["type"] == 9:
            check_modal(data)
        if body["type"] == 5:
            self.promised[token] = asyncio.get_running_loop().create_future()
        waiting.set_result(body)
        about = {"id": "1", "type": 2, "response_message_id": None, "response_message_loading": body["type"] == 5}
        return {"interaction": about, "resource": resource} if query.get("with_response") else None

    def privately(self, token: str, data: Json, *, replace: bool = False) -> Message:
        """An answer to the one who acted; an update changes the message that was pressed."""
        user, channel, pressed = self.acting[token]
        if replace and pressed is not None:
            self._fill(pressed, data)
            return pressed
        assert replace or data.get("flags", 0) & EPHEMERAL, "what answers one person is for that person alone"
        message = Message(self.snowflake(), channel, BATON, only_for=user)
        self._fill(message, data)
        self.messages.append(message)
        if (promised := self.promised.pop(token, None)) is not None and not promised.done():
            promised.set_result(None)
        return message

    def _follow_up(self, _app: str, token: str, body: Any, query: Json) -> Json:
        return self.message_json(self.privately(token, body))

    def _original(self, _app: str, token: str, body: Any, query: Json) -> Json:
        return self.message_json(self.privately(token, {**body, "flags": EPHEMERAL}))

    def _forget_original(self, _app: str, token: str, body: Any, query: Json) -> None:
        if (promised := self.promised.pop(token, None)) is not None:
            promised.set_result(None)

    # As JSON

    def channel_json(self, channel: Channel) -> Json:
        own: Json = {"id": str(channel.id), "type": channel.type}
        if channel.type == 1:
            return own | {"recipients": [self.users[channel.user]], "last_message_id": None}
        own |= {"guild_id": str(GUILD), "name": channel.name, "position": 0, "nsfw": False, "topic": None}
        if channel.type == 11:
            kept: Json = {"archived": channel.archived, "locked": False, "auto_archive_duration": 10_080}
            kept |= {"archive_timestamp": "2026-01-01T00:00:00+00:00"}
            own |= {"parent_id": str(channel.parent), "owner_id": str(BATON), "thread_metadata": kept}
            return own | {"message_count": 0, "member_count": 1, "rate_limit_per_user": 0, "flags": 0}
        allowed = {"id": str(GUILD), "type": 0, "allow": str(channel.permissions), "deny": "0"}
        return own | {"permission_overwrites": [allowed], "parent_id": None, "rate_limit_per_user": 0}

    def message_json(self, message: Message) -> Json:
        bot = {"id": str(BATON), "username": "baton", "discriminator": "0", "avatar": None, "bot": True}
        return {
            "id": str(message.id),
            "channel_id": str(message.channel),
            "author": self.users.get(message.author, bot),
            "content": message.content,
            "timestamp": "2026-11-23T09:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "pinned": False,
            "type": 19 if message.reference else 0,
            "flags": message.flags,
            "components": message.components,
            **{name: [] for name in ("mentions", "mention_roles", "attachments", "embeds")},
        }


_ROUTES = (
    ("GET", r"/users/@me", "_me"),
    ("GET", r"/oauth2/applications/@me", "_application"),
    ("PUT", r"/applications/(\d+)/commands", "_commands"),
    ("POST", r"/users/@me/channels", "_open_direct"),
    ("POST", r"/channels/(\d+)/messages", "_post"),
    ("GET", r"/channels/(\d+)/messages", "_history"),
    ("PATCH", r"/channels/(\d+)/messages/(\d+)", "_edit"),
    ("POST", r"/channels/(\d+)/messages/(\d+)/threads", "_thread"),
    ("PATCH", r"/channels/(\d+)", "_change_channel"),
    ("POST", r"/interactions/(\d+)/([^/]+)/callback", "_callback"),
    ("POST", r"/webhooks/(\d+)/([^/]+)", "_follow_up"),
    ("PATCH", r"/webhooks/(\d+)/([^/]+)/messages/@original", "_original"),
    ("DELETE", r"/webhooks/(\d+)/([^/]+)/messages/@original", "_forget_original"),
)


def check_message(content: str, components: list[Json]) -> None:
    """discord.com/developers/docs/components/reference. Raises Refusal as the API does."""
    every = walk(components)
    texts = [each["content"] for each in every if each["type"] == 10]
    buttons = [each for each in every if each["type"] == 2]
    ids = [each["custom_id"] for each in buttons]
    fits = (
        len(content) <= 2_000
        and len(every) <= COMPONENTS
        and sum(map(len, texts)) <= TEXT
        and all(texts)
        and (content or components)
        and all(1 <= len(each) <= 100 for each in ids)
        and len(set(ids)) == len(ids)
        and all(1 <= len(each["label"]) <= 80 for each in buttons)
        and all(1 <= len(each["components"]) <= 5 for each in every if each["type"] == 1)
    )
    if not fits:
        raise Refusal(400, 50035, "Invalid Form Body")


def check_modal(data: Json) -> None:
    """Title 45, one to five components, labels 45 and 100, 25 options, 4,000 characters."""
    labels = [each for each in data["components"] if each["type"] == 18]
    inputs = [each["component"] for each in labels]
    fits = (
        1 <= len(data["title"]) <= 45
        and len(data["custom_id"]) <= 100
        and 1 <= len(data["components"]) <= 5
        and all(1 <= len(each["label"]) <= 45 and len(each.get("description") or "") <= 100 for each in labels)
        and all(len(each.get("options") or []) <= 25 for each in inputs)
        and all(len(each.get("value") or "") <= 4_000 for each in inputs)
        and all(len(each.get("placeholder") or "") <= 100 for each in inputs)
    )
    if not fits:
        raise Refusal(400, 50035, "Invalid Form Body")


_NAME = re.compile(r"[-_\w]{1,32}")


def _check_command(command: Json) -> None:
    names = [command["name"], *(command.get("name_localizations") or {}).values()]
    descriptions = [command["description"], *(command.get("description_localizations") or {}).values()]
    fits = (
        all(_NAME.fullmatch(name) and name == name.lower() for name in names)
        and all(1 <= len(each) <= 100 for each in descriptions)
        and len(command.get("options") or []) <= 25
    )
    if not fits:
        raise Refusal(400, 50035, f"Invalid command {command['name']}")
    for option in command.get("options") or []:
        _check_command(option)


def _json(answer: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Exactly this content type: the library compares it.
    body = json.dumps(answer).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **(headers or {})})


def _too_many(seconds: str = "1", scope: str = "") -> web.Response:
    """A refusal by the API, for one route ("user") or all ("global"); without a scope by something in front of it."""
    headers = {"Retry-After": seconds}
    if not scope:
        return _json({"message": "slow"}, 429, headers)
    headers |= {"X-RateLimit-Scope": scope, "Via": "1.1 small"}
    return _json({"message": "slow", "retry_after": float(seconds), "global": scope == "global"}, 429, headers)


def _hung_up(request: web.Request) -> web.Response:
    """The connection is gone before the answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
