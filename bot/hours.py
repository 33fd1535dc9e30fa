"""Times of day and weekdays as people type them, in German and English, and as they are read back."""

import re
from collections.abc import Iterable
from itertools import groupby

from bot.times import DAY
from bot.wording import say_list

DAYS = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_NAMES = (
    ("mo", "mon", "monday", "montag", "montags", "mondays"),
    ("di", "tu", "tue", "tues", "tuesday", "dienstag", "dienstags", "tuesdays"),
    ("mi", "we", "wed", "wednesday", "mittwoch", "mittwochs", "wednesdays"),
    ("do", "th", "thu", "thur", "thurs", "thursday", "donnerstag", "donnerstags", "thursdays"),
    ("fr", "fri", "friday", "freitag", "freitags", "fridays"),
    ("sa", "sat", "saturday", "samstag", "samstags", "sonnabend", "saturdays"),
    ("so", "su", "sun", "sunday", "sonntag", "sonntags", "sundays"),
)
DAY_NAMES = {name: day for day, names in enumerate(_NAMES) for name in names}
_GROUPS = {
    ("werktags", "wochentags", "weekdays", "workdays"): range(5),
    ("täglich", "taeglich", "jeden tag", "every day", "daily"): range(7),
    ("wochenende", "am wochenende", "weekend", "weekends"): range(5, 7),
}
DAY_GROUPS = {name: tuple(days) for names, days in _GROUPS.items() for name in names}
DAY_GROUPS |= {name.replace(" ", "_"): days for name, days in DAY_GROUPS.items()}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})|\s*uhr\s*(\d{2})|h(\d{2}))?\s*(uhr|h|am|pm|a\.m\.|p\.m\.)?")
_HALF = re.compile(r"(halb|viertel nach|viertel vor|half past|quarter past|quarter to)\s+(\w+)")
SHIFTS = {
    "halb": -30,
    "viertel nach": 15,
    "viertel vor": -15,
    "half past": 30,
    "quarter past": 15,
    "quarter to": -15,
}
NUMBERS = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
NUMBERS_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
AFTERNOON = range(60, 6 * 60)  # "halb zwei" is said of the afternoon, "sechs" of the morning too
HALF_DAY = 12 * 60
_WORDS = {"mittag": 720, "mittags": 720, "noon": 720, "midday": 720}
_DASH = re.compile(r"\s*(?:[-–—]|\bbis\b|\bto\b|\buntil\b|\btill\b)\s*")


def read_clock(text: str) -> int | None:
    """Minutes since midnight: "9", "9:30", "9 Uhr 30", "halb zehn", "9am", "noon". None for anything else."""
    said = _plainly(text)
    if said in _WORDS:
        return _WORDS[said]
    half = _HALF.fullmatch(said)
    if half:
        hour = _hour(half.group(2))
        return None if hour is None else (hour * 60 + SHIFTS[half.group(1)]) % DAY
    found = _CLOCK.fullmatch(said)
    if not found:
        hour = _hour(said.removesuffix(" uhr"))
        return None if hour is None else hour * 60
    hour, minute = int(found.group(1)), int(found.group(2) or found.group(3) or found.group(4) or 0)
    half_of_day = (found.group(5) or "").replace(".", "")
    if half_of_day in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half_of_day == "pm" else 0)
    return hour * 60 + minute if hour <= 23 and minute <= 59 else None


def read_clock_alone(text: str) -> int | None:
    """The same of a clock that stands alone, with no other one to go by: "halb fünf" is said of the afternoon."""
    minute = read_clock(text)
    spoken = minute in AFTERNOON and is_spoken(_plainly(text))
    return minute + HALF_DAY if minute is not None and spoken else minute


def is_marked(clock: str) -> bool:
    """Whether it says which half of the day it means."""
    return re.search(r"^0|uhr|h$|[ap]\.?m\.?$|mi|noon", clock) is not None


def is_spoken(clock: str) -> bool:
    """Whether the hour is said in words, and not which half of the day is meant."""
    return not is_marked(clock) and re.match("[0-9]", clock) is None


def _plainly(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("um ").removeprefix("at ")


def _hour(word: str) -> int | None:
    for numbers in (NUMBERS, NUMBERS_EN):
        if word in numbers:
            return numbers.index(word)
    return int(word) if re.fullmatch("[0-9]{1,2}", word) and int(word) <= 23 else None


def read_days(text: str) -> list[int] | None:
    """Weekdays, Monday is 0: "Mo, Mi, Fr", "Mon–Fri", "werktags". None for anything else."""
    said = " ".join(text.casefold().replace(".", "").split())
    found: set[int] = set()
    for part in re.split(r"\s*(?:,|;|/|&|\bund\b|\band\b|\s)\s*(?![-–—]|bis\b|to\b)", _joined(said)):
        if part in DAY_GROUPS:
            found |= set(DAY_GROUPS[part])
            continue
        ends = [DAY_NAMES.get(end) for end in part.split("-")]
        if None in ends or not 1 <= len(ends) <= 2:
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        found |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    return sorted(found) or None


def _joined(said: str) -> str:
    """The same with ranges as "mo-fr" and groups of two words as one."""
    for group in DAY_GROUPS:
        if " " in group:
            said = said.replace(group, group.replace(" ", "_"))
    return _DASH.sub("-", said)


def say_days(days: Iterable[int], language: str) -> str:
    """ "Mo, Mi und Fr", "Mon–Fri": three and more in a row as a range; as it can be read again."""
    names = DAYS[language]
    said: list[str] = []
    for _, run in groupby(enumerate(sorted(set(days))), key=lambda each: each[1] - each[0]):
        row = [day for _, day in run]
        said += [f"{names[row[0]]}–{names[row[-1]]}"] if len(row) >= 3 else [names[day] for day in row]
    return say_list(said, language)
