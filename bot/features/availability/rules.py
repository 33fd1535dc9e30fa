"""Days away in one line: "24.12. bis 2.1.", "erst wieder ab dem 3.12.", "not until Thursday"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from data.tables import Absence

Read = Callable[[str], date | None]

_DAY = timedelta(days=1)
_WEEK_LONG = timedelta(weeks=1)
_ALONG = r"(?:\s+(?:da|zurück|hier|here|in|back|available))?"
# The day behind these is the first one on which somebody is there again.
_BACK = re.compile(
    rf"(?:\b(?:ich\s+)?(?:bin\s+)?(?:erst\s+)?(?:wieder{_ALONG}|zurück)\s+(?:ab|am)"
    r"|\berst\s+(?:ab|am)|\bnicht\s+(?:vor|bis)"
    rf"|\bnot{_ALONG}\s+(?:until|till|before)|\b(?:i'm\s+|i am\s+)?back\s+(?:again\s+)?(?:on|from)|\bback(?=\s))"
    r"\s+(?:dem\s+|den\s+|the\s+)?"
)
# The day behind these is the last one.
_UNTIL = re.compile(
    r"(?:\b(?:bis|until|till|through|to|thru)\b|\s[-–—]\s|(?<=[0-9.])\s*[-–—](?=\s*[0-9]))"
    r"(?:\s+(?:zum|zur|einschließlich|einschl\.?|inklusive|inkl\.?|and including|including|incl\.?))*\s*"
)
_FROM = re.compile(
    r"^(?:ich\s+bin\s+|i'm\s+|i am\s+)?(?:away\s+|weg\s+)?(?:ab|von|vom|from|starting)\s+(?:dem\s+|the\s+)?"
)
_SINCE = re.compile(r"^(?:seit|since)\b")
_FURTHER = re.compile(r"(?:\bbis\s+auf\s+weiteres\b|\buntil\s+further\s+notice\b|\bopen[- ]ended\b)\s*$")
_WEEK = re.compile(r"^(?:(?:in\s+)?(?:der|the)\s+)?(?:\S+\s+)?(?:woche|week)$|^(?:kw|cw)\s*[0-9]+$")
# What somebody is then, which says nothing about the days.
_BEING = re.compile(
    r"^(?:ich\s+bin\s+|i'm\s+|i am\s+)?(?:krank|(?:im\s+)?urlaub|nicht\s+da|sick|(?:on\s+)?(?:vacation|holiday|leave))"
    r"(?:$|[\s,:]+)"
)
_NUMBER = r"(?:[0-9]{1,2}|eine?n?|an?|one|zwei|two|drei|three|vier|four|fünf|five|sechs|six)"
_SO_LONG = re.compile(
    rf"^(?:(?:für|for|die nächsten|the next)\s+)?({_NUMBER}\s+(?:tage?|days?|wochen?|weeks?))(?:\s+lang)?$"
)
_AND = re.compile(r"\s*(?:,|;|&|\+|\bund\b|\band\b)\s*")
_DAY_ONLY = re.compile(r"^(?:the\s+)?([0-9]{1,2})(?:\.|st|nd|rd|th)?$")
_DAY_FIRST = re.compile(r"^[0-9]{1,2}(?:\.|st|nd|rd|th)?(?=\D)")


@dataclass(frozen=True)
class Span:
    """What was understood: words as they were typed, or days that follow from them. ``last`` is None where none was
    said, and OPEN until further notice."""

    first: str | date
    last: str | date | None = None


OPEN = "open"


def read_span(line: str, today: date, read: Read) -> Span | None:
    """The days of a line; None if it names none. ``read`` gives the day of some words, which may be just over: what has
    begun then begins today."""
    typed = " ".join(line.lower().split()).strip(" !,")
    said = _BEING.sub("", typed)
    if not said:
        return Span(today) if typed else None
    if (found := _SO_LONG.match(said)) and (back := read(f"in {found[1]}")):
        return _without_last(Span(today), back, read)
    if found := _FURTHER.search(said):
        return _with_first(said[: found.start()], OPEN, today, read)
    if (found := _BACK.search(said)) and (back := read(said[found.end() :])):
        words = said[found.end() :]
        span = _with_first(said[: found.start()], words, today, read)
        return _without_last(span, back, read) if span is not None and back > today else None
    for found in _UNTIL.finditer(said):
        words = said[found.end() :]
        before = said[: found.start()].strip(" ,;-–—")
        first, words = _completed(_FROM.sub("", before), words)
        if read(words) and (span := _with_first(first, words, today, read)):
            return span
    day = _FROM.sub("", said)
    found_day = read(day)
    if found_day is None:
        return _in_a_row(said, read)
    monday = found_day - timedelta(days=found_day.weekday())
    if _WEEK.match(day) and monday + _WEEK_LONG > today:  # "next week" is all of it, and reads as its Friday
        return Span(max(monday, today), monday + timedelta(days=6))
    if said != day and _FROM.match(said):
        return _with_first(day, OPEN, today, read)
    return Span(day)


def _in_a_row(said: str, read: Read) -> Span | None:
    """ "Monday and Tuesday"; not days that lie apart."""
    days = [read(each) for each in _AND.split(said)]
    first, last = days[0], days[-1]
    if first is None or last is None or len(days) == 1:
        return None
    return Span(first, last) if days == [first + timedelta(days=step) for step in range(len(days))] else None


def _with_first(words: str, last: str, today: date, read: Read) -> Span | None:
    words = _FROM.sub("", words.strip(" ,;-–—")).strip()
    if not words or _SINCE.match(words):
        return Span(today, last)
    first = read(words)
    if first is None:
        return None
    end = read(last)
    if first < today and (end is None or end >= today):
        return Span(today, last)
    if end is not None and end < first <= end + _WEEK_LONG and not re.search(r"[0-9]", last):
        return Span(words, end + _WEEK_LONG)  # "Monday to Wednesday", said on a Tuesday
    return Span(words, last)


def _without_last(span: Span, back: date, read: Read) -> Span | None:
    """The day of the return is not one of them any more."""
    last = (span.last if isinstance(span.last, date) else back) - timedelta(days=1)
    first = span.first if isinstance(span.first, date) else read(span.first)
    return Span(span.first, last) if first is not None and first <= last else None


def _completed(first: str, last: str) -> tuple[str, str]:
    """ "24. bis 28. Februar": the month is said once."""
    if (alone := _DAY_ONLY.match(first)) and (behind := _DAY_FIRST.match(last)):
        return f"{alone[1]}.{last[behind.end() :]}".replace("..", "."), last
    if (alone := _DAY_ONLY.match(last)) and re.search(r"[a-z]", first):
        return first, re.sub(r"[0-9]{1,2}", alone[1], first, count=1)
    return first, last


def covers_all(absence: Absence, other: Absence) -> bool:
    """Whether it holds on all days of the other one, and for all whom that is for."""
    for_all = not absence.only or (bool(other.only) and set(other.only) <= set(absence.only))
    return for_all and absence.first <= other.first and (absence.last or date.max) >= (other.last or date.max)


def days_without(absence: Absence, others: Iterable[Absence], today: date) -> list[tuple[date, date | None]]:
    """The days of an absence from today on that none of the others covers, in spans; None is no end."""
    spans, at, end = [], max(absence.first, today), absence.last or date.max
    for other in sorted(others, key=lambda other: other.first):
        if other.first > end:
            break
        if at < other.first:
            spans.append((at, other.first - _DAY))
        if other.last is None or other.last >= end:
            return list(spans)
        at = max(at, other.last + _DAY)
    return [*spans, (at, absence.last)] if at <= end else list(spans)
