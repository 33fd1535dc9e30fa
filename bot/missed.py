"""Where somebody may have answered while nobody listened."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.telling import card_keys
from bot.work import team
from data.known import known
from data.queries import messages, tasks

# As long as what was heard stays marked: looking back further could hear something twice.
BACK = timedelta(days=6)


@dataclass(frozen=True)
class Waiting:
    """A thread, or direct messages, in which a reply is waited for since then."""

    channel: str
    thread: str | None
    direct: bool
    since: datetime


def waited_for(session: Session, platform: str, now: datetime) -> list[Waiting]:
    """Every such place of a platform, once, the longest waited for first."""
    found: dict[tuple[str, str | None], Waiting] = {}
    for question, engagement, account in tasks.questions_waiting(session, platform, now - BACK):
        if engagement.room is None:
            if account.direct is not None:
                found.setdefault((account.direct, None), Waiting(account.direct, None, True, question.asked_at))
            continue
        keys = card_keys(team(session, known(engagement.id)), question.task_id)
        card = messages.outgoing(session, keys[question.asked_by])
        if card is not None and card.channel and card.message:
            waiting = Waiting(card.channel, card.message, False, question.asked_at)
            found.setdefault((card.channel, card.message), waiting)
    return list(found.values())
