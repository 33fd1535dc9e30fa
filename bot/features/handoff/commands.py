"""Handing off a task, and what can be said to it until the work begins."""

from collections.abc import Mapping
from dataclasses import replace

from bot.addressed import addressed
from bot.context import Context, Refused
from bot.dates import Ambiguous, Found, Moment, find_date, read_date
from bot.events import Command, Event
from bot.features.checkin.timers import show_asked
from bot.features.handoff.cards import more_card
from bot.features.handoff.dates import read_wished
from bot.features.handoff.forms import OUTCOME, REASON, TITLE, decline_form, edit_form, new_form, redate_form
from bot.features.handoff.rules import check, names
from bot.features.review.cards import review_keys
from bot.registry import Taken, command, form, press
from bot.saying import date_or_open, shared_hours, sides_for
from bot.telling import post_cards, show, tell
from bot.typed import clean, entry
from bot.ui import Card, Choice, Errors, Reply
from bot.work import Work, my_work, teams_where_client
from data.queries import messages, tasks
from data.tables import Authority, Task, TaskState

# News that wait for the receiver's answer.
ASKS = ("redated", "reopened")
# Where a hand-off or a date is made, both see when they work at the same time next.
MEETS = ("proposed-by-me", "accepted-by-me", "redated-by-me", "agreed-by-me")


@command("new", group="task", title=Taken.WORDS, due=Taken.WORDS, person=Taken.PERSON)
def new(context: Context) -> Reply:
    """The form; or, with a task in one line, a private preview."""
    teams = teams_where_client(context)
    if not teams:
        raise Refused("new-needs-engagement")
    event = context.event
    line = clean(event.text, 4_000) if isinstance(event, Command) else ""
    named, line = addressed(event, [team.va.account for team in teams], line)
    to = next((team for team in teams if team.va.account is named), None)
    if not line and to is None:
        return context.form("new")
    found = _wish(context, event) or find_date(line, now=context.now, zone=context.zone, language=context.language)
    entries = {
        "title": found.title if found else line,
        "due": found.words if found else "",
        "authority": Authority.TELL,
        "for": str((to or teams[0]).engagement_id) if to or len(teams) == 1 else "",
    }
    draft = messages.keep_draft(context.session, context.account_id, "new", "", entries, context.now)
    clear = entries["title"] and entries["for"] and len(entries["title"]) <= TITLE
    if not clear or (found and not isinstance(found.reading, Moment | Ambiguous)):
        return context.form("new")
    team = to or teams[0]
    due = found.reading.at if found and isinstance(found.reading, Moment) else None
    return Card(
        title=context.t("preview-title", title=entries["title"], va=team.va.account.name),
        lines=(
            context.t("preview-due", due=date_or_open(context, due, *sides_for(team, team.client)))
            if due or not found
            else context.t("preview-due-asked", words=found.words),
            context.t("authority-line", authority=Authority.TELL),
        ),
        buttons=(
            context.button("draft.send", "primary", draft=draft),
            context.button("draft.open", label="button-more", draft=draft),
        ),
    )


def _wish(context: Context, event: Event | None) -> Found | None:
    """Title and date where the platform has an input for each."""
    given = event.options if isinstance(event, Command) else {}
    if "due" not in given:
        return None
    due = clean(given["due"], 200)
    reading = read_date(due, now=context.now, zone=context.zone, language=context.language)
    return Found(clean(given.get("title", ""), 4_000), due, reading)


@form("new", new_form)
def propose(context: Context, values: Mapping[str, str]) -> Reply:
    """Hands the task off: it is proposed, and its card rings for the VA."""
    teams = teams_where_client(context)
    if not teams:
        raise Refused("new-needs-engagement")
    chosen = values.get("for", "")
    team = next((team for team in teams if str(team.engagement_id) == chosen), teams[0] if len(teams) == 1 else None)
    if team is None:
        return Errors({"for": context.words("input-missing")})
    due = read_wished(context, values)
    if isinstance(due, Errors | Choice):
        return due
    task = Task(
        engagement_id=team.engagement_id,
        title=entry(values, "title", TITLE),
        outcome=entry(values, "outcome", OUTCOME, lines=True),
        authority=Authority(values.get("authority") or Authority.TELL),
        due_at=due,
        proposed_at=context.now,
    )
    context.session.add(task)
    context.session.flush()
    work = Work(task, team, team.client, team.va)
    post_cards(context.session, context.now, work)
    return _told(context, "proposed-by-me", work)


@press("task.accept")
def accept(context: Context, task: int) -> Reply:
    """The VA takes the task on; it is in the VA's hand now."""
    work = my_work(context, task)
    check(work, "task.accept")
    work.task.state, work.task.accepted_at = TaskState.ACCEPTED, context.now
    work.task.suggested_due = work.task.suggested_by = None
    return changed(context, work, "accepted")


