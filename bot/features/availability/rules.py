"""Days away in one line: "24.12. bis 2.1.", "erst wieder ab dem 3.12.", "not until Thursday"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.dates.words import COUNTS, EDGE, folded
from bot.dates.written import months_later
from data.tables import Absence

Read = Callable[[str], date | None]

_DAY = timedelta(days=1)
_WEEK_LONG = timedelta(weeks=1)
_ALONG = r"(?:\s+(?:da|zurück|hier|here|in|back|available))?"
# The day behind these is the first one on which somebody is there again.
_BACK = re.compile(
    rf"(?:\b(?:erst\s+)?(?:wieder{_ALONG}|zurück)\s+(?:ab|am)|\berst\s+wieder{_ALONG}"
    r"|\berst\s+(?:ab|am)|\bnicht\s+(?:vor|bis)"
    rf"|\bnot{_ALONG}\s+(?:until|till|before)|\bback\s+(?:again\s+)?(?:on|from)|\bback(?=\s))"
    r"\s+(?:dem\s+|den\s+|the\s+)?"
)
# "erst am Freitag wieder da" is "wieder ab Freitag".
_AGAIN_BEHIND = re.compile(
    r"\b(?:(?:erst|nicht)\s+(?:ab|am|vor)|erst|ab|am)\s+(?P<day>(?:(?!\b(?:ab|am|erst|wieder)\b).)+?)"
    r"\s+(?:wieder(?:\s+(?:da|zurück|hier))?|zurück)$"
)
_INCLUDING = r"(?:einschließlich|einschl\.?|inklusive|inkl\.?|und\s+mit|and\s+including|including|incl\.?|inclusive)"
# The day behind these is the last one.
_UNTIL = re.compile(
    r"(?:\b(?:bis|until|till|to)\b|(?P<through>\b(?:through|thru)\b)|\s[-–—]\s"
    r"|(?<=[0-9.a-zäöü])\s*[-–—](?=\s*[0-9a-zäöü]))"
    rf"(?:\s+(?:zum|zur|(?P<including>{_INCLUDING})))*\s*"
)
_INCLUDING_BEHIND = re.compile(rf"\s+{_INCLUDING}$")
_FROM = re.compile(r"^(?:ab|von|vom|from|starting)\s+(?:dem\s+|the\s+)?")
_SINCE = re.compile(r"^(?:seit|since)\b")
_FURTHER = re.compile(r"(?:\bbis\s+auf\s+weiteres\b|\buntil\s+further\s+notice\b|\bopen[- ]ended\b)\s*$")
_WEEK = re.compile(
    rf"^(?:in\s+)?(?:(?:der|die|the)\s+)?(?:(?:(?!{EDGE}\b)\S+\s+)?(?:woche|week)|week\s+after\s+next|kw\s*[0-9]+)$"
)
_NUMBERED_WEEK = re.compile(r"\b(?:kalenderwochen?|calendar\s+weeks?|cw|wochen?|weeks?)\s*(?=[0-9])")
_WEEKEND = re.compile(
    r"^(?:(?:am|at|on|over|übers?|das|the|diese[sm]?|this|kommende[sn]?|coming)\s+)*(?P<weekend>wochenende|weekend)$"
)
_NEXT_WEEKEND = re.compile(
    r"^(?:(?:am|at|on|over|übers?|das|the)\s+)*(?P<which>(?:über)?nächste|next)[ns]?\s+(?:wochenende|weekend)$"
)
# Which one is meant is asked; so it is put as days.
_DAYS_OF_NEXT_WEEKEND = {
    "nächste": ("nächsten samstag", "nächsten sonntag"),
    "übernächste": ("übernächsten samstag", "übernächsten sonntag"),
    "next": ("next saturday", "next sunday"),
}
# What somebody is then, which says nothing about the days.
_BEING = (
    r"(?:krank(?:geschrieben|gemeldet)?|(?:(?:im|in)\s+)?urlaub|nicht\s+da|weg|verreist|abwesend"
    r"|sick|ooo|out(?:\s+of\s+(?:the\s+)?office)?|off|away|(?:on\s+)?(?:vacation|holiday|leave))"
)
_I_AM = r"(?:(?:ich\s+)?bin|i['’]m|i\s+am|i['’]ll\s+be|i\s+will\s+be)"
_BEING_BEFORE = re.compile(rf"^(?:{_I_AM}(?:$|\s+))?(?:{_BEING}(?:$|[\s,:]+))?")
_BEING_BEHIND = re.compile(rf"[\s,]+{_BEING}$")
# Hours beside a day: only whole ones count. Behind a dot there are no minutes that could be a month.
_CLOCK = r"(?<![0-9.:])[0-9]{1,2}(?::[0-9]{2}|\.(?:00|1[3-9]|[2-5][0-9]))?"
_OF_DAY = r"(?:\s*(?:uhr|h|[ap]\.?m)\b\.?)"
_O_CLOCK = rf"(?:{_CLOCK}{_OF_DAY}|(?<![0-9.:])[0-9]{{1,2}}:[0-9]{{2}})"
_HOURS = re.compile(
    rf"(?:\b(?:von|from|zwischen|between)\s+)?{_CLOCK}{_OF_DAY}?\s*(?:[-–—]|\b(?:bis|to|until|till|und|and)\b)\s*{_O_CLOCK}"
    rf"|(?<=\S)\s+(?:ab|bis|vor|nach|from|until|till|before|after)\s+{_O_CLOCK}$"
)
_LONG = (
    r"(?:(?:für|for|die\s+nächsten|the\s+next)\s+)?"
    r"(?P<count>[0-9]{1,2}|ein(?:en?)?|an?|one|zwei|two|drei|three|vier|four|fünf|five|sechs|six)"
    r"\s+(?P<unit>tage?|days?|wochen?|weeks?|monate?|months?)(?:\s+lang)?$"
)
_SO_LONG = re.compile(rf"^(?:(?P<first>(?:ab|von|vom|from|starting)\s+.+?)(?:\s+an)?[\s,]+)?{_LONG}")
_NEXT = re.compile("nächst|next")
_AND = re.compile(r"\s*(?:,|;|&|\+|\bund\b|\band\b)\s*")
_DAY_ONLY = re.compile(r"^(?:the\s+)?([0-9]{1,2})(?:\.|st|nd|rd|th)?$")
_DAY_FIRST = re.compile(r"^[0-9]{1,2}(?:\.|st|nd|rd|th)?(?=\D)")


@dataclass(frozen=True)
class Span:
    """What was understood: words as they were typed, or days that follow from them. ``last`` is None where none was
    said, and OPEN until further notice. ``including``: the words say that it is one of them, unlike "until Friday"."""

    first: str | date
    last: str | date | None = None
    including: bool = False


OPEN = "open"


def read_span(line: str, today: date, read: Read) -> Span | None:
    """The days of a line; None if it names none. ``read`` gives the day of some words, which may be just over: what has
    begun then begins today."""
    typed = " ".join(line.lower().split()).strip(" !,")
    said = _without_what_is_no_day(typed)
    if not said:
        return Span(today) if typed else None
    if (found := _SO_LONG.match(said)) and (span := _so_long(found, today, read)):
        return span
    if found := _FURTHER.search(said):
        return _with_first(said[: found.start()], OPEN, today, read)
    if (found := _BACK.search(said)) and (back := _begins(said[found.end() :], read)):
        return _back(said[: found.start()], said[found.end() :], back, today, read)
    including = _INCLUDING_BEHIND.search(said)
    said = said[: including.start()] if including else said
    for found in _UNTIL.finditer(said):
        words = said[found.end() :]
        before = said[: found.start()].strip(" ,;-–—")
        first, words = _completed(_FROM.sub("", before), words)
        with_it = bool(including or found["through"] or found["including"])
        if read(words) and (span := _with_first(first, words, today, read, with_it)):
            return span
    day = _FROM.sub("", said)
    if said != day and read(day):
        return _with_first(day, OPEN, today, read)
    if found := _NEXT_WEEKEND.match(day):
        return Span(*_DAYS_OF_NEXT_WEEKEND[found["which"]])
    if (whole := _whole(day, read)) and whole[1] >= today:
        return Span(max(whole[0], today), whole[1])
    return Span(day) if read(day) else _in_a_row(said, today, read)


def _without_what_is_no_day(typed: str) -> str:
    """The words that say when, a week always as "kw 50"."""
    said = _BEING_BEHIND.sub("", _BEING_BEFORE.sub("", typed))
    said = " ".join(_HOURS.sub("", said).split()).strip(" ,")
    return _NUMBERED_WEEK.sub("kw ", _AGAIN_BEHIND.sub(r"wieder ab \g<day>", said))


def _whole(words: str, read: Read) -> tuple[date, date] | None:
    """The first and the last day of a week or of a weekend, each of which reads as one day of it."""
    for pattern, begins, named in ((_WEEK, 0, words), (_WEEKEND, 5, "weekend")):
        if pattern.match(words) and (day := read(named)):
            monday = day - timedelta(days=day.weekday())
            return monday + timedelta(days=begins), monday + timedelta(days=6)
    return None


def _begins(words: str, read: Read) -> date | None:
    whole = _whole(words, read)
    return whole[0] if whole else read(words)


def _is_today(words: str, today: date, read: Read) -> bool:
    """Whether they are today's weekday, which alone is the one of the next week."""
    return read(f"this {words}") == today


