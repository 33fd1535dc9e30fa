"""``baton run`` as it is, but with a short lease and a quick pace.

For the negative controls, with one of its safeguards taken out.

    python -m tests.benchmarks.program FACTOR [safeguard …]

Every limit of the platforms is FACTOR times as high; so are those of the small ones that it talks to.
"""

import sys
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from adapters import main
from data.queries import lanes
from scheduling import delivery, sending
from scheduling.pace import Pacer

LEASE, SLICE, REQUEST, COMMIT = (timedelta(seconds=seconds) for seconds in (4, 1, 1, 1))


def without_look() -> None:
    """Sends again without looking whether it arrived."""
    look = sending._post_or_edit

    async def blindly(messenger: Any, parcel: sending.Parcel, letter: Any, ask: Any) -> Any:
        parcel.row.suspect = False
        return await look(messenger, parcel, letter, ask)

    sending._post_or_edit = blindly


def without_clock_check() -> None:
    """Doesn't ask its own clock whether the lease still holds."""
    sending.Asking.still = lambda self: True  # type: ignore[method-assign]  # the control


def without_token() -> None:
    """Neither claims nor marks ask who holds the lane."""
    lanes._must_hold = lambda session, held: None
    lanes._mark_sent = text(
        "UPDATE outgoing SET state = 'sent', shown = :seen, channel = :place, message = :reference, note = :said"
        " WHERE id = :row AND :held > 0"
    )


WITHOUT = {"look": without_look, "clock-check": without_clock_check, "token": without_token}


def run() -> None:
    """The program, without what is named on the command line."""
    delivery.LEASE, delivery.SLICE, delivery.COMMIT = LEASE, SLICE, COMMIT
    modules: list[Any] = [delivery, sending]
    for module in modules:
        module.REQUEST = REQUEST
    Pacer.__init__.__defaults__ = (float(sys.argv[1]),)
    for name in sys.argv[2:]:
        WITHOUT[name]()
    sys.argv[1:] = ["run"]
    main.main()


if __name__ == "__main__":
    run()
