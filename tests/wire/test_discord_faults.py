"""Discord misbehaves, the network breaks, the process dies: nothing is lost, nothing comes twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from discord import Client, backoff
from discord.http import Ratelimit

from adapters.discord import connect
from data.database import Database
from tests.wire.discord import SmallDiscord, plain
from tests.wire.office import guild, until
from tests.wire.test_discord_story import Cast, cast, people

POST = "POST /channels/0/messages"


@pytest.fixture
async def small(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SmallDiscord]:
    monkeypatch.setattr(connect, "PAUSES", (0,))
    monkeypatch.setattr(backoff.ExponentialBackoff, "delay", lambda self: 0)
    async with SmallDiscord() as made:
        people(made)
        yield made


@pytest.fixture
async def story(small: SmallDiscord, database: Database) -> AsyncIterator[Cast]:
    async with guild(small, database) as team:
        made = cast(small, team)
        await made.agree()
        yield made


async def hand_off(story: Cast) -> None:
    await story.team.runs(story.ben, "task", "new", channel=story.room)
    await story.team.fills(story.ben, title="Newsletter")


def cards(story: Cast) -> list[str]:
    return [plain(each.text) for each in story.team.discord.messages if "Newsletter – von Ben" in plain(each.text)]


@pytest.mark.parametrize("how", ["reset", "lost", "429 30"])
@pytest.mark.parametrize("times", [1, 3])
async def test_a_card_arrives_once_whatever_happens(story: Cast, how: str, times: int) -> None:
    story.team.discord.fail(POST, how, times if not how.startswith("429") else 1)
    await hand_off(story)
    await story.team.travel(minutes=5)
    assert len(cards(story)) == 1
    await story.rings(story.dana, "Newsletter – von Ben")


async def test_a_bad_gateway_in_front_of_discord_is_outlasted(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library tries again by itself, for up to half a minute; then delivery does."""
    pause = asyncio.sleep

    async def at_once(seconds: float) -> None:
        await pause(0)

    monkeypatch.setattr("discord.http.asyncio.sleep", at_once)
    story.team.discord.fail(POST, "502", 7)
    await hand_off(story)
    await story.team.travel(minutes=5)
    assert len(cards(story)) == 1
    await story.rings(story.dana, "Newsletter – von Ben")


async def test_after_discord_has_forgotten_the_nonce_it_looks_first(story: Cast) -> None:
    """Three answers are lost and the pauses between the tries grow beyond two minutes."""
    story.team.discord.fail(POST, "lost", 9)
    await hand_off(story)
    await story.team.travel(minutes=20)
    assert len(cards(story)) == 1
    assert story.team.discord.now > 900


async def test_a_message_in_a_thread_arrives_once(story: Cast) -> None:
    await hand_off(story)
    story.team.discord.rung(story.dana)
    story.team.discord.fail(POST, "lost", 2)
    await story.team.presses(story.dana, "Zusagen")
    await story.team.travel(minutes=5)
    await story.rings(story.ben, "Dana hat Newsletter zugesagt")


@pytest.mark.parametrize("code", [50007, 50278])
async def test_closed_direct_messages_are_told_in_the_room_without_content(story: Cast, code: int) -> None:
    await hand_off(story)
    team, discord = story.team, story.team.discord
    await team.presses(story.dana, "Zusagen")
    await team.runs(story.dana, "checkin")
    await team.fills(story.dana, days="0,1,2,3,4", time="9:00")
    discord.rung(story.dana)
    discord.closed[story.dana] = code
    await team.travel(days=1)
    await story.rings(story.dana, "keine Direktnachricht")
    assert "Newsletter" not in plain(discord.latest(story.dana, "keine Direktnachricht").text)
    asked = [each for each in discord.requests if each[1] == f"/channels/{discord.direct(story.dana).id}/messages"]
    await team.travel(hours=1)
    again = [each for each in discord.requests if each[1] == f"/channels/{discord.direct(story.dana).id}/messages"]
    assert len(again) == len(asked)


async def test_missing_permissions_are_named_one_by_one(small: SmallDiscord, database: Database) -> None:
    async with guild(small, database) as team:
        made = cast(small, team)
        small.channels[made.room].permissions = 1 << 10 | 1 << 11 | 1 << 16
        small.drop_sockets(resumable=False)
        await _connected(small)
        await team.runs(made.ben, "start", channel=made.room)
        await team.fills(made.ben, other=str(made.dana), role="client", room=str(made.room), zone="Wien", language="de")
        told = small.private(made.ben)
        assert "Öffentliche Threads erstellen" in told
        assert "Nachrichten in Threads senden" in told
        assert "Kanal ansehen" not in told
        small.channels[made.room].permissions |= 1 << 35 | 1 << 38
        small.drop_sockets(resumable=False)
        await _connected(small)
        await team.presses(made.ben, "draft.open")
        await team.fills(made.ben)
        assert "Ich habe Dana gefragt" in small.private(made.ben)


