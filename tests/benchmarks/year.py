"""A simulated year: nothing unsolicited outside working time or over budget, and everything due at its first minute.

    python -m tests.benchmarks.year --pairs 200 --days 365 --seed 1

The core, the scheduling and the SQLite file are the real ones; only the clock is set, from one due moment to the next,
and the messenger just takes notes. What should have come is worked out by :mod:`tests.benchmarks.oracle`. Exit code 1
if anything came that should not have, or did not come; so ``--send-nothing`` must fail.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.table import Table
from sqlalchemy import event
from sqlmodel import Session, select

from bot.app import App
from bot.events import Event, Place, Press, Profile, Submit
from bot.features.checkin.timers import plan_next
from bot.people import meet
from bot.ports import Letter, Limit, Sent
from bot.ui import Card, to_text
from data.database import Database
from data.known import known
from data.migrate import migrate
from data.queries import checkins
from data.tables import (
    CheckinPlan,
    Engagement,
    EngagementState,
    Outgoing,
    Person,
    Preference,
    Role,
    Submission,
    Task,
    TaskState,
    Wish,
)
from scheduling.clock import Schedule
from tests.benchmarks.life import Act, Human, Life, Pair, live
from tests.benchmarks.oracle import SHOWN, Came, expected, intrusions

PLATFORM = "year"
NAMED = re.compile(r"\b[ETQ]\d+\b")


@dataclass
class Noted:
    """A messenger that takes notes and sends nothing anywhere."""

    year: "Year"
    posted: list[tuple[datetime, Letter]] = field(default_factory=list)
    silent: bool = False
    lane: Limit = field(default_factory=lambda: Limit(PLATFORM, 1_000_000))

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """None but its own."""
        return (self.lane,)

    async def post(self, letter: Letter) -> Sent:
        if not self.silent:
            self.posted.append((self.year.now, letter))
        return Sent(f"@{letter.account}", letter.name)

    async def edit(self, letter: Letter, sent: Sent) -> None:
        """Notifies nobody, so it is nothing to note."""

    async def find(self, letter: Letter) -> Sent | None:
        return None


class Year:
    """Everybody's life, and Baton in it."""

    def __init__(self, database: Database, life: Life, *, silent: bool = False) -> None:
        self.database, self.life, self.now = database, life, life.start
        self.app = App(database, lambda: self.now)
        self.messenger = Noted(self, silent=silent)
        self.schedule = Schedule(self.app, {PLATFORM: self.messenger})
        self.engagements: dict[int, int] = {}
        self.lasting: dict[int, int] = {}
        self.tasks: dict[int, int] = {}
        self.moments = 0
        self.forms = count(1)
        with database.transaction() as session:
            self._settle_in(session)

    def _settle_in(self, session: Session) -> None:
        accounts: dict[str, tuple[int, int]] = {}
        for human in self.life.people:
            account, person = meet(session, profile_of(human), self.now)
            person.hours, person.holidays = human.hours, human.region
            person.daily, person.digest_minute = human.daily, human.digest
            person.rings = ["questions"] if human.rings else []
            accounts[human.name] = known(account.id), account.workspace_id
            session.add(person)
            if human.wish:
                session.add(Preference(person_id=known(person.id), view="praise.nudge", wish=Wish(human.wish)))
            if human.days:
                self._asked(session, human, person, known(account.id))
        for pair in self.life.pairs:
            client, workspace = accounts[pair.client.name]
            engagement = Engagement(
                workspace_id=workspace,
                client_id=client,
                va_id=accounts[pair.va.name][0],
                language="de",
                proposed_by=Role.CLIENT,
                state=EngagementState.ACTIVE,
                created_at=self.now,
                client_hours=pair.hours,
            )
            session.add(engagement)
            session.flush()
            self.engagements[pair.number] = known(engagement.id)

    def _asked(self, session: Session, human: Human, person: Person, account: int) -> None:
        plan = CheckinPlan(person_id=known(person.id), account_id=account, days=human.days, minute=human.minute)
        session.add(plan)
        session.flush()
        plan_next(session, plan, person, self.now)

    async def run(self) -> None:
        """From the first act to the end."""
        for act in self.life.acts:
            await self.until(act.at)
            await self.database.call(self._do, act)
            await self.schedule.settle()
        await self.until(self.life.end)

    async def until(self, moment: datetime) -> None:
        """Lets everything happen that is due by then."""
        before = None
        while (at := await self.schedule.next_at()) is not None and at <= moment:
            if at == before:
                raise RuntimeError(f"something is stuck at {at}")
            before, self.now = at, max(at, self.now)
            self.moments += 1
            await self.schedule.settle()
        self.now = moment

    def _do(self, act: Act) -> None:
        pair, number = act.pair, act.number
        match act.what:
            case "open" if pair:
                self.lasting[pair.number] = self._task(pair, f"E{pair.number}", TaskState.ACCEPTED)
            case "done" if pair:
                self.tasks[number] = self._task(pair, f"T{number}", TaskState.IN_REVIEW)
                self._press(act.by, "task.good", task=self.tasks[number])
            case "thanks":
                self._send(act.by, "task.thank", {"text": "Thank you"}, task=self.tasks[number])
            case "ask" if pair:
                self._send(act.by, "task.ask", {"question": f"Q{number}?"}, task=self.lasting[pair.number])
            case "away" if act.away:
                days = {"first": f"{act.away.first:%d.%m.%Y}", "last": f"{act.away.last:%d.%m.%Y}"}
                only = ",".join(str(self.engagements[number]) for number in act.away.only)
                self._send(act.by, "away", {**days, "only": only})
            case "answer":
                for item in self._asked_last(act.by):
                    self._press(act.by, "checkin.on_track", item=item)

    def _task(self, pair: Pair, title: str, state: TaskState) -> int:
        with self.database.transaction() as session:
            engagement = self.engagements[pair.number]
            task = Task(engagement_id=engagement, title=title, state=state, proposed_at=self.now, accepted_at=self.now)
            session.add(task)
            session.flush()
            if state is TaskState.IN_REVIEW:
                task.rounds = 1
                session.add(Submission(task_id=known(task.id), round=1, note="Done", submitted_at=self.now))
            return known(task.id)

    def _asked_last(self, human: Human) -> list[int]:
        with self.database.transaction() as session:
            _, person = meet(session, profile_of(human), self.now)
            latest = checkins.latest_checkin(session, known(person.id))
            found = checkins.items_with_tasks(session, known(latest.id)) if latest else []
            return [known(item.id) for item, _ in found]

    def _press(self, human: Human, action: str, **ids: int) -> None:
        self._handle(Press(who=profile_of(human), where=_direct(human), action=action, ids=ids))

    def _send(self, human: Human, action: str, values: dict[str, str], **ids: int) -> None:
        # A form of its own each time: somebody may send two in one minute.
        once: dict[str, int | str] = {**ids, "once": f"{action}:{next(self.forms)}"}
        self._handle(Submit(who=profile_of(human), where=_direct(human), action=action, ids=once, values=values))

    def _handle(self, what: Event) -> None:
        answer = self.app.handle(what)
        if not isinstance(answer, Card):
            raise TypeError(f"{what} was answered with {answer}")

    def came(self) -> list[Came]:
        """What the messenger noted, as the oracle speaks of it."""
        with self.database.transaction() as session:
            views = dict(session.exec(select(Outgoing.id, Outgoing.view)).all())
        posted = [(at, letter, int(letter.name.removeprefix("baton-"))) for at, letter in self.messenger.posted]
        return sorted(_came(at, letter, views[row]) for at, letter, row in posted)


