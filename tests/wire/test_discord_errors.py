"""What Discord's errors, limits and refusals do to a message, at its wire."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest
from sqlmodel import select

from adapters.discord import errors
from adapters.discord.messenger import REQUESTS, DiscordMessenger
from bot.ports import Barred, Blind, Broken, Gone, Letter, SendError, Wait
from bot.ui import Card, Text
from data.database import Database
from data.tables import Lane, Outgoing, SendState
from scheduling.counters import SENT_BLINDLY
from scheduling.pace import Pacer
from tests.wire.discord import SmallDiscord
from tests.wire.discord_server import HISTORY, Message
from tests.wire.office import guild
from tests.wire.test_discord_faults import POST, cards, hand_off, small, story
from tests.wire.test_discord_story import Cast, cast

__all__ = ["small", "story"]
OPEN = "POST /users/@me/channels"


@pytest.fixture
def wire(story: Cast) -> DiscordMessenger:
    return story.team.connection.sender


@pytest.fixture
def hello(story: Cast) -> Letter:
    return Letter("baton-1000", "discord", str(story.dana), Card(title=Text.of("Hello")), room=str(story.room))


async def refused(wire: DiscordMessenger, letter: Letter) -> SendError:
    with pytest.raises(SendError) as raised:
        await wire.post(letter)
    return raised.value


async def test_every_code_has_its_meaning(story: Cast, wire: DiscordMessenger, hello: Letter) -> None:
    tables: list[tuple[Sequence[int], type[SendError]]] = [
        (sorted(errors.NO_WORDS), Broken),
        (sorted(errors.NO_ENTRY), Barred),
        (sorted(errors.TOO_MANY), Wait),
        ([130000, 110001, 0, 99999], SendError),
    ]
    for codes, kind in tables:
        for code in codes:
            story.team.discord.fail(POST, f"400/{code}")
            assert type(await refused(wire, hello)) is kind, code
    for code, why in errors.GONE.items():
        story.team.discord.fail(POST, str(code))
        gone = await refused(wire, hello)
        assert (type(gone), str(gone)) == (Gone, why), code


async def test_a_token_that_is_refused(story: Cast, wire: DiscordMessenger, hello: Letter) -> None:
    story.team.discord.token = "another"
    assert type(await refused(wire, hello)) is Barred
    story.team.discord.token = "small-token"


async def test_what_discord_does_not_take_is_set_aside_and_the_lane_goes_on(story: Cast, database: Database) -> None:
    story.team.discord.fail(POST, "400/50035")
    await hand_off(story)
    with database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
    assert (found.state, found.note) == (SendState.FAILED, "50035")
    story.team.discord.rung(story.dana)
    await hand_off(story)
    await story.rings(story.dana, "Newsletter – von Ben")


async def test_a_card_that_the_adapter_cannot_show_is_set_aside(
    story: Cast, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("Newsletter")

    with monkeypatch.context() as patched:
        patched.setattr("adapters.discord.messenger.card_view", broken)
        await hand_off(story)
    with database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
    assert (found.state, found.note) == (SendState.FAILED, "KeyError")


# Refusals


async def test_a_refusal_of_one_route_lets_the_others_go_on(story: Cast, database: Database) -> None:
    """Told by Discord itself: the library would sleep for as long, holding the lane."""
    discord, began = story.team.discord, asyncio.get_running_loop().time()
    discord.fail(POST, "429 7.5 user")
    await hand_off(story)
    with database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
        assert found.retry_at == story.team.house.now + timedelta(seconds=7.5)
        assert session.exec(select(Lane.paused_until)).one() is None
    assert asyncio.get_running_loop().time() - began < 5
    asked = len(discord.requests)
    await story.team.travel(seconds=7)
    assert len(discord.requests) == asked
    await story.team.travel(seconds=1)
    await story.rings(story.dana, "Newsletter – von Ben")


@pytest.mark.parametrize(
    ("how", "seconds"), [("429 20.25 global", 20.25), ("429 30", 30.0), ("429 soon", 60.0), ("429 900", 900.0)]
)
async def test_the_whole_bot_waits_to_the_letter_if_it_is_asked_to(
    story: Cast, database: Database, how: str, seconds: float
) -> None:
    story.team.discord.fail(POST, how)
    await hand_off(story)
    with database.transaction() as session:
        assert session.exec(select(Lane.paused_until)).one() == story.team.house.now + timedelta(seconds=seconds)
    asked = len(story.team.discord.requests)
    await story.team.travel(seconds=seconds - 1)
    assert len(story.team.discord.requests) == asked
    await story.team.travel(seconds=2)
    await story.rings(story.dana, "Newsletter – von Ben")


async def test_opening_direct_messages_too_fast_holds_for_everybody(
    story: Cast, wire: DiscordMessenger, hello: Letter
) -> None:
    story.team.discord.fail(OPEN, "429 5 user")
    stranger = story.team.discord.user("Eve")
    wait = await refused(wire, replace(hello, room=None, account=str(stranger)))
    assert isinstance(wait, Wait)
    assert (wait.seconds, wait.everywhere) == (5, True)


async def test_a_refused_answer_to_what_somebody_did_is_the_librarys_business(story: Cast) -> None:
    """Its three seconds are over sooner than any lane."""
    story.team.discord.fail("POST /interactions/0/t0/callback", "429 0.1 user")
    await story.team.runs(story.ben, "help")
    assert "/" in story.team.discord.private(story.ben)


async def test_the_routes_limits_are_kept_beforehand(story: Cast) -> None:
    """The library learns them from each answer; nothing is refused, and nothing takes longer than it must."""
    discord = story.team.discord
    discord.bucket = (5, 0.5)
    for number in range(12):
        await story.team.runs(story.ben, "task", "new", channel=story.room)
        await story.team.discord.submit(story.ben, title=f"Newsletter {number}")
    await story.team.settle()
    assert (len(cards(story)), discord.too_many) == (0, 0)
    assert sum("von Ben" in each.text for each in discord.messages) == 12


def test_in_no_second_more_than_fifty() -> None:
    pacer, now = Pacer(), 0.0
    times: list[float] = []
    for _ in range(200):
        at = pacer.reserve(1, (REQUESTS,), now, inf)
        assert at is not None
        while (later := pacer.leave(1, (REQUESTS,), at)) != at:
            at = later
        pacer.answered(1, (REQUESTS,), at, at, well=True)
        times.append(now := at)
    assert all(later - first >= 1 - 1e-6 for first, later in zip(times, times[50:], strict=False))


async def test_whatever_is_asked_of_discord_counts(story: Cast, wire: DiscordMessenger, hello: Letter) -> None:
    """As many requests as a letter may take."""
    await hand_off(story)
    discord = story.team.discord
    card, stranger = discord.latest(story.dana, "von Ben"), discord.user("Eve")
    chatter(discord, story.room, 600)
    letters = [
        hello,
        replace(hello, name="baton-1001", room=None, account=str(stranger)),
        replace(hello, name="baton-1002", suspect=True),
        replace(hello, name="baton-1003", room=None, account=str(discord.user("Finn")), suspect=True),
        replace(hello, name="baton-1004", thread=str(card.id)),
    ]
    for letter in letters:
        before, (limit,) = len(discord.requests), wire.limits(letter, None)
        if letter.suspect:
            with suppress(Blind):
                await wire.find(letter)
        await wire.post(letter)
        assert limit.key == "bot"
        assert len(discord.requests) - before <= limit.count
    assert [wire.limits(letter, None)[0].count for letter in letters[:4]] == [1, 2, 6, 8]


# Looks


def chatter(discord: SmallDiscord, channel: int, number: int) -> None:
    """What other people write meanwhile."""
    discord.messages += [Message(discord.snowflake(), channel, 1, content="…") for _ in range(number)]


async def test_what_was_sent_long_ago_is_found(story: Cast, wire: DiscordMessenger, hello: Letter) -> None:
    discord, now = story.team.discord, story.team.house.now
    chatter(discord, story.room, 200)
    letter = replace(hello, suspect=True, first_try=now)
    sent = await wire.post(letter)
    chatter(discord, story.room, 300)
    assert await wire.find(letter) == sent
    chatter(discord, story.room, 300)
    with pytest.raises(Blind):
        await wire.find(letter)


async def test_only_what_was_written_since_is_looked_through(
    story: Cast, wire: DiscordMessenger, hello: Letter
) -> None:
    chatter(story.team.discord, story.room, 700)
    later = replace(hello, suspect=True, first_try=story.team.house.now + timedelta(days=1))
    assert await wire.find(later) is None


async def test_a_history_that_may_not_be_read_is_no_proof(story: Cast) -> None:
    """Discord tells of no messages then, instead of refusing. Rather the rare double than the loss, and counted."""
    counter, discord = SENT_BLINDLY.labels("discord"), story.team.discord
    before = counter._value.get()
    room = story.team.connection.client.get_channel(story.room)
    assert room is not None
    discord.channels[story.room].permissions &= ~HISTORY
    await discord.dispatch("CHANNEL_UPDATE", discord.channel_json(discord.channels[story.room]))
    await discord.barrier()
    discord.fail(POST, "lost")
    await hand_off(story)
    await story.team.travel(minutes=1)
    assert len(cards(story)) == 1  # its nonce is remembered for two minutes
    assert counter._value.get() == before + 1


async def test_killed_for_longer_than_the_nonce_is_remembered_it_looks(small: SmallDiscord, database: Database) -> None:
    async with guild(small, database) as first:
        made = cast(small, first)
        await made.agree()
        await first.runs(made.ben, "task", "new", channel=made.room)
        await small.submit(made.ben, title="Newsletter")
        small.fail(POST, "lost")
        await first.settle()
        now = first.house.now
    small.now += 3600
    async with guild(small, database, now=now + timedelta(hours=1)) as second:
        await second.settle()
        assert len(cards(cast(small, second))) == 1
