"""The demo: the story in the terminal, then the playground in the state the story left."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from adapters.playground.listen import Playground
from adapters.playground.page import serve_page
from adapters.playground.story import Plan, beginning, play
from adapters.playground.transcript import Read, Transcript
from bot.config import sqlite_url
from bot.ui import Card, to_text
from data.database import Database
from data.migrate import migrate
from data.queries import playground as queries
from scheduling.clock import wall_clock

__all__ = ["Plan", "Serving", "Style", "play_and_serve"]


@dataclass(frozen=True)
class Serving:
    """Where the page is served. On anything but loopback it is open to whoever reaches it."""

    host: str = "127.0.0.1"
    port: int = 8770


@dataclass(frozen=True)
class Style:
    """How the transcript is written: as plain text, or as another platform shows it."""

    written: Callable[[Card], str] = to_text
    read: Read = lambda text, zone, language, now, names: text


async def play_and_serve(
    path: Path, plan: Plan | None, out: Console, serving: Serving | None, style: Style | None = None
) -> None:
    """Plays the story into a fresh file, or goes on with the one that is there; then serves until Ctrl-C."""
    style = style or Style()
    if plan is not None:
        _forget(path)
    migrate(sqlite_url(path))
    database = Database(sqlite_url(path))
    try:
        stage = Playground(database, _now(database, plan), written=style.written)
        if plan is not None:
            transcript = Transcript(out, stage.people, lambda: stage.now, style.read)
            stage.posted, stage.did = transcript.message, transcript.said
            await play(stage, plan)
            stage.posted, stage.did = _quiet, _quiet
        if serving is not None:
            await _serve(stage, serving, out)
    finally:
        database.close()


def _forget(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _quiet(*_: object) -> None:
    """Nobody listens."""


def _now(database: Database, plan: Plan | None) -> datetime:
    """The story's beginning, or the moment at which the playground was left."""
    if plan is not None:
        return beginning(plan, wall_clock().date())
    with database.transaction() as session:
        return queries.playground_now(session) or wall_clock().replace(microsecond=0, tzinfo=UTC)


async def _serve(stage: Playground, serving: Serving, out: Console) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stopped.set)
    async with serve_page(stage, serving.host, serving.port) as address:
        out.print(f"The playground: {address}   (Ctrl-C ends it; make demo ARGS=--no-story goes on with it)")
        await stopped.wait()