def _came(at: datetime, letter: Letter, view: str) -> Came:
    about = NAMED.findall(to_text(letter.card))
    if view == "question.asked":
        about = [each for each in about if each.startswith("Q")]
    if view.startswith("checkin."):  # what was handed in since is said beside what is asked about
        about = [each for each in about if each.startswith("E")]
    if view == "digest":  # each entry names first what it is about; or asks a question about it
        entries = (*(row.text for row in letter.card.rows), *letter.card.after)
        named = [NAMED.findall(str(entry)) for entry in entries]
        about = [next((each for each in names if each.startswith("Q")), names[0]) for names in named if names]
    return Came(at, letter.account, view, tuple(sorted(about)), letter.quiet)


def profile_of(human: Human) -> Profile:
    """How the platform knows somebody."""
    return Profile(PLATFORM, PLATFORM, human.name, human.name, human.language, human.zone)


def _direct(human: Human) -> Place:
    return Place(f"@{human.name}", direct=True)


@dataclass
class Judged:
    """How a year went."""

    came: list[Came]
    due: int
    missing: list[Came]
    extra: list[Came]
    intrusions: list[str]
    moments: int
    seconds: float

    @property
    def good(self) -> bool:
        return not (self.missing or self.extra or self.intrusions)


def judge(life: Life, came: list[Came]) -> tuple[int, list[Came], list[Came]]:
    """How much was due, what of it did not come at its minute, and what came without being due."""
    due, seen = Counter(map(_glance, expected(life))), Counter(map(_glance, came))
    return due.total(), sorted((due - seen).elements()), sorted((seen - due).elements())


