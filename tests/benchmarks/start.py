"""Goals 5 and 6: starting, and the next occurrence."""

import asyncio
import os
import statistics
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.times import next_occurrence
from tests.benchmarks.measure import Figure, fresh, seconds
from tests.wire.slack import SmallSlack

ROUNDS = 7
OWN = ("adapters", "bot", "data", "scheduling", "tests")
# What the program has imported by the time it says that it listens is what its start is held against.
IMPORTS = """
import importlib, sys
for name in sys.stdin.read().split():
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""
RUN = """
import sys
from adapters import main
say = main.out.print
def ready(*words):
    loaded = list(sys.modules)
    say(*words)
    print(*loaded, file=sys.stderr)
main.out.print = ready
sys.argv = ["baton", "run"]
main.main()
"""


async def program(environment: dict[str, str]) -> tuple[float, list[str]]:
    """Seconds until it listens, and the modules it has loaded."""
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        RUN,
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    taken = perf_counter() - began
    process.terminate()
    _, said = await process.communicate()
    listed = next(line for line in reversed(said.decode().splitlines()) if line.startswith("sys "))
    return taken, listed.split()


async def imports(modules: list[str]) -> float:
    """Seconds to import them, in a process that does nothing else."""
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", IMPORTS, stdin=asyncio.subprocess.PIPE)
    await process.communicate(" ".join(modules).encode())
    return perf_counter() - began


async def start_figures() -> list[Figure]:
    """Goal 5, with a database that is there, in turns."""
    ratios = []
    async with SmallSlack() as slack:
        with fresh("sqlite") as database:
            given = {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.url,
                "DATABASE_URL": str(database.url),
                "PORT": "0",
            }
            _, loaded = await program(given)
            packages = [name for name in loaded if name.partition(".")[0] not in (*OWN, "__main__")]
            for _ in range(ROUNDS):
                ready, _ = await program(given)
                bare = await imports(packages)
                ratios.append((ready / bare, ready, bare))
    ratio, ready, bare = sorted(ratios)[ROUNDS // 2]
    plots = "matplotlib" in packages
    return [
        Figure("5", "start to ready / importing the same packages", ratio, 1.2, detail=f"{ready:.2f} s; {bare:.2f} s"),
        Figure("5", "matplotlib loaded (0: no)", float(plots), 0),
    ]


def calendar_figures() -> list[Figure]:
    """Goal 6: the next of three mornings a week, over a year, against CronTrigger."""
    zone, begin = "Europe/Berlin", datetime(2026, 1, 1, 12, 1, tzinfo=UTC)
    moments = [begin + timedelta(hours=37 * number) for number in range(240)]
    trigger = CronTrigger(day_of_week="mon,wed,fri", hour=9, minute=0, timezone=ZoneInfo(zone))
    for at in moments:
        assert next_occurrence([0, 2, 4], 540, zone, at) == trigger.get_next_fire_time(None, at)
    ratios = []
    for _ in range(5):
        ours = seconds(lambda: [next_occurrence([0, 2, 4], 540, zone, at) for at in moments], 5)
        theirs = seconds(lambda: [trigger.get_next_fire_time(None, at) for at in moments], 3)
        ratios.append(ours / theirs)
    detail = f"{ours / len(moments) * 1e6:.1f} µs against {theirs / len(moments) * 1e6:.1f}"
    return [Figure("6", "next occurrence / CronTrigger", statistics.median(ratios), 0.1, detail=detail)]
