"""From what somebody typed to one moment, to two that are asked about, or to the reason why there is none."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.dates.clocks import MIDNIGHT, WHOLE_DAY, Clock
from bot.dates.days import Days, Elapsed, Said
from bot.dates.phrases import Phrase, parse
from bot.dates.readings import Ambiguous, Moment, Precision, Reading, Unreadable, Why
from bot.dates.words import folded
from bot.times import at_wall, local

LONGEST = 200
# Two years, one of them perhaps a leap year.
_FARTHEST = timedelta(days=731)


def read_date(text: str, *, now: datetime, zone: str, language: str) -> Reading:
    """The moment that ``text`` names, said at ``now`` by somebody who lives in ``zone`` (an IANA name).

    Both languages are understood whatever ``language`` is; it only decides the order of day and month. See the
    package for the rules. No text raises; an unknown zone does (``ZoneInfoNotFoundError``).
    """
    text = text.strip()
    if len(text) > LONGEST:
        return Unreadable(Why.TOO_LONG)
    if not folded(text):
        return Unreadable(Why.EMPTY)
    today = local(now, zone).date()
    phrase = parse(text, Said(today, language))
    return _resolved(phrase, _Here(now, zone, today)) if phrase else Unreadable(Why.NOT_A_DATE)


@dataclass(frozen=True)
class _Here:
    now: datetime
    zone: str
    today: date

    def moment(self, day: date, minute: int, precision: Precision) -> Moment | Why:
        """That wall time of that day; ``PAST`` or ``TOO_FAR`` if it can't be meant."""
        # Before anything else, as there is no UTC at the ends of the calendar.
        if abs(day - self.today) > _FARTHEST:
            return Why.PAST if day < self.today else Why.TOO_FAR
        day, minute = day + timedelta(days=minute // MIDNIGHT), minute % MIDNIGHT
        shown = next(later for later in range(minute, MIDNIGHT + 1) if self.shows(day, later))
        return self.checked(Moment(at_wall(day, shown, self.zone), precision, shifted=shown != minute))

    def shows(self, day: date, minute: int) -> bool:
        """Whether the clocks show that minute: where they are set forward, some are skipped."""
        wall = local(at_wall(day, minute, self.zone), self.zone)
        return minute == MIDNIGHT or wall.hour * 60 + wall.minute == minute

    def checked(self, moment: Moment) -> Moment | Why:
        return moment if moment.at > self.now else Why.PAST


def _resolved(phrase: Phrase, here: _Here) -> Reading:
    day, clock, part = phrase.day, phrase.clock, phrase.part
    if isinstance(day, Why):
        return Unreadable(day)
    if isinstance(clock, Why):
        return Unreadable(clock)
    if isinstance(day, Elapsed):
        at = (here.now + timedelta(minutes=day.minutes)).replace(second=0, microsecond=0)
        return _answer([here.checked(Moment(at, Precision.EXACT))], Why.AMBIGUOUS_HOUR)
    if day is None and part is WHOLE_DAY and clock is None:
        day = Days((here.today,), lasting=True)
    if clock:
        precision = Precision.EXACT
    else:
        span = part or WHOLE_DAY
        clock = Clock((span.start,), (span.over,) if day and day.lasting else ())
        precision = span.precision if part or not day else day.precision
    if day is None:
        return _undated(clock, precision, here)
    options = day.options[1:] if day.today_needs_hour and not (phrase.clock or part) else day.options
    if day.why:
        # One thing is asked at a time: of two hours it is the later one, by day.
        return _answer([_on(option, clock, precision, here)[-1] for option in options], day.why)
    found = [_on(option, clock, precision, here) for option in options]
    to_come = [moments for moments in found if any(isinstance(moment, Moment) for moment in moments)]
    return _answer((to_come or found)[0], Why.AMBIGUOUS_HOUR)


def _undated(clock: Clock, precision: Precision, here: _Here) -> Reading:
    """The next time that the clocks show this. Once "at 9" is over, it is tonight or tomorrow morning: asked."""
    today = [here.moment(here.today, minute, precision) for minute in clock.likely]
    if not any(isinstance(moment, Moment) for moment in today):
        tomorrow = here.today + timedelta(days=1)
        today = [here.moment(here.today, minute, precision) for minute in clock.other]
        today += [here.moment(tomorrow, minute, precision) for minute in clock.likely]
    return _answer(today, Why.AMBIGUOUS_HOUR)


def _on(day: date, clock: Clock, precision: Precision, here: _Here) -> list[Moment | Why]:
    """What the hour means on that day; the reasons against it if it is over."""
    likely = [here.moment(day, minute, precision) for minute in clock.likely]
    other = [here.moment(day, minute, precision) for minute in clock.other]
    for moments in (likely, other):
        if to_come := [moment for moment in moments if isinstance(moment, Moment)]:
            return [*to_come]
    return likely


def _answer(candidates: list[Moment | Why], why: Why) -> Reading:
    moments = sorted({moment for moment in candidates if isinstance(moment, Moment)}, key=lambda moment: moment.at)
    if len(moments) > 1:
        return Ambiguous(tuple(moments), why)
    if moments:
        return moments[0]
    return Unreadable(Why.TOO_FAR if Why.TOO_FAR in candidates else Why.PAST)
