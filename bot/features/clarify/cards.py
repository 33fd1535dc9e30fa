"""How a question and its answer look."""

from bot.context import Showing, who
from bot.features.handoff.cards import shown_work
from bot.features.handoff.rules import names
from bot.registry import Rings, view
from bot.typed import shortened
from bot.ui import Card, Quote
from data.known import known
from data.queries import tasks


@view("question.asked", rings=Rings.QUESTIONS)
def question_asked(showing: Showing) -> Card | None:
    """The question, for the one who is asked; with its answers as soon as there are any."""
    work, _ = shown_work(showing)
    question = tasks.question(showing.session, showing.about("question"))
    if question is None or (work.task.state not in tasks.OPEN and showing.row.message is None):
        return None
    asker, asked = work.team.side(question.asked_by), work.team.side(question.asked_by.other)
    replies = tasks.replies_to(showing.session, known(question.id))
    buttons = () if replies else (showing.button("question.answer", "primary", question=known(question.id)),)
    return Card(
        title=showing.t("question-asked", name=asker.account.name, **names(work)),
        lines=(
            Quote(question.text),
            showing.t("question-answered" if replies else "question-how", name=asked.account.name),
        ),
        buttons=buttons,
        mention=who(asked.account),
    )


@view("question.answered")
def question_answered(showing: Showing) -> Card | None:
    """The answer, for the one who asked: every reply, in the order in which they were written."""
    work, _ = shown_work(showing)
    question = tasks.question(showing.session, showing.about("question"))
    if question is None:
        return None
    asker, asked = work.team.side(question.asked_by), work.team.side(question.asked_by.other)
    replies = tasks.replies_to(showing.session, known(question.id))
    return Card(
        title=showing.t("news-answered", name=asked.account.name, **names(work)),
        lines=tuple(Quote(shortened(reply.text, 3_000 // len(replies))) for reply in replies[-10:]),
        mention=who(asker.account),
    )
