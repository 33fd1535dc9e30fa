"""Workspaces, the people in them, and the accounts by which they are known there."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.columns import Instant, Word


class Workspace(SQLModel, table=True):
    """A Slack workspace, a Discord server, or the playground."""

    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    external_id: str
    lane_id: int = Field(foreign_key="lane.id")


class Person(SQLModel, table=True):
    """Somebody, over all platforms: language, zone, working hours and nudges belong to the person, not to an account.

    ``holidays`` is the region whose public holidays are free ("DE-HH", "PT").
    ``hours`` holds seven lists, Monday first, each of ``[start, end]`` pairs in minutes since local midnight; or
    fourteen, for two weeks that take turns. They hold wherever an engagement has none of its own. ``daily`` is how many
    unsolicited messages may come in a day, over all clients and platforms; the others wait for the digest, which comes
    at ``digest_minute`` of the local day. ``rings`` names what may ring outside working hours.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    language: str
    zone: str | None = None
    hours: list[list[list[int]]] = Field(sa_type=JSON)
    praise_nudges: bool = True
    holidays: str | None = None
    daily: int = 3
    digest_minute: int = 960
    rings: list[str] = Field(default_factory=list, sa_type=JSON)
    created_at: datetime = Field(sa_type=Instant)


class Account(SQLModel, table=True):
    """How a workspace knows a person. ``direct`` is the channel of the direct messages once it is known, ``zone`` what
    the platform last told about where they are."""

    __table_args__ = (UniqueConstraint("workspace_id", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    external_id: str
    name: str
    direct: str | None = None
    zone: str | None = None


class Absence(SQLModel, table=True):
    """Days on which somebody doesn't work, by their own calendar; without ``last`` until further notice. ``only`` holds
    the engagements it is for; empty, it is for all. What was told of one that was taken back is known by its id, so
    SQLite too must not use that again."""

    __table_args__ = {"sqlite_autoincrement": True}  # SQLAlchemy's own

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first: date
    last: date | None = None
    note: str = ""
    only: list[int] = Field(default_factory=list, sa_type=JSON)

    def covers(self, day: date) -> bool:
        """Whether that day is one of them."""
        return self.first <= day and (self.last is None or day <= self.last)

    def holds_for(self, engagement_id: int | None) -> bool:
        """Whether it is for that engagement; None: for everything somebody does."""
        return not self.only or engagement_id in self.only


class Wish(StrEnum):
    """How often somebody wants one kind of message: at most once a week, in the digest only, not at all; or as usual,
    where something else holds everywhere."""

    RARER = "rarer"
    DIGEST = "digest"
    NEVER = "never"
    USUAL = "usual"


class Preference(SQLModel, table=True):
    """What somebody said with "Less of this": for one kind of message (its view), in one engagement or everywhere."""

    __table_args__ = (UniqueConstraint("person_id", "view", "engagement_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    view: str
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id")
    wish: Wish = Field(sa_type=Word(Wish))


class LinkCode(SQLModel, table=True):
    """A one-time code by which a person joins a second account. Only its digest is kept."""

    __tablename__ = "link_code"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", unique=True)
    digest: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class LinkTry(SQLModel, table=True):
    """A code that was entered and did not fit; too many in an hour and the account has to wait."""

    __tablename__ = "link_try"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    at: datetime = Field(sa_type=Instant)
