"""What Baton would send to somebody in the next four weeks, if nothing changed."""

from collections.abc import Iterator
from datetime import datetime

from bot import registry
from bot.admission import A_WEEK, DIGEST, day_begins, sort_of
from bot.ahead import Foreseen
from bot.context import Context, Showing
from bot.features.preview.cards import ends, week_card
from bot.features.preview.rules import WEEKS, Coming, Receiver, play
from bot.registry import command, press
from bot.telling import is_again, over_at
from bot.ui import Card, Reply
from bot.working import off_days, standings
from data.queries import messages, people
from data.tables import Outgoing


@command("preview")
def preview(context: Context) -> Reply:
    """The first of four weeks."""
    return week_card(context, coming(context), 0)


@press("preview.week")
def page(context: Context, week: int) -> Reply:
    """Another week."""
    return week_card(context, coming(context), min(max(int(week), 0), WEEKS - 1))


def calendar(context: Context) -> list[Card]:
    """All four weeks."""
    ahead = coming(context)
    return [week_card(context, ahead, week) for week in range(WEEKS)]


def coming(context: Context) -> list[Coming]:
    """What would come, by the plans and rows there are now."""
    until, zone = ends(context), context.person.zone or "UTC"
    written = messages.waiting_for(context.session, context.person_id, until)
    digest = next((row for row in written if row.view == DIGEST), None)
    me = context.person_id
    sorts = messages.sorts_since(context.session, {me: day_begins(zone, context.now)}, registry.seconds)[me]
    came = messages.unsolicited_since(context.session, [me], context.now - A_WEEK)[me]
    receiver = Receiver(
        context.person,
        people.preferences_of(context.session, [me])[me],
        off_days(context.session, context.person),
        lambda row, at: standings(context.session, context.person, [row], at)[row.engagement_id],
        came=came,
        today={sort_of(view, engagement) for view, engagement in sorts},
        digest=digest,
        folded=_folded(context, digest) if digest else [],
    )
    ahead = [*_written(context, written), *_planned(context, until)]
    return play(receiver, ahead, context.now, until)


def _written(context: Context, rows: list[Outgoing]) -> Iterator[Foreseen]:
    """What is written already and waits for its moment; not what nobody would get any more."""
    for row in rows:
        if row.view != DIGEST and (card := _shown(context, row)) is not None:
            why = context.t("ahead-again") if is_again(row) else card.why or context.t("ahead-waits")
            yield Foreseen(row, card.title, why, until=over_at(row))


def _folded(context: Context, digest: Outgoing) -> list[Foreseen]:
    rows = messages.folded_into(context.session, digest.key)
    cards = [(row, _shown(context, row)) for row in rows]
    return [Foreseen(row, card.title, card.why) for row, card in cards if card is not None]


def _shown(context: Context, row: Outgoing) -> Card | None:
    return registry.views[row.view](Showing(context.language, context.zone, context.now, context.session, row))


def _planned(context: Context, until: datetime) -> Iterator[Foreseen]:
    for foresee in registry.foreseen.values():
        yield from foresee(context, until)
