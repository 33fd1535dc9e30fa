"""What timers would send, told beforehand: each timer's feature says so beside it (``@foresee``)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ui import Text
from data.known import known
from data.tables import Kind, Outgoing, Task


@dataclass(frozen=True)
class Foreseen:
    """A message that would be written at ``row.not_before``: what it would say, and by which rule.

    The row belongs to no session. ``rest``: not within that time after another one of that view in that engagement, nor
    while one is on its way. ``until``: from then on there is no point in it.
    """

    row: Outgoing
    what: Text
    why: Text
    rest: timedelta | None = None
    until: datetime | None = None

    def has_point(self, at: datetime) -> bool:
        """Whether it would still be sent at that moment."""
        return self.until is None or at < self.until


def foreseen_row(
    view: str, account: int | None, kind: Kind, at: datetime, *, key: str = "", task: Task | None = None
) -> Outgoing:
    """The row as its timer would write it, as far as admission looks at it."""
    return Outgoing(
        key=key or f"{view}:{at.isoformat()}",
        view=view,
        about={"task": known(task.id)} if task else {},
        workspace_id=0,
        engagement_id=task.engagement_id if task else None,
        account_id=account or 0,
        conversation="",
        kind=kind,
        not_before=at,
    )
