"""How fast may be sent: limits are kept before a platform has to refuse."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from bot.ports import Limit

FORGET = 10_000  # keys; those whose time is over go first
ASK_AGAIN = 0.05  # seconds, while a platform has answered none of all that it may get at once
LEARNED = 20  # answers; the quickest of so many tells how long one takes at least
SURELY = 0.75  # of that; no two requests need the same for each of the two ways

Key = tuple[int, str]


@dataclass
class _Counted:
    """What a platform counts by now: the requests that are under way, and until when it counts each answered one.
    ``next_at`` is when the next one would leave at an even pace."""

    flying: int = 0
    next_at: float = -inf
    until: deque[float] = field(default_factory=deque)


@dataclass
class _Trips:
    """How long single requests took, there and back."""

    number: int = 0
    quickest: float = inf

    def add(self, seconds: float) -> None:
        self.number, self.quickest = self.number + 1, min(self.quickest, seconds)

    def at_least(self) -> float:
        return SURELY * self.quickest if self.number >= LEARNED else 0


class Pacer:
    """Remembers when the next request under each limit may go. Moments are seconds on a clock that does not jump.

    Two things hold a request back. The first is an even pace, reserved beforehand. It alone would have to stay well
    below the limit: a request that is late brings the next ones closer to it than the platform allows. The second is
    the platform's own count. When it counts a request nobody tells, but it does so before it answers. So one window
    after an answer a place is free again, however long any request took; less most of the time that even the quickest
    one is under way, as the next request needs that, too.

    ``factor`` raises every limit, for a platform under test whose limits are raised alike.
    """

    def __init__(self, factor: float = 1) -> None:
        self.factor = factor
        self._free_at: dict[Key, float] = {}
        self._told: dict[Key, float] = {}
        self._counted: dict[Key, _Counted] = defaultdict(_Counted)
        self._trips: dict[int, _Trips] = defaultdict(_Trips)
        self._tokens: dict[int, int] = {}

    def hold(self, lane: int, token: int, limit: Limit, now: float) -> None:
        """A lane was taken, the token counts its holders. One that somebody else had meanwhile begins with nothing
        saved up: how much they have sent is not known."""
        if self._tokens.get(lane) != token - 1:
            self._free_at[lane, limit.key] = now + self._ahead(limit)
        self._tokens[lane] = token

    def reserve(self, lane: int, limits: Sequence[Limit], now: float, latest: float) -> float:
        """When a request may go that falls under all of these. Later than ``latest`` nothing is reserved, but those
        that the same limit holds back are told one moment after the other: they need not all ask again at once."""
        moments = [self._free_at.get((lane, limit.key), now) - self._ahead(limit) for limit in limits]
        at = max([now, *moments])
        if at > latest:
            narrowest = limits[moments.index(max(moments))]
            key = (lane, narrowest.key)
            at = max(at, self._told.get(key, at))
            _keep(self._told, {key: at + self._span(narrowest)}, now)
            return at
        free_at = self._free_at
        keys = {(lane, limit.key): self._span(limit) for limit in limits}
        _keep(free_at, {key: max(free_at.get(key, at), at) + span for key, span in keys.items()}, now)
        return at

    def leave(self, lane: int, limits: Sequence[Limit], now: float) -> float:
        """``now`` if the platform has a place for it: it counts as under way until it is ``answered``. Else the moment
        at which to ask again.

        The even pace holds here as well: where what left at once comes back at once, it would leave at once for ever,
        and each place would be free only when the last answer of so many is read.
        """
        counts = list(self._counts(lane, limits))
        at = max((self._free(limit, counted, now) for limit, counted in counts), default=now)
        if at == now:
            for limit, counted in counts:
                counted.flying += limit.count
                counted.next_at = max(counted.next_at, now) + self._span(limit)
        return at

    def _free(self, limit: Limit, counted: _Counted, now: float) -> float:
        while counted.until and counted.until[0] <= now:
            counted.until.popleft()
        at = max(now, counted.next_at - self._ahead(limit))
        over = counted.flying + len(counted.until) + limit.count - round(limit.per_second * limit.window)
        if over > 0:
            at = max(at, counted.until[over - 1] if over <= len(counted.until) else now + ASK_AGAIN)
        return at

    def answered(self, lane: int, limits: Sequence[Limit], left: float, now: float, *, well: bool) -> None:
        """What left is under way no more. A single request that went ``well`` tells how long an answer takes."""
        if well and sum(limit.count for limit in limits) == 1:
            self._trips[lane].add(now - left)
        for limit, counted in self._counts(lane, limits):
            counted.flying -= limit.count
            until = now + limit.window / self.factor - self._trips[lane].at_least()
            counted.until.extend([until] * limit.count)
        if len(self._counted) > FORGET:
            still = {
                key: each for key, each in self._counted.items() if each.flying or (each.until and each.until[-1] > now)
            }
            self._counted = defaultdict(_Counted, still)

    def room(self, lane: int, limit: Limit, now: float, end: float) -> int:
        """How many more requests that limit lets go until then, beside what is reserved."""
        seconds = end + self._ahead(limit) - max(self._free_at.get((lane, limit.key), now), now)
        room = int(seconds * limit.per_second * self.factor) + 1 if seconds >= 0 else 0
        for _, counted in self._counts(lane, [limit]):
            if limit.window / self.factor > end - now:  # or what is answered soon makes room once more
                still = sum(until > end for until in counted.until)
                room = min(room, round(limit.per_second * limit.window) - counted.flying - still)
        return room

    def _ahead(self, limit: Limit) -> float:
        return (limit.burst - 1) / (limit.per_second * self.factor)

    def _span(self, limit: Limit) -> float:
        return limit.count / (limit.per_second * self.factor)

    def _counts(self, lane: int, limits: Sequence[Limit]) -> Iterable[tuple[Limit, _Counted]]:
        return ((limit, self._counted[lane, limit.key]) for limit in limits if limit.window)


def _keep(kept: dict[Key, float], new: Mapping[Key, float], now: float) -> None:
    kept.update(new)
    if len(kept) > FORGET:
        for key in [key for key, at in kept.items() if at <= now]:
            del kept[key]