async def test_a_room_it_may_no_longer_write_in_is_told_about_once(story: Cast) -> None:
    await hand_off(story)
    story.team.discord.rung(story.dana)
    story.team.discord.channels[story.room].permissions = 0
    await story.team.presses(story.dana, "Zusagen")
    await story.team.travel(minutes=5)
    await story.rings(story.ben, "team")


async def test_an_archived_thread_is_opened_again(story: Cast) -> None:
    await hand_off(story)
    team = story.team
    await team.presses(story.dana, "Rückfrage")
    await team.fills(story.dana, question="Wohin?")
    card = team.discord.latest(story.ben, "von Ben")
    team.discord.channels[card.id].archived = True
    team.discord.rung(story.ben)
    await team.presses(story.dana, "Zusagen")
    await story.rings(story.ben, "Dana hat Newsletter zugesagt")
    team.discord.channels[card.id].archived = True
    await team.presses(story.ben, "Antworten")
    await team.fills(story.ben, answer="Dorthin")
    await team.travel(minutes=1)
    assert "Ben hat geantwortet" in plain(team.discord.latest(story.ben, "Wohin?").text)


async def test_replies_of_a_broken_connection_are_replayed(story: Cast) -> None:
    await hand_off(story)
    team = story.team
    await team.presses(story.dana, "Rückfrage")
    await team.fills(story.dana, question="Wohin?")
    team.discord.drop_sockets()
    await team.says(story.ben, "Dorthin", under="von Ben")
    assert team.discord.resumed == 1
    await story.hears(story.dana, "Dorthin")


