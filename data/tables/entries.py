"""What came in: events already handled, and forms that are not finished."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.columns import Instant


class Handled(SQLModel, table=True):
    """The mark of an event or form that took effect, so that the platform's second delivery has none."""

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class Draft(SQLModel, table=True):
    """What somebody typed into a form that was refused or is unfinished; kept for 24 hours."""

    __table_args__ = (UniqueConstraint("account_id", "form", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    form: str
    subject: str
    entries: dict[str, Any] = Field(sa_type=JSON)
    expires_at: datetime = Field(sa_type=Instant, index=True)


class Note(SQLModel, table=True):
    """A word that an adapter leaves for its next start: which commands Discord knows."""

    key: str = Field(primary_key=True)
    value: str
