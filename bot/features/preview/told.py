"""The same calendar for whoever runs Baton: from the database, about one person."""

from datetime import datetime

from bot import features
from bot.context import Context
from bot.features.preview.commands import calendar
from bot.ui import Card
from data.database import Database
from data.known import known
from data.queries import people


def told(database: Database, who: str, now: datetime) -> list[tuple[int, str, list[Card]]]:
    """Everybody of that name or number: the number, the name, and the four weeks as that person would see them."""
    features.load()
    with database.transaction() as session:
        found = []
        for person in people.called(session, who):
            accounts = people.accounts_of(session, known(person.id))
            if accounts:
                context = Context(
                    person.language, person.zone or "UTC", now, session, known(accounts[0].id), known(person.id)
                )
                found.append((known(person.id), person.name, calendar(context)))
        return found
