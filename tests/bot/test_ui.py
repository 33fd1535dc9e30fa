"""Cards, forms and the ids they carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui import (
    Button,
    Card,
    Form,
    Moment,
    Option,
    Plain,
    Quote,
    Row,
    Select,
    Text,
    TextInput,
    Unrenderable,
    Who,
    decode,
    encode,
    joined,
    to_text,
)
from tests.world import MONDAY_TEN

ids = st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(1, 10**9), max_size=3)


@given(st.from_regex(r"[a-z]{1,12}\.[a-z]{1,12}", fullmatch=True), ids)
def test_what_a_button_carries_comes_back(action: str, carried: dict[str, int | str]) -> None:
    assert decode(encode(action, carried)) == (action, carried)


@given(st.text(max_size=200))
def test_any_string_is_some_action_or_none(custom_id: str) -> None:
    action, carried = decode(custom_id)
    assert isinstance(action, str)
    assert all(isinstance(value, int | str) for value in carried.values())


@pytest.mark.parametrize("digits", ["9" * 13, "9" * 80, "²", "٣"])
def test_a_number_no_row_can_have_stays_a_string(digits: str) -> None:
    assert decode(f"task.accept|task={digits}") == ("task.accept", {"task": digits})


def card(**more: object) -> Card:
    return Card(title=Text.of("Newsletter"), **more)  # type: ignore[arg-type]  # whatever a test wants to get wrong


@pytest.mark.parametrize(
    "make",
    [
        lambda: Card(title=Text.of(" ")),
        lambda: card(lines=(Quote("x" * 4_000),)),
        lambda: card(buttons=tuple(Button(f"a.b{n}", "x") for n in range(6))),
        lambda: card(rows=tuple(Row(Text.of("x"), ()) for _ in range(5))),
        lambda: card(buttons=(Button("a.b", "x"), Button("a.b", "y"))),
        lambda: Button("a.b", "x" * 39),
        lambda: Button("a.b", " "),
        lambda: Button("a.b", "x", {"task": "9" * 100}),
        lambda: Form("a", "x" * 25, (), "Send"),
        lambda: Form("a", "x", tuple(TextInput(f"n{n}", "x") for n in range(6)), "Send"),
        lambda: Form("a", "x", (TextInput("n", "x" * 46),), "Send"),
        lambda: Form("a", "x", (TextInput("n", "x", length=3_001),), "Send"),
        lambda: Form("a", "x", (Select("n", "x", ()),), "Send"),
        lambda: Form("a", "x", (Select("n", "x", tuple(Option(str(n), "x") for n in range(26))),), "Send"),
    ],
)
def test_what_a_platform_could_not_show_cannot_be_made(make: object) -> None:
    with pytest.raises(Unrenderable):
        make()  # type: ignore[operator]  # a table of small functions


def test_a_card_in_plain_words() -> None:
    made = card(
        lines=(Text((Plain("bis "), Moment(MONDAY_TEN, "Mo., 10 Uhr"))), Quote("Zwei\nZeilen")),
        rows=(Row(Text.of("Aufgabe"), (Button("a.b", "Ja"),)),),
        why=Text.of("Du wolltest das so."),
        mention=Who("U1", "Anna"),
    )
    assert to_text(made) == '@Anna\nNewsletter\nbis Mo., 10 Uhr\n"Zwei\nZeilen"\nAufgabe\nDu wolltest das so.'


def test_texts_joined() -> None:
    assert str(joined([Text.of("a"), Text(), Text.of("b")])) == "a · b"
