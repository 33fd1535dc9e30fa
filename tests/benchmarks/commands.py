"""Goal 1: a command with its commit over signed HTTP; and whether it depends on how much there is."""

import asyncio
import statistics
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import cycle, pairwise
from time import perf_counter
from typing import Any

from bot.events import Profile
from bot.people import meet
from data.database import Database
from data.known import known
from data.tables import Engagement, EngagementState, Role, Task, TaskState
from scheduling.clock import wall_clock
from tests.benchmarks.measure import Figure, Raw, fresh, recorded
from tests.benchmarks.queue import park_timers
from tests.benchmarks.requests import baton, echo, timed

# Commands that write each time they are given, and the goal: a code, the one before is void; and the draft of a task,
# which opens a form, a request to Slack that the bare echo doesn't make. So that one is only shown beside it.
COMMITS = {"link": 2.5, "new Newsletter by Friday 3pm": None}
READS = "tasks"
ROUNDS = 11  # short ones that take turns, so that what else the machine does meets all of them
REQUESTS = 150
RECORDED = 50  # requests whose statements the bare driver is given
PATIENT = 40  # requests to what takes eleven milliseconds for each
SHOWN = 12  # tasks: as many as one answer shows
MANY = 500
TIMERS = 1_000_000

Statements = list[tuple[str, Any, bool]]


def fill(database: Database, tasks: int, now: datetime | None = None) -> None:
    """Carla, who works with Anna, and so many open tasks."""
    now = now or wall_clock()
    with database.transaction() as session:
        anna, _ = meet(session, Profile("slack", "T1", "UANNA", "Anna", "de", "Europe/Lisbon"), now)
        carla, _ = meet(session, Profile("slack", "T1", "UCARLA", "Carla", "en", "Europe/Berlin"), now)
        engagement = Engagement(
            workspace_id=anna.workspace_id,
            client_id=known(carla.id),
            va_id=known(anna.id),
            language="de",
            proposed_by=Role.CLIENT,
            state=EngagementState.ACTIVE,
            created_at=now,
        )
        session.add(engagement)
        session.flush()
        session.add_all(
            Task(
                engagement_id=known(engagement.id),
                title=f"Newsletter {number}",
                state=TaskState.ACCEPTED,
                due_at=now + timedelta(days=number + 1),
                proposed_at=now,
            )
            for number in range(tasks)
        )


async def replayed(database: Database, transactions: list[Statements], concurrency: int) -> float:
    """The same statements through the bare driver, in one thread: milliseconds, the median. Those of one request after
    the other: what the database has already it would not write again."""
    loop, taken, local, turn = asyncio.get_running_loop(), list[float](), threading.local(), cycle(transactions)

    def once() -> None:
        if not hasattr(local, "raw"):
            local.raw = Raw(database)
        local.raw.replay(next(turn))

    with ThreadPoolExecutor(1) as thread:

        async def worker(requests: int) -> None:
            for _ in range(requests):
                began = perf_counter()
                await loop.run_in_executor(thread, once)
                taken.append((perf_counter() - began) * 1000)

        await worker(20)
        taken.clear()
        await asyncio.gather(*(worker(REQUESTS // concurrency) for _ in range(concurrency)))
    return statistics.median(taken)


async def command_figures() -> list[Figure]:
    """Goal 1, side by side, several rounds; the median of each ratio, the worst of what must always hold."""
    figures: list[Figure] = []
    with fresh("sqlite") as database:
        fill(database, 3)
        async with baton(database) as ours, echo(at_once=True) as quick, echo(at_once=False) as stock:
            for line in COMMITS:
                with recorded(database) as statements:
                    await timed(ours, line, 1, RECORDED)
                figures += await _compared(database, line, (ours, quick, stock), _by_request(statements))
    return figures


def _by_request(statements: Statements) -> list[Statements]:
    """What each of several equal requests said to the database; each begins with asking who it is."""
    begins = [place for place, each in enumerate(statements) if each[0] == statements[0][0]]
    found = [statements[begin:end] for begin, end in pairwise([*begins, len(statements)])][-RECORDED:]
    assert all(any(text.startswith(("INSERT", "UPDATE")) for text, *_ in each) for each in found), (
        "it commits something"
    )
    return found


async def _compared(
    database: Database, line: str, addresses: tuple[str, str, str], transactions: list[Statements]
) -> list[Figure]:
    ours, quick, stock = addresses
    ratios: dict[int, list[tuple[float, str]]] = {1: [], 10: []}
    beside_stock: list[tuple[float, str]] = []
    slowest: list[float] = []
    for _ in range(ROUNDS):
        for concurrency, found in ratios.items():
            mine = await timed(ours, line, concurrency, REQUESTS)
            theirs = await timed(quick, line, concurrency, REQUESTS)
            raw = await replayed(database, transactions, concurrency)
            detail = f"{mine.p50:.2f} ms; echo {theirs.p50:.2f} + {len(transactions[-1])} statements {raw:.2f}"
            found.append((mine.p50 / (theirs.p50 + raw), detail))
        slowest.append(mine.p99)
        mine, as_it_comes = await timed(ours, line, 1, PATIENT), await timed(stock, line, 1, PATIENT)
        beside_stock.append((mine.p50 / as_it_comes.p50, f"{mine.p50:.2f} ms; stock echo {as_it_comes.p50:.2f}"))
    figures = []
    for concurrency, found in ratios.items():
        ratio, detail = sorted(found)[ROUNDS // 2]
        what = f"/baton {line.partition(' ')[0]}, {concurrency} at once / (echo + statements)"
        figures.append(Figure("1", what, ratio, COMMITS[line], detail=detail))
    ratio, detail = max(beside_stock)
    word = line.partition(" ")[0]
    figures.append(Figure("1", f"/baton {word} / stock Bolt's bare echo, the worst round", ratio, 1.0, detail=detail))
    figures.append(Figure("1", f"/baton {word}, 10 at once, p99 in ms, the worst round", max(slowest), 250))
    return figures


async def size_figures() -> list[Figure]:
    """What a person feels must not depend on how much there is."""
    figures: list[Figure] = []
    with ExitStack() as stack:
        empty, few, many = (stack.enter_context(fresh("sqlite")) for _ in range(3))
        for database, tasks in ((empty, 0), (few, SHOWN), (many, MANY)):
            fill(database, tasks)
        park_timers(many, TIMERS)
        async with baton(empty) as nothing, baton(few) as some, baton(many) as full:
            full_size = f"10⁶ timers and {MANY} tasks"
            for line, beside, what in (
                *((line, nothing, "none") for line in COMMITS),
                (READS, nothing, "none, whose answer is one line instead of twelve"),
                (READS, some, f"{SHOWN} tasks, as many as it shows"),
            ):
                ratio, detail = await _beside(line, beside, full)
                word = line.partition(" ")[0]
                figures.append(Figure("–", f"/baton {word} with {full_size} / with {what}", ratio, detail=detail))
    return figures


async def _beside(line: str, small: str, large: str) -> tuple[float, str]:
    ratios = []
    for _ in range(ROUNDS):
        a, b = await timed(small, line, 1, REQUESTS // 2), await timed(large, line, 1, REQUESTS // 2)
        ratios.append((b.p50 / a.p50, f"{b.p50:.2f} ms; {a.p50:.2f}"))
    return sorted(ratios)[ROUNDS // 2]
