"""Who is interrupted now, later, in the digest, or not at all. Decided once, here; lanes send what is ready."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.telling import write
from bot.times import Hours, Off, at_wall, is_working, local, never, next_occurrence, next_working
from bot.working import off_days
from data.database import Database, notify
from data.known import known
from data.queries import lanes, messages, people
from data.tables import Kind, Outgoing, Person, SendState, Wish

BATCH = 100
NO_HOURS = timedelta(days=1)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Candidate:
    """A message whose time has come, as far as the decision needs to know it: its class, what it is about, what its
    receiver said about messages of its sort, and whether one of that sort came within a week."""

    kind: Kind
    waits_for_work: bool = False
    subject: str = ""
    wish: Wish | None = None
    lately: bool = False


@dataclass(frozen=True)
class Spent:
    """What somebody was already interrupted with today, unsolicited: how often, and about what."""

    count: int = 0
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ready:
    """It may leave; a quiet one mentions nobody."""

    quiet: bool = False


@dataclass(frozen=True)
class Later:
    """Not before then."""

    at: datetime


@dataclass(frozen=True)
class Fold:
    """It joins the digest."""


@dataclass(frozen=True)
class Drop:
    """It is not wanted."""


Decision = Ready | Later | Fold | Drop


def decide(
    candidates: Sequence[Candidate],
    spent: Spent,
    hours: Hours,
    zone: str,
    now: datetime,
    daily: int,
    *,
    off: Off = never,
) -> list[Decision]:
    """All of one person's messages of one moment, over all engagements and platforms.

    ===================================  ==================  ==============================
    kind                                 in working time     outside
    ===================================  ==================  ==============================
    free                                 ready               ready, without a mention
    … that waits                         ready               later: when work begins
    solicited                            ready               ready: the person set the time
    unsolicited, wished never            drop                drop
    … in the digest only                 fold                fold
    … rarer, and one came within a week  fold                fold
    … the day's number is reached        fold                later
    … one about the same came today      fold                later
    … otherwise                          ready, and counts   later: when work begins
    ===================================  ==================  ==============================

    Somebody without any working hours gets what waits a day later, and is asked again then.
    """
    working = is_working(hours, zone, now, off=off)
    later = Later(next_working(hours, zone, now, off=off) or now + NO_HOURS)
    count, subjects = spent.count, set(spent.subjects)
    decided: list[Decision] = []
    for candidate in candidates:
        decision = _decide(candidate, working, later, full=count >= daily or candidate.subject in subjects)
        if candidate.kind is Kind.UNSOLICITED and isinstance(decision, Ready):
            count += 1
            subjects.add(candidate.subject)
        decided.append(decision)
    return decided


def _decide(candidate: Candidate, working: bool, later: Later, *, full: bool) -> Decision:
    match candidate.kind:
        case Kind.SOLICITED:
            return Ready()
        case Kind.FREE:
            return Ready() if working else later if candidate.waits_for_work else Ready(quiet=True)
    if candidate.wish is Wish.NEVER:
        return Drop()
    if candidate.wish is Wish.DIGEST or (candidate.wish is Wish.RARER and candidate.lately):
        return Fold()
    if not working:
        return later
    return Fold() if full else Ready()


def admit(database: Database, now: datetime) -> int:
    """Decides on the messages whose time has come, person by person; how many there were."""
    with database.transaction() as session:
        rows = messages.waiting_for_admission(session, now, BATCH)
        if not rows:
            return 0
        on = people.lanes_of(session, {row.workspace_id for row in rows})
        for row in rows:
            row.lane_id, row.retry_at = on[row.workspace_id], None
        by_person: dict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            if row.message is not None:
                row.state = SendState.READY  # an edit interrupts nobody
                continue
            account, _ = people.account_and_person(session, row.account_id)
            by_person[account.person_id].append(row)
        for person_id in sorted(by_person):
            _admit(session, people.lock_person(session, person_id), by_person[person_id], now)
        session.flush()
        if ready := {on[row.workspace_id]: now for row in rows if row.state is SendState.READY}:
            lanes.wake(session, ready)
            notify(session)
        return len(rows)


def _admit(session: Session, person: Person, rows: list[Outgoing], now: datetime) -> None:
    zone = person.zone or "UTC"
    unsolicited = any(row.kind is Kind.UNSOLICITED for row in rows)
    came = messages.unsolicited_since(session, known(person.id), now - A_WEEK) if unsolicited else []
    wishes = people.preferences_of(session, known(person.id)) if unsolicited else {}
    candidates = [
        Candidate(
            row.kind,
            row.waits_for_work,
            subject_of(row),
            wishes.get((row.view, row.engagement_id), wishes.get((row.view, None))),
            lately=any(each.view == row.view for each in came),
        )
        for row in rows
    ]
    spent = _spent(came, at_wall(local(now, zone).date(), 0, zone))
    off = off_days(session, person)
    decided = decide(candidates, spent, person.hours, zone, now, person.daily, off=off)
    for row, decision in zip(rows, decided, strict=True):
        match decision:
            case Ready(quiet):
                row.state, row.quiet, row.admitted_at = SendState.READY, row.quiet or quiet, now
            case Later(at):
                row.not_before = at
            case Fold():
                _fold(session, person, row, now)
            case Drop():
                row.state, row.note = SendState.DROPPED, "not wished for"
        session.add(row)


def subject_of(row: Outgoing) -> str:
    """What a message is about: one unsolicited message a day about the same thing is enough."""
    return f"task:{row.about['task']}" if "task" in row.about else row.key


def _spent(came: Iterable[Outgoing], since: datetime) -> Spent:
    today = [row for row in came if row.admitted_at is not None and row.admitted_at >= since]
    return Spent(len(today), frozenset(map(subject_of, today)))


def _fold(session: Session, person: Person, row: Outgoing, now: datetime) -> None:
    """Into the next digest: one message to one person, on the account that the first of it was for."""
    zone = person.zone or "UTC"
    days = [day for day in range(7) if person.hours[day]] or range(7)
    at = next_occurrence(days, person.digest_minute, zone, now, off=off_days(session, person)) or now + NO_HOURS
    row.state, row.digest = SendState.FOLDED, f"digest:{person.id}:{local(at, zone).date()}"
    session.add(row)
    session.flush()
    account, _ = people.account_and_person(session, row.account_id)
    write(
        session,
        now,
        key=row.digest,
        view="digest",
        to=account,
        about={},
        kind=Kind.SOLICITED,
        not_before=at,
    )
