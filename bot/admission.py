"""Who is interrupted now, later, in the digest, or not at all: one pure function. ``scheduling/admission.py`` puts the
rows before it, the preview plays it through for the weeks ahead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import registry
from bot.late import is_late
from bot.registry import Second
from bot.times import Hours, Off, Pattern, at_wall, local, never, next_working
from data.tables import Kind, Outgoing, Person, Wish

NO_HOURS = timedelta(days=1)
DIGEST = "digest"
DIGEST_SORT = f"{DIGEST}:"  # as sort_of says it
JOINING = (None, Second.FOLD)  # the digest itself and a check-in are part of no digest
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Candidate:
    """A message whose time has come, as far as the decision needs to know it.

    ``subject`` is what it is about; ``wish`` what its receiver said about messages of its ``sort``, and ``lately``
    whether one of that sort came within a week. ``rings``: the receiver said that it may ring outside working time.
    ``second`` says what becomes of it if one of its sort, which its receiver set up, came today already. ``works`` says
    when they work in its engagement, where that is not what they do everywhere. ``away``: they have told that they are
    not there today; ``returning``: or not before they work again; ``waited``: it has waited for them to be back.
    ``late``: it would have come more than an hour ago, had Baton been there.
    """

    kind: Kind
    waits_for_work: bool = False
    subject: str = ""
    wish: Wish | None = None
    lately: bool = False
    sort: str = ""
    rings: bool = False
    second: Second | None = None
    works: Pattern | None = None
    away: bool = False
    returning: bool = False
    waited: bool = False
    late: bool = False


@dataclass(frozen=True)
class Standing:
    """How the receiver of a message stands to the part of their work that it belongs to, at a moment; as in
    :class:`Candidate`."""

    works: Pattern
    away: bool = False
    returning: bool = False


@dataclass(frozen=True)
class Spent:
    """What somebody had today: how many unsolicited messages and about what, and the sorts of solicited ones of which
    there is one a day."""

    count: int = 0
    subjects: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ready:
    """It may leave; a quiet one mentions nobody."""

    quiet: bool = False


@dataclass(frozen=True)
class Later:
    """Not before then; ``returning`` if that is when they are back."""

    at: datetime
    returning: bool = False


@dataclass(frozen=True)
class Fold:
    """It joins the digest; the one that leaves now, if they are back."""

    returning: bool = False


@dataclass(frozen=True)
class Drop:
    """It is not wanted, and why; the same decision for whatever reason."""

    why: str = field(default="", compare=False)


Decision = Ready | Later | Fold | Drop

# What came, and when; and what somebody said with "Less of this", by view and engagement (None: everywhere).
Past = Sequence[tuple[Outgoing, datetime]]
Wishes = Mapping[tuple[str, int | None], Wish]


def decide(
    candidates: Sequence[Candidate],
    spent: Spent,
    hours: Hours,
    zone: str,
    now: datetime,
    daily: int,
    *,
    off: Off = never,
) -> list[Decision]:
    """All of one person's messages of one moment, over all engagements and platforms.

    =======================================  ==================  =======================================
    kind                                     in working time     outside
    =======================================  ==================  =======================================
    free                                     ready               ready, without a mention
    … that waits                             ready               later: when work begins
    … that waits and may ring                ready               ready; on a day off later
    … that has waited for their return       fold: it leaves now later: when work begins
    solicited                                ready               ready: the person set the time
    … on a day they are away                 –                   later: when they are back
    … that waits: somebody else set it off   ready               later: when work begins
    … that has waited for their return       fold: it leaves now later: when work begins
    … the day's second check-in              drop                drop: the plan sets the next one
    … the day's second summary               fold                later
    … the day's second digest                later: another day  later: another day
    … late                                   as above            later: when work begins
    … late, one that was put off until then  fold                fold
    unsolicited, wished never                drop                drop
    … late                                   fold: one message   fold: one message
    … in the digest only                     fold                fold
    … rarer, and one came within a week      fold                fold
    … that has waited for their return       fold: it leaves now later: when work begins
    … the day's number is reached            fold                later; if it may ring: fold
    … one about the same came today          fold                later; if it may ring: fold
    … otherwise                              ready, and counts   later; if it may ring: ready, and counts
    =======================================  ==================  =======================================

    What may ring does so outside working hours, but not on a day off. Somebody without any working hours gets what
    waits a day later, and is asked again then. There is one digest a day: had they one today, what has waited for their
    return comes as everything else.
    """
    usual = Pattern(hours, zone, off)
    count, subjects, sorts = spent.count, set(spent.subjects), set(spent.sorts)
    rarer: set[str] = set()
    decided: list[Decision] = []
    for candidate in candidates:
        works = candidate.works or usual
        begins = work_begins(works, now)
        later = Later(begins or now + NO_HOURS, candidate.returning)
        may = begins == now or (candidate.rings and not works.off(local(now, works.zone).date()))
        gathers = candidate.waited and may and candidate.second in JOINING and DIGEST_SORT not in spent.sorts
        if candidate.kind is Kind.UNSOLICITED:
            full = count >= daily or candidate.subject in subjects
            decision = _unsolicited(candidate, may, later, full=full, lately=candidate.sort in rarer, gathers=gathers)
            if isinstance(decision, Ready):
                count += 1
                subjects.add(candidate.subject)
                rarer.add(candidate.sort)
        elif candidate.waits_for_work and not may:
            decision = later
        elif gathers and (candidate.waits_for_work or candidate.kind is Kind.SOLICITED):
            decision = Fold(returning=True)
        elif candidate.kind is Kind.FREE:
            decision = Ready(quiet=not may)
        elif candidate.away or (candidate.late and candidate.second and not may and begins):
            decision = later
        elif candidate.late and candidate.second is None and not candidate.waits_for_work:
            decision = Fold()
        else:
            decision = _again(candidate.second, works, now) if candidate.sort in sorts else Ready()
            if candidate.second is not None and isinstance(decision, Ready):
                sorts.add(candidate.sort)
        decided.append(decision)
    return decided


def _unsolicited(candidate: Candidate, may: bool, later: Later, *, full: bool, lately: bool, gathers: bool) -> Decision:
    if candidate.wish is Wish.NEVER:
        return Drop("not wished for")
    rather = candidate.wish is Wish.DIGEST or (candidate.wish is Wish.RARER and (candidate.lately or lately))
    if gathers or rather or candidate.late:
        return Fold(returning=gathers)
    if not may:
        return later
    return Fold() if full else Ready()


def work_begins(works: Pattern, now: datetime) -> datetime | None:
    """The first working moment from ``now`` on; ``now`` itself if it is one."""
    return next_working(works.hours, works.zone, now, off=works.off)


def _again(second: Second | None, works: Pattern, now: datetime) -> Decision:
    match second:
        case Second.DROP:
            return Drop("one came today already")
        case Second.FOLD:
            return Fold()
        case Second.LATER:
            tomorrow = at_wall(local(now, works.zone).date() + timedelta(days=1), 0, works.zone)
            return Later(work_begins(works, tomorrow) or now + NO_HOURS)
    return Ready()


def missed_at(row: Outgoing, person: Person, works: Pattern, now: datetime) -> datetime | None:
    """When a message that falls due now should have come, if that is more than an hour ago: Baton was away. What waits
    for working time would not have come before that."""
    due = row.not_before
    waits = row.waits_for_work or row.kind is Kind.UNSOLICITED
    if waits and (registry.ringing.get(row.view) not in person.rings or works.off(local(due, works.zone).date())):
        due = work_begins(works, due) or now
    return due if is_late(due, now) else None


def candidate(
    row: Outgoing, person: Person, wishes: Wishes, came: Past, standing: Standing, *, late: bool = False
) -> Candidate:
    """A row as the decision sees it; ``came`` are the unsolicited ones of a week. What was wished for one engagement
    is counted in that one alone."""
    here = row.kind is Kind.SOLICITED or (row.view, row.engagement_id) in wishes
    engagement = row.engagement_id if here else None
    return Candidate(
        row.kind,
        row.waits_for_work,
        subject_of(row),
        wishes.get((row.view, engagement)),
        lately=any(each.view == row.view and (not here or each.engagement_id == engagement) for each, _ in came),
        sort=sort_of(row.view, engagement),
        rings=registry.ringing.get(row.view) in person.rings,
        second=registry.seconds.get(row.view),
        works=standing.works,
        away=standing.away,
        returning=standing.returning,
        waited=row.waited and row.digest is None,
        late=late or row.was_due_at is not None,
    )


def sort_of(view: str, engagement: int | None) -> str:
    """Of what somebody set up there is one a day of a sort: one digest, one summary of each engagement."""
    return f"{view}:{engagement or ''}"


def subject_of(row: Outgoing) -> str:
    """What a message is about: one unsolicited message a day about the same thing is enough."""
    return f"task:{row.about['task']}" if "task" in row.about else row.key


def spent(came: Past, since: datetime, sorts: Iterable[str]) -> Spent:
    """What of it came today, which began at ``since``."""
    today = [row for row, at in came if at >= since]
    return Spent(len(today), frozenset(map(subject_of, today)), frozenset(sorts))


def day_begins(zone: str, now: datetime) -> datetime:
    """The midnight before, where somebody is."""
    return at_wall(local(now, zone).date(), 0, zone)
