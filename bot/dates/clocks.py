"""Hours and parts of the day, as they are written and as they are spoken. Minutes count from local midnight."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dates.readings import Precision, Why
from bot.dates.words import HOUR, HOURS, MONTH, folded
from bot.lazily import lazily

NOON = 12 * 60
MIDNIGHT = 24 * 60
_LAST_MINUTE = MIDNIGHT - 1


@dataclass(frozen=True)
class Clock:
    """The wall times that an hour may mean: the ``likely`` ones, or if they are over the ``other`` ones.

    Two likely ones are asked about. ``bare``: a number that is an hour only beside a day or a part of it.
    """

    likely: tuple[int, ...]
    other: tuple[int, ...] = ()
    bare: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the day: when it is meant if no hour is said, when it is over, and which hours belong to it."""

    start: int
    over: int
    first: int
    last: int
    precision: Precision = Precision.PART_OF_DAY


WHOLE_DAY = Part(17 * 60, _LAST_MINUTE, NOON, MIDNIGHT, Precision.DAY)
_MORNING = Part(9 * 60, NOON, 3 * 60, NOON)
_PARTS = {
    "morgens früh frühmorgens morning first_thing": _MORNING,
    "vormittag vormittags forenoon": Part(11 * 60, NOON, 6 * 60, 13 * 60),
    "mittag mittags noon midday lunch lunchtime": Part(NOON, 14 * 60, 11 * 60, 15 * 60),
    "nachmittag nachmittags afternoon": Part(15 * 60, 18 * 60, NOON, 19 * 60),
    "abend abends evening": Part(18 * 60, _LAST_MINUTE, 16 * 60, MIDNIGHT),
    "nacht nachts night": Part(22 * 60, _LAST_MINUTE, 19 * 60, MIDNIGHT + 6 * 60),
    "eod eob cob feierabend tagesende ende_des_tages geschäftsschluss büroschluss "
    "end_of_day end_of_the_day end_of_today end_of_business close_of_business": WHOLE_DAY,
    # "Freitag Morgen" is a morning; "morgen" alone is tomorrow, as days are looked for first.
    "morgen": _MORNING,
}
PARTS = {folded(word.replace("_", " ")): part for words, part in _PARTS.items() for word in words.split()}


def _written(match: re.Match[str]) -> Clock | Why:
    """A time of 24 hours. "3:30" without "Uhr" or a leading zero may as well be in the afternoon, and is asked."""
    hour, minute = _number(match["hour"]), int(match["minute"] or 0)
    at = hour * 60 + minute
    if minute > 59 or at > MIDNIGHT:
        return Why.IMPOSSIBLE
    if match["uhr"] != "uhr" and not match["hour"].startswith("0") and 1 <= hour <= 6:
        return Clock((at, at + NOON))
    return Clock((at,))


def _halved(match: re.Match[str]) -> Clock | Why:
    """A time of twice 12 hours; "15:00 pm" is understood."""
    hour, minute = _number(match["hour"]), int(match["minute"] or 0)
    late = match["half"].startswith("p")
    if minute > 59 or not 1 <= hour <= (23 if late else 12):
        return Why.IMPOSSIBLE
    return Clock(((hour % 12 + 12 * late) * 60 + minute,))


def _bare(match: re.Match[str]) -> Clock | Why:
    """A number alone: 1 to 6 is asked, 7 to 11 is in the morning unless that is over, the rest is of 24 hours."""
    at = _number(match["hour"]) * 60
    bare = not (match["about"] or match["oclock"])
    if at > MIDNIGHT:
        return Why.IMPOSSIBLE
    if 60 <= at < 7 * 60:
        return Clock((at, at + NOON), bare=bare)
    return Clock((at,), (at + NOON,) if 7 * 60 <= at < NOON else (), bare)


def _midnight(_: re.Match[str]) -> Clock:
    """The end of the day that is named, as whoever sets a deadline means it."""
    return Clock((MIDNIGHT,))


_QUARTERS = {"viertel": 15, "quarter": 15, "a quarter": 15, "half": 30}
# What is said before the full hour, in minutes.
_BEFORE = {"halb": -30, "viertel": -45, "dreiviertel": -15, "drei viertel": -15, "half": 30}


