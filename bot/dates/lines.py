"""A task in one line: "Newsletter bis Freitag 15 Uhr"."""

import re
from datetime import datetime

from bot.dates.readings import Found, Unreadable, Why
from bot.dates.typed import read_date
from bot.dates.words import folded

_WORD = re.compile(r"\S+")
# How a date begins behind a title. "by on" is no such beginning: "Stand by on Friday". Words are spelled as folded.
_BEGINNING = re.compile(
    r"(?:(?:deadline|termin|fallig) )?(?:bis )?(?:spatestens )?(?:bis )?(?:zum |zur |zu |am )?"
    r"|(?:(?:deadline|du) )?(?:(?:by|until|till|til|on|no later than) )?(?:the )?"
)
_LEADING = frozenset(re.findall("[a-z]+", _BEGINNING.pattern))
_BEFORE_ALONE = frozenset(("the", "zum", "zur", "zu", "termin", "no", "later", "than"))
_NO_DATE = (Why.NOT_A_DATE, Why.EMPTY, Why.TOO_LONG)


def find_date(text: str, *, now: datetime, zone: str, language: str) -> Found | None:
    """The date that a line ends with, behind "bis", "by" or the like; None if it ends with none.

    "Texte bis zur Kasse prüfen" has none: everything behind the word must read as a date. Of several, the longest
    phrase counts ("bis spätestens am Freitag"). The title may be empty. Reading ``words`` again gives ``reading``.
    """
    text = text.rstrip()
    words = list(_WORD.finditer(text))
    plain = [folded(word[0]).strip(" ,;:.-") for word in words]
    for first in range(len(words)):
        last = first
        while last < len(words) and plain[last] in _LEADING:
            last += 1
        leading = plain[first:last]
        opens = leading and (leading[0] not in _BEFORE_ALONE or leading[:3] == ["no", "later", "than"])
        if not opens or not _BEGINNING.fullmatch("".join(f"{word} " for word in leading)):
            continue
        # "am Morgen" is not "Morgen": these words are left out where they make no difference.
        phrases = [text[word.start() :].rstrip(" \t\n,;!?)]") for word in words[first : last + 1]]
        readings = [read_date(phrase, now=now, zone=zone, language=language) for phrase in phrases]
        if isinstance(readings[0], Unreadable) and readings[0].why in _NO_DATE:
            continue
        same = [phrase for phrase, reading in zip(phrases, readings, strict=True) if reading == readings[0]]
        return Found(text[: words[first].start()].rstrip(" \t\n,;:–—-([").lstrip(), same[-1], readings[0])
    return None
