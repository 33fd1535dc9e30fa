"""A thousand malformed payloads to each adapter: no crash, no effect, and the next good one works."""

import asyncio
import copy
import gc
import json
import sqlite3
from contextlib import AsyncExitStack
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from discord import backoff
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from adapters.discord import connect
from adapters.playground.listen import Playground
from adapters.playground.page import serve_page
from data.database import Database
from data.tables import Task, TaskState
from tests.wire.discord import SmallDiscord, plain
from tests.wire.office import MONDAY_TEN, guild, office
from tests.wire.slack import SmallSlack
from tests.wire.test_discord_story import cast
from tests.wire.test_discord_story import people as discord_people
from tests.wire.test_slack_story import agreed, people

A_THOUSAND = settings(
    max_examples=1000, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
)
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    1.5,
    "",
    "x" * 5000,
    "\x00\u202e<!channel>",
    [],
    {},
    [None],
    {"a": {"b": []}},
    "UNOBODY",
)


def broken(payload: Any, random: Random) -> Any:
    """The same with up to four of its parts missing or replaced by junk."""
    made = copy.deepcopy(payload)
    for _ in range(random.randint(1, 4)):
        node = made
        while isinstance(node, dict | list) and node:
            key: Any = random.choice(list(node) if isinstance(node, dict) else range(len(node)))
            if not isinstance(node[key], dict | list) or not node[key] or random.random() < 0.3:
                if random.random() < 0.3:
                    del node[key]
                else:
                    node[key] = copy.deepcopy(random.choice(JUNK))
                break
            node = node[key]
    return made


def the_task(database: Database) -> tuple[str, TaskState]:
    """What it all is about; nobody else may change it."""
    with database.transaction() as session:
        task = session.get_one(Task, 1)
        return task.title, task.state


def test_slack_over_http(database: Database) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        slack = runner.run(stack.enter_async_context(SmallSlack()))
        team = runner.run(stack.enter_async_context(office(slack, database, sockets=False)))
        people(slack)

        async def prepare() -> None:
            await agreed(team)
            await team.runs("UCARLA", "new", "CTEAM")
            await team.fills("UCARLA", title="Newsletter")
            slack.user("Mallory")
            slack.channels["CTEAM"].members.add("UMALLORY")
            slack.delivered.clear()
            card = slack.latest("UMALLORY", "Newsletter", "Zusagen")
            await team.presses("UMALLORY", "Zusagen")
            await team.runs("UMALLORY", "start", "CTEAM")
            await team.fills("UMALLORY", other="UMALLORY", role="client", room="", language="de")
            await team.slack.say("UMALLORY", "CTEAM", "Hello", card.ts)
            await team.says("UMALLORY", "help")
            await slack.home("UMALLORY")
            await slack.join_channel("CTEAM", by="UMALLORY")

        runner.run(prepare())
        given_before, before = list(slack.delivered), the_task(database)
        assert {kind for kind, _ in given_before} >= {"slash_commands", "block_actions", "view_submission", "message"}

        @A_THOUSAND
        @given(st.randoms(use_true_random=False))
        def one(random: Random) -> None:
            kind, payload = random.choice(given_before)
            payload = broken(payload, random)
            if kind == "slash_commands":
                body, content = urlencode(payload), "application/x-www-form-urlencoded"
            elif kind in ("block_actions", "view_submission"):
                body, content = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
            else:
                body, content = json.dumps(payload), "application/json"
            status, _ = runner.run(slack.post(body.encode(), {"Content-Type": content}))
            assert status in (200, 400, 404)

        one()

        async def go_on() -> None:
            await team.settle()
            await team.presses("UANNA", "Zusagen")
            assert "Newsletter ist jetzt bei dir" in slack.private("UANNA")

        assert the_task(database) == before
        runner.run(go_on())
        slack.problems.clear()  # what was asked for about people who don't exist
        runner.run(stack.aclose())


async def test_what_can_never_be_read_is_not_asked_for_again(database: Database) -> None:
    """Answered with 503, Slack would send it again; that is for a database that is away."""
    async with SmallSlack() as slack, office(slack, database, sockets=False) as team:
        people(slack)
        await agreed(team)
        await slack.say("UANNA", "CTEAM", "Hello", "1795424400.000001")
        payload = next(payload for kind, payload in reversed(slack.delivered) if kind == "message")
        payload = {**payload, "event_id": "Ev999", "event": {**payload["event"], "thread_ts": [None]}}
        status, _ = await slack.post(json.dumps(payload).encode(), {"Content-Type": "application/json"})
        assert status == 400


