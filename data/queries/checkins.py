"""Check-ins: plans, what was said, and what a draft can be made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, and_, cast, func, literal, or_, update
from sqlmodel import Session, col, select

from data.tables import (
    Checkin,
    CheckinAnswer,
    CheckinItem,
    CheckinPlan,
    CheckinQuestion,
    CheckinSuggestion,
    News,
    Outgoing,
    Outlook,
    Question,
    Role,
    SendState,
    Submission,
    SuggestionState,
    Task,
    Verdict,
)

ON_ITS_WAY = (SendState.WAITING, SendState.READY, SendState.SENDING)


@dataclass(frozen=True)
class Said:
    """How a task was going, by its VA's own words, and when they said it. ``asked_at``: when they were asked."""

    outlook: Outlook
    at: datetime
    asked_at: datetime


@dataclass(frozen=True)
class Happened:
    """What is known about one task, each at its latest: ``asked`` is when the VA asked something, ``waits`` whether an
    answer to that is still to come."""

    answered: datetime | None = None
    asked: datetime | None = None
    waits: bool = False
    submitted: datetime | None = None
    returned: datetime | None = None
    said: Said | None = None


def plan_of(session: Session, person_id: int) -> CheckinPlan | None:
    """When somebody wants to be asked."""
    return session.exec(select(CheckinPlan).where(CheckinPlan.person_id == person_id)).first()


def move_checkins(session: Session, person_id: int, to: int) -> None:
    """Somebody's check-ins become another person's."""
    session.exec(
        update(Checkin)
        .where(col(Checkin.person_id) == person_id)
        .values(person_id=to)
        .execution_options(synchronize_session=False)
    )


def latest_checkin(session: Session, person_id: int) -> Checkin | None:
    """The last check-in of somebody."""
    return next(iter(latest_checkins(session, person_id, 1)), None)


def latest_checkins(session: Session, person_id: int, number: int) -> list[Checkin]:
    """So many of somebody's check-ins, the latest first."""
    return list(
        session.exec(
            select(Checkin).where(Checkin.person_id == person_id).order_by(col(Checkin.id).desc()).limit(number)
        )
    )


def offering(session: Session, plan: CheckinPlan) -> Checkin | None:
    """The check-in at which a rarer rhythm is offered, if that was not answered."""
    found = session.get(Checkin, plan.rarer_after)
    return found if found is not None and found.offers_rarer else None


def items_with_tasks(session: Session, checkin_id: int) -> list[tuple[CheckinItem, Task]]:
    """What a check-in asks about, in the order in which the tasks were listed."""
    return list(
        session.exec(
            select(CheckinItem, Task)
            .join(Task, col(CheckinItem.task_id) == Task.id)
            .where(CheckinItem.checkin_id == checkin_id)
            .order_by(col(CheckinItem.id))
        )
    )


def items_of(session: Session, checkin_ids: Sequence[int]) -> list[CheckinItem]:
    """What several check-ins asked about."""
    return list(session.exec(select(CheckinItem).where(col(CheckinItem.checkin_id).in_(checkin_ids))))


def open_about(session: Session, task_id: int) -> list[int]:
    """The check-ins that ask about that task and are neither closed nor skipped."""
    return list(
        session.exec(
            select(CheckinItem.checkin_id)
            .join(Checkin, col(CheckinItem.checkin_id) == Checkin.id)
            .where(CheckinItem.task_id == task_id, ~col(Checkin.closed), ~col(Checkin.skipped))
        )
    )


def item_with_checkin(session: Session, item_id: int) -> tuple[CheckinItem, Checkin] | None:
    """One item, locked, and its check-in."""
    return session.exec(
        select(CheckinItem, Checkin)
        .join(Checkin, col(CheckinItem.checkin_id) == Checkin.id)
        .where(CheckinItem.id == item_id)
        .with_for_update()
    ).first()


def questions_of(session: Session, engagement_ids: Sequence[int]) -> list[CheckinQuestion]:
    """The pairs' own questions that are asked now, in their order."""
    return list(
        session.exec(
            select(CheckinQuestion)
            .where(col(CheckinQuestion.engagement_id).in_(engagement_ids), col(CheckinQuestion.asked))
            .order_by(col(CheckinQuestion.id))
        )
    )


def answers_to(session: Session, checkin_ids: Sequence[int]) -> list[tuple[CheckinAnswer, CheckinQuestion]]:
    """What was said to pairs' own questions at these check-ins, in the questions' order."""
    return list(
        session.exec(
            select(CheckinAnswer, CheckinQuestion)
            .join(CheckinQuestion, col(CheckinAnswer.question_id) == CheckinQuestion.id)
            .where(col(CheckinAnswer.checkin_id).in_(checkin_ids))
            .order_by(col(CheckinQuestion.id))
        )
    )