def _glance(came: Came) -> Came:
    """Of a long digest only the number is compared: it says the rest in figures."""
    if came.view == "digest" and len(came.about) >= SHOWN:
        return Came(came.at, came.to, came.view, (f"{SHOWN} and more",), came.quiet)
    return came


def opened(folder: Path) -> Database:
    """A new database."""
    url = f"sqlite:///{folder}/year.db"
    migrate(url)
    database = Database(url)
    # Nobody pulls the plug here, and waiting for the disk would be most of the time.
    event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    return database


async def simulate(folder: Path, life: Life, *, silent: bool = False) -> Judged:
    """One run, on a database of its own."""
    database = opened(folder)
    started = monotonic()
    year = Year(database, life, silent=silent)
    await year.run()
    came = year.came()
    database.close()
    due, missing, extra = judge(life, came)
    seconds = monotonic() - started
    return Judged(came, due, missing, extra, intrusions(life, came), year.moments, seconds)


def tables(life: Life, judged: Judged) -> list[Table]:
    """What came, and what is wrong."""
    kinds = Table(title=f"{len(life.pairs)} pairs, {(life.end - life.start).days} days, {judged.moments} moments")
    for name in ("message", "came"):
        kinds.add_column(name, justify="right" if name == "came" else "left")
    for view, number in sorted(Counter(each.view for each in judged.came).items()):
        kinds.add_row(view, str(number))
    figures = Table()
    for name in ("due", "came", "not at its minute", "not due", "intrusions", "seconds"):
        figures.add_column(name, justify="right")
    numbers = (judged.due, len(judged.came), len(judged.missing), len(judged.extra), len(judged.intrusions))
    figures.add_row(*map(str, numbers), f"{judged.seconds:.0f}")
    return [kinds, figures]


def main() -> int:
    """The tables, and 1 if the year was not as it should be."""
    parse = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parse.add_argument("--pairs", type=int, default=200)
    parse.add_argument("--days", type=int, default=365)
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--start", type=date.fromisoformat, default=date(2026, 10, 1))
    parse.add_argument("--send-nothing", action="store_true", help="negative control: must fail")
    given = parse.parse_args()
    life = live(given.seed, given.pairs, given.start, given.days)
    with tempfile.TemporaryDirectory(prefix="baton-") as folder:
        judged = asyncio.run(simulate(Path(folder), life, silent=given.send_nothing))
    console = Console()
    for table in tables(life, judged):
        console.print(table)
    for title, wrong in (("not at its minute", judged.missing), ("not due", judged.extra), ("", judged.intrusions)):
        for each in wrong[:10]:
            console.print(f"{title} {each}", highlight=False, soft_wrap=True)
    return int(not judged.good)


if __name__ == "__main__":
    sys.exit(main())
