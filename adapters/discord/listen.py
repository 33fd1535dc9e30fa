"""What people do on Discord becomes events; answers become private messages and modals.

One function hears every button and every modal, by what its ``custom_id`` carries, so that everything works after a
restart. The first response goes out within a second or the interaction is deferred (Discord allows three).
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import discord

from adapters.discord.render import card_view, form_modal
from bot.app import App
from bot.events import Command, Event, Place, Press, Profile, Said, Submit
from bot.ui import Button, Card, Errors, Form, Reply, Text, decode

logger = logging.getLogger(__name__)

PLATFORM = "discord"
# A Discord account is one over all servers, and one bot sends to all of them: so that is what a workspace is here.
WORKSPACE = "discord"
FIRST_RESPONSE = 1.0  # second

# What Baton needs in a room, each by the name that people see in the channel's settings.
NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}

Interaction = discord.Interaction[discord.Client]


class Listener:
    """Turns one client's interactions and messages into events of one App."""

    def __init__(self, app: App, wake: Callable[[], None]) -> None:
        self.app = app
        self.wake = wake

    async def hear_interaction(self, interaction: Interaction) -> None:
        """A button or a modal. Commands come through the tree."""
        data: Any = interaction.data or {}
        action, ids = decode(str(data.get("custom_id", "")))
        who, where = profile(interaction.user, str(interaction.locale)), place_of(interaction)
        if interaction.type is discord.InteractionType.component:
            await self.answer(interaction, Press(who=who, where=where, action=action, ids=ids))
        elif interaction.type is discord.InteractionType.modal_submit:
            values, people, places = _entries(data)
            submit = Submit(who=who, where=where, action=action, ids=ids, values=values, people=people, places=places)
            await self.answer(interaction, submit)

    async def answer(self, interaction: Interaction, event: Event) -> None:
        """Handles an event and shows the answer to the one who acted."""
        handling = asyncio.ensure_future(self.app.database.call(self.app.handle, event))
        done, _ = await asyncio.wait([handling], timeout=FIRST_RESPONSE)
        if not done:
            await interaction.response.defer(ephemeral=True, thinking=True)
        reply = await handling
        self.wake()
        try:
            await self._show(interaction, event, reply)
        except discord.HTTPException as error:
            # What was done is done and committed; only the private answer did not arrive.
            logger.warning("an answer did not arrive", extra={"status": error.status, "code": error.code})

    async def _show(self, interaction: Interaction, event: Event, reply: Reply) -> None:
        match reply:
            case Form() if not interaction.response.is_done() and not isinstance(event, Submit):
                await interaction.response.send_modal(form_modal(reply))
            case Form():
                # A modal can't follow a modal or a deferred answer; a button can open it.
                await self._say(interaction, _continue(event, reply))
            case Errors(again=Card() as again):
                await self._say(interaction, again)
            case Card():
                await self._say(interaction, reply)
            case _:
                await self._nothing(interaction)

    async def _say(self, interaction: Interaction, card: Card) -> None:
        view = card_view(card)
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none())
        elif interaction.message is not None and interaction.message.flags.ephemeral:
            await interaction.response.edit_message(view=view, allowed_mentions=discord.AllowedMentions.none())
        else:
            await interaction.response.send_message(
                view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
            )

    async def _nothing(self, interaction: Interaction) -> None:
        if interaction.response.is_done():
            await interaction.delete_original_response()
        else:
            await interaction.response.defer()

    async def hear_message(self, message: discord.Message) -> None:
        """Words in Baton's own threads and direct messages, and replies that ping; everything else is dropped."""
        if message.author.bot or not message.content or message.type not in _WORDS:
            return
        said = await self._said(message)
        if said is None:
            return
        reply = await self.app.database.call(self.app.handle, said)
        self.wake()
        if isinstance(reply, Card) and said.where.direct:
            await message.channel.send(view=card_view(reply), allowed_mentions=discord.AllowedMentions.none())

    async def _said(self, message: discord.Message) -> Said | None:
        who = profile(message.author, None)
        position, once = f"{message.id:020d}", f"discord:{message.id}"
        if message.guild is None:
            root = message.reference.message_id if message.reference else None
            where = Place(str(message.channel.id), direct=True)
            return Said(
                who=who, where=where, text=message.clean_content, position=position, once=once, thread=_word(root)
            )
        if isinstance(message.channel, discord.Thread):
            room, root = str(message.channel.parent_id), message.channel.id  # a thread has its card's id
        else:
            room, root = str(message.channel.id), message.reference.message_id if message.reference else None
        if root is None or not await self.app.database.call(self.app.listens_to, PLATFORM, WORKSPACE, room, str(root)):
            return None
        return Said(
            who=who, where=Place(room), text=message.clean_content, position=position, once=once, thread=str(root)
        )

    async def hear_command(self, interaction: Interaction, name: str, options: Mapping[str, Any]) -> None:
        """A slash command with what was filled in beside it."""
        people = tuple(
            profile(option, None) for option in options.values() if isinstance(option, discord.User | discord.Member)
        )
        texts = {key: str(option) for key, option in options.items() if isinstance(option, str | int)}
        command = Command(
            who=profile(interaction.user, str(interaction.locale)),
            where=place_of(interaction),
            word=name,
            people=people,
            options=texts,
        )
        await self.answer(interaction, command)


_WORDS = (discord.MessageType.default, discord.MessageType.reply)


def _word(identity: int | None) -> str | None:
    return None if identity is None else str(identity)


def profile(user: discord.abc.User, locale: str | None) -> Profile:
    """Somebody as Discord tells about them; it knows no time zone."""
    return Profile(PLATFORM, WORKSPACE, str(user.id), user.display_name, locale, None, user.bot)


def place_of(interaction: Interaction) -> Place:
    """Where somebody did something; in a thread, the room it belongs to."""
    channel = interaction.channel
    if interaction.guild_id is None or channel is None:
        return Place(str(interaction.channel_id or 0), direct=True)
    if isinstance(channel, discord.Thread):
        return Place(str(channel.parent_id), name=f"#{channel.parent.name}" if channel.parent else "")
    return Place(str(channel.id), name=f"#{getattr(channel, 'name', '')}")


def _entries(data: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Profile], dict[str, Place]]:
    """What was filled in, by the inputs' names, and what Discord tells about the people and rooms that were picked."""
    values: dict[str, str] = {}
    for outer in data.get("components", []):
        inner = outer.get("component") or {}
        name = str(inner.get("custom_id", ""))
        if name:
            chosen = inner.get("values")
            values[name] = ",".join(map(str, chosen)) if chosen is not None else str(inner.get("value") or "")
    resolved = data.get("resolved") or {}
    members = resolved.get("members") or {}
    people = {
        str(key): Profile(
            PLATFORM,
            WORKSPACE,
            str(key),
            str((members.get(key) or {}).get("nick") or user.get("global_name") or user.get("username") or key),
            is_bot=bool(user.get("bot")),
        )
        for key, user in (resolved.get("users") or {}).items()
    }
    places = {str(key): _place(str(key), channel) for key, channel in (resolved.get("channels") or {}).items()}
    return values, people, places


def _place(key: str, channel: Mapping[str, Any]) -> Place:
    return Place(key, name=f"#{channel.get('name', '')}")


def _continue(event: Event, form: Form) -> Card:
    """A button that opens a form which can't be opened right now."""
    action, ids = (event.action, event.ids) if isinstance(event, Press) else (f"{form.action}.open", {})
    return Card(title=Text.of(form.title), buttons=(Button(action, form.title, ids, "primary"),))
