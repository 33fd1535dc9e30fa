"""The programs under test: started, killed, stopped and continued."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
SAID = 2000  # characters of somebody's last words
LISTENS = "Baton listens on"
START = 30  # seconds until a program listens, on a machine that is busy
END = 15  # seconds; one that is asked to stop has ten
LOOK = 0.01  # seconds


class Unstarted(Exception):
    """A program has ended before it listened."""


@dataclass
class Program:
    """One process. ``name`` is how the database knows its connections; what it says goes to ``out``, its log to
    ``log``."""

    pid: int
    name: str
    out: Path
    log: Path

    @property
    def is_alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    async def listens(self, platforms: int) -> None:
        """Until it listens on so many platforms. Raises Unstarted."""
        async with asyncio.timeout(START):
            while self.out.read_text().count(LISTENS) < platforms:
                if not self.is_alive:
                    raise Unstarted(self.log.read_text(errors="replace")[-SAID:])
                await asyncio.sleep(LOOK)

    async def is_gone(self) -> None:
        """Until nothing is left of it."""
        async with asyncio.timeout(END):
            while self.is_alive:  # noqa: ASYNC110  # another process has started it, and waits for it
                await asyncio.sleep(LOOK)


@dataclass
class Programs:
    """The running ones. They are forked from a process in which everything is loaded, or a run would consist of
    imports."""

    environment: dict[str, str]
    options: Sequence[str]
    folder: Path
    platforms: int = 2
    running: list[Program] = field(default_factory=list)
    nursery: asyncio.subprocess.Process | None = None
    count: int = 0

    async def start(self, number: int) -> None:
        """The first ones."""
        self.nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.benchmarks.program",
            "--nursery",
            *self.options,
            cwd=ROOT,
            env={**os.environ, "PORT": "0", **self.environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self.running = [await self._fork() for _ in range(number)]
        await asyncio.gather(*(program.listens(self.platforms) for program in self.running))

    async def replace(self, dead: Program) -> Program:
        """The successor of one that was killed listens."""
        successor = await self._fork()
        await successor.listens(self.platforms)
        self.running[self.running.index(dead)] = successor
        return successor

    def of(self, pid: int) -> Program:
        return next(program for program in self.running if program.pid == pid)

    async def end(self) -> None:
        """All of them, whatever state they are in."""
        for program in self.running:
            if program.is_alive:
                os.kill(program.pid, signal.SIGCONT)
                os.kill(program.pid, signal.SIGTERM)
        for program in self.running:
            await program.is_gone()
        if self.nursery is not None and self.nursery.stdin is not None:
            self.nursery.stdin.close()
            await self.nursery.wait()

    def logged(self, what: str) -> int:
        """How often any of them has logged that."""
        return sum(log.read_text(errors="replace").count(what) for log in self.folder.glob("*.log"))

    async def _fork(self) -> Program:
        if self.nursery is None or self.nursery.stdin is None or self.nursery.stdout is None:
            raise Unstarted
        self.count += 1
        name = f"baton-{self.count}"
        out, log = self.folder / f"{name}.out", self.folder / f"{name}.log"
        out.touch()
        log.touch()
        self.nursery.stdin.write(f"{json.dumps({'name': name, 'out': str(out), 'log': str(log)})}\n".encode())
        return Program(int(await self.nursery.stdout.readline()), name, out, log)


async def started(
    environment: dict[str, str], options: Sequence[str], platforms: int = 2
) -> asyncio.subprocess.Process:
    """One program alone, once it listens on so many platforms."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.benchmarks.program",
        *options,
        cwd=ROOT,
        env={**os.environ, "PORT": "0", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    for _ in range(platforms):
        if not await process.stdout.readline():
            raise Unstarted
    return process
