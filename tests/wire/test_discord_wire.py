"""The small Discord, held against the real discord.py: what Discord documents happens, and nothing is lost or doubled.

Nothing of Baton takes part here.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
from discord import backoff, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.wire.discord import BATON, SmallDiscord, Unheard
from tests.wire.discord_server import GUILD

POST = "POST /channels/0/messages"
WITHIN = 10  # seconds; what takes longer hangs


class Listening(discord.Client):
    """A client that keeps what it hears, and answers as a test tells it to."""

    def __init__(self, *, content: bool = True) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content)
        # The library waits two seconds for more servers; there is one.
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False, guild_ready_timeout=0.01)
        self.heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.greetings: asyncio.Queue[str] = asyncio.Queue()
        self.failed: list[str] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Nothing: the library pauses for five seconds before it identifies again."""

    async def on_ready(self) -> None:
        self.greetings.put_nowait("ready")

    async def on_resumed(self) -> None:
        self.greetings.put_nowait("resumed")

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            self.heard.put_nowait(message)

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        data: Any = interaction.data
        match data.get("custom_id") or data["name"]:
            case "ask" | "form":
                await interaction.response.send_modal(_form())
            case "sent":
                await interaction.response.send_message(f"got {_entry(interaction)}", ephemeral=True)
            case "twice":
                await interaction.response.defer(ephemeral=True, thinking=True)
                interaction.response._response_type = None  # the library would refuse to answer twice by itself
                try:
                    await interaction.response.defer()
                except discord.HTTPException as error:
                    self.failed.append(f"{error.status} {error.code}")

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        self.failed.append(event_method)

    async def greeting(self) -> str:
        async with asyncio.timeout(WITHIN):
            return await self.greetings.get()

    async def next_message(self) -> discord.Message:
        async with asyncio.timeout(WITHIN):
            return await self.heard.get()


def _form() -> ui.Modal:
    form = ui.Modal(title="A question", custom_id="sent")
    typed = ui.TextInput[ui.Modal](custom_id="text", max_length=20)
    form.add_item(ui.Label(text="What?", component=typed))
    form.stop()
    return form


def _entry(interaction: discord.Interaction[discord.Client]) -> str:
    data: Any = interaction.data
    return str(data["components"][0]["component"]["value"])


