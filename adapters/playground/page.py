"""The playground's page: what each one sees, side by side. Only this machine may use it, unless it was opened."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from adapters.playground.columns import column
from adapters.playground.listen import Playground
from adapters.playground.messenger import direct_channel
from bot.texts import LANGUAGES, words
from bot.times import at_wall, local
from bot.typed import clean
from bot.zones import find_zone

logger = logging.getLogger(__name__)

LONGEST = 64 * 1024  # bytes of one request
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page:
    """The routes around one playground. One action at a time, so that two tabs don't get into each other's way."""

    def __init__(self, stage: Playground, host: str) -> None:
        self.stage = stage
        self.host = host
        self.lock = asyncio.Lock()
        self.listeners: set[asyncio.Queue[None]] = set()
        self.templates = Environment(
            loader=PackageLoader("adapters.playground"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    def application(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(middlewares=[self.guard], client_max_size=LONGEST)
        app.router.add_get("/", self.index)
        app.router.add_get("/events", self.events)
        app.router.add_get("/people/{account}", self.person)
        for action in (
            self.people,
            self.write,
            self.press,
            self.submit,
            self.close,
            self.clock,
            self.read,
            self.channel,
        ):
            app.router.add_post(f"/{action.__name__}", self._acting(action))
        app.router.add_static("/static", self._static())
        app.on_shutdown.append(self._end)
        return app

    def _static(self) -> str:
        from importlib.resources import files

        return str(files("adapters.playground") / "static")

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses other hosts' names (DNS rebinding) and other pages' requests; answers no mistake with a trace."""
        if not self._is_our_name(request.host) or not self._is_our_page(request):
            return web.Response(status=403, text="This page is for the machine it runs on.", headers=HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    def _is_our_name(self, host: str) -> bool:
        name = urlsplit(f"//{host}").hostname or ""
        return name == self.host or (is_loopback(self.host) and is_loopback(name)) or self.host in ("0.0.0.0", "::")  # noqa: S104  # compared, not bound

    def _is_our_page(self, request: web.Request) -> bool:
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site", "same-origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return False
        return request.method == "GET" or site in ("same-origin", "none")

    def _acting(self, action: Callable[[dict[str, str]], Awaitable[None]]) -> Handler:
        async def handler(request: web.Request) -> web.StreamResponse:
            try:
                data = await request.json()
            except (ValueError, UnicodeDecodeError):
                raise web.HTTPBadRequest(text="This is no JSON.") from None
            if not isinstance(data, dict) or not all(isinstance(data[name], _kind(name)) for name in data):
                raise web.HTTPBadRequest(text="Every value must be a text.")
            try:
                async with self.lock:
                    await action(data)
            except (KeyError, ValueError, LookupError):
                raise web.HTTPBadRequest(text="That does not fit.") from None
            self._changed()
            return web.json_response({"ok": True})

        return handler

    # What can be done

    async def people(self, data: dict[str, str]) -> None:
        """Somebody joins the playground, and every channel."""
        name, found = clean(data["name"], 40), find_zone(data.get("zone", ""))
        if not name or data["language"] not in LANGUAGES or found.zone is None:
            raise ValueError
        account = self.stage.add_person(name, data["language"], found.zone)
        for each in self.stage.channels():
            self.stage.add_channel(each.name, [*each.members, account], joined=each.joined)

    async def channel(self, data: dict[str, str]) -> None:
        """A new channel with everybody in it; Baton has to be invited."""
        name = "".join(
            char for char in clean(data["name"], 30).casefold().replace(" ", "-") if char.isalnum() or char == "-"
        )
        if not name:
            raise ValueError
        self.stage.add_channel(name, [person.id for person in self.stage.people()])

    async def write(self, data: dict[str, str]) -> None:
        """A command or a message."""
        thread = data.get("thread", "")
        await self.stage.write(*self._in_channel(data), data["text"], int(thread) if thread else None)

    async def press(self, data: dict[str, str]) -> None:
        """A button."""
        await self.stage.press(*self._in_channel(data), data["id"])

    async def submit(self, data: dict[str, Any]) -> None:
        """A form."""
        values = {str(key): str(value) for key, value in data["values"].items()}
        await self.stage.submit(self._known(data), values)

    async def close(self, data: dict[str, str]) -> None:
        """A form put aside."""
        self.stage.close(self._known(data))

    async def read(self, data: dict[str, str]) -> None:
        """Somebody looks into a channel."""
        await self.stage.read(*self._in_channel(data))

    async def clock(self, data: dict[str, str]) -> None:
        """The simulated time goes on."""
        match data["to"]:
            case "next":
                await self.stage.to_next()
            case "hour":
                await self.stage.travel(hours=1)
            case "morning":
                zone = next((person.zone for person in self.stage.people() if person.zone), "UTC") or "UTC"
                here = local(self.stage.now, zone)
                day = here.date() + timedelta(days=1 if here.hour >= 8 else 0)
                await self.stage.travel_to(at_wall(day, 8 * 60, zone))
            case _:
                raise ValueError

    def _known(self, data: dict[str, Any]) -> str:
        account = str(data["who"])
        if self.stage.profile(account) is None:
            raise LookupError
        return account

    def _in_channel(self, data: dict[str, Any]) -> tuple[str, str]:
        """Who acts, and where: in a channel they are in, or in their own direct messages."""
        account, channel = self._known(data), str(data["channel"])
        mine = {direct_channel(account), *(each.name for each in self.stage.channels() if account in each.members)}
        if channel not in mine:
            raise LookupError
        return account, channel

    # What is shown

    async def index(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        language = request.query.get("lang", "")
        if language not in LANGUAGES:
            language = "de" if request.headers.get("Accept-Language", "").lower().startswith("de") else "en"
        async with self.lock:
            columns = [column(self.stage, person) for person in self.stage.people()]
        html = self.templates.get_template("page.html").render(
            language=language,
            columns=columns,
            now=self._now(),
            words=partial(words, language),
            said=words,
        )
        return web.Response(text=html, content_type="text/html")

    async def person(self, request: web.Request) -> web.StreamResponse:
        """One column anew, with the clock beside it."""
        found = self.stage.profile(request.match_info["account"])
        if found is None:
            raise web.HTTPNotFound
        async with self.lock:
            shown = column(self.stage, found)
        html = self.templates.get_template("column.html").render(column=shown, said=words)
        return web.json_response({"html": html, "now": self._now(), "form": shown.form is not None})

    def _now(self) -> str:
        return f"{self.stage.now:%Y-%m-%d %H:%M} UTC"

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: something has changed, look again."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        mine: asyncio.Queue[None] = asyncio.Queue(maxsize=1)
        self.listeners.add(mine)
        try:
            while not request.transport or not request.transport.is_closing():
                try:
                    async with asyncio.timeout(15):
                        await mine.get()
                    await response.write(b"data: changed\n\n")
                except TimeoutError:
                    await response.write(b": still here\n\n")
        except (ConnectionError, asyncio.CancelledError):
            logger.debug("a page was closed")
        finally:
            self.listeners.discard(mine)
        return response

    def _changed(self) -> None:
        for listener in self.listeners:
            if listener.empty():
                listener.put_nowait(None)

    async def _end(self, _: web.Application) -> None:
        self.listeners.clear()


def _kind(name: str) -> type:
    """What is sent under that name: a form's entries, or a text."""
    return dict if name == "values" else str


def is_loopback(host: str) -> bool:
    """Whether a host's name means this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@asynccontextmanager
async def serve_page(stage: Playground, host: str, port: int) -> AsyncIterator[str]:
    """Serves the page and gives its address; on any free port if that one is taken."""
    runner = web.AppRunner(Page(stage, host).application(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError:
            site = web.TCPSite(runner, host, 0)
            await site.start()
        bound = runner.addresses[0]
        yield f"http://{f'[{host}]' if ':' in host else host}:{bound[1]}/"
    finally:
        await runner.cleanup()
