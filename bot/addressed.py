"""Whom a line is for: "@anna Thank you for …"."""

from collections.abc import Sequence

from bot.context import Refused
from bot.events import Command, Event
from data.tables import Account


def addressed(event: Event | None, accounts: Sequence[Account], line: str) -> tuple[Account | None, str]:
    """The one of these accounts that a line is for, by a mention or by "@anna" in front, and the rest of the line.

    None if nobody was named. Refuses somebody who is none of them.
    """
    if not isinstance(event, Command):
        return None, line
    word, *rest = line.split(maxsplit=1) or [""]
    if event.people:
        name = event.people[0].name
        found = [account for account in accounts if account.external_id == event.people[0].id]
    elif word.startswith("@"):
        name, line = word[1:], "".join(rest)
        found = [account for account in accounts if account.name.casefold().split()[0] == name.casefold()]
    else:
        return None, line
    if not found:
        raise Refused("not-together", name=name)
    return found[0], line
