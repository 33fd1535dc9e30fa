"""Every sentence, in both languages. ``t("de", "task-accepted", title="…")`` gives a Text.

Strings handed in are what people typed or are called: they never reach Fluent or the markup. They are put in their
place afterwards, as plain spans. StrEnums and numbers do reach Fluent, so that texts can choose by them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache, partial
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.ui import Bold, Link, Moment, Plain, Span, Text, Typed, Who

LANGUAGES = ("en", "de")
_LOCALES = {"en": "en_GB", "de": "de_DE"}
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_SLOT = re.compile(r"\ue000(\d+)\ue001")
_TYPED = re.compile(r"\ue002([^\ue003]+)\ue003")

Value = str | int | StrEnum | Text | Bold | Link | Moment | Plain | Typed | Who


class TextError(LookupError):
    """A text that is missing, broken, or lacks a variable. The message names key and language."""


@cache
def bundle(language: str) -> FluentBundle:
    """All texts of one language. Raises TextError for a file with a mistake in it, which Fluent itself would hide."""
    # In a text, { TYPED("start") } is a command as the reader's platform writes it.
    functions: dict[str, Callable[[Any], Any]] = {"TYPED": lambda command: f"\ue002{command}\ue003"}
    made = FluentBundle([_LOCALES[language]], use_isolating=False, functions=functions)
    for resource in _resources(language):
        made.add_resource(resource)
    return made


@cache
def _resources(language: str) -> tuple[ast.Resource, ...]:
    found = []
    for file in sorted((files(__package__) / language).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".ftl"):
            resource = FluentResource(file.read_text("utf-8"))
            junk = [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]
            if junk:
                raise TextError(f"{language}/{file.name}: {junk[0]!r}")
            found.append(resource)
    return tuple(found)


class _Choosers(Visitor):
    """Collects the variables a text chooses by."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802  # the visitor's own naming
        if isinstance(node.selector, ast.VariableReference):
            self.names.add(node.selector.id.name)
        self.generic_visit(node)


@cache
def _entries(language: str) -> dict[str, ast.Message]:
    bodies = (resource.body for resource in _resources(language))
    return {entry.id.name: entry for body in bodies for entry in body if isinstance(entry, ast.Message)}


@cache
def choosers(language: str, key: str) -> frozenset[str]:
    """The variables that a text chooses by; somebody's words must not be one of them."""
    found = _Choosers()
    found.visit(_entries(language)[key])
    return frozenset(found.names)


def t(language: str, key: str, /, **values: Value) -> Text:
    """The text of that name. Raises TextError if it is not there or not everything it speaks of was given."""
    return _filled_in(language, key, values) if values else _constant(language, key)


@cache
def _constant(language: str, key: str) -> Text:
    return _filled_in(language, key, {})


def _filled_in(language: str, key: str, values: Mapping[str, Value]) -> Text:
    found = bundle(language)
    if not found.has_message(key):
        raise TextError(f"{language}: no text {key!r}")
    slots: list[Span | Text] = []
    arguments: dict[str, Any] = {}
    chosen_by = choosers(language, key)
    for name, value in values.items():
        if name in chosen_by and not isinstance(value, StrEnum | int):
            raise TextError(f"{language}: {key!r} chooses by {name}, which must be a StrEnum or a number")
        arguments[name] = _argument(value, slots)
    pattern = found.get_message(key).value
    if pattern is None:
        raise TextError(f"{language}: text {key!r} is empty")
    words, problems = found.format_pattern(pattern, arguments)
    if problems:
        raise TextError(f"{language}: {key!r}: {problems[0]}")
    return Text(tuple(_spans(_TYPED.sub(partial(_as_slot, language, slots), str(words)), slots)))


def words(language: str, key: str, /, **values: Value) -> str:
    """The same for places that take no markup: labels, titles, hints."""
    return str(t(language, key, **values))


def has_text(language: str, key: str) -> bool:
    """Whether there is a text of that name."""
    return bool(bundle(language).has_message(key))


def _as_slot(language: str, slots: list[Span | Text], found: re.Match[str]) -> str:
    command = found[1]
    slots.append(Typed(command, words(language, f"command-{command}").split()[0], language))
    return f"\ue000{len(slots) - 1}\ue001"


def _argument(value: Value, slots: list[Span | Text]) -> str | int:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, int):
        return value
    slots.append(Plain(value) if isinstance(value, str) else value)
    return f"\ue000{len(slots) - 1}\ue001"


def _spans(text: str, slots: list[Span | Text]) -> Iterator[Span]:
    end = 0
    for bold in _BOLD.finditer(text):
        yield from _filled(text[end : bold.start()], slots)
        yield Bold(tuple(_filled(bold.group(1), slots)))
        end = bold.end()
    yield from _filled(text[end:], slots)


def _filled(text: str, slots: list[Span | Text]) -> Iterator[Span]:
    said = ""
    for position, part in enumerate(_SLOT.split(text)):
        if position % 2:
            slot = slots[int(part)]
            found = slot if isinstance(slot, Text) else Text((slot,))
            yield from found.spans
            said = str(found)
        elif rest := _without_second_stop(said, part):
            yield Plain(rest)


def _without_second_stop(said: str, part: str) -> str:
    """What ends with an abbreviation ("bis 6. Dez.") needs no full stop of its own."""
    is_second = said.endswith(".") and part.startswith(".") and not part.startswith("..")
    return part.removeprefix(".") if is_second else part
