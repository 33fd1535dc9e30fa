"""Outgoing messages, timers, drafts, and what was handled already."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, and_, bindparam, delete, func, or_, text, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.columns import Instant
from data.known import known
from data.queries.subjects import bring_subjects
from data.tables import Account, Draft, Handled, Kind, LinkTry, Note, Outgoing, SendState, Timer, Workspace

HANDLE = text("INSERT INTO handled (key, at) VALUES (:key, :at) ON CONFLICT DO NOTHING").bindparams(
    bindparam("at", type_=Instant)
)
WITH_KEY = select(Outgoing).where(Outgoing.key == bindparam("key"))
# Every form and every command with a form asks these: building them took longer than the database needs to answer.
DRAFT = select(Draft).where(
    Draft.account_id == bindparam("account"),
    Draft.form == bindparam("form"),
    Draft.subject == bindparam("subject"),
    col(Draft.expires_at) > bindparam("now", type_=Instant),
)
KEEP_DRAFT = text(
    "INSERT INTO draft (account_id, form, subject, entries, expires_at)"
    " VALUES (:account, :form, :subject, :entries, :until)"
    " ON CONFLICT (account_id, form, subject)"
    " DO UPDATE SET entries = excluded.entries, expires_at = excluded.expires_at RETURNING id"
).bindparams(bindparam("entries", type_=JSON), bindparam("until", type_=Instant))
DROP_DRAFT = text("DELETE FROM draft WHERE account_id = :account AND form = :form AND subject = :subject")
LEAVE_NOTE = text(
    "INSERT INTO note (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
DRAFT_LIFE = timedelta(hours=24)
# As if it had never been let in; its time was when it was.
ANEW: dict[str, Any] = {
    "not_before": Outgoing.admitted_at,
    "admitted_at": None,
    "suspect": False,
    "retry_at": None,
}
MANY = 50  # more than anybody reads of one digest


def outgoing(session: Session, key: str) -> Outgoing | None:
    """The message of that key."""
    return session.exec(WITH_KEY, params={"key": key}).first()


def outgoing_with(session: Session, keys: Collection[str]) -> dict[str, Outgoing]:
    """The messages of these keys."""
    found = session.exec(select(Outgoing).where(col(Outgoing.key).in_(keys))).all() if keys else []
    return {each.key: each for each in found}


def outgoing_between(session: Session, engagement_id: int, view: str) -> list[Outgoing]:
    """The messages of that view in one engagement, the oldest first."""
    return list(
        session.exec(
            select(Outgoing)
            .where(Outgoing.engagement_id == engagement_id, Outgoing.view == view)
            .order_by(col(Outgoing.id))
        )
    )


def outgoing_at(session: Session, workspace_id: int, channel: str, message: str) -> Outgoing | None:
    """The message behind a platform's reference."""
    return session.exec(
        select(Outgoing).where(
            Outgoing.workspace_id == workspace_id, Outgoing.channel == channel, Outgoing.message == message
        )
    ).first()


def is_known_message(session: Session, platform: str, workspace: str, channel: str, message: str) -> bool:
    """Whether a message of that workspace is one of Baton's."""
    found = session.exec(
        select(Outgoing.id)
        .join(Workspace, col(Outgoing.workspace_id) == Workspace.id)
        .where(Workspace.platform == platform, Workspace.external_id == workspace)
        .where(Outgoing.channel == channel, Outgoing.message == message)
    ).first()
    return found is not None


def raise_revision(session: Session, keys: Sequence[str], now: datetime) -> None:
    """These messages shall show how things are now; those already sent wait to go out again, as silent edits."""
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.key).in_(keys))
        .values(wanted=Outgoing.wanted + 1)
        .execution_options(synchronize_session=False)
    )
    folded = select(Outgoing.digest).where(col(Outgoing.key).in_(keys), col(Outgoing.digest).is_not(None))
    if digests := [each for each in session.exec(folded).all() if each]:
        raise_revision(session, digests, now)
    # A change that did not get through is no reason to leave out the next one.
    failed = and_(col(Outgoing.state) == SendState.FAILED, col(Outgoing.message).is_not(None))
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.key).in_(keys), or_(col(Outgoing.state) == SendState.SENT, failed))
        .values(state=SendState.WAITING, not_before=now, attempts=0)
        .execution_options(synchronize_session=False)
    )


