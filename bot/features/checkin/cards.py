"""How a check-in looks to the VA, its summary to the client, and news of one task to both."""

from collections import defaultdict
from collections.abc import Sequence

from bot.context import Context, Reader, Showing
from bot.features.checkin.rules import Draft
from bot.features.checkin.timers import ASK, REMINDER, is_waiting, next_ask, rhythm_of, why
from bot.features.interruptions.cards import less_buttons
from bot.registry import Second, view
from bot.rhythm import rarer, say_rhythm
from bot.times import local
from bot.typed import emphasised, shortened
from bot.ui import ROWS, Button, Card, Ids, Line, Quote, Row, Text, joined
from bot.wording import say_day, say_list, say_time
from bot.work import Team, team, teams
from bot.working import off_days
from data.known import known
from data.queries import checkins
from data.queries.people import account_and_person
from data.tables import Because, Checkin, CheckinItem, CheckinPlan, Kind, Outlook, Task, TaskState

SUMMARY = 12  # tasks; a client with more open ones reads the first, the rest is counted
LISTED = 4  # tasks behind those with buttons
TITLES = 3  # of what was handed in
TITLE, NAME, QUOTED, ANSWERED = 60, 40, 100, 60  # characters

Pair = tuple[CheckinItem, Task]


@view(ASK, second=Second.DROP)
def checkin_ask(showing: Showing) -> Card | None:
    """What is asked, a section for each client: the unanswered tasks first, four at a time, each with a draft of its
    answer; answers can be changed."""
    checkin = showing.session.get_one(Checkin, showing.about("checkin"))
    plan = showing.session.get_one(CheckinPlan, checkin.plan_id)
    if checkin.skipped:
        return Card(title=showing.t("checkin-skipped")) if showing.on_display else None
    asked = _pairs(showing, checkin)
    pairs = [pair for pair in asked if pair[1].state is TaskState.ACCEPTED]
    if not pairs and showing.row.message is None:
        return None
    if checkin.closed:
        pairs = [pair for pair in pairs if pair[0].outlook is not None]
        if not pairs:
            return _closed(showing, plan) if showing.on_display else None
    both = teams(showing.session, {item.engagement_id for item, _ in pairs})
    pairs.sort(key=lambda pair: pair[0].outlook is not None)
    rows = _sections(showing, checkin, pairs, both)
    lines: list[Line] = [] if all(item.outlook for item, _ in pairs) else [showing.t("checkin-draft")]
    lines += _submitted(showing, checkin, list(both))
    after = [_said(showing, item, task, both[item.engagement_id]) for item, task in pairs[ROWS:][:LISTED]]
    if len(pairs) > ROWS + LISTED:
        after.append(showing.t("checkin-more", count=len(pairs) - ROWS - LISTED))
    sent = dict.fromkeys(_name(both[item.engagement_id]) for item, _ in pairs if item.sent)
    if sent:
        after.append(showing.t("checkin-sent", names=shortened(say_list(sent, showing.language), 3 * NAME)))
    if any(item.outlook is not None and not item.sent for item, _ in pairs) and not checkin.closed:
        after.append(showing.t("checkin-goes-out", until=showing.moment(checkin.closes_at)))
    if seldom := _seldom(showing, checkin, plan):
        after.append(showing.t("checkin-rarer", rhythm=seldom))
    return Card(
        title=showing.t("checkin-title", count=len(pairs)),
        lines=tuple(lines),
        rows=rows,
        after=tuple(after),
        buttons=_buttons(showing, checkin, pairs, plan, sent=_is_sent(asked)),
        why=showing.t("checkin-why-now") if showing.row.kind is Kind.FREE else why(showing, plan),
    )


def _name(both: Team) -> str:
    return shortened(both.client.account.name, NAME)


def _pairs(showing: Showing, checkin: Checkin) -> list[Pair]:
    return checkins.items_with_tasks(showing.session, known(checkin.id))


def _closed(showing: Showing, plan: CheckinPlan) -> Card:
    """Over, without an answer; and without a word about that."""
    _, person = account_and_person(showing.session, showing.row.account_id)
    following = next_ask(plan, person, showing.now, off_days(showing.session, person)) if plan.active else None
    title = (
        showing.t("checkin-closed")
        if following is None
        else showing.t("checkin-closed-next", next=showing.moment(following))
    )
    return Card(title=title, buttons=(showing.button("checkin.now"),))


def _sections(showing: Showing, checkin: Checkin, pairs: list[Pair], both: dict[int, Team]) -> tuple[Row, ...]:
    """The tasks that come first, by client, and each client's own questions behind them if there is room."""
    first: dict[int, list[Row]] = defaultdict(list)
    for item, task in pairs[:ROWS]:
        text = _said(showing, item, task, None)
        first[item.engagement_id].append(Row(text, tuple(_answers(showing, known(item.id)))))
    room = ROWS - min(ROWS, len(pairs))
    for engagement, row in _own_questions(showing, checkin, list(first))[:room]:
        first[engagement].append(row)
    rows: list[Row] = []
    for engagement, section in first.items():
        heading = showing.t("checkin-for", client=_name(both[engagement]))
        rows += [Row(section[0].text, section[0].buttons, heading=heading), *section[1:]]
    return tuple(rows)


def _own_questions(showing: Showing, checkin: Checkin, engagements: list[int]) -> list[tuple[int, Row]]:
    said = {question.id: answer.text for answer, question in checkins.answers_to(showing.session, [known(checkin.id)])}
    asked: dict[int, list[Text]] = defaultdict(list)
    for question in checkins.questions_of(showing.session, engagements):
        answer = said.get(question.id)
        text = Text.of(question.text)
        if answer is not None:
            text = joined([text, showing.t("checkin-note", note=shortened(answer, ANSWERED))], " ")
        asked[question.engagement_id].append(text)
    return [
        (
            engagement,
            Row(joined(texts), (showing.button("checkin.answers", checkin=known(checkin.id), engagement=engagement),)),
        )
        for engagement, texts in asked.items()
    ]


