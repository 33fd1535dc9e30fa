"""Outgoing messages, timers, drafts, and what was handled already."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, or_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.tables import Account, Draft, Handled, Kind, Note, Outgoing, SendState, Timer, Workspace

DRAFT_LIFE = timedelta(hours=24)
GIVEN_UP = (SendState.DROPPED, SendState.FAILED)


def outgoing(session: Session, key: str) -> Outgoing | None:
    """The message of that key."""
    return session.exec(select(Outgoing).where(Outgoing.key == key)).first()


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
    """These messages shall show how things are now; those already sent go out again as silent edits."""
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.key).in_(keys))
        .values(wanted=Outgoing.wanted + 1)
        .execution_options(synchronize_session=False)
    )
    folded = select(Outgoing.digest).where(col(Outgoing.key).in_(keys), col(Outgoing.digest).is_not(None))
    if digests := [each for each in session.exec(folded).all() if each]:
        raise_revision(session, digests, now)
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.key).in_(keys), col(Outgoing.state) == SendState.SENT)
        .values(state=SendState.READY, not_before=now, attempts=0)
        .execution_options(synchronize_session=False)
    )


def waiting_for_admission(session: Session, now: datetime, limit: int) -> list[Outgoing]:
    """Messages whose time has come, the oldest first, locked."""
    return list(
        session.exec(
            select(Outgoing)
            .where(Outgoing.state == SendState.WAITING, col(Outgoing.not_before) <= now)
            .order_by(col(Outgoing.not_before), col(Outgoing.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
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


def waiting_digest(session: Session, person_id: int) -> Outgoing | None:
    """The digest that somebody gets next, if there is one."""
    return session.exec(
        select(Outgoing)
        .join(Account, col(Account.id) == Outgoing.account_id)
        .where(Account.person_id == person_id, Outgoing.view == "digest", Outgoing.state == SendState.WAITING)
        .order_by(col(Outgoing.not_before), col(Outgoing.id))
    ).first()


def folded_into(session: Session, digest: str) -> list[Outgoing]:
    """What a digest holds, the oldest first."""
    return list(session.exec(select(Outgoing).where(Outgoing.digest == digest).order_by(col(Outgoing.id))))


def unsolicited_since(session: Session, person_id: int, since: datetime) -> list[Outgoing]:
    """The unsolicited messages that were let through to somebody since then, over all accounts; not those that were
    dropped when their turn came."""
    return list(
        session.exec(
            select(Outgoing)
            .join(Account, col(Account.id) == Outgoing.account_id)
            .where(Account.person_id == person_id, Outgoing.kind == Kind.UNSOLICITED)
            .where(col(Outgoing.admitted_at) >= since, col(Outgoing.state) != SendState.DROPPED)
            .where(col(Outgoing.digest).is_(None))
        )
    )


def claim(session: Session, now: datetime, token: str, until: datetime, limit: int) -> list[Outgoing]:
    """Takes messages that are ready, or under way with a lease that ran out, for one sender.

    One whose thread does not exist yet waits for it, and a new one waits for the new ones before it in its
    conversation. ``suspect`` ones were under way when somebody stopped.
    """
    root = select(Outgoing.key).where(col(Outgoing.message).is_not(None) | (col(Outgoing.state).in_(GIVEN_UP)))
    before = aliased(Outgoing)
    blocked = (
        select(before.id)
        .where(
            before.conversation == Outgoing.conversation,
            col(before.state).in_((SendState.READY, SendState.SENDING)),
            col(before.message).is_(None),
            col(before.id) < col(Outgoing.id),
            or_(col(before.not_before) > now, col(before.lease_until) >= now),
        )
        .exists()
    )
    free = or_(
        and_(col(Outgoing.state) == SendState.READY, col(Outgoing.not_before) <= now),
        and_(col(Outgoing.state) == SendState.SENDING, col(Outgoing.lease_until) < now),
    )
    rows = list(
        session.exec(
            select(Outgoing)
            .where(free, or_(col(Outgoing.under).is_(None), col(Outgoing.under).in_(root)))
            .where(or_(col(Outgoing.message).is_not(None), ~blocked))
            .order_by(col(Outgoing.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )
    for row in rows:
        row.suspect = row.suspect or row.state == SendState.SENDING
        row.state, row.token, row.lease_until = SendState.SENDING, token, until
        row.first_try_at = row.first_try_at or now
        session.add(row)
    return rows


def settle(session: Session, row_id: int, token: str, values: dict[str, Any]) -> bool:
    """Notes how sending went, if this sender still holds the message. False: somebody else took it over."""
    result = session.exec(
        update(Outgoing)
        .where(col(Outgoing.id) == row_id, col(Outgoing.token) == token, col(Outgoing.state) == SendState.SENDING)
        .values(token=None, lease_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)


def ready_again_if_newer(session: Session, row_id: int) -> None:
    """A message whose card was changed while it was being sent goes out once more, as an edit."""
    session.exec(
        update(Outgoing)
        .where(col(Outgoing.id) == row_id, col(Outgoing.wanted) > col(Outgoing.shown))
        .values(state=SendState.READY)
        .execution_options(synchronize_session=False)
    )


def next_message_at(session: Session) -> datetime | None:
    """When the next message wants to leave."""
    return session.exec(
        select(func.min(Outgoing.not_before)).where(col(Outgoing.state).in_((SendState.WAITING, SendState.READY)))
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
    """Notes that this event takes effect now. False: it did before."""
    if session.get(Handled, key) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(Handled(key=key, at=now))
    except IntegrityError:  # another process handles the same delivery at this moment
        return False
    return True


def draft(session: Session, account_id: int, form: str, subject: str, now: datetime) -> Draft | None:
    """What that account typed into that form and did not finish."""
    return session.exec(
        select(Draft).where(
            Draft.account_id == account_id, Draft.form == form, Draft.subject == subject, col(Draft.expires_at) > now
        )
    ).first()


def keep_draft(
    session: Session, account_id: int, form: str, subject: str, entries: dict[str, Any], now: datetime
) -> Draft:
    """Keeps what was typed for 24 hours, in place of what was kept before."""
    found = session.exec(
        select(Draft).where(Draft.account_id == account_id, Draft.form == form, Draft.subject == subject)
    ).first()
    kept = found or Draft(account_id=account_id, form=form, subject=subject, entries={}, expires_at=now)
    kept.entries, kept.expires_at = entries, now + DRAFT_LIFE
    session.add(kept)
    session.flush()
    return kept


def drop_draft(session: Session, account_id: int, form: str, subject: str) -> None:
    """The form was sent; nothing needs keeping."""
    session.exec(
        delete(Draft).where(col(Draft.account_id) == account_id, col(Draft.form) == form, col(Draft.subject) == subject)
    )


def forget_old_entries(session: Session, now: datetime) -> None:
    """Expired drafts go, and the marks of events that no platform repeats any more."""
    session.exec(delete(Draft).where(col(Draft.expires_at) < now))
    session.exec(delete(Handled).where(col(Handled.at) < now - timedelta(days=7)))


def note(session: Session, key: str) -> str | None:
    """A word that was left under that key."""
    found = session.get(Note, key)
    return found.value if found else None


def leave_note(session: Session, key: str, value: str) -> None:
    """Leaves a word for the next start."""
    session.merge(Note(key=key, value=value))
