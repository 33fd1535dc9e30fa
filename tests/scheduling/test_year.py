"""A month of ``make year``, over three clock changes: in Europe, in America, on Lord Howe; and what it must notice."""

import ast
import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import admission as rules
from bot.times import next_working
from data.tables import Outgoing, SendState
from scheduling import admission
from tests.benchmarks import oracle
from tests.benchmarks.life import live
from tests.benchmarks.year import Judged, simulate

START = date(2026, 10, 1)


def a_while(folder: Path, pairs: int, days: int, *, silent: bool = False) -> Judged:
    return asyncio.run(simulate(folder, live(1, pairs, START, days), silent=silent))


def test_a_month_is_as_it_should_be(tmp_path: Path) -> None:
    judged = a_while(tmp_path, 24, 35)
    assert (judged.missing, judged.extra, judged.intrusions) == ([], [], [])
    assert judged.due > 200
    assert {"praise.nudge", "checkin.ask", "checkin.summary", "digest", "question.asked", "away"} <= {
        each.view for each in judged.came
    }


def test_sending_nothing_is_noticed(tmp_path: Path) -> None:
    judged = a_while(tmp_path, 8, 10, silent=True)
    assert not judged.good
    assert len(judged.missing) == judged.due > 10


def at_any_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "work_begins", lambda _, now: now)


def a_minute_late(monkeypatch: pytest.MonkeyPatch) -> None:
    first = next_working

    def later(*given: Any, **named: Any) -> Any:
        at = first(*given, **named)
        return at and at + timedelta(minutes=1)

    monkeypatch.setattr(rules, "next_working", later)


def without_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    right: Any = rules.decide

    def generous(*given: Any) -> Any:
        return right(*given[:-1], 99)

    monkeypatch.setattr(admission, "decide", generous)


def without_a_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(_session: Any, _person: Any, rows: list[Outgoing], *_: Any, **__: Any) -> None:
        for row in rows:
            row.state = SendState.DROPPED

    monkeypatch.setattr(admission, "_fold", lose)


@pytest.mark.parametrize(
    ("broken", "intrudes"),
    [(at_any_hour, True), (a_minute_late, False), (without_a_number, True), (without_a_digest, False)],
)
def test_what_is_broken_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[pytest.MonkeyPatch], None], intrudes: bool
) -> None:
    broken(monkeypatch)
    judged = a_while(tmp_path, 16, 14)
    assert not judged.good
    assert bool(judged.intrusions) == intrudes


def test_the_oracle_shares_no_code_with_what_it_judges() -> None:
    for path in (Path(oracle.__file__), Path(oracle.__file__).with_name("life.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] in ("bot", "scheduling", "data", "adapters")]
