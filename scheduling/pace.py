"""How fast may be sent: limits are kept before a platform has to refuse."""

from collections.abc import Sequence

from bot.ports import Limit

FORGET = 10_000  # keys; those whose time is over go first


class Pacer:
    """Remembers when the next request under each limit may go. Moments are seconds on a clock that does not jump.

    ``factor`` raises every limit, for a platform under test whose limits are raised alike.
    """

    def __init__(self, factor: float = 1) -> None:
        self.factor = factor
        self._free_at: dict[tuple[int, str], float] = {}

    def reserve(self, lane: int, limits: Sequence[Limit], now: float, latest: float) -> float | None:
        """When a request may go that falls under all of these; None, and nothing is reserved, if that is too late."""
        at = now
        for limit in limits:
            ahead = (limit.burst - 1) / (limit.per_second * self.factor)
            at = max(at, self._free_at.get((lane, limit.key), now) - ahead)
        if at > latest:
            return None
        for limit in limits:
            key = (lane, limit.key)
            self._free_at[key] = max(self._free_at.get(key, at), at) + limit.count / (limit.per_second * self.factor)
        if len(self._free_at) > FORGET:
            self._free_at = {key: free_at for key, free_at in self._free_at.items() if free_at > now}
        return at

    def room(self, limit: Limit, seconds: float) -> int:
        """How many requests that limit lets go in so many seconds, and one that begins at their end."""
        return int(limit.per_second * self.factor * max(0.0, seconds)) + limit.burst
