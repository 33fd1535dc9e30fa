"""What ticks takes turns: whatever there is to do of one thing, the others come soon."""

from itertools import count

import pytest

from bot.app import App
from data.database import Database
from scheduling import clock
from scheduling.clock import Schedule
from tests.world import MONDAY_TEN


def test_a_great_many_slow_timers_hold_up_neither_lanes_nor_presses(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(database, lambda: MONDAY_TEN)
    monkeypatch.setattr(app, "fire", lambda: True)
    ticks = count()
    monkeypatch.setattr(clock, "monotonic", lambda: next(ticks) * 0.03)  # each takes so long
    assert Schedule(app, {})._fire() * 0.03 <= 0.15
