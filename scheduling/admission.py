"""Rows whose time has come are put before :func:`bot.admission.decide`, person by person; lanes send what is ready."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from bot import registry
from bot.admission import (
    A_WEEK,
    DIGEST,
    Drop,
    Fold,
    Later,
    Past,
    Ready,
    Wishes,
    candidate,
    day_begins,
    decide,
    missed_at,
    sort_of,
    spent,
)
from bot.app import PUT_OFF
from bot.features.interruptions.timers import fold, fold_on_return
from bot.late import LATE
from bot.working import standings
from data.database import Database, notify
from data.known import known
from data.queries import lanes, messages, people
from data.tables import Absence, Account, Kind, Outgoing, Person, SendState

logger = logging.getLogger(__name__)

BATCH = 50  # people, at most: then presses get their turn


def admit(database: Database, now: datetime) -> int:
    """Decides on the messages whose time has come, person by person; how many there were.

    Where that fails for somebody, it is logged, and theirs are put off by ten minutes: they hold up nobody else's.
    """
    try:
        return _admit_some(database, now)
    except DatabaseError:
        raise  # nobody's messages are to blame
    except Exception:
        return _admit_some(database, now, carefully=True)


def _admit_some(database: Database, now: datetime, *, carefully: bool = False) -> int:
    with database.transaction() as session:
        messages.call_back(session, now - LATE, BATCH)
        rows = messages.waiting_for_admission(session, now, BATCH)
        if not rows:
            return 0
        persons = people.persons_of(session, {row.account_id for row in rows})
        by_person: dict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            if row.message is None:
                by_person[persons[row.account_id]].append(row)
            else:
                row.state = SendState.READY  # an edit interrupts nobody
        decide_on = _one_by_one if carefully else _all_at_once
        leaving = decide_on(session, by_person, now)
        ready = [row for row in (*rows, *leaving) if row.state is SendState.READY]
        on = people.lanes_of(session, {row.workspace_id for row in ready})
        for row in ready:
            row.lane_id, row.retry_at = on[row.workspace_id], None
        session.flush()
        if ready:
            lanes.wake(session, dict.fromkeys((on[row.workspace_id] for row in ready), now))
            notify(session)
        return len(rows)


def _all_at_once(session: Session, by_person: dict[int, list[Outgoing]], now: datetime) -> list[Outgoing]:
    """Decides, and gives the digests that leave besides."""
    return [each for receiver in _receivers(session, by_person, now) for each in _admit(session, receiver, now)]


def _one_by_one(session: Session, by_person: dict[int, list[Outgoing]], now: datetime) -> list[Outgoing]:
    session.flush()
    leaving: list[Outgoing] = []
    for person in sorted(by_person):
        try:
            with session.begin_nested():
                found = _all_at_once(session, {person: by_person[person]}, now)
        except Exception as error:
            logger.error("admission failed", extra={"person": person, "error": type(error).__name__})
            for row in by_person[person]:
                row.not_before = now + PUT_OFF
                session.add(row)
        else:
            leaving += found
    return leaving


@dataclass(frozen=True)
class _Receiver:
    """Somebody, what is due to them, and what the decision has to know: asked for all that are decided upon at once."""

    person: Person
    rows: list[Outgoing]
    absences: list[Absence]
    wishes: Wishes
    came: Past
    sorts: set[str]


def _receivers(session: Session, by_person: dict[int, list[Outgoing]], now: datetime) -> list[_Receiver]:
    persons = people.lock_persons(session, by_person)
    days = {known(person.id): day_begins(person.zone or "UTC", now) for person in persons}
    due = [row for rows in by_person.values() for row in rows]
    once = {row.view for row in due if row.kind is Kind.SOLICITED and row.view in registry.seconds}
    once |= {DIGEST for row in due if row.waited}
    asked = [who for who, rows in by_person.items() if any(row.kind is Kind.UNSOLICITED for row in rows)]
    came = messages.unsolicited_since(session, asked, now - A_WEEK) if asked else {}
    wishes = people.preferences_of(session, asked) if asked else {}
    absences = people.absences_of_all(session, by_person)
    sorts = messages.sorts_since(session, days, once)
    return [
        _Receiver(
            person,
            by_person[who],
            absences[who],
            wishes.get(who, {}),
            came.get(who, []),
            {sort_of(view, engagement) for view, engagement in sorts[who]},
        )
        for person, who in ((each, known(each.id)) for each in persons)
    ]


def _admit(session: Session, receiver: _Receiver, now: datetime) -> list[Outgoing]:
    """Decides on what is due to one person; a digest that leaves now besides, if there is one."""
    person, rows = receiver.person, receiver.rows
    zone = person.zone or "UTC"
    standing = standings(session, person, rows, now, receiver.absences)
    for row in rows:
        row.was_due_at = row.was_due_at or missed_at(row, person, standing[row.engagement_id].works, now)
    candidates = [candidate(row, person, receiver.wishes, receiver.came, standing[row.engagement_id]) for row in rows]
    today = spent(receiver.came, day_begins(zone, now), receiver.sorts)
    decided = decide(candidates, today, person.hours, zone, now, person.daily)
    folded, back = list[Outgoing](), list[Outgoing]()
    for row, each, decision in zip(rows, candidates, decided, strict=True):
        match decision:
            case Ready(quiet):
                row.state, row.quiet, row.admitted_at = SendState.READY, row.quiet or quiet, now
            case Later(at, returning):
                row.not_before, row.waited = at, row.waited or returning
                if row.view == DIGEST:
                    messages.move_folded(session, row.key, at)
                if each.away and row.kind is Kind.SOLICITED:  # it is decided upon anew if they are back sooner
                    row.waits_for_work = True
                    row.about = {"back": 1} if row.view == DIGEST else row.about
            case Fold(returning):
                (back if returning else folded).append(row)
            case Drop(why):
                row.state, row.note = SendState.DROPPED, why
        session.add(row)
    if not back and not folded:
        return []
    session.flush()
    leaving = next((row for row in rows if row.view == DIGEST and row.state is SendState.READY), None)
    if back:
        leaving = leaving or fold_on_return(session, person, _account(session, back[0]), now)
        leaving.state, leaving.admitted_at, leaving.about = SendState.READY, now, {"back": 1}
        leaving.was_due_at = min((row.was_due_at for row in back if row.was_due_at), default=leaving.was_due_at)
        for row in back:
            _put_into(session, row, leaving, now)
    if folded:
        # What comes late takes the one that is just leaving, if there is one.
        since = min((row.was_due_at for row in folded if row.was_due_at), default=None)
        found = leaving if leaving is not None and since is not None else None
        found = found or fold(session, person, _account(session, folded[0]), now, since=since)
        for row in folded:
            _put_into(session, row, found, now)
    return [leaving] if leaving is not None and leaving not in rows else []


def _account(session: Session, row: Outgoing) -> Account:
    """The account that the first of them was for: one digest for one person."""
    return people.account_and_person(session, row.account_id)[0]


def _put_into(session: Session, row: Outgoing, digest: Outgoing, now: datetime) -> None:
    """A digest takes it in. What has its place in a room stands there as well, and mentions nobody."""
    row.digest, row.not_before = digest.key, digest.not_before
    in_room = row.room is not None and digest.state is SendState.READY
    row.state, row.admitted_at = (SendState.READY, now) if in_room else (SendState.FOLDED, None)
    row.quiet = row.quiet or in_room
    session.add(row)
