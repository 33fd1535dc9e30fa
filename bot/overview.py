"""Everything Baton can do, as one table, from the same declarations as the help and the parsers."""

from bot import features, registry
from bot.features import MODULES
from bot.texts import words


def command_table() -> str:
    """All commands in both languages, in Markdown."""
    features.load()
    lines = ["| `/baton …` | auf Deutsch | what it does | for example |", "|---|---|---|---|"]
    for name in sorted(registry.commands, key=lambda each: MODULES.index(registry.commands[each].run.__module__)):
        english, german = (_words(language, name) for language in ("en", "de"))
        does, example = words("en", f"command-{name}-does"), words("en", f"command-{name}-example")
        lines.append(f"| {english} | {german} | {does} | `/baton {example}` |")
    return "\n".join(lines)


def _words(language: str, name: str) -> str:
    return ", ".join(f"`{word}`" for word in words(language, f"command-{name}").split())
