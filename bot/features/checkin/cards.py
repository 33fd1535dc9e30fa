"""How a check-in looks to the VA, and its summary to the client."""

from bot.context import Reader, Showing
from bot.features.checkin.forms import said_plan
from bot.registry import Second, view
from bot.typed import shortened
from bot.ui import ROWS, Button, Card, Line, Quote, Row, Text
from bot.work import Team, team
from data.known import known
from data.queries import checkins
from data.tables import Checkin, CheckinItem, CheckinPlan, Outlook, Task, TaskState

SUMMARY = 12  # tasks; a client with more open ones reads the first, the rest is counted


@view("checkin.ask", second=Second.DROP)
def checkin_ask(showing: Showing) -> Card | None:
    """What is asked: the unanswered tasks first, four at a time; answers can be changed."""
    if showing.session.get_one(Checkin, showing.about("checkin")).skipped:
        return Card(title=showing.t("checkin-skipped"))
    plan = showing.session.get_one(CheckinPlan, showing.about("plan"))
    pairs = [
        (item, task)
        for item, task in checkins.items_with_tasks(showing.session, showing.about("checkin"))
        if task.state is TaskState.ACCEPTED
    ]
    if not pairs and showing.row.message is None:
        return None
    teams = {item.engagement_id: team(showing.session, item.engagement_id) for item, _ in pairs}
    pairs.sort(key=lambda pair: pair[0].outlook is not None)
    rows = tuple(_row(showing, item, task, teams[item.engagement_id]) for item, task in pairs[:ROWS])
    later: list[Line] = [showing.t("checkin-more", count=len(pairs) - ROWS)] if len(pairs) > ROWS else []
    sent = [teams[item.engagement_id].client.account.name for item, _ in pairs if item.sent]
    if sent:
        later.append(showing.t("checkin-sent", names=", ".join(dict.fromkeys(sent))))
    unsent = any(item.outlook is not None and not item.sent for item, _ in pairs)
    days, time = said_plan(plan.days, plan.minute, showing.language)
    return Card(
        title=showing.t("checkin-title", count=len(pairs)),
        lines=tuple(later),
        rows=rows,
        buttons=(showing.button("checkin.send", "primary", checkin=showing.about("checkin")),)
        if unsent
        else (showing.button("checkin.skip", checkin=showing.about("checkin")),)
        if pairs and not sent
        else (),
        why=showing.t("checkin-why", days=days, time=time),
    )


def _row(showing: Showing, item: CheckinItem, task: Task, both: Team) -> Row:
    said = _said(showing, item, task, both)
    return Row(said, tuple(_answers(showing, known(item.id))))


def _said(showing: Showing, item: CheckinItem, task: Task, both: Team) -> Text:
    client = both.client.account.name
    if item.outlook is None:
        return showing.t("checkin-task", title=task.title, client=client)
    return showing.t("checkin-task-said", title=task.title, client=client, outlook=item.outlook)


def _answers(reader: Reader, item: int) -> list[Button]:
    outlooks = [
        reader.button(f"checkin.{outlook}", label=f"button-outlook-{outlook.replace('_', '-')}", item=item)
        for outlook in Outlook
    ]
    return [*outlooks, reader.button("checkin.line", item=item)]


@view("checkin.summary", second=Second.FOLD)
def checkin_summary(showing: Showing) -> Card | None:
    """How one client's tasks are going, in the client's language."""
    both = team(showing.session, showing.about("engagement"))
    said = [
        (item, task)
        for item, task in checkins.items_with_tasks(showing.session, showing.about("checkin"))
        if item.engagement_id == both.engagement_id and item.outlook is not None
    ]
    if not said:
        return None
    lines: list[Line] = []
    for item, task in said[:SUMMARY]:
        lines.append(showing.t("summary-task", title=task.title, outlook=item.outlook or Outlook.ON_TRACK))
        if item.note:
            lines.append(Quote(shortened(item.note, 100)))
    if len(said) > SUMMARY:
        lines.append(showing.t("summary-more", count=len(said) - SUMMARY))
    return Card(title=showing.t("summary-title", va=both.va.account.name), lines=tuple(lines))
