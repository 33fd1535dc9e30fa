"""Working hours and days as people type them, in German and English, and as they are read back."""

import re
from collections.abc import Iterable
from itertools import groupby

from bot.times import DAY, Hours
from bot.wording import say_clock

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
_DAY = {name: day for day, names in enumerate(_NAMES) for name in names}
_GROUPS = {
    ("werktags", "wochentags", "weekdays", "workdays"): range(5),
    ("täglich", "taeglich", "jeden tag", "every day", "daily"): range(7),
    ("wochenende", "am wochenende", "weekend", "weekends"): range(5, 7),
}
_GROUP = {name: tuple(days) for names, days in _GROUPS.items() for name in names}
_GROUP |= {name.replace(" ", "_"): days for name, days in _GROUP.items()}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})|\s*uhr\s*(\d{2})|h(\d{2}))?\s*(uhr|h|am|pm|a\.m\.|p\.m\.)?")
_HALF = re.compile(r"(halb|viertel nach|viertel vor|half past|quarter past|quarter to)\s+(\w+)")
_SHIFT = {
    "halb": -30,
    "viertel nach": 15,
    "viertel vor": -15,
    "half past": 30,
    "quarter past": 15,
    "quarter to": -15,
}
_NUMBERS = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
_NUMBERS_EN = [
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
_WORDS = {"mittag": 720, "mittags": 720, "noon": 720, "midday": 720}
_DASH = re.compile(r"\s*(?:[-–—]|\bbis\b|\bto\b|\buntil\b|\btill\b)\s*")


def read_clock(text: str) -> int | None:
    """Minutes since midnight: "9", "9:30", "9 Uhr 30", "halb zehn", "9am", "noon". None for anything else."""
    said = " ".join(text.casefold().split()).removeprefix("um ").removeprefix("at ")
    if said in _WORDS:
        return _WORDS[said]
    half = _HALF.fullmatch(said)
    if half:
        hour = _hour(half.group(2))
        return None if hour is None else (hour * 60 + _SHIFT[half.group(1)]) % DAY
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


def _hour(word: str) -> int | None:
    for numbers in (_NUMBERS, _NUMBERS_EN):
        if word in numbers:
            return numbers.index(word)
    return int(word) if re.fullmatch("[0-9]{1,2}", word) and int(word) <= 23 else None


def read_days(text: str) -> list[int] | None:
    """Weekdays, Monday is 0: "Mo, Mi, Fr", "Mon–Fri", "werktags". None for anything else."""
    said = " ".join(text.casefold().replace(".", "").split())
    found: set[int] = set()
    for part in re.split(r"\s*(?:,|;|/|&|\bund\b|\band\b|\s)\s*(?![-–—]|bis\b|to\b)", _joined(said)):
        if part in _GROUP:
            found |= set(_GROUP[part])
            continue
        ends = [_DAY.get(end) for end in part.split("-")]
        if None in ends or not 1 <= len(ends) <= 2:
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        found |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    return sorted(found) or None


def _joined(said: str) -> str:
    """The same with ranges as "mo-fr" and groups of two words as one."""
    for group in _GROUP:
        if " " in group:
            said = said.replace(group, group.replace(" ", "_"))
    return _DASH.sub("-", said)


def read_hours(text: str) -> Hours | None:
    """Weekly hours: "Mo–Fr 9–17", "Mon-Thu 9-12, 14-18; Sat 10-12". None for nonsense, no hours, or over midnight."""
    said = "\n".join(" ".join(line.split()) for line in text.casefold().splitlines())
    hours: Hours = [[] for _ in range(7)]
    days: list[int] | None = None
    for part in _parts(said):
        named, spans = part
        days = read_days(named) if named else days
        if days is None or not spans:
            return None
        for start, end in spans:
            for day in days:
                hours[day].append([start, end])
    merged = [_merged(spans) for spans in hours]
    return merged if any(merged) else None


def _parts(said: str) -> Iterable[tuple[str, list[tuple[int, int]]]]:
    """Each run of days with the spans behind it; what can't be read comes without any."""
    for piece in re.split(r"\s*[;\n]\s*", said):
        if not piece:
            continue
        read = 0
        for found in re.finditer(r"([^\d]*?)((?:\d[^;]*?)(?=,\s*[a-zäöü]{2,}|$)|(?:\bhalb\b.*$))", piece):
            named, clocks = found.groups()
            read = found.end()
            spans = [_span(span) for span in re.split(r"\s*(?:,|\bund\b|\band\b|&)\s*", clocks.strip(" ,")) if span]
            good = [span for span in spans if span is not None]
            yield _named(named), good if len(good) == len(spans) else []
        if rest := piece[read:].strip(" ,"):
            yield rest, []


def _named(text: str) -> str:
    return re.sub(r"\b(von|from|immer|always|um|at)\b", " ", text).strip(" ,:")


def _span(text: str) -> tuple[int, int] | None:
    ends = _DASH.split(text)
    if len(ends) != 2:
        return None
    first, last = ends
    half_of_day = re.search(r"[ap]\.?m\.?$", last)
    if half_of_day and not re.search(r"[ap]\.?m\.?$", first) and read_clock(first + half_of_day.group()) is not None:
        # "9-11am", "1-5pm" – but "9-5pm" begins in the morning
        with_same = read_clock(first + half_of_day.group())
        first = first + half_of_day.group() if (with_same or 0) < (read_clock(last) or 0) else first
    start = read_clock(first)
    end = DAY if last.strip() in ("24", "24 uhr", "24:00", "24:00 uhr", "midnight", "mitternacht") else read_clock(last)
    return (start, end) if start is not None and end is not None and start < end else None


def _merged(spans: list[list[int]]) -> list[list[int]]:
    """Spans in order, overlapping and touching ones as one."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged


def say_hours(hours: Hours, language: str) -> str:
    """ "Mo–Do 9–17 Uhr; Fr 9–12 Uhr", "Mon–Thu 9:00–17:00; Fri 9:00–12:00"."""
    kinds = sorted({tuple(map(tuple, spans)) for spans in hours if spans}, key=lambda kind: _first(hours, kind))
    said = []
    for kind in kinds:
        days = [day for day in range(7) if tuple(map(tuple, hours[day])) == kind]
        spans = ", ".join(_say_span(start, end, language) for start, end in kind)
        said.append(f"{say_days(days, language)} {spans}")
    return "; ".join(said)


def _first(hours: Hours, kind: tuple[tuple[int, ...], ...]) -> int:
    return next(day for day in range(7) if tuple(map(tuple, hours[day])) == kind)


def _say_span(start: int, end: int, language: str) -> str:
    if language == "de":
        first = f"{start // 60}:{start % 60:02}" if start % 60 else f"{start // 60}"
        return f"{first}–{say_clock(end, language)}"
    return f"{say_clock(start, language)}–{say_clock(end, language)}"


def say_days(days: Iterable[int], language: str) -> str:
    """ "Mo, Mi, Fr", "Mon–Fri": three and more in a row as a range."""
    names = DAYS[language]
    said: list[str] = []
    for _, run in groupby(enumerate(sorted(set(days))), key=lambda each: each[1] - each[0]):
        row = [day for _, day in run]
        said += [f"{names[row[0]]}–{names[row[-1]]}"] if len(row) >= 3 else [names[day] for day in row]
    return ", ".join(said)
