"""Who is told what, and how: every message to somebody else is written here, as a row, in the caller's transaction.

The table in the README ("Who is told what") is made of three moves: a card is *shown* (edited silently), one side is
*told* (in the task's thread with a mention, or in a direct message where there is no room), or somebody is *written
to* directly.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.late import due_at
from bot.work import Side, Team, Work
from bot.working import works_at
from data.queries import messages
from data.tables import Account, Kind, Outgoing, Role, SendState

AGAIN = (SendState.DROPPED, SendState.FAILED)


def write(
    session: Session,
    now: datetime,
    *,
    key: str,
    view: str,
    to: Account,
    about: dict[str, Any],
    engagement: int | None = None,
    room: str | None = None,
    under: str | None = None,
    kind: Kind = Kind.FREE,
    waits_for_work: bool = False,
    quiet: bool = False,
    not_before: datetime | None = None,
) -> None:
    """Adds the message of that key; if there is one already, it shall show how things are now. What a timer writes that
    fired late was due when the timer was."""
    found, due = messages.outgoing(session, key), not_before or due_at(session, now)
    if found is None:
        session.add(
            Outgoing(
                key=key,
                view=view,
                about=about,
                workspace_id=to.workspace_id,
                engagement_id=engagement,
                account_id=to.id or 0,
                room=room,
                conversation=f"{to.workspace_id}:{room or f'@{to.id}'}",
                under=under,
                kind=kind,
                waits_for_work=waits_for_work,
                quiet=quiet,
                not_before=due,
            )
        )
        session.flush()
        return
    found.about = about
    session.add(found)
    if found.state in AGAIN and found.message is None:
        found.state, found.attempts, found.not_before, found.waited = SendState.WAITING, 0, due, False
        session.flush()
    session.flush()
    messages.raise_revision(session, [key], now)


def over_at(row: Outgoing) -> datetime | None:
    """From when on there is no point in that message, if it says so."""
    return datetime.fromisoformat(row.about["over"]) if "over" in row.about else None


def again_key(row: Outgoing) -> str:
    """The message that comes back once when that one was put off."""
    return f"{row.key}:again"


def is_again(row: Outgoing) -> bool:
    """Whether a message is one that came back."""
    return row.key.endswith(":again")


def card_keys(team: Team, task_id: int) -> dict[Role, str]:
    """The keys of a task's cards: one in the room, or one for each side's direct messages."""
    if team.engagement.room:
        return dict.fromkeys(Role, f"task:{task_id}")
    return {role: f"task:{task_id}:{role}" for role in Role}


def post_cards(session: Session, now: datetime, work: Work) -> None:
    """The task's card appears where the two talk to Baton. It rings for the one it is proposed to alone.

    Outside working time it rings for nobody, where the platform allows; then the VA is told once, when work begins.
    """
    for role, key in card_keys(work.team, work.task_id).items():
        if work.team.engagement.room and role is Role.CLIENT:
            continue
        write(
            session,
            now,
            key=key,
            view="task.card",
            to=work.team.side(role).account,
            about={"task": work.task_id},
            engagement=work.team.engagement_id,
            room=work.team.engagement.room,
            quiet=role is Role.CLIENT,
        )
    va = work.team.va
    if not works_at(session, va.person, now, work.team.engagement, va.role):
        tell(session, now, work, va, key=f"task:{work.task_id}:waiting", view="task.waiting", waits_for_work=True)


def show(session: Session, now: datetime, work: Work) -> None:
    """The task's cards are edited, silently, to how things are now; and what of it stands in a digest."""
    digests = messages.digests_about(session, work.team.engagement_id, work.task_id)
    messages.raise_revision(session, sorted({*card_keys(work.team, work.task_id).values(), *digests}), now)


def tell(
    session: Session,
    now: datetime,
    work: Work,
    to: Side,
    *,
    key: str,
    view: str,
    about: dict[str, Any] | None = None,
    kind: Kind = Kind.FREE,
    waits_for_work: bool = False,
) -> None:
    """One side is told: in the task's thread with a mention, or in a direct message where there is no room.

    What asks something of the receiver ``waits_for_work``: outside working time it would mention nobody and be missed.
    """
    write(
        session,
        now,
        key=key,
        view=view,
        to=to.account,
        about={"task": work.task_id, **(about or {})},
        engagement=work.team.engagement_id,
        room=work.team.engagement.room,
        under=card_keys(work.team, work.task_id)[to.role] if work.team.engagement.room else None,
        kind=kind,
        waits_for_work=waits_for_work,
    )
