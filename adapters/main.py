"""``baton …``: the command line, and the one place that connects everything."""

import asyncio
import gc
import os
import signal
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from threading import Timer
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer
from rich.console import Console

from bot.config import Misconfigured, Settings, data_folder, load_settings
from bot.ports import Messenger, Misfit

if TYPE_CHECKING:
    from sqlmodel import Session

    from adapters.web import WebServer
    from bot.app import App
    from scheduling.clock import Schedule

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Hand off work, answer questions, say thanks.")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

PATIENCE, CLOSING, LIMIT = 9, 0.5, 9.8  # seconds; SIGTERM to end is ten
DIGITS = 9  # of a message's id; no database has seen longer ones
TOKENS = "SLACK_BOT_TOKEN with SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), or DISCORD_TOKEN,"


class View(StrEnum):
    """How the demo's transcript looks."""

    TEXT = "text"
    DISCORD = "discord"


class Connection(Protocol):
    """One platform that Baton is reached over."""

    messenger: Messenger

    async def start(self) -> bool:
        """Begins to listen; False: the platform can't be reached now, and is tried again. Raises Misfit for a token it
        refuses."""

    def is_connected(self) -> bool:
        """Whether it hears what people do at this moment."""

    async def finish(self) -> None:
        """Answers that are under way arrive."""

    async def stop(self) -> None:
        """Stops listening."""


@cli.command()
def run() -> None:
    """Starts Baton on each platform whose tokens are there."""
    settings = _settings()
    if not settings.slack_bot_token and not settings.discord_token:
        err.print(f"No platform is set up: there is no token. Set {TOKENS} in the environment or in .env.")
        err.print("To try Baton without any account: baton demo")
        raise typer.Exit(1)
    # What is made at the start stays: looking for garbage in it again and again takes a tenth of the time.
    gc.disable()
    from adapters.logs import configure_logs

    configure_logs()
    raise typer.Exit(asyncio.run(_run(settings)))


async def _run(settings: Settings) -> int:
    """Until a signal to stop. The exit code: 1 if no platform could be started."""
    from filelock import Timeout

    from bot.app import App
    from data.database import Database
    from data.migrate import migrate
    from scheduling.clock import Schedule, wall_clock

    database = Database(settings.database_url)
    try:
        with database.alone():
            migrate(settings.database_url)
            app = App(database, wall_clock)
            schedule = Schedule(app, {})
            return await _serve(settings, app, schedule)
    except Timeout:
        err.print("DATABASE_URL: another Baton sends from this file. For several, use PostgreSQL.")
        return 1
    finally:
        database.close()


async def _serve(settings: Settings, app: "App", schedule: "Schedule") -> int:
    from adapters.web import WebServer

    def connected() -> dict[str, bool]:
        return {name: each.is_connected() for name, each in connections.items()}

    web = WebServer(app, connected, settings.baton_host, settings.port)
    connections = _connections(settings, app, schedule, web)
    reached = await _connect(connections, schedule.delivery.messengers)
    if not reached:
        return 1
    started = [connections[name] for name in reached]
    try:
        await web.start()
    except Misfit as misfit:
        err.print(f"{misfit.variable}: {misfit.why}")
        if settings.slack_over_http:
            return 1
    stopped = _stop_signal()  # before anybody is told that it listens, and may ask it to stop
    for name in (each for each in reached if reached[each]):
        out.print(f"Baton listens on {name}.")
    schedule.start()
    gc.freeze()  # nor is it looked through later
    gc.enable()
    await stopped.wait()
    _end_within(LIMIT)
    # What is under way ends over connections that are still there; both have the same few seconds.
    await asyncio.gather(schedule.stop(), *(_within(PATIENCE, each.finish()) for each in started))
    await asyncio.gather(web.stop(), *(_within(CLOSING, each.stop()) for each in started))
    return 0


def _end_within(seconds: float) -> None:
    """Then the program ends, whatever a thread still waits for, a database that hangs for instance. Nothing is lost:
    what counts is in the database, and what was under way is looked for at the next start."""
    timer = Timer(seconds, os._exit, (0,))
    timer.daemon = True
    timer.start()


async def _within(seconds: float, ending: Coroutine[Any, Any, None]) -> None:
    """What doesn't end by itself until then is cut off."""
    with suppress(TimeoutError):
        await asyncio.wait_for(ending, seconds)


async def _connect(connections: Mapping[str, Connection], messengers: dict[str, Messenger]) -> dict[str, bool]:
    """Starts each, and tells which could be reached already; one that can't be started says why in a line and does not
    keep the others from it."""
    reached = {}

    async def start(name: str, connection: Connection) -> None:
        try:
            reached[name] = await connection.start()
        except Misfit as misfit:
            err.print(f"{misfit.variable}: {misfit.why}")
            return
        messengers[name] = connection.messenger

    await asyncio.gather(*(start(name, connection) for name, connection in connections.items()))
    return reached


