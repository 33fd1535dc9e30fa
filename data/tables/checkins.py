"""Check-ins: the plan a VA has made, and each one that took place."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.columns import Instant, Word


class Outlook(StrEnum):
    """How an open task is going."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BLOCKED = "blocked"


class CheckinPlan(SQLModel, table=True):
    """When a VA wants to be asked: wall time in the person's zone. ``days`` counts from Monday = 0. Nothing is asked
    until ``resting_until`` is over: the next one is skipped so, and a pause has an end.
    """

    __tablename__ = "checkin_plan"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    account_id: int = Field(foreign_key="account.id")
    days: list[int] = Field(sa_type=JSON)
    minute: int
    active: bool = True
    resting_until: datetime | None = Field(default=None, sa_type=Instant)


class Checkin(SQLModel, table=True):
    """One check-in of one VA, over all clients. One that was skipped asks for nothing more."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="checkin_plan.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=Instant)
    skipped: bool = False


class CheckinItem(SQLModel, table=True):
    """What was said about one task at one check-in."""

    __tablename__ = "checkin_item"
    __table_args__ = (UniqueConstraint("checkin_id", "task_id"),)

    id: int | None = Field(default=None, primary_key=True)
    checkin_id: int = Field(foreign_key="checkin.id", index=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    outlook: Outlook | None = Field(default=None, sa_type=Word(Outlook))
    note: str = ""
    sent: bool = False
