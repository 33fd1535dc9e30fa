"""One message on its way: what it says now, whether it is still wanted, and what became of sending it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session

from bot.app import App
from bot.late import is_late
from bot.ports import Barred, Blind, Broken, Gone, Letter, Messenger, SendError, Sent, Wait, may_leave
from bot.trouble import report
from bot.ui import Card
from bot.unwanted import why_not
from data.known import known
from data.queries import lanes, messages, people
from data.queries.lanes import Held
from data.tables import Account, Outgoing, SendState, Workspace
from scheduling.counters import DELAY, SENT_BLINDLY, SETTLED

logger = logging.getLogger(__name__)

T = TypeVar("T")

REQUEST = timedelta(seconds=10)  # the longest that a messenger may take for one
TRIES = 20
LAST_TRIES = 5  # once others get through
LATELY = timedelta(minutes=15)
LONGEST_PAUSE = 300  # seconds
JITTER = 0.5  # of a pause, at most
LONGEST_BACKOFF = timedelta(seconds=LONGEST_PAUSE * (1 + JITTER))
LONGEST = timedelta(days=7)  # that one message is tried
ASKED = "asked to wait"
MESSAGE = "message"  # why a message is given up that somebody has deleted


@dataclass(frozen=True)
class Parcel:
    """A claimed message, rendered and ready for its platform; or what keeps it from that: ``broken`` is what went wrong
    when it was made, ``unwanted`` why nobody needs it any more. A ``stale`` one was let in long ago."""

    row: Outgoing
    platform: str
    letter: Letter | None
    broken: str = ""
    stale: bool = False
    unwanted: str = ""

    @property
    def sent(self) -> Sent | None:
        return Sent(self.row.channel, self.row.message) if self.row.channel and self.row.message else None


@dataclass(frozen=True)
class Outcome:
    """What is noted about a message: it is tried again ``after`` that many seconds, or the whole lane has to ``pause``
    for so long."""

    parcel: Parcel
    state: SendState
    sent: Sent | None = None
    note: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    after: float = 0
    pause: float = 0


class TooLate(Exception):
    """The lease has run out, or nearly: somebody else may be sending."""


class Stale(Exception):
    """It was let in long ago and has not arrived: whether it is still to interrupt anybody is decided anew."""


def parcels(app: App, session: Session, ids: Sequence[int]) -> list[Parcel]:
    """Claimed messages as they read now."""
    found = lanes.claimed(session, ids)
    roots = messages.outgoing_with(session, {row.under for row, *_ in found if row.under})
    return [_parcel(app, session, row, account, workspace, roots) for row, account, _, workspace in found]


def _parcel(
    app: App, session: Session, row: Outgoing, account: Account, workspace: Workspace, roots: Mapping[str, Outgoing]
) -> Parcel:
    try:
        card = app.render(session, row)
    except Exception as error:
        # One card that can't be made must not hold up the others; its words may be somebody's, so only its kind.
        return Parcel(row, workspace.platform, None, broken=type(error).__name__)
    root = roots.get(row.under) if row.under else None
    if card is None:
        return Parcel(row, workspace.platform, None, unwanted=why_not(session, row))
    stale = row.message is None and row.admitted_at is not None and is_late(row.admitted_at, app.clock())
    return Parcel(row, workspace.platform, _letter(row, account, workspace, card, root), stale=stale)


def _letter(row: Outgoing, account: Account, workspace: Workspace, card: Card, root: Outgoing | None) -> Letter:
    return Letter(
        name=f"baton-{row.id}",
        workspace=workspace.external_id,
        account=account.external_id,
        card=card,
        room=row.room,
        direct=account.direct,
        thread=root.message if root else None,
        quiet=row.quiet,
        suspect=row.suspect,
        first_try=row.first_try_at,
    )


async def send(parcel: Parcel, held: Held, messenger: Messenger, ask: "Asking", random: Random) -> Outcome:
    """Sends it, or says why not. Raises TooLate before a request that the lease does not cover."""
    row, letter = parcel.row, parcel.letter
    if parcel.broken:
        logger.error("message broken", extra={"outgoing": row.id, "view": row.view, "error": parcel.broken})
        return given_up(parcel, parcel.broken)
    if letter is None:
        state = SendState.SENT if row.message else SendState.DROPPED
        return Outcome(parcel, state, parcel.sent, parcel.unwanted)
    try:
        return Outcome(parcel, SendState.SENT, await _post_or_edit(messenger, parcel, letter, ask))
    except Wait as wait:
        pause = wait.seconds if wait.everywhere else 0
        return Outcome(parcel, SendState.READY, note=ASKED, after=wait.seconds, pause=pause)
    except Barred as barred:
        logger.error("not let in", extra={"outgoing": row.id, "platform": parcel.platform, "code": str(barred)})
        return Outcome(parcel, SendState.READY, note=str(barred), after=LONGEST_PAUSE, pause=LONGEST_PAUSE)
    except Gone as gone:
        return given_up(parcel, gone.why)
    except Broken as broken:
        return given_up(parcel, str(broken))
    except Stale:
        return Outcome(parcel, SendState.WAITING, note="late", values=messages.ANEW)
    except TimeoutError:
        return tried(parcel, held, "no answer in time", random)
    except SendError as error:
        return tried(parcel, held, str(error), random)


class Asking:
    """Asks a platform, if the lease still covers it.

    The token guards our rows, only a clock that does not jump guards the platform: a process that was stopped and goes
    on must not send what somebody else has taken over meanwhile.
    """

    def __init__(self, ticks: Callable[[], float], until: float) -> None:
        self.ticks = ticks
        self.until = until

    def still(self) -> bool:
        return self.ticks() <= self.until

    async def __call__(self, request: Callable[[], Awaitable[T]]) -> T:
        if not self.still():
            raise TooLate
        token = may_leave.set(self._may_leave)
        try:
            async with asyncio.timeout(REQUEST.total_seconds()):
                return await request()
        finally:
            may_leave.reset(token)

    def _may_leave(self) -> bool:
        """Between the question before and the socket lies what it takes to connect, and the process may be stopped
        there as well."""
        return self.ticks() <= self.until + REQUEST.total_seconds()


async def _post_or_edit(messenger: Messenger, parcel: Parcel, letter: Letter, ask: Asking) -> Sent:
    if (there := parcel.sent) is not None:
        await ask(lambda: messenger.edit(letter, there))
        return there
    try:
        return await _post(messenger, parcel, letter, ask)
    except Gone as gone:
        if gone.why != MESSAGE or letter.thread is None:
            raise
    # What it stood under is gone; somebody waits for it all the same.
    return await _post(messenger, parcel, replace(letter, thread=None), ask)


async def _post(messenger: Messenger, parcel: Parcel, letter: Letter, ask: Asking) -> Sent:
    """Posts it, or brings up to date what an earlier try has left there."""
    there = await _look(messenger, parcel, letter, ask) if parcel.row.suspect else None
    if there is None and parcel.stale:
        raise Stale
    if there is None:
        return await ask(lambda: messenger.post(letter))
    await ask(lambda: messenger.edit(letter, there))
    return there


async def _look(messenger: Messenger, parcel: Parcel, letter: Letter, ask: Asking) -> Sent | None:
    try:
        return await ask(lambda: messenger.find(letter))
    except Blind:
        SENT_BLINDLY.labels(parcel.platform).inc()
        return None


def tried(parcel: Parcel, held: Held, note: str, random: Random) -> Outcome:
    """Backoff with jitter: 1, 2, 4 … 300 seconds, each up to half as long again. After 20 tries it is given up, if
    others get through; if none does, it is the platform that is away, and everything waits for up to a week.

    The answer may have been lost after the message arrived, so the next try looks first.
    """
    row, attempts = parcel.row, parcel.row.attempts + 1
    # What failed long ago, and is wanted again, has its whole time again; but what is looked for is looked for since
    # its first try of all.
    begins = not row.attempts and (parcel.sent is not None or not row.suspect)
    since = held.taken_at if begins else row.first_try_at or held.taken_at
    if held.reached_at is None or held.taken_at - held.reached_at > LATELY:
        attempts = min(attempts, TRIES - LAST_TRIES)
    if attempts >= TRIES or (attempts >= TRIES - LAST_TRIES and held.taken_at - since > LONGEST):
        return given_up(parcel, note)
    pause = min(2 ** (attempts - 1), LONGEST_PAUSE) * (1 + JITTER * random.random())
    values = {"attempts": attempts, "suspect": True, "first_try_at": since}
    return Outcome(parcel, SendState.READY, note=note, values=values, after=pause)


def given_up(parcel: Parcel, why: str) -> Outcome:
    """It stays where it is, with the reason; somebody it concerns is told."""
    logger.warning("message given up", extra={"outgoing": parcel.row.id, "view": parcel.row.view, "why": why})
    return Outcome(parcel, SendState.FAILED, note=why)


def put_back(parcel: Parcel, after: float = 0) -> Outcome:
    """It was not tried; somebody may, after so many seconds."""
    return Outcome(parcel, SendState.READY, after=after)


def note(session: Session, held: Held, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Marks what became of these messages, the oldest first, as they were written: who changes several at once locks
    them in that order, too. Raises Fenced if the lane is somebody else's by now."""
    outcomes = sorted(outcomes, key=lambda each: known(each.parcel.row.id))
    sent = [each for each in outcomes if each.state is SendState.SENT]
    lanes.mark_sent(session, held, [_shown(each) for each in sent])
    for each in outcomes:
        if each.state is not SendState.SENT:
            _note_other(session, held, each, now)
    for each in sent:
        letter, channel = each.parcel.letter, each.sent.channel if each.sent else None
        if letter is not None and letter.room is None and channel and channel != letter.direct:
            people.remember_direct(session, each.parcel.row.account_id, channel)


def count(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Counts what was noted."""
    for each in outcomes:
        SETTLED.labels(each.parcel.platform, each.state).inc()
        if each.state is SendState.SENT and each.parcel.row.message is None:
            DELAY.observe((now - each.parcel.row.not_before).total_seconds())


def _shown(outcome: Outcome) -> dict[str, Any]:
    row, sent = outcome.parcel.row, outcome.sent
    return {
        "row": known(row.id),
        "seen": row.wanted,
        "place": sent.channel if sent else None,
        "reference": sent.message if sent else None,
        "said": outcome.note,
    }


def _note_other(session: Session, held: Held, outcome: Outcome, now: datetime) -> None:
    row = outcome.parcel.row
    retry_at = now + timedelta(seconds=outcome.after) if outcome.after else None
    values = {"retry_at": retry_at, "state": outcome.state, "note": outcome.note, **outcome.values}
    lanes.mark(session, held, known(row.id), **values)
    if outcome.pause:
        lanes.pause(session, held, now + timedelta(seconds=outcome.pause))
    if outcome.state is SendState.FAILED:
        if row.message is None:
            messages.unfold(session, row.key, now)
        report(session, now, row, outcome.note)