def waiting_for_admission(session: Session, now: datetime, limit: int) -> list[Outgoing]:
    """Messages whose time has come, the oldest first, locked; and with each what else waits for the same account, so
    that a great many at once are decided upon person by person and not one by one. Ten times the limit at most."""
    due = and_(col(Outgoing.state) == SendState.WAITING, col(Outgoing.not_before) <= now, col(Outgoing.until).is_(None))
    order = (col(Outgoing.not_before), col(Outgoing.id))
    taking = select(Outgoing).where(due).with_for_update(skip_locked=True)
    rows = {row.id: row for row in session.exec(taking.order_by(*order).limit(limit))}
    accounts = sorted({row.account_id for row in rows.values()})
    if not accounts:
        return []
    # Asked for in order, all that is due to everybody would be looked through for these accounts.
    others = session.exec(taking.where(col(Outgoing.account_id).in_(accounts)).limit(10 * limit)).all()
    if len(others) == 10 * limit:  # not all of it, and it is the oldest that come first
        each, others = 9 * limit // len(accounts), []
        for account in accounts:
            others += session.exec(taking.where(Outgoing.account_id == account).order_by(*order).limit(each))
    rows |= {row.id: row for row in others}
    return sorted(rows.values(), key=lambda row: (row.not_before, known(row.id)))


def call_back(session: Session, before: datetime, limit: int) -> None:
    """What was let in before then and has not left, nor was under way, is decided upon once more: the oldest ones. Not
    what a platform or its pace has kept back since: that is decided upon when its turn comes."""
    stale = (
        col(Outgoing.state) == SendState.READY,
        col(Outgoing.not_before) < before,
        col(Outgoing.admitted_at) < before,
        col(Outgoing.message).is_(None),
        col(Outgoing.suspect).is_(False),
        or_(col(Outgoing.retry_at).is_(None), col(Outgoing.retry_at) < before),
    )
    oldest = select(Outgoing.id).where(*stale).order_by(col(Outgoing.id)).limit(limit)
    session.exec(
        update(Outgoing)
        .where(*stale, col(Outgoing.id).in_(oldest))
        .values(state=SendState.WAITING, **ANEW)
        .execution_options(synchronize_session=False)
    )


def decide_anew(session: Session, person_id: int, now: datetime) -> None:
    """Somebody's working time has changed: what waits for it is decided upon once more."""
    accounts = select(Account.id).where(Account.person_id == person_id)
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.account_id).in_(accounts), col(Outgoing.state) == SendState.WAITING)
        .where(or_(col(Outgoing.kind) != Kind.SOLICITED, col(Outgoing.waits_for_work)))
        .values(not_before=now)
        .execution_options(synchronize_session=False)
    )


def release(session: Session, what: str, now: datetime) -> None:
    """What others waited for has happened: they may leave."""
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.until) == what, col(Outgoing.state) == SendState.WAITING)
        .values(until=None, not_before=now)
        .execution_options(synchronize_session=False)
    )


def drop_waiting(session: Session, person_id: int, view: str, engagement_id: int | None, note: str) -> None:
    """What of one kind waits for somebody, alone or in a digest that has not come yet, in one engagement or in all, is
    not wanted any more."""
    mine = col(Outgoing.account_id).in_(select(Account.id).where(Account.person_id == person_id))
    to_come = aliased(Outgoing)
    digests = select(to_come.key).where(to_come.key == Outgoing.digest, col(to_come.message).is_(None))
    waits = and_(col(Outgoing.state) == SendState.WAITING, col(Outgoing.message).is_(None))
    folded = and_(col(Outgoing.state) == SendState.FOLDED, col(Outgoing.digest).in_(digests))
    query = update(Outgoing).where(mine, col(Outgoing.view) == view, or_(waits, folded))
    if engagement_id is not None:
        query = query.where(col(Outgoing.engagement_id) == engagement_id)
    dropped = query.values(state=SendState.DROPPED, note=note, digest=None)
    session.exec(dropped.execution_options(synchronize_session=False))


