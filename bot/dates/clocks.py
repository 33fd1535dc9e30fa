"""Hours and parts of the day, as they are written and as they are spoken. Minutes count from local midnight."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dates.readings import Precision, Why
from bot.dates.words import COUNTS, HOUR, folded

NOON = 12 * 60
MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Clock:
    """The wall times that an hour may mean: the ``likely`` ones, else the ``other``.

    Two likely ones are asked about. ``bare``: a number that is an hour only beside a day or a part of it.
    """

    likely: tuple[int, ...]
    other: tuple[int, ...] = ()
    bare: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the day: when it is meant if nothing else is said, when it is over, and which hours belong to it."""

    start: int
    over: int
    first: int
    last: int
    precision: Precision = Precision.PART_OF_DAY


@dataclass(frozen=True)
class ClockRule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], "Clock | Why"]


_LAST_MINUTE = MIDNIGHT - 1
WHOLE_DAY = Part(17 * 60, _LAST_MINUTE, NOON, MIDNIGHT, Precision.DAY)
_PARTS = {
    "morgens früh frühmorgens morning": Part(9 * 60, NOON, 3 * 60, NOON),
    "vormittag vormittags forenoon": Part(11 * 60, NOON, 6 * 60, 13 * 60),
    "mittag mittags noon midday lunch lunchtime": Part(NOON, 14 * 60, 11 * 60, 15 * 60),
    "nachmittag nachmittags afternoon": Part(15 * 60, 18 * 60, NOON, 19 * 60),
    "abend abends evening": Part(18 * 60, _LAST_MINUTE, 16 * 60, MIDNIGHT),
    "nacht nachts night": Part(22 * 60, _LAST_MINUTE, 19 * 60, MIDNIGHT + 6 * 60),
    "eod cob feierabend tagesende geschäftsschluss büroschluss end_of_day end_of_the_day end_of_business "
    "close_of_business ende_des_tages": WHOLE_DAY,
}
PARTS = {folded(word.replace("_", " ")): part for words, part in _PARTS.items() for word in words.split()}
# "Freitag Morgen" is a morning, "Morgen" alone is tomorrow: the day is looked for first.
PARTS["morgen"] = PARTS["morning"]

_END = r"(?![a-z0-9])"
_ABOUT = r"(?:(?:um|at|@|gegen|around|about|circa|ca\.?|zirka) ?)"
PART = re.compile(
    rf"(?:{_ABOUT}|(?:in the|in der|am|zum|zu|vor|first thing) )?"
    rf"(?P<part>{'|'.join(sorted(map(re.escape, PARTS), key=len, reverse=True))}){_END}"
)

_NUMBER = rf"(?:[0-9]{{1,2}}|{HOUR}(?![a-z]))"
_HALF_DAY = r"(?P<half>[ap]\.?m\b\.?)"


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else COUNTS[word]


def _written(match: re.Match[str]) -> Clock | Why:
    """A time of 24 hours. "3:30" without "Uhr" or a leading zero may as well be in the afternoon, and is asked."""
    hour, minute = _number(match["hour"]), int(match["minute"] or 0)
    at = hour * 60 + minute
    if minute > 59 or at > MIDNIGHT:
        return Why.IMPOSSIBLE
    if not match["uhr"] and 1 <= hour <= 6 and not match["hour"].startswith("0"):
        return Clock((at, at + NOON))
    return Clock((at,))


def _halved(match: re.Match[str]) -> Clock | Why:
    """A time of twice 12 hours; "15:00 pm" is understood."""
    hour, minute = _number(match["hour"]), int(match["minute"] or 0)
    late = match["half"].startswith("p")
    if minute > 59 or hour > 23 or (hour > 12 and not late) or hour == 0:
        return Why.IMPOSSIBLE
    return Clock(((hour % 12 + 12 * late) * 60 + minute,))


def _bare(match: re.Match[str]) -> Clock | Why:
    """A number alone: 1 to 6 is asked, 7 to 11 is in the morning unless that is over, the rest is of 24 hours."""
    hour = _number(match["hour"])
    if hour > 24:
        return Why.IMPOSSIBLE
    bare = not (match["about"] or match["oclock"])
    if 1 <= hour <= 6:
        return Clock((hour * 60, hour * 60 + NOON), bare=bare)
    if 7 <= hour <= 11:
        return Clock((hour * 60,), (hour * 60 + NOON,), bare=bare)
    return Clock((hour * 60,), bare=bare)


