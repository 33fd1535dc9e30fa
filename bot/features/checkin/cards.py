"""How a check-in looks to the VA, its summary to the client, and news of one task to both."""

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context, Showing
from bot.features.checkin.rows import (
    NAME,
    QUOTED,
    TITLE,
    Pair,
    all_button,
    asked_about,
    for_client,
    is_open,
    name_of,
    said,
    sections,
)
from bot.features.checkin.timers import ASK, REMINDER, is_waiting, next_ask, rhythm_of, why
from bot.features.interruptions.cards import less_buttons
from bot.registry import Second, view
from bot.rhythm import rarer, say_rhythm
from bot.times import local
from bot.typed import emphasised, shortened
from bot.ui import ROWS, Button, Card, Line, Quote, Row, Text, joined
from bot.wording import say_day, say_list
from bot.work import Team, team, teams
from bot.working import off_days
from data.known import known
from data.queries import checkins, messages
from data.queries.people import account_and_person
from data.tables import Checkin, CheckinPlan, Kind, Outlook

SUMMARY = 12  # tasks; a client with more open ones reads the first, the rest is counted
LISTED = 4  # tasks behind those with buttons
TITLES = 3  # of what was handed in


@view(ASK, second=Second.DROP)
def checkin_ask(showing: Showing) -> Card | None:
    """What is asked, a section for each client. What was not answered yet comes first, and of that the tasks, each with
    a draft of its answer. Where not all of it has a row, a button leads to all of it: answers can be changed."""
    checkin = showing.session.get_one(Checkin, showing.about("checkin"))
    plan = showing.session.get_one(CheckinPlan, checkin.plan_id)
    if checkin.skipped:
        return Card(title=showing.t("checkin-skipped")) if showing.on_display else None
    everything = checkins.items_with_tasks(showing.session, known(checkin.id))
    pairs = [(item, task) for item, task in everything if is_open(checkin, item, task)]
    if not pairs and not showing.on_display:
        return None
    if not pairs and checkin.closed:
        return _closed(showing, plan)
    both = teams(showing.session, {item.engagement_id for item, _ in pairs})
    asked = [each for each in asked_about(showing, checkin, pairs) if each.is_open]
    asked.sort(key=lambda each: each.answered)
    lines: list[Line] = [] if all(item.outlook for item, _ in pairs) else [showing.t("checkin-draft")]
    lines += _submitted(showing, checkin, list(both))
    behind = asked[ROWS:]
    after = [joined([for_client(showing, both[each.engagement]), each.row.text]) for each in behind[:LISTED]]
    if len(behind) > LISTED:
        after.append(showing.t("checkin-more", count=len(behind) - LISTED))
    sent = dict.fromkeys(name_of(both[item.engagement_id]) for item, _ in pairs if item.sent)
    if sent:
        after.append(showing.t("checkin-sent", names=shortened(say_list(sent, showing.language), 3 * NAME)))
    if any(item.outlook is not None and not item.sent for item, _ in pairs) and not checkin.closed:
        after.append(showing.t("checkin-goes-out", until=showing.moment(checkin.closes_at)))
    if seldom := _seldom(showing, checkin, plan):
        after.append(showing.t("checkin-rarer", rhythm=seldom))
    buttons = _buttons(showing, checkin, pairs, plan, sent=_is_sent(everything))
    return Card(
        title=showing.t("checkin-title", count=len(pairs)),
        lines=tuple(lines),
        rows=sections(showing, asked[:ROWS], both),
        after=tuple(after),
        buttons=(*buttons, all_button(showing, checkin)) if behind else buttons,
        why=showing.t("checkin-why-now") if showing.row.kind is Kind.FREE else why(showing, plan),
    )


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


