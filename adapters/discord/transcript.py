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
# What Discord makes something of, and first of all what it must not.
_MARKUP = re.compile(
    r"\\(?P<typed>.)|<t:(?P<time>\d+):(?P<way>[fR])>|<@(?P<who>\w+)>|<(?P<link>https?://[^>]*)>"
    r"|(?P<quote>^> )|\*\*|`|^-# ",
    re.MULTILINE | re.DOTALL,
)


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

    def seen(found: re.Match[str]) -> str:
        if found["time"]:
            return _time(datetime.fromtimestamp(int(found["time"]), UTC), found["way"])
        if found["who"]:
            return f"@{names.get(found['who'], found['who'])}"
        return found["typed"] or found["link"] or ("▎ " if found["quote"] else "")

    def _time(at: datetime, way: str) -> str:
        if way == "f":
            return str(format_datetime(local(at, zone), _LONG[language], locale=LOCALES[language]))
        return str(format_timedelta(at - now, add_direction=True, locale=LOCALES[language]))

    return _MARKUP.sub(seen, text)
