"""When the digest comes. There is one on its way at most, and one a day."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.admission import NO_HOURS, work_begins
from bot.late import TOGETHER
from bot.telling import write
from bot.times import Off, Pattern, local, next_occurrence, on_day
from bot.working import is_away, off_days, pattern_of
from data.known import known
from data.queries import messages, people
from data.tables import Account, Kind, Outgoing, Person, SendState

DIGEST = "digest"
GATHER = timedelta(minutes=1)  # after a downtime, until everything that fell due has happened


def digest_at(person: Person, after: datetime, off: Off) -> datetime:
    """The next moment at which somebody's digest comes: their hour, on the next day on which they work."""

    def left_out(day: date) -> bool:
        return off(day) or (any(person.hours) and not on_day(person.hours, day))

    at = next_occurrence(range(7), person.digest_minute, person.zone or "UTC", after, off=left_out)
    return at or after + NO_HOURS


def gathered_at(works: Pattern, now: datetime, *, late: bool) -> datetime:
    """When the one message comes that holds what came while somebody was away, or while Baton was: as soon as they
    work."""
    at = work_begins(works, now) or now + NO_HOURS
    return max(at, now + GATHER) if late else at


def fold(
    session: Session, person: Person, account: Account, now: datetime, *, returning: bool, since: datetime | None = None
) -> Outgoing:
    """The digest that takes in what could wait: the one on its way, or a new one to that account. What came while they
    were away is in one as soon as they work again, and so is what comes late, the first of it being from ``since``."""
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    if latest is not None and latest.state is SendState.WAITING and latest.not_before > now:
        return latest
    key = f"digest:{person.id}:{latest.id if latest else 0}"
    works = pattern_of(session, person)
    late = since is not None
    at = gathered_at(works, now, late=late) if returning or late else _next(person, latest, now, works.off)
    write(
        session,
        now,
        key=key,
        view=DIGEST,
        to=account,
        about={"back": 1} if returning else {TOGETHER: 1} if late else {},
        kind=Kind.SOLICITED,
        waits_for_work=returning or late,
        not_before=at,
    )
    found = messages.outgoing(session, key)
    if found is None:
        raise LookupError(key)
    found.was_due_at = since
    return found


def _next(person: Person, latest: Outgoing | None, now: datetime, off: Off) -> datetime:
    """Not on the day of the last one."""
    at, zone = digest_at(person, now, off), person.zone or "UTC"
    if latest is None or latest.state is SendState.DROPPED:
        return at
    came = latest.admitted_at or latest.not_before
    return digest_at(person, at, off) if local(came, zone).date() == local(at, zone).date() else at


def plan_digest(session: Session, person: Person, now: datetime) -> None:
    """The hour, the zone or the days off have changed: the digest that is on its way comes at another moment.

    Not one that waits for somebody's return, or will: that comes as soon as they work again.
    """
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    if latest is None or latest.state is not SendState.WAITING or latest.waits_for_work:
        return
    absences = people.absences_of(session, known(person.id))
    if not is_away(absences, person.zone or "UTC", latest.not_before, latest.not_before):
        messages.move_folded(session, latest.key, digest_at(person, now, off_days(session, person)))
