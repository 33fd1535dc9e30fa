"""How the queue stands, for whoever runs Baton."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from data.tables import Lane, Outgoing, SendState, Timer, Workspace

OPEN = (SendState.WAITING, SendState.READY, SendState.SENDING, SendState.FAILED)


@dataclass(frozen=True)
class LaneState:
    """One lane, and what waits on it."""

    key: str
    waiting: int
    holder: str | None
    paused_until: datetime | None


@dataclass(frozen=True)
class Queue:
    """What waits: messages by state (those that are not due yet aside), timers, and the one that waits the longest."""

    messages: dict[SendState, int]
    later: int
    timers: int
    timers_due: int
    oldest: Outgoing | None
    oldest_waits: timedelta


def queue(session: Session, now: datetime) -> Queue:
    """The figures. What is sent is not counted: there is more of it every day."""
    due = col(Outgoing.state).in_(OPEN), col(Outgoing.not_before) <= now, col(Outgoing.until).is_(None)
    found = dict(session.exec(select(Outgoing.state, func.count()).where(*due).group_by(Outgoing.state)).all())
    not_due = or_(col(Outgoing.not_before) > now, col(Outgoing.until).is_not(None))
    later = select(func.count()).where(Outgoing.state == SendState.WAITING, not_due)
    oldest = session.exec(
        select(Outgoing)
        .where(*due, Outgoing.state != SendState.FAILED)
        .order_by(col(Outgoing.not_before), col(Outgoing.id))
        .limit(1)
    ).first()
    return Queue(
        {state: found.get(state, 0) for state in OPEN},
        session.exec(later).one(),
        session.exec(select(func.count()).select_from(Timer)).one(),
        session.exec(select(func.count()).where(col(Timer.due_at) <= now)).one(),
        oldest,
        now - oldest.not_before if oldest else timedelta(),
    )


def lane_states(session: Session) -> list[LaneState]:
    """Every lane."""
    waiting = (SendState.READY, SendState.SENDING)
    counts = dict(
        session.exec(
            select(Outgoing.lane_id, func.count())
            .where(col(Outgoing.state).in_(waiting))
            .group_by(col(Outgoing.lane_id))
        ).all()
    )
    return [
        LaneState(lane.key, counts.get(lane.id, 0), lane.holder if lane.lease_until else None, lane.paused_until)
        for lane in session.exec(select(Lane).order_by(Lane.key)).all()
    ]


def failures(session: Session, limit: int) -> list[tuple[Outgoing, Workspace]]:
    """What was set aside, the latest first."""
    return list(
        session.exec(
            select(Outgoing, Workspace)
            .join(Workspace, col(Workspace.id) == Outgoing.workspace_id)
            .where(Outgoing.state == SendState.FAILED)
            .order_by(col(Outgoing.id).desc())
            .limit(limit)
        ).all()
    )


def try_again(session: Session, now: datetime, ids: list[int] | None) -> int:
    """What was set aside is tried once more: those messages, or all. It may have arrived, so it is looked for first."""
    chosen = [col(Outgoing.id).in_(ids)] if ids is not None else []
    done = session.exec(
        update(Outgoing)
        .where(col(Outgoing.state) == SendState.FAILED, *chosen)
        .values(state=SendState.WAITING, not_before=now, attempts=0, suspect=True, waited=False)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)
