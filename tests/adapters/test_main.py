"""The command line: what is said when something is missing or wrong, and a real process from start to stop."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import select
from typer.testing import CliRunner

from adapters import main
from bot.events import Profile
from bot.people import meet
from data.database import Database
from data.migrate import migrate
from data.tables import Outgoing, Person, SendState
from scheduling.clock import wall_clock
from tests.scheduling.test_two_processes import message
from tests.wire.discord import SmallDiscord
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_story import people

run = CliRunner()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in [each for each in os.environ if each.startswith(("SLACK_", "BATON_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/baton.db")
    monkeypatch.chdir(tmp_path)
    return iter([None])


async def told(*arguments: str) -> tuple[int, str]:
    """The exit code and everything printed, from a thread: the command runs a loop of its own."""
    result = await asyncio.to_thread(run.invoke, main.cli, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


async def test_without_any_token_it_names_the_variables_and_the_demo() -> None:
    code, text = await told("run")
    assert code == 1
    assert "SLACK_BOT_TOKEN" in text
    assert "baton demo" in text


@pytest.mark.parametrize(
    ("tokens", "variable"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-small"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-small", "SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-small"}, "SLACK_APP_TOKEN"),
    ],
)
async def test_a_wrong_token_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str], variable: str
) -> None:
    async with SmallSlack() as slack:
        for name, value in {**tokens, "SLACK_API_URL": slack.url}.items():
            monkeypatch.setenv(name, value)
        code, text = await told("run")
    assert code == 1
    assert len(text.strip().splitlines()) == 1
    assert text.startswith(f"{variable}: ")
    assert "xoxb" not in text
    assert "xapp" not in text


@pytest.mark.parametrize("alone", [True, False])
async def test_a_slack_that_cannot_be_reached_is_tried_again(tmp_path: Path, alone: bool) -> None:
    """Whatever else is set up works meanwhile, and whoever probes is told what is missing."""
    async with SmallSlack() as slack, SmallDiscord() as discord:
        people(slack)
        slack.fail("auth.test", "500", 2)
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": f"sqlite:///{tmp_path}/baton.db",
            "PORT": str(_free_port()),
        }
        both = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_BASE": discord.api,
            "DISCORD_GATEWAY_URL": discord.gateway,
        }
        ready = f"http://127.0.0.1:{given['PORT']}/readyz"
        if alone:
            process = await started(given, None)
            await answers(ready, 503, "slack: not connected\n")
        else:
            process = await started(given | both, b"Baton listens on discord.\n")
            await answers(ready, 503, "slack: not connected\ndiscord: connected\n")
        await answers(ready, 200, "ready\n")
        process.terminate()
        assert await process.wait() == 0


async def test_settings_that_make_no_sense_are_all_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    code, text = await told("run")
    assert code == 2
    assert "PORT" in text
    assert "DATABASE_URL" in text


@pytest.mark.parametrize("sockets", [True, False])
async def test_a_real_process_answers_is_killed_and_goes_on(tmp_path: Path, sockets: bool) -> None:
    async with SmallSlack() as slack:
        people(slack)
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": f"sqlite:///{tmp_path}/baton.db",
            "PORT": "0",
            **({"SLACK_APP_TOKEN": slack.app_token} if sockets else {"SLACK_SIGNING_SECRET": slack.signing_secret}),
        }
        if not sockets:
            given["PORT"] = str(_free_port())
            slack.deliver_to(f"http://127.0.0.1:{given['PORT']}/slack/events")
        first = await started(given)
        await slack.home("UCARLA")
        await slack.heard("Hello, I'm Baton")
        await slack.command("UCARLA", "DUCARLA", "start")
        first.kill()
        assert await first.wait() == -signal.SIGKILL
        slack.connected.clear()

        second = await started(given)
        await slack.submit("UCARLA", other="UANNA", role="client", room="", language="de")
        await slack.heard("I've asked Anna")
        second.terminate()
        assert await second.wait() == 0


def over_sockets(slack: SmallSlack, folder: Path) -> dict[str, str]:
    """The settings of a Baton that listens to that Slack."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.url,
        "SLACK_APP_TOKEN": slack.app_token,
        "DATABASE_URL": f"sqlite:///{folder}/baton.db",
        "PORT": "0",
    }


async def ends_within_ten_seconds(process: asyncio.subprocess.Process) -> None:
    """Asked to stop, it does; half a second to end the process."""
    began = asyncio.get_running_loop().time()
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 20) == 0
    assert asyncio.get_running_loop().time() - began < 10.5


