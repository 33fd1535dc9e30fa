"""Patterns that are made when they are first asked for: making them all was a twentieth of the start."""

import re
from functools import cached_property
from typing import Any, cast


class _Later:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def made(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.made, name)
        setattr(self, name, found)  # from now on it is found without coming here
        return found


def lazily(pattern: str) -> re.Pattern[str]:
    """Behaves like ``re.compile(pattern)``, mistakes in it included, once it is used."""
    return cast("re.Pattern[str]", _Later(pattern))
