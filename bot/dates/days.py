"""Days said from today: near days, weekdays, weeks. Each way to say one is a row of ``RULES``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates.readings import Precision, Why
from bot.dates.words import (
    AFTER_NEXT,
    COMING,
    COUNT,
    COUNTS,
    EDGE,
    EDGES,
    END,
    LAST,
    MIDDLE,
    NEAR_DAY,
    NEAR_DAYS,
    NEXT,
    START,
    THIS,
    WEEKDAY,
    WEEKDAYS,
    WHICH,
    WHICH_ONE,
)
from bot.lazily import lazily


@dataclass(frozen=True)
class Said:
    """Where and when somebody says it. ``language`` decides the order of day and month, and nothing else."""

    today: date
    language: str


@dataclass(frozen=True)
class Days:
    """The days that may be meant, the earlier one first: the first that is still to come, or asked if there is a
    ``why``.

    ``lasting``: today counts until midnight even after the usual end of the working day.
    ``today_needs_hour``: the first one is today, and only meant if an hour is said that is still to come.
    """

    options: tuple[date, ...]
    precision: Precision = Precision.DAY
    why: Why | None = None
    lasting: bool = False
    today_needs_hour: bool = False


@dataclass(frozen=True)
class Elapsed:
    """So many minutes from now, whatever the clocks do."""

    minutes: int


Day = Days | Elapsed | Why
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Said], Day]]

NUMBER = rf"(?:[0-9]{{1,4}}|{COUNT})"
_FRIDAY = 4
_SUNDAY = 6


def number(word: str) -> int:
    return int(word) if word.isdecimal() else COUNTS[word]


def rule(pattern: str, read: Callable[[re.Match[str], Said], Day]) -> Rule:
    return lazily(rf"{pattern}(?![a-z0-9])"), read


def _near_day(match: re.Match[str], said: Said) -> Day:
    day = said.today + timedelta(days=NEAR_DAYS[match["near"]])
    weekday = match.groupdict().get("weekday")
    if weekday and day.weekday() != WEEKDAYS[weekday]:
        return Why.IMPOSSIBLE
    return Days((day + _later(match),), lasting=True)


def _later(match: re.Match[str]) -> timedelta:
    """What "in 14 Tagen" or "a week from" adds to the day beside it."""
    if not match["count"]:
        return timedelta()
    return timedelta(days=number(match["count"]) * (7 if match["unit"].startswith("w") else 1))


def _weekday(match: re.Match[str], said: Said) -> Days:
    """A weekday after today; which one "next Tuesday" is depends on who says it.

    Some mean the coming one, some that of the next week. If today makes both the same, that is it. On a Sunday
    people do not even agree whether the week has begun.
    """
    weekday = WEEKDAYS[match["weekday"]]
    to_come = (weekday - said.today.weekday() - 1) % 7 + 1
    coming = said.today + timedelta(days=to_come)
    week = timedelta(weeks=1)
    which = WHICH[match["which"]] if match["which"] else None
    if match["count"]:
        return Days(((said.today if to_come == 7 else coming) + _later(match),))
    if which == LAST:
        return Days((said.today - timedelta(days=7 - to_come % 7),))
    if which in (NEXT, AFTER_NEXT):
        first = coming if which == NEXT else coming + week
        same = coming >= _monday(said.today) + week and (said.today.weekday() != _SUNDAY or weekday == _SUNDAY)
        return Days((first,)) if same else Days((first, first + week), why=Why.AMBIGUOUS_WEEKDAY)
    if to_come == 7 and which != COMING:
        return Days((said.today, coming), today_needs_hour=which is None)
    return Days((coming,))


def _week(match: re.Match[str], said: Said) -> Day:
    """A week stands for its Friday, its start for the Monday, its middle for the Wednesday.

    "The end of the week", said when Friday is over, is that of the next one; "this week" then ends on Sunday.
    """
    named = match.groupdict()
    edge = EDGES[named["edge"]] if named.get("edge") else None
    monday = _named_week(match, said)
    if isinstance(monday, Why):
        return monday
    if named.get("weekday"):
        return Days((monday + timedelta(days=WEEKDAYS[named["weekday"]]),))
    day = monday + timedelta(days={START: 0, MIDDLE: 2}.get(END if edge is None else edge, _FRIDAY))
    options = [day]
    if monday == _monday(said.today):
        if match["which"] and edge in (None, END):
            options.append(monday + timedelta(days=_SUNDAY))
        options.append(day + timedelta(weeks=1))
    return Days(tuple(options), Precision.WEEK)


def _named_week(match: re.Match[str], said: Said) -> date | Why:
    """The Monday of the week: "next week", "die übernächste Woche", "KW 50"."""
    if match["number"]:
        try:
            year = int(match["year"] or said.today.isocalendar().year)
            monday = date.fromisocalendar(year, int(match["number"]), 1)
            if not match["year"] and monday + timedelta(days=_SUNDAY) < said.today:
                monday = date.fromisocalendar(year + 1, int(match["number"]), 1)
        except ValueError:
            return Why.IMPOSSIBLE
        return monday
    which = WHICH[match["which"]] if match["which"] else THIS
    weeks = 2 if match["after_next"] else {COMING: 1}.get(which, which)
    return _monday(said.today) + timedelta(weeks=weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekend(match: re.Match[str], said: Said) -> Days:
    """Work for a weekend may be wanted before or after it: on Friday or on Sunday. "Next weekend" is like a weekday."""
    which = WHICH[match["which"]] if match["which"] else THIS
    sunday = _monday(said.today) + timedelta(days=_SUNDAY)
    if which == LAST:
        return Days((sunday - timedelta(weeks=1),))
    if which in (NEXT, AFTER_NEXT):
        friday = sunday + timedelta(days=-2, weeks=which - 1)
        return Days((friday, friday + timedelta(weeks=1)), why=Why.AMBIGUOUS_WEEKDAY)
    return Days((sunday - timedelta(days=2), sunday), why=Why.AMBIGUOUS_WEEKDAY)


ONE = rf"(?:(?P<which>{WHICH_ONE}) )"
OF = r"(?: ?-)? ?(?:of |in )?(?:der |des |dem |the )?"
_WEEK = (
    rf"(?:(?P<after_next>week after next)|{ONE}(?:woche|week)"
    r"|(?:kw|kalenderwoche|calendar week|cw) ?(?P<number>[0-9]{1,2})(?![.:]?[0-9])(?: ?/? ?(?P<year>20[0-9]{2}))?)"
)
_SOME_WEEK = rf"(?:{_WEEK}|woche|week)"
_NAMED = rf"(?P<weekday>{WEEKDAY})\b\.?"
_COUNT = rf"(?P<count>{NUMBER}) (?P<unit>tag(?:en?)?|days?|wochen?|weeks?)"
_IN = rf"(?: in {_COUNT})?"

RULES: tuple[Rule, ...] = (
    rule(rf"(?:the )?(?P<near>{NEAR_DAY})\b(?:,? {_NAMED})?{_IN}", _near_day),
    rule(rf"{_COUNT} from (?P<near>{NEAR_DAY})", _near_day),
    rule(rf"{ONE}?{_NAMED}{_IN}", _weekday),
    rule(rf"{_COUNT} from {ONE}?{_NAMED}", _weekday),
    rule(rf"{_NAMED},?{OF}{_WEEK}", _week),
    rule(rf"(?:in )?(?:der |the )?{_WEEK},? ?(?:am |on |-)? ?{_NAMED}", _week),
    rule(rf"(?:in )?(?:der |the )?{_WEEK}", _week),
    rule(rf"(?P<edge>{EDGE}){OF}{_SOME_WEEK}", _week),
    rule(rf"(?:in )?(?:the )?{ONE}?(?:wochenende|weekend)", _weekend),
)
