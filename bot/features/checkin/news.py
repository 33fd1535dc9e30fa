"""A client asks how one task is going, once a day at most; the VA says it in a tap."""

from collections.abc import Mapping
from datetime import datetime

from bot.context import Context, Refused, Showing, who
from bot.features.checkin.forms import NOTE, news_form
from bot.features.checkin.rows import outlook_buttons
from bot.features.handoff.cards import shown_work
from bot.features.handoff.rules import check, names
from bot.registry import form, press, view
from bot.telling import tell
from bot.times import local
from bot.typed import entry
from bot.ui import Card, Quote, Reply
from bot.work import Work, my_work
from data.known import known
from data.queries import checkins, messages
from data.tables import News, Outlook, Role, TaskState


def news_key(news: int) -> str:
    """The message that asks."""
    return f"news:{news}"


def told_key(news: int) -> str:
    """The message that answers."""
    return f"news:{news}:told"


@press("task.news")
def ask(context: Context, task: int) -> Reply:
    """Asks the VA, in their working time; or says at once what they have said today already."""
    work = my_work(context, task)
    check(work, "task.news")
    if (said := checkins.said_last(context.session, [task]).get(task)) and _today(context, said.at):
        return context.done("news-known", outlook=said.outlook, at=context.moment(said.at), **names(work))
    latest = checkins.latest_news(context.session, task)
    waits = latest is not None and latest.said_at is None and (said is None or said.at < latest.asked_at)
    if latest is not None and (waits or _today(context, latest.asked_at)):
        raise Refused("news-asked", **names(work))
    news = News(engagement_id=work.team.engagement_id, task_id=task, asked_at=context.now)
    context.session.add(news)
    context.session.flush()
    tell(
        context.session,
        context.now,
        work,
        work.other,
        key=news_key(known(news.id)),
        view="news.asked",
        about={"news": known(news.id)},
        waits_for_work=True,
    )
    return context.done("news-asked-by-me", **names(work))


def _today(context: Context, at: datetime) -> bool:
    return local(at, context.zone).date() == context.today


@view("news.asked")
def asked(showing: Showing) -> Card | None:
    """For the VA: one tap answers it. Not worth asking any more if they have said it meanwhile, at a check-in."""
    work, _ = shown_work(showing)
    news = showing.session.get_one(News, showing.about("news"))
    is_open = work.task.state is TaskState.ACCEPTED
    if not is_open and showing.digest is not None:
        return None
    if not showing.on_display:
        said = checkins.said_last(showing.session, [work.task_id]).get(work.task_id)
        if not is_open or (said is not None and said.at >= news.asked_at):
            return None
    asked_id = known(news.id)
    line = showing.button("news.line", label="button-checkin-line", news=asked_id)
    buttons = (*outlook_buttons(showing, "news", {"news": asked_id}), line)
    title = showing.t("news-wanted", **names(work))
    if news.outlook is not None:
        title = showing.t("news-given", outlook=news.outlook, **names(work))
    return Card(
        title=title,
        lines=(Quote(news.note),) if news.note else (),
        buttons=buttons if is_open else (),
        mention=who(work.team.va.account),
    )


@view("news.told")
def told(showing: Showing) -> Card | None:
    """For the client who asked."""
    work, _ = shown_work(showing)
    news = showing.session.get_one(News, showing.about("news"))
    if news.outlook is None:
        return None
    return Card(
        title=showing.t("news-told", outlook=news.outlook, **names(work)),
        lines=(Quote(news.note),) if news.note else (),
        mention=who(work.team.client.account),
    )


def _declare(outlook: Outlook) -> None:
    """One button: how it is going."""

    def answer(context: Context, news: int) -> Reply:
        found, work = _mine(context, news)
        found.outlook, found.said_at = outlook, context.now
        return _said(context, found, work)

    press(f"news.{outlook}")(answer)


for _outlook in Outlook:
    _declare(_outlook)


@press("news.line")
def open_note(context: Context, news: int) -> Reply:
    """Opens the form for a line."""
    _mine(context, news)
    return context.form("news.note", news=news)


@form("news.note", news_form)
def noted(context: Context, values: Mapping[str, str], news: int) -> Reply:
    """A line beside the outlook; it goes out with it."""
    found, work = _mine(context, news)
    found.note = entry(values, "note", NOTE)
    if found.outlook is not None:
        return _said(context, found, work)
    context.session.add(found)
    messages.raise_revision(context.session, [news_key(news)], context.now)
    return context.done("checkin-noted")


def _mine(context: Context, news: int) -> tuple[News, Work]:
    """What this VA was asked, of a task that is still in their hands."""
    found = context.session.get(News, news, with_for_update=True)
    work = my_work(context, found.task_id if found else 0, only=Role.VA)
    if found is None:
        raise Refused("not-yours")
    if work.task.state is not TaskState.ACCEPTED:
        raise Refused("stands-otherwise", state=work.task.state, **names(work))
    return found, work


def _said(context: Context, found: News, work: Work) -> Card:
    news = known(found.id)
    context.session.add(found)
    context.session.flush()
    key, about = told_key(news), {"news": news}
    tell(context.session, context.now, work, work.other, key=key, view="news.told", about=about)
    messages.raise_revision(context.session, [news_key(news)], context.now)
    return context.done("news-said-by-me", **names(work))
