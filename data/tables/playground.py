"""The playground's own small platform: its messages, what was read, and its clock."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.columns import Instant


class PlaygroundMessage(SQLModel, table=True):
    """A message as the page shows it. ``notified`` lists the accounts (external ids) it rang for."""

    __tablename__ = "playground_message"

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(index=True)
    thread: int | None = Field(default=None, index=True)
    author: str | None = None
    only_for: str | None = None
    key: str | None = Field(default=None, unique=True)
    html: str
    text: str
    notified: str = ""
    posted_at: datetime = Field(sa_type=Instant)
    edited_at: datetime | None = Field(default=None, sa_type=Instant)


class PlaygroundRead(SQLModel, table=True):
    """The last message somebody has seen in a channel."""

    __tablename__ = "playground_read"

    account: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    message_id: int


class PlaygroundClock(SQLModel, table=True):
    """The simulated time, kept so that a restart goes on where it stopped."""

    __tablename__ = "playground_clock"

    id: int | None = Field(default=None, primary_key=True)
    now: datetime = Field(sa_type=Instant)


class PlaygroundChannel(SQLModel, table=True):
    """A channel, who is in it (external ids), and whether Baton was invited."""

    __tablename__ = "playground_channel"

    name: str = Field(primary_key=True)
    members: list[str] = Field(sa_type=JSON)
    joined: bool = False
