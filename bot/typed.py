"""What people type, made harmless without changing what it says."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.ui import Bold, Link, Plain, Text

# Overrides and embeddings (U+202A–202E, U+2066–2069) would turn the text around them; marks and joiners stay.
_TURNING = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)))
_INVISIBLE = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F, 0x061C, 0x180E, 0x3164, 0xFFA0, 0x2800}
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str, limit: int, *, lines: bool = False) -> str:
    """Typed text without control characters, cut to ``limit`` characters; empty if nothing visible is left."""
    kept = text if text.isascii() and text.isprintable() else _without_controls(text)
    kept = _BLANK_LINES.sub("\n\n", kept) if lines else " ".join(kept.split())
    kept = kept.strip()
    if all(char.isspace() or ord(char) in _INVISIBLE for char in kept):
        return ""
    return shortened(kept, limit)


def _without_controls(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_TURNING).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in composed if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")
    )


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between what readers see as characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = limit - 1
    while cut > 0 and not _may_cut(text, cut):
        cut -= 1
    return text[:cut].rstrip() + "…"


def _may_cut(text: str, at: int) -> bool:
    """Whether a character ends before ``at``: no combining mark, joiner, selector or half of a flag behind it."""
    after, before = text[at], text[at - 1]
    if unicodedata.combining(after) or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return False
    if "\u200d" in (after, before) or "\ufe00" <= after <= "\ufe0f" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if _is_flag_half(after) and _is_flag_half(before):
        run = len(text[:at]) - len(text[:at].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return run % 2 == 0
    return True


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def entry(values: Mapping[str, str], name: str, limit: int, *, lines: bool = False) -> str:
    """One entry of a form, made harmless."""
    return clean(values.get(name, ""), limit, lines=lines)


def web_address(text: str) -> str | None:
    """A link somebody typed, if it is one: http or https with a host, without blanks. "example.org/x" gets https."""
    text = clean(text, 2_000)
    if not text or any(char.isspace() or char in "<>\"'|`\\" for char in text):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or parts.username:
        return None
    return parts.geturl()


def emphasised(text: str) -> Text:
    """Somebody's words in bold."""
    return Text((Bold((Plain(text),)),))


def linked(url: str) -> Text:
    """A web address as a link that shows itself."""
    return Text((Link(url, shortened(url.removeprefix("https://").removeprefix("http://"), 60)),))
