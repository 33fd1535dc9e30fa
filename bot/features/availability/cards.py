"""What the others hear about somebody's days."""

from datetime import date

from sqlmodel import Session

from bot.context import Reader, Showing, who
from bot.features.handoff.cards import shown_work, task_buttons
from bot.features.handoff.rules import names
from bot.registry import view
from bot.saying import date_or_open
from bot.times import at_wall
from bot.ui import Card, Quote, Text
from bot.wording import say_day
from bot.work import team
from data.queries import messages, people
from data.tables import Absence, TaskState


def told_key(absence: int, engagement: int) -> str:
    """The message that tells of an absence."""
    return f"away:{absence}:{engagement}"


def back_key(absence: int, engagement: int) -> str:
    """The message that takes it back."""
    return f"away:{absence}:{engagement}:back"


def say_span(reader: Reader, session: Session, absence: Absence) -> Text:
    """From when to when; and with whom, if it is not for all, as only the one who is away may read it."""
    span = _span(reader, absence.first, absence.last)
    if not absence.only:
        return span
    teams = [team(session, engagement) for engagement in absence.only]
    sides = [(both, both.client if both.client.person.id == absence.person_id else both.va) for both in teams]
    others = ", ".join(both.side(mine.role.other).account.name for both, mine in sides)
    return reader.t("away-only", span=span, names=others)


def _span(reader: Reader, first: date, last: date | None) -> Text:
    if last is None:
        return reader.t("away-open-ended", first=_day(reader, first))
    if last == first:
        return reader.t("away-day", first=_day(reader, first))
    return reader.t("away-span", first=_day(reader, first), last=_day(reader, last))


def _day(reader: Reader, day: date) -> str:
    return say_day(at_wall(day, 720, reader.zone), reader.zone, reader.language, now=reader.now)


@view("away")
def away(showing: Showing) -> Card | None:
    """Who is away, and until when; why, if they said so. Once it was taken back, that."""
    account, _ = people.account_and_person(showing.session, showing.about("who"))
    absence = showing.session.get(Absence, showing.about("absence"))
    if absence is None:
        return Card(title=showing.t("away-taken-back", name=account.name)) if showing.on_display else None
    first = _day(showing, absence.first)
    if absence.last is None:
        title = showing.t("away-told-open", name=account.name, first=first)
    elif absence.last == absence.first:
        title = showing.t("away-told-day", name=account.name, first=first)
    else:
        title = showing.t("away-told", name=account.name, first=first, last=_day(showing, absence.last))
    return Card(title=title, lines=(Quote(absence.note),) if absence.note else ())


@view("away.back")
def away_taken_back(showing: Showing) -> Card | None:
    """They are there after all. Nothing for whom never heard of it."""
    about = showing.row.about
    told = messages.outgoing(showing.session, told_key(about["absence"], showing.row.engagement_id or 0))
    if told is None or told.message is None:
        return None
    account, _ = people.account_and_person(showing.session, showing.about("who"))
    last = date.fromisoformat(about["last"]) if about["last"] else None
    span = _span(showing, date.fromisoformat(about["first"]), last)
    return Card(title=showing.t("away-back", name=account.name, span=span))


@view("away.handover")
def handover(showing: Showing) -> Card | None:
    """The VA is away when it is due and would rather see it in other hands."""
    work, _ = shown_work(showing)
    absence = showing.session.get(Absence, showing.about("absence"))
    if work.task.state is not TaskState.ACCEPTED or absence is None:
        return None
    client, va = work.team.client, work.team.va
    return Card(
        title=showing.t(
            "handover-asked",
            span=_span(showing, absence.first, absence.last),
            due=date_or_open(showing, work.task.due_at, client, va),
            **names(work),
        ),
        buttons=task_buttons(showing, work.task_id, ("task.redate", "task.withdraw", "task.more")),
        mention=who(client.account),
    )
