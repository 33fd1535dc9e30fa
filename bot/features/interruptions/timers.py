"""When the digest comes. There is one on its way at most, and one a day."""

from datetime import datetime

from sqlmodel import Session

from bot.admission import NO_HOURS
from bot.telling import write
from bot.times import Off, local, next_occurrence
from bot.working import off_days
from data.known import known
from data.queries import messages
from data.tables import Account, Kind, Outgoing, Person, SendState

DIGEST = "digest"


def digest_at(person: Person, after: datetime, off: Off) -> datetime:
    """The next moment at which somebody's digest comes: their hour, on the next day on which they work."""
    days = [day for day in range(7) if person.hours[day]] or range(7)
    at = next_occurrence(days, person.digest_minute, person.zone or "UTC", after, off=off)
    return at or after + NO_HOURS


def fold(session: Session, person: Person, account: Account, now: datetime, off: Off) -> Outgoing:
    """The digest that takes in what could wait: the one on its way, or a new one to that account."""
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    if latest is not None and latest.state is SendState.WAITING and latest.not_before > now:
        return latest
    key = f"digest:{person.id}:{latest.id if latest else 0}"
    at = _next(person, latest, now, off)
    write(session, now, key=key, view=DIGEST, to=account, about={}, kind=Kind.SOLICITED, not_before=at)
    found = messages.outgoing(session, key)
    if found is None:
        raise LookupError(key)
    return found


def _next(person: Person, latest: Outgoing | None, now: datetime, off: Off) -> datetime:
    """Not on the day of the last one."""
    at, zone = digest_at(person, now, off), person.zone or "UTC"
    if latest is None or latest.state is SendState.DROPPED:
        return at
    came = latest.admitted_at or latest.not_before
    return digest_at(person, at, off) if local(came, zone).date() == local(at, zone).date() else at


def plan_digest(session: Session, person: Person, now: datetime) -> None:
    """The hour, the zone or the days off have changed: the digest that is on its way comes at another moment."""
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    if latest is not None and latest.state is SendState.WAITING:
        messages.move_folded(session, latest.key, digest_at(person, now, off_days(session, person)))
