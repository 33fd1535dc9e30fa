"""What all tests at the wire stand on."""

import pytest

from adapters.discord import listen


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long Baton takes says something about the machine: nothing is deferred but where that is what is tested."""
    monkeypatch.setattr(listen, "FIRST_RESPONSE", 60)
