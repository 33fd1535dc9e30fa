"""How long something can be put off."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.times import Pattern, at_wall, local, next_working

AFTERNOON = 15 * 60
MORNING = 9 * 60
MIDNIGHT = 24 * 60
SOON = timedelta(days=14)  # an absence that begins by then is one somebody thinks of already


class Snooze(StrEnum):
    """When a reminder shall come back."""

    MINUTES = "minutes"
    HOUR = "hour"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    WORKDAY = "workday"
    BACK = "back"
    ANSWERED = "answered"


TODAY = (Snooze.MINUTES, Snooze.HOUR, Snooze.AFTERNOON)
WAITING = (Snooze.BACK, Snooze.ANSWERED)  # for working time, as they have no hour of their own
LASTING = (Snooze.MINUTES, Snooze.HOUR)  # so long, on whatever clock

# The days of an absence; without a last one until further notice.
Away = tuple[date, date | None]


def until(
    snooze: Snooze, works: Pattern, now: datetime, *, said: date | None = None, away: Away | None = None
) -> datetime | None:
    """The moment a snoozed reminder comes back, ``said`` being the day on which that was chosen, if it is not today,
    and ``away`` the absence that is under way or near. Of one without an end it is the beginning: what comes back then
    waits for the return.

    None for a choice that is over for today, for no working hours, or for no absence; and for the answer to a question,
    which has no moment of its own.
    """
    zone = works.zone
    day = said or local(now, zone).date()
    match snooze:
        case Snooze.MINUTES:
            return now + timedelta(minutes=20)
        case Snooze.HOUR:
            return now + timedelta(hours=1)
        case Snooze.AFTERNOON:
            at = at_wall(day, AFTERNOON, zone)
            return at if at > now else None
        case Snooze.TOMORROW:
            return at_wall(day + timedelta(days=1), MORNING, zone)
        case Snooze.WORKDAY:
            return next_working(works.hours, zone, at_wall(day, MIDNIGHT, zone), off=works.off)
        case Snooze.BACK if away is not None:
            first, last = away
            if last is None:
                return max(now, at_wall(first, 0, zone))
            return next_working(works.hours, zone, at_wall(last, MIDNIGHT, zone), off=works.off)
    return None


def near(absences: Sequence[Away], today: date) -> Away | None:
    """The first absence that is under way, or begins within two weeks."""
    fitting = [each for each in absences if each[0] <= today + SOON and (each[1] is None or each[1] >= today)]
    return min(fitting, key=lambda each: each[0], default=None)