def _is_sent(pairs: Sequence[Pair]) -> bool:
    """Whether a client has something of it: then it is not left out, but stays to be changed."""
    return any(item.sent for item, _ in pairs)


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
    everything = checkins.items_with_tasks(showing.session, known(checkin.id))
    pairs = [(item, task) for item, task in everything if is_open(checkin, item, task) and item.outlook is None]
    both = teams(showing.session, {item.engagement_id for item, _ in pairs})
    return Card(
        title=showing.t("checkin-reminder", count=len(pairs), until=showing.moment(checkin.closes_at)),
        lines=tuple(
            joined([for_client(showing, both[item.engagement_id]), said(showing, item, task)])
            for item, task in pairs[:ROWS]
        ),
        buttons=(
            showing.button("checkin.agree", "primary", checkin=known(checkin.id)),
            *(() if _is_sent(everything) else (showing.button("checkin.skip", checkin=known(checkin.id)),)),
            *less_buttons(showing),
        ),
        why=showing.t("checkin-reminder-why"),
    )


@view("checkin.summary", second=Second.FOLD)
def checkin_summary(showing: Showing) -> Card | None:
    """How one client's tasks are going, in the client's language. In a digest each says from when it is, if not from
    today, and leaves out what a newer one in it tells."""
    both = team(showing.session, showing.about("engagement"))
    checkin = showing.session.get_one(Checkin, showing.about("checkin"))
    newer = _newer(showing)
    told = {item.task_id for item in checkins.items_of(showing.session, newer) if item.outlook is not None}
    pairs = [
        (item, task)
        for item, task in checkins.items_with_tasks(showing.session, known(checkin.id))
        if item.engagement_id == both.engagement_id and item.outlook is not None and item.task_id not in told
    ]
    answers = checkins.answers_to(showing.session, [known(checkin.id), *newer])
    answered = {question.id for answer, question in answers if answer.checkin_id in newer}
    answers = [
        (answer, question)
        for answer, question in answers
        if question.engagement_id == both.engagement_id and question.id not in answered
    ]
    if not pairs and not (newer and answers):
        return None
    lines: list[Line] = []
    for item, task in pairs[:SUMMARY]:
        lines.append(
            showing.t("summary-task", title=shortened(task.title, TITLE), outlook=item.outlook or Outlook.ON_TRACK)
        )
        if item.note:
            lines.append(Quote(shortened(item.note, QUOTED)))
    if len(pairs) > SUMMARY:
        lines.append(showing.t("summary-more", count=len(pairs) - SUMMARY))
    for answer, question in answers:
        lines += [emphasised(question.text), Quote(answer.text)]
    lines += _submitted(showing, checkin, [both.engagement_id])
    said_at = max((item.said_at for item, _ in pairs if item.said_at), default=checkin.asked_at)
    return Card(title=_summary_title(showing, both, said_at), lines=tuple(lines))


def _newer(showing: Showing) -> list[int]:
    """The check-ins of which the same digest holds a newer summary to the same client."""
    if showing.digest is None:
        return []
    behind = messages.folded_into(showing.session, showing.digest.key, after=showing.row)
    same = (showing.row.view, showing.row.engagement_id)
    return [row.about["checkin"] for row in behind if (row.view, row.engagement_id) == same]


def _summary_title(showing: Showing, both: Team, said_at: datetime) -> Text:
    va = both.va.account.name
    if showing.digest is None or local(said_at, showing.zone).date() == local(showing.now, showing.zone).date():
        return showing.t("summary-title", va=va)
    day = say_day(said_at, showing.zone, showing.language, now=showing.now)
    return showing.t("summary-title-dated", va=va, day=day)


def own_questions_card(context: Context, mine: Sequence[Team]) -> Card:
    """With whom there are questions of their own, a button each."""
    rows = tuple(
        Row(
            for_client(context, each),
            (context.button("checkin.questions", label="button-checkin-own", engagement=each.engagement_id),),
        )
        for each in mine[:ROWS]
    )
    return Card(title=context.t("questions-whose"), rows=rows)
