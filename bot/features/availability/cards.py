"""What the others hear about somebody's days."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot import registry
from bot.context import Context, Reader, Showing, who
from bot.features.handoff.cards import shown_work, task_buttons
from bot.features.handoff.rules import may, names
from bot.registry import view
from bot.saying import date_or_open
from bot.times import at_wall, local
from bot.ui import ROWS, Button, Card, Line, Quote, Row, Text
from bot.wording import say_day, say_list
from bot.work import Work, team, teams
from data.known import known
from data.queries import messages, people, tasks
from data.tables import Absence, Person, TaskState

SOON = timedelta(days=60)  # how far ahead somebody looks for the next holiday or check-in


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
    others = only_with(session, absence.person_id, [absence])
    return reader.t("away-only", span=span, names=say_list(others, reader.language))


def only_with(session: Session, person_id: int, absences: Iterable[Absence]) -> list[str]:
    """Those from whom somebody is away by absences that are not for all."""
    some = sorted({engagement for absence in absences for engagement in absence.only})
    found = teams(session, some).values()
    return [(each.va if each.client.person.id == person_id else each.client).account.name for each in found]


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
    account, person = people.account_and_person(showing.session, showing.about("who"))
    absence = showing.session.get(Absence, showing.about("absence"))
    if absence is None:
        key = "away-changed" if _is_away_otherwise(showing, person) else "away-taken-back"
        return Card(title=showing.t(key, name=account.name)) if showing.on_display else None
    first = _day(showing, absence.first)
    if absence.last is None:
        title = showing.t("away-told-open", name=account.name, first=first)
    elif absence.last == absence.first:
        title = showing.t("away-told-day", name=account.name, first=first)
    else:
        title = showing.t("away-told", name=account.name, first=first, last=_day(showing, absence.last))
    note: tuple[Line, ...] = (Quote(absence.note),) if absence.note else ()
    rows, lines = what_falls_in(showing, absence, _their_work(showing), _can_be_moved)
    return Card(title=title, lines=(*note, *lines), rows=rows)


def _is_away_otherwise(showing: Showing, person: Person) -> bool:
    """Whether another absence of theirs, which is not over, holds for whoever reads it."""
    others = people.absences_of(showing.session, known(person.id))
    today = local(showing.now, person.zone or "UTC").date()
    return any(each.holds_for(showing.row.engagement_id) and (each.last or today) >= today for each in others)


def what_falls_in(
    reader: Reader, absence: Absence, works: Iterable[Work], choices: Callable[[Reader, Work], tuple[Button, ...]]
) -> tuple[tuple[Row, ...], tuple[Line, ...]]:
    """A look at the tasks that are wished for while somebody is away, with what can be done; ``me`` is who reads."""
    within = [work for work in works if _falls_into(work, absence)]
    said = [
        reader.t("away-falls", title=work.task.title, due=date_or_open(reader, work.task.due_at, work.me, work.other))
        for work in within
    ]
    rows = tuple(Row(text, choices(reader, work)) for text, work in zip(said[:ROWS], within[:ROWS], strict=True))
    lines: list[Line] = [reader.t("away-look")] if rows else []
    lines += said[ROWS : 3 * ROWS]
    if len(said) > 3 * ROWS:
        lines.append(reader.t("tasks-more", count=len(said) - 3 * ROWS))
    return rows, tuple(lines)


def _falls_into(work: Work, absence: Absence) -> bool:
    """By the calendar of the one who is away, whoever reads it."""
    gone = work.me if work.me.person.id == absence.person_id else work.other
    due = work.task.due_at
    return due is not None and absence.covers(local(due, gone.person.zone or "UTC").date())


def _their_work(showing: Showing) -> list[Work]:
    """The open tasks that the reader shares with the one who is away."""
    both = team(showing.session, known(showing.row.engagement_id))
    reads = both.client if both.client.account.id == showing.row.account_id else both.va
    found = tasks.open_tasks(showing.session, [both.engagement_id])
    return [Work(task, both, reads, both.side(reads.role.other)) for task in found]


def _can_be_moved(reader: Reader, work: Work) -> tuple[Button, ...]:
    return (reader.button("task.redate", task=work.task_id),) if may(work, "task.redate") else ()


def left_out_line(context: Context, absence: Absence, left_out: int) -> tuple[Line, ...]:
    """How many will not come, and when the next one does."""
    if not left_out:
        return ()
    if absence.last is None:
        return (context.t("away-no-checkins"),)
    following = next(iter(check_ins(context, absence.last + SOON)), None)
    if following is None:
        return (context.t("away-no-checkins"),)
    return (context.t("away-checkins", count=left_out, next=context.moment(following)),)


def check_ins(context: Context, last: date) -> list[datetime]:
    """When check-ins would come until that day, as it looks now."""
    foresee = registry.foreseen["checkin.ask"]
    ahead = foresee(context, at_wall(last + timedelta(days=1), 0, context.zone))
    return [each.row.not_before for each in ahead if each.row.view == "checkin.ask"]


@view("away.back")
def away_taken_back(showing: Showing) -> Card | None:
    """They are there after all. Nothing for whom never heard of it."""
    about = showing.row.about
    told = messages.outgoing(showing.session, told_key(about["absence"], showing.row.engagement_id or 0))
    if told is None or told.message is None:
        return None
    account, _ = people.account_and_person(showing.session, showing.about("who"))
    spans = about["spans"] if "spans" in about else [(about["first"], about["last"])]
    said = [
        _span(showing, date.fromisoformat(first), date.fromisoformat(last))
        if last
        else showing.t("away-from", first=_day(showing, date.fromisoformat(first)))
        for first, last in spans
    ]
    return Card(title=showing.t("away-back", name=account.name, span=say_list(map(str, said), showing.language)))


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
