"""How messages leave: claim what is ready, send it, mark it. A crash between any two steps loses nothing."""

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from time import monotonic
from typing import Any

from sqlmodel import Session

from bot.app import App
from bot.ports import Gone, Letter, Messenger, SendError, Sent, Wait
from bot.trouble import report
from bot.ui import Card
from data.database import Database
from data.queries import messages, people
from data.tables import Account, Outgoing, SendState, Workspace

logger = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(seconds=60)
REQUEST = timedelta(seconds=30)  # the longest a messenger may take for one
TRIES = 20
LONGEST_PAUSE = 300  # seconds


@dataclass(frozen=True)
class Parcel:
    """A claimed message, rendered and ready for its platform."""

    row: Outgoing
    platform: str
    letter: Letter | None
    broken: str = ""


@dataclass(frozen=True)
class Hold:
    """What entitles to send: the token guards our rows, the deadline on our own clock guards the platform.

    A process that was stopped and goes on must not send what somebody else has taken over meanwhile.
    """

    token: str
    until: float


class Delivery:
    """Sends what is ready over the messengers, which are named by platform."""

    def __init__(
        self,
        app: App,
        messengers: Mapping[str, Messenger],
        random: Random | None = None,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self.app = app
        self.database: Database = app.database
        self.messengers = messengers
        self.ticks = ticks  # seconds on a clock that does not jump, and goes on while the process is stopped
        self.random = random or Random(secrets.randbits(64))  # noqa: S311  # jitter, not a secret

    async def turn(self) -> int:
        """Sends one batch; how many messages were taken. Conversations don't wait for each other."""
        hold = Hold(secrets.token_hex(8), self.ticks() + (LEASE - REQUEST).total_seconds())
        parcels = await self.database.call(self._claim, hold.token)
        conversations: dict[str, list[Parcel]] = defaultdict(list)
        for parcel in parcels:
            conversations[parcel.row.conversation].append(parcel)
        await asyncio.gather(*(self._converse(hold, each) for each in conversations.values()))
        return len(parcels)

    def _claim(self, token: str) -> list[Parcel]:
        now = self.app.clock()
        with self.database.transaction() as session:
            return [self._parcel(session, row) for row in messages.claim(session, now, token, now + LEASE, BATCH)]

    def _parcel(self, session: Session, row: Outgoing) -> Parcel:
        account, _ = people.account_and_person(session, row.account_id)
        workspace = people.workspace(session, row.workspace_id)
        try:
            card = self.app.render(session, row)
        except Exception as error:
            # One card that can't be made must not hold up the others; its words may be somebody's, so only its kind.
            return Parcel(row, workspace.platform, None, broken=type(error).__name__)
        letter = None if card is None else _letter(session, row, account, workspace, card)
        return Parcel(row, workspace.platform, letter)

    async def _converse(self, hold: Hold, parcels: list[Parcel]) -> None:
        """One conversation's messages, in order; what comes after one that has to wait waits with it."""
        held = False
        for parcel in parcels:
            if held and parcel.row.message is None:
                await self._settle(parcel, hold.token, {"state": SendState.READY})
                continue
            held = not await self._send(hold, parcel) or held

    async def _send(self, hold: Hold, parcel: Parcel) -> bool:
        """False: it has to be tried again later."""
        row, letter, token = parcel.row, parcel.letter, hold.token
        if self.ticks() > hold.until:
            logger.warning("the lease has run out, somebody else will send it", extra={"outgoing": row.id})
            return False
        if parcel.broken:
            logger.error("message broken", extra={"outgoing": row.id, "view": row.view, "error": parcel.broken})
            await self._give_up(parcel, token, parcel.broken)
            return True
        if letter is None:
            shown = {"state": SendState.SENT, "shown": row.wanted} if row.message else {"state": SendState.DROPPED}
            await self._settle(parcel, token, {**shown, "note": "not wanted any more"})
            return True
        try:
            sent = await self._post_or_edit(parcel.platform, row, letter)
        except Wait as wait:
            await self._later(parcel, token, wait.seconds, attempts=row.attempts, note="asked to wait")
            return False
        except Gone as gone:
            await self._give_up(parcel, token, gone.why)
            return True
        except SendError as error:
            return await self._again(parcel, token, str(error))
        values = {
            "state": SendState.SENT,
            "shown": row.wanted,
            "channel": sent.channel,
            "message": sent.message,
            "attempts": 0,
            "suspect": False,
            "note": "",
        }
        await self._settle(parcel, token, values)
        return True

    async def _post_or_edit(self, platform: str, row: Outgoing, letter: Letter) -> Sent:
        messenger = self.messengers.get(platform)
        if messenger is None:
            raise SendError(f"{platform} is not connected")
        sent = Sent(row.channel, row.message) if row.channel and row.message else None
        if sent is None and row.suspect:
            sent = await messenger.find(letter)
        if sent is None:
            return await messenger.post(letter)
        await messenger.edit(letter, sent)
        return sent

    async def _again(self, parcel: Parcel, token: str, note: str) -> bool:
        """Backoff with jitter: 1, 2, 4 … 300 seconds, each up to half as long again; after 20 tries it is given up.

        The answer may have been lost after the message arrived, so the next try looks first.
        """
        attempts = parcel.row.attempts + 1
        if attempts >= TRIES:
            await self._give_up(parcel, token, note)
            return True
        pause = min(2 ** (attempts - 1), LONGEST_PAUSE) * (1 + self.random.random() / 2)
        await self._later(parcel, token, pause, attempts=attempts, note=note, suspect=True)
        return False

    async def _later(self, parcel: Parcel, token: str, seconds: float, **values: Any) -> None:
        at = self.app.clock() + timedelta(seconds=seconds)
        await self._settle(parcel, token, {"state": SendState.READY, "not_before": at, **values})

    async def _give_up(self, parcel: Parcel, token: str, why: str) -> None:
        logger.warning("message given up", extra={"outgoing": parcel.row.id, "view": parcel.row.view, "why": why})
        await self._settle(parcel, token, {"state": SendState.FAILED, "note": why})

    async def _settle(self, parcel: Parcel, token: str, values: dict[str, Any]) -> None:
        await self.database.call(_settle, self.database, self.app.clock(), parcel, token, values)


def _settle(database: Database, now: datetime, parcel: Parcel, token: str, values: dict[str, Any]) -> None:
    row = parcel.row
    with database.transaction() as session:
        if not messages.settle(session, row.id or 0, token, values):
            logger.warning("somebody else took the message over", extra={"outgoing": row.id})
            return
        if values["state"] is SendState.SENT:
            messages.ready_again_if_newer(session, row.id or 0)
            if row.room is None and values.get("channel"):
                people.remember_direct(session, row.account_id, str(values["channel"]))
        if values["state"] is SendState.FAILED:
            report(session, now, row, str(values["note"]))


def _letter(session: Session, row: Outgoing, account: Account, workspace: Workspace, card: Card) -> Letter:
    root = messages.outgoing(session, row.under) if row.under else None
    return Letter(
        name=f"baton-{row.id}",
        workspace=workspace.external_id,
        account=account.external_id,
        card=card,
        room=row.room,
        direct=account.direct,
        thread=root.message if root else None,
        quiet=row.quiet,
    )
