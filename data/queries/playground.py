"""The playground's messages, channels, reading marks and clock."""

from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from data.tables import (
    Account,
    Person,
    PlaygroundChannel,
    PlaygroundClock,
    PlaygroundMessage,
    PlaygroundRead,
    Workspace,
)

PLATFORM = "playground"


def playground_people(session: Session) -> list[tuple[Account, Person]]:
    """Everybody on the playground, in the order in which they came."""
    return list(
        session.exec(
            select(Account, Person)
            .join(Person, col(Account.person_id) == Person.id)
            .join(Workspace, col(Account.workspace_id) == Workspace.id)
            .where(Workspace.platform == PLATFORM)
            .order_by(col(Account.id))
        )
    )


def playground_channels(session: Session, member: str | None = None) -> list[PlaygroundChannel]:
    """The channels, or those somebody is in."""
    found = session.exec(select(PlaygroundChannel).order_by(col(PlaygroundChannel.name)))
    return [channel for channel in found if member is None or member in channel.members]


def messages_seen_by(session: Session, account: str, channels: list[str]) -> list[PlaygroundMessage]:
    """What somebody sees in these channels, private answers to others left out, in order."""
    return list(
        session.exec(
            select(PlaygroundMessage)
            .where(
                col(PlaygroundMessage.channel).in_(channels),
                or_(col(PlaygroundMessage.only_for).is_(None), col(PlaygroundMessage.only_for) == account),
            )
            .order_by(col(PlaygroundMessage.id))
        )
    )


def playground_message(session: Session, message_id: int) -> PlaygroundMessage | None:
    """One message."""
    return session.get(PlaygroundMessage, message_id)


def playground_message_named(session: Session, key: str) -> PlaygroundMessage | None:
    """The message that was posted under that name."""
    return session.exec(select(PlaygroundMessage).where(PlaygroundMessage.key == key)).first()


def mark_read(session: Session, account: str, channel: str) -> None:
    """Somebody has seen everything in a channel."""
    latest = session.exec(select(func.max(PlaygroundMessage.id)).where(PlaygroundMessage.channel == channel)).first()
    session.merge(PlaygroundRead(account=account, channel=channel, message_id=latest or 0))


def read_marks(session: Session, account: str) -> dict[str, int]:
    """The last message somebody has seen, by channel."""
    return {
        mark.channel: mark.message_id
        for mark in session.exec(select(PlaygroundRead).where(PlaygroundRead.account == account))
    }


def playground_now(session: Session) -> datetime | None:
    """The simulated time where it was left."""
    found = session.get(PlaygroundClock, 1)
    return found.now if found else None


def keep_playground_now(session: Session, now: datetime) -> None:
    """Keeps the simulated time."""
    session.merge(PlaygroundClock(id=1, now=now))
