"""What there is to deliver: messages and timers on both platforms, which fall due when the harness says so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from random import Random

from sqlalchemy import Connection, Engine, create_engine, text, update
from sqlmodel import Session, col, func, select

from bot.events import Profile
from bot.people import meet
from data.database import Database, notify
from data.known import known
from data.tables import (
    Account,
    CheckinPlan,
    Engagement,
    EngagementState,
    Kind,
    Outgoing,
    Role,
    SendState,
    Task,
    TaskState,
    Timer,
    Workspace,
)
from scheduling.clock import wall_clock
from tests.wire.discord import SmallDiscord
from tests.wire.slack import SmallSlack

MUCH_LATER = timedelta(days=30)
EACH = 3  # messages to one person
PATIENCE = 60  # seconds
OPEN = (SendState.WAITING, SendState.READY, SendState.SENDING)


@dataclass
class Work:
    """What is not due yet, in the order in which it falls due; and how many messages each recipient shall have."""

    engine: Engine
    expected: Counter[str] = field(default_factory=Counter)
    rows: list[tuple[str, int]] = field(default_factory=list)

    def fall_due(self, number: int, *, silently: bool = False) -> None:
        """The next so many; the programs are told, unless it shall happen silently."""
        due, self.rows = self.rows[:number], self.rows[number:]
        now = wall_clock()
        with Session(self.engine) as session, session.begin():
            ids = [row for kind, row in due if kind == "message"]
            session.exec(update(Outgoing).where(col(Outgoing.id).in_(ids)).values(not_before=now))
            ids = [row for kind, row in due if kind == "timer"]
            session.exec(update(Timer).where(col(Timer.id).in_(ids)).values(due_at=now))
            if not silently:
                notify(session)

    def left(self) -> int:
        """How much of what was due is not done."""
        with Session(self.engine) as session:
            now = wall_clock()
            open_ones = col(Outgoing.state).in_(OPEN), col(Outgoing.not_before) <= now
            rows = session.exec(select(func.count()).select_from(Outgoing).where(*open_ones)).one()
            timers = session.exec(select(func.count()).select_from(Timer).where(col(Timer.due_at) <= now)).one()
            return rows + timers

    def written(self) -> dict[str, str]:
        """Whose each message is, by its opaque name."""
        with Session(self.engine) as session:
            found = session.exec(
                select(Outgoing.id, Workspace.platform, Account.external_id)
                .join(Account, col(Account.id) == Outgoing.account_id)
                .join(Workspace, col(Workspace.id) == Account.workspace_id)
            ).all()
        return {f"baton-{row}": f"{platform}:{who}" for row, platform, who in found}


class Meeting:
    """Makes people on the small platforms, and Baton's accounts of them."""

    def __init__(self, session: Session, slack: SmallSlack, discord: SmallDiscord, now: datetime) -> None:
        self.session = session
        self.slack = slack
        self.discord = discord
        self.now = now

    def account(self, platform: str, name: str, team: str = "") -> Account:
        """Somebody whom Baton has written to before, as most people: their direct messages are open."""
        if platform == "slack":
            user = self.slack.user(name)
            profile = Profile("slack", team or self.slack.team, user, name, "en", "Europe/Berlin")
            direct = self.slack.direct(user).id
        else:
            number = self.discord.user(name)
            profile = Profile("discord", "discord", str(number), name, "de", "Europe/Berlin")
            direct = str(self.discord.direct(number).id)
        account, _ = meet(self.session, profile, self.now)
        account.direct = direct
        self.session.add(account)
        return account

    def message(self, to: Account, key: str, due: datetime) -> Outgoing:
        """One hello."""
        row = Outgoing(
            key=key,
            view="hello",
            about={},
            workspace_id=to.workspace_id,
            account_id=known(to.id),
            conversation=f"{to.workspace_id}:@{to.id}",
            kind=Kind.FREE,
            not_before=due,
        )
        self.session.add(row)
        return row

    def timers(self, client: Account, vas: Sequence[Account], due: datetime) -> list[Timer]:
        """A check-in of each about one task: when it falls due, a message is written."""
        engagements = [
            Engagement(
                workspace_id=va.workspace_id,
                client_id=known(client.id),
                va_id=known(va.id),
                language="de",
                proposed_by=Role.CLIENT,
                state=EngagementState.ACTIVE,
                created_at=self.now,
            )
            for va in vas
        ]
        plans = [CheckinPlan(person_id=va.person_id, account_id=known(va.id), days=[0], minute=540) for va in vas]
        self.session.add_all([*engagements, *plans])
        self.session.flush()
        for each in engagements:
            task = Task(engagement_id=known(each.id), title="T", state=TaskState.ACCEPTED, proposed_at=self.now)
            self.session.add(task)
        timers = [Timer(kind="checkin.ask", subject=known(plan.id), due_at=due) for plan in plans]
        self.session.add_all(timers)
        return timers