def _so_long(found: re.Match[str], today: date, read: Read) -> Span | None:
    """ "zwei Wochen", "from Monday for three days"; None from a day that can be two, each of which has another end."""
    words = _FROM.sub("", found["first"] or "")
    first = _begins(words, read) if words else today
    count, unit = found["count"], found["unit"][0]
    number = int(count) if count.isdecimal() else COUNTS[folded(count)]
    if first is None or not number or (_NEXT.search(words) and not _whole(words, read)):
        return None
    back = months_later(first, number) if unit == "m" else first + number * (_DAY if unit in "td" else _WEEK_LONG)
    return _with_first(words, back - _DAY, today, read)


def _in_a_row(said: str, today: date, read: Read) -> Span | None:
    """ "Monday and Tuesday", "KW 50 und 51"; not days that lie apart."""
    words = _AND.split(said)
    completed = [_completed(words[0], each)[1] for each in words]
    days = [_whole(each, read) or ((day, day) if (day := read(each)) else None) for each in completed]
    known = [each for each in days if each is not None]
    if len(known) < len(words) or len(known) == 1:
        return None
    if _is_today(words[0], today, read) and known[1][0] == today + _DAY:
        known[0] = (today, today)
    in_a_row = all(end + _DAY == begin for (_, end), (begin, _) in pairwise(known))
    return Span(max(known[0][0], today), known[-1][1]) if in_a_row else None


