"""Who is interrupted now, and who later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.times import Hours, is_working, next_working
from data.database import Database
from data.queries import messages, people
from data.tables import Kind, Outgoing, SendState

BATCH = 100
NO_HOURS = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """A message whose time has come, as far as the decision needs to know it."""

    kind: Kind
    waits_for_work: bool


@dataclass(frozen=True)
class Ready:
    """It may leave; a quiet one mentions nobody."""

    quiet: bool = False


@dataclass(frozen=True)
class Later:
    """Not before then."""

    at: datetime


def decide(candidate: Candidate, hours: Hours, zone: str, now: datetime) -> Ready | Later:
    """One message, one moment of one person.

    =============  ==================  ==============================
    kind           in working time     outside
    =============  ==================  ==============================
    free           ready               ready, without a mention
    … that waits   ready               later: when work begins
    solicited      ready               ready: the person set the time
    unsolicited    ready               later: when work begins
    =============  ==================  ==============================

    Somebody without any working hours gets what waits a day later, and is asked again then.
    """
    if is_working(hours, zone, now) or candidate.kind is Kind.SOLICITED:
        return Ready()
    if candidate.kind is Kind.FREE and not candidate.waits_for_work:
        return Ready(quiet=True)
    return Later(next_working(hours, zone, now) or now + NO_HOURS)


def admit(database: Database, now: datetime) -> int:
    """Decides on the messages whose time has come, in one transaction; how many there were."""
    with database.transaction() as session:
        rows = messages.waiting_for_admission(session, now, BATCH)
        for row in rows:
            _admit(session, row, now)
        return len(rows)


def _admit(session: Session, row: Outgoing, now: datetime) -> None:
    _, person = people.account_and_person(session, row.account_id)
    candidate = Candidate(row.kind, row.waits_for_work)
    match decide(candidate, person.hours, person.zone or "UTC", now):
        case Ready(quiet):
            row.state, row.quiet = SendState.READY, row.quiet or quiet
        case Later(at):
            row.not_before = at
    session.add(row)
