"""Discord's slash commands, made from what Baton declares. Pure.

A noun with subcommands where the registry names one, so that permissions can be set for each noun. Names and
descriptions in both languages; the default name is what arrives (discord.com/developers/docs/interactions).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from discord import AppCommandOptionType, AppCommandType

from bot import features, registry
from bot.registry import CommandEntry, Taken
from bot.texts import LANGUAGES, has_text, words

Json = dict[str, Any]

# "en-US" must be among them, or the default would be shown to some who read English.
LOCALES = {"de": ("de",), "en": ("en-US", "en-GB")}
KINDS = {Taken.PERSON: AppCommandOptionType.user}  # all others are typed as text
CONTEXTS = [0, 1]  # on servers and in the direct messages with Baton: interaction context types
COMPLETED = (Taken.TASK, Taken.ZONE)
LONGEST = 200  # characters of an option that is typed


def commands() -> list[Json]:
    """What Discord is told, in the order in which the help shows it."""
    features.load()
    made: dict[str, Json] = {}
    for entry in registry.commands.values():
        if not entry.group:
            made[entry.name] = _named(entry) | {
                "type": AppCommandType.chat_input.value,
                "contexts": CONTEXTS,
                "options": list(_options(entry)),
            }
            continue
        group = made.setdefault(entry.group, _group(entry.group))
        group["options"].append(
            _named(entry, "subcommand")
            | {"type": AppCommandOptionType.subcommand.value, "options": list(_options(entry))}
        )
    return list(made.values())


def fingerprint() -> str:
    """Changes when the commands do: only then Discord needs to be told."""
    return hashlib.sha256(json.dumps(commands(), sort_keys=True).encode()).hexdigest()[:32]


def command_of(name: str, subcommand: str | None) -> CommandEntry | None:
    """The declaration behind the names that arrive."""
    for entry in registry.commands.values():
        own = _name(entry, "en", "subcommand" if entry.group else "command")
        if (entry.group or own, own if entry.group else None) == (name, subcommand):
            return entry
    return None


def command_line(name: str, language: str) -> str:
    """A command as people type it: "task new", "aufgabe neu"."""
    entry = registry.commands[name]
    if not entry.group:
        return _name(entry, language, "command")
    return f"{words(language, f'group-{entry.group}')} {_name(entry, language, 'subcommand')}"


def parts_of(entry: CommandEntry) -> Mapping[str, str]:
    """The declared names of a command's parts, by the names that arrive."""
    return {words("en", f"option-{part}"): part for part in entry.takes}


def _group(name: str) -> Json:
    return {
        **_localised("name", {language: words(language, f"group-{name}") for language in LANGUAGES}),
        **_localised("description", {language: words(language, f"group-{name}-does") for language in LANGUAGES}),
        "type": AppCommandType.chat_input.value,
        "contexts": CONTEXTS,
        "options": [],
    }


def _named(entry: CommandEntry, kind: str = "command") -> Json:
    return {
        **_localised("name", {language: _name(entry, language, kind) for language in LANGUAGES}),
        **_localised(
            "description", {language: words(language, f"command-{entry.name}-does") for language in LANGUAGES}
        ),
    }


def _name(entry: CommandEntry, language: str, kind: str) -> str:
    """The first word of a command; another one where it reads better behind its noun ("/task list")."""
    behind_noun = f"subcommand-{entry.name}"
    its_own = kind == "subcommand" and has_text(language, behind_noun)
    return words(language, behind_noun if its_own else f"command-{entry.name}").split()[0]


def _options(entry: CommandEntry) -> Iterator[Json]:
    for part, kind in entry.takes.items():
        option: Json = {
            **_localised("name", {language: words(language, f"option-{part}") for language in LANGUAGES}),
            **_localised("description", {language: words(language, f"option-{part}-does") for language in LANGUAGES}),
            "type": KINDS.get(kind, AppCommandOptionType.string).value,
            "required": False,
        }
        if kind not in KINDS:
            option |= {"max_length": LONGEST, "autocomplete": kind in COMPLETED}
        yield option


def _localised(field: str, texts: Mapping[str, str]) -> Json:
    return {
        field: texts["en"],
        f"{field}_localizations": {locale: texts[language] for language in texts for locale in LOCALES[language]},
    }
