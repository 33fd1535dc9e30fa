"""Over every sentence at once: both languages are complete, nothing is missing, nothing is left over."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot import features, registry
from bot.texts import LANGUAGES, t

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "scheduling", "adapters")
SPEAKING = {"t", "words", "done", "Refused"}


class Variables(Visitor):
    """Collects the variables a message speaks of."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  # the visitor's own naming
        self.names.add(node.id.name)


@cache
def texts(language: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Every key of a language with its file and its variables. A key that stands twice is a mistake."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for file in (files("bot.texts") / language).iterdir():
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{language}: {entry.id.name} stands twice"
                variables = Variables()
                variables.visit(entry)
                found[entry.id.name] = (file.name, frozenset(variables.names))
    return found


def test_both_languages_have_the_same_texts_in_the_same_files_with_the_same_variables() -> None:
    english, german = texts("en"), texts("de")
    assert english.keys() == german.keys()
    assert {key: value for key, value in english.items() if german[key] != value} == {}


@cache
def sources() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text("utf-8")) for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def spoken_keys() -> Iterator[str]:
    """Keys that stand as such in a call of something that speaks."""
    for module in sources():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                for first in node.args[:2]:
                    if name in SPEAKING and isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_is_asked_for_is_there(language: str) -> None:
    keys = {key for key in spoken_keys() if re.fullmatch(r"[a-z]+(-[a-z]+)+", key)}
    assert keys, "no call was found: this test looks in the wrong place"
    assert keys - texts(language).keys() == set()


def written() -> tuple[set[str], set[str]]:
    """Every string in the code that may be a key, and patterns of those in which something is filled in."""
    plain, patterns = set[str](), set[str]()
    for module in sources():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
                if len("".join(part for part in parts if part != ".+")) >= 4:
                    patterns.add("".join(parts))
    for page in (ROOT / "adapters").rglob("*.html"):
        plain.update(re.findall(r"'([a-z]+(?:-[a-z]+)+)'", page.read_text("utf-8")))
    return plain, patterns


def test_no_text_is_left_over() -> None:
    plain, patterns = written()
    # A button's text is named by its action, which stands in the code with dots.
    plain |= {f"button-{each.replace('.', '-')}" for each in plain if re.fullmatch(r"[a-z_]+\.[a-z_]+", each)}
    patterns.discard(r"button\-.+")
    filled_in = re.compile("|".join(sorted(patterns)))
    assert {key for key in texts("en") if key not in plain and not filled_in.fullmatch(key)} == set()


@pytest.mark.parametrize(
    "word", ["zuweis", "anweis", "genehmig", "abnahme", "überfällig", "overdue", "oops", "awesome"]
)
def test_words_that_baton_does_not_use(word: str) -> None:
    """Orders, approvals and blame: in Germany also a legal matter (signs of false self-employment)."""
    for language in LANGUAGES:
        for file in (files("bot.texts") / language).iterdir():
            assert word not in file.read_text("utf-8").casefold(), f"{language}/{file.name} says {word!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(language: str) -> None:
    """Typographic quotes and dashes; no exclamation marks in a row; German quotes in German."""
    for file in (files("bot.texts") / language).iterdir():
        for line in file.read_text("utf-8").splitlines():
            said = line.partition("=")[2] or line.partition("]")[2]
            assert "!!" not in said, line
            assert " - " not in said, line
            assert '"' not in re.sub(r"\{[^}]*\}", "", said), line
            assert language != "de" or ("“" not in said or "„" in said), line


def test_every_part_of_a_command_has_a_name_and_a_description() -> None:
    features.load()
    parts = {part for entry in registry.commands.values() for part in entry.takes}
    for language in LANGUAGES:
        wanted = {f"option-{part}{end}" for part in parts for end in ("", "-does")}
        assert wanted <= set(texts(language))


def test_an_abbreviation_at_the_end_takes_no_second_full_stop() -> None:
    away = t("de", "away-kept", span="bis So., 6. Dez.")
    assert str(away) == "Notiert, nicht da: bis So., 6. Dez. Wer betroffen ist, hört es von mir."
    assert "bis Sonntag. Wer" in str(t("de", "away-kept", span="bis Sonntag"))
