"""Goal 4: thousands of direct messages at once, against a wire that enforces the platforms' limits.

The messages fall due at one moment and take the whole way from there: admission, lane, the real adapter, the real
library, the wire. Both the wire's limits and Baton's own pace are scaled by the same factor, which is printed; nothing
else is, so what Baton and the machine need for a message weighs that much more than at nine o'clock.
"""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic, process_time

import aiohttp
from aiohttp import web
from sqlalchemy import insert

from adapters.discord.connect import DiscordConnection
from adapters.slack.connect import SlackConnection
from bot.app import App
from bot.ports import Messenger
from bot.times import USUAL_HOURS
from data.database import Database
from data.known import known
from data.queries import people
from data.tables import Account, Kind, Outgoing, Person
from scheduling.clock import Schedule, wall_clock
from scheduling.pace import Pacer
from tests.benchmarks.limited import ALLOWED
from tests.benchmarks.measure import Figure, fresh

MESSAGES = 10_000
UNOPENED = 1_000  # direct messages that have to be opened first
FACTOR = {"slack": 40.0, "discord": 3.0}
ENOUGH = 1.5  # times the least time; what has not arrived by then is late


@asynccontextmanager
async def wire(platform: str, factor: float) -> AsyncIterator[str]:
    """In a process of its own, so that it takes no time from the one that sends; its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.limited", platform, str(factor), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.terminate()
        await process.wait()


def fill(database: Database, platform: str, number: int, *, opened: bool) -> None:
    """So many people, each with a message that falls due now."""
    now, ids = wall_clock(), range(1, number + 1)
    usual = {"language": "en", "zone": "UTC", "hours": [list(day) for day in USUAL_HOURS], "created_at": now}
    with database.transaction() as session:
        workspace = known(people.workspace_of(session, platform, "T1").id)
        session.connection().execute(insert(Person), [{"id": each, "name": f"P{each}", **usual} for each in ids])
        accounts = [
            {
                "id": each,
                "workspace_id": workspace,
                "person_id": each,
                "external_id": str(1_000_000 + each),
                "name": f"P{each}",
                "direct": str(2_000_000 + each) if opened else None,
            }
            for each in ids
        ]
        session.connection().execute(insert(Account), accounts)
        messages = [
            {
                "key": f"hello:{each}",
                "view": "hello",
                "about": {},
                "workspace_id": workspace,
                "account_id": each,
                "conversation": f"{workspace}:@{each}",
                "kind": Kind.FREE,
                "not_before": now,
            }
            for each in ids
        ]
        session.connection().execute(insert(Outgoing), messages)


@asynccontextmanager
async def messenger_of(platform: str, app: App, address: str) -> AsyncIterator[Messenger]:
    """The real adapter's, as it is after its first greeting; nobody listens."""
    if platform == "slack":
        slack = SlackConnection(
            app,
            lambda: None,
            bot_token="xoxb",
            app_token=None,
            signing_secret="shhh",
            api_url=f"{address}/api/",
            router=web.Application().router,
        )
        await slack.start()
        yield slack.messenger
        await slack.stop()
    else:
        discord = DiscordConnection(app, lambda: None, token="token", api_base=address, gateway_url=None)
        await discord._log_in()
        yield discord.messenger
        await discord.stop()


async def flood(platform: str, number: int, *, opened: bool = True) -> Figure:
    """How long it takes beside the least time that the limits leave: the last of so many requests can't be counted
    before as many windows have passed as the ones before it fill."""
    factor, (most, window) = FACTOR[platform], ALLOWED[platform][0]
    requests = number if opened else 2 * number
    least = (requests - 1) // most * window / factor
    asked = {"wanted": str(number), "patience": str(least * ENOUGH)}
    with fresh("sqlite") as database:
        fill(database, platform, number, opened=opened)
        app = App(database, wall_clock)
        async with wire(platform, factor) as address, messenger_of(platform, app, address) as messenger:
            schedule = Schedule(app, {platform: messenger})
            schedule.delivery.pacer = Pacer(factor)
            began, busy = monotonic(), process_time()
            schedule.start()
            gc.collect()
            gc.freeze()  # as ``baton run`` does
            async with aiohttp.ClientSession() as session, session.get(f"{address}/count", params=asked) as answer:
                told = await answer.json()
            busy = process_time() - busy
            await schedule.stop()
            gc.unfreeze()
    seconds = told["last"] - began
    arrived = (told["messages"], told["doubled"], told["opened"]) == (number, 0, 0 if opened else number)
    ratio = seconds / least if arrived and not told["refused"] else float("inf")
    what = "direct messages" if opened else "direct messages, each opened first,"
    detail = f"{seconds:.1f} s, least {least:.1f}; limits × {factor:g}; refused {told['refused']}"
    detail += f"; {busy / max(told['messages'], 1) * 1000:.1f} ms of work each"
    detail += "" if arrived else f"; arrived {told['messages']}, doubled {told['doubled']}"
    return Figure("4", f"{number:,} {what} / least time, {platform}", ratio, 1.05, detail=detail)
