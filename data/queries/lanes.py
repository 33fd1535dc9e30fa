"""Who sends: lanes are taken for a short time, their messages claimed, marked and given back.

The token guards our own rows: what somebody does who has lost the lane changes nothing. What keeps that one from
sending is the sender's own clock, in ``scheduling``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, false, func, or_, text, union_all, update
from sqlmodel import Session, col, select

from data.columns import Instant
from data.database import database_time, is_alone
from data.known import known
from data.queries.subjects import bring_subjects
from data.tables import Account, Lane, Outgoing, Person, SendState, Worker, Workspace

AT_ONCE = 100  # lanes
ALIVE = timedelta(seconds=10)  # without a sign of life
UNFAIR = timedelta(seconds=2)  # a lane that waits longer may be taken by anybody
APART = timedelta(seconds=1)  # the longest that a platform wants between two messages
GIVEN_UP = (SendState.DROPPED, SendState.FAILED)

# Discord limits a bot over all its servers, Slack an app in each workspace.
ONE_BOT = ("discord",)

_outgoing: Any = Outgoing.__table__  # type: ignore[attr-defined]  # SQLModel's types don't know it
# In plain SQL: for each of a hundred rows, binding what is always the same took longer than the database needs.
# A card that was changed while it was being sent goes out once more, as an edit.
_mark_sent = text(
    "UPDATE outgoing SET state = CASE WHEN wanted > :seen THEN 'ready' ELSE 'sent' END, shown = :seen,"
    " channel = :place, message = :reference, note = :said, attempts = 0, retry_at = NULL, suspect = FALSE,"
    " first_try_at = NULL"
    " WHERE id = :row AND token = :held AND state = 'sending'"
)

_try_at = update(_outgoing).where(_outgoing.c.id == bindparam("row")).values(retry_at=bindparam("at"))


def _claiming() -> Any:
    """The statement that claims; made once, it takes longer to make than to run."""
    now = bindparam("now", type_=Instant)
    root, before = _outgoing.alias(), _outgoing.alias()
    # As a value, not as EXISTS: of that PostgreSQL may make a list of all the messages there are.
    thread_to_come = func.coalesce(
        select(and_(root.c.message.is_(None), root.c.state.not_in(GIVEN_UP)))
        .where(root.c.key == _outgoing.c.under)
        .scalar_subquery(),
        false(),
    )
    new = select(before.c.conversation).where(before.c.lane_id == bindparam("lane"), before.c.message.is_(None))
    busy = union_all(
        new.where(before.c.state == SendState.SENDING),
        new.where(before.c.state == SendState.READY, before.c.retry_at > now),
    )
    ready = (
        select(_outgoing.c.id)
        .where(_outgoing.c.lane_id == bindparam("lane"), _outgoing.c.state == SendState.READY)
        .where(or_(_outgoing.c.retry_at.is_(None), _outgoing.c.retry_at <= now))
        .where(or_(_outgoing.c.under.is_(None), ~thread_to_come))
        .where(or_(_outgoing.c.message.is_not(None), _outgoing.c.conversation.not_in(busy)))
        .order_by(_outgoing.c.id)
        .limit(bindparam("most"))
    )
    return (
        update(_outgoing)
        .where(_outgoing.c.id.in_(ready.scalar_subquery()))
        .values(
            state=SendState.SENDING,
            token=bindparam("held"),
            first_try_at=func.coalesce(_outgoing.c.first_try_at, now),
        )
        .returning(_outgoing.c.id)
    )


_claim = _claiming()


@dataclass(frozen=True)
class Held:
    """A lane that was taken, when, and the token that proves it. ``reached_at`` is when something last got through."""

    lane: int
    token: int
    platform: str
    taken_at: datetime
    reached_at: datetime | None = None


class Fenced(Exception):
    """Somebody else has taken the lane over."""


def lane_of(session: Session, platform: str, workspace: str) -> Lane:
    """The lane on which a workspace's messages leave, made when it is needed for the first time."""
    key = platform if platform in ONE_BOT else f"{platform}:{workspace}"
    lane = session.exec(select(Lane).where(Lane.key == key)).first()
    if lane is None:
        lane = Lane(key=key, platform=platform)
        session.add(lane)
        session.flush()
    return lane


def wake(session: Session, lanes: Mapping[int, datetime]) -> None:
    """There may be something to send from then on. In one order, so that two never wait for each other."""
    for lane in sorted(lanes):
        at = lanes[lane]
        session.exec(
            update(Lane)
            .where(col(Lane.id) == lane, or_(col(Lane.wake_at).is_(None), col(Lane.wake_at) > at))
            .values(wake_at=at)
            .execution_options(synchronize_session=False)
        )


def wake_all(session: Session, now: datetime) -> None:
    """There may be something to send on any lane that was woken for later."""
    session.exec(
        update(Lane).where(col(Lane.wake_at) > now).values(wake_at=now).execution_options(synchronize_session=False)
    )