async def test_what_is_said_while_the_file_is_locked_is_asked_for_again(database: Database) -> None:
    event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=10"))
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    async with SmallSlack() as slack, office(slack, database, sockets=False) as team:
        people(slack)
        await agreed(team)
        await slack.say("UANNA", "CTEAM", "Hello", "1795424400.000001")
        payload = next(payload for kind, payload in reversed(slack.delivered) if kind == "message")
        payload = {**payload, "event_id": "Ev999", "event": {**payload["event"], "ts": "1795424400.000002"}}
        body, kind = json.dumps(payload).encode(), {"Content-Type": "application/json"}
        other.execute("BEGIN IMMEDIATE")
        assert (await slack.post(body, kind))[0] == 503
        other.execute("COMMIT")
        assert (await slack.post(body, kind))[0] == 200
    other.close()


def test_discord_over_the_gateway(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "PAUSES", (0,))
    monkeypatch.setattr(backoff.ExponentialBackoff, "delay", lambda self: 0)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        small = runner.run(stack.enter_async_context(SmallDiscord()))
        discord_people(small)
        mallory = small.user("Mallory")
        team = runner.run(stack.enter_async_context(guild(small, database)))
        story = cast(small, team)

        async def prepare() -> None:
            await story.agree()
            await team.runs(story.ben, "task", "new", channel=story.room)
            await team.fills(story.ben, title="Newsletter")
            small.dispatched.clear()
            card = small.latest(mallory, "Newsletter", "Zusagen")
            await team.presses(mallory, "Zusagen")
            await team.runs(mallory, "task", "new", channel=story.room, title="x", person=story.dana)
            await team.runs(mallory, "start", channel=story.room)
            await team.fills(mallory, other=str(mallory), role="client", language="de", zone="Wien")
            await small.suggestions(mallory, story.room, ("task", "ask"), "task", "n")
            await team.hears(await small.say(mallory, story.room, "Hello", reply_to=card))
            await team.says(mallory, "help")

        runner.run(prepare())
        given_before, before = list(small.dispatched), the_task(database)

        async def good(times: int) -> None:
            for attempt in range(times):
                try:
                    await team.runs(mallory, "help")
                except Exception:
                    if attempt == times - 1:
                        raise
                else:
                    return

        payloads: list[tuple[str, Any]] = []

        @A_THOUSAND
        @given(st.randoms(use_true_random=False))
        def one(random: Random) -> None:
            name, payload = random.choice(given_before)
            payloads.append((name, broken(payload, random)))

        one()

        async def all_of_them() -> None:
            for number, (name, payload) in enumerate(payloads):
                async with asyncio.timeout(10):
                    await small.ready.wait()
                await small.dispatch(name, payload)
                await small.barrier()
                if number % 100 == 99:
                    await good(5)

        runner.run(all_of_them())
        assert the_task(database) == before

        async def go_on() -> None:
            await team.presses(story.dana, "Zusagen")
            assert "Newsletter" in plain(small.private(story.dana))

        runner.run(go_on())
        assert the_task(database)[1] is TaskState.ACCEPTED
        runner.run(stack.aclose())
    gc.collect()


def test_the_playgrounds_page(database: Database) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        stage = Playground(database, MONDAY_TEN)
        carla, anna = stage.add_person("Carla", "en", "Europe/Berlin"), stage.add_person("Anna", "de", "Europe/Lisbon")
        stage.add_channel("team", [carla, anna], joined=True)
        page = runner.run(stack.enter_async_context(serve_page(stage, "127.0.0.1", 0)))

        async def session() -> ClientSession:
            return await stack.enter_async_context(ClientSession())

        browser = runner.run(session())
        requests: list[tuple[str, Any]] = [
            ("write", {"who": carla, "channel": "team", "text": "/baton help", "thread": "1"}),
            ("press", {"who": carla, "channel": "team", "id": "task.accept|task=1"}),
            ("submit", {"who": carla, "values": {"title": "x", "due": "y"}}),
            ("close", {"who": carla}),
            ("read", {"who": carla, "channel": "team"}),
            ("clock", {"to": "nothing"}),
            ("people", {"name": "Eve", "language": "en", "zone": "nowhere"}),
            ("channel", {"name": "///"}),
        ]

        async def send(path: str, payload: Any) -> int:
            async with browser.post(f"{page}{path}", json=payload) as response:
                return response.status

        @A_THOUSAND
        @given(st.randoms(use_true_random=False))
        def one(random: Random) -> None:
            path, payload = random.choice(requests)
            assert runner.run(send(path, broken(payload, random))) in (200, 400)

        one()
        assert runner.run(send("write", {"who": carla, "channel": "team", "text": "/baton start"})) == 200
        assert stage.forms[carla].form.action == "start"
        runner.run(stack.aclose())
