"""Cards and forms as Block Kit: what people typed stays text, whatever it looks like."""

import json

from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.render import card_blocks, card_text, form_view
from bot.ui import Bold, Button, Card, Checks, Form, Link, Option, Plain, Quote, Row, Select, Text, TextInput, Who
from tests.wire.slack_blocks import message_problems, view_problems

ANNA = Who("UANNA", "Anna")
# What people type is cleaned before it stands on a card, so it is never only space.
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300).filter(str.strip)


@given(TYPED)
def test_typed_text_is_never_markup(typed: str) -> None:
    card = Card(title=Text((Bold((Plain(typed),)),)), lines=(Quote(typed), Text.of(typed)), mention=ANNA)
    blocks = card_blocks(card)
    assert message_problems(blocks) == []
    kinds = [each["type"] for part in blocks[0]["elements"] for each in part["elements"]]
    assert set(kinds) == {"user", "text"}
    assert "mrkdwn" not in json.dumps(blocks[0]["type"])
    body = card_text(card).removeprefix("<@UANNA>")
    assert "<" not in body
    assert ">" not in body


def test_text_is_escaped_once() -> None:
    assert card_text(Card(title=Text.of("R&D <!channel>"))) == "R&amp;D &lt;!channel&gt;"


def test_only_a_ringing_person_is_a_mention() -> None:
    card = Card(title=Text((Plain("From "), Who("UCARLA", "Carla"))), mention=ANNA)
    assert '"user_id": "UANNA"' in json.dumps(card_blocks(card))
    assert "UCARLA" not in json.dumps(card_blocks(card))
    quiet = json.dumps(card_blocks(card, quiet=True)) + card_text(card, quiet=True)
    assert "UANNA" not in quiet


def test_rows_have_their_buttons_beneath_them() -> None:
    rows = tuple(Row(Text.of(f"Task {n}"), (Button("task.accept", "Yes", {"task": n}),)) for n in range(4))
    blocks = card_blocks(Card(title=Text.of("Four"), rows=rows, why=Text.of("Because")))
    assert [each["type"] for each in blocks] == ["rich_text", *["rich_text", "actions"] * 4, "context"]


def test_an_address_longer_than_slack_takes_is_text() -> None:
    address = "https://example.org/" + "x" * 3000
    blocks = card_blocks(Card(title=Text((Link(address, "x"),))))
    assert blocks[0]["elements"][0]["elements"] == [{"type": "text", "text": address}]


def test_a_form_keeps_what_was_typed() -> None:
    options = tuple(Option(str(n), f"Day {n}") for n in range(12))
    form = Form(
        "new",
        "Hand off a task",
        (
            TextInput("title", "Title", "Newsletter <b>", lines=True, hint="short", placeholder="…"),
            Select("authority", "Authority", options[:3], value="1"),
            Checks("days", "Days", options[:7], value="0,3"),
            Checks("many", "Many", options, value="11"),
        ),
        "Send",
        once="abc",
        intro=Text.of("Hello"),
    )
    view = form_view(form, "C1")
    assert view_problems(view) == []
    elements = {block["block_id"]: block["element"] for block in view["blocks"][1:]}
    assert elements["title"]["initial_value"] == "Newsletter <b>"
    assert elements["authority"]["initial_option"]["value"] == "1"
    assert [each["value"] for each in elements["days"]["initial_options"]] == ["0", "3"]
    assert elements["many"]["type"] == "multi_static_select"
    assert view["callback_id"] == form.custom_id


def test_a_value_that_is_none_of_the_options_is_left_out() -> None:
    form = Form("f", "F", (Select("a", "A", (Option("1", "One"),), value="2"),), "Go")
    assert "initial_option" not in form_view(form, "C1")["blocks"][0]["element"]
