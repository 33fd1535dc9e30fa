"""What people do on Discord becomes events; answers become private messages and modals.

One function hears every button and every modal, by what its ``custom_id`` carries, so that everything works after a
restart. The first response goes out within a second or the interaction is deferred (Discord allows three).
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import aiohttp
import discord

from adapters.discord.commands import command_of, parts_of
from adapters.discord.render import card_view, form_modal
from bot.app import App
from bot.events import Command, Event, Place, Press, Profile, Said, Submit
from bot.registry import Taken
from bot.texts import words
from bot.ui import Button, Card, Errors, Form, Reply, Text, decode

logger = logging.getLogger(__name__)

PLATFORM = "discord"
# A Discord account is one over all servers, and one bot sends to all of them: so that is what a workspace is here.
WORKSPACE = "discord"
FIRST_RESPONSE = 1.0  # second

# What Baton needs in a room; the texts "permission-…" call each as the channel's settings do.
NEEDED = (
    "view-channel",
    "send-messages",
    "create-public-threads",
    "send-messages-in-threads",
    "read-message-history",
)
SUBCOMMAND = discord.AppCommandOptionType.subcommand.value
LOOK_BACK = 100  # messages in one place

Interaction = discord.Interaction[discord.Client]


class Listener:
    """Turns one client's interactions and messages into events of one App."""

    def __init__(self, app: App, wake: Callable[[], None]) -> None:
        self.app = app
        self.wake = wake
        self._answers: set[asyncio.Task[None]] = set()

    async def hear_interaction(self, interaction: Interaction) -> None:
        """A command, a button, a modal, or what is being typed: by what it carries, so it works after a restart."""
        data: Any = interaction.data or {}
        match interaction.type:
            case discord.InteractionType.application_command:
                event = _command(interaction, data)
                if event is not None:
                    await self.answer(interaction, event)
            case discord.InteractionType.component:
                action, ids = decode(str(data.get("custom_id", "")))
                who, where = profile(interaction.user, str(interaction.locale)), place_of(interaction)
                await self.answer(interaction, Press(who=who, where=where, action=action, ids=ids))
            case discord.InteractionType.modal_submit:
                await self.answer(interaction, _submit(interaction, data))
            case discord.InteractionType.autocomplete:
                await self._suggest(interaction, data)

    async def _suggest(self, interaction: Interaction, data: Any) -> None:
        name, subcommand, options = _parts(data)
        entry = command_of(name, subcommand)
        focused = next((option for option in options if option.get("focused")), None)
        if entry is None or focused is None:
            return
        kind = entry.takes[parts_of(entry)[focused["name"]]]
        who = profile(interaction.user, str(interaction.locale))
        found = await self.app.database.call(self.app.suggest, who, kind, str(focused.get("value", "")))
        choices = [discord.app_commands.Choice(name=each.label, value=each.value) for each in found]
        try:
            await interaction.response.autocomplete(choices)
        except discord.HTTPException as error:
            logger.info("suggestions came too late", extra={"code": error.code})

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
        channel = message.channel
        replied = str(message.reference.message_id) if message.reference else None
        if message.guild is None:
            await self._heard(message, Place(str(channel.id), direct=True), replied)
            return
        in_thread = isinstance(channel, discord.Thread)
        room = str(channel.parent_id if isinstance(channel, discord.Thread) else channel.id)
        root = str(channel.id) if in_thread else replied  # a thread has its card's id
        if root is not None and await self.app.database.call(self.app.listens_to, PLATFORM, WORKSPACE, room, root):
            await self._heard(message, Place(room), root)

    async def _heard(self, message: discord.Message, where: Place, thread: str | None) -> None:
        if message.author.bot or not message.content or message.type not in _WORDS:
            return
        said = Said(
            who=profile(message.author, None),
            where=where,
            text=message.clean_content,
            position=f"{message.id:020d}",
            thread=thread,
            once=f"discord:{message.id}",
        )
        reply = await self.app.database.call(self.app.handle, said)
        self.wake()
        if isinstance(reply, Card):
            self._soon(self._reply(message, reply, direct=where.direct))

    async def _reply(self, message: discord.Message, card: Card, *, direct: bool) -> None:
        """An answer to words: beside them in direct messages; elsewhere alone, where nobody else reads it."""
        place: discord.abc.Messageable = message.channel if direct else message.author
        await place.send(view=card_view(card), allowed_mentions=discord.AllowedMentions.none())

    async def catch_up(self, client: discord.Client) -> None:
        """Replies that were written while nobody listened, in threads and direct messages where one is waited for.

        Discord replays nothing after a session was lost. What was heard already takes effect once.
        """
        for waiting in await self.app.database.call(self.app.waits_for_replies, PLATFORM):
            place = client.get_partial_messageable(int(waiting.thread or waiting.channel))
            where = Place(waiting.channel, direct=waiting.direct)
            try:
                async for message in place.history(limit=LOOK_BACK, after=waiting.since, oldest_first=True):
                    await self._heard(message, where, None if waiting.direct else waiting.thread)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                logger.info("no look into a place", extra={"error": type(error).__name__})

    async def finish(self) -> None:
        """Answers that are still under way arrive."""
        await asyncio.gather(*self._answers, return_exceptions=True)

    def _soon(self, answer: Coroutine[Any, Any, None]) -> None:
        """What was done is committed; only the answer can fail."""

        async def arrive() -> None:
            try:
                await answer
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                logger.warning("an answer did not arrive", extra={"error": type(error).__name__})

        task = asyncio.create_task(arrive())
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)