def _card(text: str, *custom_ids: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    if custom_ids:
        view.add_item(ui.ActionRow(*(ui.Button[ui.LayoutView](label=each[:80], custom_id=each) for each in custom_ids)))
    view.stop()
    return view


@pytest.fixture
async def small(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SmallDiscord]:
    monkeypatch.setattr(backoff.ExponentialBackoff, "delay", lambda self: 0)
    async with SmallDiscord() as made:
        monkeypatch.setattr(Route, "BASE", made.api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(made.gateway))
        yield made


@pytest.fixture
async def client(small: SmallDiscord) -> AsyncIterator[Listening]:
    made = Listening()
    small.channel("team")
    running = asyncio.create_task(made.start(small.token))
    assert await made.greeting() == "ready"
    await small.barrier()  # the server has arrived as well
    yield made
    await made.close()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def room(client: Listening) -> discord.TextChannel:
    (guild,) = client.guilds
    return guild.text_channels[0]


async def test_it_logs_in_and_finds_its_server(client: Listening) -> None:
    assert client.user is not None
    assert client.user.id == BATON
    assert [each.id for each in client.guilds] == [GUILD]
    assert [each.name for each in client.guilds[0].text_channels] == ["team"]


async def test_a_wrong_token_is_refused(small: SmallDiscord) -> None:
    async with Listening() as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("another token")


async def test_an_intent_that_was_not_granted_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    async with SmallDiscord(content_intent=False) as small:
        monkeypatch.setattr(Route, "BASE", small.api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(small.gateway))
        async with Listening() as client:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await client.start(small.token)


async def test_the_same_nonce_gives_the_same_message_until_it_is_forgotten(
    small: SmallDiscord, room: discord.TextChannel
) -> None:
    first = await room.send("Newsletter", nonce="letter-1")
    assert (await room.send("Newsletter", nonce="letter-1")).id == first.id
    small.now += 119
    assert (await room.send("Newsletter", nonce="letter-1")).id == first.id
    small.now += 2
    assert (await room.send("Newsletter", nonce="letter-1")).id != first.id
    assert len(small.messages) == 2


async def test_messages_are_edited_and_read_back(small: SmallDiscord, room: discord.TextChannel) -> None:
    sent = [await room.send(view=_card(text, "ask")) for text in ("one", "two", "three")]
    await sent[1].edit(view=_card("changed"))
    read = [each async for each in room.history(limit=2, after=sent[0], oldest_first=True)]
    assert [each.id for each in read] == [sent[1].id, sent[2].id]
    (changed,) = read[0].components
    assert isinstance(changed, discord.TextDisplay)
    assert changed.content == "changed"


async def test_only_an_allowed_mention_rings_and_an_edit_does_not(
    small: SmallDiscord, room: discord.TextChannel
) -> None:
    dana, ben = small.user("Dana"), small.user("Ben")
    text = f"<@{dana}> <@{ben}>"
    allowed = discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(dana)])
    sent = await room.send(view=_card(text), allowed_mentions=allowed)
    assert [len(small.rung(each)) for each in (dana, ben)] == [1, 0]
    await sent.edit(view=_card(text), allowed_mentions=allowed)
    await room.send(view=_card(text), allowed_mentions=allowed, silent=True)
    await room.send(view=_card(text), allowed_mentions=discord.AllowedMentions.none())
    assert [len(small.rung(each)) for each in (dana, ben)] == [0, 0]


@pytest.mark.parametrize("code", [50007, 50278])
async def test_closed_direct_messages(small: SmallDiscord, client: Listening, code: int) -> None:
    dana = small.user("Dana")
    direct = await client.create_dm(discord.Object(dana))
    await direct.send("Hello")
    assert len(small.rung(dana)) == 1
    small.closed[dana] = code
    with pytest.raises(discord.Forbidden) as refused:
        await direct.send("Hello again")
    assert refused.value.code == code


async def test_a_thread_has_its_messages_id_and_opens_once(small: SmallDiscord, room: discord.TextChannel) -> None:
    card = await room.send(view=_card("Newsletter"))
    thread = await card.create_thread(name="Newsletter")
    assert (thread.id, thread.parent_id) == (card.id, room.id)
    with pytest.raises(discord.HTTPException) as refused:
        await card.create_thread(name="Newsletter")
    assert refused.value.code == 160004
    inside = await thread.send("A question")
    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException) as archived:
        await inside.edit(content="Another question")
    assert archived.value.code == 50083
    await thread.edit(archived=False)
    await inside.edit(content="Another question")


async def test_what_is_said_arrives(small: SmallDiscord, client: Listening, room: discord.TextChannel) -> None:
    dana = small.user("Dana")
    card = await room.send("Newsletter")
    thread = await card.create_thread(name="Newsletter")
    direct = await client.create_dm(discord.Object(dana))
    for place in (room.id, thread.id, direct.id):
        said = await small.say(dana, place, "Hello")
        heard = await client.next_message()
        assert (heard.id, heard.content, heard.channel.id) == (said.id, "Hello", place)
        assert heard.author.display_name == "Dana"


async def test_a_press_opens_a_modal_and_its_answer_is_private(small: SmallDiscord, room: discord.TextChannel) -> None:
    dana, ben = small.user("Dana"), small.user("Ben")
    await room.send(view=_card("Newsletter", "ask"))
    await small.press(dana, small.latest(dana, "Newsletter"), "ask")
    assert small.modal_of(dana)["title"] == "A question"
    await small.submit(dana, text="To whom?")
    assert small.private(dana) == "got To whom?"
    assert dana not in small.modals
    assert "To whom?" not in "".join(each.text for each in small.sees(ben))


