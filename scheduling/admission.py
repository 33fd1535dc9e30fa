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
    NO_HOURS,
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
    work_begins,
)
from bot.app import PUT_OFF
from bot.features.interruptions.timers import DIGEST, fold
from bot.late import LATE
from bot.working import standings
from data.database import Database, notify
from data.known import known
from data.queries import lanes, messages, people
from data.tables import Absence, Kind, Outgoing, Person, SendState

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
        on = people.lanes_of(session, {row.workspace_id for row in rows})
        persons = people.persons_of(session, {row.account_id for row in rows})
        by_person: dict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            if row.message is None:
                by_person[persons[row.account_id]].append(row)
            else:
                row.state = SendState.READY  # an edit interrupts nobody
        if carefully:
            _one_by_one(session, by_person, now)
        else:
            _all_at_once(session, by_person, now)
        ready = [row for row in rows if row.state is SendState.READY]
        for row in ready:
            row.lane_id, row.retry_at = on[row.workspace_id], None
        session.flush()
        if ready:
            lanes.wake(session, dict.fromkeys((on[row.workspace_id] for row in ready), now))
            notify(session)
        return len(rows)


def _all_at_once(session: Session, by_person: dict[int, list[Outgoing]], now: datetime) -> None:
    for receiver in _receivers(session, by_person, now):
        _admit(session, receiver, now)


def _one_by_one(session: Session, by_person: dict[int, list[Outgoing]], now: datetime) -> None:
    session.flush()
    for person in sorted(by_person):
        try:
            with session.begin_nested():
                _all_at_once(session, {person: by_person[person]}, now)
        except Exception as error:
            logger.error("admission failed", extra={"person": person, "error": type(error).__name__})
            for row in by_person[person]:
                row.not_before = now + PUT_OFF
                session.add(row)


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
    once = {
        row.view
        for rows in by_person.values()
        for row in rows
        if row.kind is Kind.SOLICITED and row.view in registry.seconds
    }
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


def _admit(session: Session, receiver: _Receiver, now: datetime) -> None:
    person, rows = receiver.person, receiver.rows
    zone = person.zone or "UTC"
    standing = standings(session, person, rows, now, receiver.absences)
    for row in rows:
        row.was_due_at = row.was_due_at or missed_at(row, person, standing[row.engagement_id].works, now)
    candidates = [candidate(row, person, receiver.wishes, receiver.came, standing[row.engagement_id]) for row in rows]
    today = spent(receiver.came, day_begins(zone, now), receiver.sorts)
    decided = decide(candidates, today, person.hours, zone, now, person.daily)
    folded, returns = [], list[datetime]()
    for row, each, decision in zip(rows, candidates, decided, strict=True):
        match decision:
            case Ready(quiet):
                row.state, row.quiet, row.admitted_at = SendState.READY, row.quiet or quiet, now
            case Later(at):
                row.not_before = at
                if row.view == DIGEST:
                    messages.move_folded(session, row.key, at)
                if each.away and row.kind is Kind.SOLICITED:  # it is decided upon anew if they are back sooner
                    row.waits_for_work = True
                    row.about = {"back": 1} if row.view == DIGEST else row.about
            case Fold(returning):
                folded.append(row)
                if returning:
                    returns.append(work_begins(standing[row.engagement_id].works, now) or now + NO_HOURS)
            case Drop(why):
                row.state, row.note = SendState.DROPPED, why
        session.add(row)
    if folded:
        leaving = next((row for row in rows if row.view == DIGEST and row.state is SendState.READY), None)
        _fold(session, person, folded, now, back=min(returns, default=None), leaving=leaving)


def _fold(
    session: Session,
    person: Person,
    rows: list[Outgoing],
    now: datetime,
    *,
    back: datetime | None,
    leaving: Outgoing | None,
) -> None:
    """Into the next digest: one message to one person, on the account that the first of it was for. What comes late
    takes the one that is just leaving, if there is one."""
    session.flush()
    account, _ = people.account_and_person(session, rows[0].account_id)
    since = min((row.was_due_at for row in rows if row.was_due_at), default=None)
    digest = leaving if leaving is not None and since is not None else None
    digest = digest or fold(session, person, account, now, back=back, since=since)
    for row in rows:
        row.state, row.digest, row.not_before, row.admitted_at = SendState.FOLDED, digest.key, digest.not_before, None
        session.add(row)
