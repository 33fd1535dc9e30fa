"""What Discord's errors mean for a message: discord.com/developers/docs/topics/opcodes-and-status-codes#json.

Whatever is in none of the tables passes by itself (130000, "overloaded") or is new.
"""

from collections.abc import Awaitable
from contextvars import ContextVar
from types import SimpleNamespace
from typing import TypeVar

import aiohttp
import discord

from adapters.leaving import last_look
from bot.ports import Barred, Broken, Gone, SendError, Wait, asked_pause

T = TypeVar("T")

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, MISSING_ACCESS, MISSING_PERMISSIONS = 10003, 10008, 50001, 50013
CLOSED_DIRECT, NO_COMMON_SERVER, ARCHIVED, HAS_THREAD = 50007, 50278, 50083, 160004
GONE = {
    UNKNOWN_CHANNEL: "room",
    10004: "room",  # unknown guild
    MISSING_ACCESS: "room",
    50008: "room",  # not a text channel
    50009: "room",  # the channel's verification level
    MISSING_PERMISSIONS: "room",
    50024: "room",  # not on this type of channel
    50055: "room",  # invalid guild
    50095: "room",  # the server is not available in this location
    40058: "room",  # a forum
    10013: "direct",  # unknown user
    50033: "direct",  # invalid recipient
    CLOSED_DIRECT: "direct",
    NO_COMMON_SERVER: "direct",
    UNKNOWN_MESSAGE: "message",
    50005: "message",  # somebody else's
    50021: "message",  # the system's
    160005: "message",  # the thread is locked
    160006: "message",  # too many active threads
    160007: "message",
}
# Discord, or the server's rules, will refuse these words again.
NO_WORDS = {20009, 40005, 50006, 50035, 50068, 50109, 200000, 200001, 240000}
# The bot itself is not let in: whoever runs it has to look, and nothing is lost meanwhile.
NO_ENTRY = {20001, 20002, 20012, 40001, 40002, 50014}
# So many of something, told as an error of its own.
TOO_MANY = {20016, 20022, 20028, 20029, 30046, 40003, 40004, 40062}

OPENING = "/users/@me/channels"  # the route has no part that tells channels apart: it holds for everybody

_delivering: ContextVar[bool] = ContextVar("delivering", default=False)


class Archived(SendError):
    """The thread has to be opened again first."""


async def asked(request: Awaitable[T]) -> T:
    """A request's answer, or one of the errors that delivery knows."""
    token = _delivering.set(True)
    try:
        return await request
    except SendError:
        raise
    except discord.RateLimited as error:
        raise Wait(error.retry_after) from None
    except discord.HTTPException as error:
        raise _understood(error) from None
    except Exception as error:
        # The network, or an answer in which the library finds nothing that it knows. It may have arrived.
        raise SendError(type(error).__name__) from None
    finally:
        _delivering.reset(token)


def _understood(error: discord.HTTPException) -> SendError:
    if error.code == ARCHIVED:
        return Archived(str(error.code))
    if error.code in GONE:
        return Gone(GONE[error.code])
    if error.status == 429 or error.code in TOO_MANY:
        return _wait(error.response)
    if error.code in NO_WORDS:
        return Broken(str(error.code))
    if error.status == 401 or error.code in NO_ENTRY:
        return Barred(f"{error.status}/{error.code}")
    return SendError(f"{error.status}/{error.code}")


def _wait(response: aiohttp.ClientResponse) -> Wait:
    """How long, and whether the whole bot shall: so Discord says, or it was something in front of it, that knows no
    routes."""
    scope = response.headers.get("X-RateLimit-Scope", "global" if response.status == 429 else "user")
    everywhere = scope == "global" or response.url.path.endswith(OPENING)
    return Wait(asked_pause(response.headers.get("Retry-After")), everywhere=everywhere)


def honest_trace() -> aiohttp.TraceConfig:
    """Looks at the clock before a request leaves, and tells delivery of every refusal: the library would wait by
    itself, longer than a lane is held, and forget it when the process ends."""
    trace = last_look()

    async def ended(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, about: aiohttp.TraceRequestEndParams
    ) -> None:
        if about.response.status == 429 and _delivering.get():
            raise _wait(about.response)

    trace.on_request_end.append(ended)
    return trace
