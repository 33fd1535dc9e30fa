"""Rows whose time has come are put before :func:`bot.admission.decide`, person by person; lanes send what is ready."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from bot import registry
from bot.admission import A_WEEK, Candidate, Decision, Drop, Fold, Later, Ready, Spent, decide
from bot.features.interruptions.timers import fold
from bot.times import Off, at_wall, local
from bot.working import off_days
from data.database import Database
from data.known import known
from data.queries import messages, people
from data.tables import Kind, Outgoing, Person, SendState, Wish

__all__ = ["Candidate", "Decision", "Drop", "Fold", "Later", "Ready", "Spent", "admit", "decide"]

BATCH = 100


def admit(database: Database, now: datetime) -> int:
    """Decides on the messages whose time has come, person by person; how many there were."""
    with database.transaction() as session:
        rows = messages.waiting_for_admission(session, now, BATCH)
        persons = people.persons_of(session, {row.account_id for row in rows}) if rows else {}
        by_person: dict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            by_person[persons[row.account_id]].append(row)
        for person_id in sorted(by_person):
            _admit(session, people.lock_person(session, person_id), by_person[person_id], now)
        return len(rows)


def _admit(session: Session, person: Person, rows: list[Outgoing], now: datetime) -> None:
    zone, person_id = person.zone or "UTC", known(person.id)
    since = at_wall(local(now, zone).date(), 0, zone)
    unsolicited = any(row.kind is Kind.UNSOLICITED for row in rows)
    came = messages.unsolicited_since(session, person_id, now - A_WEEK) if unsolicited else []
    wishes = people.preferences_of(session, person_id) if unsolicited else {}
    once = {row.view for row in rows if row.kind is Kind.SOLICITED and row.view in registry.seconds}
    sorts = messages.sorts_since(session, person_id, once, since) if once else set()
    off = off_days(session, person)
    candidates = [_candidate(row, person, wishes, came) for row in rows]
    spent = _spent(came, since, frozenset(_sort(view, engagement) for view, engagement in sorts))
    decided = decide(candidates, spent, person.hours, zone, now, person.daily, off=off)
    folded = []
    for row, decision in zip(rows, decided, strict=True):
        match decision:
            case Ready(quiet):
                row.state, row.quiet, row.admitted_at = SendState.READY, row.quiet or quiet, now
            case Later(at):
                row.not_before = at
            case Fold():
                folded.append(row)
            case Drop():
                row.state, row.note = SendState.DROPPED, "not wished for"
        session.add(row)
    if folded:
        _fold(session, person, folded, now, off)


def _candidate(
    row: Outgoing, person: Person, wishes: dict[tuple[str, int | None], Wish], came: Iterable[Outgoing]
) -> Candidate:
    """A row as the decision sees it. What was wished for one engagement is counted in that one alone."""
    here = row.kind is Kind.SOLICITED or (row.view, row.engagement_id) in wishes
    engagement = row.engagement_id if here else None
    return Candidate(
        row.kind,
        row.waits_for_work,
        subject_of(row),
        wishes.get((row.view, engagement)),
        lately=any(each.view == row.view and (not here or each.engagement_id == engagement) for each in came),
        sort=_sort(row.view, engagement),
        rings=registry.ringing.get(row.view) in person.rings,
        second=registry.seconds.get(row.view),
    )


def _sort(view: str, engagement: int | None) -> str:
    return f"{view}:{engagement or ''}"


def subject_of(row: Outgoing) -> str:
    """What a message is about: one unsolicited message a day about the same thing is enough."""
    return f"task:{row.about['task']}" if "task" in row.about else row.key


def _spent(came: Iterable[Outgoing], since: datetime, sorts: frozenset[str]) -> Spent:
    today = [row for row in came if row.admitted_at is not None and row.admitted_at >= since]
    return Spent(len(today), frozenset(map(subject_of, today)), sorts)


def _fold(session: Session, person: Person, rows: list[Outgoing], now: datetime, off: Off) -> None:
    """Into the next digest: one message to one person, on the account that the first of it was for."""
    session.flush()
    account, _ = people.account_and_person(session, rows[0].account_id)
    digest = fold(session, person, account, now, off)
    for row in rows:
        row.state, row.digest, row.not_before = SendState.FOLDED, digest.key, digest.not_before
        session.add(row)
