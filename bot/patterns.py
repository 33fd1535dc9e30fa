"""Working hours as people type them, in German and English, and as they are read back."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from babel.dates import format_date

from bot.dates.words import MONTHS, any_of, folded
from bot.hours import (
    AFTERNOON,
    DAY_GROUPS,
    DAY_NAMES,
    HALF_DAY,
    NUMBERS,
    NUMBERS_EN,
    SHIFTS,
    is_marked,
    is_spoken,
    read_clock,
    say_days,
)
from bot.lazily import lazily
from bot.times import DAY, WEEK, Hours
from bot.wording import LOCALES, say_span

# What read_hours understands, piece by piece. A piece ends where no letter follows it, so that "Mo9-17" has two.
_END = r"(?![a-zäöüß])"
_NUMBER = "|".join(sorted({*NUMBERS, *NUMBERS_EN}, key=len, reverse=True))
_MIDNIGHT = ("24", "24 uhr", "24:00", "24:00 uhr", "midnight", "mitternacht")
_ANY_CLOCK = (
    rf"(?:(?:{'|'.join(SHIFTS)})\s+(?:[0-9]{{1,2}}(?![0-9])|(?:{_NUMBER}){_END})"
    rf"|(?:{_NUMBER}|mittags?|noon|midday|midnight|mitternacht){_END}(?:\s*uhr{_END})?"
    r"|[0-9]{1,2}(?:[:.][0-9]{2}|\s*uhr\s*[0-9]{2}|h[0-9]{2})?(?![0-9])"
    rf"(?:\s*(?:uhr|h|[ap]\.m\.|[ap]\.?m){_END})?)"
)
_TO = r"\s*(?:[-–—]|\b(?:bis|to|until|till)\b)\s*"
_ANY_DAY = "|".join(sorted(DAY_NAMES, key=len, reverse=True))
_ANY_GROUP = "|".join(sorted((name for name in DAY_GROUPS if "_" not in name), key=len, reverse=True))
_SPAN = lazily(rf"({_ANY_CLOCK}){_TO}({_ANY_CLOCK})")
_SOME_DAYS = lazily(rf"({_ANY_GROUP}){_END}|({_ANY_DAY}){_END}\.?(?:{_TO}({_ANY_DAY}){_END}\.?)?")
_SECOND = r"(?:zweite[nrs]?|2\.|second|2nd|other)"
_EVERY_SECOND = lazily(
    rf"(?:(?:jede[nrs]?|every)\s+{_SECOND}{_END}(?:\s+(?:woche|week){_END})?"
    r"|alle\s+(?:zwei|2)\s+wochen|alle\s+(?:14|vierzehn)\s+tage|every\s+(?:two|2)\s+weeks"
    rf"|fortnightly|bi-?weekly|(?:14-tägig|zweiwöchentlich)){_END}"
)
_FREE = lazily(rf"(?:frei|off|free){_END}")
_MONTH = any_of(MONTHS) + r"|märz"
_AGAIN = lazily(
    rf"\(?\s*(?:wieder|das nächste mal|next|starting|ab)\s+(?:(?:am|ab|on|dem|the){_END}\s*)*"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:(?P<month>{_MONTH}){_END}\.?|(?<=\.)\s*(?P<number>[0-9]{{1,2}})\.)"
    rf"|(?P<month_first>{_MONTH}){_END}\.?\s+(?P<day_last>[0-9]{{1,2}})(?:st|nd|rd|th)?)\s*\)?"
)
_FILLING = lazily(rf"[\s,;:/&+.]+|(?:und|and|von|from|immer|always|jeweils|je|um|at|am|on|jede[nrs]?|every){_END}")
_NONE = ("keine", "keine stunden", "gar nicht", "nie", "none", "no hours", "never")
SAID_NONE = {"de": "keine", "en": "none"}
SLIP = 60  # 12–11 is a mistake; 12–4 ends in the afternoon
LONGEST_NIGHT = 12 * 60  # from 22 to 2 is a night; from 18 to 14 is a mistake


@dataclass
class _Group:
    """Some days, each every week or every second one, and what holds on them."""

    days: list[tuple[int, bool]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    free: bool = False
    again: date | None = None

    @property
    def said(self) -> bool:
        return bool(self.spans) or self.free


LONGEST = 1_000  # characters; two weeks in words are longer than one thinks


def read_hours(text: str, today: date) -> Hours | None:
    """Working hours in words: "Mo–Fr 9–17", "Mon-Thu 9-12, 14-18; Sat 10-12", "Tue and every second Thu 9–13".

    "Every second" begins with the next of these days that comes, unless a date is said ("wieder am 3.12."). What goes
    over midnight belongs to both days. None for what is not understood to the last word; no hours at all only for
    "none" and the like.
    """
    said = " ".join(text.casefold().split())
    if said.strip(" .!") in _NONE:
        return [[] for _ in range(WEEK)]
    groups = _groups(said, today)
    if not groups or not all(group.days and group.said for group in groups):
        return None
    length = WEEK * (1 + any(second for group in groups for _, second in group.days))
    hours: Hours = [[] for _ in range(length)]
    for group in sorted(groups, key=lambda group: group.free):  # what is free is an exception, wherever it stands
        first = _phase(group, today)
        if first is None:
            return None
        for day, second in group.days:
            for index in [first * WEEK + day] if second else range(day, length, WEEK):
                if group.free:
                    hours[index] = []
                for start, end in group.spans:
                    hours[index].append([start, min(end, DAY)])
                    if end > DAY:
                        hours[(index + 1) % length].append([0, end - DAY])
    merged = [_merged(spans) for spans in hours]
    if merged[:WEEK] == merged[WEEK:]:
        merged = merged[:WEEK]
    return merged if any(merged) else None


def _groups(said: str, today: date) -> list[_Group] | None:
    """The pieces of what was said, put together; None if one of them is not understood."""
    groups: list[_Group] = []
    second, at = False, 0
    while at < len(said):
        if found := _AGAIN.match(said, at):
            if not groups or (again := _date(found, today)) is None:
                return None
            groups[-1].again = again
        elif found := _EVERY_SECOND.match(said, at):
            if _days_follow(said, found.end()):
                second = True
                if not groups or groups[-1].said:
                    groups.append(_Group())
            elif groups:
                groups[-1].days = [(day, True) for day, _ in groups[-1].days]
            else:
                return None
        elif found := _SOME_DAYS.match(said, at):
            if not groups or groups[-1].said:
                groups.append(_Group())
                second = False
            groups[-1].days += [(day, second) for day in _named(*found.groups())]
        elif found := _SPAN.match(said, at):
            span = _span(*found.groups())
            if not groups or span is None:
                return None
            groups[-1].spans.append(span)
        elif found := _FREE.match(said, at):
            if not groups or groups[-1].said:
                return None
            groups[-1].free = True
        elif not (found := _FILLING.match(said, at)):
            return None
        at = found.end()
    return groups


def _days_follow(said: str, at: int) -> bool:
    while found := _FILLING.match(said, at):
        at = found.end()
    return _SOME_DAYS.match(said, at) is not None


def _named(group: str | None, first: str | None, last: str | None) -> list[int]:
    if group or not first:
        return list(DAY_GROUPS[group or ""])
    begin, end = DAY_NAMES[first], DAY_NAMES[last or first]
    return [day % WEEK for day in range(begin, end + 1 if end >= begin else end + WEEK + 1)]


def _phase(group: _Group, today: date) -> int | None:
    """Which of two weeks "every second" means: the one of the date that was said, or of the next day that comes."""
    days = {day for day, second in group.days if second}
    if group.again is not None:
        return _week(group.again) if group.again.weekday() in days else None
    coming = (today + timedelta(days=step) for step in range(WEEK))
    return next((_week(day) for day in coming if day.weekday() in days), 0)


def _week(day: date) -> int:
    return (day.toordinal() - 1) // WEEK % 2


def _date(found: re.Match[str], today: date) -> date | None:
    """A day and a month, in the year in which it is nearest: "again on 3 Dec" was still true on the 4th."""
    month = int(found["number"] or 0) or MONTHS[folded(found["month"] or found["month_first"])]
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date(year, month, int(found["day"] or found["day_last"])))
        except ValueError:
            continue
    return min(near, key=lambda day: abs(day - today), default=None)


def _span(first: str, last: str) -> tuple[int, int] | None:
    """Start and end in minutes; an end beyond a day's is on the next. Half days are settled as people mean them:
    "9–5" ends in the afternoon, "1–5pm" begins there too, and so does "halb zwei bis fünf"."""
    half_of_day = re.search(r"[ap]\.?m\.?$", last)
    if half_of_day and not is_marked(first):
        same = read_clock(first + half_of_day.group())
        end = read_clock(last)
        if same is not None and end is not None and same < end:  # "1–5pm"; "9–5pm" begins in the morning
            first += half_of_day.group()
    start, end = 0 if first in _MIDNIGHT[-2:] else read_clock(first), DAY if last in _MIDNIGHT else read_clock(last)
    if start is None or end is None:
        return None
    if not is_marked(last) and 0 < end < start <= HALF_DAY:
        if start - end <= SLIP:
            return None
        end += HALF_DAY
    if is_spoken(first) and start in AFTERNOON:
        later = end if end > start + HALF_DAY else end + HALF_DAY
        if 0 < later - start - HALF_DAY <= HALF_DAY // 2 and (later == end or not is_marked(last)):
            start, end = start + HALF_DAY, later
    if start == end:
        return None
    if end < start:
        end += DAY
        return (start, end) if end - start <= LONGEST_NIGHT else None
    return start, end


def _merged(spans: list[list[int]]) -> list[list[int]]:
    """Spans in order, overlapping and touching ones as one."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged


