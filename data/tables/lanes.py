"""By which messages leave: the places they are sent to, and the programs that send."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from data.columns import Instant


class Lane(SQLModel, table=True):
    """A place whose messages one sender at a time sends: a Slack workspace, a Discord bot.

    ``wake_at`` says when there may be something to send, ``paused_until`` how long the platform asked to wait, both on
    Baton's clock. ``lease_until`` and ``next_at`` (before then only the last holder may go on: the next one does not
    know how fast it sent) are on the database's. Whoever gives the lane
    back ends the lease; one that ran out was left. ``token`` counts the holders. ``reached_at`` is when something last
    got through to the platform.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    platform: str
    token: int = 0
    holder: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Instant, index=True)
    wake_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    paused_until: datetime | None = Field(default=None, sa_type=Instant)
    reached_at: datetime | None = Field(default=None, sa_type=Instant)


class Worker(SQLModel, table=True):
    """A program that sends, until it is heard of no more."""

    id: str = Field(primary_key=True)
    until: datetime = Field(sa_type=Instant, index=True)
    version: str
