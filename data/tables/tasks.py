"""Tasks and what was submitted for them."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from data.columns import Instant, Word
from data.tables.agreements import Role


class TaskState(StrEnum):
    """Where a task stands; an open question is no state of its own."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Authority(StrEnum):
    """What the VA may decide alone."""

    DECIDE = "decide"
    TELL = "tell"
    ASK = "ask"


class Verdict(StrEnum):
    """The three answers of a review."""

    GOOD = "good"
    ENOUGH = "enough"
    CHANGE = "change"


class Task(SQLModel, table=True):
    """One piece of work. A suggested date waits for the other side's yes in ``suggested_due``; ``dated_at`` is when a
    date was suggested or agreed last.

    ``changes`` counts what happened to it, so that each piece of news has a key of its own.
    """

    id: int | None = Field(default=None, primary_key=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    title: str
    outcome: str = ""
    authority: Authority = Field(default=Authority.TELL, sa_type=Word(Authority))
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    suggested_due: datetime | None = Field(default=None, sa_type=Instant)
    suggested_by: Role | None = Field(default=None, sa_type=Word(Role))
    dated_at: datetime | None = Field(default=None, sa_type=Instant)
    state: TaskState = Field(default=TaskState.PROPOSED, sa_type=Word(TaskState))
    reason: str = ""
    rounds: int = 0
    changes: int = 0
    proposed_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)


class Submission(SQLModel, table=True):
    """A result that was handed in, and what was said to it. ``round`` counts from 1."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    round: int
    link: str = ""
    note: str = ""
    submitted_at: datetime = Field(sa_type=Instant)
    verdict: Verdict | None = Field(default=None, sa_type=Word(Verdict))
    change: str = ""
    reviewed_at: datetime | None = Field(default=None, sa_type=Instant)