def _spoken(match: re.Match[str]) -> Clock | Why:
    """ "halb drei", "quarter past nine": of 12 hours, and the one between 7 and 19 o'clock unless that is over."""
    said = match.groupdict()
    hour = _number(match["hour"])
    if hour > 24:
        return Why.IMPOSSIBLE
    at = hour * 60 + _BEFORE.get(said.get("before") or "", 0)
    if step := said.get("step"):
        minutes = _QUARTERS[step] if step in _QUARTERS else _number(step)
        if minutes > 59:
            return Why.IMPOSSIBLE
        at += -minutes if match["way"] in ("vor", "to", "before") else minutes
    if half := said.get("half"):
        return Clock((at % NOON + NOON * half.startswith("p"),))
    if hour > 12:
        return Clock((at,))
    early, late = at % NOON, at % NOON + NOON
    return Clock((early,), (late,)) if early >= 7 * 60 else Clock((late,), (early,))


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else HOURS[word]


_END = r"(?![a-z0-9])"
_ABOUT = r"(?:(?:um|at|@|gegen|around|about|circa|zirka|ca\.?) ?)"
_NUMBER = rf"(?:[0-9]{{1,2}}|{HOUR}(?![a-z]))"
_HALF = r"(?P<half>[ap]\.?m\b\.?)"
_MINUTES_DE = rf"(?P<step>viertel|{_NUMBER})(?: minuten?)? (?P<way>vor|nach) "
_MINUTES_EN = (
    rf"(?P<step>a quarter|quarter|half|{HOUR}|[0-9]{{1,2}}(?= min))(?: minutes?)? (?P<way>past|after|to|before) "
)

Read = Callable[[re.Match[str]], Clock | Why]
_RULES: tuple[tuple[str, Read], ...] = (
    (rf"{_ABOUT}*(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})(?::[0-9]{{2}})? ?(?P<uhr>uhr|hrs?|h)?", _written),
    (
        rf"{_ABOUT}*(?P<hour>{_NUMBER}) ?(?P<uhr>uhr|hrs|h)(?: ?(?P<minute>[0-9]{{2}})(?! ?(?:[.:/0-9-]|{MONTH})))?",
        _written,
    ),
    # "um 9 am Freitag" is German, and its "am" no half of the day: there is no "um" here.
    (rf"(?:(?:@|at|around|about) ?)*(?P<hour>{_NUMBER})(?:[:.](?P<minute>[0-9]{{2}}))? ?{_HALF}", _halved),
    (rf"{_ABOUT}*(?:mitternacht|midnight)", _midnight),
    (rf"{_ABOUT}*(?:{_MINUTES_DE})?(?P<before>halb) (?P<hour>{_NUMBER})(?: uhr)?", _spoken),
    (rf"{_ABOUT}*{_MINUTES_DE}(?P<hour>{_NUMBER})(?: uhr)?", _spoken),
    (rf"{_ABOUT}*(?P<before>(?:drei ?)?viertel) (?P<hour>{_NUMBER})(?: uhr)?", _spoken),
    (rf"{_ABOUT}*{_MINUTES_EN}(?P<hour>{_NUMBER})(?: ?{_HALF}| ?o ?clock)?", _spoken),
    (rf"{_ABOUT}*(?P<before>half) (?P<hour>{_NUMBER})(?: ?{_HALF})?", _spoken),
    (rf"(?P<about>{_ABOUT}*)(?P<hour>{_NUMBER})(?P<oclock> ?o ?clock)?(?![:/][0-9]|\.[0-9])", _bare),
)
RULES = tuple((lazily(pattern + _END), read) for pattern, read in _RULES)
PART = lazily(
    rf"(?:(?:(?:first thing )?in the|in der|am|at|gegen|around|zum|zu|vor) )?"
    rf"(?P<part>{'|'.join(sorted(map(re.escape, PARTS), key=len, reverse=True))}){_END}"
)


def in_part(clock: Clock, part: Part) -> Clock | Why:
    """The hour in that part of the day: "8 Uhr abends" is 20:00. ``IMPOSSIBLE`` if it isn't in it."""
    base = min(clock.likely + clock.other)
    for at in (base, base + NOON, base + MIDNIGHT):
        if part.first <= at <= part.last:
            return Clock((at,))
    return Why.IMPOSSIBLE
