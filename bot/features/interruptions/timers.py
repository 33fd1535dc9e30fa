"""When the digest comes: one is on its way at most, and there is one a day. And when what was put off comes back."""

from datetime import date, datetime, timedelta
from typing import Any, TypeGuard

from sqlmodel import Session

from bot.admission import DIGEST, NO_HOURS, day_begins, work_begins
from bot.features.interruptions.rules import LASTING, Away, Snooze, near, until
from bot.late import TOGETHER
from bot.telling import over_at, write
from bot.times import Off, Pattern, local, next_occurrence, on_day, plus_days
from bot.working import is_away, off_days, pattern_of, standings
from data.known import known
from data.queries import messages, people
from data.tables import Absence, Account, Kind, Outgoing, Person, SendState

GATHER = timedelta(minutes=1)  # after a downtime, until everything that fell due has happened


def digest_at(person: Person, after: datetime, off: Off) -> datetime:
    """The next moment at which somebody's digest comes: their hour, on the next day on which they work."""

    def left_out(day: date) -> bool:
        return off(day) or (any(person.hours) and not on_day(person.hours, day))

    at = next_occurrence(range(7), person.digest_minute, person.zone or "UTC", after, off=left_out)
    return at or after + NO_HOURS


def late_at(works: Pattern, now: datetime) -> datetime:
    """When the one message comes that holds what Baton's own absence held up: in working time, once everything that
    fell due meanwhile has happened."""
    return max(work_begins(works, now) or now + NO_HOURS, now + GATHER)


def fold(
    session: Session, person: Person, account: Account, now: datetime, *, since: datetime | None = None
) -> Outgoing:
    """The digest that takes in what could wait: the one on its way, or a new one to that account. What comes late is in
    one as well, the first of it being from ``since``."""
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    if _is_coming(latest, now):
        return latest
    gathered = late_at(pattern_of(session, person), now) if since is not None else None
    found = _new(
        session,
        account,
        now,
        latest,
        about={TOGETHER: 1} if since else {},
        waits_for_work=gathered is not None,
        not_before=gathered or _next(session, person, now, off_days(session, person)),
    )
    found.was_due_at = since
    return found


def fold_on_return(session: Session, person: Person, account: Account, now: datetime) -> Outgoing:
    """The digest of somebody who is back, which leaves now, with what was to come later that day."""
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    found = latest if _is_coming(latest, now) else _new(session, account, now, latest)
    messages.move_folded(session, found.key, now)
    return found


def _is_coming(latest: Outgoing | None, now: datetime) -> TypeGuard[Outgoing]:
    return latest is not None and latest.state is SendState.WAITING and latest.not_before > now


def _new(session: Session, account: Account, now: datetime, latest: Outgoing | None, **given: Any) -> Outgoing:
    key = f"digest:{account.person_id}:{latest.id if latest else 0}"
    about = given.pop("about", {})
    write(session, now, key=key, view=DIGEST, to=account, about=about, kind=Kind.SOLICITED, **given)
    found = messages.outgoing(session, key)
    if found is None:
        raise LookupError(key)
    return found


def _next(session: Session, person: Person, now: datetime, off: Off) -> datetime:
    """Not on the day of the last one."""
    at, me, begins = digest_at(person, now, off), known(person.id), day_begins(person.zone or "UTC", now)
    today = at < plus_days(begins, 1, person.zone or "UTC")
    return digest_at(person, at, off) if today and messages.sorts_since(session, {me: begins}, (DIGEST,))[me] else at


def plan_digest(session: Session, person: Person, now: datetime) -> None:
    """The hour, the zone or the days off have changed: what was put off comes at another moment, and so does the digest
    that is on its way.

    Not one that waits for somebody's return, or will: that comes as soon as they work again.
    """
    _plan_put_off(session, person, now)
    latest = messages.latest_of_view(session, known(person.id), DIGEST)
    if latest is None or latest.state is not SendState.WAITING or latest.waits_for_work:
        return
    absences = people.absences_of(session, known(person.id))
    if not is_away(absences, person.zone or "UTC", latest.not_before, latest.not_before):
        messages.move_folded(session, latest.key, _next(session, person, now, off_days(session, person)))


# Put off


def put_off(choice: Snooze, today: date) -> dict[str, str]:
    """What a message carries that comes back: what was chosen, and on which day."""
    return {"snooze": choice.value, "said": today.isoformat()}


def absence_of(session: Session, person: Person, row: Outgoing, now: datetime) -> Away | None:
    """The absence that is under way or near, where that message belongs."""
    absences = _absences(session, person, row)
    return near([(each.first, each.last) for each in absences], local(now, person.zone or "UTC").date())


def comes_back(
    session: Session, person: Person, row: Outgoing, choice: Snooze, now: datetime, said: date | None = None
) -> datetime | None:
    """When that message comes back; None for a choice that doesn't fit, that would fall on a day off, or at which there
    is no point in it any more. Whoever works on a holiday all the same can be told again in an hour."""
    works, over = standings(session, person, [row], now)[row.engagement_id].works, over_at(row)
    at = until(choice, works, now, said=said, away=absence_of(session, person, row, now))
    if at is None or (over is not None and at >= over):
        return None
    if choice is Snooze.BACK or said is not None:
        return at
    away = is_away(_absences(session, person, row), works.zone, at, at)
    return None if away or (choice not in LASTING and works.off(local(at, works.zone).date())) else at


def _absences(session: Session, person: Person, row: Outgoing) -> list[Absence]:
    return [each for each in people.absences_of(session, known(person.id)) if each.holds_for(row.engagement_id)]


def _plan_put_off(session: Session, person: Person, now: datetime) -> None:
    """ "Tomorrow at nine" is by their clock, and "when I'm back" by what they told: both may have changed."""
    for row in messages.put_off_by(session, known(person.id)):
        choice, said = Snooze(row.about["snooze"]), date.fromisoformat(row.about["said"])
        if choice not in LASTING and row.until is None:
            row.not_before = comes_back(session, person, row, choice, now, said) or now
            session.add(row)
    session.flush()
