"""What every messenger promises: one suite over all of them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from discord import Client, Intents
from discord.http import Route
from slack_sdk.web.async_client import AsyncWebClient

from adapters.discord.messenger import DiscordMessenger
from adapters.playground.listen import Playground
from adapters.slack.messenger import SlackMessenger
from bot.ports import Gone, Letter, Messenger, Sent
from bot.ui import Button, Card, Link, Plain, Quote, Text, Who
from data.database import Database
from data.tables import PlaygroundMessage
from tests.wire.discord import SmallDiscord, plain
from tests.wire.slack import SmallSlack

HOSTILE = "<!channel> @everyone <@UANNA> & *bold* <b>x</b> [a](b)"


@dataclass
class Place:
    """A platform with a room that Anna is in, and what can be read there."""

    messenger: Messenger
    workspace: str
    anna: str
    room: str
    no_room: str
    rung: Callable[[], list[str]]  # what notified Anna since the last look
    read: Callable[[Sent], str]
    forget: Callable[[Sent], Awaitable[None]]


async def _playground(database: Database) -> AsyncIterator[Place]:
    heard: list[tuple[PlaygroundMessage, bool]] = []
    stage = Playground(database, datetime(2026, 11, 23, 9, tzinfo=UTC), lambda *each: heard.append(each))
    anna = stage.add_person("Anna", "de", "Europe/Lisbon")
    stage.add_channel("team", [anna], joined=True)
    stage.add_channel("secret", [anna])

    def rung() -> list[str]:
        found = [message.text for message, edited in heard if not edited and message.notified == anna]
        heard.clear()
        return found

    def read(sent: Sent) -> str:
        with database.transaction() as session:
            return session.get_one(PlaygroundMessage, int(sent.message)).text

    async def forget(sent: Sent) -> None:
        with database.transaction() as session:
            session.delete(session.get_one(PlaygroundMessage, int(sent.message)))

    yield Place(stage.messenger, "playground", anna, "team", "secret", rung, read, forget)


async def _slack(_: Database) -> AsyncIterator[Place]:
    async with SmallSlack() as slack:
        anna = slack.user("Anna")
        client = AsyncWebClient(slack.bot_token, base_url=slack.url)
        client.retry_handlers.clear()

        def read(sent: Sent) -> str:
            return next(each.text for each in slack.messages if (each.channel, each.ts) == (sent.channel, sent.message))

        async def forget(sent: Sent) -> None:
            slack.messages = [each for each in slack.messages if each.ts != sent.message]

        yield Place(
            SlackMessenger(client),
            slack.team,
            anna,
            slack.channel("team", [anna]),
            slack.channel("secret", [anna], joined=False),
            lambda: [each.text for each in slack.rung(anna)],
            read,
            forget,
        )


async def _discord(_: Database) -> AsyncIterator[Place]:
    async with SmallDiscord() as small:
        anna, room, secret = small.user("Anna"), small.channel("team"), small.channel("secret")
        small.channels[secret].permissions = 0
        Route.BASE = small.api
        client = Client(intents=Intents.none())
        await client.login(small.token)

        def read(sent: Sent) -> str:
            return next(plain(each.text) for each in small.messages if str(each.id) == sent.message)

        async def forget(sent: Sent) -> None:
            small.messages = [each for each in small.messages if str(each.id) != sent.message]

        yield Place(
            DiscordMessenger(client),
            "discord",
            str(anna),
            str(room),
            str(secret),
            lambda: [plain(each.text) for each in small.rung(anna)],
            read,
            forget,
        )
        await client.close()


@pytest.fixture(params=[_playground, _slack, _discord], ids=["playground", "slack", "discord"])
async def place(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Place]:
    async for made in request.param(database):
        yield made


def letter(place: Place, name: str = "baton-1", **changes: object) -> Letter:
    """A card for Anna in the room, with all that a card can have."""
    card = Card(
        title=Text((Plain("For you: "), Link("https://example.org/a?b=c&d", "example.org"))),
        lines=(Quote(HOSTILE), Text.of(HOSTILE)),
        buttons=(Button("task.accept", "Accept", {"task": 1}, "primary"),),
        why=Text.of("You asked for this."),
        mention=Who(place.anna, "Anna"),
    )
    made = Letter(name=name, workspace=place.workspace, account=place.anna, card=card, room=place.room)
    return replace(made, **changes)  # type: ignore[arg-type]  # named fields of a Letter


async def test_a_card_in_a_room_notifies_whom_it_mentions(place: Place) -> None:
    sent = await place.messenger.post(letter(place))
    assert sent.channel == place.room
    assert "For you" in place.read(sent)
    assert len(place.rung()) == 1


async def test_a_quiet_one_notifies_nobody(place: Place) -> None:
    sent = await place.messenger.post(letter(place, quiet=True))
    assert "For you" in place.read(sent)
    assert place.rung() == []


async def test_typed_mentions_notify_nobody(place: Place) -> None:
    plain = replace(letter(place).card, mention=None)
    await place.messenger.post(letter(place, card=plain))
    assert place.rung() == []


async def test_a_direct_message_notifies_its_receiver(place: Place) -> None:
    first = await place.messenger.post(letter(place, room=None))
    second = await place.messenger.post(letter(place, "baton-2", room=None, direct=first.channel))
    assert first.channel == second.channel != place.room
    assert len(place.rung()) == 2


async def test_an_edit_changes_it_silently(place: Place) -> None:
    sent = await place.messenger.post(letter(place))
    place.rung()
    changed = replace(letter(place).card, title=Text.of("Accepted"))
    await place.messenger.edit(letter(place, card=changed), sent)
    assert "Accepted" in place.read(sent)
    assert place.rung() == []


async def test_a_post_in_a_thread_is_found_there(place: Place) -> None:
    root = await place.messenger.post(letter(place))
    under = letter(place, "baton-2", thread=root.message)
    sent = await place.messenger.post(under)
    assert sent != root
    assert await place.messenger.find(under) == sent


@pytest.mark.parametrize("room", [True, False])
async def test_what_was_posted_is_found_by_its_name(place: Place, room: bool) -> None:
    made = letter(place) if room else letter(place, room=None)
    assert await place.messenger.find(made) is None
    sent = await place.messenger.post(made)
    assert await place.messenger.find(made) == sent
    assert await place.messenger.find(replace(made, name="baton-99")) is None


async def test_a_room_it_is_not_in_is_gone(place: Place) -> None:
    for room in (place.no_room, "404404404"):
        with pytest.raises(Gone) as gone:
            await place.messenger.post(letter(place, room=room))
        assert gone.value.why == "room"


async def test_a_message_that_was_deleted_is_gone(place: Place) -> None:
    sent = await place.messenger.post(letter(place))
    await place.forget(sent)
    with pytest.raises(Gone) as gone:
        await place.messenger.edit(letter(place), sent)
    assert gone.value.why == "message"
