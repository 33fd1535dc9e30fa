"""Who is interrupted now, later, in the digest, or not at all. Decided once, here; lanes send what is ready."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.telling import write
from bot.times import Hours, Off, Pattern, at_wall, local, never, next_occurrence, next_working, on_day
from bot.working import is_away, pattern_of
from data.database import Database
from data.known import known
from data.queries import messages, people
from data.tables import Engagement, Kind, Outgoing, Person, Role, SendState, Wish

BATCH = 100
NO_HOURS = timedelta(days=1)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Candidate:
    """A message whose time has come, as far as the decision needs to know it: its class, what it is about, what its
    receiver said about messages of its sort, and whether one of that sort came within a week.

    ``works`` says when they work in its engagement, where that is not what they do everywhere. ``away``: they have told
    that they are not there today; ``returning``: or not before they work again.
    """

    kind: Kind
    waits_for_work: bool = False
    subject: str = ""
    wish: Wish | None = None
    lately: bool = False
    works: Pattern | None = None
    away: bool = False
    returning: bool = False


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
    … on a day they are away             –                   later: when they are back
    … that waits                         ready               later: when work begins
    unsolicited, wished never            drop                drop
    … in the digest only                 fold                fold
    … rarer, and one came within a week  fold                fold
    … and they are away until then       –                   fold: one message when they are back
    … the day's number is reached        fold                later
    … one about the same came today      fold                later
    … otherwise                          ready, and counts   later: when work begins
    ===================================  ==================  ==============================

    Somebody without any working hours gets what waits a day later, and is asked again then.
    """
    usual = _begins(Pattern(hours, zone, off), now)
    count, subjects = spent.count, set(spent.subjects)
    decided: list[Decision] = []
    for candidate in candidates:
        begins = _begins(candidate.works, now) if candidate.works else usual
        later = Later(begins or now + NO_HOURS)
        decision = _decide(candidate, begins == now, later, full=count >= daily or candidate.subject in subjects)
        if candidate.kind is Kind.UNSOLICITED and isinstance(decision, Ready):
            count += 1
            subjects.add(candidate.subject)
        decided.append(decision)
    return decided


def _begins(works: Pattern, now: datetime) -> datetime | None:
    return next_working(works.hours, works.zone, now, off=works.off)


def _decide(candidate: Candidate, working: bool, later: Later, *, full: bool) -> Decision:
    match candidate.kind:
        case Kind.SOLICITED:
            return later if candidate.away or (candidate.waits_for_work and not working) else Ready()
        case Kind.FREE:
            return Ready() if working else later if candidate.waits_for_work else Ready(quiet=True)
    if candidate.wish is Wish.NEVER:
        return Drop()
    if candidate.wish is Wish.DIGEST or (candidate.wish is Wish.RARER and candidate.lately):
        return Fold()
    if not working:
        return Fold() if candidate.returning else later
    return Fold() if full else Ready()


def admit(database: Database, now: datetime) -> int:
    """Decides on the messages whose time has come, person by person; how many there were."""
    with database.transaction() as session:
        rows = messages.waiting_for_admission(session, now, BATCH)
        by_person: dict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            account, _ = people.account_and_person(session, row.account_id)
            by_person[account.person_id].append(row)
        for person_id in sorted(by_person):
            _admit(session, people.lock_person(session, person_id), by_person[person_id], now)
        return len(rows)


def _admit(session: Session, person: Person, rows: list[Outgoing], now: datetime) -> None:
    zone = person.zone or "UTC"
    unsolicited = any(row.kind is Kind.UNSOLICITED for row in rows)
    came = messages.unsolicited_since(session, known(person.id), now - A_WEEK) if unsolicited else []
    wishes = people.preferences_of(session, known(person.id)) if unsolicited else {}
    standings = _standings(session, person, rows, now)
    candidates = [
        replace(
            standings[row.engagement_id],
            kind=row.kind,
            waits_for_work=row.waits_for_work,
            subject=subject_of(row),
            wish=wishes.get((row.view, row.engagement_id), wishes.get((row.view, None))),
            lately=any(each.view == row.view for each in came),
        )
        for row in rows
    ]
    spent = _spent(came, at_wall(local(now, zone).date(), 0, zone))
    decided = decide(candidates, spent, person.hours, zone, now, person.daily)
    for row, candidate, decision in zip(rows, candidates, decided, strict=True):
        match decision:
            case Ready(quiet):
                row.state, row.quiet, row.admitted_at = SendState.READY, row.quiet or quiet, now
            case Later(at):
                row.not_before = at
                if row.kind is Kind.SOLICITED:  # it is decided upon anew if they are back sooner
                    row.waits_for_work = True
                if row.view == "digest":
                    row.about = {"back": 1}
            case Fold():
                returning = candidate.returning and candidate.wish is None
                _fold(session, person, row, now, returning=returning)
            case Drop():
                row.state, row.note = SendState.DROPPED, "not wished for"
        session.add(row)


def _standings(session: Session, person: Person, rows: list[Outgoing], now: datetime) -> dict[int | None, Candidate]:
    """When the receiver works, by what the messages are part of."""
    absences = people.absences_of(session, known(person.id))
    found = {}
    for part, account in {row.engagement_id: row.account_id for row in rows}.items():
        engagement = session.get(Engagement, part) if part else None
        role = None if engagement is None else Role.CLIENT if account == engagement.client_id else Role.VA
        works = pattern_of(session, person, engagement, role, absences)
        here = [each for each in absences if each.holds_for(part)]
        found[part] = Candidate(
            Kind.FREE,
            works=works,
            away=is_away(here, works.zone, now, now),
            returning=is_away(here, works.zone, now, _begins(works, now)),
        )
    return found


def subject_of(row: Outgoing) -> str:
    """What a message is about: one unsolicited message a day about the same thing is enough."""
    return f"task:{row.about['task']}" if "task" in row.about else row.key


def _spent(came: Iterable[Outgoing], since: datetime) -> Spent:
    today = [row for row in came if row.admitted_at is not None and row.admitted_at >= since]
    return Spent(len(today), frozenset(map(subject_of, today)))


def _fold(session: Session, person: Person, row: Outgoing, now: datetime, *, returning: bool) -> None:
    """Into the next digest: one message to one person, on the account that the first of it was for. What came while
    they were away is in one as soon as they work again."""
    works = pattern_of(session, person)
    if returning:
        waiting = messages.waiting_digest(session, known(person.id))
        key = waiting.key if waiting else f"digest:{person.id}:back:{row.id}"
        at = _begins(works, now) or now + NO_HOURS
    else:
        at = _digest_at(works, person.digest_minute, now)
        key = f"digest:{person.id}:{local(at, works.zone).date()}"
    row.state, row.digest = SendState.FOLDED, key
    session.add(row)
    session.flush()
    account, _ = people.account_and_person(session, row.account_id)
    if returning and waiting is not None:
        return
    write(
        session,
        now,
        key=key,
        view="digest",
        to=account,
        about={"back": 1} if returning else {},
        kind=Kind.SOLICITED,
        waits_for_work=returning,
        not_before=at,
    )


def _digest_at(works: Pattern, minute: int, now: datetime) -> datetime:
    """The next digest's time: on a working day, for those who have any."""

    def left_out(day: date) -> bool:
        return works.off(day) or (any(works.hours) and not on_day(works.hours, day))

    return next_occurrence(range(7), minute, works.zone, now, off=left_out) or now + NO_HOURS
