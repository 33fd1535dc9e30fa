"""How thanks look, and the nudge to say them."""

from bot.context import Showing, who
from bot.features.handoff.rules import names
from bot.features.interruptions.cards import less_buttons
from bot.features.praise.rules import timing
from bot.features.praise.timers import NUDGE, wanted
from bot.registry import view
from bot.ui import Card, Quote, Text
from bot.work import Work, team, work
from data.queries import tasks


@view("praise.said")
def said(showing: Showing) -> Card:
    """Somebody's thanks, in their own words and with nothing added to them."""
    praise = tasks.praise(showing.session, showing.about("praise"))
    both = team(showing.session, praise.engagement_id)
    sender, receiver = both.side(praise.said_by), both.side(praise.said_by.other)
    task = tasks.task(showing.session, praise.task_id) if praise.task_id else None
    name = sender.account.name
    return Card(
        title=showing.t("praise-task", name=name, title=task.title) if task else showing.t("praise-said", name=name),
        lines=(Quote(praise.text),),
        mention=who(receiver.account),
    )


@view(NUDGE)
def nudge(showing: Showing) -> Card | None:
    """The facts for the client, who writes the sentence; once that is answered, without buttons."""
    found = work(showing.session, showing.about("task"))
    answer = showing.row.about.get("answer")
    if not showing.on_display and (answer or not wanted(showing.session, found)):
        return None
    buttons = () if answer else ("task.thank", "nudge.later", "nudge.off")
    return Card(
        title=_facts(showing, found),
        lines=(showing.t(f"nudge-{answer or 'offer'}", **names(found)),),
        buttons=(
            *(
                showing.button(action, "primary" if action == "task.thank" else "", task=found.task_id)
                for action in buttons
            ),
            *(less_buttons(showing) if buttons else ()),
        ),
        why=showing.t("nudge-why"),
    )


def _facts(showing: Showing, found: Work) -> Text:
    newest = tasks.latest_submission(showing.session, found.task_id)
    came, days = timing(found.task.due_at, newest.submitted_at if newest else None, showing.zone)
    return showing.t("nudge-facts", timing=came, days=days, rounds=found.task.rounds, **names(found))
