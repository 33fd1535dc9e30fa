"""Cards and forms as Block Kit. Pure.

What people typed goes into ``rich_text`` and ``plain_text``, which Slack shows as it is: nothing in it can mention,
link or format. Only the fallback ``text`` is mrkdwn, and escaped there.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.ui import (
    Bold,
    Button,
    Card,
    Checks,
    Form,
    Input,
    Line,
    Link,
    Moment,
    Option,
    PersonSelect,
    Plain,
    Quote,
    RoomSelect,
    Select,
    Span,
    Text,
    TextInput,
    Typed,
    Who,
    to_text,
)

Json = dict[str, Any]

CHECKBOXES = 10  # docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
URL = 3000  # the same, of a link in rich text


def card_blocks(card: Card, *, quiet: bool = False) -> list[Json]:
    """The blocks of a message. A quiet one mentions nobody."""
    title = card.title
    if card.mention is not None and not quiet:
        title = Text((replace(card.mention, rings=True), Plain(" "))) + title
    blocks = [_rich([title, *card.lines], quiet)]
    for row in card.rows:
        blocks += [_rich(row.lines, quiet), *_actions(row.buttons)]
    if card.after:
        blocks.append(_rich(card.after, quiet))
    blocks += _actions(card.buttons)
    if card.why:
        blocks.append({"type": "context", "elements": [_plain(str(card.why))]})
    return blocks


def card_text(card: Card, *, quiet: bool = False) -> str:
    """All a card says, for notifications and screen readers, which don't read blocks."""
    mention = card.mention
    if mention is None:
        return escaped(to_text(card))
    body = escaped(to_text(card).partition("\n")[2])
    return body if quiet else f"<@{mention.account}> {body}"


def escaped(text: str) -> str:
    """Text that means nothing in mrkdwn: docs.slack.dev/messaging/formatting-message-text names these three."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rich(lines: Iterable[Line], quiet: bool) -> Json:
    """Lines of text as one section each run, quotes between them."""
    parts: list[Json] = []
    for line in lines:
        if isinstance(line, Quote):
            parts.append({"type": "rich_text_quote", "elements": [{"type": "text", "text": line.text}]})
            continue
        spans = [element for span in line.spans for element in _span(span, quiet)]
        if not spans:
            continue
        if parts and parts[-1]["type"] == "rich_text_section":
            parts[-1]["elements"] += [{"type": "text", "text": "\n"}, *spans]
        else:
            parts.append({"type": "rich_text_section", "elements": spans})
    return {"type": "rich_text", "elements": parts}


def _span(span: Span, quiet: bool) -> list[Json]:
    match span:
        case Plain(text) | Moment(_, text):
            return [{"type": "text", "text": text}] if text else []
        case Bold(spans):
            return [_bold(element) for inner in spans for element in _span(inner, quiet)]
        case Link(url, label) if len(url) <= URL:
            return [{"type": "link", "url": url, "text": label}]
        case Link(url, _):
            return [{"type": "text", "text": url}]
        case Typed(_, words, _):
            return [{"type": "text", "text": f"/baton {words}", "style": {"code": True}}]
        case Who(account, name, rings):
            return [{"type": "user", "user_id": account} if rings and not quiet else {"type": "text", "text": name}]


def _bold(element: Json) -> Json:
    return {**element, "style": {**element.get("style", {}), "bold": True}}


def _actions(buttons: Iterable[Button]) -> list[Json]:
    made = [
        {"type": "button", "action_id": button.custom_id, "text": _plain(button.label)}
        | ({"style": button.style} if button.style else {})
        for button in buttons
    ]
    return [{"type": "actions", "elements": made}] if made else []


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def form_view(form: Form, channel: str) -> Json:
    """A form as a modal. It remembers the channel it was opened in, to answer there."""
    blocks = [_rich([form.intro], quiet=True)] if form.intro else []
    return {
        "type": "modal",
        "callback_id": form.custom_id,
        "private_metadata": json.dumps({"channel": channel}),
        "title": _plain(form.title),
        "submit": _plain(form.send),
        "blocks": [*blocks, *map(_input, form.inputs)],
    }


def _input(put: Input) -> Json:
    block = {
        "type": "input",
        "block_id": put.name,
        "label": _plain(put.label),
        "optional": not put.required,
        "element": {"action_id": put.name, **_element(put)},
    }
    return block | ({"hint": _plain(put.hint)} if put.hint else {})


def _element(put: Input) -> Json:
    match put:
        case TextInput():
            typed: Json = {"type": "plain_text_input", "multiline": put.lines, "max_length": put.length}
            typed |= {"initial_value": put.value[: put.length]} if put.value else {}
            return typed | ({"placeholder": _plain(put.placeholder)} if put.placeholder else {})
        case Select():
            chosen = _options(option for option in put.options if option.value == put.value)
            return {"type": "static_select", "options": _options(put.options)} | (
                {"initial_option": chosen[0]} if chosen else {}
            )
        case Checks():
            values = put.value.split(",")
            chosen = _options(option for option in put.options if option.value in values)
            kind = "checkboxes" if len(put.options) <= CHECKBOXES else "multi_static_select"
            return {"type": kind, "options": _options(put.options)} | ({"initial_options": chosen} if chosen else {})
        case PersonSelect():
            return {"type": "users_select"} | ({"initial_user": put.value} if put.value else {})
        case RoomSelect():
            return {
                "type": "conversations_select",
                "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            } | ({"initial_conversation": put.value} if put.value else {})


def _options(options: Iterable[Option]) -> list[Json]:
    return [{"text": _plain(option.label), "value": option.value} for option in options]
