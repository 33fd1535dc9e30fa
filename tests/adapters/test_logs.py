"""Log lines hold ids, never what people wrote and never a token: whatever breaks, and whoever writes the line."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from io import StringIO

import pytest
from aiohttp import ClientSession, web
from rich.console import Console
from sqlalchemy import text

from adapters.logs import configure_logs
from adapters.report import failures_table, queue_table
from bot import registry
from bot.app import App
from data.database import Database
from scheduling.clock import Schedule
from tests.wire.discord import SmallDiscord
from tests.wire.office import House, Office, guild, office
from tests.wire.slack import SmallSlack
from tests.wire.test_discord_story import Cast, cast
from tests.wire.test_slack_story import agreed, people

MARK = "Schatzinsel"
SECRETS = ("xoxb-small", "xapp-small", "small-secret", "small-token", "ticket=")
DEBUG = pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG], ids=["info", "debug"])


@pytest.fixture
def level() -> int:
    """Where nothing else is said, everything is logged."""
    return logging.DEBUG


@pytest.fixture
def log(level: int) -> Iterator[StringIO]:
    """Everything that is logged, as ``baton run`` would."""
    root, kept = logging.getLogger(), {}
    for name in ("slack_bolt", "slack_sdk", "discord", "aiohttp", "apscheduler", "alembic", "sqlalchemy", "asyncio"):
        kept[name] = logging.getLogger(name).level
    handlers, before = root.handlers, root.level
    told = StringIO()
    configure_logs(level, told)
    yield told
    root.handlers, root.level = handlers, before
    for name, was in kept.items():
        logging.getLogger(name).setLevel(was)


def told_nothing(log: StringIO) -> str:
    """The log, which holds none of it."""
    said = log.getvalue()
    for secret in (MARK, *SECRETS):
        assert secret not in said, [line for line in said.splitlines() if secret in line][:3]
    return said


@dataclass
class Both:
    slack: Office
    discord: Cast


@pytest.fixture
async def both(database: Database) -> AsyncIterator[Both]:
    house = House(database)
    async with SmallSlack() as slack, SmallDiscord() as discord:
        people(slack)
        discord.user("Ben", "de")
        discord.user("Dana", "en-GB")
        discord.channel("team")
        async with office(slack, database, house=house) as first, guild(discord, database, house=house) as second:
            made = Both(first, cast(discord, second))
            await agreed(first)
            await made.discord.agree()
            yield made


async def slacks_story(team: Office) -> None:
    await team.runs("UCARLA", f"{MARK} 0")
    await team.runs("UCARLA", "new", "CTEAM")
    await team.fills("UCARLA", title=f"{MARK} 1", outcome=f"{MARK} 2")
    await team.presses("UANNA", "Zusagen")
    await team.presses("UANNA", "Rückfrage")
    await team.fills("UANNA", question=f"{MARK} 3?")
    await team.says("UCARLA", f"{MARK} 4", under=f"{MARK} 1")
    await team.says("UANNA", f"{MARK} 5")
    await team.runs("UANNA", f"checkin {MARK}")
    await team.runs("UANNA", "checkin")
    await team.fills("UANNA", days="0,1,2,3,4", time=f"{MARK} 6")
    await team.fills("UANNA", time="9:00")
    await team.travel(days=1)


async def discords_story(story: Cast) -> None:
    team = story.team
    await team.runs(story.ben, "task", "new", channel=story.room, title=f"{MARK} 0")
    await team.runs(story.ben, "task", "new", channel=story.room)
    await team.fills(story.ben, title=f"{MARK} 1", outcome=f"{MARK} 2")
    await team.presses(story.dana, "Zusagen")
    await team.presses(story.dana, "Rückfrage")
    await team.fills(story.dana, question=f"{MARK} 3?")
    await team.says(story.ben, f"{MARK} 4", under="von Ben")
    await team.says(story.dana, f"{MARK} 5")


@pytest.mark.both_databases
async def test_a_story_in_which_everything_breaks_once(
    log: StringIO, both: Both, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack, discord = both.slack.slack, both.discord.team.discord
    await slacks_story(both.slack)
    await discords_story(both.discord)
    for method in ("chat.postMessage", "chat.update", "conversations.history", "conversations.replies"):
        for how in ("500", "429 1", "lost", "html", "broken", "text", "list", "invalid_blocks", "token_revoked"):
            slack.fail(method, how)
    for how in ("429 1", "429 1 user", "lost", "reset", "400/50035", "50001"):
        discord.fail("POST /channels/0/messages", how)
    for number in range(12):
        await both.slack.runs("UCARLA", "new", "CTEAM")
        await both.slack.fills("UCARLA", title=f"{MARK} again {number}")
        await both.discord.team.runs(both.discord.ben, "task", "new", channel=both.discord.room)
        await both.discord.team.fills(both.discord.ben, title=f"{MARK} again {number}")
        await both.slack.travel(minutes=10)
    slack.drop_sockets()
    discord.drop_sockets(resumable=False)
    await slack.connected.wait()
    await discord.ready.wait()
    with monkeypatch.context() as broken:
        _break_every_floor(broken)
        for press in ("task.accept", "task.ask"):
            card = both.slack.slack.latest("UANNA", f"{MARK} 1")
            await slack.press_id("UANNA", card, f"{press}|task=1")
        await discord.dispatch("MESSAGE_CREATE", {"content": MARK})
        await slack.say("UCARLA", "CTEAM", MARK)
        await both.slack.travel(days=2)
    await _write_what_the_database_refuses(both.slack.house.app, monkeypatch)
    said = told_nothing(log)
    assert "event failed" in said
    assert "message given up" in said
    assert "timer failed" in said
    with database.transaction() as session:
        console = Console(file=StringIO(), width=300)
        for part in (*failures_table(session), *queue_table(session, both.slack.now)):
            console.print(part)
        shown = console.file.getvalue()  # type: ignore[attr-defined]  # it is a StringIO
    assert "invalid_blocks" in shown
    assert MARK not in shown


def _break_every_floor(broken: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError(MARK) from ValueError(f"{MARK} xoxb-small")

    def pressed(context: object, task: int) -> None:
        fails()

    for name in ("task.accept", "task.ask"):
        broken.setitem(registry.presses, name, pressed)
    for name in registry.timers:
        broken.setitem(registry.timers, name, fails)
    for name in ("checkin.ask", "task.news"):
        broken.setitem(registry.views, name, fails)
    broken.setattr("adapters.slack.messenger.card_blocks", fails)
    broken.setattr("adapters.discord.messenger.card_view", fails)


async def _write_what_the_database_refuses(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's own words name the values that it does not take."""

    def refused() -> None:
        with app.database.transaction() as session:
            for _ in range(2):
                session.connection().execute(
                    text("INSERT INTO note (key, value) VALUES (:key, :value)"), {"key": MARK, "value": MARK}
                )

    schedule = Schedule(app, {})
    monkeypatch.setattr(schedule, "_plan", lambda: app.database.call(refused))
    schedule.start()
    await asyncio.sleep(0.1)  # one turn, which fails
    await schedule.stop()