def say_hours(hours: Hours, language: str, today: date) -> str:
    """ "Mo–Do 9–17 Uhr; Fr 9–12 Uhr", "Tue 9:00–13:00; every second Thu 9:00–13:00 (next on 3 Dec)"; as it can be read
    again."""
    kinds: dict[tuple[int | None, str], list[int]] = {}
    for day in range(WEEK):
        takes_turns = len(hours) > WEEK and hours[day] != hours[day + WEEK]
        for week in range(2) if takes_turns else [None]:
            if spans := hours[day + WEEK * (week or 0)]:
                said = ", ".join(say_span(start, end, language) for start, end in spans)
                kinds.setdefault((week, said), []).append(day)
    parts = []
    for (week, said), days in kinds.items():
        part = f"{say_days(days, language)} {said}"
        if week is not None:
            coming = (today + timedelta(days=step) for step in range(2 * WEEK))
            again = next(day for day in coming if day.weekday() in days and _week(day) == week)
            part = SECOND[language].format(part, format_date(again, _SHORT[language], LOCALES[language]))
        parts.append(part)
    return "; ".join(parts) or SAID_NONE[language]


SECOND = {"de": "jeden zweiten {} (wieder am {})", "en": "every second {} (next on {})"}
_SHORT = {"de": "d. MMM", "en": "d MMM"}
