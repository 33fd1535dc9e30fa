"""Check-ins: plans, and what was said."""

from sqlmodel import Session, col, select

from data.tables import Checkin, CheckinItem, CheckinPlan, Task


def plan_of(session: Session, person_id: int) -> CheckinPlan | None:
    """When somebody wants to be asked."""
    return session.exec(select(CheckinPlan).where(CheckinPlan.person_id == person_id)).first()


def latest_checkin(session: Session, person_id: int) -> Checkin | None:
    """The last check-in of somebody."""
    return session.exec(
        select(Checkin).where(Checkin.person_id == person_id).order_by(col(Checkin.id).desc()).limit(1)
    ).first()


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


def item_with_checkin(session: Session, item_id: int) -> tuple[CheckinItem, Checkin] | None:
    """One item, locked, and its check-in."""
    return session.exec(
        select(CheckinItem, Checkin)
        .join(Checkin, col(CheckinItem.checkin_id) == Checkin.id)
        .where(CheckinItem.id == item_id)
        .with_for_update()
    ).first()
