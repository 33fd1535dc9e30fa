"""What all tests at the wire stand on."""

import discord
import pytest

from adapters.discord import listen


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long Baton takes says something about the machine: nothing is deferred but where that is what is tested."""
    monkeypatch.setattr(listen, "FIRST_RESPONSE", 60)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library spares Discord: it waits for five seconds before it introduces itself anew."""

    async def no_pause(*_: object, **__: object) -> None:
        pass

    monkeypatch.setattr(discord.Client, "before_identify_hook", no_pause)
