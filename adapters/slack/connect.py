"""Baton's connection to one Slack workspace: Socket Mode if there is an app token, else signed HTTP."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from adapters.leaving import last_look
from adapters.slack.directory import Directory
from adapters.slack.errors import NO_ENTRY, code_of
from adapters.slack.http import PATH, SlackRequests
from adapters.slack.listen import Listener
from adapters.slack.messenger import SlackMessenger
from bot.app import App
from bot.ports import Messenger, Misfit

logger = logging.getLogger(__name__)

PATIENCE = 10  # seconds for one request, and for one try to reach Slack
PING = 3  # seconds; a socket that broke is opened anew after as many
PAUSES = (1, 2, 4, 8, 16, 32, 60)  # seconds between the tries to reach Slack at the start; the last one again and again


class SlackConnection:
    """Connects one App with one workspace."""

    def __init__(
        self,
        app: App,
        wake: Callable[[], None],
        *,
        bot_token: str,
        app_token: str | None,
        signing_secret: str | None,
        api_url: str,
        router: web.UrlDispatcher,
    ) -> None:
        self.app = app
        self.wake = wake
        self.bot_token = bot_token
        self.app_token = app_token
        self.signing_secret = signing_secret
        self.api_url = api_url
        self.router = router
        # Delivery tries again by itself, and looks first whether a message has arrived after all.
        self._sending = self._client(bot_token)
        self._sending.retry_handlers.clear()
        self.messenger: Messenger = SlackMessenger(self._sending)
        self._session: ClientSession | None = None
        self._listener: Listener | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._requests: SlackRequests | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> bool:
        """Begins to listen; False: Slack can't be reached, and is tried again. Raises Misfit for a token that is
        missing or that Slack refuses."""
        if not self.app_token and not self.signing_secret:
            raise Misfit("SLACK_APP_TOKEN", "is missing (for Socket Mode); or set SLACK_SIGNING_SECRET for HTTP.")
        if not self.app_token:
            self.router.add_post(PATH, self._take)  # once the server has started, it takes no more routes
        # By itself the library opens a connection for each request, and a form has three seconds to be opened in.
        self._session = self._sending.session = ClientSession(
            timeout=ClientTimeout(total=PATIENCE), trace_configs=[last_look()]
        )
        try:
            reached = await self._reached()
        except Misfit:
            await self.stop()
            raise
        if not reached:
            self._task = asyncio.create_task(self._keep_trying())
        return reached

    async def _reached(self) -> bool:
        """Tries once; whether it listens now."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._listen()
        except Misfit:
            raise
        except Exception as error:  # away, asked to wait, or what a proxy in front says in its place
            code = code_of(error) if isinstance(error, SlackApiError) else ""
            logger.warning("Slack can't be reached; it is tried again", extra={"error": code or type(error).__name__})
            return False
        logger.info("Slack is connected")
        return True

    async def _keep_trying(self) -> None:
        """A token that is refused meanwhile may be let in later: some refusals pass, as while a workspace moves."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            await asyncio.sleep(pause)
            try:
                if await self._reached():
                    return
            except Misfit as misfit:
                logger.error(str(misfit))

    async def _listen(self) -> None:
        hello = await _greeted(self._sending.auth_test, "SLACK_BOT_TOKEN")
        client = self._client(self.bot_token)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        client.session = self._session
        bolt = AsyncApp(
            client=client,
            logger=_reticent(),
            process_before_response=True,
            request_verification_enabled=False,  # adapters/slack/http.py does it, before the body is read
            ignoring_self_events_enabled=False,  # adapters/slack/listen.py does it
            attaching_function_token_enabled=False,  # Baton is no step of anybody's workflow
        )
        directory = Directory(client, hello["team_id"])
        self._listener = Listener(self.app, self.wake, client, directory, hello["user_id"])
        self._listener.listen(bolt)
        if self.app_token:
            self._socket = await self._open_socket(bolt, self.app_token)
        else:
            self._requests = SlackRequests(bolt, self.signing_secret or "")

    async def _open_socket(self, bolt: AsyncApp, app_token: str) -> AsyncSocketModeHandler:
        client = self._client(app_token)
        await _greeted(lambda: client.apps_connections_open(app_token=app_token), "SLACK_APP_TOKEN")
        socket = AsyncSocketModeHandler(bolt, app_token, web_client=client, ping_interval=PING)
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]  # bolt's handlers have no types
        except BaseException:  # by itself it tries the same address for ever
            await socket.close_async()  # type: ignore[no-untyped-call]  # as above
            raise
        return socket

    async def _take(self, request: web.Request) -> web.StreamResponse:
        """Over HTTP. Until Slack could be reached nobody can answer, and it is asked to send that again."""
        return await self._requests.take(request) if self._requests else web.Response(status=503)

    def is_connected(self) -> bool:
        """Whether its socket is open; over HTTP, whether it takes requests."""
        if self._socket is None:
            return self._requests is not None
        session = self._socket.client.current_session
        return session is not None and not session.closed and not self._socket.client.stale

    async def stop(self) -> None:
        """Stops listening; answers that are under way arrive first. Nothing can be sent any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # as above
        await self.finish()
        if self._session is not None:
            await self._session.close()

    async def finish(self) -> None:
        """Answers that are under way arrive."""
        if self._listener is not None:
            await self._listener.finish()

    def _client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=self.api_url, timeout=PATIENCE)


def _reticent() -> logging.Logger:
    """Bolt's own logger. Its warnings hold whole payloads, and those hold people's words."""
    bolts = logging.getLogger("slack_bolt")
    bolts.setLevel(logging.ERROR)
    return bolts


async def _greeted(call: Callable[[], Awaitable[Any]], variable: str) -> dict[str, str]:
    """Slack's first answer. A token it refuses is a Misfit; whatever else it says passes by itself."""
    try:
        answer = await call()
    except SlackApiError as error:
        if (code := code_of(error)) in NO_ENTRY:
            raise Misfit(variable, f"Slack refuses this token ({code}).") from error
        raise
    return {name: str(value) for name, value in answer.data.items()}
