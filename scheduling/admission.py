"""Rows whose time has come are put before :func:`bot.admission.decide`, person by person; lanes send what is ready."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import Session

from bot import registry
from bot.admission import A_WEEK, Drop, Fold, Later, Ready, candidate, day_begins, decide, sort_of, spent
from bot.features.interruptions.timers import DIGEST, fold
from bot.working import standings
from data.database import Database, notify
from data.known import known
from data.queries import lanes, messages, people
from data.tables import Kind, Outgoing, Person, SendState

BATCH = 100


def admit(database: Database, now: datetime) -> int:
    """Decides on the messages whose time has come, person by person; how many there were."""
    with database.transaction() as session:
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
        for person_id in sorted(by_person):
            _admit(session, people.lock_person(session, person_id), by_person[person_id], now)
        ready = [row for row in rows if row.state is SendState.READY]
        for row in ready:
            row.lane_id, row.retry_at = on[row.workspace_id], None
        session.flush()
        if ready:
            lanes.wake(session, dict.fromkeys((on[row.workspace_id] for row in ready), now))
            notify(session)
        return len(rows)


def _admit(session: Session, person: Person, rows: list[Outgoing], now: datetime) -> None:
    zone, person_id = person.zone or "UTC", known(person.id)
    since = day_begins(zone, now)
    unsolicited = any(row.kind is Kind.UNSOLICITED for row in rows)
    rows_of_a_week = messages.unsolicited_since(session, person_id, now - A_WEEK) if unsolicited else []
    came = [(row, row.admitted_at or now) for row in rows_of_a_week]
    wishes = people.preferences_of(session, person_id) if unsolicited else {}
    once = {row.view for row in rows if row.kind is Kind.SOLICITED and row.view in registry.seconds}
    sorts = messages.sorts_since(session, person_id, once, since) if once else set()
    standing = standings(session, person, rows, now)
    candidates = [candidate(row, person, wishes, came, standing[row.engagement_id]) for row in rows]
    today = spent(came, since, (sort_of(view, engagement) for view, engagement in sorts))
    decided = decide(candidates, today, person.hours, zone, now, person.daily)
    folded, returning = [], False
    for row, each, decision in zip(rows, candidates, decided, strict=True):
        match decision:
            case Ready(quiet):
                row.state, row.quiet, row.admitted_at = SendState.READY, row.quiet or quiet, now
            case Later(at):
                row.not_before = at
                if each.away and row.kind is Kind.SOLICITED:  # it is decided upon anew if they are back sooner
                    row.waits_for_work = True
                    row.about = {"back": 1} if row.view == DIGEST else row.about
            case Fold():
                folded.append(row)
                returning = returning or (each.returning and each.wish is None)
            case Drop():
                row.state, row.note = SendState.DROPPED, "not wished for"
        session.add(row)
    if folded:
        _fold(session, person, folded, now, returning=returning)


def _fold(session: Session, person: Person, rows: list[Outgoing], now: datetime, *, returning: bool) -> None:
    """Into the next digest: one message to one person, on the account that the first of it was for."""
    session.flush()
    account, _ = people.account_and_person(session, rows[0].account_id)
    digest = fold(session, person, account, now, returning=returning)
    for row in rows:
        row.state, row.digest, row.not_before, row.admitted_at = SendState.FOLDED, digest.key, digest.not_before, None
        session.add(row)
