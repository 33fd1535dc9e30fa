"""Text of every kind through card, rendering and back: it says the same, and means nothing to the platform."""

import re
from datetime import UTC, datetime
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.render import card_view, escaped
from adapters.discord.transcript import as_read, written
from adapters.playground.render import card_html
from adapters.slack.render import card_blocks
from bot.ui import Bold, Card, Link, Plain, Quote, Text
from tests.wire.slack_blocks import message_problems

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MEANINGFUL = """
    @everyone @here <@1> <@!1> <@&1> <#1> <!channel> <!here> <:x:1> </x:1> <t:1:f> **b** __u__ ~~s~~ `c` ``` ||s||
    # h -# s > q >>> - l 1. [a](http://b) <http://c> http://d :smile: \\ \\* & &lt; <b> " ' {x} $ %
    ﷽ \U0001f1e9\U0001f1ea
"""
MARKUP = st.sampled_from(MEANINGFUL.split())
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
TYPED = st.lists(MARKUP | LETTERS, min_size=1).map(" ".join)


def card_with(typed: str) -> Card:
    return Card(title=Text((Bold((Plain(f"x{typed}"),)),)), lines=(Text.of(f"x{typed}"), Quote(f"x{typed}")))


@given(TYPED)
def test_on_discord_everything_typed_is_escaped(typed: str) -> None:
    sent = escaped(typed)
    assert re.search(r"(?<!\\)(?:\\\\)*[*_~`|>#\[\]()<]", sent) is None
    assert "@everyone" not in sent
    assert "@here" not in sent
    assert re.sub(r"\\(.)", r"\1", sent).replace("@\u200b", "@") == typed.replace("@\u200b", "@")


@given(TYPED)
def test_on_discord_it_reads_as_it_was_typed(typed: str) -> None:
    card = card_with(typed)
    card_view(card)
    read = as_read(written(card), "Europe/Berlin", "de", NOW, {}).replace("@\u200b", "@")
    assert read.count(f"x{typed}".replace("@\u200b", "@")) >= 2


@given(TYPED)
def test_on_slack_and_the_playground_it_stays_in_its_place(typed: str) -> None:
    card = card_with(typed)
    assert message_problems(card_blocks(card)) == []
    html = card_html(card)
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"p", "strong", "blockquote", "br", "div"}
    assert unescape(re.sub(r"<[^>]*>", "", html)).count(f"x{typed}") == 3


@given(st.sampled_from(["https://example.org/a_b*c?d=e&f=(g)", "https://example.org/>**x"]))
def test_a_link_stays_a_link_only_where_it_was_given_as_one(url: str) -> None:
    given_as_link, typed = Card(title=Text((Link(url, url),))), Card(title=Text.of(url))
    assert '"type": "link"' in str(card_blocks(given_as_link)).replace("'", '"')
    assert '"type": "link"' not in str(card_blocks(typed)).replace("'", '"')
    assert "<a " in card_html(given_as_link)
    assert "<a " not in card_html(typed)
