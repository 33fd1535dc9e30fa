"""Slack's requests over HTTP. Bolt reads a body before it looks at the signature; here the signature comes first."""

import json
import logging
import re
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.listen import MALFORMED

logger = logging.getLogger(__name__)

PATH = "/slack/events"
# Bolt takes the form apart by itself; here it is only looked at.
COMMAND = re.compile(r"(?:^|&)(?:command|ssl_check)=.")
REMEMBERED = 10_000  # signatures; more than five minutes of them


class SlackRequests:
    """One route for commands, buttons, forms and events."""

    def __init__(self, bolt: AsyncApp, signing_secret: str) -> None:
        self.bolt = bolt
        self.verifier = SignatureVerifier(signing_secret)
        self._taken: dict[str, None] = {}

    async def take(self, request: web.Request) -> web.StreamResponse:
        """One request: 413 too long, 401 not Slack's or too old, 400 not to be read, 200 and no effect if replayed."""
        raw = await request.read()  # raises 413 by itself
        signature = request.headers.get("X-Slack-Signature", "")
        if not self._is_slacks(raw, request.headers.get("X-Slack-Request-Timestamp", ""), signature):
            return web.Response(status=401)
        if signature in self._taken:
            return web.Response()
        body = _readable(raw, request.content_type)
        if body is None:
            return web.Response(status=400)
        try:
            answer = await self.bolt.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        except MALFORMED as error:
            logger.warning("a request that can't be Slack's", extra={"error": type(error).__name__})
            return web.Response(status=400)
        if answer.status == 200:
            self._remember(signature)
        return await to_aiohttp_response(answer)

    def _is_slacks(self, raw: bytes, timestamp: str, signature: str) -> bool:
        """HMAC over the raw body, five minutes: docs.slack.dev/authentication/verifying-requests-from-slack."""
        if not (timestamp.isascii() and timestamp.isdigit()) or not signature.isascii():
            return False
        try:
            return self.verifier.is_valid(raw, timestamp, signature)
        except UnicodeDecodeError:
            return False

    def _remember(self, signature: str) -> None:
        """What was answered well is not taken a second time; Slack signs each of its own repetitions anew."""
        self._taken[signature] = None
        while len(self._taken) > REMEMBERED:
            del self._taken[next(iter(self._taken))]


def _readable(raw: bytes, kind: str) -> str | None:
    """The body as text, if it holds what Slack sends: an object, or a form whose payload is one."""
    try:
        text = raw.decode()
        if kind == "application/x-www-form-urlencoded":
            payload = parse_qs(text).get("payload", [None])[0] if "payload=" in text else None
            fits = COMMAND.search(text) is not None if payload is None else _is_object(payload)
        else:
            fits = _is_object(text)
    except (ValueError, RecursionError):
        return None
    return text if fits else None


def _is_object(text: str) -> bool:
    return isinstance(json.loads(text), dict)