def _with_first(words: str, last: str | date, today: date, read: Read, including: bool = False) -> Span | None:
    words = _BEING_BEHIND.sub("", _FROM.sub("", words.strip(" ,;-–—")).strip())
    named = bool(words) and not _SINCE.match(words)
    whole = _whole(words, read)
    first = (whole[0] if whole else read(words)) if named else today
    if first is None:
        return None
    end = last if isinstance(last, date) else read(last)
    if isinstance(last, str) and _WEEK.match(last) and (week := _whole(last, read)):
        # "Until next week" is until it begins; "KW 50 bis 51" are both of them.
        with_it = including or whole is not None or week[0] <= max(first, today)
        last = end = week[1] if with_it else week[0] - _DAY
    including = including or named
    if not named or (first < today and (end is None or end >= today)):
        return Span(today, last, including)
    if end is not None and end < first:
        if _is_today(words, today, read):
            return Span(today, last, including)
        if first <= end + _WEEK_LONG and isinstance(last, str) and not re.search(r"[0-9]", last):
            return Span(first if whole else words, end + _WEEK_LONG)  # "Monday to Wednesday", said on a Tuesday
        if isinstance(last, date):
            return None  # words can be mended in the form
    return Span(first if whole else words, last, including)


def _back(before: str, words: str, back: date, today: date, read: Read) -> Span | None:
    """The day of the return is not one of them any more."""
    if back <= today:
        return None
    if _whole(words, read):
        return _with_first(before, back - _DAY, today, read)
    span = _with_first(before, words, today, read)
    if span is None:
        return None
    last = (span.last if isinstance(span.last, date) else back) - _DAY
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
