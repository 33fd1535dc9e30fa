"""Check-ins: the plan a VA has made, each one that took place, and news of one task that a client asked for."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.columns import Instant, Word


class Outlook(StrEnum):
    """How an open task is going."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BLOCKED = "blocked"


class Because(StrEnum):
    """What a draft of an answer is taken from: what happened last, what is open, or what was said before."""

    ACCEPTED = "accepted"
    ANSWERED = "answered"
    MOVED = "moved"
    RETURNED = "returned"
    ASKED = "asked"
    SUGGESTED = "suggested"
    OVER = "over"
    BEFORE = "before"
    QUIET = "quiet"


class CheckinPlan(SQLModel, table=True):
    """When a VA wants to be asked: wall time in the person's zone. ``days`` counts from Monday = 0; with ``begins`` the
    RFC 5545 ``rule`` holds instead, counted from that day. Nothing is asked until ``resting_until`` is over: the next
    one is skipped so, and a pause has an end. ``turned_at`` is when the plan had its turn last, whether anything was
    asked or not; ``rarer_after`` the check-in at which a rarer rhythm was offered last.
    """

    __tablename__ = "checkin_plan"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    account_id: int = Field(foreign_key="account.id")
    days: list[int] = Field(sa_type=JSON)
    rule: str = ""
    begins: date | None = None
    minute: int
    active: bool = True
    resting_until: datetime | None = Field(default=None, sa_type=Instant)
    turned_at: datetime | None = Field(default=None, sa_type=Instant)
    rarer_after: int = 0


class Checkin(SQLModel, table=True):
    """One check-in of one VA, over all clients. One that was skipped, or is closed, asks for nothing more; what was
    said can still be changed until the next one. ``since`` is when the plan had its turn before; ``offers_rarer``: the
    last ones brought nothing new."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="checkin_plan.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    since: datetime = Field(sa_type=Instant)
    asked_at: datetime = Field(sa_type=Instant)
    closes_at: datetime = Field(sa_type=Instant)
    closed: bool = False
    skipped: bool = False
    offers_rarer: bool = False


class CheckinItem(SQLModel, table=True):
    """What was said about one task at one check-in. ``draft`` is what the card shows until then, ``because`` of what,
    since when; ``before`` what was said last."""

    __tablename__ = "checkin_item"
    __table_args__ = (UniqueConstraint("checkin_id", "task_id"),)

    id: int | None = Field(default=None, primary_key=True)
    checkin_id: int = Field(foreign_key="checkin.id", index=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    draft: Outlook = Field(default=Outlook.ON_TRACK, sa_type=Word(Outlook))
    because: Because = Field(default=Because.QUIET, sa_type=Word(Because))
    since: datetime | None = Field(default=None, sa_type=Instant)
    before: Outlook | None = Field(default=None, sa_type=Word(Outlook))
    outlook: Outlook | None = Field(default=None, sa_type=Word(Outlook))
    note: str = ""
    said_at: datetime | None = Field(default=None, sa_type=Instant)
    sent: bool = False


class CheckinQuestion(SQLModel, table=True):
    """A question of a pair's own, asked at every check-in. One that was taken out stays for what it was answered."""

    __tablename__ = "checkin_question"

    id: int | None = Field(default=None, primary_key=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    text: str
    asked: bool = True


class CheckinAnswer(SQLModel, table=True):
    """What was said to one of a pair's own questions at one check-in."""

    __tablename__ = "checkin_answer"
    __table_args__ = (UniqueConstraint("checkin_id", "question_id"),)

    id: int | None = Field(default=None, primary_key=True)
    checkin_id: int = Field(foreign_key="checkin.id", index=True)
    question_id: int = Field(foreign_key="checkin_question.id", index=True)
    text: str


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"
    REPLACED = "replaced"


class CheckinSuggestion(SQLModel, table=True):
    """How often a client would like to hear how it is going, and what else: the VA takes it up or leaves it."""

    __tablename__ = "checkin_suggestion"

    id: int | None = Field(default=None, primary_key=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    days: list[int] = Field(sa_type=JSON)
    rule: str = ""
    begins: date | None = None
    questions: list[str] = Field(default_factory=list, sa_type=JSON)
    state: SuggestionState = Field(default=SuggestionState.OPEN, sa_type=Word(SuggestionState))
    suggested_at: datetime = Field(sa_type=Instant)


class News(SQLModel, table=True):
    """A client asked how one task is going; the VA says it in a tap."""

    id: int | None = Field(default=None, primary_key=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    asked_at: datetime = Field(sa_type=Instant)
    outlook: Outlook | None = Field(default=None, sa_type=Word(Outlook))
    note: str = ""
    said_at: datetime | None = Field(default=None, sa_type=Instant)