async def test_asked_to_stop_while_slack_hangs_it_ends_within_ten_seconds_and_the_rest_stays(tmp_path: Path) -> None:
    """One message has arrived, but Slack doesn't answer; another one waits behind it."""
    database = migrated(f"sqlite:///{tmp_path}/baton.db")
    async with SmallSlack() as slack:
        people(slack)
        given = over_sockets(slack, tmp_path)
        slack.fail("chat.postMessage", "slow")
        first = await started(given)
        now = wall_clock()
        with database.transaction() as session:
            account, _ = meet(session, Profile("slack", "T1", "UANNA", "Anna", "de", "Europe/Lisbon"), now)
            for number in range(2):
                message(session, account.id or 0, account.workspace_id, f"m{number}", now)
            for row in session.exec(select(Outgoing)):
                row.conversation = "one"
                session.add(row)
        await slack.faulty.wait()
        await ends_within_ten_seconds(first)
        assert len(slack.messages) == 1

        second = await started(given)
        async with asyncio.timeout(20):
            while len(slack.messages) < 2:
                slack.posted.clear()
                await slack.posted.wait()
        second.terminate()
        assert await second.wait() == 0
        names = [each.metadata["event_payload"]["name"] for each in slack.messages if each.metadata]
        assert names == ["baton-1", "baton-2"]
    database.close()


async def test_asked_to_stop_while_the_database_is_locked_it_ends_within_ten_seconds(tmp_path: Path) -> None:
    """Each of its threads would wait longer than that."""
    database = migrated(f"sqlite:///{tmp_path}/baton.db")
    async with SmallSlack() as slack:
        people(slack)
        given = over_sockets(slack, tmp_path)
        process = await started(given)
        with database.transaction() as session:
            meet(session, Profile("slack", "T1", "UANNA", "Anna", "de", "Europe/Lisbon"), wall_clock())
            await ends_within_ten_seconds(process)
    database.close()


async def test_asked_to_stop_what_is_under_way_on_discord_ends_first(tmp_path: Path) -> None:
    """Its connection is closed after the answer, not before."""
    database = migrated(f"sqlite:///{tmp_path}/baton.db")
    async with SmallDiscord() as discord:
        dana = discord.user("Dana")
        given = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_BASE": discord.api,
            "DISCORD_GATEWAY_URL": discord.gateway,
            "DATABASE_URL": f"sqlite:///{tmp_path}/baton.db",
            "PORT": str(_free_port()),
        }
        discord.fail("POST /channels/0/messages", "held")
        process = await started(given, b"Baton listens on discord.\n")
        await answers(f"http://127.0.0.1:{given['PORT']}/readyz", 200)
        discord.drop_sockets(resumable=False)
        await answers(f"http://127.0.0.1:{given['PORT']}/readyz", 503)
        now = wall_clock()
        with database.transaction() as session:
            account, _ = meet(session, Profile("discord", "discord", str(dana), "Dana", "en", "Asia/Manila"), now)
            message(session, account.id or 0, account.workspace_id, "m1", now)
        await discord.holding.wait()
        process.terminate()
        await asyncio.sleep(0.5)  # nothing tells that the signal was heard
        discord.released.set()
        assert await process.wait() == 0
    with database.transaction() as session:
        assert [(row.state, row.suspect) for row in session.exec(select(Outgoing))] == [(SendState.SENT, False)]
    database.close()


async def answers(address: str, status: int, text: str = "") -> None:
    """Soon, with that status and in these words."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(20):
        while True:
            with suppress(aiohttp.ClientConnectorError):
                async with session.get(address) as answer:
                    if answer.status == status and text in await answer.text():
                        return
            await asyncio.sleep(0.05)  # nothing tells when a gateway is ready


async def started(
    environment: dict[str, str], told: bytes | None = b"Baton listens on slack.\n"
) -> asyncio.subprocess.Process:
    """``baton run`` in a process of its own, once it listens; None: at once."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from adapters.main import main; main()",
        "run",
        env={**os.environ, **environment, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
    )
    if told is not None:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            assert await process.stdout.readline() == told
    return process


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def test_the_preview_of_one_person(tmp_path: Path) -> None:
    database = migrated(f"sqlite:///{tmp_path}/baton.db")
    with database.transaction() as session:
        for name in ("Carla", "Carla", "Ben"):
            number = len(session.exec(select(Person)).all())
            meet(session, Profile("slack", "T1", f"U{number}", name, "de", "Europe/Berlin"), wall_clock())
    database.close()
    code, text = await told("preview", "ben")
    assert code == 0
    assert text.count("Das käme von") == 4
    assert await told("preview", "3") == (0, text)
    code, text = await told("preview", "Carla")
    assert code == 1
    assert text.splitlines() == ["Several people are called that:", "1  Carla", "2  Carla"]
    code, text = await told("preview", "Mallory")
    assert (code, text.strip()) == (1, "Nobody is called that.")


def migrated(url: str) -> Database:
    migrate(url)
    return Database(url)
