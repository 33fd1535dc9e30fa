"""The last look at the clock, right before a request's first bytes leave."""

from aiohttp import ClientSession, TraceConfig, TraceRequestChunkSentParams

from bot.ports import may_leave


class Overtaken(Exception):
    """Somebody else may be sending by now."""


def last_look() -> TraceConfig:
    """For a client's session. Whoever was stopped while the connection was made learns of it here; nothing has left
    then, and aiohttp says ClientConnectionError."""
    trace = TraceConfig()
    trace.on_request_chunk_sent.append(_look)  # it says "sent", and asks before it writes
    return trace


async def _look(_session: ClientSession, _context: object, _params: TraceRequestChunkSentParams) -> None:
    if not may_leave.get()():
        raise Overtaken