_WORDS = (discord.MessageType.default, discord.MessageType.reply)


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


def _command(interaction: Interaction, data: Any) -> Command | None:
    """A slash command; None for one that Baton doesn't have any more."""
    name, subcommand, options = _parts(data)
    entry = command_of(name, subcommand)
    if entry is None:
        return None
    parts = parts_of(entry)
    given = {parts[option["name"]]: str(option["value"]) for option in options if option["name"] in parts}
    people = _people(data.get("resolved") or {})
    typed = {part: value for part, value in given.items() if entry.takes[part] is not Taken.PERSON}
    return Command(
        who=profile(interaction.user, str(interaction.locale)),
        where=place_of(interaction),
        word=words("en", f"command-{entry.name}").split()[0],
        text=" ".join(typed.values()),
        people=tuple(people[value] for part, value in given.items() if part not in typed and value in people),
        options=typed,
    )


def _parts(data: Any) -> tuple[str, str | None, list[Mapping[str, Any]]]:
    """The command's name, its subcommand if it has one, and what was filled in."""
    options = data.get("options") or []
    inner = next((each for each in options if each.get("type") == SUBCOMMAND), None)
    return (
        str(data.get("name", "")),
        inner["name"] if inner else None,
        (inner.get("options") or []) if inner else options,
    )


def _submit(interaction: Interaction, data: Any) -> Submit:
    action, ids = decode(str(data.get("custom_id", "")))
    resolved = data.get("resolved") or {}
    return Submit(
        who=profile(interaction.user, str(interaction.locale)),
        where=place_of(interaction),
        action=action,
        ids=ids,
        values=_values(data),
        people=_people(resolved),
        places={key: _place(interaction.guild, key) for key in resolved.get("channels") or {}},
    )


def _values(data: Any) -> dict[str, str]:
    """What was filled in, by the inputs' names."""
    values: dict[str, str] = {}
    for outer in data.get("components", []):
        inner = outer.get("component") or {}
        if name := str(inner.get("custom_id", "")):
            chosen = inner.get("values")
            values[name] = ",".join(map(str, chosen)) if chosen is not None else str(inner.get("value") or "")
    return values


def _people(resolved: Any) -> dict[str, Profile]:
    """What Discord tells about the people that were picked."""
    members = resolved.get("members") or {}
    return {
        str(key): Profile(
            PLATFORM,
            WORKSPACE,
            str(key),
            str((members.get(key) or {}).get("nick") or user.get("global_name") or user.get("username") or key),
            is_bot=bool(user.get("bot")),
        )
        for key, user in (resolved.get("users") or {}).items()
    }


def _place(guild: discord.Guild | None, key: str) -> Place:
    """A channel that was picked, and what Baton isn't allowed there yet."""
    channel = guild.get_channel(int(key)) if guild is not None else None
    if guild is None or channel is None:
        return Place(key, lacks=NEEDED)
    allowed = channel.permissions_for(guild.me)
    lacks = tuple(name for name in NEEDED if not getattr(allowed, name.replace("-", "_")))
    return Place(key, name=f"#{channel.name}", lacks=lacks)


def _continue(event: Event, form: Form) -> Card:
    """A button that opens a form which can't be opened right now."""
    action, ids = (event.action, event.ids) if isinstance(event, Press) else (f"{form.action}.open", {})
    return Card(title=Text.of(form.title), buttons=(Button(action, form.title, ids, "primary"),))
