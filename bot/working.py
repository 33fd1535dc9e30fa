"""When somebody works: hours, everywhere or in one engagement, less public holidays and absences."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.admission import Standing, work_begins
from bot.regions import holidays_in
from bot.times import DAY, Off, Pattern, at_wall, is_working, local, next_shared, next_working
from bot.work import Side, Team
from data.known import known
from data.queries import people
from data.tables import Absence, Engagement, Outgoing, Person, Role


def off_days(
    session: Session,
    person: Person,
    engagement: Engagement | None = None,
    absences: Sequence[Absence] | None = None,
) -> Off:
    """Whether a day is one on which this person doesn't work, whatever the hours say: everywhere, or in one
    engagement, where absences told for it alone count too. Whoever asks often hands the absences in."""
    told = people.absences_of(session, known(person.id)) if absences is None else absences
    mine = [each for each in told if each.holds_for(engagement.id if engagement else None)]
    region = person.holidays

    def off(day: date) -> bool:
        return any(each.covers(day) for each in mine) or (region is not None and day in holidays_in(region, day.year))

    return off


def pattern_of(
    session: Session,
    person: Person,
    engagement: Engagement | None = None,
    role: Role | None = None,
    absences: Sequence[Absence] | None = None,
) -> Pattern:
    """When somebody works: everywhere, or in that role in one engagement."""
    own = engagement.hours_of(role) if engagement is not None and role is not None else None
    hours = person.hours if own is None else own
    return Pattern(hours, person.zone or "UTC", off_days(session, person, engagement, absences))


def works_at(
    session: Session, person: Person, at: datetime, engagement: Engagement | None = None, role: Role | None = None
) -> bool:
    """Whether that moment is in somebody's working time."""
    works = pattern_of(session, person, engagement, role)
    return is_working(works.hours, works.zone, at, off=works.off)


def next_work(session: Session, person: Person, at: datetime) -> datetime | None:
    """The first moment of somebody's working time from then on; None for no hours, or an absence without an end."""
    works = pattern_of(session, person)
    return next_working(works.hours, works.zone, at, off=works.off)


def shared_time(session: Session, team: Team, now: datetime) -> tuple[datetime, datetime] | None:
    """When the two of an engagement work at the same time next; None if not within two weeks."""
    client, va = (_here(session, team, side) for side in (team.client, team.va))
    return next_shared(client, va, now)


def _here(session: Session, team: Team, side: Side) -> Pattern:
    return pattern_of(session, side.person, team.engagement, side.role)


def standings(
    session: Session,
    person: Person,
    rows: Iterable[Outgoing],
    now: datetime,
    absences: Sequence[Absence] | None = None,
) -> dict[int | None, Standing]:
    """How somebody stands to each engagement that these messages to them are part of. Whoever asks for many people
    hands the absences in."""
    absences, found = people.absences_of(session, known(person.id)) if absences is None else absences, {}
    for part, account in {row.engagement_id: row.account_id for row in rows}.items():
        engagement = session.get(Engagement, part) if part else None
        role = None if engagement is None else Role.CLIENT if account == engagement.client_id else Role.VA
        works = pattern_of(session, person, engagement, role, absences)
        begins = work_begins(works, now)
        here = [each for each in absences if each.holds_for(part)]
        returning = is_away(here, works.zone, now, begins) or (begins != now and _just_ended(here, works, now, begins))
        found[part] = Standing(works, is_away(here, works.zone, now, now), returning)
    return found


def _just_ended(absences: Sequence[Absence], works: Pattern, now: datetime, begins: datetime | None) -> bool:
    """Whether somebody hasn't worked since the last of these absences."""
    today = local(now, works.zone).date()
    last = max((each.last for each in absences if each.last is not None and each.last < today), default=None)
    return last is not None and work_begins(works, at_wall(last, DAY, works.zone)) == begins


def is_away(absences: Sequence[Absence], zone: str, at: datetime, until: datetime | None) -> bool:
    """Whether one of these absences has a day from ``at`` to ``until`` (None: at any time after it)."""
    first, last = local(at, zone).date(), local(until, zone).date() if until else None
    return any((each.last is None or each.last >= first) and (last is None or each.first <= last) for each in absences)
