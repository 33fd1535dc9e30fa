"""Discord as a place to send to."""

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

import aiohttp
import discord
from discord import ui as components

from adapters.discord.render import card_view
from bot.ports import Gone, Letter, Limit, SendError, Sent, Wait
from bot.typed import shortened

T = TypeVar("T")

# discord.com/developers/docs/topics/rate-limits: fifty requests a second over everything a bot does. What a single
# route allows the library learns from each answer, and waits before it asks again.
REQUESTS = Limit("bot", 50, burst=10, window=1)
THREAD_NAME = 100
A_WEEK: Literal[10_080] = 10_080  # minutes, the longest that Discord offers
LOOK_BACK = 100  # messages

# discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, MISSING_ACCESS, MISSING_PERMISSIONS = 10003, 10008, 50001, 50013
CLOSED_DIRECT, NO_COMMON_SERVER, ARCHIVED, HAS_THREAD = 50007, 50278, 50083, 160004
GONE = {
    UNKNOWN_CHANNEL: "room",
    UNKNOWN_MESSAGE: "message",
    MISSING_ACCESS: "room",
    MISSING_PERMISSIONS: "room",
    CLOSED_DIRECT: "direct",
    NO_COMMON_SERVER: "direct",
}


class DiscordMessenger:
    """Posts, edits and finds over one client."""

    def __init__(self, client: discord.Client) -> None:
        self.client = client
        self.lane = REQUESTS

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """All requests count alike; somebody's direct messages may have to be opened first."""
        unknown = sent is None and letter.room is None and letter.direct is None
        return (replace(REQUESTS, count=2) if unknown else REQUESTS,)

    async def post(self, letter: Letter) -> Sent:
        """A new message; its nonce keeps Discord from taking it twice within about two minutes."""
        channel = await self._channel(letter)
        try:
            message = await self._send(channel, letter)
        except Gone:
            if letter.thread is None:
                raise
            # The thread hangs on the card and is made with its first message.
            await _asked(self._start_thread(letter))
            message = await self._send(channel, letter)
        return Sent(str(channel.id), str(message.id))

    async def _send(self, channel: discord.PartialMessageable, letter: Letter) -> discord.Message:
        try:
            return await _asked(
                channel.send(
                    view=_view(letter), nonce=letter.name, allowed_mentions=_mentions(letter), silent=letter.quiet
                )
            )
        except Archived:
            await _asked(self.client.http.edit_channel(channel.id, archived=False))
            return await _asked(channel.send(view=_view(letter), nonce=letter.name, allowed_mentions=_mentions(letter)))

    async def edit(self, letter: Letter, sent: Sent) -> None:
        """Changes a message; that notifies nobody."""
        message = self.client.get_partial_messageable(int(sent.channel)).get_partial_message(int(sent.message))
        await _asked(message.edit(view=_view(letter), allowed_mentions=_mentions(letter)))

    async def find(self, letter: Letter) -> Sent | None:
        """The message with the mark of that letter, among the latest of its channel."""
        channel = await self._channel(letter)
        mark = _mark(letter)

        async def look() -> Sent | None:
            async for message in channel.history(limit=LOOK_BACK):
                if any(getattr(component, "id", None) == mark for component in message.components[:1]):
                    return Sent(str(channel.id), str(message.id))
            return None

        try:
            return await _asked(look())
        except Gone:
            return None

    async def _channel(self, letter: Letter) -> discord.PartialMessageable:
        """The thread, the room, or the direct messages."""
        place = letter.thread or letter.room or letter.direct
        if place is None:
            direct = await _asked(self.client.create_dm(discord.Object(int(letter.account))))
            place = str(direct.id)
        return self.client.get_partial_messageable(int(place))

    async def _start_thread(self, letter: Letter) -> None:
        name = shortened(str(letter.card.title), THREAD_NAME)
        room, card = int(letter.room or 0), int(letter.thread or 0)
        try:
            await self.client.http.start_thread_with_message(room, card, name=name, auto_archive_duration=A_WEEK)
        except discord.HTTPException as error:
            if error.code != HAS_THREAD:
                raise


def _view(letter: Letter) -> components.LayoutView:
    return card_view(letter.card, quiet=letter.quiet, mark=_mark(letter))


def _mark(letter: Letter) -> int:
    """The number in a letter's name, which the message's first component carries as its id."""
    return int(letter.name.rpartition("-")[2])


def _mentions(letter: Letter) -> discord.AllowedMentions:
    """Nobody but the one the card is for."""
    mention = letter.card.mention
    if mention is None or letter.quiet:
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(int(mention.account))])


class Archived(SendError):
    """The thread has to be opened again first."""


async def _asked(request: Awaitable[T]) -> T:
    """A request's answer, or what its error means for the message."""
    try:
        return await request
    except discord.RateLimited as error:
        raise Wait(error.retry_after) from None
    except discord.HTTPException as error:
        if error.code == ARCHIVED:
            raise Archived(str(error.code)) from None
        if error.code in GONE:
            raise Gone(GONE[error.code]) from None
        if error.status == 429:
            raise Wait(_seconds(error), everywhere=_is_for_all(error)) from None
        raise SendError(f"{error.status}/{error.code}") from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SendError(type(error).__name__) from None


def _is_for_all(error: discord.HTTPException) -> bool:
    """Whether the whole bot shall wait: so Discord says, or it was something in front of it, that knows no routes."""
    return error.response.headers.get("X-RateLimit-Scope", "global") == "global"


def _seconds(error: discord.HTTPException) -> float:
    """How long a refusal from in front of the API asks to wait; a minute where it doesn't say."""
    return float(error.response.headers.get("Retry-After", 60))