def _connections(settings: Settings, app: "App", schedule: "Schedule", web: "WebServer") -> dict[str, Connection]:
    """The platforms whose tokens are there."""
    found: dict[str, Connection] = {}
    if settings.slack_bot_token:
        from adapters.slack.connect import SlackConnection

        found["slack"] = SlackConnection(
            app,
            schedule.wake,
            bot_token=settings.slack_bot_token,
            app_token=settings.slack_app_token,
            signing_secret=settings.slack_signing_secret,
            api_url=settings.slack_api_url,
            router=web.application.router,
        )
    if settings.discord_token:
        from adapters.discord.connect import DiscordConnection

        found["discord"] = DiscordConnection(
            app,
            schedule.wake,
            token=settings.discord_token,
            api_base=settings.discord_api_base,
            gateway_url=settings.discord_gateway_url,
        )
    return found


def _stop_signal() -> asyncio.Event:
    """Set by Ctrl-C or a polite kill."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stopped.set)
    return stopped


@cli.command()
def demo(
    serve: Annotated[bool, typer.Option(help="Serve the playground after the story.")] = True,
    story: Annotated[bool, typer.Option(help="Play the story; without it the playground goes on where it was.")] = True,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The story's first day.")] = None,
    names: Annotated[str, typer.Option(help="The client's and the VA's name.")] = "Carla,Anna",
    languages: Annotated[str, typer.Option(help="Their languages: en or de.")] = "en,de",
    seed: Annotated[int, typer.Option(help="Varies the story's details.")] = 0,
    host: Annotated[str, typer.Option(help="Opens the playground to others; it has no passwords.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8770,
    as_: Annotated[View, typer.Option("--as", help="How the transcript shows the messages.")] = View.TEXT,
) -> None:
    """A week with Carla and Anna, then the playground: no account, no token, no network."""
    from adapters.playground.demo import Plan, Serving, Style, play_and_serve

    style = Style()
    if as_ is View.DISCORD:
        from adapters.discord.transcript import as_read, written

        style = Style(written, as_read)

    client, _, va = names.partition(",")
    first, _, second = languages.partition(",")
    plan = Plan(
        client=client.strip() or "Carla",
        va=va.strip() or "Anna",
        client_language=first.strip() or "en",
        va_language=second.strip() or "de",
        start=start.date() if start else None,
        seed=seed,
    )
    serving = Serving(host, port) if serve else None
    asyncio.run(play_and_serve(data_folder() / "demo.db", plan if story else None, out, serving, style))


@cli.command()
def migrate() -> None:
    """Brings the database to the newest schema; run does it by itself."""
    from data.migrate import migrate as bring_up

    bring_up(_settings().database_url)
    out.print("The database is up to date.")


@cli.command()
def status() -> None:
    """How the queue stands: what waits, how long, on which lane."""
    from adapters.report import queue_table
    from scheduling.clock import wall_clock

    with _database() as session:
        for part in queue_table(session, wall_clock()):
            out.print(part)


@cli.command()
def failures(
    again: Annotated[str, typer.Option(help="Tries a message again, by its id; or all.")] = "",
) -> None:
    """What was set aside and why; tries it again if asked to."""
    from adapters.report import failures_table
    from data.queries.status import try_again
    from scheduling.clock import wall_clock

    if again and again != "all" and not again.isdecimal():
        err.print("--again takes a message's id, or all.")
        raise typer.Exit(2)
    with _database() as session:
        if again:
            ids = [int(again)] if again.isdecimal() and len(again) <= DIGITS else []
            count = try_again(session, wall_clock(), None if again == "all" else ids)
            out.print(f"Tried again by a Baton that runs: {count}")
            return
        for part in failures_table(session):
            out.print(part)


@contextmanager
def _database() -> "Iterator[Session]":
    """One transaction on the database that the settings name."""
    from data.database import Database
    from data.migrate import migrate as bring_up

    settings = _settings()
    bring_up(settings.database_url)
    database = Database(settings.database_url)
    try:
        with database.transaction() as session:
            yield session
    finally:
        database.close()


@cli.command()
def manifest(
    thread_replies: Annotated[bool, typer.Option(help="Without: no history scopes; answers go through forms.")] = True,
    url: Annotated[str, typer.Option(help="Where Slack reaches Baton over HTTP; empty for Socket Mode.")] = "",
) -> None:
    """Prints Slack's app manifest, as JSON to paste."""
    from adapters.slack.manifest import manifest_json

    typer.echo(manifest_json(thread_replies=thread_replies, url=url))


@cli.command()
def commands() -> None:
    """Prints all commands as the README's table."""
    from bot.overview import command_table

    typer.echo(command_table())


@cli.command()
def preview(who: Annotated[str, typer.Argument(help="A person's name, or their number.")]) -> None:
    """What Baton would send to somebody in the next four weeks, if nothing changed."""
    from bot.features.preview.told import told
    from bot.ui import to_text
    from data.database import Database
    from data.migrate import migrate as bring_up
    from scheduling.clock import wall_clock

    url = _settings().database_url
    bring_up(url)
    database = Database(url)
    try:
        found = told(database, who, wall_clock())
    finally:
        database.close()
    if len(found) != 1:
        err.print("Several people are called that:" if found else "Nobody is called that.")
        for number, name, _ in found:
            err.print(f"{number}  {name}")
        raise typer.Exit(1)
    for card in found[0][2]:
        typer.echo(f"{to_text(card)}\n")


def _settings() -> Settings:
    try:
        return load_settings()
    except Misconfigured as wrong:
        for problem in wrong.problems:
            err.print(problem)
        raise typer.Exit(2) from None


def main() -> None:
    """The program."""
    cli()
