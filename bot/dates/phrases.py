"""A phrase taken apart: at most one day, one hour and one part of the day, in any order, and nothing else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.dates import clocks, days, spans, written
from bot.dates.clocks import PART, PARTS, WHOLE_DAY, Clock, Part
from bot.dates.days import Day, Days, Said
from bot.dates.readings import Why
from bot.dates.words import spelled

# What may stand before a piece, and behind the last one.
_LEAD = re.compile(
    r"(?:[ ,;:/-]+|(?:bis|by|until|till|til|du|am|on|the|der|den|dem|das|zum|zur|zu|im|spatestens|latest|deadline|"
    r"fallig|termin|einschliesslich|inklusive|inkl\.?|no later than|not later than|bitte|please|pls)(?![a-z0-9]))"
)
_REST = re.compile(r"(?: ?(?:[,;:!?-]|(?<=[a-z])\.|(?:bitte|please|pls|spatestens|at the latest|latest)))+$")


@dataclass(frozen=True)
class Phrase:
    """What was said. ``clock`` is the hour, already put into the part of the day; ``part`` is one without an hour."""

    day: Day | None
    clock: Clock | Why | None
    part: Part | None


Piece = Day | Clock | Part
Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], Said], Piece]]


def _rules() -> tuple[Rule, ...]:
    """All rules; of two that match equally far the first one counts."""
    of_days = tuple(("day", pattern, read) for pattern, read in days.RULES + written.RULES + spans.RULES)
    ...
