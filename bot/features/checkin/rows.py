"""What a check-in asks about, in rows: those that come first on its card, all of it on pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.context import Context, Reader, Showing
from bot.features.checkin.rules import Draft
from bot.times import local
from bot.typed import shortened
from bot.ui import ROWS, Button, Card, Ids, Row, Text, joined
from bot.wording import say_day, say_time
from bot.work import Team, teams
from data.known import known
from data.queries import checkins
from data.tables import Because, Checkin, CheckinItem, CheckinQuestion, Outlook, Task, TaskState

TITLE, NAME, QUOTED, ANSWERED = 60, 40, 100, 60  # characters
QUESTIONED = 180  # of a pair's own questions together; the form has all of each

Pair = tuple[CheckinItem, Task]


@dataclass(frozen=True)
class Asked:
    """How one task is going, or what a pair asks besides; without a name: a heading says whom it is for. ``is_open``:
    it can be answered, or the answer changed."""

    engagement: int
    is_open: bool
    answered: bool
    row: Row


def asked_about(here: Context | Showing, checkin: Checkin, pairs: Sequence[Pair]) -> list[Asked]:
    """These tasks in their order, each with a draft of its answer; behind them each pair's own questions."""
    found = [
        Asked(
            item.engagement_id,
            is_open(checkin, item, task),
            item.outlook is not None,
            Row(said(here, item, task), tuple(_answers(here, known(item.id)))),
        )
        for item, task in pairs
    ]
    with_tasks = {each.engagement for each in found if each.is_open}
    return found + _own_questions(here, checkin, [item.engagement_id for item, _ in pairs], with_tasks)


def is_open(checkin: Checkin, item: CheckinItem, task: Task) -> bool:
    """Whether it can be said how that task goes. A check-in that is closed asks for nothing more; what was said can be
    changed."""
    over = checkin.skipped or (checkin.closed and item.outlook is None)
    return task.state is TaskState.ACCEPTED and not over


def _own_questions(
    here: Context | Showing, checkin: Checkin, engagements: Sequence[int], with_tasks: set[int]
) -> list[Asked]:
    told = {question.id: answer.text for answer, question in checkins.answers_to(here.session, [known(checkin.id)])}
    by_pair: dict[int, list[CheckinQuestion]] = defaultdict(list)
    for question in checkins.questions_of(here.session, engagements):
        by_pair[question.engagement_id].append(question)
    found: list[Asked] = []
    for engagement, questions in sorted(by_pair.items()):
        texts: list[Text] = []
        for question in questions:
            texts.append(Text.of(shortened(question.text, QUESTIONED // len(questions))))
            if answer := told.get(question.id):
                texts[-1] = joined([texts[-1], here.t("checkin-note", note=shortened(answer, ANSWERED))], " ")
        answered = [question.id in told for question in questions]
        button = here.button("checkin.answers", checkin=known(checkin.id), engagement=engagement)
        open_now = engagement in with_tasks and (not checkin.closed or any(answered))
        found.append(Asked(engagement, open_now, all(answered), Row(joined(texts), (button,))))
    return found


def sections(here: Reader, asked: Sequence[Asked], both: dict[int, Team]) -> tuple[Row, ...]:
    """Rows by client, in the order in which each comes first."""
    by_client: dict[int, list[Row]] = defaultdict(list)
    for each in asked:
        by_client[each.engagement].append(each.row)
    rows: list[Row] = []
    for engagement, section in by_client.items():
        rows += [replace(section[0], heading=for_client(here, both[engagement])), *section[1:]]
    return tuple(rows)


def page(context: Context, checkin: Checkin, first: int) -> Card:
    """All of it from that place on, as many rows as fit: by client, own questions last. What is not open any more keeps
    its place, so that nothing moves from one page to another."""
    pairs = checkins.items_with_tasks(context.session, known(checkin.id))
    pairs.sort(key=lambda pair: (pair[0].engagement_id, known(pair[0].id)))
    places = enumerate(asked_about(context, checkin, pairs), 1)
    rest = [(place, each) for place, each in places if place >= first and each.is_open]
    if not rest:
        return context.done("checkin-reminder-over")
    shown = [each for _, each in rest[:ROWS]]
    both = teams(context.session, {each.engagement for each in shown})
    more = [all_button(context, checkin, place, label="button-digest-rest") for place, _ in rest[ROWS : ROWS + 1]]
    return Card(title=context.t("checkin-all"), rows=sections(context, shown, both), buttons=tuple(more))


def all_button(here: Reader, checkin: Checkin, first: int = 1, label: str = "") -> Button:
    """Leads to a page that begins with that place."""
    return here.button("checkin.all", label=label, checkin=known(checkin.id), first=first)


def name_of(both: Team) -> str:
    """A client's name, as it stands beside what is theirs."""
    return shortened(both.client.account.name, NAME)


def for_client(here: Reader, both: Team) -> Text:
    """Whom it is for."""
    return here.t("checkin-for", client=name_of(both))


def said(here: Reader, item: CheckinItem, task: Task) -> Text:
    """A task in a line: what was said, or the draft and what it is taken from."""
    title = shortened(task.title, TITLE)
    if item.outlook is None:
        reason = say_because(here, Draft(item.draft, item.because, item.since))
        line = here.t("checkin-task-draft", title=title, outlook=item.draft, because=reason)
    else:
        line = here.t("checkin-task-said", title=title, outlook=item.outlook)
    return joined([line, here.t("checkin-note", note=shortened(item.note, QUOTED))], " ") if item.note else line


def say_because(reader: Reader, draft: Draft) -> Text:
    """What a draft is taken from, and since when: the hour for today, the day for all others."""
    if draft.since is None:
        return reader.t("because", because=draft.because, when="")
    today = local(draft.since, reader.zone).date() == local(reader.now, reader.zone).date()
    if today and draft.because is not Because.OVER:
        return reader.t(
            "because-today", because=draft.because, time=say_time(draft.since, reader.zone, reader.language)
        )
    day = say_day(draft.since, reader.zone, reader.language, now=reader.now)
    return reader.t("because", because=draft.because, when=day)


def _answers(reader: Reader, item: int) -> list[Button]:
    return [*outlook_buttons(reader, "checkin", {"item": item}), reader.button("checkin.line", item=item)]


def outlook_buttons(reader: Reader, where: str, ids: Ids) -> list[Button]:
    """How it is going, in one tap."""
    labels = {outlook: f"button-outlook-{outlook.replace('_', '-')}" for outlook in Outlook}
    return [Button(f"{where}.{outlook}", reader.words(label), ids) for outlook, label in labels.items()]