def open_suggestion(session: Session, engagement_id: int) -> CheckinSuggestion | None:
    """What the client of that engagement suggested and the VA has not answered yet."""
    return session.exec(
        select(CheckinSuggestion)
        .where(CheckinSuggestion.engagement_id == engagement_id, CheckinSuggestion.state == SuggestionState.OPEN)
        .order_by(col(CheckinSuggestion.id).desc())
    ).first()


def latest_news(session: Session, task_id: int) -> News | None:
    """When the client asked last how that task is going, and what was said."""
    return session.exec(select(News).where(News.task_id == task_id).order_by(col(News.id).desc()).limit(1)).first()


def news_wanted(session: Session, task_ids: Sequence[int], since: datetime, now: datetime) -> set[int]:
    """Of which of these tasks a client wants to hear and has no answer yet, where the VA was asked since then, or is
    now."""
    comes = col(Outgoing.state).in_(ON_ITS_WAY)
    message = col(Outgoing.key) == literal("news:").concat(cast(News.id, String))
    return set(
        session.exec(
            select(News.task_id)
            .join(Outgoing, message)
            .where(col(News.task_id).in_(task_ids), col(News.said_at).is_(None))
            .where(or_(and_(~comes, col(News.asked_at) >= since), and_(comes, col(Outgoing.not_before) <= now)))
        )
    )


def happened(session: Session, task_ids: Sequence[int]) -> dict[int, Happened]:
    """What is known about these tasks, in four queries however many they are."""
    asked, answered, waits = _questions(session, task_ids)
    submitted, returned = _submissions(session, task_ids)
    said = said_last(session, task_ids)
    return {
        task: Happened(
            answered=answered.get(task),
            asked=asked.get(task),
            waits=task in waits,
            submitted=submitted.get(task),
            returned=returned.get(task),
            said=said.get(task),
        )
        for task in task_ids
    }


Moments = dict[int, datetime]


def _questions(session: Session, task_ids: Sequence[int]) -> tuple[Moments, Moments, set[int]]:
    """By task: when the VA asked last, when something was answered last; and which wait for an answer to the VA."""
    found = session.exec(select(Question).where(col(Question.task_id).in_(task_ids)).order_by(col(Question.id))).all()
    asked = {each.task_id: each.asked_at for each in found if each.asked_by is Role.VA}
    answered: Moments = {}
    for each in found:
        if each.answered_at is not None:
            answered[each.task_id] = max(each.answered_at, answered.get(each.task_id, each.answered_at))
    return asked, answered, {each.task_id for each in found if each.asked_by is Role.VA and each.answered_at is None}


def _submissions(session: Session, task_ids: Sequence[int]) -> tuple[Moments, Moments]:
    """By task: when a result was submitted last, and when one came back last."""
    found = session.exec(
        select(Submission).where(col(Submission.task_id).in_(task_ids)).order_by(col(Submission.id))
    ).all()
    returned = {each.task_id: each.reviewed_at for each in found if each.verdict is Verdict.CHANGE}
    return {each.task_id: each.submitted_at for each in found}, {
        task: at for task, at in returned.items() if at is not None
    }


def said_last(session: Session, task_ids: Sequence[int]) -> dict[int, Said]:
    """What the VA said last about each of these tasks, as far as the client has it: at a check-in, or on demand."""
    found: dict[int, Said] = {}
    newest = (
        select(func.max(CheckinItem.id))
        .where(col(CheckinItem.task_id).in_(task_ids), col(CheckinItem.sent))
        .group_by(col(CheckinItem.task_id))
    )
    items = session.exec(
        select(CheckinItem, Checkin.asked_at).join(Checkin).where(col(CheckinItem.id).in_(newest))
    ).all()
    for item, asked_at in items:
        if item.outlook is not None and item.said_at is not None:
            found[item.task_id] = Said(item.outlook, item.said_at, asked_at)
    newest = (
        select(func.max(News.id))
        .where(col(News.task_id).in_(task_ids), col(News.said_at).is_not(None))
        .group_by(col(News.task_id))
    )
    for news in session.exec(select(News).where(col(News.id).in_(newest))).all():
        before = found.get(news.task_id)
        if news.outlook is not None and news.said_at is not None and (before is None or before.at <= news.said_at):
            found[news.task_id] = Said(news.outlook, news.said_at, news.asked_at)
    return found


def submitted_between(session: Session, engagement_ids: Sequence[int], since: datetime, until: datetime) -> list[Task]:
    """The tasks of these engagements for which a result was handed in after the one moment and before the other."""
    results = (
        select(Submission.task_id, func.max(Submission.submitted_at).label("at"))
        .where(col(Submission.submitted_at) > since, col(Submission.submitted_at) < until)
        .group_by(col(Submission.task_id))
        .subquery()
    )
    return list(
        session.exec(
            select(Task)
            .join(results, results.c.task_id == Task.id)
            .where(col(Task.engagement_id).in_(engagement_ids))
            .order_by(results.c.at, col(Task.id))
        )
    )
