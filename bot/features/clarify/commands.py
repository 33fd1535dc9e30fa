"""Questions about a task and their answers: by a button, or by a plain reply in the thread."""

from collections.abc import Mapping
from typing import Any

from bot.context import Context, Refused
from bot.entry import run_command
from bot.events import Said
from bot.features.clarify.cards import asked_key
from bot.features.handoff.rules import check, names
from bot.features.overview.choose import for_one_task
from bot.registry import Taken, command, form, press, reply
from bot.telling import show, tell
from bot.typed import clean, entry
from bot.ui import Card, Form, Reply, TextInput
from bot.work import Work, my_work, open_work, teams_of
from data.known import known
from data.queries import messages, tasks
from data.tables import Question
from data.tables import Reply as Words

QUESTION = 1_000
ANSWER = 2_000


def ask_form(context: Context, values: Mapping[str, str], task: int) -> Form:
    """One question."""
    title = context.words("form-ask")
    text = TextInput(
        "question", context.words("input-question"), values.get("question", ""), lines=True, length=QUESTION
    )
    return Form("task.ask", title, (text,), context.words("send-ask"), intro=_about(context, task))


def answer_form(context: Context, values: Mapping[str, str], question: int) -> Form:
    """The answer to one question, with the question above it."""
    asked, _ = _asked(context, question)
    text = TextInput("answer", context.words("input-answer"), values.get("answer", ""), lines=True, length=ANSWER)
    intro = context.t("question-quoted", text=asked.text)
    return Form("question.answer", context.words("form-answer"), (text,), context.words("send-answer"), intro=intro)


def _about(context: Context, task: int) -> Any:
    return context.t("about-task", **names(my_work(context, task)))


@command("ask", group="task", task=Taken.TASK)
def ask_command(context: Context) -> Reply:
    """A question about the only open task, or about the one that is picked."""
    return for_one_task(context, "task.ask", "ask-nothing")


@command("answer", group="task")
def answer_command(context: Context) -> Reply:
    """The oldest question that waits for this person."""
    works = {work.task_id: work for work in open_work(context)}
    for question in tasks.open_questions(context.session, list(works)):
        if question.asked_by is not works[question.task_id].me.role:
            return context.form("question.answer", question=known(question.id))
    raise Refused("answer-nothing")


@press("task.ask")
def ask(context: Context, task: int) -> Reply:
    """Opens the question's form."""
    check(my_work(context, task), "task.ask")
    return context.form("task.ask", task=task)


@form("task.ask", ask_form)
def asked(context: Context, values: Mapping[str, str], task: int) -> Reply:
    """The question goes to the other side, now if it is in working time there."""
    work = my_work(context, task)
    check(work, "task.ask")
    question = Question(
        task_id=task, asked_by=work.me.role, text=entry(values, "question", QUESTION, lines=True), asked_at=context.now
    )
    context.session.add(question)
    context.session.flush()
    tell(
        context.session,
        context.now,
        work,
        work.other,
        key=asked_key(known(question.id)),
        view="question.asked",
        about={"question": known(question.id)},
        waits_for_work=True,
    )
    show(context.session, context.now, work)
    return context.done("asked-by-me", name=work.other.account.name, **names(work))


@press("question.answer")
def answer(context: Context, question: int) -> Reply:
    """Opens the answer's form, if the question still waits for this person."""
    found, work = _asked(context, question)
    if found.answered_at is not None:
        raise Refused("answered-already", **names(work))
    return context.form("question.answer", question=question)


@form("question.answer", answer_form)
def answered(context: Context, values: Mapping[str, str], question: int) -> Reply:
    """The answer from the form."""
    found, work = _asked(context, question, lock=True)
    if found.answered_at is not None:
        raise Refused("answered-already", **names(work))
    text = entry(values, "answer", ANSWER, lines=True)
    return _take(context, work, found, text, f"{context.now.timestamp():020.6f}")


def _asked(context: Context, question_id: int, *, lock: bool = False) -> tuple[Question, Work]:
    """A question that this person was asked."""
    found = tasks.question(context.session, question_id, lock=lock)
    if found is None:
        raise Refused("not-yours")
    work = my_work(context, found.task_id)
    if found.asked_by is work.me.role:
        raise Refused("asked-by-yourself", name=work.other.account.name)
    return found, work


@reply("task.card")
def in_thread(context: Context, event: Said, about: dict[str, Any]) -> Reply:
    """A plain reply under a task's card. From the one who was asked it is the answer, or more of it.

    Everything else in the thread is talk between two people and none of Baton's business.
    """
    task = int(about["task"])
    found = tasks.latest_question(context.session, task)
    if found is None:
        return None
    try:
        work = my_work(context, task)
    except Refused:  # somebody else in the channel says something: no answer, and no sentence about it
        return None
    waiting = [
        question for question in tasks.open_questions(context.session, [task]) if question.asked_by != work.me.role
    ]
    if waiting:
        found = waiting[0]
    if found.asked_by is work.me.role:
        return None
    text = clean(event.text, ANSWER, lines=True)
    if text:
        _take(context, work, found, text, event.position)
    return None


@reply("question.asked")
def under_question(context: Context, event: Said, about: dict[str, Any]) -> Reply:
    """A reply to the question itself, where it came as a direct message."""
    found, work = _asked(context, int(about["question"]), lock=True)
    text = clean(event.text, ANSWER, lines=True)
    return _take(context, work, found, text, event.position) if text else None


@reply("direct")
def directly(context: Context, event: Said, about: dict[str, Any]) -> Reply:
    """Words to Baton alone that are no command: the answer, if just one question without a room waits for it."""
    waiting = []
    for team in teams_of(context.session, context.person_id):
        me = team.side_of(context.person)
        if me is None or team.engagement.room is not None or me.account.id != context.account_id:
            continue
        open_ones = tasks.open_tasks(context.session, [team.engagement_id])
        waiting += [
            question
            for question in tasks.open_questions(context.session, [known(task.id) for task in open_ones])
            if question.asked_by is not me.role
        ]
    text = clean(event.text, ANSWER, lines=True)
    if len(waiting) == 1 and text:
        work = my_work(context, waiting[0].task_id)
        return _take(context, work, waiting[0], text, event.position)
    return context.done("which-question") if waiting else run_command(context, event.text)


def _take(context: Context, work: Work, question: Question, text: str, position: str) -> Card:
    """One reply: the asker is told once, and what comes later is added to what is shown."""
    context.session.add(Words(question_id=known(question.id), position=position, text=text, at=context.now))
    if question.answered_at is None:
        question.answered_at = context.now
        context.session.add(question)
        messages.release(context.session, asked_key(known(question.id)), context.now)
    context.session.flush()
    tell(
        context.session,
        context.now,
        work,
        work.other,
        key=f"{asked_key(known(question.id))}:answered",
        view="question.answered",
        about={"question": known(question.id)},
    )
    show(context.session, context.now, work)
    messages.raise_revision(context.session, [asked_key(known(question.id))], context.now)
    return context.done("answered-by-me", name=work.other.account.name, **names(work))