def latest_of_view(session: Session, person_id: int, view: str) -> Outgoing | None:
    """The newest message of that view to somebody, over all accounts."""
    return session.exec(
        select(Outgoing)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .where(Account.person_id == person_id, Outgoing.view == view)
        .order_by(col(Outgoing.id).desc())
        .limit(1)
    ).first()


def waiting_for(session: Session, person_id: int, until: datetime) -> list[Outgoing]:
    """What somebody will get by then, as far as it is written already, over all accounts."""
    query = (
        select(Outgoing)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .where(Account.person_id == person_id, Outgoing.state == SendState.WAITING)
        .where(col(Outgoing.not_before) <= until, col(Outgoing.until).is_(None))
        .order_by(col(Outgoing.not_before), col(Outgoing.id))
    )
    rows = list(session.exec(query))
    bring_subjects(session, rows)
    return rows


def put_off_by(session: Session, person_id: int) -> list[Outgoing]:
    """What somebody has put off and waits to come back, over all accounts."""
    waiting = (
        select(Outgoing)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .where(Account.person_id == person_id, Outgoing.state == SendState.WAITING)
    )
    return [row for row in session.exec(waiting) if "snooze" in row.about]


def folded_into(session: Session, digest: str, after: Outgoing | None = None, limit: int = MANY) -> list[Outgoing]:
    """What a digest holds, by engagement and the oldest first; ``after`` one of them, what comes behind it."""
    engagement = func.coalesce(col(Outgoing.engagement_id), 0)
    query = select(Outgoing).where(Outgoing.digest == digest)
    if after is not None:
        part = after.engagement_id or 0
        query = query.where(or_(engagement > part, and_(engagement == part, col(Outgoing.id) > known(after.id))))
    rows = list(session.exec(query.order_by(engagement, col(Outgoing.id)).limit(limit)))
    bring_subjects(session, rows)
    return rows


def digests_about(session: Session, engagement_id: int, task_id: int) -> set[str]:
    """The keys of the digests that hold something about that task, among the latest of its engagement."""
    folded = (
        select(Outgoing.digest, Outgoing.about)
        .where(Outgoing.engagement_id == engagement_id, col(Outgoing.digest).is_not(None))
        .order_by(col(Outgoing.id).desc())
        .limit(MANY)
    )
    return {digest for digest, about in session.exec(folded) if digest and about.get("task") == task_id}


def number_folded_into(session: Session, digest: str) -> int:
    """How much a digest holds."""
    return session.exec(select(func.count()).select_from(Outgoing).where(Outgoing.digest == digest)).one()


def move_folded(session: Session, digest: str, at: datetime) -> None:
    """A digest comes at another moment, and with it what it holds."""
    session.exec(
        update(Outgoing)
        .where(or_(col(Outgoing.key) == digest, col(Outgoing.digest) == digest))
        .values(not_before=at)
        .execution_options(synchronize_session="fetch")
    )


def unfold(session: Session, digest: str, now: datetime) -> None:
    """A digest can't be brought: what others wait for in it is decided upon by itself."""
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.digest) == digest, col(Outgoing.state) == SendState.FOLDED, col(Outgoing.kind) == Kind.FREE)
        .values(state=SendState.WAITING, digest=None, not_before=now)
        .execution_options(synchronize_session=False)
    )


def unsolicited_since(
    session: Session, persons: Collection[int], since: datetime
) -> dict[int, list[tuple[Outgoing, datetime]]]:
    """By person, the unsolicited messages that were let through to them since then, and when, over all accounts; not
    those that were dropped when their turn came."""
    found: dict[int, list[tuple[Outgoing, datetime]]] = {person: [] for person in persons}
    for row, person in session.exec(
        select(Outgoing, Account.person_id)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .where(col(Account.person_id).in_(found), Outgoing.kind == Kind.UNSOLICITED)
        .where(col(Outgoing.admitted_at) >= since, col(Outgoing.state) != SendState.DROPPED)
    ):
        found[person].append((row, row.admitted_at or since))
    return found


