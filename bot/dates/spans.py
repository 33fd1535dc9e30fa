"""Spans of time from now: "in drei Tagen", "within 2 hours", "two weeks from now". Each way is a row of ``RULES``."""

import re
from datetime import date, timedelta

from bot.dates.days import NUMBER, Day, Days, Elapsed, Rule, Said, number, rule
from bot.dates.readings import Why
from bot.dates.words import any_of, table
from bot.dates.written import months_later

MINUTE, QUARTER, HOUR, DAY, WORKDAY, WEEK, MONTH, YEAR = range(8)
_UNITS = table(
    {
        MINUTE: "min mins minute minuten minutes",
        QUARTER: "viertelstunde viertelstunden",
        HOUR: "h std stunde stunden hour hours hr hrs",
        DAY: "tag tage tagen day days",
        WORKDAY: "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen workday workdays",
        WEEK: "woche wochen week weeks",
        MONTH: "monat monate monaten month months",
        YEAR: "jahr jahre jahren year years",
    }
) | {"working day": WORKDAY, "working days": WORKDAY, "business day": WORKDAY, "business days": WORKDAY}
_MINUTES = {MINUTE: 1, QUARTER: 15, HOUR: 60}
_MONTHS = {MONTH: 1, YEAR: 12}
_HALVES = {
    "half an": 0.5,
    "einer halben": 0.5,
    "anderthalb": 1.5,
    "eineinhalb": 1.5,
    "one and a half": 1.5,
    "zweieinhalb": 2.5,
    "two and a half": 2.5,
}
# More of any unit than this is far beyond what can be meant, and near the end of the calendar.
_MOST = 5_000
_SATURDAY = 5


def _span(match: re.Match[str], said: Said) -> Day:
    """Minutes and hours pass whatever the clocks do; days, weeks and months are those of the calendar."""
    unit, amount = _UNITS[match["unit"]], _amount(match["amount"])
    if amount > _MOST:
        return Why.TOO_FAR
    if unit in _MINUTES:
        rest = int(match.groupdict().get("minutes") or 0)
        return Elapsed(round(amount * _MINUTES[unit]) + rest)
    if amount != int(amount):
        return Why.NOT_A_DATE
    return Days((_later(said.today, int(amount), unit),), lasting=True)


def _amount(words: str) -> float:
    if words in _HALVES:
        return _HALVES[words]
    return float(words.replace(",", ".")) if words[0].isdecimal() else number(words)


def _later(day: date, amount: int, unit: int) -> date:
    """So many units later. Working days are Monday to Friday; nobody's holidays are known here."""
    if unit in _MONTHS:
        return months_later(day, amount * _MONTHS[unit])
    if unit != WORKDAY:
        return day + timedelta(days=amount * (7 if unit == WEEK else 1))
    for _ in range(amount):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day


def _over(match: re.Match[str], said: Said) -> Why:
    return Why.PAST


_UNIT = any_of(_UNITS)
_AMOUNT = rf"(?P<amount>{any_of(_HALVES)}|[0-9]{{1,4}}[.,][0-9]|{NUMBER})"
_SPAN = rf"{_AMOUNT} ?(?P<unit>{_UNIT})\b"
_WITHIN = r"(?:in|innerhalb(?: von)?|binnen|within)(?: the next| den nachsten)?"

RULES: tuple[Rule, ...] = (
    rule(rf"{_WITHIN} {_SPAN}(?:(?: und| and)? (?P<minutes>[0-9]{{1,2}}) ?min(?:s|uten?|utes?)?)?", _span),
    rule(rf"{_SPAN} from (?:now|today)", _span),
    rule(rf"vor {_SPAN}", _over),
    rule(rf"{_SPAN} ago", _over),
)
