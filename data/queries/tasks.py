"""Tasks, questions, submissions."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_
from sqlmodel import Session, col, select

from data.tables import (
    Account,
    Engagement,
    Praise,
    Question,
    Reply,
    Role,
    Submission,
    Task,
    TaskState,
    Timer,
    Workspace,
)

SUBMISSIONS, THANKS = "submissions", "thanks"  # in a session
OPEN = (TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_REVIEW)


def task(session: Session, task_id: int, *, lock: bool = False) -> Task | None:
    """One task; locked until the transaction ends when something is about to change it, and then as it is now."""
    return session.get(Task, task_id, with_for_update=lock or None, populate_existing=lock)


def open_tasks(session: Session, engagement_ids: list[int]) -> list[Task]:
    """What is not finished in these engagements: the earliest wished date first, those without one last."""
    return list(
        session.exec(
            select(Task)
            .where(col(Task.engagement_id).in_(engagement_ids), col(Task.state).in_(OPEN))
            .order_by(col(Task.due_at).is_(None), col(Task.due_at), col(Task.id))
        )
    )


def _plate() -> tuple[Any, Any]:
    """How much is open and how much of it waits for the one who asks; and the first of it. Two queries: one that did
    both sorted every task to show twelve. Made once."""
    mine_as_client = col(Task.engagement_id).in_(bindparam("as_client", expanding=True))
    mine_as_va = col(Task.engagement_id).in_(bindparam("as_va", expanding=True))

    def waits(other: Role, at: TaskState) -> Any:
        """For what the ``other`` one asked or suggested, and for what is only mine to say in that state."""
        question = exists().where(
            col(Question.task_id) == Task.id, col(Question.answered_at).is_(None), col(Question.asked_by) == other
        )
        return or_(
            col(Task.state) == at, and_(col(Task.suggested_by).is_not(None), col(Task.suggested_by) == other), question
        )

    waiting = case(
        (and_(mine_as_client, waits(Role.VA, TaskState.IN_REVIEW)), 1),
        (and_(mine_as_va, waits(Role.CLIENT, TaskState.PROPOSED)), 1),
        else_=0,
    )
    mine = (or_(mine_as_client, mine_as_va), col(Task.state).in_(OPEN))
    order = (waiting.desc(), col(Task.due_at).is_(None), col(Task.due_at), col(Task.id))
    counted = select(func.count(), func.coalesce(func.sum(waiting), 0)).where(*mine)
    return counted, select(Task).where(*mine).order_by(*order).limit(bindparam("most"))


COUNTED, FIRST = _plate()


def plate(session: Session, as_client: list[int], as_va: list[int], most: int) -> tuple[list[Task], int, int]:
    """The open tasks of these engagements, at ``most`` so many, those first that wait for the one who is the client
    or the VA in them, then by date; how many are open, and how many of them wait."""
    mine: dict[str, Any] = {"as_client": as_client, "as_va": as_va}
    count, waiting = session.exec(COUNTED, params=mine).one()
    return list(session.exec(FIRST, params=mine | {"most": most})), count, waiting


def with_timer(session: Session, kind: str, engagement_ids: list[int], until: datetime) -> list[tuple[datetime, Task]]:
    """The tasks of these engagements about which a timer of that kind falls due by then, the earliest first."""
    found = session.exec(
        select(Timer.due_at, Task)
        .join(Task, col(Task.id) == Timer.subject)
        .where(Timer.kind == kind, col(Timer.due_at) <= until, col(Task.engagement_id).in_(engagement_ids))
        .order_by(col(Timer.due_at), col(Timer.id))
    )
    return list(found)


def open_questions(session: Session, task_ids: list[int]) -> list[Question]:
    """Questions of these tasks that wait for an answer, the oldest first."""
    return list(
        session.exec(
            select(Question)
            .where(col(Question.task_id).in_(task_ids), col(Question.answered_at).is_(None))
            .order_by(col(Question.id))
        )
    )


def questions_waiting(session: Session, platform: str, since: datetime) -> list[tuple[Question, Engagement, Account]]:
    """Open questions of a platform that were asked since then, each with the one who is to answer."""
    answers = case((col(Question.asked_by) == Role.CLIENT, col(Engagement.va_id)), else_=col(Engagement.client_id))
    rows = session.exec(
        select(Question, Engagement, Account)
        .join(Task, col(Task.id) == Question.task_id)
        .join(Engagement, col(Engagement.id) == Task.engagement_id)
        .join(Account, col(Account.id) == answers)
        .join(Workspace, col(Workspace.id) == Engagement.workspace_id)
        .where(Workspace.platform == platform, col(Question.answered_at).is_(None), col(Question.asked_at) > since)
        .order_by(col(Question.id))
    )
    return list(rows)


def question(session: Session, question_id: int, *, lock: bool = False) -> Question | None:
    """One question; locked like a task."""
    return session.get(Question, question_id, with_for_update=lock or None, populate_existing=lock)


def latest_question(session: Session, task_id: int) -> Question | None:
    """The question of a task that was asked last."""
    return session.exec(
        select(Question).where(Question.task_id == task_id).order_by(col(Question.id).desc()).limit(1)
    ).first()


def replies_to(session: Session, question_id: int) -> list[Reply]:
    """The replies, in the order in which they were written."""
    return list(
        session.exec(select(Reply).where(Reply.question_id == question_id).order_by(col(Reply.position), col(Reply.id)))
    )


def latest_submission(session: Session, task_id: int) -> Submission | None:
    """What was handed in last."""
    kept: dict[int, Submission | None] = session.info.get(SUBMISSIONS, {})
    if task_id in kept:
        return kept[task_id]
    return session.exec(
        select(Submission).where(Submission.task_id == task_id).order_by(col(Submission.id).desc()).limit(1)
    ).first()


def keep_latest_submissions(session: Session, task_ids: Collection[int]) -> None:
    """The same for several tasks, and whoever asks for one of them in this session gets it from here."""
    latest = (
        select(func.max(Submission.id)).where(col(Submission.task_id).in_(task_ids)).group_by(col(Submission.task_id))
    )
    found = {each.task_id: each for each in session.exec(select(Submission).where(col(Submission.id).in_(latest)))}
    session.info.setdefault(SUBMISSIONS, {}).update({task: found.get(task) for task in task_ids})


def submission(session: Session, submission_id: int) -> Submission | None:
    """One result that was handed in."""
    return session.get(Submission, submission_id)


def submissions_of(session: Session, task_id: int) -> list[Submission]:
    """Everything that was handed in for a task, in order."""
    return list(session.exec(select(Submission).where(Submission.task_id == task_id).order_by(col(Submission.id))))


def thanked_since(session: Session, engagement_id: int, since: datetime) -> bool:
    """Whether anybody in that engagement said thanks since then."""
    kept: dict[int, datetime | None] = session.info.get(THANKS, {})
    if engagement_id in kept:
        latest = kept[engagement_id]
        return latest is not None and latest >= since
    found = session.exec(
        select(Praise.id).where(Praise.engagement_id == engagement_id, col(Praise.said_at) >= since).limit(1)
    ).first()
    return found is not None


def keep_latest_thanks(session: Session, engagement_ids: Collection[int]) -> None:
    """When thanks were said last in these engagements; whoever asks in this session gets it from here."""
    query = select(Praise.engagement_id, func.max(Praise.said_at)).where(col(Praise.engagement_id).in_(engagement_ids))
    found = dict(session.exec(query.group_by(col(Praise.engagement_id))).all())
    session.info.setdefault(THANKS, {}).update({each: found.get(each) for each in engagement_ids})


def praise(session: Session, praise_id: int) -> Praise:
    """Thanks that must have been said."""
    return session.get_one(Praise, praise_id)
