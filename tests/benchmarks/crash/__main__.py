"""Kills and stops the running program while it delivers; counts at the wire what is lost or doubled.

    python -m tests.benchmarks.crash --kills 100 --database sqlite --seed 1

The programs are the real one, in processes of their own, between the small Slack and the small Discord, which at random
accept a message and lose the answer. Exit code 1 if it falls short.

With a safeguard taken out (``--no-look``, ``--no-clock-check``, ``--no-token``) the exit code is 0 only if every part
that needs that safeguard turned red: doubled something, sent with an old token, or wrote without holding the lane.
"""

import argparse
import asyncio
import sys
from dataclasses import replace
from time import monotonic

from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from tests.benchmarks.crash.blows import Ran, deliver
from tests.benchmarks.crash.checks import CHECKS, Result, is_red
from tests.benchmarks.crash.processes import Unstarted
from tests.benchmarks.crash.setting import Given
from tests.benchmarks.crash.watch import Phase

KILLS, CONTROL_KILLS = 100, 20
MESSAGES = 3000
IN_EACH = 10  # kills in each phase
BLIND = 5  # times smaller is the part without history, unless it is asked for alone
DATABASES = ("sqlite", "postgresql")
RUNS = ("deliver", "blind")
PARTS = (*RUNS, *CHECKS)
# A control, and the parts that turn red without that safeguard. One program alone can't lose a lane to another.
CONTROLS = {
    "look": ("deliver", "holder"),
    "clock-check": ("stopped",),
    "token": ("stopped",),
}

out = Console(soft_wrap=True)


def main() -> int:
    """The tables, and 1 if it falls short."""
    given = arguments(sys.argv[1:])
    without = [name for name in CONTROLS if getattr(given, f"no_{name.replace('-', '_')}")]
    parts = given.only or [part for part in PARTS if not without or any(part in CONTROLS[name] for name in without)]
    kills = given.kills or (CONTROL_KILLS if without else KILLS)
    databases = DATABASES if given.database == "both" else (given.database,)
    results: list[Result] = []
    for part in parts:
        for database in databases if part in RUNS else ("postgresql",):
            out.print(f"{part}, {database} …", style="dim")
            began = monotonic()
            try:
                if part in CHECKS:
                    results.append(asyncio.run(CHECKS[part](given.seed, without)))
                    continue
                smaller = BLIND if part == "blind" and not given.only else 1
                run = Given(database, given.seed, given.messages // smaller, without=without)
                run = replace(run, processes=1 if database == "sqlite" else 2, history=part == "deliver")
                ran = asyncio.run(deliver(run, kills // smaller))
                results.append(judged(ran, kills // smaller))
                out.print(phases(ran))
            except (TimeoutError, Unstarted, SQLAlchemyError) as error:
                why = f"{type(error).__name__}: {error}"
                results.append(Result(f"{part}, {database}", why, met=False, red=False, seconds=monotonic() - began))
            finally:
                # A later part may be stopped by whoever started it; what was seen so far is seen.
                out.print(*(f"{each.what}: {each.figures}" for each in results[-1:]), highlight=False)
    out.print(summary(results, given.seed, control=bool(without)))
    return int(not all(each.red if without else each.met for each in results))


def arguments(words: list[str]) -> argparse.Namespace:
    """What is typed."""
    parse = argparse.ArgumentParser(prog="crash", description=(__doc__ or "").partition("\n")[0])
    parse.add_argument("--kills", type=int, help=f"{KILLS}; with a safeguard taken out {CONTROL_KILLS}")
    parse.add_argument("--messages", type=int, default=MESSAGES, help="messages and timers")
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--database", choices=[*DATABASES, "both"], default="both")
    parse.add_argument("--only", choices=PARTS, action="append")
    for name in CONTROLS:
        parse.add_argument(f"--no-{name}", action="store_true", help="negative control: it must turn red")
    return parse.parse_args(words)


def judged(ran: Ran, kills: int) -> Result:
    """Whether nothing was lost, and nothing doubled where a look or a nonce is possible; and whether there was enough
    to say so."""
    verdict, allowed = ran.verdict, 0 if ran.given.history else ran.slack.answers_lost
    enough = min(IN_EACH, kills // 4)
    missed = [phase for phase in Phase if verdict.phases[phase].kills < enough]
    met = (
        verdict.lost == 0
        and ran.slack.doubled <= allowed
        and ran.discord.doubled == 0
        and ran.kills == kills
        and not missed
        and ran.unfenced == 0
        and not ran.problems
    )
    bound = "" if ran.given.history else f" (Slack {ran.slack.doubled} ≤ answers lost there {allowed})"
    figures = f"lost {verdict.lost}, doubled {verdict.doubled}{bound}, late {verdict.late}; {ran.kills} kills,"
    figures += f" {ran.stops} stops, {ran.long_downtimes} long downtimes, {ran.lost_at_random} answers lost at random;"
    figures += f" refused writes {ran.fenced}, others {ran.unfenced}"
    figures += "".join(f"; FEWER THAN {enough} kills {phase}" for phase in missed)
    figures += "".join(f"; {problem}" for problem in ran.problems[:3])
    return Result(name(ran.given), figures, met, is_red(verdict, ran.unfenced, allowed), ran.seconds)


def name(given: Given) -> str:
    """A run, in words."""
    return f"{given.number:,} on {given.database}{'' if given.history else ', Slack without history'}"


def phases(ran: Ran) -> Table:
    """By how far messages had come when they were hit."""
    table = Table("phase", "kills", "stops", "messages", "lost", "doubled", title=name(ran.given))
    for phase, caught in ran.verdict.phases.items():
        figures = (caught.kills, caught.stops, caught.messages, caught.lost, caught.doubled)
        table.add_row(phase or "none of these", *map(str, figures))
    return table


def summary(results: list[Result], seed: int, *, control: bool) -> Table:
    """Every part, and whether it is as it must be."""
    table = Table("part", "figures", "red" if control else "met", "s", title=f"seed {seed}")
    for each in results:
        good = each.red if control else each.met
        table.add_row(each.what, each.figures, "yes" if good else "NO", f"{each.seconds:.0f}")
    return table


if __name__ == "__main__":
    sys.exit(main())