def _spoken(match: re.Match[str]) -> Clock | Why:
    """"halb drei", "quarter past nine": of 12 hours, and the one between 7 and 19 o'clock unless that is over."""
    words = match.groupdict()
    minute = _number(match["hour"]) * 60
    if minute > 24 * 60:
        return Why.IMPOSSIBLE
    if words.get("halb"):
        minute -= 30
    if words.get("half"):
        minute += 30
    if words.get("quarter"):
        minute += {"viertel": -45}.get(match["quarter"], -15)
    if match["step"]:
        step = {"viertel": 15, "quarter": 15, "a quarter": 15, "half": 30}.get(match["step"]) or _number(match["step"])
        minute += step if match["way"] in ("nach", "past", "after") else -step
    if words.get("half_day"):
        late = match["half_day"].startswith("p")
        return Clock((minute % NOON + NOON * late,))
    if minute >= 13 * 60:
        return Clock((minute % MIDNIGHT,))
    early, late_one = minute % NOON, minute % NOON + NOON
    return Clock((early,), (late_one,)) if early >= 7 * 60 else Clock((late_one,), (early,))


def _midnight(match: re.Match[str]) -> Clock:
    """The end of the day that is named, as people who set a deadline mean it."""
    return Clock((MIDNIGHT,))


_WAY_DE, _WAY_EN = r"(?P<way>vor|nach)", r"(?P<way>past|to|after|before|til)"
_STEP = rf"(?:[0-9]{{1,2}}|{HOUR})"
_RULES: tuple[tuple[str, Callable[[re.Match[str]], Clock | Why]], ...] = (
    (
        rf"{_ABOUT}*(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})(?::[0-9]{{2}})? ?(?P<uhr>uhr|hrs?|h)?",
        _written,
    ),
    (
        rf"{_ABOUT}*(?P<hour>{_NUMBER}) ?(?P<uhr>uhr|hrs|h)"
        r"(?: ?(?P<minute>[0-9]{2})(?! ?(?:[.:/0-9-]|[a-z])))?",
        _written,
    ),
    (
        # "um 9 am Freitag" is German, and its "am" no half of the day.
        rf"(?:(?:@|at|around|about) ?)*(?P<hour>{_NUMBER})(?:[:.](?P<minute>[0-9]{{2}}))? ?{_HALF_DAY}",
        _halved,
    ),
    (rf"{_ABOUT}*(?:mitternacht|midnight)", _midnight),
    (
        rf"{_ABOUT}*(?:(?P<step>{_STEP}|viertel)(?: minuten?)? {_WAY_DE} )?(?P<halb>halb) (?P<hour>{_NUMBER})(?: uhr)?",
        _spoken,
    ),
    (
        rf"{_ABOUT}*(?P<step>{_STEP}|viertel)(?: minuten?)? {_WAY_DE} (?P<hour>{_NUMBER})(?: uhr)?",
        _spoken,
    ),
    (
        rf"{_ABOUT}*(?P<quarter>viertel|(?:drei ?)viertel)(?P<step>)(?P<way>) (?P<hour>{_NUMBER})(?: uhr)?",
        _spoken,
    ),
    (
        rf"{_ABOUT}*(?P<step>{_STEP}|a quarter|quarter|half)(?: minutes?)? {_WAY_EN} (?P<hour>{_NUMBER})"
        r"(?: ?(?P<half_day>[ap]\.?m\b\.?)| ?o ?clock)?",
        _spoken,
    ),
    (
        rf"{_ABOUT}*(?P<half>half) (?P<step>)(?P<way>)(?P<hour>{_NUMBER})(?: ?(?P<half_day>[ap]\.?m\b\.?))?",
        _spoken,
    ),
    (
        rf"(?P<about>{_ABOUT}*)(?P<hour>{_NUMBER})(?P<oclock> ?o ?clock)?(?![:/][0-9]|\.[0-9])",
        _bare,
    ),
)
RULES = tuple(ClockRule(re.compile(pattern + _END), read) for pattern, read in _RULES)


def in_part(clock: Clock, part: Part) -> Clock | Why:
    """The hour in that part of the day: "8 Uhr abends" is 20:00. ``IMPOSSIBLE`` if it isn't in it."""
    base = clock.likely[0] % NOON if clock.bare or clock.other or len(clock.likely) > 1 else clock.likely[0]
    for at in (base, base + NOON, base + MIDNIGHT):
        if part.first <= at <= part.last:
            return Clock((at,))
    return Why.IMPOSSIBLE


