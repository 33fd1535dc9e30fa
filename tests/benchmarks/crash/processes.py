"""The programs under test: started, killed, stopped and continued."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
BEGIN = b"\n"
SAID = 2000  # characters of its last words


class Unstarted(Exception):
    """The program has ended before it listened."""


@dataclass
class Program:
    """One process. ``name`` is how the database knows its connections; its errors go to ``log``."""

    process: asyncio.subprocess.Process
    name: str
    log: Path | None = None

    @property
    def pid(self) -> int:
        return self.process.pid

    async def listens(self, platforms: int) -> None:
        """Begins, and waits until it listens on so many platforms. Raises Unstarted."""
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise Unstarted
        stdin.write(BEGIN)
        for _ in range(platforms):
            if not await stdout.readline():
                said = self.log.read_text(errors="replace")[-SAID:] if self.log else ""
                raise Unstarted(f"exit code {await self.process.wait()}: {said}")

    async def end(self) -> int:
        """Asks it to stop; its exit code."""
        self.process.terminate()
        return await self.process.wait()


async def loaded(
    environment: dict[str, str], options: Sequence[str], name: str = "baton", log: Path | None = None
) -> Program:
    """The program, which has not begun."""
    with (log or Path(os.devnull)).open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.benchmarks.program",
            *options,
            cwd=ROOT,
            env={**os.environ, "PORT": "0", "PGAPPNAME": name, **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
    return Program(process, name, log)


async def started(environment: dict[str, str], options: Sequence[str], platforms: int = 2) -> Program:
    """The program, once it listens on so many platforms."""
    program = await loaded(environment, options)
    await program.listens(platforms)
    return program


@dataclass
class Programs:
    """So many programs at once; one more is always loaded, so that a successor begins at once."""

    environment: dict[str, str]
    options: Sequence[str]
    logs: Path
    platforms: int = 2
    running: list[Program] = field(default_factory=list)
    spare: asyncio.Task[Program] | None = None
    count: int = 0

    async def start(self, number: int) -> None:
        """The first ones."""
        first = await asyncio.gather(*(self._load() for _ in range(number)))
        await asyncio.gather(*(program.listens(self.platforms) for program in first))
        self.running = list(first)
        self._make_ready()

    async def replace(self, dead: Program) -> Program:
        """The successor of one that was killed listens."""
        spare = await (self.spare or self._load())
        self._make_ready()
        await spare.listens(self.platforms)
        self.running[self.running.index(dead)] = spare
        return spare

    def of(self, pid: int) -> Program:
        return next(program for program in self.running if program.pid == pid)

    async def end(self) -> None:
        """All of them, whatever state they are in."""
        spare = await self.spare if self.spare else None
        for program in (*self.running, *([spare] if spare else [])):
            if program.process.returncode is None:
                program.process.send_signal(signal.SIGCONT)
                program.process.kill() if program is spare else program.process.terminate()
            await program.process.wait()
        self.running = []

    def logged(self, what: str) -> int:
        """How often any of them has logged that."""
        return sum(log.read_text(errors="replace").count(what) for log in self.logs.glob("*.log"))

    def _make_ready(self) -> None:
        self.spare = asyncio.create_task(self._load())

    async def _load(self) -> Program:
        self.count += 1
        name = f"baton-{self.count}"
        return await loaded(self.environment, self.options, name, self.logs / f"{name}.log")
