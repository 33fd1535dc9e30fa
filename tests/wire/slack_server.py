"""The small Slack's server: its Web API, response URLs and sockets. It knows nothing of Baton."""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from scheduling.clock import wall_clock
from tests.wire.slack_blocks import Json, characters, message_problems, view_problems
from tests.wire.slack_schemas import request_problems

TRIGGER = 3.0  # seconds, and one use: docs.slack.dev/interactivity/handling-user-interaction
RESPONSES = 5  # uses of a response_url
TEXT = 40_000  # characters: docs.slack.dev/reference/methods/chat.postMessage
BLOCKS = 13_200  # characters over all blocks of a message
BATON = "UBATON"
MENTION = re.compile(r"<@([UW]\w+)(?:\|[^>]*)?>")  # docs.slack.dev/messaging/formatting-message-text


@dataclass
class Channel:
    """A channel, or the direct messages of ``user`` with the app."""

    id: str
    name: str
    members: set[str]
    user: str = ""
    archived: bool = False
    private: bool = False


@dataclass
class Message:
    """A message as Slack keeps it. ``only_for`` makes it ephemeral."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread: str | None = None
    metadata: Json | None = None
    only_for: str | None = None
    edited: bool = False

    @property
    def buttons(self) -> list[Json]:
        return [each for block in self.blocks if block["type"] == "actions" for each in block["elements"]]

    def as_slack(self) -> Json:
        """As the Web API and payloads show it."""
        own: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "blocks": self.blocks}
        own |= {"bot_id": "BBATON", "app_id": "A1"} if self.user == BATON else {}
        return own | ({"thread_ts": self.thread} if self.thread else {})


@dataclass(frozen=True)
class Notification:
    """Something that made somebody's device ring."""

    user: str
    channel: str
    thread: str | None
    text: str


# Answers with which a proxy hides what happened: accepted, and then something else is said.
UNREADABLE = {
    "html": ("text/html", "<html>Bad gateway</html>"),
    "text": ("text/plain", "upstream connect error"),
    "broken": ("application/json", "{"),
    "list": ("application/json", "[1, 2]"),
    "nothing": ("application/json", "null"),
    "empty": ("application/json", '{"ok": true}'),
}


