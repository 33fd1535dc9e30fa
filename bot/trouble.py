"""A message that could not be delivered: somebody it concerns is told, without its content."""

from datetime import datetime

from sqlmodel import Session

from bot.context import Showing
from bot.registry import view
from bot.telling import write
from bot.ui import Card
from bot.work import team
from data.tables import Kind, Outgoing

VIEW = "trouble.undelivered"


def report(session: Session, now: datetime, row: Outgoing, why: str) -> None:
    """Tells the other side of the engagement, who may be waiting for an answer; for a room, its receiver as well.

    Nobody waits for somebody else's reminder, so of those the other side never hears. Of a room that can't be reached
    each hears once a day, however many messages were meant for it.
    """
    if row.view == VIEW or row.engagement_id is None or row.kind is Kind.UNSOLICITED:
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


@view(VIEW)
def undelivered(showing: Showing) -> Card:
    """What could not be reached, and what helps."""
    both = team(showing.session, showing.about("engagement"))
    if showing.row.about["room"]:
        return Card(title=showing.t("undelivered-room", room=both.engagement.room_name or both.engagement.room or ""))
    side = both.client if both.client.account.id == showing.about("account") else both.va
    return Card(title=showing.t("undelivered-direct", name=side.account.name))
