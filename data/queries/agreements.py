"""Engagements and the two people in each."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.known import known
from data.tables import Account, Engagement, EngagementState, Person

KEPT = "engagements"  # in a session
Sides = tuple[Engagement, Account, Person, Account, Person]

# Made once: an alias works out its columns anew each time it is made, which took longer than the query itself.
_client, _va = aliased(Account), aliased(Account)
_clients_person, _vas_person = aliased(Person), aliased(Person)


def _sides() -> Any:  # SQLModel's types for select() end at four entities
    return (
        select(Engagement, _client, _clients_person, _va, _vas_person)  # type: ignore[call-overload]  # see above
        .join(_client, col(Engagement.client_id) == _client.id)
        .join(_clients_person, _client.person_id == _clients_person.id)
        .join(_va, col(Engagement.va_id) == _va.id)
        .join(_vas_person, _va.person_id == _vas_person.id)
    )


# Nearly every command asks one of these: building them took longer than the database needs to answer.
ENGAGEMENT = _sides().where(Engagement.id == bindparam("engagement_id"))
SEVERAL = _sides().where(col(Engagement.id).in_(bindparam("engagement_ids", expanding=True)))
_mine = or_(col(_client.person_id) == bindparam("person_id"), col(_va.person_id) == bindparam("person_id"))
ENGAGEMENTS = _sides().where(_mine, Engagement.state == EngagementState.ACTIVE).order_by(col(Engagement.id))


def engagement_with_sides(session: Session, engagement_id: int) -> Sides | None:
    """One engagement with its client's and its VA's account and person."""
    kept: dict[int, Sides] = session.info.get(KEPT, {})
    if engagement_id in kept:
        return kept[engagement_id]
    found: Sides | None = session.exec(ENGAGEMENT, params={"engagement_id": engagement_id}).first()
    return found


def several_with_sides(session: Session, engagement_ids: Collection[int]) -> list[Sides]:
    """The same for several at once."""
    return list(session.exec(SEVERAL, params={"engagement_ids": list(engagement_ids)}))


def keep_engagements(session: Session, engagement_ids: Collection[int]) -> None:
    """The same, and whoever asks for one of them in this session gets it from here."""
    if engagement_ids:
        found = several_with_sides(session, engagement_ids)
        session.info.setdefault(KEPT, {}).update({known(sides[0].id): sides for sides in found})


def engagements_of(session: Session, person_id: int) -> list[Sides]:
    """The active engagements of one person, over all their accounts, the oldest first."""
    return list(session.exec(ENGAGEMENTS, params={"person_id": person_id}))


def engagement_between(session: Session, client_id: int, va_id: int) -> Engagement | None:
    """What two accounts have agreed or proposed in these roles, declined ones left out."""
    return session.exec(
        select(Engagement).where(
            Engagement.client_id == client_id,
            Engagement.va_id == va_id,
            Engagement.state != EngagementState.DECLINED,
        )
    ).first()
