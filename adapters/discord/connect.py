"""Baton's connection to Discord: one client over the gateway, started again whatever ends it."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from itertools import cycle

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route
from yarl import URL

from adapters.discord.commands import commands, fingerprint
from adapters.discord.errors import honest_trace
from adapters.discord.listen import PLATFORM, Listener
from adapters.discord.messenger import DiscordMessenger
from bot.app import App
from bot.ports import Messenger, Misfit
from data.queries import messages

logger = logging.getLogger(__name__)

PAUSES = (1, 2, 4, 8, 16, 32, 60)  # seconds; the last one again and again
LONG_ENOUGH = 60  # seconds; a connection that held so long begins with the first pause again
LONGEST_WAIT = 30.0  # seconds that the library waits by itself when Discord asks to; for longer ones delivery does
BUCKETS = 256  # new ones, after which the library forgets those that were not used for five minutes
COMMANDS = "discord-commands"  # the note that says which commands Discord knows


class DiscordConnection:
    """Connects one App with Discord, over all servers of one bot."""

    def __init__(
        self, app: App, wake: Callable[[], None], *, token: str, api_base: str | None, gateway_url: str | None
    ) -> None:
        self.app = app
        self.token = token
        self.listener = Listener(app, wake)
        self.client = _client(self.listener, content=True)
        self.sender = DiscordMessenger(self.client)
        self.messenger: Messenger = self.sender
        self._task: asyncio.Task[None] | None = None
        # Both must stand before the login; a plain client never asks for the gateway's address.
        Route.BASE = api_base or Route.BASE
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url) if gateway_url else DiscordWebSocket.DEFAULT_GATEWAY

    async def start(self) -> bool:
        """Logs in and begins to listen; False: Discord can't be reached, and is tried again. Raises Misfit for a token
        that it refuses."""
        reached = True
        try:
            await self._log_in()
        except discord.LoginFailure as error:
            await _end(self.client)
            raise Misfit("DISCORD_TOKEN", "Discord refuses this token.") from error
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            logger.warning("Discord can't be reached; it is tried again")
            reached = False
        self._task = asyncio.create_task(self._stay_connected())
        return reached

    def is_connected(self) -> bool:
        """Whether its gateway connection is open, and everything of the beginning was told."""
        return self.client.is_ready() and self.client.ws.open

    async def finish(self) -> None:
        """Answers that are under way arrive."""
        await self.listener.finish()

    async def stop(self) -> None:
        """Stops listening; answers that are under way arrive first."""
        await self.finish()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await _end(self.client)

    async def _log_in(self) -> None:
        """Logs in; without the Message Content intent if the application hasn't got it. Commands are told if new."""
        await self.client.login(self.token)
        flags = self.client.application.flags if self.client.application else discord.ApplicationFlags()
        if not (flags.gateway_message_content or flags.gateway_message_content_limited):
            await self._renew(content=False)
            await self.client.login(self.token)
        await self._tell_commands()

    async def _renew(self, *, content: bool) -> None:
        """A fresh client; one that has failed once may be in any state."""
        await _end(self.client)
        self.client = self.sender.client = _client(self.listener, content=content)

    async def _tell_commands(self) -> None:
        known, now = await self.app.database.call(self._note), fingerprint()
        if known != now and self.client.application_id is not None:
            await self.client.http.bulk_upsert_global_commands(self.client.application_id, payload=commands())
            await self.app.database.call(self._leave_note, now)

    def _note(self) -> str | None:
        with self.app.database.transaction() as session:
            return messages.note(session, COMMANDS)

    def _leave_note(self, value: str) -> None:
        with self.app.database.transaction() as session:
            messages.leave_note(session, COMMANDS, value)

    async def _stay_connected(self) -> None:
        """An exception while a payload is read ends the library's loop; then a fresh client begins anew."""
        loop, failures = asyncio.get_running_loop(), 0
        while True:
            began = loop.time()
            try:
                if self.client.application_id is None:
                    await self._log_in()
                await self.client.connect()
            except Exception as error:
                logger.error("the connection to Discord ended", extra={"error": type(error).__name__})
            failures = 0 if loop.time() - began > LONG_ENOUGH else failures
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1
            await self._renew(content=True)


class _Client(discord.Client):
    """Hands everything to the listener."""

    def __init__(self, listener: Listener, intents: discord.Intents) -> None:
        super().__init__(
            intents=intents,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_WAIT,
            http_trace=honest_trace(),
        )
        self.listener = listener
        # Whoever is written to has a bucket of their own, and for each new one the library looks through all of them.
        look = _every(BUCKETS, self.http._try_clear_expired_ratelimits)  # noqa: SLF001  # no public way
        self.http._try_clear_expired_ratelimits = look  # type: ignore[method-assign]  # noqa: SLF001  # as above

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        """A client that is closed begins nothing more; the library's own "ready" comes up to two seconds later."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        await self.listener.hear_interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        await self.listener.hear_message(message)

    async def on_ready(self) -> None:
        logger.info("Discord is connected", extra={"servers": len(self.guilds)})
        await self.listener.catch_up(self)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Something that happened could not be handled; its own words are not logged, they may be somebody's."""
        error = sys.exc_info()[0]
        logger.error("an event failed", extra={"what": event_method, "error": error.__name__ if error else ""})


def _every(times: int, function: Callable[[], None]) -> Callable[[], None]:
    """That function, done once for so many calls."""
    turns = cycle(range(times))

    def called() -> None:
        if next(turns) == 0:
            function()

    return called


async def _end(client: discord.Client) -> None:
    """Closes a client, and its heartbeat's thread, which the library forgets if it is stopped while it connects."""
    await client.close()
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler) and thread.ws._connection is client._connection:  # noqa: SLF001  # no public way
            thread.stop()


def _client(listener: Listener, *, content: bool) -> discord.Client:
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content)
    return _Client(listener, intents)


__all__ = ["PLATFORM", "DiscordConnection"]