@form("task.decline", decline_form)
def decline(context: Context, values: Mapping[str, str], task: int) -> Reply:
    """The VA says no; a reason is welcome, never needed."""
    work = my_work(context, task)
    check(work, "task.decline")
    work.task.state, work.task.reason = TaskState.DECLINED, entry(values, "reason", REASON, lines=True)
    return changed(context, work, "declined")


@press("task.withdraw")
def withdraw(context: Context, task: int) -> Reply:
    """The client takes the task back."""
    work = my_work(context, task)
    check(work, "task.withdraw")
    work.task.state = TaskState.WITHDRAWN
    show_asked(context.session, context.now, task)
    result = tasks.latest_submission(context.session, task)
    if result is not None:
        messages.raise_revision(context.session, review_keys(result), context.now)
    return changed(context, work, "withdrawn")


@press("task.reopen")
def reopen(context: Context, task: int) -> Reply:
    """The client proposes a finished, declined or withdrawn task again; the VA is as free as the first time."""
    work = my_work(context, task)
    check(work, "task.reopen")
    work.task.state, work.task.reason = TaskState.PROPOSED, ""
    work.task.accepted_at = work.task.done_at = work.task.suggested_due = work.task.suggested_by = None
    return changed(context, work, "reopened")


@form("task.redate", redate_form)
def redate(context: Context, values: Mapping[str, str], task: int) -> Reply:
    """Either side suggests another date; it holds when the other one agrees."""
    work = my_work(context, task)
    check(work, "task.redate")
    due = read_wished(context, values)
    if isinstance(due, Errors | Choice):
        return due
    if due is None:
        return Errors({"due": context.words("input-missing")})
    work.task.suggested_due, work.task.suggested_by, work.task.dated_at = due, work.me.role, context.now
    return changed(context, work, "redated")


@press("task.agree")
def agree(context: Context, task: int) -> Reply:
    """The other one's date holds."""
    work = _suggested_to_me(context, task, "task.agree")
    work.task.due_at, work.task.dated_at = work.task.suggested_due, context.now
    work.task.suggested_due = work.task.suggested_by = None
    return changed(context, work, "agreed")


@press("task.keep")
def keep(context: Context, task: int) -> Reply:
    """The date stays as it was."""
    work = _suggested_to_me(context, task, "task.keep")
    work.task.suggested_due = work.task.suggested_by = None
    return changed(context, work, "kept")


def _suggested_to_me(context: Context, task: int, action: str) -> Work:
    work = my_work(context, task)
    check(work, action)
    if work.task.suggested_by is not work.other.role:
        raise Refused("no-date-suggested", **names(work))
    return work


@form("task.edit", edit_form)
def edit(context: Context, values: Mapping[str, str], task: int) -> Reply:
    """The client changes the brief."""
    work = my_work(context, task)
    check(work, "task.edit")
    due = read_wished(context, values)
    if isinstance(due, Errors | Choice):
        return due
    work.task.title = entry(values, "title", TITLE)
    work.task.outcome = entry(values, "outcome", OUTCOME, lines=True)
    work.task.authority = Authority(values.get("authority") or work.task.authority)
    work.task.due_at = due
    return changed(context, work, "edited")


@press("task.more")
def more(context: Context, task: int) -> Reply:
    """Everything about a task, for the one who asks, with what that side can do now."""
    return more_card(context, my_work(context, task))


def opens(action: str) -> None:
    """A button that opens the form of the same name, if it still fits."""

    def open_form(context: Context, task: int) -> Reply:
        check(my_work(context, task), action)
        return context.form(action, task=task)

    press(action)(open_form)


for _action in ("task.decline", "task.redate", "task.edit"):
    opens(_action)


def changed(context: Context, work: Work, news: str) -> Card:
    """One change of a task: its cards are edited, the other one is told, and the one who acted gets a sentence."""
    work.task.changes += 1
    context.session.add(work.task)
    context.session.flush()
    show(context.session, context.now, work)
    tell(
        context.session,
        context.now,
        work,
        work.other,
        key=f"task:{work.task_id}:{news}:{work.task.changes}",
        view="task.news",
        about={"news": news, "to": work.other.role},
        waits_for_work=news in ASKS,
    )
    return _told(context, f"{news}-by-me", work)


def _told(context: Context, key: str, work: Work) -> Card:
    here, there = work.me, work.other
    card = context.done(
        key,
        due=date_or_open(context, work.task.due_at, here, there),
        suggested=date_or_open(context, work.task.suggested_due, here, there),
        **names(work),
    )
    shared = shared_hours(context, context.session, work.team, here) if key in MEETS else None
    return replace(card, lines=(shared,)) if shared is not None else card
