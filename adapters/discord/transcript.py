"""A card as Discord shows it to one reader, in plain characters: for the demo's transcript."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from babel.dates import format_datetime, format_timedelta
from discord import ui as components

from adapters.discord.render import card_view
from bot.times import local
from bot.ui import Card
from bot.wording import LOCALES

_LONG = {"en": "d MMMM y HH:mm", "de": "d. MMMM y HH:mm"}
_TIME = re.compile(r"<t:(\d+):([fR])>")
_MENTION = re.compile(r"<@(\w+)>")
_MARKUP = re.compile(r"\*\*|`|(?<=^)-# ", re.MULTILINE)
_LINK = re.compile(r"<(https?://[^>]*)>")
_QUOTE = re.compile(r"^> ", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s])")


def written(card: Card) -> str:
    """What is sent: Discord's markdown, and a line of labels for each row of buttons."""
    lines = []
    for child in card_view(card).children:
        if isinstance(child, components.TextDisplay):
            lines.append(child.content)
        elif isinstance(child, components.ActionRow):
            lines.append(" ".join(f"[{each.label}]" for each in child.children if isinstance(each, components.Button)))
    return "\n".join(lines)


def as_read(text: str, zone: str, language: str, now: datetime, names: Mapping[str, str]) -> str:
    """What is seen: times on the reader's clock and from now, names for mentions, no markup."""

    def time(found: re.Match[str]) -> str:
        at = datetime.fromtimestamp(int(found[1]), UTC)
        if found[2] == "f":
            return str(format_datetime(local(at, zone), _LONG[language], locale=LOCALES[language]))
        return str(format_timedelta(at - now, add_direction=True, locale=LOCALES[language]))

    text = _TIME.sub(time, text)
    text = _MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", text)
    text = _QUOTE.sub("▎ ", _LINK.sub(r"\1", _MARKUP.sub("", text)))
    return _ESCAPED.sub(r"\1", text)