def set_back(session: Session, now: datetime, by: timedelta) -> None:
    """The clock was: what waits for a moment waits as long as it would have. Where several programs notice it, what the
    later ones find is nearer still: it is tried a little too soon, once."""
    tried = session.exec(select(Outgoing.id, Outgoing.retry_at).where(*_tried_after(now)).order_by(col(Outgoing.id)))
    if nearer := [{"row": row, "at": _nearer(at, now, by)} for row, at in tried]:
        session.connection().execute(_try_at, nearer)
    later = or_(col(Lane.wake_at) > now, col(Lane.paused_until) > now)
    for lane in session.exec(select(Lane).where(later).order_by(col(Lane.id)).with_for_update()):
        lane.wake_at, lane.paused_until = _nearer(lane.wake_at, now, by), _nearer(lane.paused_until, now, by)
        session.add(lane)
    session.flush()


def nothing_later(session: Session, now: datetime, latest: datetime, but: str) -> None:
    """Nothing is put off for longer by itself: the clock was set back while nobody looked. It is tried now; ``but`` not
    what has that note."""
    session.exec(
        update(Outgoing)
        .where(*_tried_after(latest), col(Outgoing.note) != but)
        .values(retry_at=None)
        .execution_options(synchronize_session=False)
    )
    wake_all(session, now)


def _tried_after(at: datetime) -> tuple[Any, ...]:
    """By lane, for that is how they are found among all that was ever sent."""
    return col(Outgoing.lane_id).in_(select(Lane.id)), col(Outgoing.retry_at) > at


def _nearer(at: datetime | None, now: datetime, by: timedelta) -> datetime | None:
    return max(at - by, now) if at is not None and at > now else at


def arrive(session: Session, worker: str, version: str) -> None:
    """A program begins. From a SQLite file only one sends at a time: whoever held a lane there is gone."""
    beat(session, worker, version)
    if is_alone(session):
        session.exec(
            update(Lane)
            .where(col(Lane.lease_until).is_not(None))
            .values(lease_until=database_time(session) - ALIVE, next_at=None)
            .execution_options(synchronize_session=False)
        )


def beat(session: Session, worker: str, version: str) -> None:
    """A sign of life; those that gave none for long are forgotten."""
    clock = database_time(session)
    session.merge(Worker(id=worker, until=clock + ALIVE, version=version))
    session.exec(delete(Worker).where(col(Worker.until) < clock - ALIVE))


def leave(session: Session, worker: str) -> None:
    """A program that stops counts no more."""
    session.exec(delete(Worker).where(col(Worker.id) == worker))


def take(
    session: Session,
    worker: str,
    platforms: Sequence[str],
    now: datetime,
    lease: timedelta,
    *,
    but: Collection[int] = (),
    left: Collection[int] = (),
) -> list[Held]:
    """A fair share of these platforms' lanes with something to send that nobody holds, the longest waiting first;
    ``but`` not these.

    A lease that ran out was left by somebody who died, and so was one that ends later than any can: then the clock was
    set back. The worker itself may have ``left`` lanes. What was under way on those is ready again, and suspect: it may
    have arrived.
    """
    clock = database_time(session)
    ran_out = or_(col(Lane.lease_until) < clock, col(Lane.lease_until) > clock + 2 * lease)
    mine = and_(col(Lane.id).in_(left), col(Lane.holder) == worker)
    woken = and_(col(Lane.wake_at) <= now, col(Lane.lease_until).is_(None))
    # The same holds for the short rest after somebody else: it is never longer than that.
    rested = or_(col(Lane.next_at).is_(None), col(Lane.next_at) <= clock, col(Lane.next_at) > clock + APART)
    anybodys = or_(ran_out, mine, and_(woken, col(Lane.wake_at) < now - UNFAIR))
    free = (
        select(Lane)
        .where(col(Lane.platform).in_(platforms), col(Lane.id).not_in(but))
        .where(or_(col(Lane.paused_until).is_(None), col(Lane.paused_until) <= now))
        .where(or_(rested, col(Lane.holder) == worker))
        .order_by(col(Lane.wake_at))
        .with_for_update(skip_locked=True)
    )
    some, share = _share(session, worker, now, clock, anybodys)
    taken = list(session.exec(free.where(anybodys).limit(AT_ONCE))) if some else []
    # No more is locked than is taken: others pass over it at this moment, and nobody would come back to it soon.
    if (most := min(share, AT_ONCE) - len(taken)) > 0:
        others = col(Lane.id).not_in([lane.id for lane in taken])
        taken += session.exec(free.where(woken, others).limit(most))
    for lane in taken:
        lane.token, lane.holder, lane.lease_until, lane.wake_at = lane.token + 1, worker, clock + lease, None
        session.add(lane)
    session.flush()
    if taken:
        session.exec(
            update(Outgoing)
            .where(col(Outgoing.lane_id).in_([lane.id for lane in taken]), col(Outgoing.state) == SendState.SENDING)
            .values(state=SendState.READY, suspect=True, retry_at=None)
            .execution_options(synchronize_session=False)
        )
    return [Held(known(lane.id), lane.token, lane.platform, now, lane.reached_at) for lane in taken]


