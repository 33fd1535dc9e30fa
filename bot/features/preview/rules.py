"""Plays the weeks ahead through: what would come when, by the same decision that admits messages. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any, NamedTuple

from bot.admission import (
    A_WEEK,
    DIGEST,
    DIGEST_SORT,
    Candidate,
    Fold,
    Later,
    Past,
    Ready,
    Standing,
    Wishes,
    candidate,
    day_begins,
    decide,
    missed_at,
    sort_of,
    spent,
)
from bot.ahead import Foreseen, foreseen_row
from bot.features.interruptions.timers import digest_at, late_at
from bot.late import TOGETHER
from bot.times import Off, at_wall, local
from data.tables import Kind, Outgoing, Person

WEEKS = 4
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Coming:
    """What would come at a moment; several in one ``digest``."""

    at: datetime
    parts: tuple[Foreseen, ...]
    digest: Outgoing | None = None


@dataclass
class Receiver:
    """What is known about somebody now. ``came`` are the unsolicited messages of the last week, ``today`` the sorts of
    which there is one a day; ``digest`` is the one on its way, with what it holds."""

    person: Person
    wishes: Wishes
    off: Off
    standing: Callable[[Outgoing, datetime], Standing]
    came: Past = ()
    today: Collection[str] = frozenset()
    digest: Outgoing | None = None
    folded: list[Foreseen] = field(default_factory=list)


class _Ahead(NamedTuple):
    """What falls due at a moment, in order; ``new`` if it was not put off, ``waited`` if that was for their return."""

    at: datetime
    order: int
    what: Foreseen
    new: bool = True
    waited: bool = False


def play(receiver: Receiver, foreseen: Iterable[Foreseen], now: datetime, until: datetime) -> list[Coming]:
    """Everything that would come until then, in order."""
    person, zone, order = receiver.person, receiver.person.zone or "UTC", count()
    ahead = [_Ahead(max(each.row.not_before, now), next(order), each, waited=each.row.waited) for each in foreseen]
    heapify(ahead)
    came, sorts = list(receiver.came), dict.fromkeys(receiver.today, now)
    digest, folded = receiver.digest, list(receiver.folded)
    coming: list[Coming] = []
    while True:
        moments = (ahead[0].at if ahead else None, digest.not_before if digest else None)
        at = min((each for each in moments if each is not None), default=until + A_DAY)
        if at > until:
            return coming
        begins = day_begins(zone, at)
        sorted_today = {sort for sort, when in sorts.items() if when >= begins}
        leaves = digest is not None and digest.not_before == at
        if digest is not None and leaves:
            one = candidate(digest, person, receiver.wishes, (), receiver.standing(digest, at))
            today = spent((), begins, sorted_today)
            decision = decide([one], today, person.hours, zone, at, person.daily, off=receiver.off)[0]
            if isinstance(decision, Later):
                about, leaves = {"back": 1} if one.away else digest.about, False
                digest = _digest(decision.at, about, waits=digest.waits_for_work or one.away)
        batch: list[_Ahead] = []
        while ahead and ahead[0].at <= at:
            due = heappop(ahead)
            each = due.what
            on_its_way = [*(other.what for other in (*batch, *ahead)), *folded]
            if each.has_point(at) and not (due.new and each.rest and _rests(each, at, on_its_way, coming)):
                batch.append(due)
        past = [(row, when) for row, when in came if when >= at - A_WEEK]
        today = spent(past, begins, sorted_today)
        candidates = [_candidate(receiver, due, past, at, overdue=at <= now) for due in batch]
        decided = decide(candidates, today, person.hours, zone, at, person.daily, off=receiver.off)
        for due, decision in zip(batch, decided, strict=True):
            if isinstance(decision, Fold) and decision.returning:
                digest, leaves = _digest(at, {"back": 1}, waits=False), True
                folded.append(due.what)
        if digest is not None and leaves:
            if parts := tuple(each for each in folded if each.has_point(at)):
                coming.append(Coming(at, parts, digest))
                sorts[DIGEST_SORT] = at
            digest, folded = None, []
        for due, one, decision in zip(batch, candidates, decided, strict=True):
            each = due.what
            match decision:
                case Ready():
                    coming.append(Coming(at, (each,)))
                    sorts[sort_of(each.row.view, each.row.engagement_id)] = at
                    came += [(each.row, at)] if each.row.kind is Kind.UNSOLICITED else []
                case Later(later, returning):
                    heappush(ahead, _Ahead(later, next(order), each, new=False, waited=due.waited or returning))
                case Fold(returning=False):
                    folded.append(each)
                    gathered = late_at(one.works, at) if one.late and one.works else None
                    moment = gathered or _digest_after(receiver, at, sorts)
                    digest = digest or _digest(moment, {TOGETHER: 1} if gathered else {}, waits=gathered is not None)


def _candidate(receiver: Receiver, due: _Ahead, past: Past, at: datetime, *, overdue: bool) -> Candidate:
    row = due.what.row
    standing = receiver.standing(row, at)
    late = overdue and missed_at(row, receiver.person, standing.works, at) is not None
    made = candidate(row, receiver.person, receiver.wishes, past, standing, late=late)
    return replace(made, waited=due.waited)


def _digest(at: datetime, about: dict[str, Any], *, waits: bool) -> Outgoing:
    row = foreseen_row(DIGEST, None, Kind.SOLICITED, at)
    row.about, row.waits_for_work = about, waits
    return row


def _digest_after(receiver: Receiver, at: datetime, sorts: Mapping[str, datetime]) -> datetime:
    """Not on the day of the last one."""
    zone = receiver.person.zone or "UTC"
    moment, last = digest_at(receiver.person, at, receiver.off), sorts.get(sort_of(DIGEST, None))
    same = last is not None and local(moment, zone).date() == local(last, zone).date()
    return digest_at(receiver.person, moment, receiver.off) if same else moment


def _rests(each: Foreseen, at: datetime, waiting: Iterable[Foreseen], coming: Iterable[Coming]) -> bool:
    """Whether one of that view in that engagement is on its way already, or came a short time before."""
    since = at - (each.rest or timedelta())
    lately = (part.row for past in coming if past.at > since for part in past.parts)
    on_its_way = (other.row for other in waiting if other.row.not_before < each.row.not_before)
    return any(_same(row, each.row) for row in (*lately, *on_its_way))


def _same(row: Outgoing, other: Outgoing) -> bool:
    return (row.view, row.engagement_id) == (other.view, other.engagement_id)


def clocks_change(day: date, zone: str) -> int:
    """By how many minutes the clocks go forward on a day; negative: back; 0 on nearly all days."""
    length = at_wall(day + A_DAY, 0, zone) - at_wall(day, 0, zone)
    return round((A_DAY - length).total_seconds() / 60)