async def test_a_command_opens_a_modal(small: SmallDiscord, client: Listening, room: discord.TextChannel) -> None:
    assert client.application_id is not None
    await client.http.bulk_upsert_global_commands(client.application_id, [{"name": "form", "description": "A form"}])
    dana = small.user("Dana")
    await small.command(dana, room.id, "form")
    assert small.modal_of(dana)["custom_id"] == "sent"


async def test_an_interaction_is_answered_once(
    small: SmallDiscord, client: Listening, room: discord.TextChannel
) -> None:
    dana = small.user("Dana")
    await room.send(view=_card("Newsletter", "twice"))
    await small.press(dana, small.latest(dana), "twice")
    async with asyncio.timeout(WITHIN):
        while not client.failed:
            await small.barrier()
    assert client.failed == ["400 40060"]


async def test_silence_is_told_as_no_response(
    small: SmallDiscord, room: discord.TextChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.wire.discord.DEADLINE", 0.05)
    dana = small.user("Dana")
    await room.send(view=_card("Newsletter", "unknown"))
    with pytest.raises(Unheard):
        await small.press(dana, small.latest(dana), "unknown")


async def test_a_resume_replays_what_was_missed(
    small: SmallDiscord, client: Listening, room: discord.TextChannel
) -> None:
    dana = small.user("Dana")
    small.drop_sockets()
    said = [await small.say(dana, room.id, text) for text in ("one", "two")]
    assert [(await client.next_message()).id for _ in said] == [each.id for each in said]
    assert await client.greeting() == "resumed"
    assert (small.resumed, small.connections) == (1, 1)
    await small.say(dana, room.id, "three")
    assert (await client.next_message()).content == "three"


async def test_after_an_invalid_session_nothing_is_replayed(
    small: SmallDiscord, client: Listening, room: discord.TextChannel
) -> None:
    dana = small.user("Dana")
    small.drop_sockets(resumable=False)
    await small.say(dana, room.id, "lost")
    assert await client.greeting() == "ready"
    assert (small.resumed, small.connections) == (0, 2)
    await small.say(dana, room.id, "heard")
    assert (await client.next_message()).content == "heard"
    small.drop_sockets()
    await small.say(dana, room.id, "replayed")
    assert (await client.next_message()).content == "replayed"


@pytest.mark.parametrize(("how", "arrived"), [("reset", 0), ("lost", 1)])
async def test_a_broken_connection_is_not_tried_again_by_the_library(
    small: SmallDiscord, room: discord.TextChannel, how: str, arrived: int
) -> None:
    small.fail(POST, how)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await room.send("Newsletter", nonce="letter-1")
    assert len(small.messages) == arrived
    await room.send("Newsletter", nonce="letter-1")
    assert len(small.messages) == 1


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(_card("x" * 4_001), id="4,001 characters"),
        pytest.param(_card("x", "y" * 101), id="a custom_id of 101"),
        pytest.param(_card("x", "same", "same"), id="one custom_id twice"),
    ],
)
async def test_what_is_too_much_is_refused(small: SmallDiscord, room: discord.TextChannel, view: ui.LayoutView) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await room.send(view=view)
    small.problems.clear()  # the published description says so as well
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert small.messages == []


@pytest.mark.parametrize("missing", ["Form", "a b", "x" * 33])
async def test_a_commands_name_is_checked(small: SmallDiscord, client: Listening, missing: str) -> None:
    assert client.application_id is not None
    with pytest.raises(discord.HTTPException) as refused:
        await client.http.bulk_upsert_global_commands(
            client.application_id, [{"name": missing, "description": "A form"}]
        )
    small.problems.clear()  # the published description says so as well
    assert refused.value.code == 50035
