"""How fast is sent: never more than a platform allows, as it counts, and not much less."""

from heapq import heappop, heappush
from itertools import count, pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.messenger import REQUESTS
from adapters.slack.messenger import IN_CHANNEL, POSTS
from bot.ports import Limit
from scheduling.pace import Pacer

Ways = list[tuple[float, float]]  # seconds there and back, of one request after the other


def counted(limit: Limit, ways: Ways, pacer: Pacer | None = None) -> list[float]:
    """When a platform counts each of these requests, if all of them want to leave at once."""
    pacer, order, moments = pacer or Pacer(), count(), list[float]()
    pending = [
        (pacer.reserve(1, [limit], 0, inf) or 0.0, next(order), "leaves", number, 0.0) for number in range(len(ways))
    ]
    while pending:
        now, _, what, number, left = heappop(pending)
        there, back = ways[number]
        if what == "answered":
            pacer.answered(1, [limit], left, now, well=True)
        elif (at := pacer.leave(1, [limit], now)) > now:
            heappush(pending, (at, next(order), "leaves", number, 0.0))
        else:
            moments += [now + there] * limit.count
            heappush(pending, (now + there + back, next(order), "answered", number, now))
    return sorted(moments)


def most_at_once(moments: list[float], window: float) -> int:
    """The most that a window which slides ever holds; one that is exactly a window old is out of it."""
    return max(sum(1 for other in moments if at - window + 1e-9 < other <= at) for at in moments)


NUMBER = 180


@st.composite
def uneven(draw: st.DrawFn) -> Ways:
    """No two alike, and every third at most is late, by anything up to two windows."""
    base = draw(st.floats(0.0001, 0.3))
    unlike = st.floats(1, 4 / 3)
    late = st.one_of(st.just(0.0), st.floats(0, 2))
    return [
        (base * draw(unlike) + (draw(late) if number % 3 == 1 else 0), base * draw(unlike)) for number in range(NUMBER)
    ]


@given(uneven())
def test_however_late_some_requests_are_no_window_holds_too_many(ways: Ways) -> None:
    assert most_at_once(counted(REQUESTS, ways), REQUESTS.window) <= 50


LATE = [(0.15 if 40 < number < 60 else 0.02, 0.02) for number in range(NUMBER)]


def test_an_even_pace_alone_would_exceed_the_limit() -> None:
    assert most_at_once(counted(Limit("bot", 50), LATE), 1) > 50
    assert most_at_once(counted(REQUESTS, LATE), 1) == 50


@pytest.mark.parametrize(("limit", "window"), [(REQUESTS, 1), (POSTS, 60)])
@pytest.mark.parametrize("trip", [0.002, 0.1])
def test_the_limit_is_reached_whatever_an_answer_takes(limit: Limit, window: float, trip: float) -> None:
    moments = counted(limit, [(trip / 2, trip / 2)] * 10_000)
    least = 9_999 // round(limit.per_second * window) * window
    assert least <= moments[-1] - moments[0] <= 1.04 * least


def test_a_message_a_second_in_one_channel_even_if_one_is_late() -> None:
    moments = counted(IN_CHANNEL, [(0.7, 0.01), (0.01, 0.01), (0.01, 0.01)])
    assert all(later - at >= 1 for at, later in pairwise(moments))


def test_a_request_that_hangs_holds_one_place_and_not_the_others() -> None:
    moments = counted(REQUESTS, [(10, 0), *[(0.01, 0.01)] * 199])
    assert moments[-2] < 5
    assert most_at_once(moments, 1) <= 50


def test_what_had_to_wait_does_not_leave_all_at_once() -> None:
    """Nobody was asked for half a second. If all that waited left together then, it would do so in every window."""
    pacer, limit = Pacer(), Limit("bot", 50, burst=5, window=1)
    now, left, waiting = 0.5, list[float](), 150
    while waiting:
        if (at := pacer.leave(1, [limit], now)) > now:
            now = at
        else:
            left.append(now)
            pacer.answered(1, [limit], now, now + 0.001, well=True)
            waiting -= 1
    assert most_at_once(left, 0.019) == 5
    assert left[-1] <= 0.5 + 149 / 50 + 0.1


def test_what_was_saved_up_is_lost_with_the_lane() -> None:
    pacer, limits = Pacer(), [Limit("bot", 10, burst=5)]
    pacer.hold(1, 7, limits[0], now=0)
    assert [pacer.reserve(1, limits, 0, inf) for _ in range(3)] == pytest.approx([0, 0.1, 0.2])
    pacer.hold(1, 8, limits[0], now=10)  # nobody else had it
    assert [pacer.reserve(1, limits, 10, inf) for _ in range(6)] == pytest.approx([10, 10, 10, 10, 10, 10.1])
    pacer.hold(1, 10, limits[0], now=20)  # somebody had it in between
    assert [pacer.reserve(1, limits, 20, inf) for _ in range(3)] == pytest.approx([20, 20.1, 20.2])


def test_who_is_put_off_by_a_narrow_limit_puts_off_nobody_else() -> None:
    pacer, wide, narrow = Pacer(), Limit("posts", 5, burst=5), Limit("opens", 0.5)
    opened = [pacer.reserve(1, [wide, narrow], 0, 2) for _ in range(50)]
    assert opened[0] == 0
    assert [later - at for at, later in pairwise(opened[2:])] == pytest.approx([2] * 47)
    others = [pacer.reserve(1, [wide], 0, 2) for _ in range(30)]
    assert max(others) < 8


def test_what_takes_two_requests_takes_two_places() -> None:
    twice = Limit("bot", 50, window=1, count=2)
    assert most_at_once(counted(twice, [(0.05, 0.05)] * 100), 1) <= 50


def test_nothing_is_remembered_for_ever() -> None:
    pacer = Pacer()
    for number in range(25_000):
        limits, now = [Limit(f"channel:{number}", 1, window=1)], number / 100
        assert pacer.reserve(1, limits, now, inf) == now
        assert pacer.leave(1, limits, now) == now
        pacer.room(2, limits[0], now, now + 1)  # asked for, and never used
        pacer.answered(1, limits, now, now, well=True)
    assert len(pacer._free_at) + len(pacer._counted) < 21_000