def sorts_since(
    session: Session, since: Mapping[int, datetime], views: Collection[str]
) -> dict[int, set[tuple[str, int | None]]]:
    """By person, which of these views they got since a moment of each one's own, with the engagement they were about;
    dropped ones don't count."""
    found: dict[int, set[tuple[str, int | None]]] = {person: set() for person in since}
    if not since or not views:
        return found
    came = session.exec(
        select(Account.person_id, Outgoing.view, Outgoing.engagement_id, Outgoing.admitted_at)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .where(col(Account.person_id).in_(since), col(Outgoing.view).in_(views))
        .where(col(Outgoing.admitted_at) >= min(since.values()), col(Outgoing.state) != SendState.DROPPED)
    )
    for person, view, engagement, at in came:
        if at is not None and at >= since[person]:
            found[person].add((view, engagement))
    return found


def next_message_at(session: Session) -> datetime | None:
    """When the next message is decided upon."""
    return session.exec(
        select(func.min(Outgoing.not_before)).where(Outgoing.state == SendState.WAITING, col(Outgoing.until).is_(None))
    ).first()


def set_timer(session: Session, kind: str, subject: int, due_at: datetime) -> None:
    """One timer per kind and subject: setting it again moves it."""
    found = session.exec(select(Timer).where(Timer.kind == kind, Timer.subject == subject)).first()
    if found is None:
        session.add(Timer(kind=kind, subject=subject, due_at=due_at))
    else:
        found.due_at = due_at
        session.add(found)


def take_due_timer(session: Session, now: datetime) -> Timer | None:
    """Removes the timer that has been due the longest, so that it fires in this transaction and in no other."""
    found = session.exec(
        select(Timer)
        .where(col(Timer.due_at) <= now)
        .order_by(col(Timer.due_at), col(Timer.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if found is not None:
        session.delete(found)
        session.flush()
    return found


def next_timer_at(session: Session) -> datetime | None:
    """When the next timer falls due."""
    return session.exec(select(func.min(Timer.due_at))).first()


def mark_handled(session: Session, key: str, now: datetime) -> bool:
    """Notes that this event takes effect now. False: it did before, or does in another process at this moment."""
    return session.connection().execute(HANDLE, {"key": key, "at": now}).rowcount == 1


def draft(session: Session, account_id: int, form: str, subject: str, now: datetime) -> Draft | None:
    """What that account typed into that form and did not finish."""
    given = {"account": account_id, "form": form, "subject": subject, "now": now}
    return session.exec(DRAFT, params=given).first()


def keep_draft(
    session: Session, account_id: int, form: str, subject: str, entries: dict[str, Any], now: datetime
) -> int:
    """Keeps what was typed for 24 hours, in place of what was kept before; the draft's id."""
    given = {"account": account_id, "form": form, "subject": subject, "entries": entries, "until": now + DRAFT_LIFE}
    return int(session.connection().execute(KEEP_DRAFT, given).scalar_one())


def drop_draft(session: Session, account_id: int, form: str, subject: str) -> None:
    """The form was sent; nothing needs keeping."""
    session.connection().execute(DROP_DRAFT, {"account": account_id, "form": form, "subject": subject})


def forget_old_entries(session: Session, now: datetime) -> None:
    """Expired drafts go, the marks of events that no platform repeats any more, and codes that did not fit: those of
    the last hour are counted."""
    session.exec(delete(Draft).where(col(Draft.expires_at) < now))
    session.exec(delete(Handled).where(col(Handled.at) < now - timedelta(days=7)))
    session.exec(delete(LinkTry).where(col(LinkTry.at) < now - timedelta(days=1)))


def note(session: Session, key: str) -> str | None:
    """A word that was left under that key."""
    found = session.get(Note, key)
    return found.value if found else None


def leave_note(session: Session, key: str, value: str) -> None:
    """Leaves a word for the next start."""
    session.connection().execute(LEAVE_NOTE, {"key": key, "value": value})
