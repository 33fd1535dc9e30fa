"""Cards and forms as Discord components. Pure; everything people typed is escaped here, once.

Limits: discord.com/developers/docs/components/reference (Label 45 and 100 characters, modal title 45, 25 options,
4,000 characters and 40 components over one message with Components v2). ``bot.ui`` holds the stricter ones already.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import discord
from discord import ui as components

from adapters.discord.commands import command_line
from bot.typed import shortened
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
    PersonSelect,
    Plain,
    Quote,
    RoomSelect,
    Row,
    Select,
    Span,
    Text,
    TextInput,
    Typed,
    Who,
)

LONGEST = 4_000  # characters over all components of a message

STYLES = {
    "": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}
_MARKDOWN = re.compile(r"([\\*_~`|>#\[\]()<\-+.!:])")
_EVERYBODY = re.compile(r"@(?=everyone|here)")


def escaped(text: str) -> str:
    """Typed text that stays text: no markup, no mention, no emoji code, no masked link.

    Allowed mentions are off for every message as well; this keeps a typed mention from looking like one.
    """
    return _EVERYBODY.sub("@\u200b", _MARKDOWN.sub(r"\\\1", text))


def text_markdown(text: Text) -> str:
    """A text in Discord's markdown."""
    return "".join(map(_span, text.spans))


def _span(span: Span) -> str:
    match span:
        case Plain(text):
            return escaped(text)
        case Bold(spans):
            return f"**{''.join(map(_span, spans))}**"
        case Link(url, _):
            return f"<{url}>"  # the brackets keep Discord from unfolding a preview
        case Who(account, name, rings):
            return f"<@{account}>" if rings else escaped(name)
        case Typed(command, _, language):
            return f"`/{command_line(command, language)}`"
        case Moment(at, _):
            stamp = int(at.timestamp())
            return f"<t:{stamp}:f> · <t:{stamp}:R>"


def _line(line: Line) -> str:
    if isinstance(line, Quote):
        return "\n".join(f"> {escaped(part)}" for part in line.text.split("\n"))
    return text_markdown(line)


def card_view(card: Card, *, quiet: bool = False, mark: int | None = None) -> components.LayoutView:
    """A card as a message's components. ``mark`` is the first one's id, by which a message is found again."""
    view = _card_view(card, quiet, mark)
    while (excess := view.content_length() - LONGEST) > 0:
        card = _shorter(card, excess)
        view = _card_view(card, quiet, mark)
    view.stop()  # the library keeps no view in memory: presses are found by what they carry
    return view


def _shorter(card: Card, excess: int) -> Card:
    """What is escaped grows; then the longest quote gives way. The whole of it is a press away, on the task's card."""
    longest = max((line for line in card.lines if isinstance(line, Quote)), key=lambda line: len(escaped(line.text)))
    kept = Quote(shortened(longest.text, max(1, len(longest.text) - excess // 2 - 1)))
    return replace(card, lines=tuple(kept if line is longest else line for line in card.lines))


def _card_view(card: Card, quiet: bool, mark: int | None) -> components.LayoutView:
    view = components.LayoutView(timeout=None)
    mention = f"<@{card.mention.account}> " if card.mention is not None and not quiet else ""
    text = [mention + text_markdown(card.title), *map(_line, card.lines)]
    view.add_item(components.TextDisplay("\n".join(text), id=mark))
    for row in card.rows:
        _add_row(view, row)
    if card.after:
        view.add_item(components.TextDisplay("\n".join(map(text_markdown, card.after))))
    if card.buttons:
        view.add_item(_buttons(card.buttons))
    if card.why:
        view.add_item(components.TextDisplay(f"-# {text_markdown(card.why)}"))
    return view


def _add_row(view: components.LayoutView, row: Row) -> None:
    view.add_item(components.TextDisplay("\n".join(map(text_markdown, row.lines))))
    if row.buttons:
        view.add_item(_buttons(row.buttons))


def _buttons(buttons: Iterable[Button]) -> "components.ActionRow[components.LayoutView]":
    made: components.ActionRow[components.LayoutView] = components.ActionRow()
    for button in buttons:
        made.add_item(components.Button(label=button.label, custom_id=button.custom_id, style=STYLES[button.style]))
    return made


def form_modal(form: Form) -> components.Modal:
    """A form as a modal."""
    modal = components.Modal(title=form.title, custom_id=form.custom_id)
    if form.intro:
        modal.add_item(components.TextDisplay(text_markdown(form.intro)))
    for put in form.inputs:
        modal.add_item(components.Label(text=put.label, description=put.hint or None, component=_component(put)))
    modal.stop()
    return modal


def _component(put: Input) -> "components.Item[components.Modal]":
    match put:
        case TextInput():
            return components.TextInput(
                custom_id=put.name,
                style=discord.TextStyle.paragraph if put.lines else discord.TextStyle.short,
                default=put.value[: put.length] or None,
                placeholder=put.placeholder or None,
                required=put.required,
                max_length=put.length,
            )
        case Select():
            chosen = {put.value}
            most = 1
        case Checks():
            chosen = set(put.value.split(","))
            most = len(put.options)
        case PersonSelect():
            known = [discord.Object(int(put.value), type=discord.Member)] if put.value.isdigit() else []
            return components.UserSelect(custom_id=put.name, required=put.required, default_values=known)
        case RoomSelect():
            rooms = [discord.Object(int(put.value), type=discord.TextChannel)] if put.value.isdigit() else []
            return components.ChannelSelect(
                custom_id=put.name,
                required=put.required,
                min_values=int(put.required),
                channel_types=[discord.ChannelType.text],
                default_values=rooms,
            )
    options = [
        discord.SelectOption(label=option.label, value=option.value, default=option.value in chosen)
        for option in put.options
    ]
    return components.Select(
        custom_id=put.name, options=options, required=put.required, min_values=int(put.required), max_values=most
    )
