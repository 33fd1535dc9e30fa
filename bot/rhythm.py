"""How often something comes round, as people type it, in German and English, and as it is read back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.hours import DAY_NAMES, DAYS, read_clock_alone, read_days, say_days
from bot.lazily import lazily
from bot.times import WEEK, Off, never, next_by_rule, next_occurrence
from bot.wording import say_list

LONGEST = 80  # characters
RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # RFC 5545, 3.3.10
WORKING = ",".join(RULE_DAYS[:5])
MOST_WEEKS, MOST_DAYS = 12, 60  # between two times
WEEKS_OFTEN = 3  # up to which once a month is rarer
LAST_SAFE_DAY = 28  # every month has it


@dataclass(frozen=True)
class Rhythm:
    """Weekdays of every week, Monday is 0; or an RFC 5545 rule, counted from the day on which it ``begins``."""

    days: tuple[int, ...] = ()
    rule: str = ""
    begins: date | None = None

    def next(self, minute: int, zone: str, after: datetime, *, off: Off = never) -> datetime | None:
        """The next time its days show that minute, later than ``after`` and on no day off. None if there is none."""
        if self.begins is None:
            return next_occurrence(self.days, minute, zone, after, off=off)
        return next_by_rule(self.rule, self.begins, minute, zone, after, off=off)


class Unread(StrEnum):
    """Why words are no rhythm."""

    UNKNOWN = "unknown"
    TOO_OFTEN = "often"  # once a day is the most that anybody is asked
    NO_DAY = "day"  # "monthly", but when?
    THIRD = "third"  # "every third Thursday" is one of the month, or of every three weeks


_END = r"(?![a-zäöüß])"
_DAY = rf"(?:{'|'.join(sorted(DAY_NAMES, key=len, reverse=True))}){_END}\.?"
_DAYS_SAID = rf"(?P<days>{_DAY}(?:[\s,;/&–—-]+(?:(?:und|and|bis|to){_END}\s*)?{_DAY})*)"
_NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "two": 2, "three": 3, "four": 4}
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|{'|'.join(_NUMBERS)})"
_PLACES = {
    "erste": 1, "first": 1, "1st": 1, "1.": 1,
    "zweite": 2, "second": 2, "2nd": 2, "2.": 2,
    "dritte": 3, "third": 3, "3rd": 3, "3.": 3,
    "vierte": 4, "fourth": 4, "4th": 4, "4.": 4,
    "letzte": -1, "last": -1,
}  # fmt: skip
_PLACE = rf"(?P<place>{'|'.join(map(re.escape, _PLACES))})[nrs]?"
_SECOND = r"(?:zweite[nrs]?|2\.|second|2nd|other)"
_EACH = r"(?:jede[nrs]?|every|each)"
_ON = r"(?:\s*,?\s*(?:am|an|on|the|immer|jeweils)\b)*\s*"
_OF_THE_MONTH = r"\s+(?:im|des|eines|jedes|jeden|of\s+the|of\s+every|of\s+each|every|each|a)\s+(?:monats?|month)"
_FORTNIGHT = (
    r"(?:alle\s+14\s+tage|14-tägig|14-täglich|zweiwöchentlich|fortnightly|bi-?weekly"
    rf"|{_EACH}\s+{_SECOND}\s+(?:woche|week))"
)
_WEEKS = rf"(?:{_FORTNIGHT}|(?:alle|every)\s+{_NUMBER}\s+(?:wochen|weeks))"
_WEEKLY = r"(?:wöchentlich|weekly|jede\s+woche|every\s+week|einmal\s+(?:die|pro|in\s+der)\s+woche|once\s+a\s+week)"
_MONTH_DAY = r"(?:[0-9]{1,2})(?:\.|st|nd|rd|th)?"
_MONTH_DAYS = rf"(?P<dates>{_MONTH_DAY}(?:\s*(?:,|und\b|and\b|\+|&|the\b|on\b|am\b|\s)+\s*{_MONTH_DAY})*)"
_MONTHLY = r"(?:monatlich|monthly|jeden\s+monat|every\s+month)"
_WORKING_DAY = r"(?:werktag|arbeitstag|working\s+day|workday|business\s+day|weekday)"
_TOO_OFTEN = lazily(
    r"minut|stunde|stünd|\bhour|\bmin\b|[0-9]\s*h\b|sekund|second(?:s\b|ly)|(?:zwei|drei|mehr)mal\s+(?:am|pro|täglich)"
    r"|(?:twice|times)\s+(?:a|per)\s+day"
)


def read_rhythm(text: str, today: date) -> Rhythm | Unread:
    """A rhythm in words: "Mo, Mi, Fr", "every second Thursday", "alle 3 Tage", "am letzten Werktag im Monat", "on the
    1st and 15th". What counts from a day counts from the next one it fits, ``today`` being one of them."""
    said = " ".join(text.casefold().split()).strip(" .!,")
    if _TOO_OFTEN.search(said):
        return Unread.TOO_OFTEN
    for pattern, make in _READINGS:
        if (found := pattern.fullmatch(said)) and (rhythm := make(found, today)):
            return rhythm
    return next((why for pattern, why in _LACKING if pattern.fullmatch(said)), Unread.UNKNOWN)


