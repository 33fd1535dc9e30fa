"""Discord as a place to send to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import discord
from discord import ui as components

from adapters.discord.errors import HAS_THREAD, Archived, asked
from adapters.discord.render import card_view
from bot.ports import Blind, Gone, Letter, Limit, Sent
from bot.typed import shortened

# discord.com/developers/docs/topics/rate-limits: fifty requests a second over everything a bot does. What a single
# route allows the library learns from each answer, and waits before it asks again.
REQUESTS = Limit("bot", 50, burst=5, window=1)
THREAD_NAME = 100
A_WEEK: Literal[10_080] = 10_080  # minutes, the longest that Discord offers
PAGE = 100  # messages, as discord.py asks for them
PAGES = 5  # of one look
# Discord's clock against ours, one of which may have been an hour off.
MARGIN = timedelta(hours=2)


class DiscordMessenger:
    """Posts, edits and finds over one client."""

    def __init__(self, client: discord.Client) -> None:
        self.client = client
        self.lane = REQUESTS

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """All requests count alike: direct messages may have to be opened first, a thread made, an earlier try looked
        for; then it is posted, or brought up to date."""
        if sent is not None:
            return (REQUESTS,)
        opens = letter.room is None and letter.direct is None
        count = 1 + opens + (PAGES + opens) * letter.suspect
        if letter.thread is not None and self.client.get_channel(int(letter.thread)) is None:
            count += 2
        return (replace(REQUESTS, count=count) if count > 1 else REQUESTS,)

    async def post(self, letter: Letter) -> Sent:
        """A new message; its nonce keeps Discord from taking it twice within about two minutes."""
        view = _view(letter)
        channel = await self._channel(letter)
        try:
            message = await self._send(channel, letter, view)
        except Gone as gone:
            if letter.thread is None or gone.why != "room":
                raise
            # The thread hangs on the card and is made with its first message.
            await self._start_thread(letter)
            message = await self._send(channel, letter, view)
        return Sent(str(channel.id), str(message.id))

    async def _send(
        self, channel: discord.PartialMessageable, letter: Letter, view: components.LayoutView
    ) -> discord.Message:
        async def send() -> discord.Message:
            return await asked(
                channel.send(view=view, nonce=letter.name, allowed_mentions=_mentions(letter), silent=letter.quiet)
            )

        try:
            return await send()
        except Archived:
            await asked(self.client.http.edit_channel(channel.id, archived=False))
            return await send()

    async def edit(self, letter: Letter, sent: Sent) -> None:
        """Changes a message; that notifies nobody."""
        view, channel = _view(letter), self.client.get_partial_messageable(int(sent.channel))
        message = channel.get_partial_message(int(sent.message))
        try:
            await asked(message.edit(view=view, allowed_mentions=_mentions(letter)))
        except Archived:
            await asked(self.client.http.edit_channel(channel.id, archived=False))
            await asked(message.edit(view=view, allowed_mentions=_mentions(letter)))

    async def find(self, letter: Letter) -> Sent | None:
        """The message with the mark of that letter, among what was written since the first try.

        Raises Blind where Baton may not read the history, and where more was written than it looks through.
        """
        channel = await self._channel(letter)
        mark, since = _mark(letter), letter.first_try - MARGIN if letter.first_try else None

        async def look() -> tuple[Sent | None, int]:
            count = 0
            async for message in channel.history(limit=PAGES * PAGE, after=since, oldest_first=False):
                count += 1
                if any(getattr(component, "id", None) == mark for component in message.components[:1]):
                    return Sent(str(channel.id), str(message.id)), count
            return None, count

        try:
            found, count = await asked(look())
        except Gone as gone:
            if gone.why == "room" and letter.thread is not None:
                return None  # the thread would have been made with it
            raise
        if found is None and (count == PAGES * PAGE or not self._reads(letter)):
            raise Blind
        return found

    def _reads(self, letter: Letter) -> bool:
        """Whether the history can be read: without that right Discord tells of no messages instead of refusing."""
        room = self.client.get_channel(int(letter.room)) if letter.room is not None else None
        return not isinstance(room, discord.abc.GuildChannel) or (
            room.permissions_for(room.guild.me).read_message_history
        )

    async def _channel(self, letter: Letter) -> discord.PartialMessageable:
        """The thread, the room, or the direct messages."""
        place = letter.thread or letter.room or letter.direct
        if place is None:
            direct = await asked(self.client.create_dm(discord.Object(int(letter.account))))
            place = str(direct.id)
        return self.client.get_partial_messageable(int(place))

    async def _start_thread(self, letter: Letter) -> None:
        name = shortened(str(letter.card.title), THREAD_NAME)
        room, card = int(letter.room or 0), int(letter.thread or 0)

        async def start() -> None:
            try:
                await self.client.http.start_thread_with_message(room, card, name=name, auto_archive_duration=A_WEEK)
            except discord.HTTPException as error:
                if error.code != HAS_THREAD:
                    raise

        await asked(start())


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
