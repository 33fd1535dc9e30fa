"""The words of both languages, and one spelling for all the ways to type them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_MARKS = dict.fromkeys(map(ord, '()[]{}<>|*_~`"„“”«»‹›'), " ") | dict.fromkeys(map(ord, "'’‘‚ʼ´"), "")
# Invisible formatting and variation selectors vanish; pictures and unassigned characters part words.
_VANISH = ("Cf", "Me")
_PART = ("So", "Sk", "Cc", "Cs", "Co", "Cn")


def folded(text: str) -> str:
    """Text in the one spelling that the tables use: "Übermorgen" and "uebermorgen" both become "ubermorgen"."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(_LETTERS).translate(_DASHES).translate(_MARKS)
    kept = "".join(_visible(char) for char in text)
    # English words lose an e as well ("tusday"); as the tables are folded too, nobody notices.
    kept = kept.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return " ".join(kept.split())


def _visible(char: str) -> str:
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category in _VANISH or "\ufe00" <= char <= "\ufe0f":
        return ""
    return " " if category in _PART else char


def table(rows: Mapping[int, str]) -> dict[str, int]:
    """Every word of every row (words are parted by blanks) with its number."""
    return {folded(word): number for number, words in rows.items() for word in words.split()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first; a "_" in a word is a blank in the text."""
    spelled = sorted({folded(word.replace("_", " ")) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, spelled))})"


# The last column holds common slips.
WEEKDAYS = table(
    {
        0: "mo mon montag monday",
        1: "di dienstag tu tue tues tuesday",
        2: "mi mittwoch wed weds wednesday mitwoch wednsday wensday",
        3: "do donnerstag th thu thur thurs thursday donerstag",
        4: "fr fri freitag friday",
        5: "sa samstag sonnabend sat saturday",
        6: "so sonntag sun sunday",
    }
)
MONTHS = table(
    {
        1: "jan januar jänner january",
        2: "feb febr februar february",
        3: "mär mar mrz märz march",
        4: "apr april",
        5: "mai may",
        6: "jun juni june",
        7: "jul juli july",
        8: "aug august",
        9: "sep sept september",
        10: "okt oct oktober october",
        11: "nov november",
        12: "dez dec dezember december",
    }
)
HOURS = table(
    {
        0: "null zero",
        1: "eins ein one",
        2: "zwei two",
        3: "drei three",
        4: "vier four",
        5: "fünf five",
        6: "sechs six",
        7: "sieben seven",
        8: "acht eight",
        9: "neun nine",
        10: "zehn ten",
        11: "elf eleven",
        12: "zwölf twelve",
        13: "dreizehn",
        14: "vierzehn",
        15: "fünfzehn",
        16: "sechzehn",
        17: "siebzehn",
        18: "achtzehn",
        19: "neunzehn",
        20: "zwanzig",
        21: "einundzwanzig",
        22: "zweiundzwanzig",
    }
)
COUNTS = HOURS | table(
    {
        1: "eine einem einer einen eines a an one",
        14: "fourteen",
        15: "fifteen",
        20: "twenty",
        30: "dreißig thirty",
    }
)
# In days from today.
NEAR_DAYS = {"day after tomorrow": 2} | table(
    {
        0: "heute today",
        1: "morgen tomorrow tmrw tomorow tommorow tommorrow",
        2: "übermorgen",
        -1: "gestern yesterday",
        -2: "vorgestern",
    }
)
THIS, NEXT, AFTER_NEXT, COMING, LAST = 0, 1, 2, 3, -1
WHICH = table(
    {
        THIS: "this diese dieser diesen dieses diesem",
        NEXT: "next nächste nächster nächsten nächstes nächstem",
        AFTER_NEXT: "übernächste übernächster übernächsten übernächstes",
        COMING: "coming kommende kommender kommenden kommendes",
        LAST: "last letzte letzter letzten letztes vergangene vergangenen vorige vorigen",
    }
)
START, MIDDLE, END = 0, 1, 2
EDGES = table(
    {START: "anfang beginn start beginning early", MIDDLE: "mitte mid middle", END: "ende end late"},
)

WEEKDAY, MONTH, HOUR, COUNT, NEAR_DAY, WHICH_ONE, EDGE = (
    any_of(words) for words in (WEEKDAYS, MONTHS, HOURS, COUNTS, NEAR_DAYS, WHICH, EDGES)
)
_LONG_WEEKDAY = any_of(["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"])
_GERMAN_PART = any_of(["morgen", "früh", "vormittag", "mittag", "nachmittag", "abend", "nacht"])

# Words that say two things at once, or hide a weekday ("so gegen drei").
_REWRITTEN = (
    (re.compile(rf"\b({_LONG_WEEKDAY})({_GERMAN_PART})s?\b"), r"\1 \2"),
    (re.compile(r"\b(?:tonight|tonite)\b"), "today evening"),
    (re.compile(r"\b(?:this|diesen) (morning|afternoon|evening|abend|nachmittag|mittag|vormittag)\b"), r"today \1"),
    (re.compile(r"\bso (?=gegen|um|ca)"), ""),
    (re.compile(r"\bnoch (?=heute|diese|vor)|(?<=heute) noch\b|\blater (?=today)"), ""),
    (re.compile(r"(?<=[0-9])t(?=[0-9]{2}:)"), " "),
    (re.compile(r"\beow\b"), "end of week"),
    (re.compile(r"\beom\b"), "end of month"),
    (re.compile(r"\beoy\b"), "end of year"),
    (re.compile(r"\b(monat|jahre)sende\b"), r"ende \1"),
)


def spelled(text: str) -> str:
    """Folded text with every word on its own: "Freitagabend" becomes "freitag abend"."""
    text = folded(text)
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    return text
