"""What shall happen later."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.columns import Instant


class Timer(SQLModel, table=True):
    """One thing that falls due once. There is one per kind and subject: setting it again moves it."""

    __table_args__ = (UniqueConstraint("kind", "subject"), Index("ix_timer_due_at", "due_at", "id"))

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: int
    due_at: datetime = Field(sa_type=Instant)
