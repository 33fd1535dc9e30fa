"""What a check-in is about, what a draft says, how long it stays open, and when it is too often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.times import Pattern, day_ends
from data.queries.checkins import Happened
from data.tables import Because, CheckinItem, Outlook, Role, Task

# The window ends with the working day; where less than this is left of it, or none, after so many hours.
LEAST = timedelta(hours=2)
OTHERWISE = timedelta(hours=8)
REMINDED = 0.8  # of the window
IN_VAIN = 5  # check-ins in a row that brought nothing new


@dataclass(frozen=True)
class Draft:
    """What an answer probably is, of what that is taken, and since when."""

    outlook: Outlook
    because: Because
    since: datetime | None = None


def closes_at(works: Pattern, asked_at: datetime) -> datetime:
    """When a check-in closes: at the end of that working day, if at least two hours are left, else after eight."""
    end = day_ends(works, asked_at)
    return end if end is not None and end - asked_at >= LEAST else asked_at + OTHERWISE


def reminded_at(asked_at: datetime, closes: datetime) -> datetime:
    """When the one reminder comes: after four fifths of the window."""
    return asked_at + (closes - asked_at) * REMINDED


def draft(task: Task, known: Happened, now: datetime) -> Draft:
    """What the VA would probably say, from what is known:

    ===================================================  ==========================
    a question of theirs waits for its answer            at risk, or as said before
    a date they suggested waits for an answer            at risk
    the wished date is over                              at risk
    something happened since they said anything          on track: the latest of it
    something else than "on track" was said before       the same
    nothing of this                                      on track
    ===================================================  ==========================
    """
    before = known.said.outlook if known.said else None
    said_at = known.said.at if known.said else None
    happened = _latest(task, known)
    if known.waits:
        worse = Outlook.BLOCKED if before is Outlook.BLOCKED else Outlook.AT_RISK
        return Draft(worse, Because.ASKED, known.asked)
    if task.suggested_by is Role.VA:
        return Draft(Outlook.AT_RISK, Because.SUGGESTED, task.dated_at)
    if task.due_at is not None and task.due_at < now:
        return Draft(Outlook.AT_RISK, Because.OVER, task.due_at)
    if happened is not None and (said_at is None or happened.since is None or happened.since > said_at):
        return happened
    if before is not None:
        return Draft(before, Because.BEFORE, said_at)
    return happened or Draft(Outlook.ON_TRACK, Because.QUIET)


def _latest(task: Task, known: Happened) -> Draft | None:
    moments = {
        Because.ACCEPTED: task.accepted_at,
        Because.ANSWERED: known.answered,
        Because.MOVED: None if task.suggested_by else task.dated_at,
        Because.RETURNED: known.returned,
    }
    at, because = max(((at, because) for because, at in moments.items() if at is not None), default=(None, None))
    return None if because is None else Draft(Outlook.ON_TRACK, because, at)


def is_fresh(task: Task, known: Happened, since: datetime) -> bool:
    """Whether the client has heard from the VA about that task since then: a question, a date, a result, or how it is
    going, said at another moment than when the plan asked."""
    dated = None if task.suggested_by is Role.CLIENT else task.dated_at
    told = any(at is not None and at >= since for at in (known.asked, known.submitted, dated))
    return told or (known.said is not None and known.said.asked_at > since)


def brings_news(item: CheckinItem) -> bool:
    """Whether the client learned something new by that answer."""
    return bool(item.note) or item.outlook not in (None, item.before or Outlook.ON_TRACK)


def in_vain(checkins: Sequence[int], items: Iterable[CheckinItem], answered: Iterable[int]) -> bool:
    """Whether all of these check-ins brought nothing new; ``answered`` are those at which questions of a pair's own
    were."""
    brought = {item.checkin_id for item in items if brings_news(item)} | set(answered)
    return len(checkins) == IN_VAIN and not brought & set(checkins)
