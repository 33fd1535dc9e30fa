"""Days of the calendar, as they are written; and the ends of months and years. Each way is a row of ``RULES``."""

import re
from datetime import date, timedelta

from bot.dates.days import OF, ONE, Day, Days, Rule, Said, rule
from bot.dates.readings import Precision, Why
from bot.dates.words import COMING, EDGE, EDGES, END, MIDDLE, MONTH, MONTHS, START, WEEKDAY, WEEKDAYS, WHICH

_LONGEST_MONTH = 31
_SATURDAY = 5


def _numbered(match: re.Match[str], said: Said) -> Day:
    """Days in figures, the order of which is plain: "24.12.", "2026-12-24", "Fr., 27.11."."""
    return _dated(match, said, [(int(match["day"]), int(match["month"]))])


def _named(match: re.Match[str], said: Said) -> Day:
    """Days with a month in words: "24. Dezember", "December 24th, 2026"."""
    return _dated(match, said, [(int(match["day"]), MONTHS[match["name"]])])


def _slashed(match: re.Match[str], said: Said) -> Day:
    """Days with slashes: "03/04" is in April in German; in English that depends on who writes it, and is asked."""
    first, second = int(match["day"]), int(match["month"])
    if second > 12 or (said.language != "de" and first <= 12):
        return _dated(match, said, [(second, first)] if second > 12 else [(first, second), (second, first)])
    return _dated(match, said, [(first, second)])


def _dated(match: re.Match[str], said: Said, orders: list[tuple[int, int]]) -> Day:
    """The days of these (day, month) pairs that exist and fall on the weekday, if one is named with them."""
    found = {_in_year(day, month, match.groupdict().get("year"), said.today) for day, month in orders}
    weekday = match.groupdict().get("weekday")
    days = sorted(day for day in found if day is not None and (weekday is None or day.weekday() == WEEKDAYS[weekday]))
    if not days:
        return Why.IMPOSSIBLE
    return Days(tuple(days), why=Why.AMBIGUOUS_DAY_MONTH if len(days) > 1 else None, lasting=True)


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    """That day of the year; without one, of the next year if it is over in this one. None if there is no such day."""
    if year:
        return _day_of(int(year) + (2_000 if len(year) == 2 else 0), month, day)
    this_year = _day_of(today.year, month, day)
    return this_year if this_year and this_year >= today else _day_of(today.year + 1, month, day)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(match: re.Match[str], said: Said) -> Day:
    """Days with a number only, "am 5." or "the 5th": the next one that the calendar has."""
    number = int(match["day"])
    weekday = match["weekday"]
    if not 1 <= number <= _LONGEST_MONTH:
        return Why.IMPOSSIBLE
    first = said.today.replace(day=1)
    for month in range(3):
        start = months_later(first, month)
        day = _day_of(start.year, start.month, number)
        if day and day >= said.today:
            right = weekday is None or day.weekday() == WEEKDAYS[weekday]
            return Days((day,), lasting=True) if right else Why.IMPOSSIBLE
    return Why.IMPOSSIBLE


