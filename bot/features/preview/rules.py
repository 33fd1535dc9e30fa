"""Plays the weeks ahead through: what would come when, by the same decision that admits messages. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any

from bot.admission import (
    A_WEEK,
    NO_HOURS,
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
    work_begins,
)
from bot.ahead import Foreseen, foreseen_row
from bot.features.interruptions.timers import DIGEST, digest_at, late_at
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


def play(receiver: Receiver, foreseen: Iterable[Foreseen], now: datetime, until: datetime) -> list[Coming]:
    """Everything that would come until then, in order."""
    person, zone, order = receiver.person, receiver.person.zone or "UTC", count()
    ahead = [(max(each.row.not_before, now), next(order), each, True) for each in foreseen]
    heapify(ahead)
    came, sorts = list(receiver.came), dict.fromkeys(receiver.today, now)
    digest, folded = receiver.digest, list(receiver.folded)
    coming: list[Coming] = []
    while True:
        moments = (ahead[0][0] if ahead else None, digest.not_before if digest else None)
        at = min((each for each in moments if each is not None), default=until + A_DAY)
        if at > until:
            return coming
        begins = day_begins(zone, at)
        if digest is not None and digest.not_before == at:
            today = spent((), begins, (sort for sort, when in sorts.items() if when >= begins))
            one = candidate(digest, person, receiver.wishes, (), receiver.standing(digest, at))
            decision = decide([one], today, person.hours, zone, at, person.daily, off=receiver.off)[0]
            if isinstance(decision, Later):
                about = {"back": 1} if one.away else digest.about
                digest = _digest(decision.at, about, waits=digest.waits_for_work or one.away)
            else:
                if parts := tuple(each for each in folded if each.has_point(at)):
                    coming.append(Coming(at, parts, digest))
                    sorts[sort_of(DIGEST, None)] = at
                digest, folded = None, []
        batch: list[Foreseen] = []
        while ahead and ahead[0][0] <= at:
            _, _, each, new = heappop(ahead)
            on_its_way = [*batch, *folded, *(other for _, _, other, _ in ahead)]
            if each.has_point(at) and not (new and each.rest is not None and _rests(each, at, on_its_way, coming)):
                batch.append(each)
        past = [(row, when) for row, when in came if when >= at - A_WEEK]
        today = spent(past, begins, (sort for sort, when in sorts.items() if when >= begins))
        candidates = [_candidate(receiver, each.row, past, at, overdue=at <= now) for each in batch]
        decided = decide(candidates, today, person.hours, zone, at, person.daily, off=receiver.off)
        for each, one, decision in zip(batch, candidates, decided, strict=True):
            match decision:
                case Ready():
                    coming.append(Coming(at, (each,)))
                    sorts[sort_of(each.row.view, each.row.engagement_id)] = at
                    came += [(each.row, at)] if each.row.kind is Kind.UNSOLICITED else []
                case Later(later):
                    heappush(ahead, (later, next(order), each, False))
                case Fold(returning):
                    folded.append(each)
                    gathered = _gathered(one, at, returning=returning)
                    moment = gathered or _digest_after(receiver, at, sorts)
                    about = {"back": 1} if returning else {TOGETHER: 1} if gathered else {}
                    if digest is None or (returning and moment < digest.not_before):
                        digest = _digest(moment, about, waits=gathered is not None)


def _candidate(receiver: Receiver, row: Outgoing, past: Past, at: datetime, *, overdue: bool) -> Candidate:
    standing = receiver.standing(row, at)
    late = overdue and missed_at(row, receiver.person, standing.works, at) is not None
    return candidate(row, receiver.person, receiver.wishes, past, standing, late=late)


def _gathered(one: Candidate, at: datetime, *, returning: bool) -> datetime | None:
    """When the one message comes that holds what came while they were away, or Baton was; None for the usual one."""
    if one.works is None or not (one.late or returning):
        return None
    return late_at(one.works, at) if one.late else work_begins(one.works, at) or at + NO_HOURS


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
