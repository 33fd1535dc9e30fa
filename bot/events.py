"""What a person did, with who and where; adapters make these from the platforms' payloads."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Profile:
    """What a platform tells about somebody. ``language`` and ``zone`` are None where it doesn't say."""

    platform: str
    workspace: str
    id: str
    name: str
    language: str | None = None
    zone: str | None = None
    is_bot: bool = False


@dataclass(frozen=True)
class Place:
    """A channel, or the direct messages with Baton. ``joined`` says whether Baton is in it; ``lacks`` what it would
    have to be allowed there, by the names of the texts ``permission-…``."""

    id: str
    name: str = ""
    direct: bool = False
    joined: bool = True
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """``once`` is the platform's own id of this delivery, if it repeats itself under the same one."""

    who: Profile
    where: Place
    once: str | None = None


@dataclass(frozen=True, kw_only=True)
class Command(Event):
    """A word and what was typed behind it. Mentions are taken out of ``text`` and stand in ``people``.

    Where a platform has an input for each part, the parts stand in ``options`` and ``text`` is empty.
    """

    word: str
    text: str = ""
    people: tuple[Profile, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Press(Event):
    """A button, by what it carries."""

    action: str
    ids: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Submit(Event):
    """A form that was sent. ``people`` and ``places`` explain the values of its pickers, by id."""

    action: str
    ids: Mapping[str, int | str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Profile] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Said(Event):
    """Words in one of Baton's threads or direct messages. ``position`` orders messages as the platform does."""

    text: str
    position: str
    thread: str | None = None


@dataclass(frozen=True, kw_only=True)
class Invited(Event):
    """Baton was invited to a channel; ``who`` did it."""


@dataclass(frozen=True, kw_only=True)
class Opened(Event):
    """Somebody opened the direct messages with Baton."""
