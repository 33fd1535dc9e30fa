"""When somebody works: weekly hours, less public holidays and absences."""

from datetime import date, datetime

from sqlmodel import Session

from bot.regions import holidays_in
from bot.times import Off, is_working, next_working
from data.known import known
from data.queries import people
from data.tables import Person


def off_days(session: Session, person: Person) -> Off:
    """Whether a day is one on which this person doesn't work, whatever the weekly hours say."""
    absences = people.absences_of(session, known(person.id))
    region = person.holidays

    def off(day: date) -> bool:
        away = any(each.first <= day and (each.last is None or day <= each.last) for each in absences)
        return away or (region is not None and day in holidays_in(region, day.year))

    return off


def works_at(session: Session, person: Person, at: datetime) -> bool:
    """Whether that moment is in somebody's working time."""
    return is_working(person.hours, person.zone or "UTC", at, off=off_days(session, person))


def next_work(session: Session, person: Person, at: datetime) -> datetime | None:
    """The first moment of somebody's working time from then on; None for no hours, or an absence without an end."""
    return next_working(person.hours, person.zone or "UTC", at, off=off_days(session, person))