def _share(session: Session, worker: str, now: datetime, clock: datetime, anybodys: Any) -> tuple[int, int]:
    """How many lanes anybody may take, for they were left by somebody who died or wait for too long; and how many are
    mine: the active ones by the living programs, less what I hold."""
    held = and_(col(Lane.lease_until) >= clock, col(Lane.lease_until).is_not(None))
    living = (
        select(func.count())
        .select_from(Worker)
        .where(col(Worker.until) >= clock, Worker.id != worker)
        .scalar_subquery()
    )
    active, mine, some, others = session.exec(
        select(
            func.coalesce(func.sum(case((or_(col(Lane.wake_at) <= now, held), 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(held, col(Lane.holder) == worker), 1), else_=0)), 0),
            func.coalesce(func.sum(case((anybodys, 1), else_=0)), 0),
            living,
        )
        .select_from(Lane)
        .where(or_(col(Lane.wake_at) <= now, col(Lane.lease_until).is_not(None)))
    ).one()
    return int(some), ceil(active / (others + 1)) - int(mine)


def claim(session: Session, held: Held, now: datetime, limit: int) -> list[int]:
    """Messages of a held lane that may leave now, by their ids, in order. Raises Fenced.

    One whose thread does not exist yet waits for it, and a new one waits while another new one of its conversation is
    under way or has to be tried again.
    """
    _must_hold(session, held)
    given = {"lane": held.lane, "held": held.token, "now": now, "most": limit}
    return sorted(session.connection().execute(_claim, given).scalars())


def claimed(session: Session, ids: Sequence[int]) -> list[tuple[Outgoing, Account, Person, Workspace]]:
    """Those messages, with whom they are for, in order: one query for all, and one for each kind of what they are
    about."""
    found = session.exec(
        select(Outgoing, Account, Person, Workspace)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .join(Person, col(Person.id) == Account.person_id)
        .join(Workspace, col(Workspace.id) == Outgoing.workspace_id)
        .where(col(Outgoing.id).in_(ids))
        .order_by(col(Outgoing.id))
    ).all()
    bring_subjects(session, [row for row, *_ in found])
    return list(found)


def mark_sent(session: Session, held: Held, sent: Sequence[Mapping[str, Any]]) -> None:
    """These are on display now: ``row``, ``seen`` (the revision), ``place``, ``reference``, ``said``. Raises Fenced."""
    if not sent:
        return
    done = session.connection().execute(_mark_sent, [{**each, "held": held.token} for each in sent])
    if done.rowcount < len(sent):
        raise Fenced


def mark(session: Session, held: Held, row: int, *, retry_at: datetime | None = None, **values: Any) -> None:
    """How sending went, and when it is tried again. Raises Fenced."""
    done = session.exec(
        update(Outgoing)
        .where(col(Outgoing.id) == row, col(Outgoing.token) == held.token, col(Outgoing.state) == SendState.SENDING)
        .values(retry_at=retry_at, **values)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:
        raise Fenced


def release(
    session: Session,
    held: Held,
    more_at: datetime | None,
    *,
    looked_at: datetime | None = None,
    reached_at: datetime | None = None,
) -> None:
    """Gives a lane back; with a moment if there may be more to send then. What has to be tried again wakes it too: a
    wake-up that was set for that was cleared when the lane was taken. What could have been claimed when it was
    ``looked_at`` last, and was not, waits for something else, and that wakes the lane itself. Raises Fenced."""
    _must_hold(session, held)
    values: dict[str, Any] = {"lease_until": None, "next_at": database_time(session) + APART}
    if reached_at is not None:
        values["reached_at"] = reached_at
    session.exec(
        update(Lane).where(col(Lane.id) == held.lane).values(values).execution_options(synchronize_session=False)
    )
    retries = select(func.min(Outgoing.retry_at)).where(
        Outgoing.lane_id == held.lane, col(Outgoing.retry_at) > (looked_at or held.taken_at)
    )
    if at := more_at or session.exec(retries).first():
        wake(session, {held.lane: at})


def pause(session: Session, held: Held, until: datetime) -> None:
    """The platform asks everything on this lane to wait."""
    session.exec(
        update(Lane)
        .where(col(Lane.id) == held.lane, col(Lane.token) == held.token)
        .values(paused_until=until)
        .execution_options(synchronize_session=False)
    )
    wake(session, {held.lane: until})


def _must_hold(session: Session, held: Held) -> None:
    token = session.exec(select(Lane.token).where(Lane.id == held.lane).with_for_update()).one()
    if token != held.token:
        raise Fenced


def next_wake(session: Session) -> datetime | None:
    """When the next lane has something to send, and may."""
    wake_at, paused = col(Lane.wake_at), col(Lane.paused_until)
    return session.exec(select(func.min(case((paused > wake_at, paused), else_=wake_at)))).first()


def next_lease_end(session: Session, worker: str) -> timedelta | None:
    """How much longer the shortest lease lasts that somebody else holds."""
    end = session.exec(select(func.min(Lane.lease_until)).where(Lane.holder != worker)).first()
    return end - database_time(session) if end else None
