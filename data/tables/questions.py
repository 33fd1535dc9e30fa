"""Questions about a task and the replies to them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.columns import Instant, Word
from data.tables.agreements import Role


class Question(SQLModel, table=True):
    """Either side may ask; the other one answers."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    asked_by: Role = Field(sa_type=Word(Role))
    text: str
    asked_at: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


class Reply(SQLModel, table=True):
    """One reply. ``position`` is the platform's own order of messages; arrival means nothing.

    A reply that came through a form has no position on the platform and stands at its time.
    """

    __table_args__ = (UniqueConstraint("question_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    position: str
    text: str
    at: datetime = Field(sa_type=Instant)