@DEBUG
async def test_what_libraries_log_by_themselves(log: StringIO) -> None:
    """A task whose error nobody reads, a handler that raises, what sockets and tickers complain about."""

    async def fails(*_: object) -> web.Response:
        raise KeyError(MARK)

    forgotten = asyncio.ensure_future(fails())
    await asyncio.wait([forgotten])
    del forgotten
    gc.collect()
    application = web.Application()
    application.router.add_get("/", fails)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{runner.addresses[0][1]}") as answer:
        assert answer.status == 500
    await runner.cleanup()
    try:
        await fails()
    except KeyError as error:
        for name in (
            "slack_sdk.socket_mode.aiohttp",
            "discord.http",
            "aiohttp.server",
            "apscheduler.executors.default",
        ):
            library = logging.getLogger(name)
            library.exception(f"Failed to process a message: {error}, session: {MARK}")  # as they do
            library.warning("We are rate limited. %s %s", "POST", f"https://discord/webhooks/1/{SECRETS[0]}")
            library.debug("sent %s", MARK)
            library.error("%s", MARK, extra={"payload": MARK})
    said = told_nothing(log)
    assert "event='Task exception was never retrieved'" in said
    assert "event='Error handling request from'" in said
    assert "event='Failed to process a message'" in said
    assert "event='We are rate limited.'" in said
    assert said.count("error='KeyError'") >= 6
    assert "Traceback" not in said
