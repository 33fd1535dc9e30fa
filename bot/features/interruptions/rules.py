"""How long something can be put off."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.times import Pattern, at_wall, local, next_working

AFTERNOON = 15 * 60
MORNING = 9 * 60
MIDNIGHT = 24 * 60


class Snooze(StrEnum):
    """When a reminder shall come back."""

    MINUTES = "minutes"
    HOUR = "hour"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    WORKDAY = "workday"


def until(snooze: Snooze, works: Pattern, now: datetime) -> datetime | None:
    """The moment a snoozed reminder comes back; None for a choice that is over for today, or for no working hours."""
    zone = works.zone
    today = local(now, zone).date()
    match snooze:
        case Snooze.MINUTES:
            return now + timedelta(minutes=20)
        case Snooze.HOUR:
            return now + timedelta(hours=1)
        case Snooze.AFTERNOON:
            at = at_wall(today, AFTERNOON, zone)
            return at if at > now else None
        case Snooze.TOMORROW:
            return at_wall(today + timedelta(days=1), MORNING, zone)
        case Snooze.WORKDAY:
            return next_working(works.hours, zone, at_wall(today, MIDNIGHT, zone), off=works.off)
