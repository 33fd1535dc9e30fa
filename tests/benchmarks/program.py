"""``baton run`` as it is, for a harness that kills it: with short leases, a pace of its own, and its sender's name.

    python -m tests.benchmarks.program [--pace slack=8] [--lease usual] [--without SAFEGUARD …] [--nursery]

Each request of a lane says in a header who sends it and with which token. ``--without`` takes a safeguard out. With
``--nursery`` everything is loaded, and for each line on its input a program is forked, whose process id it prints.
"""

import argparse
import asyncio
import ctypes
import json
import logging
import os
import signal
import sys
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import filelock
import psycopg
from sqlalchemy import text, update
from sqlmodel import Session, col, select

from adapters import main, web
from adapters.discord import connect as discord_connect
from adapters.discord import messenger as discord
from adapters.slack import connect as slack_connect
from adapters.slack import messenger as slack
from bot import features
from bot.ports import Limit
from data import database, migrate
from data.database import Database
from data.queries import lanes
from data.tables import Lane, Outgoing
from scheduling import clock, delivery, sending

# What ``baton run`` imports when it is needed.
LOADED = (web, discord_connect, slack_connect, migrate, clock, filelock, psycopg)
LEASE, SLICE, REQUEST, COMMIT = (timedelta(seconds=seconds) for seconds in (4, 1, 1, 1))
IDLE = 1.5  # seconds
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
HEADER = "X-Held"  # process, lane, token
UNFENCED = "somebody who has lost the lane has written"

logger = logging.getLogger(__name__)
sender: ContextVar[str] = ContextVar("sender", default="")


def in_short() -> None:
    """Everything that takes seconds takes fewer; in the same order, so that the check at the start still holds."""
    delivery.LEASE, delivery.SLICE, delivery.COMMIT = LEASE, SLICE, COMMIT
    database.IDLE = IDLE
    modules: list[Any] = [delivery, sending]
    for module in modules:
        module.REQUEST = REQUEST


def at_pace(given: str) -> None:
    """``slack=8``: that platform's limits are so many times as high."""
    platform, _, factor = given.partition("=")
    module = {"slack": slack, "discord": discord}[platform]
    for name, limit in vars(module).copy().items():
        if isinstance(limit, Limit):
            setattr(module, name, replace(limit, per_second=limit.per_second * float(factor)))


def under_its_name() -> None:
    """The process is the lane's holder, and every request tells so."""
    begin, drain, request = delivery.Delivery.__init__, delivery._Drain.run, aiohttp.ClientSession._request

    def named(self: delivery.Delivery, *args: Any, **given: Any) -> None:
        begin(self, *args, **given)
        self.name = str(os.getpid())

    async def told(self: delivery._Drain) -> bool:
        sender.set(f"{os.getpid()} {self.held.lane} {self.held.token}")
        return await drain(self)

    async def with_header(self: aiohttp.ClientSession, *args: Any, **given: Any) -> aiohttp.ClientResponse:
        if sender.get():
            given["headers"] = {**(given.get("headers") or {}), HEADER: sender.get()}
        return await request(self, *args, **given)

    patched: list[Any] = [delivery.Delivery, delivery._Drain, aiohttp.ClientSession]
    patched[0].__init__, patched[1].run, patched[2]._request = named, told, with_header


def witnessed() -> None:
    """Whoever writes about a message without holding its lane is reported; it must be refused before."""
    mark_sent, mark, claim = lanes.mark_sent, lanes.mark, lanes.claim

    def look(session: Session, held: lanes.Held) -> None:
        if session.exec(select(Lane.token).where(Lane.id == held.lane)).one() != held.token:
            logger.error(UNFENCED, extra={"lane": held.lane, "token": held.token})

    def marking_sent(session: Session, held: lanes.Held, sent: Any) -> None:
        mark_sent(session, held, sent)
        if sent:
            look(session, held)

    def marking(session: Session, held: lanes.Held, row: int, **given: Any) -> None:
        mark(session, held, row, **given)
        look(session, held)

    def claiming(session: Session, held: lanes.Held, now: datetime, limit: int) -> list[int]:
        found = claim(session, held, now, limit)
        if found:
            look(session, held)
        return found

    lanes.mark_sent, lanes.mark, lanes.claim = marking_sent, marking, claiming


def without_look() -> None:
    """Sends again without looking whether it arrived."""
    look = sending._post_or_edit

    async def blindly(messenger: Any, parcel: sending.Parcel, letter: Any, ask: Any) -> Any:
        parcel.row.suspect = False
        return await look(messenger, parcel, letter, ask)

    sending._post_or_edit = blindly


def without_clock_check() -> None:
    """Doesn't ask its own clock whether the lease still holds."""
    asking: Any = sending.Asking
    asking.still = asking._may_leave = lambda self: True


def without_token() -> None:
    """Neither claims nor marks nor releases ask who holds the lane."""

    def mark(session: Session, held: lanes.Held, row: int, *, retry_at: Any = None, **values: Any) -> None:
        session.exec(
            update(Outgoing)
            .where(col(Outgoing.id) == row)
            .values(retry_at=retry_at, **values)
            .execution_options(synchronize_session=False)
        )

    lanes._must_hold = lambda session, held: None
    lanes.mark = mark
    lanes._mark_sent = text(
        "UPDATE outgoing SET state = 'sent', shown = :seen, channel = :place, message = :reference, note = :said"
        " WHERE id = :row AND :held > 0"
    )


def without_notify() -> None:
    """Hears of nothing that other programs have to send."""

    async def deaf(self: Database, woken: Any) -> None:
        await asyncio.Event().wait()

    Database.listen = deaf  # type: ignore[method-assign]  # as if every NOTIFY were lost


WITHOUT = {
    "look": without_look,
    "clock-check": without_clock_check,
    "token": without_token,
    "notify": without_notify,
}


def run() -> None:
    """The program, as the command line asks for it."""
    parse = argparse.ArgumentParser()
    parse.add_argument("--pace", action="append", default=[])
    parse.add_argument("--lease", choices=["short", "usual"], default="short")
    parse.add_argument("--without", choices=list(WITHOUT), action="append", default=[])
    parse.add_argument("--nursery", action="store_true")
    given = parse.parse_args()
    if given.lease == "short":
        in_short()
    for pace in given.pace:
        at_pace(pace)
    for name in given.without:
        WITHOUT[name]()
    under_its_name()
    witnessed()
    if given.nursery:
        features.load()
        wait_for_births()
    sys.argv[1:] = ["run"]
    main.main()


def wait_for_births() -> None:
    """Returns in each child; in the nursery it never does. They end with it, where that can be had."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: what is dead is gone
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if sys.platform == "linux":
                ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
            told = json.loads(line)
            os.environ["PGAPPNAME"] = told["name"]
            for stream, path in ((1, told["out"]), (2, told["log"])):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            return
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    sys.exit()


if __name__ == "__main__":
    run()
