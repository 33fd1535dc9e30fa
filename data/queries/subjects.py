"""What messages are about, for many of them at once: each view asks for its own, one after the other."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from data.queries.agreements import keep_engagements
from data.queries.tasks import keep_latest_submissions, keep_latest_thanks
from data.tables import Checkin, CheckinPlan, Outgoing, Praise, Question, Submission, Task

# By the name under which a message carries the id.
TABLES: dict[str, Any] = {
    "task": Task,
    "question": Question,
    "submission": Submission,
    "praise": Praise,
    "checkin": Checkin,
    "plan": CheckinPlan,
}


def bring_subjects(session: Session, rows: Sequence[Outgoing]) -> None:
    """Loads what these messages are about and between whom, a query for each kind, so that showing them asks for that
    no more. It is kept as long as the session: for one that shows, and changes none of it."""
    kept: list[Any] = session.info.setdefault("subjects", [])  # the session itself holds its objects weakly
    for name, table in TABLES.items():
        if ids := _named(rows, name):
            kept += session.exec(select(table).where(col(table.id).in_(ids)))
    engagements = {row.engagement_id for row in rows if row.engagement_id is not None} | _named(rows, "engagement")
    engagements |= {each.engagement_id for each in kept if isinstance(each, Task | Praise)}
    keep_engagements(session, engagements)
    if tasks := _named(rows, "task"):
        keep_latest_submissions(session, tasks)
        keep_latest_thanks(session, engagements)


def _named(rows: Iterable[Outgoing], name: str) -> set[int]:
    return {row.about[name] for row in rows if name in row.about}
