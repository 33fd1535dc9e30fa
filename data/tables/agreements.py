"""An engagement: one client and one VA who work together in one workspace."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.columns import Instant, Word


class Role(StrEnum):
    """The two sides of an engagement."""

    CLIENT = "client"
    VA = "va"

    @property
    def other(self) -> "Role":
        return Role.VA if self is Role.CLIENT else Role.CLIENT


class EngagementState(StrEnum):
    """How far an engagement has come."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DECLINED = "declined"


class Engagement(SQLModel, table=True):
    """``room`` is the channel's id on the platform; without one, both talk to Baton in direct messages.

    The two sides are accounts; who stands behind an account is said in one place only, so linking accounts
    changes nothing here. ``client_hours`` and ``va_hours`` are what each of them works here, where that is not what
    they work everywhere.
    """

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)
    client_id: int = Field(foreign_key="account.id", index=True)
    va_id: int = Field(foreign_key="account.id", index=True)
    room: str | None = None
    room_name: str | None = None
    language: str
    state: EngagementState = Field(default=EngagementState.PROPOSED, sa_type=Word(EngagementState))
    proposed_by: Role = Field(sa_type=Word(Role))
    created_at: datetime = Field(sa_type=Instant)
    client_hours: list[list[list[int]]] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    va_hours: list[list[list[int]]] | None = Field(default=None, sa_type=JSON(none_as_null=True))

    def hours_of(self, role: Role) -> list[list[list[int]]] | None:
        """One side's own hours here."""
        return self.client_hours if role is Role.CLIENT else self.va_hours
