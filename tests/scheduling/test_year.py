"""A month of ``make year``, over three clock changes: in Europe, in America, on Lord Howe; and what it must notice."""

import ast
import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import admission as rules
from bot.context import context_of
from bot.features.preview.cards import ends
from bot.features.preview.commands import coming
from bot.people import recognise
from bot.times import next_working
from data.tables import Outgoing, SendState
from scheduling import admission
from tests.benchmarks import oracle
from tests.benchmarks.life import Life, live
from tests.benchmarks.year import Judged, Year, opened, profile_of, simulate

START = date(2026, 10, 1)


def a_while(folder: Path, pairs: int, days: int, *, seed: int = 1, silent: bool = False) -> Judged:
    return asyncio.run(simulate(folder, live(seed, pairs, START, days), silent=silent))


def test_a_month_is_as_it_should_be(tmp_path: Path) -> None:
    judged = a_while(tmp_path, 24, 35)
    assert (judged.missing, judged.extra, judged.intrusions) == ([], [], [])
    assert judged.due > 200
    assert {"praise.nudge", "checkin.ask", "checkin.summary", "digest", "question.asked", "away"} <= {
        each.view for each in judged.came
    }


def test_the_preview_says_what_comes(tmp_path: Path) -> None:
    """After some weeks nobody does anything any more: everybody gets what their preview said then, and nothing else."""
    said, came = asyncio.run(four_weeks_ahead(tmp_path, live(2, 16, START, 16)))
    assert said == came
    assert {"checkin.ask", "checkin.reminder", "question.asked", "digest"} <= {what for _, _, what in said}
    assert len({who for _, who, _ in said}) > 5


Messages = Counter[tuple[datetime, str, str]]


async def four_weeks_ahead(folder: Path, life: Life) -> tuple[Messages, Messages]:
    """What the previews say at the end of a life, and what comes then: when, for whom, of what kind."""
    database = opened(folder)
    year = Year(database, life)
    await year.run()
    said, until, now = Messages(), dict[str, datetime](), year.now
    with database.transaction() as session:
        for human in life.people:
            context = context_of(session, recognise(session, profile_of(human), now), now)
            ahead = [("digest" if each.digest else each.parts[0].row.view, each.at) for each in coming(context)]
            said.update((at, human.name, what) for what, at in ahead)
            until[human.name] = ends(context)
    await year.until(now + timedelta(days=29))
    came = Messages((each.at, each.to, each.view) for each in year.came() if now < each.at <= until[each.to])
    database.close()
    return said, came


def test_sending_nothing_is_noticed(tmp_path: Path) -> None:
    judged = a_while(tmp_path, 8, 10, silent=True)
    assert not judged.good
    assert len(judged.missing) == judged.due > 10


def at_any_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    right: Any = rules.decide

    def whenever(candidates: Sequence[rules.Candidate], spent: rules.Spent, _: Any, *given: Any) -> Any:
        there = [replace(each, works=None, away=False, returning=False) for each in candidates]
        return right(there, spent, [[[0, 1440]]] * 7, *given)

    monkeypatch.setattr(admission, "decide", whenever)


def a_minute_late(monkeypatch: pytest.MonkeyPatch) -> None:
    first = next_working

    def later(hours: Any, zone: Any, now: datetime, **named: Any) -> Any:
        at = first(hours, zone, now, **named)
        return at + timedelta(minutes=1) if at is not None and at > now else at

    monkeypatch.setattr(rules, "next_working", later)


def without_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    right: Any = rules.decide

    def generous(*given: Any) -> Any:
        return right(*given[:-1], 99)

    monkeypatch.setattr(admission, "decide", generous)


def without_a_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(_session: Any, row: Outgoing, *_: Any) -> None:
        row.state = SendState.DROPPED

    monkeypatch.setattr(admission, "_put_into", lose)


@pytest.mark.parametrize(
    ("broken", "intrudes"),
    [(at_any_hour, True), (a_minute_late, False), (without_a_number, True), (without_a_digest, False)],
)
def test_what_is_broken_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[pytest.MonkeyPatch], None], intrudes: bool
) -> None:
    broken(monkeypatch)
    judged = a_while(tmp_path, 16, 14, seed=2)
    assert not judged.good
    assert bool(judged.intrusions) == intrudes


def test_the_oracle_shares_no_code_with_what_it_judges() -> None:
    for path in (Path(oracle.__file__), Path(oracle.__file__).with_name("life.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] in ("bot", "scheduling", "data", "adapters")]
