"""The small platforms, watched: who sent which message with which token, and how far it had come at any moment.

Everything that happens is numbered in one order, so that nothing has to be guessed from clocks.
"""

import asyncio
import json
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from aiohttp import web

from tests.benchmarks.program import HEADER
from tests.wire.discord import SmallDiscord
from tests.wire.discord_server import Json
from tests.wire.slack import BATON, Message, SmallSlack
from tests.wire.slack_server import Channel

NUMBERS = re.compile(r"\d+")


class Phase(StrEnum):
    """How far a message had come that was under way."""

    CLAIMED = "claimed"
    ACCEPTED = "accepted but unanswered"
    ANSWERED = "answered but unmarked"


@dataclass(frozen=True)
class Sender:
    """Who sends: the process, and the lane that it holds with that token."""

    pid: int
    lane: int
    token: int


@dataclass
class Try:
    """A message that a platform took. ``fresh``: it is there a first or one more time; else the nonce was known.
    ``taken`` and ``answered`` are places in the order of all that happened, ``at`` is in seconds."""

    recipient: str
    name: str
    sender: Sender
    taken: int
    fresh: bool
    at: float
    answered: int | None = None


@dataclass
class Aim:
    """Strikes when a message that fits has come so far, after having let a few go by. What is struck gets no answer if
    it has none yet."""

    phase: Phase
    strike: Callable[[Try], None]
    let_by: int = 0
    fits: Callable[[Try], bool] = lambda tried: True
    struck: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """What came over both wires."""

    def __init__(self) -> None:
        self.tries: list[Try] = []
        self.aim: Aim | None = None
        self.took = asyncio.Event()
        self.problems: list[str] = []
        self._steps = 0

    def step(self) -> int:
        """The next place in the order of all that happens."""
        self._steps += 1
        return self._steps

    def take(self, recipient: str, name: str, *, fresh: bool) -> None:
        """A platform has taken it, in the request that is being handled."""
        sender = _sender.get()
        if sender is None:
            self.problems.append(f"nobody says that they sent {name}")
            return
        tried = Try(recipient, name, sender, self.step(), fresh, monotonic())
        self.tries.append(tried)
        _tried.set(tried)
        self.took.set()

    async def next(self, fits: Callable[[Try], bool] = lambda tried: True) -> Try:
        """The next one taken that fits."""
        seen = len(self.tries)
        while True:
            for tried in self.tries[seen:]:
                if fits(tried):
                    return tried
            seen = len(self.tries)
            self.took.clear()
            await self.took.wait()

    def begin(self, request: web.Request) -> None:
        """A request arrives."""
        said = request.headers.get(HEADER)
        _sender.set(Sender(*map(int, said.split())) if said else None)
        _tried.set(None)

    async def answer(self, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
        """Sends the answer of a message that was taken, if it isn't lost."""
        tried = _tried.get()
        if tried is None or _is_gone(request):
            return response
        if self._is_hit(Phase.ACCEPTED, tried):
            if request.transport is not None:
                request.transport.abort()
            return response
        try:
            await response.prepare(request)
            await response.write_eof()
        except ConnectionError:
            return response
        tried.answered = self.step()
        self._is_hit(Phase.ANSWERED, tried)
        return response

    def _is_hit(self, phase: Phase, tried: Try) -> bool:
        aim = self.aim
        if aim is None or aim.phase is not phase or not aim.fits(tried):
            return False
        if aim.let_by > 0:
            aim.let_by -= 1
            return False
        self.aim = None
        aim.strike(tried)
        aim.struck.set()
        return True


_sender: ContextVar[Sender | None] = ContextVar("sender", default=None)
_tried: ContextVar[Try | None] = ContextVar("tried", default=None)


def _is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


class WatchedSlack(SmallSlack):
    """The small Slack; without ``history`` nobody can look into a conversation."""

    def __init__(self, watch: Watch, *, history: bool = True) -> None:
        super().__init__(history=history)
        self.watch = watch
        self.checked: set[str] = set()  # messages that differ in their numbers alone are checked once

    async def _api(self, request: web.Request) -> web.StreamResponse:
        self.watch.begin(request)
        return await self.watch.answer(request, await super()._api(request))

    def _message(self, given: Json, channel: Channel) -> Message:
        shape = NUMBERS.sub("0", json.dumps(given["blocks"]))
        if shape not in self.checked:
            self.checked.add(shape)
            return super()._message(given, channel)
        return Message(channel.id, self.new_ts(), BATON, given["text"], given["blocks"])

    def _chat_post_message(self, given: Json) -> Json:
        answer = super()._chat_post_message(given)
        message = self.messages[-1]
        name = (message.metadata or {})["event_payload"]["name"]
        self.watch.take(f"slack:{self.channels[message.channel].user}", name, fresh=True)
        return answer


class WatchedDiscord(SmallDiscord):
    """The small Discord; its memory of nonces goes by the clock, and by what is ``skipped``."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.watch = watch
        self.skipped = 0.0

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        self.watch.begin(request)
        return await self.watch.answer(request, await super()._rest(request))

    def _post(self, channel: str, body: Json, query: Json) -> Json:
        self.now = monotonic() + self.skipped
        before = len(self.messages)
        answer = super()._post(channel, body, query)
        user = self.channels[int(channel)].user
        self.watch.take(f"discord:{user}", str(body["nonce"]), fresh=len(self.messages) > before)
        return answer
