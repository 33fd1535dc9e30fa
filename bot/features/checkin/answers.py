"""What a VA says at a check-in: a tap for each task, a line, answers to a pair's own questions, all of it at once."""

from collections.abc import Collection, Mapping

from bot.context import Context, Refused
from bot.features.checkin.forms import ANSWER, NOTE, answer_name, answers_form, note_form
from bot.features.checkin.rows import page
from bot.features.checkin.timers import ask_key, reminder_key, summarise, unsent
from bot.registry import form, press
from bot.typed import entry
from bot.ui import Card, Reply
from bot.wording import say_list
from bot.work import team, teams
from data.known import known
from data.queries import checkins, messages, tasks
from data.tables import Checkin, CheckinAnswer, CheckinItem, Outlook, TaskState


def _declare(outlook: Outlook) -> None:
    """One button: how a task is going."""

    def answer(context: Context, item: int) -> Reply:
        found, asked = _my_item(context, item)
        if over := _over(context, found, asked):
            return over
        _say(context, found, outlook)
        return _answered(context, asked, found.engagement_id)

    press(f"checkin.{outlook}")(answer)


for _outlook in Outlook:
    _declare(_outlook)


def _say(context: Context, item: CheckinItem, outlook: Outlook) -> None:
    item.outlook, item.said_at = outlook, context.now
    context.session.add(item)


def _over(context: Context, item: CheckinItem, asked: Checkin) -> Card | None:
    """What is said if that task is no longer in the VA's hands; then nothing is kept."""
    task = tasks.task(context.session, item.task_id)
    if task is not None and task.state is TaskState.ACCEPTED:
        return None
    _show(context, asked)
    return context.done("checkin-over", title=task.title if task else "")


@press("checkin.line")
def open_note(context: Context, item: int) -> Reply:
    """Opens the form for a line."""
    return _over(context, *_my_item(context, item)) or context.form("checkin.note", item=item)


@form("checkin.note", note_form)
def noted(context: Context, values: Mapping[str, str], item: int) -> Reply:
    """A line beside the outlook."""
    found, asked = _my_item(context, item)
    if over := _over(context, found, asked):
        return over
    found.note = entry(values, "note", NOTE)
    context.session.add(found)
    return _answered(context, asked, found.engagement_id)


@press("checkin.answers")
def open_answers(context: Context, checkin: int, engagement: int) -> Reply:
    """Opens the form for a pair's own questions."""
    _my_checkin(context, checkin)
    _must_be_about(context, checkin, engagement)
    if not checkins.questions_of(context.session, [engagement]):
        raise Refused("checkin-no-questions")
    return context.form("checkin.answers", checkin=checkin, engagement=engagement)


@form("checkin.answers", answers_form)
def answers(context: Context, values: Mapping[str, str], checkin: int, engagement: int) -> Reply:
    """Keeps what was said; an answer that was emptied is taken back."""
    asked = _my_checkin(context, checkin)
    _must_be_about(context, checkin, engagement)
    before = {answer.question_id: answer for answer, _ in checkins.answers_to(context.session, [checkin])}
    for question in checkins.questions_of(context.session, [engagement]):
        text, found = entry(values, answer_name(question), ANSWER, lines=True), before.get(known(question.id))
        if found is not None and not text:
            context.session.delete(found)
        elif text:
            kept = found or CheckinAnswer(checkin_id=checkin, question_id=known(question.id), text=text)
            kept.text = text
            context.session.add(kept)
    return _answered(context, asked, engagement)


@press("checkin.all")
def show_all(context: Context, checkin: int, first: int) -> Reply:
    """All that is asked, a page of it; its buttons do what those on the card do."""
    return page(context, _my_checkin(context, checkin), first)


@press("checkin.agree")
def agree(context: Context, checkin: int) -> Reply:
    """The drafts are right: what nothing was said about is answered by them, and everybody gets their summary."""
    asked = _my_checkin(context, checkin)
    if not asked.closed:
        for item, task in checkins.items_with_tasks(context.session, checkin):
            if item.outlook is None and task.state is TaskState.ACCEPTED:
                _say(context, item, item.draft)
        context.session.flush()
    return send(context, checkin)


@press("checkin.send")
def send(context: Context, checkin: int) -> Reply:
    """Sends what is there, to each client their own."""
    asked = _my_checkin(context, checkin)
    waiting = unsent(context.session, checkin)
    if not waiting:
        raise Refused("checkin-nothing-said")
    summarise(context.session, context.now, checkin, waiting)
    _show(context, asked)
    return context.done("checkin-summary-sent", names=_clients(context, waiting))


def _clients(context: Context, engagements: Collection[int]) -> str:
    names = [both.client.account.name for _, both in sorted(teams(context.session, engagements).items())]
    return say_list(dict.fromkeys(names), context.language)


@press("checkin.skip")
def skip(context: Context, checkin: int) -> Reply:
    """This one is left out; not once somebody has something of it: that can be changed as long as it is there."""
    asked = _my_checkin(context, checkin)
    sent = {item.engagement_id for item in checkins.items_of(context.session, [checkin]) if item.sent}
    if sent:
        raise Refused("checkin-sent-already", names=_clients(context, sent))
    asked.skipped = True
    context.session.add(asked)
    _show(context, asked)
    return context.done("checkin-skipped")


def _my_item(context: Context, item: int) -> tuple[CheckinItem, Checkin]:
    found = checkins.item_with_checkin(context.session, item)
    if found is None:
        raise Refused("not-yours")
    _must_be_mine(context, found[1])
    return found


def _my_checkin(context: Context, checkin: int) -> Checkin:
    found = context.session.get(Checkin, checkin, with_for_update=True)
    if found is None:
        raise Refused("not-yours")
    _must_be_mine(context, found)
    return found


def _must_be_mine(context: Context, asked: Checkin) -> None:
    if asked.person_id != context.person_id:
        raise Refused("not-yours")
    latest = checkins.latest_checkin(context.session, context.person_id)
    if latest is not None and latest.id != asked.id:
        raise Refused("checkin-newer")


def _must_be_about(context: Context, checkin: int, engagement: int) -> None:
    if engagement not in {item.engagement_id for item in checkins.items_of(context.session, [checkin])}:
        raise Refused("not-yours")


def _answered(context: Context, asked: Checkin, engagement: int) -> Card:
    """The cards show the answer; when all that one client asks is answered, or something was sent to them before, their
    summary follows."""
    context.session.flush()
    checkin = known(asked.id)
    items = [
        item
        for item, task in checkins.items_with_tasks(context.session, checkin)
        if item.engagement_id == engagement and (item.sent or task.state is TaskState.ACCEPTED)
    ]
    complete = all(item.outlook is not None for item in items) and not _unanswered(context, checkin, engagement)
    sends = any(item.sent for item in items) or (complete and bool(items))
    if sends:
        summarise(context.session, context.now, checkin, {engagement})
    _show(context, asked)
    if not sends:
        return context.done("checkin-noted")
    return context.done("checkin-summary-sent", names=team(context.session, engagement).client.account.name)


def _unanswered(context: Context, checkin: int, engagement: int) -> bool:
    """Whether one of a pair's own questions has no answer yet."""
    answered = {question.id for _, question in checkins.answers_to(context.session, [checkin])}
    return any(question.id not in answered for question in checkins.questions_of(context.session, [engagement]))


def _show(context: Context, asked: Checkin) -> None:
    """What asks, and what reminds of it, show how things are now."""
    checkin = known(asked.id)
    messages.raise_revision(context.session, [ask_key(checkin), reminder_key(checkin)], context.now)
