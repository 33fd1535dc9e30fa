"""How a question and its answer look."""

from bot.context import Showing, who
from bot.features.handoff.cards import shown_work
from bot.features.handoff.rules import names
from bot.registry import Rings, view
from bot.typed import shortened
from bot.ui import Card, Line, Quote
from data.known import known
from data.queries import messages, tasks


def asked_key(question: int) -> str:
    """The message that asks."""
    return f"question:{question}"


@view("question.asked", rings=Rings.QUESTIONS)
def question_asked(showing: Showing) -> Card | None:
    """The question, for the one who is asked; with its answers as soon as there are any."""
    work, _ = shown_work(showing)
    question = tasks.question(showing.session, showing.about("question"))
    over = work.task.state not in tasks.OPEN
    if question is None or (over and (showing.digest is not None or not showing.on_display)):
        return None
    asker, asked = work.team.side(question.asked_by), work.team.side(question.asked_by.other)
    replies = tasks.replies_to(showing.session, known(question.id))
    if replies and not showing.on_display:
        return None
    answer = showing.button("question.answer", "primary", question=known(question.id))
    buttons = () if replies or over else (answer,)
    lines: list[Line] = [Quote(question.text)]
    if replies or showing.digest is None:  # a digest stands in no thread
        lines.append(showing.t("question-answered" if replies else "question-how", name=asked.account.name))
    return Card(
        title=showing.t("question-asked", name=asker.account.name, **names(work)),
        lines=tuple(lines),
        buttons=buttons,
        mention=who(asked.account),
    )


@view("question.answered")
def question_answered(showing: Showing) -> Card | None:
    """The answer, for the one who asked: every reply, in the order in which they were written. The question comes with
    it, unless it stands above in the thread."""
    work, _ = shown_work(showing)
    question = tasks.question(showing.session, showing.about("question"))
    if question is None:
        return None
    asker, asked = work.team.side(question.asked_by), work.team.side(question.asked_by.other)
    replies = tasks.replies_to(showing.session, known(question.id))
    above = messages.outgoing(showing.session, asked_key(known(question.id)))
    in_thread = above is not None and above.room is not None and above.message is not None
    reminder = () if in_thread else (showing.t("question-yours", text=shortened(question.text, 300)),)
    quotes = (Quote(shortened(reply.text, 3_000 // len(replies))) for reply in replies[-10:])
    return Card(
        title=showing.t("news-answered", name=asked.account.name, **names(work)),
        lines=(*reminder, *quotes),
        mention=who(asker.account),
    )