def months_later(day: date, months: int) -> date:
    """That day of the month so many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    start = date(day.year + years, month + 1, 1)
    return min(start + timedelta(days=day.day - 1), _last_of(start))


def _last_of(first: date) -> date:
    return (first + timedelta(days=_LONGEST_MONTH)).replace(day=1) - timedelta(days=1)


def _month(match: re.Match[str], said: Said) -> Days:
    """A month stands for its last day, its start for the first that is no weekend, its middle for the 15th."""
    named = match.groupdict()
    edge = EDGES[named["edge"]] if named.get("edge") else END
    this = said.today.replace(day=1)
    if named.get("name"):
        year = int(named["year"] or said.today.year)
        firsts = [date(year, MONTHS[named["name"]], 1)]
        if not named["year"]:
            firsts.append(months_later(firsts[0], 12))
    else:
        which = WHICH[named["which"]] if named["which"] else 0
        firsts = [months_later(this, {COMING: 1}.get(which, which))]
        if not which:
            firsts.append(months_later(this, 1))
    precision = Precision.DAY if edge == END and named.get("edge") else Precision.WEEK
    return Days(tuple(_edge_of(first, edge) for first in firsts), precision, lasting=precision is Precision.DAY)


def _edge_of(first: date, edge: int) -> date:
    if edge == START:
        return first + timedelta(days=7 - first.weekday() if first.weekday() >= _SATURDAY else 0)
    return first.replace(day=15) if edge == MIDDLE else _last_of(first)


def _year_end(match: re.Match[str], said: Said) -> Days:
    if match["year"]:
        return Days((date(int(match["year"]), 12, 31),), lasting=True)
    which = WHICH[match["which"]] if match["which"] else 0
    return Days((date(said.today.year + {COMING: 1}.get(which, which), 12, 31),), lasting=True)


_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY})\b\.?,? ?(?:den |dem |der |the )?)?"
_TWO = "[0-9]{1,2}"
_DAY = rf"(?P<day>{_TWO})"
_SUFFIX = r"(?:\.|st|nd|rd|th)"
_LONG_YEAR = r"(?:,? ?(?P<year>(?:19|20)[0-9]{2})(?![0-9:]))?"
# Two figures are a year only right behind the dot: "24.12. 15 Uhr" has none.
_DOT_YEAR = r"(?:\.(?: ?(?=[0-9]{4}(?![0-9:]))|(?=[0-9]{2}(?![0-9])))(?P<year>[0-9]+))?"
_NO_HOUR = r"(?![0-9]| ?(?:uhr|h\b|:|[ap]\.?m\b))"

RULES: tuple[Rule, ...] = (
    rule(rf"{_WEEKDAY}(?P<year>[0-9]{{4}})(?P<dash>[-/.])(?P<month>{_TWO})(?P=dash){_DAY}", _numbered),
    rule(rf"{_WEEKDAY}{_DAY}\. ?(?P<month>0?[1-9]|1[0-2]){_NO_HOUR}{_DOT_YEAR}\.?", _numbered),
    # No such month, but written as nothing else than a date is.
    rule(rf"{_WEEKDAY}{_DAY}\.(?P<month>{_TWO})\.(?P<year>[0-9]{{4}})?", _numbered),
    rule(rf"{_WEEKDAY}{_DAY}-(?P<month>{_TWO})-(?P<year>[0-9]{{4}}|[0-9]{{2}})", _slashed),
    rule(rf"{_WEEKDAY}{_DAY}/(?P<month>{_TWO})(?:/(?P<year>[0-9]{{4}}|[0-9]{{2}}))?(?!/)", _slashed),
    rule(rf"{_WEEKDAY}(?:the )?{_DAY}{_SUFFIX}? ?(?:of )?(?P<name>{MONTH})\b\.?{_LONG_YEAR}", _named),
    rule(rf"{_WEEKDAY}(?P<name>{MONTH})\b\.? ?(?:the )?{_DAY}{_SUFFIX}?(?![0-9]|[:.][0-9]){_LONG_YEAR}", _named),
    rule(rf"{_WEEKDAY}(?:the )?{_DAY}{_SUFFIX}(?![0-9])", _day_of_month),
    rule(rf"(?P<edge>{EDGE}){OF}{ONE}?(?:monats?|month)", _month),
    rule(rf"(?P<edge>{EDGE}){OF}(?P<name>{MONTH})\b\.?{_LONG_YEAR}", _month),
    rule(rf"(?:in )?(?:the )?{ONE}(?:monats?|month)", _month),
    rule(rf"(?:ende|end){OF}{ONE}?(?:jahr(?:es)?|jahre|year)(?P<year>)", _year_end),
    rule(rf"(?:ende|end){OF}(?P<year>20[0-9]{{2}})(?P<which>)", _year_end),
)