class Refusal(Exception):
    """An answer with ``ok: false``."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


class SlackServer:
    """Everything one workspace keeps, behind Slack's addresses on a free port."""

    def __init__(self, *, history: bool = True) -> None:
        self.history = history
        self.team = "T1"
        self.bot_token, self.app_token = "xoxb-small", "xapp-small"
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.notifications: list[Notification] = []
        self.views: dict[str, Json] = {}  # by user
        self.view_errors: dict[str, dict[str, str]] = {}
        self.triggers: dict[str, tuple[str, float]] = {}
        self.responses: dict[str, tuple[Message | None, str, str, int]] = {}  # original, channel, user, uses
        self.requests: list[tuple[str, Json]] = []
        self.problems: list[str] = []  # whatever Slack's published descriptions say against a request
        self.faults: dict[str, deque[tuple[str, float]]] = defaultdict(deque)
        self.posted = asyncio.Event()
        self.faulty = asyncio.Event()  # a fault has taken its effect
        self.limit_posts = False
        self.too_fast = 0
        self.lost = 0  # answers
        self.sockets: set[web.WebSocketResponse] = set()
        self.connected = asyncio.Event()
        self.accepts_sockets = True
        self.waiting: dict[str, asyncio.Future[Json | None]] = {}
        self.clock: Callable[[], float] = lambda: wall_clock().timestamp()  # seconds, as they stand in each ``ts``
        self._last_post: dict[str, float] = {}
        self._count = 0
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/respond/{token}", self._respond)
        app.router.add_get("/link", self._socket)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.url = f"{self.origin}/api/"

    async def stop(self) -> None:
        for socket in set(self.sockets):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def number(self) -> int:
        self._count += 1
        return self._count

    def new_ts(self) -> str:
        return f"{int(self.clock())}.{self.number():06d}"

    # The Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await _arguments(request)
        self.requests.append((method, arguments))
        how, seconds = self.faults[method].popleft() if self.faults[method] else ("", 0.0)
        if how and how != "slow":
            self.faulty.set()
        if how == "500":
            return web.Response(status=500, text="upstream connect error")
        if how.startswith("429"):
            return _too_many(how.partition(" ")[2] or f"{seconds:g}")
        if how == "reset":
            return _hung_up(request)
        if how not in ("", "lost", "slow", *UNREADABLE):
            return web.json_response({"ok": False, "error": how})
        try:
            answer = self._answer(method, arguments, request.headers.get("Authorization", ""))
        except Refusal as refusal:
            if refusal.answer["error"] == "ratelimited":
                return _too_many("1")
            answer = refusal.answer
        if how == "slow":  # accepted, and then no answer for longer than anybody waits
            self.faulty.set()
            await asyncio.sleep(3600)
        if how == "lost":
            self.lost += 1
            return _hung_up(request)
        if how in UNREADABLE:
            kind, text = UNREADABLE[how]
            return web.Response(text=text, content_type=kind)
        return web.json_response(answer)

    def _answer(self, method: str, arguments: Json, authorization: str) -> Json:
        token = authorization.removeprefix("Bearer ")
        if token != (self.app_token if method == "apps.connections.open" else self.bot_token):
            raise Refusal("invalid_auth" if token else "not_authed")
        name = re.sub(r"[A-Z]", lambda capital: f"_{capital[0].lower()}", method.replace(".", "_"))
        function: Callable[[Json], Json] | None = getattr(self, f"_{name}", None)
        if function is None:
            raise Refusal("unknown_method", req_method=method)
        self.problems += request_problems(method, {k: v for k, v in arguments.items() if k != "token"})
        return {"ok": True, **function(arguments)}

    def _auth_test(self, _: Json) -> Json:
        return {"url": self.origin, "team": "Small", "team_id": self.team, "user": "baton", "user_id": BATON} | {
            "bot_id": "BBATON"
        }

    def _apps_connections_open(self, _: Json) -> Json:
        if not self.accepts_sockets:
            raise Refusal("internal_error")
        return {"url": f"{self.origin.replace('http', 'ws')}/link?ticket={self.number()}"}

    def _users_info(self, given: Json) -> Json:
        user = self.users.get(given["user"])
        if user is None:
            raise Refusal("user_not_found")
        return {"user": user if given.get("include_locale") else {k: v for k, v in user.items() if k != "locale"}}

    def _conversations_info(self, given: Json) -> Json:
        channel = self._channel(given)
        if channel.private and BATON not in channel.members:
            raise Refusal("channel_not_found")
        about = {"id": channel.id, "name": channel.name, "is_private": channel.private}
        return {"channel": about | {"is_member": BATON in channel.members, "is_archived": channel.archived}}

    def _conversations_open(self, given: Json) -> Json:
        if given["users"] not in self.users:
            raise Refusal("user_not_found")
        return {"channel": {"id": self.direct(given["users"]).id}}

    def direct(self, user: str) -> Channel:
        """Somebody's direct messages with the app."""
        found = self.channels.get(f"D{user}")
        if found is None:
            found = self.channels[f"D{user}"] = Channel(f"D{user}", "", {user, BATON}, user=user)
        return found

    def _conversations_history(self, given: Json) -> Json:
        inside = [each for each in self._lasting(given) if each.thread is None]
        return self._page([*reversed(inside)], given, 100)

    def _conversations_replies(self, given: Json) -> Json:
        inside = [each for each in self._lasting(given) if given["ts"] in (each.ts, each.thread)]
        if not inside:
            raise Refusal("thread_not_found")
        # The oldest come first, and the message that the thread hangs on in any case.
        return self._page(inside, given, 1000)

    def _page(self, found: list[Message], given: Json, usual: int) -> Json:
        found = [each for each in found if each.ts >= str(given.get("oldest", "")) or each.ts == given.get("ts")]
        start, limit = int(given.get("cursor") or 0), int(given.get("limit", usual))
        shown = [self._found(each, given) for each in found[start : start + limit]]
        more = len(found) > start + limit
        return {"messages": shown, "has_more": more} | (
            {"response_metadata": {"next_cursor": str(start + limit)}} if more else {}
        )

    def _lasting(self, given: Json) -> list[Message]:
        if not self.history:
            raise Refusal("missing_scope", needed="channels:history", provided="chat:write")
        channel = self._channel(given)
        return [each for each in self.messages if each.channel == channel.id and each.only_for is None]

    def _found(self, message: Message, given: Json) -> Json:
        shown = message.as_slack()
        if message.metadata and str(given.get("include_all_metadata", "")).lower() in ("true", "1"):
            shown["metadata"] = message.metadata
        return shown

    def _chat_post_message(self, given: Json) -> Json:
        channel = self._may_post(given)
        now = asyncio.get_running_loop().time()
        if self.limit_posts and now - self._last_post.get(channel.id, -10.0) < 1:
            self.too_fast += 1
            raise Refusal("ratelimited")
        self._last_post[channel.id] = now
        message = self._message(given, channel)
        message.metadata = given.get("metadata")
        self.messages.append(message)
        self.posted.set()
        mentioned = _mentioned(message) & channel.members
        for user in {channel.user} if channel.user else mentioned - {BATON}:
            self.notifications.append(Notification(user, channel.id, message.thread, message.text))
        return {"channel": channel.id, "ts": message.ts, "message": message.as_slack()}

    def _chat_update(self, given: Json) -> Json:
        channel = self._may_post(given)
        message = next((each for each in self.messages if (each.channel, each.ts) == (channel.id, given["ts"])), None)
        if message is None or message.only_for:
            raise Refusal("message_not_found")
        if message.user != BATON:
            raise Refusal("cant_update_message")
        fresh = self._message(given, channel)
        message.text, message.blocks, message.edited = fresh.text, fresh.blocks, True
        return {"channel": channel.id, "ts": message.ts, "text": message.text}

    def _chat_post_ephemeral(self, given: Json) -> Json:
        channel = self._may_post(given)
        if given["user"] not in channel.members:
            raise Refusal("user_not_in_channel")
        message = self._message(given, channel)
        message.only_for = given["user"]
        self.messages.append(message)
        self.posted.set()
        return {"message_ts": message.ts}

    def _may_post(self, given: Json) -> Channel:
        channel = self._channel(given)
        if channel.archived:
            raise Refusal("is_archived")
        if BATON not in channel.members:
            raise Refusal("channel_not_found" if channel.private else "not_in_channel")
        return channel

    def _message(self, given: Json, channel: Channel) -> Message:
        blocks: list[Json] = given.get("blocks") or []
        if not given.get("text"):
            raise Refusal("no_text")
        if len(given["text"]) > TEXT:
            raise Refusal("msg_too_long")
        if found := message_problems(blocks):
            self.problems += found
            raise Refusal("invalid_blocks", errors=found)
        if characters(blocks) > BLOCKS:
            raise Refusal("msg_blocks_too_long")
        return Message(channel.id, self.new_ts(), BATON, given["text"], blocks, given.get("thread_ts") or None)

    def _views_open(self, given: Json) -> Json:
        user, until = self.triggers.pop(given["trigger_id"], ("", 0.0))
        if not user:
            raise Refusal("exchanged_trigger_id")
        if asyncio.get_running_loop().time() > until:
            raise Refusal("expired_trigger_id")
        view = self.checked_view(given["view"])
        self.views[user] = view
        self.view_errors.pop(user, None)
        return {"view": view}

    def checked_view(self, view: Json) -> Json:
        """A view as Slack would keep it. Raises Refusal for one that it wouldn't take."""
        if found := view_problems(view):
            self.problems += found
            raise Refusal("invalid_arguments", response_metadata={"messages": found})
        return {"id": f"V{self.number()}", "hash": f"{self.number()}", "team_id": self.team, **view}

    def _channel(self, given: Json) -> Channel:
        found = self.channels.get(given.get("channel", ""))
        if found is None:
            raise Refusal("channel_not_found")
        return found

    # Answers to what somebody did

    def response_url(self, user: str, channel: str, original: Message | None = None) -> str:
        token = f"R{self.number()}"
        self.responses[token] = (original, channel, user, 0)
        return f"{self.origin}/respond/{token}"

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        token, given = request.match_info["token"], json.loads(await request.text())
        self.requests.append(("response_url", given))
        original, channel, user, uses = self.responses.get(token, (None, "", "", RESPONSES))
        if uses >= RESPONSES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        self.responses[token] = (original, channel, user, uses + 1)
        self.answer_privately(user, channel, given, original)
        return web.Response(text="ok")

    def answer_privately(self, user: str, channel: str, given: Json, original: Message | None = None) -> None:
        """A message for one person alone, or in the place of the one that was pressed."""
        if found := message_problems(given.get("blocks") or []):
            self.problems += found
        if given.get("replace_original") and original in self.messages:
            self.messages.remove(original)
        message = Message(channel, self.new_ts(), BATON, given.get("text", ""), given.get("blocks") or [])
        message.thread, message.only_for = given.get("thread_ts"), user
        self.messages.append(message)

    # Socket Mode

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        self.sockets.add(socket)
        self.connected.set()
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                answer = json.loads(message.data)
                waiting = self.waiting.pop(answer["envelope_id"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer.get("payload") or {})
        finally:
            self.sockets.discard(socket)
            if not self.sockets:
                self.connected.clear()
            for waiting in self.waiting.values():
                if not waiting.done():
                    waiting.set_result(None)
        return socket

    async def refresh_sockets(self) -> None:
        """Slack asks for new connections, and says nothing more on these.

        docs.slack.dev/apis/events-api/using-socket-mode
        """
        leaving = set(self.sockets)
        self.sockets.clear()
        self.connected.clear()
        for socket in leaving:
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    def drop_sockets(self) -> None:
        """Every connection breaks, without a goodbye."""
        for socket in set(self.sockets):
            transport = socket._req.transport if socket._req else None
            if transport is not None:
                transport.abort()
        self.sockets.clear()
        self.connected.clear()


def _mentioned(message: Message) -> set[str]:
    """Whom a message mentions: a user element, or ``<@U…>`` in mrkdwn, which the text is where there are no blocks."""
    found: set[str] = set()

    def look(inside: Any) -> None:
        if isinstance(inside, dict):
            if inside.get("type") == "user":
                found.add(inside["user_id"])
            if inside.get("type") == "mrkdwn":
                found.update(MENTION.findall(inside["text"]))
            for each in inside.values():
                look(each)
        elif isinstance(inside, list):
            for each in inside:
                look(each)

    look(message.blocks or {"type": "mrkdwn", "text": message.text})
    return found


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(json.loads(await request.text() or "{}"))
    given: Json = {**request.query, **await request.post()}
    for name in ("blocks", "metadata", "view"):
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    return given


def _too_many(seconds: str) -> web.Response:
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds})


def _hung_up(request: web.Request) -> web.Response:
    """The connection is gone before the answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
