"""What Baton needs from a platform to send messages; each adapter's messenger keeps to it."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Protocol

from bot.ui import Card

# Whoever sends for a limited time says here whether it still lasts; adapters ask once more when the connection stands.
may_leave: ContextVar[Callable[[], bool]] = ContextVar("may_leave", default=lambda: True)


@dataclass(frozen=True)
class Letter:
    """One message on its way.

    ``name`` is opaque and the same at every try; it may stand where others can read it. ``room`` is a channel's id,
    or None for the direct messages of ``account``, whose channel is ``direct`` if it is known already. ``thread``
    is the message it stands under. A quiet letter mentions nobody. A ``suspect`` one may have arrived already, at its
    ``first_try`` or since; it is looked for.
    """

    name: str
    workspace: str
    account: str
    card: Card
    room: str | None = None
    direct: str | None = None
    thread: str | None = None
    quiet: bool = False
    suspect: bool = False
    first_try: datetime | None = None


@dataclass(frozen=True)
class Sent:
    """The platform's reference: the channel it is in, and the message's id there."""

    channel: str
    message: str


@dataclass(frozen=True)
class Limit:
    """What a platform allows of one thing (a channel's messages, a workspace's): so many a second, ``burst`` at once.
    ``count`` is how many a request takes. The platform counts over ``window`` seconds; 0: it is not known to count."""

    key: str
    per_second: float
    burst: int = 1
    count: int = 1
    window: float = 0


class Messenger(Protocol):
    """Posts, edits, and looks whether something was posted already. Keeps to no pace by itself.

    ``lane`` is what the platform allows of everything together.
    """

    @property
    def lane(self) -> Limit: ...

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """What posting it, or editing what was ``sent``, counts against, ``lane`` included."""
        ...

    async def post(self, letter: Letter) -> Sent:
        """A new message. Raises the errors below."""
        ...

    async def edit(self, letter: Letter, sent: Sent) -> None:
        """Changes a message, silently. Raises the errors below."""
        ...

    async def find(self, letter: Letter) -> Sent | None:
        """The message if an earlier try arrived after all. Raises Blind where that can't be seen; the errors below."""
        ...


class SendError(Exception):
    """A message did not go out, for a reason that will pass: it is tried again."""


class Blind(Exception):
    """Whether it arrived can't be seen: rather the rare double than the loss."""


class Wait(SendError):
    """The platform asks to wait for that many seconds: with this conversation, or with all on that lane."""

    def __init__(self, seconds: float, *, everywhere: bool = False) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds
        self.everywhere = everywhere


class Gone(SendError):
    """That place can't be reached any more: ``why`` is "room", "direct" or "message" (the one to change, or to stand
    under). Trying again is no use."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Broken(SendError):
    """The platform refuses what the message says, and will refuse it again. The text is the platform's code."""


class Barred(SendError):
    """Baton itself isn't let in: its token is refused, the app was removed. Everything on that lane waits until whoever
    runs it has seen to that. The text is the platform's code."""


PAUSE = 60.0  # seconds; where a platform asks to wait and doesn't say how long


def asked_pause(said: str | None) -> float:
    """The seconds in a Retry-After header, decimals and all; a second at least."""
    try:
        seconds = float(said or "")
    except ValueError:
        return PAUSE
    return max(seconds, 1.0) if isfinite(seconds) else PAUSE


class Misfit(Exception):
    """A platform refuses what it was given: ``variable`` is the setting at fault, ``why`` one plain sentence."""

    def __init__(self, variable: str, why: str) -> None:
        super().__init__(f"{variable}: {why}")
        self.variable = variable
        self.why = why