def read_rhythm_at(text: str, today: date) -> tuple[Rhythm, int | None] | Unread:
    """The same with a time of day behind it, in minutes, if there is one: "every second Thu at 9:30"."""
    rhythm = read_rhythm(text, today)
    if isinstance(rhythm, Rhythm):
        return rhythm, None
    words = text.split()
    for length in range(1, min(5, len(words))):
        minute = read_clock_alone(" ".join(words[-length:]).strip(",."))
        before = read_rhythm(" ".join(words[:-length]), today)
        if minute is not None and isinstance(before, Rhythm):
            return before, minute
    return rhythm


def say_rhythm(rhythm: Rhythm, language: str) -> str:
    """ "Mo–Fr", "every second Thu", "am 1. und 15. im Monat"; as it can be read again."""
    says = _SAYS[language]
    if rhythm.begins is None:
        return says.week.format(say_days(rhythm.days, language))
    parts = dict(part.split("=") for part in rhythm.rule.split(";"))
    number, by_day = int(parts.get("INTERVAL", 1)), parts.get("BYDAY", "")
    if parts["FREQ"] == "DAILY":
        return says.every_days.format(number)
    if parts["FREQ"] == "WEEKLY":
        days = [RULE_DAYS.index(day) for day in by_day.split(",")]
        phrase = says.second if (number, len(days)) == (2, 1) else says.every_weeks
        return phrase.format(say_days(days, language), number)
    if "BYSETPOS" in parts:
        return says.working_day.format(says.places[int(parts["BYSETPOS"])])
    if by_day:
        return says.weekday.format(says.places[int(by_day[:-2])], DAYS[language][RULE_DAYS.index(by_day[-2:])])
    if parts["BYMONTHDAY"] == "-1":
        return says.last_day
    return says.dates.format(say_list((says.date(int(day)) for day in parts["BYMONTHDAY"].split(",")), language))


