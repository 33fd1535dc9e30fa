"""What the others hear about somebody's days."""

from datetime import date

from bot.context import Showing
from bot.registry import view
from bot.times import at_wall
from bot.ui import Card, Quote
from bot.wording import say_day
from data.queries import people
from data.tables import Absence


@view("away")
def away(showing: Showing) -> Card | None:
    """Who is away, and until when; why, if they said so. Nothing once it was taken back."""
    absence = showing.session.get(Absence, showing.about("absence"))
    if absence is None:
        return None
    account, _ = people.account_and_person(showing.session, showing.about("who"))
    key = "away-told-open" if absence.last is None else "away-told"
    last = absence.last or absence.first
    title = showing.t(key, name=account.name, first=_day(showing, absence.first), last=_day(showing, last))
    return Card(title=title, lines=(Quote(absence.note),) if absence.note else ())


def _day(showing: Showing, day: date) -> str:
    return say_day(at_wall(day, 720, showing.zone), showing.zone, showing.language, now=showing.now)
