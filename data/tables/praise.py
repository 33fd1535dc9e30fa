"""Thanks, in the sender's words."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from data.columns import Instant, Word
from data.tables.agreements import Role


class Praise(SQLModel, table=True):
    """Somebody said thank you. Without a task it is for the collaboration as a whole."""

    id: int | None = Field(default=None, primary_key=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    said_by: Role = Field(sa_type=Word(Role))
    text: str
    in_room: bool
    said_at: datetime = Field(sa_type=Instant)
