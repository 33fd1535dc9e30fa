"""What comes late because Baton was away: how late that is, and the small line that says so.

Late is what Baton's own absence held up, or a platform's; never what waited for somebody's working time, for the day's
number, or for another day's digest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.context import Reader
from bot.ui import Card, Unrenderable, joined
from data.tables import Outgoing

LATE = timedelta(hours=1)
DUE = "due"
TOGETHER = "late"  # marks the digest that gathers what came late


@contextmanager
def happening_since(session: Session, due: datetime) -> Iterator[None]:
    """What is written in here was due then."""
    session.info[DUE] = due
    try:
        yield
    finally:
        del session.info[DUE]


def due_at(session: Session, now: datetime) -> datetime:
    """When what happens now should have happened: a timer that fell due while Baton was away fires late."""
    due: datetime = session.info.get(DUE, now)
    return min(due, now)


def is_late(due: datetime, now: datetime) -> bool:
    """Whether that is long enough to say so."""
    return now - due > LATE


def dated(card: Card, reader: Reader, row: Outgoing) -> Card:
    """The card; if it comes late, with a line that says from when it is. An edit says it no more."""
    if row.was_due_at is None or row.message is not None:
        return card
    key = "late-since" if TOGETHER in row.about else "late-at"
    line = reader.t(key, at=reader.moment(row.was_due_at))
    try:
        return replace(card, why=joined([card.why, line], " "))
    except Unrenderable:
        return card  # nothing more fits on it, and what it says matters more
