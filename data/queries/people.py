"""Who is who."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, or_, text, update
from sqlmodel import Session, col, select

from data.columns import Instant
from data.known import known
from data.queries.lanes import lane_of
from data.tables import Absence, Account, LinkCode, Person, Preference, Wish, Workspace
from data.tables.people import LinkTry

# Everything that anybody does begins with this one, so it is built once, and makes no objects.
IDENTITY = (
    select(Account.id, Account.person_id, Account.name, Account.zone)
    .join(Workspace, col(Account.workspace_id) == Workspace.id)
    .join(Person, col(Account.person_id) == Person.id)
    .where(
        Workspace.platform == bindparam("platform"),
        Workspace.external_id == bindparam("workspace"),
        Account.external_id == bindparam("external_id"),
    )
    .add_columns(col(Person.language), col(Person.zone))
)
KEEP_CODE = text(
    "INSERT INTO link_code (account_id, digest, expires_at) VALUES (:account, :digest, :until) ON CONFLICT (account_id)"
    " DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at, used_at = NULL"
).bindparams(bindparam("until", type_=Instant))


class Identity(NamedTuple):
    """An account and the person behind it, by what is asked of everybody who does something. ``told_zone`` is what the
    platform told last, ``zone`` the person's own."""

    account_id: int
    person_id: int
    name: str
    told_zone: str | None
    language: str
    zone: str | None


def workspace_of(session: Session, platform: str, external_id: str) -> Workspace:
    """The workspace, made when it is met for the first time."""
    found = session.exec(
        select(Workspace).where(Workspace.platform == platform, Workspace.external_id == external_id)
    ).first()
    if found is None:
        lane = lane_of(session, platform, external_id)
        found = Workspace(platform=platform, external_id=external_id, lane_id=known(lane.id))
        session.add(found)
        session.flush()
    return found


def identity(session: Session, platform: str, workspace: str, external_id: str) -> Identity | None:
    """Who is known by that name on that platform."""
    names = {"platform": platform, "workspace": workspace, "external_id": external_id}
    found = session.connection().execute(IDENTITY, names).first()
    return Identity(*found) if found else None


def account_and_person(session: Session, account_id: int) -> tuple[Account, Person]:
    """An account that must exist, and the person behind it."""
    account = session.get_one(Account, account_id)
    return account, session.get_one(Person, account.person_id)


def persons_of(session: Session, account_ids: Collection[int]) -> dict[int, int]:
    """The person behind each of these accounts."""
    found = session.exec(select(Account).where(col(Account.id).in_(account_ids)))
    return {account.id: account.person_id for account in found if account.id is not None}


def accounts_of(session: Session, person_id: int) -> list[Account]:
    """Every account of one person, the oldest first."""
    return list(session.exec(select(Account).where(Account.person_id == person_id).order_by(col(Account.id))))


def move_accounts(session: Session, person_id: int, to: int) -> None:
    """All accounts of one person become another person's, and with them the absences they told and their wishes about
    messages, where the other one has none."""
    for absence in absences_of(session, person_id):
        absence.person_id = to
        session.add(absence)
    wishes = preferences_of(session, [to])[to]
    for each in session.exec(select(Preference).where(Preference.person_id == person_id)):
        if (each.view, each.engagement_id) not in wishes:
            each.person_id = to
            session.add(each)
    for account in accounts_of(session, person_id):
        account.person_id = to
        session.add(account)


def called(session: Session, who: str) -> list[Person]:
    """Everybody of that name, or the one of that number."""
    number = int(who) if who.isascii() and who.isdigit() and len(who) <= 9 else None
    named = func.lower(Person.name) == who.strip().casefold()
    return list(session.exec(select(Person).where(or_(col(Person.id) == number, named)).order_by(col(Person.id))))


def link_code_with(session: Session, digest: str) -> LinkCode | None:
    """The code with that digest, locked until the transaction ends."""
    return session.exec(select(LinkCode).where(LinkCode.digest == digest).with_for_update()).first()


def keep_link_code(session: Session, account_id: int, digest: str, until: datetime) -> None:
    """The code that account is shown, in place of the one before."""
    session.connection().execute(KEEP_CODE, {"account": account_id, "digest": digest, "until": until})


def wrong_codes_since(session: Session, account_id: int, since: datetime) -> int:
    """How many codes that did not fit were entered by that account."""
    return len(session.exec(select(LinkTry.id).where(LinkTry.account_id == account_id, col(LinkTry.at) >= since)).all())


def lanes_of(session: Session, workspaces: Iterable[int]) -> dict[int, int]:
    """By which lane each workspace's messages leave."""
    found = session.exec(select(Workspace.id, Workspace.lane_id).where(col(Workspace.id).in_(set(workspaces)))).all()
    return {known(workspace): lane for workspace, lane in found}


def remember_direct(session: Session, account_id: int, channel: str) -> None:
    """The channel of an account's direct messages, so that it need not be opened again."""
    session.exec(
        update(Account)
        .where(col(Account.id) == account_id, col(Account.direct).is_distinct_from(channel))
        .values(direct=channel)
        .execution_options(synchronize_session=False)
    )


def lock_persons(session: Session, persons: Collection[int]) -> list[Person]:
    """These people, locked until the transaction ends: what is decided about somebody is decided once. In one order, so
    that two never wait for each other."""
    query = select(Person).where(col(Person.id).in_(persons)).order_by(col(Person.id)).with_for_update()
    return list(session.exec(query))


def preferences_of(session: Session, persons: Collection[int]) -> dict[int, dict[tuple[str, int | None], Wish]]:
    """By person, what they said with "Less of this", by view and engagement (None: everywhere)."""
    found: dict[int, dict[tuple[str, int | None], Wish]] = {person: {} for person in persons}
    for each in session.exec(select(Preference).where(col(Preference.person_id).in_(found))):
        found[each.person_id][each.view, each.engagement_id] = each.wish
    return found


def prefer(session: Session, person_id: int, view: str, engagement_id: int | None, wish: Wish) -> None:
    """Keeps it, in place of what was said before."""
    found = session.exec(
        select(Preference).where(
            Preference.person_id == person_id, Preference.view == view, Preference.engagement_id == engagement_id
        )
    ).first()
    kept = found or Preference(person_id=person_id, view=view, engagement_id=engagement_id, wish=wish)
    kept.wish = wish
    session.add(kept)


def forget_preferences(session: Session, person_id: int, view: str, engagement_id: int | None) -> None:
    """What was said about one kind of message does not hold any more, in one engagement or at all."""
    query = delete(Preference).where(col(Preference.person_id) == person_id, col(Preference.view) == view)
    if engagement_id is not None:
        query = query.where(col(Preference.engagement_id) == engagement_id)
    session.exec(query)


def absences_of(session: Session, person_id: int) -> list[Absence]:
    """Somebody's absences, the first one first."""
    return absences_of_all(session, [person_id])[person_id]


def absences_of_all(session: Session, persons: Collection[int]) -> dict[int, list[Absence]]:
    """By person, their absences, the first one first."""
    found: dict[int, list[Absence]] = {person: [] for person in persons}
    for each in session.exec(select(Absence).where(col(Absence.person_id).in_(found)).order_by(col(Absence.first))):
        found[each.person_id].append(each)
    return found
