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
    """Tells the other side of the engagement, who may be waiting for an answer; for a room, its receiver as well.

    Nobody waits for somebody else's reminder, so of those the other side never hears. Of a room that can't be reached
    each hears once a day, however many messages were meant for it.
    """
    if row.view in (VIEW, CLOSED):
        return
    if row.room is None and why == "direct":
        _hint_in_room(session, now, row)
    if row.engagement_id is None or row.kind is Kind.UNSOLICITED:
        return
    both = team(session, row.engagement_id)
    what = f"{row.room}:{now:%Y-%m-%d}" if row.room is not None else row.id
    for side in (both.client, both.va):
        if side.account.id != row.account_id or row.room is not None:
            write(
                session,
                now,
                key=f"undelivered:{row.engagement_id}:{what}:{side.role}",
                view=VIEW,
                to=side.account,
                about={"account": row.account_id, "engagement": row.engagement_id, "room": row.room is not None},
                engagement=row.engagement_id,
            )


def _hint_in_room(session: Session, now: datetime, row: Outgoing) -> None:
    """Somebody's direct messages are closed: a room they share with Baton says so once a day, without any content."""
    _, person = people.account_and_person(session, row.account_id)
    for both in teams_of(session, known(person.id)):
        side = both.side_of(person)
        if side is not None and side.account.id == row.account_id and both.engagement.room is not None:
            write(
                session,
                now,
                key=f"closed:{row.account_id}:{now:%Y-%m-%d}",
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
    both = team(showing.session, showing.about("engagement"))
    if showing.row.about["room"]:
        return Card(title=showing.t("undelivered-room", room=both.engagement.room_name or both.engagement.room or ""))
    side = both.client if both.client.account.id == showing.about("account") else both.va
    return Card(title=showing.t("undelivered-direct", name=side.account.name))
