"""``baton run`` as it is, but with a short lease; for the negative controls, with one of its safeguards taken out."""

import sys
from datetime import timedelta
from typing import Any

from adapters import main
from scheduling import delivery

LEASE, REQUEST = timedelta(seconds=4), timedelta(seconds=1)


def without_look() -> None:
    """Sends again without looking whether it arrived."""
    look = delivery.Delivery._post_or_edit

    async def blindly(self: delivery.Delivery, platform: str, row: Any, letter: Any) -> Any:
        row.suspect = False
        return await look(self, platform, row, letter)

    delivery.Delivery._post_or_edit = blindly  # type: ignore[method-assign]  # the control


def without_clock() -> None:
    """Doesn't ask its own clock whether the lease still holds."""
    delivery.REQUEST = timedelta(days=-1)


WITHOUT = {"look": without_look, "clock-check": without_clock}


def run() -> None:
    """The program, without what is named on the command line."""
    delivery.LEASE, delivery.REQUEST = LEASE, REQUEST
    for name in sys.argv[1:]:
        WITHOUT[name]()
    sys.argv[1:] = ["run"]
    main.main()


if __name__ == "__main__":
    run()
