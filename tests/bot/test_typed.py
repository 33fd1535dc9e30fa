"""What people type."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed import clean, shortened, web_address


@pytest.mark.parametrize("text", ["", "  \n\t", "\u200b\u200d\u2060", "\u202e\u202d", "\x00\x07", "\u3164", "\ufeff"])
def test_nothing_visible_is_nothing(text: str) -> None:
    assert clean(text, 100) == ""


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Newsletter \n November ", "Newsletter November"),
        ("abc\u202edef", "abcdef"),
        ("👩‍👩‍👧 🎉", "👩‍👩‍👧 🎉"),
        ("שלום", "שלום"),
        ("@everyone <!channel> <b>", "@everyone <!channel> <b>"),
        ("a\x00b", "ab"),
        ("u\u0308ber", "über"),
    ],
)
def test_harmless_and_otherwise_as_typed(text: str, cleaned: str) -> None:
    assert clean(text, 100) == cleaned


def test_lines_stay_where_lines_are_wanted() -> None:
    assert clean(" a\r\n\n\n\n b\tc ", 100, lines=True) == "a\n\n b\tc"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("ab👩‍👩‍👧cd", 6, "ab…"),
        ("ab🇩🇪🇦🇹", 5, "ab🇩🇪…"),
        ("ab🇩🇪🇦🇹", 4, "ab…"),
        ("abe\u0301fgh", 4, "ab…"),
        ("ab👍🏽cd", 4, "ab…"),
    ],
)
def test_a_cut_never_goes_through_a_character(text: str, limit: int, cut: str) -> None:
    assert shortened(text, limit) == cut


@given(st.text(max_size=300), st.integers(1, 100), st.booleans())
def test_cleaning_is_safe_for_any_text(text: str, limit: int, lines: bool) -> None:
    cleaned = clean(text, limit, lines=lines)
    assert len(cleaned) <= limit
    assert cleaned == cleaned.strip()
    assert not any(unicodedata.category(char) in ("Cs", "Cn") or char in "\x00\u202e\u2066" for char in cleaned)
    assert lines or "\n" not in cleaned


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
        ("example.org/x", "https://example.org/x"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", None),
        ("ftp://example.org", None),
        ("https://user:secret@example.org", None),
        ('https://example.org/"><script>', None),
        ("https://example.org|<!channel>", None),
        ("just words", None),
        ("https://", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_links(typed: str, address: str | None) -> None:
    assert web_address(typed) == address