async def test_while_the_gateway_is_away_it_is_not_ready(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    connection, small, back = story.team.connection, story.team.discord, asyncio.Event()

    async def away(*_: object, **__: object) -> None:
        await back.wait()

    await until(connection.is_connected)
    monkeypatch.setattr(Client, "before_identify_hook", away)
    small.drop_sockets(resumable=False)
    await until(lambda: not connection.is_connected())
    back.set()
    await until(connection.is_connected)
    await connection.stop()
    assert not connection.is_connected()


async def test_a_connection_that_was_ended_begins_nothing_more(story: Cast) -> None:
    """The library says "ready" two seconds after the last server, whether or not the client is closed by then."""
    connection = story.team.connection
    await connection.stop()
    connection.client.dispatch("ready")


async def test_thousands_of_buckets_are_not_looked_through_for_each_new_one(
    story: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for each who is written to; and those that nobody uses any more are forgotten."""
    looked, unused, http = [], False, story.team.connection.client.http

    def look(bucket: Ratelimit) -> bool:
        looked.append(bucket)
        return unused

    monkeypatch.setattr(Ratelimit, "is_inactive", look)
    for number in range(2000):
        http.get_ratelimit(f"channel:{number}")
    assert len(looked) < 10 * 2000
    unused = True
    for number in range(2000, 2000 + connect.BUCKETS):
        http.get_ratelimit(f"channel:{number}")
    assert len(http._buckets) < 1000


async def test_replies_are_found_after_a_refused_resume(story: Cast) -> None:
    await hand_off(story)
    team, discord = story.team, story.team.discord
    await team.presses(story.dana, "Rückfrage")
    await team.fills(story.dana, question="Wohin?")
    card = discord.latest(story.ben, "von Ben")
    caught = _after_catching_up(story)
    discord.drop_sockets(resumable=False)
    await discord.say(story.ben, card.id, "Dorthin")
    await discord.say(story.ben, card.id, "und weiter")
    await caught
    await team.settle()
    await story.hears(story.dana, "Dorthin")
    assert "und weiter" in plain(discord.latest(story.dana, "Dorthin").text)


async def test_what_was_heard_already_is_not_heard_again(story: Cast) -> None:
    await hand_off(story)
    team, discord = story.team, story.team.discord
    await team.presses(story.dana, "Rückfrage")
    await team.fills(story.dana, question="Wohin?")
    await team.presses(story.dana, "Rückfrage", on="Vorgeschlagen")
    await team.fills(story.dana, question="Und wann?")
    await team.says(story.ben, "Dorthin", under="von Ben")
    discord.rung(story.dana)
    caught = _after_catching_up(story)
    discord.drop_sockets(resumable=False)
    await caught
    await team.settle()
    assert discord.rung(story.dana) == []


def _after_catching_up(story: Cast) -> "asyncio.Future[None]":
    """Done when the next look for missed replies is over."""
    listener = story.team.connection.listener
    look, done = listener.catch_up, asyncio.get_running_loop().create_future()

    async def caught(client: object) -> None:
        await look(client)  # type: ignore[arg-type]  # handed through
        if not done.done():
            done.set_result(None)

    listener.catch_up = caught  # type: ignore[method-assign]  # a listener, nothing else
    return done


async def test_an_exception_in_the_librarys_loop_is_survived(story: Cast) -> None:
    discord = story.team.discord
    before = discord.connections
    await discord.dispatch("MESSAGE_CREATE", {"nonsense": True})
    async with asyncio.timeout(10):
        while discord.connections == before:
            discord.greeted.clear()
            await discord.greeted.wait()
    await hand_off(story)
    assert len(cards(story)) == 1


@pytest.mark.parametrize("unavailable", [True, False])
async def test_a_server_that_goes_away_stops_nothing(story: Cast, unavailable: bool) -> None:
    gone = {"id": "700000001", **({"unavailable": True} if unavailable else {})}
    await story.team.discord.dispatch("GUILD_DELETE", gone)
    await story.team.runs(story.ben, "help")
    assert "/" in story.team.discord.private(story.ben)


async def test_killed_and_started_again(small: SmallDiscord, database: Database) -> None:
    """Buttons and an open modal of before work after it, and what was under way arrives once."""
    async with guild(small, database) as first:
        made = cast(small, first)
        await made.agree()
        await first.runs(made.ben, "task", "new", channel=made.room)
        await small.submit(made.ben, title="Newsletter")
        small.fail(POST, "lost")
        await first.settle()
        await first.runs(made.ben, "task", "new", channel=made.room)
        now = first.house.now
    async with guild(small, database, now=now) as second:
        again = cast(small, second)
        await second.fills(made.ben, title="Website")
        await second.travel(minutes=3)
        assert len(cards(again)) == 1
        small.rung(made.dana)
        await second.presses(made.dana, "Zusagen", on="Newsletter")
        await again.rings(made.ben, "Dana hat Newsletter zugesagt")


async def test_without_the_intent_replies_that_ping_and_buttons_count(database: Database) -> None:
    async with SmallDiscord(content_intent=False) as small:
        people(small)
        async with guild(small, database) as team:
            made = cast(small, team)
            await made.agree()
            await hand_off(made)
            await team.presses(made.dana, "Rückfrage")
            await team.fills(made.dana, question="Wohin?")
            card = small.latest(made.ben, "von Ben")
            small.rung(made.dana)
            await team.hears(await small.say(made.ben, card.id, "nobody reads this"))
            await team.settle()
            assert small.rung(made.dana) == []
            await team.hears(await small.say(made.ben, made.room, "Dorthin", reply_to=card))
            await team.settle()
            await made.rings(made.dana, "Dorthin")


async def test_a_slow_core_defers_and_answers_all_the_same(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.listen.FIRST_RESPONSE", 0)
    await story.team.runs(story.ben, "help")
    assert "/" in story.team.discord.private(story.ben)
    await story.team.runs(story.ben, "task", "new", channel=story.room)
    monkeypatch.undo()
    await story.team.presses(story.ben, "new.open")
    assert story.team.discord.modal_of(story.ben)


async def test_a_refused_form_opens_again_filled(story: Cast) -> None:
    team = story.team
    await team.runs(story.ben, "task", "new", channel=story.room)
    await team.fills(story.ben, title="Newsletter", due="wenn der Mond blau ist")
    assert story.ben not in team.discord.modals
    await team.presses(story.ben, "draft.open")
    entries = {
        each["component"]["custom_id"]: each["component"] for each in team.discord.modal_of(story.ben)["components"]
    }
    assert entries["title"]["value"] == "Newsletter"
    assert entries["due"]["value"] == "wenn der Mond blau ist"
    await team.fills(story.ben, due="Freitag 16 Uhr")
    await story.rings(story.dana, "Newsletter – von Ben")


async def test_commands_are_told_once_per_change(small: SmallDiscord, database: Database) -> None:
    for _ in range(2):
        async with guild(small, database):
            pass
    assert small.told_commands == 1


async def test_tasks_and_zones_are_suggested(story: Cast) -> None:
    await hand_off(story)
    discord = story.team.discord
    offered = await discord.suggestions(story.dana, story.room, ("task", "ask"), "task", "news")
    assert [each["name"] for each in offered] == ["Newsletter"]
    await story.team.runs(story.dana, "task", "ask", channel=story.room, task=offered[0]["value"])
    assert discord.modal_of(story.dana)["title"] == "Ask a question"
    offered = await discord.suggestions(story.dana, story.room, ("settings",), "zone", "mani")
    assert offered[0]["value"] == "Asia/Manila"


async def _connected(small: SmallDiscord) -> None:
    async with asyncio.timeout(10):
        await small.ready.wait()
