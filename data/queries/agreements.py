"""Engagements and the two people in each."""

from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.tables import Account, Engagement, EngagementState, Person

Sides = tuple[Engagement, Account, Person, Account, Person]


def engagement_with_sides(session: Session, engagement_id: int) -> Sides | None:
    """One engagement with its client's and its VA's account and person."""
    found: Sides | None = session.exec(_sides().where(Engagement.id == engagement_id)).first()
    return found


def engagements_of(session: Session, person_id: int) -> list[Sides]:
    """The active engagements of one person, over all their accounts, the oldest first."""
    client, va = aliased(Account), aliased(Account)
    ids = (
        select(Engagement.id)
        .join(client, col(Engagement.client_id) == client.id)
        .join(va, col(Engagement.va_id) == va.id)
        .where(
            Engagement.state == EngagementState.ACTIVE,
            or_(col(client.person_id) == person_id, col(va.person_id) == person_id),
        )
    )
    return list(session.exec(_sides().where(col(Engagement.id).in_(ids)).order_by(col(Engagement.id))))


def engagement_between(session: Session, client_id: int, va_id: int) -> Engagement | None:
    """What two accounts have agreed or proposed in these roles, declined ones left out."""
    return session.exec(
        select(Engagement).where(
            Engagement.client_id == client_id,
            Engagement.va_id == va_id,
            Engagement.state != EngagementState.DECLINED,
        )
    ).first()


def _sides() -> Any:  # SQLModel's types for select() end at four entities
    client, va = aliased(Account), aliased(Account)
    clients_person, vas_person = aliased(Person), aliased(Person)
    return (
        select(Engagement, client, clients_person, va, vas_person)  # type: ignore[call-overload]  # see above
        .join(client, col(Engagement.client_id) == client.id)
        .join(clients_person, client.person_id == clients_person.id)
        .join(va, col(Engagement.va_id) == va.id)
        .join(vas_person, va.person_id == vas_person.id)
    )
