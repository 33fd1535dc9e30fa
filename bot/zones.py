"""first version"""

from dataclasses import dataclass
from zoneinfo import available_timezones


@dataclass(frozen=True)
class Found:
    zone: str | None
    near: tuple[str, ...] = ()


def known_zone(name: str | None) -> bool:
    return name in available_timezones()


def find_zone(text: str) -> Found:
    return Found(text if known_zone(text) else None)
