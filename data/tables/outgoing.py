"""Messages to others: one row is one message's whole life."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from data.columns import Instant, Word


class Kind(StrEnum):
    """The three classes of message.

    Free ones always go, solicited ones at the time their receiver set, unsolicited ones only in working time.
    """

    FREE = "free"
    SOLICITED = "solicited"
    UNSOLICITED = "unsolicited"


class SendState(StrEnum):
    """waiting (for admission) → ready → sending → sent; or folded (into a digest), dropped (not wanted any more),
    failed (given up)."""

    WAITING = "waiting"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FOLDED = "folded"
    DROPPED = "dropped"
    FAILED = "failed"


class Outgoing(SQLModel, table=True):
    """``key`` says what the message is about and for whom. ``view`` and ``about`` name what renders it when it leaves.

    It goes to ``room``, or into the direct messages of ``account_id`` when that is empty; ``conversation`` names
    either, and within one messages leave in order. ``under`` is the key of the message in whose thread it stands.
    ``wanted`` counts the revisions asked for, ``shown`` is the one on display. ``quiet`` messages mention nobody.
    ``not_before`` is when it falls due; once it is let in it leaves on the lane ``lane_id``, not before ``retry_at``
    after a failure, sent by whoever has the lane's ``token``. A ``suspect`` one may have arrived already.
    ``channel`` and ``message`` are the platform's reference once it is sent. ``admitted_at`` says when it was let in,
    ``digest`` the key of the message that it was folded into. ``until`` names what has to happen before it may leave at
    all ("question:7"). ``waited``: for somebody to be back. ``was_due_at`` is when it should have
    come, if Baton was away then.
    """

    __table_args__ = (
        Index("ix_outgoing_waiting", "state", "not_before", "id"),
        Index("ix_outgoing_account", "account_id", "state", "not_before"),
        Index("ix_outgoing_admitted", "account_id", "admitted_at"),
        Index("ix_outgoing_lane", "lane_id", "state", "id"),
        Index("ix_outgoing_retry", "lane_id", "retry_at"),
        Index("ix_outgoing_conversation", "conversation", "state", "id"),
        Index("ix_outgoing_reference", "workspace_id", "channel", "message"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    view: str
    about: dict[str, Any] = Field(sa_type=JSON)
    workspace_id: int = Field(foreign_key="workspace.id")
    lane_id: int | None = Field(default=None, foreign_key="lane.id")
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    room: str | None = None
    conversation: str
    under: str | None = None
    kind: Kind = Field(sa_type=Word(Kind))
    waits_for_work: bool = False
    quiet: bool = False
    wanted: int = 1
    shown: int = 0
    state: SendState = Field(default=SendState.WAITING, sa_type=Word(SendState))
    not_before: datetime = Field(sa_type=Instant)
    attempts: int = 0
    first_try_at: datetime | None = Field(default=None, sa_type=Instant)
    retry_at: datetime | None = Field(default=None, sa_type=Instant)
    token: int = 0
    suspect: bool = False
    channel: str | None = None
    message: str | None = None
    note: str = ""
    admitted_at: datetime | None = Field(default=None, sa_type=Instant)
    digest: str | None = Field(default=None, index=True)
    until: str | None = Field(default=None, index=True)
    waited: bool = False
    was_due_at: datetime | None = Field(default=None, sa_type=Instant)
