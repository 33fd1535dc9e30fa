"""A phrase taken apart: at most one day, one hour and one part of the day, in any order, and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.dates import clocks, days, spans, written
from bot.dates.clocks import PART, PARTS, Clock, Part, in_part
from bot.dates.days import Day, Elapsed, Said
from bot.dates.readings import Why
from bot.dates.words import spelled

Read = TypeVar("Read")

_DAYS = days.RULES + written.RULES + spans.RULES
# What may stand before a piece ("due" is spelled "du" here), and behind the last one.
_LEAD = re.compile(
    r"(?:[ ,;:/-]+|(?:bis|by|until|till|til|du|am|on|the|der|den|dem|das|zum|zur|zu|im|spatestens|latest|deadline|"
    r"fallig|termin|einschliesslich|inklusive|inkl\.?|no later than|not later than|bitte|please|pls)(?![a-z0-9]))"
)
_REST = re.compile(r"(?: ?(?:[,;:!?-]|(?<=[a-z.])\.|\b(?:bitte|please|pls|spatestens|at the latest|latest)))+$")


@dataclass(frozen=True)
class Phrase:
    """What was said. ``clock`` is an hour, and if a part of the day was said, the one in that part."""

    day: Day | None
    clock: Clock | Why | None
    part: Part | None


def parse(text: str, said: Said) -> Phrase | None:
    """The phrase that the whole text is, or None. A word that is not understood is never passed over."""
    text = _REST.sub("", spelled(text))
    day: Day | None = None
    clock: Clock | Why | None = None
    part: Part | None = None
    at, complete = 0, False
    while at < len(text) and text[at:] != ".":
        of_day = _longest(_DAYS, text, at) if day is None else None
        of_clock = _longest(clocks.RULES, text, at) if clock is None else None
        of_part = PART.match(text, at) if part is None else None
        ends = [of_day[0].end() if of_day else 0, of_clock[0].end() if of_clock else 0, of_part.end() if of_part else 0]
        complete = max(ends) > 0
        if of_day and ends[0] == max(ends):
            day = of_day[1](of_day[0], said)
        elif of_clock and ends[1] == max(ends):
            clock = of_clock[1](of_clock[0])
        elif of_part:
            part = PARTS[of_part["part"]]
        elif lead := _LEAD.match(text, at):
            ends.append(lead.end())
        else:
            return None
        at = max(ends)
    return _checked(day, clock, part) if complete else None


def _longest(rules: Sequence[tuple[re.Pattern[str], Read]], text: str, at: int) -> tuple[re.Match[str], Read] | None:
    """The rule that matches farthest, the first one of several."""
    fitting = ((match, read) for pattern, read in rules if (match := pattern.match(text, at)))
    return max(fitting, key=lambda hit: hit[0].end(), default=None)


def _checked(day: Day | None, clock: Clock | Why | None, part: Part | None) -> Phrase | None:
    if isinstance(day, Elapsed) and (clock or part):
        return None
    if isinstance(clock, Clock):
        if clock.bare and day is None and part is None:
            return None
        if part:
            clock = in_part(clock, part)
    return Phrase(day, clock, part)
