"""Goals 2 and 3: what a tick costs, and claiming and marking."""

from datetime import timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import text, update
from sqlmodel import col, select

from bot import registry
from bot.app import App
from bot.events import Profile
from bot.people import meet
from data.database import Database
from data.queries import lanes
from data.queries.lanes import Held
from data.tables import Kind, Outgoing, SendState, Timer, Workspace
from scheduling.admission import admit
from scheduling.clock import wall_clock
from scheduling.delivery import LEASE
from tests.benchmarks.measure import Figure, Raw, fresh, recorded, seconds

DUE = 300
BATCH, BATCHES = 100, 40
TICKS = 300


def park_timers(database: Database, number: int) -> None:
    """So many timers that fall due over the next year, none of them within its first hour."""
    soon, apart = wall_clock() + timedelta(hours=1), timedelta(days=365).total_seconds() / number
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number) "
        "SELECT 'parked', i, strftime('%Y-%m-%d %H:%M:%f', :soon, (i * :apart) || ' seconds') || '000' FROM n"
        if database.is_sqlite
        else "SELECT 'parked', i, CAST(:soon AS timestamptz) + i * CAST(:apart AS float) * interval '1 second'"
        " FROM generate_series(1, :number) AS i"
    )
    given = {"number": number, "apart": apart, "soon": f"{soon:%F %T}" if database.is_sqlite else soon}
    with database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO timer (kind, subject, due_at) {numbers}"), given)
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE timer"))


def tick(app: App) -> None:
    """One empty tick: timers, admission, lanes."""
    app.fire()
    admit(app.database, app.clock())
    with app.database.transaction() as session:
        lanes.take(session, "bench", ["slack", "discord"], app.clock(), LEASE)


def per_due_row(app: App) -> float:
    """Seconds for one timer that happens."""
    with app.database.transaction() as session:
        for subject in range(DUE):
            session.add(Timer(kind="bench", subject=subject, due_at=app.clock()))
    began, fired = perf_counter(), 0
    while app.fire():
        fired += 1
    assert fired == DUE
    return (perf_counter() - began) / DUE


def tick_figures(kind: str) -> list[Figure]:
    """Goal 2: taken in turns, so that a slow moment of the machine meets both."""
    registry.timers["bench"] = lambda session, now, subject: None
    empty: list[float] = []
    due: list[float] = []
    with fresh(kind) as few, fresh(kind) as many:
        park_timers(few, 10_000)
        park_timers(many, 1_000_000)
        one, other = App(few, wall_clock), App(many, wall_clock)
        for app in (one, other):
            seconds(lambda app=app: tick(app), 20)  # type: ignore[misc]  # bound at once
        ticks = []
        for _ in range(5):
            a, b = seconds(lambda: tick(one), TICKS // 5), seconds(lambda: tick(other), TICKS // 5)
            empty.append(b / a)
            ticks.append((a, b))
            a, b = per_due_row(one), per_due_row(other)
            due.append(b / a)
    a, b = sorted(ticks)[2]
    return [
        Figure("2", f"empty tick, 10⁶ / 10⁴ timers, {kind}", sorted(empty)[2], 2, detail=f"{b * 1e6:.0f} µs"),
        Figure("2", f"one due timer, 10⁶ / 10⁴ timers, {kind}", sorted(due)[2], 2),
    ]


def ready(database: Database, number: int) -> None:
    """So many messages that may leave, for a hundred people."""
    now = wall_clock()
    with database.transaction() as session:
        accounts = [meet(session, Profile("slack", "T1", f"U{n}", f"P{n}", "en", "UTC"), now)[0] for n in range(100)]
        lane = session.exec(select(Workspace.lane_id)).one()
        for each in range(number):
            account = accounts[each % 100]
            session.add(
                Outgoing(
                    key=f"m{each}",
                    view="hello",
                    about={},
                    workspace_id=account.workspace_id,
                    lane_id=lane,
                    account_id=account.id or 0,
                    conversation=f"{account.workspace_id}:@{account.id}",
                    kind=Kind.FREE,
                    state=SendState.READY,
                    not_before=now,
                )
            )
        lanes.wake(session, {lane: now})


def again(database: Database) -> None:
    """Everything is ready once more."""
    with database.transaction() as session:
        session.exec(update(Outgoing).values(state=SendState.READY, shown=0, message=None, channel=None))


def marks(ids: list[int]) -> list[dict[str, object]]:
    return [{"row": each, "seen": 1, "place": "D1", "reference": f"{each}.1", "said": ""} for each in ids]


def work(database: Database, held: Held) -> float:
    """Rows a second, two commits a batch."""
    began, rows = perf_counter(), 0
    for _ in range(BATCHES):
        with database.transaction() as session:
            ids = lanes.claim(session, held, wall_clock(), BATCH)
        with database.transaction() as session:
            lanes.mark_sent(session, held, marks(ids))
        rows += len(ids)
    assert rows == BATCH * BATCHES
    return rows / (perf_counter() - began)


def claim_figures(kind: str, bound: float) -> list[Figure]:
    """Goal 3: against the same statements through the bare driver."""
    ratios = []
    with fresh(kind) as database:
        ready(database, BATCH * BATCHES)
        with database.transaction() as session:
            (held,) = lanes.take(session, "bench", ["slack"], wall_clock(), timedelta(hours=1))
        with recorded(database) as claiming, database.transaction() as session:
            ids = lanes.claim(session, held, wall_clock(), BATCH)
        with recorded(database) as marking, database.transaction() as session:
            lanes.mark_sent(session, held, marks(ids))
        marking[:] = [each for each in marking if not each[0].startswith("BEGIN")]
        raw = Raw(database)
        for _ in range(5):
            again(database)
            mine = work(database, held)
            again(database)
            began = perf_counter()
            for batch in range(BATCHES):
                raw.replay(claiming)
                statement, given, many = marking[0]
                raw.replay([(statement, _for_rows(given, ids[0] + batch * BATCH), many)])
            theirs = BATCH * BATCHES / (perf_counter() - began)
            ratios.append((mine / theirs, mine, theirs))
        with database.transaction() as session:
            left = session.exec(select(Outgoing.id).where(col(Outgoing.state) != SendState.SENT)).all()
            assert not left, f"the bare driver left {len(left)}"
    ratio, mine, theirs = sorted(ratios)[2]
    detail = f"{mine:,.0f} rows/s against {theirs:,.0f}"
    return [Figure("3", f"claim and mark by 100 / bare driver, {kind}", ratio, bound, "more", detail)]


def _for_rows(given: list[Any], first: int) -> list[Any]:
    """The recorded marks, for the batch that begins with that row."""
    rows = range(first, first + len(given))
    if isinstance(given[0], dict):
        return [{**each, "row": row} for each, row in zip(given, rows, strict=True)]
    return [(*each[:-2], row, *each[-1:]) for each, row in zip(given, rows, strict=True)]
