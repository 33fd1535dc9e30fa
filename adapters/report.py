"""What ``baton status`` and ``baton failures`` print."""

from datetime import datetime, timedelta

from rich.table import Table
from sqlmodel import Session

from data.queries import status
from data.tables import SendState

LISTED = 50


def queue_table(session: Session, now: datetime) -> list[Table | str]:
    """The queue, and each lane."""
    queue = status.queue(session, now)
    figures = Table("what", "how many", title="Queue")
    for state, count in queue.messages.items():
        figures.add_row("set aside" if state is SendState.FAILED else state.value, str(count))
    figures.add_row("not due yet", str(queue.later))
    figures.add_row("timers due", str(queue.timers_due))
    figures.add_row("timers", str(queue.timers))
    oldest = queue.oldest
    waits = f"The oldest waits {_said(queue.oldest_waits)}: {oldest.view}, {oldest.id}." if oldest else "Nothing waits."
    lanes = Table("lane", "waiting", "sent by", "paused until", title="Lanes")
    for lane in status.lane_states(session):
        paused = f"{lane.paused_until:%Y-%m-%d %H:%M:%S} UTC" if lane.paused_until and lane.paused_until > now else ""
        lanes.add_row(lane.key, str(lane.waiting), lane.holder or "", paused)
    return [figures, waits, lanes]


def failures_table(session: Session) -> list[Table | str]:
    """What was set aside and why; never what it says."""
    found = status.failures(session, LISTED)
    if not found:
        return ["Nothing was set aside."]
    table = Table("id", "what", "platform", "why", "due", title="Set aside")
    for row, workspace in found:
        table.add_row(str(row.id), row.view, workspace.platform, row.note, f"{row.not_before:%Y-%m-%d %H:%M} UTC")
    return [table, "To try them again: baton failures --again ID, or --again all"]


def _said(waits: timedelta) -> str:
    return str(timedelta(seconds=int(waits.total_seconds())))
