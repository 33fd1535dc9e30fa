"""Kills and stops the programs at random moments while they deliver, and where chance is too slow, aims."""

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import monotonic

from tests.benchmarks.crash.processes import Program
from tests.benchmarks.crash.setting import Given, Setting, setting
from tests.benchmarks.crash.verdict import Blow, Verdict
from tests.benchmarks.crash.watch import Aim, Phase, Try
from tests.benchmarks.program import LEASE

BEYOND = 1.5  # leases
FORGOTTEN = 300.0  # seconds; Discord remembers a nonce for 120
LONG_DOWN = 0.1  # of the downtimes are so long
STOPS = 10  # kills for each
LET_BY = 20  # messages at most, before an aimed kill
SOON = 10.0  # seconds until something is sent
NOTICED = 5.0  # seconds until the database has seen that somebody is dead


@dataclass(frozen=True)
class Ran:
    """What happened."""

    given: Given
    kills: int
    stops: int
    verdict: Verdict
    slack: Verdict
    discord: Verdict
    lost_at_random: int
    long_downtimes: int
    fenced: int
    unfenced: int
    problems: list[str]
    seconds: float


def plan(random: Random, kills: int) -> list[str]:
    """Half of the kills come at random moments, the others are aimed at the two short phases; and the stops."""
    aimed = kills // 4
    blows = [Phase.ACCEPTED] * aimed + [Phase.ANSWERED] * aimed + ["moment"] * (kills - 2 * aimed)
    blows += ["stop"] * (kills // STOPS)
    random.shuffle(blows)
    return blows


async def deliver(given: Given, kills: int) -> Ran:
    """One run: so many kills, and a stop for every ten; then everything is sent."""
    began = monotonic()
    async with setting(given) as at:
        blows, long_downtimes = plan(at.random, kills), 0
        for left, blow in _countdown(blows):
            await asyncio.to_thread(at.work.fall_due, len(at.work.rows) // (left + 1))
            if blow == "stop":
                await stop(at)
                continue
            killed = await (kill_at_a_moment(at) if blow == "moment" else kill_at(at, Phase(blow)))
            if at.random.random() < LONG_DOWN:
                at.discord.skipped += FORGOTTEN
                long_downtimes += 1
            await at.programs.replace(killed)
        await at.finish()
        return Ran(
            given,
            sum(each.until is None for each in at.blows),
            sum(each.until is not None for each in at.blows),
            at.judge(),
            at.judge("slack"),
            at.judge("discord"),
            at.slack.lost + at.discord.lost,
            long_downtimes,
            at.fenced,
            at.unfenced,
            at.watch.problems,
            monotonic() - began,
        )


def _countdown(blows: list[str]) -> Iterator[tuple[int, str]]:
    for place, blow in enumerate(blows):
        yield len(blows) - place, blow


async def kill_at_a_moment(at: Setting) -> Program:
    """Any program, at any moment while something is sent."""
    await sending(at)
    await asyncio.sleep(at.random.uniform(0, 0.3))
    victim = at.random.choice(at.programs.running)
    return await kill(at, victim)


async def kill_at(at: Setting, phase: Phase) -> Program:
    """The one whose message comes so far: it is killed in that moment."""
    struck: list[Blow] = []

    def strike(tried: Try) -> None:
        os.kill(tried.sender.pid, signal.SIGKILL)
        struck.append(Blow(tried.sender.pid, at.watch.step()))

    # What the one before had sent may still come in.
    alive = {program.pid for program in at.programs.running}
    aim = Aim(phase, strike, at.random.randrange(LET_BY), lambda tried: tried.sender.pid in alive)
    at.watch.aim = aim
    try:
        async with asyncio.timeout(SOON):
            await aim.struck.wait()
    except TimeoutError:
        at.watch.aim = None
        return await kill_at_a_moment(at)
    victim = at.programs.of(struck[0].pid)
    await _buried(at, victim, struck[0])
    return victim


async def kill(at: Setting, victim: Program) -> Program:
    """Kill -9, and a look at what was under way."""
    victim.kill()
    await _buried(at, victim, Blow(victim.pid, at.watch.step()))
    return victim


async def _buried(at: Setting, victim: Program, blow: Blow) -> None:
    await victim.is_gone()
    async with asyncio.timeout(NOTICED):
        while await asyncio.to_thread(at.peek.statements_of, victim.name):  # noqa: ASYNC110  # the database's matter
            await asyncio.sleep(0.01)
    blow.held = await asyncio.to_thread(at.peek.under_way, victim.pid)
    at.blows.append(blow)


async def stop(at: Setting) -> None:
    """Whoever sends is stopped beyond its lease, and continued."""
    tried = await sending(at)
    await asyncio.sleep(at.random.uniform(0, 0.3))
    victim = tried.sender.pid if tried else at.random.choice(at.programs.running).pid
    os.kill(victim, signal.SIGSTOP)
    await stopped(at, Blow(victim, at.watch.step()))


async def stopped(at: Setting, blow: Blow) -> None:
    """The rest of a stop."""
    blow.held = await asyncio.to_thread(at.peek.under_way, blow.pid)
    await asyncio.sleep(LEASE.total_seconds() * BEYOND)
    blow.until = at.watch.step()
    os.kill(blow.pid, signal.SIGCONT)
    at.blows.append(blow)


async def sending(at: Setting) -> Try | None:
    """The next message that is sent; None if nothing is left to send. Then any moment will do."""
    try:
        async with asyncio.timeout(SOON):
            return await at.watch.next()
    except TimeoutError:
        return None
