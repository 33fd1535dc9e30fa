"""A message that could not be delivered: somebody it concerns is told, without its content."""

from datetime import datetime

from sqlmodel import Session

from bot.context import Showing, who
from bot.registry import view
from bot.telling import write
from bot.ui import Card
from bot.work import team, teams_of
from data.known import known
from data.queries import people
from data.tables import Kind, Outgoing

VIEW = "trouble.undelivered"
CLOSED = "trouble.closed"


def report(session: Session, now: datetime, row: Outgoing, why: str) -> None:
    """Tells whom it concerns. ``why`` is "room", "direct" or "message"; anything else is a fault of ours.

    Where a room can't be reached, both sides hear; where direct messages are closed, the other side, who may be waiting
    for an answer. Nobody waits for somebody else's reminder, so of those the other side never hears, and a change that
    can't be shown any more, because the message was deleted, is missed by nobody. Of a room, and of our own faults,
    each hears once a day, however many messages there were.
    """
    if row.view in (VIEW, CLOSED) or why == "message":
        return
    if row.room is None and why == "direct":
        _hint_in_room(session, now, row)
    if row.engagement_id is None or row.kind is Kind.UNSOLICITED:
        return
    both, mine = team(session, row.engagement_id), why not in ("room", "direct")
    if row.room is not None:
        what, sides = f"{row.room}:{now:%Y-%m-%d}", [both.client, both.va]
    else:
        what = f"{now:%Y-%m-%d}" if mine else str(row.id)
        sides = [side for side in (both.client, both.va) if (side.account.id == row.account_id) is mine]
    for side in sides:
        write(
            session,
            now,
            key=f"undelivered:{row.engagement_id}:{'mine:' if mine else ''}{what}:{side.role}",
            view=VIEW,
            to=side.account,
            about={
                "account": row.account_id,
                "engagement": row.engagement_id,
                "room": row.room is not None,
                "mine": mine,
            },
            engagement=row.engagement_id,
        )


def _hint_in_room(session: Session, now: datetime, row: Outgoing) -> None:
    """Somebody's direct messages are closed: a room they share with Baton says so once a day, without any content. What
    is between two people is hinted at in their own room alone."""
    _, person = people.account_and_person(session, row.account_id)
    for both in teams_of(session, known(person.id)):
        if row.engagement_id not in (None, both.engagement_id):
            continue
        side = both.side_of(person)
        if side is not None and side.account.id == row.account_id and both.engagement.room is not None:
            write(
                session,
                now,
                key=f"closed:{row.account_id}:{both.engagement_id}:{now:%Y-%m-%d}",
                view=CLOSED,
                to=side.account,
                about={},
                engagement=both.engagement_id,
                room=both.engagement.room,
            )
            return


@view(CLOSED)
def closed(showing: Showing) -> Card:
    """That something could not be brought, and what helps."""
    account, _ = people.account_and_person(showing.session, showing.row.account_id)
    return Card(title=showing.t("undelivered-closed"), mention=who(account))


@view(VIEW)
def undelivered(showing: Showing) -> Card:
    """What could not be reached, and what helps."""
    if showing.row.about.get("mine"):
        return Card(title=showing.t("undelivered-mine"))
    both = team(showing.session, showing.about("engagement"))
    if showing.row.about["room"]:
        return Card(title=showing.t("undelivered-room", room=both.engagement.room_name or both.engagement.room or ""))
    side = both.client if both.client.account.id == showing.about("account") else both.va
    return Card(title=showing.t("undelivered-direct", name=side.account.name))
