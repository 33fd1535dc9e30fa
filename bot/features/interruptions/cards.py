"""The digest, and what stands on every unsolicited message."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from bot import registry
from bot.context import Context, Showing
from bot.late import TOGETHER
from bot.place import place
from bot.registry import Second, view
from bot.telling import is_again
from bot.trouble import report
from bot.typed import shortened
from bot.ui import ROWS, Button, Card, Quote, Row, Text, joined
from bot.work import team
from data.known import known
from data.queries import messages
from data.tables import Kind, Outgoing, Role, SendState

logger = logging.getLogger(__name__)

LINE = 300  # characters of one entry
CHUNKS = 10  # of what a digest holds are looked through at once, and no more
Entry = tuple[Outgoing, Card]


@view("digest", second=Second.LATER)
def digest(showing: Showing) -> Card | None:
    """What could wait, in one message: by engagement, the shortest first, each to be answered from here."""
    entries = _entries(showing)
    if not entries:
        return Card(title=showing.t("digest-over")) if showing.on_display else None
    rows = _rows(showing, entries[:ROWS])
    after = [_said(showing, row, card) for row, card in entries[ROWS : 2 * ROWS]]
    count = len(entries) + _unread(showing.session, showing.row)
    if count > 2 * ROWS:
        after.append(showing.t("digest-more", count=count - 2 * ROWS))
    buttons = (_rest(showing, showing.row),) if count > ROWS else ()
    name = gathers(showing.row)
    title, why = showing.t(f"{name}-title", count=count), showing.t(f"{name}-why")
    return Card(title=title, rows=rows, after=tuple(after), buttons=buttons, why=why)


def gathers(row: Outgoing) -> str:
    """What a digest holds, as its texts are named: what came while somebody was ``back`` from, or ``late``, or could
    wait."""
    return next((each for each in ("back", TOGETHER) if each in row.about), "digest")


def rest_card(context: Context, row: Outgoing, after: Outgoing | None) -> Card:
    """A few more of what a digest holds, behind the one that was shown last: neither what stands on the digest itself
    nor what was answered."""
    showing = Showing(context.language, context.zone, context.now, context.session, row)
    on_it = {entry.id for entry, _ in _entries(showing)[:ROWS]}
    found: list[Entry] = []
    for cards in _chunks(showing, after):
        found += [each for each in cards if each[0].id not in on_it and not _answered(*each)]
        if len(found) > ROWS:
            break
    if not found:
        return Card(title=context.t("digest-over"))
    shown = found[:ROWS]
    buttons = (_rest(showing, shown[-1][0]),) if len(found) > ROWS else ()
    return Card(title=context.t("digest-rest"), rows=_rows(showing, sorted(shown, key=_order)), buttons=buttons)


def _rest(showing: Showing, last: Outgoing) -> Button:
    return showing.button("digest.rest", message=known(showing.row.id), after=known(last.id))


def _entries(showing: Showing) -> list[Entry]:
    """What still can be answered comes first; within that by engagement, the shortest first."""
    return sorted(next(filter(None, _chunks(showing)), []), key=_order)


def _chunks(showing: Showing, after: Outgoing | None = None) -> Iterator[list[Entry]]:
    """What a digest holds and is still wanted, behind one of it, as much at a time as anybody reads."""
    for _ in range(CHUNKS):
        rows = messages.folded_into(showing.session, showing.row.key, after)
        yield _cards(showing, rows)
        if len(rows) < messages.MANY:
            return
        after = rows[-1]


def _order(entry: Entry) -> tuple[bool, int, int]:
    row, card = entry
    return not card.buttons, row.engagement_id or 0, len(str(card.title))


def _cards(showing: Showing, rows: list[Outgoing]) -> list[Entry]:
    """The rows that are still wanted, and how they look; what somebody else set off twice is said once."""
    found: dict[Any, Entry] = {}
    for row in rows:
        try:
            card = registry.views[row.view](replace(showing, row=row, digest=showing.row))
        except Exception as error:  # the others of the digest are not to blame
            _set_aside(showing, row, error)
            continue
        if card is not None:
            same = (row.engagement_id, card.title, card.lines) if row.kind is Kind.FREE else row.id
            found.setdefault(same, (row, card))
    return list(found.values())


def _set_aside(showing: Showing, row: Outgoing, error: Exception) -> None:
    """What can't be shown is listed with its error, to be tried again, and its receiver is told that something is
    missing; once, as it would be if it came alone."""
    logger.error("left out of a digest", extra={"outgoing": row.id, "view": row.view, **place(error)})
    if row.state is SendState.FOLDED:
        row.state, row.note = SendState.FAILED, type(error).__name__
        showing.session.add(row)
        report(showing.session, showing.now, row, row.note)


def _answered(row: Outgoing, card: Card) -> bool:
    return row.kind is Kind.UNSOLICITED and not card.buttons


def _rows(showing: Showing, entries: list[Entry]) -> tuple[Row, ...]:
    """Each with its buttons; one that several would have, being about the same task, stands on the first."""
    seen: set[str] = set()
    rows: list[Row] = []
    for row, card in entries:
        buttons = tuple(button for button in card.buttons if button.custom_id not in seen)
        seen |= {button.custom_id for button in buttons}
        rows.append(Row(_said(showing, row, card), buttons))
    return tuple(rows)


def _unread(session: Session, row: Outgoing) -> int:
    """What is beyond the number that anybody reads is only counted."""
    return max(messages.number_folded_into(session, row.key) - messages.MANY, 0)


def _said(showing: Showing, row: Outgoing, card: Card) -> Text:
    """Whom it is with, and what it says, in a line."""
    parts = [card.title, *(Text.of(line.text) if isinstance(line, Quote) else line for line in card.lines)]
    said = joined(parts, " ")
    short = said if len(str(said)) <= LINE else Text.of(shortened(str(said), LINE))
    if row.engagement_id is None:
        return short
    both = team(showing.session, row.engagement_id)
    role = Role.CLIENT if both.client.account.id == row.account_id else Role.VA
    return showing.t("digest-with", name=both.side(role.other).account.name, said=short)


def less_buttons(showing: Showing) -> tuple[Button, ...]:
    """What stands on every unsolicited message that can still be answered: later, or less of this."""
    message = known(showing.row.id)
    less = showing.button("less.open", message=message)
    return (less,) if is_again(showing.row) else (showing.button("snooze.open", message=message), less)