def beside(database: Database) -> Engine:
    """The harness's own way to the database: reading waits for nobody, also while a program is stopped in a
    transaction, and writing waits as long as it takes a busy one to leave a gap."""
    arguments = {"timeout": PATIENCE} if database.is_sqlite else {}
    return create_engine(database.url, hide_parameters=True, connect_args=arguments, pool_pre_ping=True)


def prepare(
    database: Database,
    engine: Engine,
    slack: SmallSlack,
    discord: SmallDiscord,
    number: int,
    random: Random,
    *,
    timers: float,
) -> Work:
    """So many in all, half on Slack and half on Discord, ``timers`` of them by a timer; nothing is due yet."""
    work, now = Work(engine), wall_clock()
    later = now + MUCH_LATER
    rows: list[tuple[str, Outgoing | Timer]] = []
    with database.transaction() as session:
        meeting = Meeting(session, slack, discord, now)
        for place, platform in enumerate(("slack", "discord")):
            vas = [meeting.account(platform, f"{platform}V{each}") for each in range(int(number * timers / 2))]
            checkins = meeting.timers(meeting.account(platform, f"{platform}C"), vas, later)
            wanted = (number + 1 - place) // 2 - len(vas)
            people = [meeting.account(platform, f"{platform}P{each}") for each in range(ceil(wanted / EACH))]
            whose = [people[each // EACH] for each in range(wanted)]
            hellos = [meeting.message(who, f"hello:{platform}:{each}", later) for each, who in enumerate(whose)]
            rows += [("timer", each) for each in checkins] + [("message", each) for each in hellos]
            work.expected.update(f"{platform}:{each.external_id}" for each in (*vas, *whose))
        session.flush()
        work.rows = [(kind, known(row.id)) for kind, row in rows]
    random.shuffle(work.rows)
    return work


class Peek:
    """Looks into the tables."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"

    def under_way(self, pid: int) -> dict[str, int]:
        """The messages that this process has claimed and not marked, by name, with the token of each."""
        query = (
            "SELECT outgoing.id, outgoing.token FROM outgoing JOIN lane ON lane.id = outgoing.lane_id"
            " WHERE outgoing.state = 'sending' AND outgoing.token = lane.token AND lane.holder = :holder"
        )
        with self.engine.connect() as connection:
            found = connection.execute(text(query), {"holder": str(pid)}).all()
        return {f"baton-{row}": token for row, token in found}

    def holders(self) -> list[tuple[int, int]]:
        """Which lanes are held, and by which process."""
        query = "SELECT id, holder FROM lane WHERE lease_until > clock_timestamp() ORDER BY id"
        with self.engine.connect() as connection:
            return [(lane, int(holder)) for lane, holder in connection.execute(text(query))]

    def statements_of(self, program: str) -> int:
        """How many connections of a program the database still knows: a statement that it had sent goes on."""
        if self.is_sqlite:
            return 0
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = :program"
        with self.engine.connect() as connection:
            return _one(connection, query, program=program)


def _one(connection: Connection, query: str, **given: str) -> int:
    return int(connection.execute(text(query), given).scalar_one())