def _said(showing: Showing, item: CheckinItem, task: Task, both: Team | None) -> Text:
    """A task in a line: what was said, or the draft and what it is taken from. ``both`` where no heading names the
    client."""
    title = shortened(task.title, TITLE)
    if item.outlook is None:
        reason = say_because(showing, Draft(item.draft, item.because, item.since))
        said = showing.t("checkin-task-draft", title=title, outlook=item.draft, because=reason)
    else:
        said = showing.t("checkin-task-said", title=title, outlook=item.outlook)
    if item.note:
        said = joined([said, showing.t("checkin-note", note=shortened(item.note, QUOTED))], " ")
    return said if both is None else joined([showing.t("checkin-for", client=_name(both)), said], " · ")


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


def _buttons(
    showing: Showing, checkin: Checkin, pairs: list[Pair], plan: CheckinPlan, *, sent: bool
) -> tuple[Button, ...]:
    """One tap for all; what is there, without the rest; this time not at all."""
    asked = known(checkin.id)
    buttons: list[Button] = []
    if any(item.outlook is None for item, _ in pairs):
        buttons.append(showing.button("checkin.agree", "primary", checkin=asked))
    if any(item.outlook is not None and not item.sent for item, _ in pairs):
        buttons.append(showing.button("checkin.send", checkin=asked))
    if pairs and not sent:
        buttons.append(showing.button("checkin.skip", checkin=asked))
    if _seldom(showing, checkin, plan):
        buttons.append(showing.button("checkin.rarer", checkin=asked))
    return tuple(buttons)


def _is_sent(asked: list[Pair]) -> bool:
    """Whether a client has something of it: then it is not left out, but stays to be changed."""
    return any(item.sent for item, _ in asked)


def _seldom(showing: Showing, checkin: Checkin, plan: CheckinPlan) -> str | None:
    """The rarer rhythm that is offered here, if it is."""
    if checkins.offering(showing.session, plan) is not checkin:
        return None
    found = rarer(rhythm_of(plan), local(showing.now, showing.zone).date())
    return say_rhythm(found, showing.language) if found else None


def _submitted(showing: Showing, checkin: Checkin, engagements: Sequence[int]) -> list[Line]:
    """What was handed in since the plan had its turn before: it is no longer asked about, and not forgotten."""
    submitted = checkins.submitted_between(showing.session, engagements, checkin.since, checkin.closes_at)
    titles = [shortened(task.title, TITLE) for task in submitted]
    return [showing.t("checkin-submitted", count=len(titles), titles=", ".join(titles[:TITLES]))] if titles else []


@view(REMINDER)
def checkin_reminder(showing: Showing) -> Card | None:
    """Once, before the window is over; answered with the same tap."""
    checkin = showing.session.get_one(Checkin, showing.about("checkin"))
    if not is_waiting(showing.session, checkin):
        return Card(title=showing.t("checkin-reminder-over")) if showing.on_display else None
    asked = _pairs(showing, checkin)
    pairs = [pair for pair in asked if pair[1].state is TaskState.ACCEPTED and not pair[0].outlook]
    both = teams(showing.session, {item.engagement_id for item, _ in pairs})
    return Card(
        title=showing.t("checkin-reminder", count=len(pairs), until=showing.moment(checkin.closes_at)),
        lines=tuple(_said(showing, item, task, both[item.engagement_id]) for item, task in pairs[:ROWS]),
        buttons=(
            showing.button("checkin.agree", "primary", checkin=known(checkin.id)),
            *(() if _is_sent(asked) else (showing.button("checkin.skip", checkin=known(checkin.id)),)),
            *less_buttons(showing),
        ),
        why=showing.t("checkin-reminder-why"),
    )


@view("checkin.summary", second=Second.FOLD)
def checkin_summary(showing: Showing) -> Card | None:
    """How one client's tasks are going, in the client's language."""
    both = team(showing.session, showing.about("engagement"))
    checkin = showing.session.get_one(Checkin, showing.about("checkin"))
    said = [
        (item, task)
        for item, task in _pairs(showing, checkin)
        if item.engagement_id == both.engagement_id and item.outlook is not None
    ]
    if not said:
        return None
    lines: list[Line] = []
    for item, task in said[:SUMMARY]:
        lines.append(
            showing.t("summary-task", title=shortened(task.title, TITLE), outlook=item.outlook or Outlook.ON_TRACK)
        )
        if item.note:
            lines.append(Quote(shortened(item.note, QUOTED)))
    if len(said) > SUMMARY:
        lines.append(showing.t("summary-more", count=len(said) - SUMMARY))
    for answer, question in checkins.answers_to(showing.session, [known(checkin.id)]):
        if question.engagement_id == both.engagement_id:
            lines += [emphasised(question.text), Quote(answer.text)]
    lines += _submitted(showing, checkin, [both.engagement_id])
    return Card(title=showing.t("summary-title", va=both.va.account.name), lines=tuple(lines))


def own_questions_card(context: Context, mine: Sequence[Team]) -> Card:
    """With whom there are questions of their own, a button each."""
    rows = tuple(
        Row(
            context.t("checkin-for", client=_name(each)),
            (context.button("checkin.questions", label="button-checkin-own", engagement=each.engagement_id),),
        )
        for each in mine[:ROWS]
    )
    return Card(title=context.t("questions-whose"), rows=rows)
