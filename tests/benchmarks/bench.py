"""Measures what a person and an admin feel, each as a ratio to its baseline in the same run.

    python -m tests.benchmarks.bench --json bench.json

Exit code 1 if a goal is missed.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.commands import command_figures, size_figures
from tests.benchmarks.flood import MESSAGES, flood
from tests.benchmarks.measure import Figure, as_json
from tests.benchmarks.queue import claim_figures, tick_figures
from tests.benchmarks.start import calendar_figures, start_figures

out = Console(soft_wrap=True)
SQLITE_SHARE, POSTGRESQL_SHARE = 0.5, 0.37

MEASUREMENTS: dict[str, Callable[[], list[Figure]]] = {
    "command": lambda: asyncio.run(command_figures()),
    "size": lambda: asyncio.run(size_figures()),
    "tick": lambda: tick_figures("sqlite") + tick_figures("postgresql"),
    "claim": lambda: claim_figures("sqlite", SQLITE_SHARE) + claim_figures("postgresql", POSTGRESQL_SHARE),
    "flood": lambda: [asyncio.run(flood(platform, MESSAGES)) for platform in ("slack", "discord")],
    "start": lambda: asyncio.run(start_figures()),
    "calendar": calendar_figures,
}


def main() -> int:
    """The table, and 1 if a goal is missed."""
    parse = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parse.add_argument("--only", choices=list(MEASUREMENTS), action="append")
    parse.add_argument("--json", type=Path)
    given = parse.parse_args()
    figures: list[Figure] = []
    for name in given.only or MEASUREMENTS:
        out.print(f"{name} …", style="dim")
        figures += MEASUREMENTS[name]()
    figures.sort(key=lambda each: each.goal)
    table = Table("goal", "what", "figure", "bound", "met", "side by side")
    for each in figures:
        sign = "≤" if each.better == "less" else "≥"
        bound = f"{sign} {each.bound:g}" if each.bound is not None else ""
        met = "" if each.bound is None else "yes" if each.met else "NO"
        table.add_row(each.goal, each.what, f"{each.figure:.3g}", bound, met, each.detail)
    out.print(table)
    if given.json:
        given.json.write_text(as_json(figures))
    return int(not all(each.met for each in figures))


if __name__ == "__main__":
    sys.exit(main())
