"""The digest, and what stands on every unsolicited message."""

from dataclasses import replace

from bot import registry
from bot.context import Showing
from bot.registry import view
from bot.typed import shortened
from bot.ui import ROWS, Button, Card, Line, Quote, Row, Text, joined
from bot.work import team
from data.known import known
from data.queries import messages
from data.tables import Outgoing, Role

LINE = 300  # characters of one entry


@view("digest")
def digest(showing: Showing) -> Card | None:
    """What could wait, in one message: by engagement, the shortest first, each to be answered from here."""
    entries = [
        (row, card)
        for row in messages.folded_into(showing.session, showing.row.key)
        if (card := registry.views[row.view](replace(showing, row=row, digest=showing.row))) is not None
    ]
    if not entries:
        return Card(title=showing.t("digest-over")) if showing.on_display else None
    entries.sort(key=lambda entry: (entry[0].engagement_id or 0, len(str(entry[1].title))))
    rows = tuple(Row(_entry(showing, row, card), card.buttons) for row, card in entries[:ROWS])
    rest: list[Line] = [_entry(showing, row, card) for row, card in entries[ROWS : 2 * ROWS]]
    if len(entries) > 2 * ROWS:
        rest.append(showing.t("digest-more", count=len(entries) - 2 * ROWS))
    back = "back" in showing.row.about
    title = showing.t("back-title" if back else "digest-title", count=len(entries))
    return Card(title=title, lines=tuple(rest), rows=rows, why=showing.t("back-why" if back else "digest-why"))


def _entry(showing: Showing, row: Outgoing, card: Card) -> Text:
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
    return showing.button("snooze.open", message=message), showing.button("less.open", message=message)