def rarer(rhythm: Rhythm, today: date) -> Rhythm | None:
    """The next rarer rhythm: of most of the week two days are left, of two days one, then every second week, then once
    a month. None where it is rare already."""
    if rhythm.begins is None:
        days = rhythm.days
        if len(days) > WEEK // 2:
            return Rhythm((days[0], days[(len(days) + 1) // 2]))
        return Rhythm(days[:1]) if len(days) > 1 else _weeks(2, list(days), today)
    daily, weekly = (re.match(rf"FREQ={unit};INTERVAL=([0-9]+)", rhythm.rule) for unit in ("DAILY", "WEEKLY"))
    if daily and int(daily[1]) < WEEK:
        return Rhythm((rhythm.begins.weekday(),))
    if weekly and int(weekly[1]) <= WEEKS_OFTEN:
        return _monthly(f"BYDAY=1{rhythm.rule[-2:]}", today)
    return None


def _weeks(number: int, days: list[int], today: date) -> Rhythm | None:
    if number == 1:
        return Rhythm(tuple(days))
    if not 1 < number <= MOST_WEEKS or not days:
        return None
    first = min(today + timedelta(days=(day - today.weekday()) % WEEK) for day in days)
    names = ",".join(RULE_DAYS[day] for day in days)
    # From the Monday of that week, so that all its days belong to the same one.
    return Rhythm(rule=f"FREQ=WEEKLY;INTERVAL={number};BYDAY={names}", begins=first - timedelta(days=first.weekday()))


def _monthly(rest: str, today: date) -> Rhythm:
    return Rhythm(rule=f"FREQ=MONTHLY;{rest}", begins=today.replace(day=1))


def _number(found: re.Match[str]) -> int:
    said = found["number"]
    return 2 if said is None else _NUMBERS.get(said) or int(said)


def _every_week(found: re.Match[str], _: date) -> Rhythm | None:
    days = read_days(found["said"])
    return Rhythm(tuple(days)) if days else None


def _always(days: int) -> "_Make":
    return lambda _found, _today: Rhythm(tuple(range(days)))


def _every_weeks(found: re.Match[str], today: date) -> Rhythm | None:
    days = read_days(found["days"])
    return _weeks(_number(found) if "number" in found.re.groupindex else 2, days, today) if days else None


def _every_days(found: re.Match[str], today: date) -> Rhythm | None:
    number = _number(found)
    if number == 1:
        return Rhythm(tuple(range(WEEK)))
    return Rhythm(rule=f"FREQ=DAILY;INTERVAL={number}", begins=today) if 1 < number <= MOST_DAYS else None


def _every_nth(found: re.Match[str], today: date) -> Rhythm | None:
    return _monthly(f"BYDAY={_PLACES[found['place']]}{RULE_DAYS[DAY_NAMES[found['day'].strip('.')]]}", today)


def _every_working_day(found: re.Match[str], today: date) -> Rhythm | None:
    return _monthly(f"BYDAY={WORKING};BYSETPOS={_PLACES[found['place']]}", today)


def _every_last(_: re.Match[str], today: date) -> Rhythm | None:
    return _monthly("BYMONTHDAY=-1", today)


def _every_date(found: re.Match[str], today: date) -> Rhythm | None:
    numbers = sorted({int(each) for each in re.findall("[0-9]+", found["dates"])})
    if numbers == [31]:
        return _every_last(found, today)
    if not 1 <= numbers[0] <= numbers[-1] <= LAST_SAFE_DAY:
        return None  # some months have no such day
    return _monthly(f"BYMONTHDAY={','.join(map(str, numbers))}", today)


_Make = Callable[[re.Match[str], date], Rhythm | None]
_READINGS: tuple[tuple[re.Pattern[str], _Make], ...] = tuple(
    (lazily(pattern), make)
    for pattern, make in (
        (rf"{_EACH}\s+(?:{_WORKING_DAY}|wochentag)", _always(5)),
        (rf"{_EACH}\s+(?:tag|day)", _always(WEEK)),
        (rf"(?:(?:wöchentlich|weekly|jede\s+woche|every\s+week){_ON})?(?:{_EACH}\s+)?{_ON}(?P<said>.+)", _every_week),
        (rf"{_EACH}\s+{_SECOND}\s+{_DAYS_SAID}", _every_weeks),
        (rf"{_WEEKS}{_ON}{_DAYS_SAID}", _every_weeks),
        (rf"{_DAYS_SAID}\s*,?\s*{_WEEKS}", _every_weeks),
        (rf"(?:(?:alle|every)\s+{_NUMBER}\s+(?:tage|days)|{_EACH}\s+{_SECOND}\s+(?:tag|day))", _every_days),
        (rf"(?:{_EACH}\s+)?{_ON}{_PLACE}\s+(?P<day>{_DAY}){_OF_THE_MONTH}", _every_nth),
        (rf"(?:{_EACH}\s+)?{_ON}(?P<place>erste|letzte|first|last)[nrs]?\s+(?P<day>{_DAY})", _every_nth),
        (rf"(?:{_EACH}\s+)?{_ON}{_PLACE}\s+{_WORKING_DAY}(?:{_OF_THE_MONTH})?", _every_working_day),
        (rf"(?:{_EACH}\s+)?{_ON}(?:letzte[nrs]?\s+tag|last\s+day){_OF_THE_MONTH}|am\s+monatsletzten", _every_last),
        (rf"(?:{_MONTHLY}\s+)?{_ON}{_MONTH_DAYS}(?:{_OF_THE_MONTH})?", _every_date),
    )
)


_LACKING = (
    (lazily(rf"(?:{_MONTHLY}|einmal\s+im\s+monat|once\s+a\s+month|{_WEEKS}|{_WEEKLY}){_ON}"), Unread.NO_DAY),
    (lazily(rf"{_EACH}\s+(?:dritte|vierte|3\.|4\.|third|fourth|3rd|4th)[nrs]?\s+{_DAY}"), Unread.THIRD),
)


def _st(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 != 1 else "th"
    return f"{number}{ending}"


class _Phrases(NamedTuple):
    """How a language says a rhythm: ``{0}`` is the days, or which of the month's it is, ``{1}`` the number of weeks."""

    week: str
    second: str
    every_weeks: str
    every_days: str
    weekday: str
    working_day: str
    last_day: str
    dates: str
    date: Callable[[int], str]
    places: Mapping[int, str]


_SAYS = {
    "de": _Phrases(
        week="{0}",
        second="jeden zweiten {0}",
        every_weeks="alle {1} Wochen {0}",
        every_days="alle {0} Tage",
        weekday="jeden {0} {1} im Monat",
        working_day="am {0} Werktag im Monat",
        last_day="am letzten Tag im Monat",
        dates="am {0} im Monat",
        date="{}.".format,
        places={1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", -1: "letzten"},
    ),
    "en": _Phrases(
        week="on {0}",
        second="every second {0}",
        every_weeks="every {1} weeks on {0}",
        every_days="every {0} days",
        weekday="on the {0} {1} of the month",
        working_day="on the {0} working day of the month",
        last_day="on the last day of the month",
        dates="on the {0} of the month",
        date=_st,
        places={1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"},
    ),
}
