"""How a result looks to the one who reviews it, and how the answer looks to the one who made it."""

from bot.context import Reader, Showing, who
from bot.features.handoff.cards import shown_work, task_buttons
from bot.features.handoff.rules import names
from bot.registry import view
from bot.typed import linked, shortened
from bot.ui import ROWS, Button, Card, Line, Quote, Row, Text, joined
from bot.work import Work
from data.known import known
from data.queries import tasks
from data.tables import Submission, TaskState, Verdict


def result_key(submission: int) -> str:
    """The message that shows a result to the client."""
    return f"submission:{submission}"


def answer_key(submission: int) -> str:
    """The message that shows the client's answer to the VA."""
    return f"submission:{submission}:answered"


def review_keys(result: Submission) -> list[str]:
    """Every message about a result."""
    return [result_key(known(result.id)), answer_key(known(result.id))]


def review_buttons(reader: Reader, submission: Submission) -> tuple[Button, ...]:
    """The three answers to this very result: pressed when there is a newer one, they change nothing."""
    return tuple(
        reader.button(
            f"submission.{verdict}",
            "primary" if verdict is Verdict.GOOD else "",
            label=f"button-task-{verdict}",
            submission=known(submission.id),
        )
        for verdict in Verdict
    )


@view("review.submitted")
def submitted(showing: Showing) -> Card | None:
    """A result for the client, with the three answers; afterwards with what was answered."""
    work, _ = shown_work(showing)
    found = tasks.submission(showing.session, showing.about("submission"))
    if found is None:
        return None
    waits = found.verdict is None and work.task.state is TaskState.IN_REVIEW
    if not waits and showing.row.message is None:
        return None
    lines: list[Line] = []
    if found.link:
        lines.append(linked(found.link))
    if found.note:
        lines.append(Quote(found.note))
    if found.verdict is not None:
        lines.append(showing.t("reviewed", verdict=found.verdict, **names(work)))
    elif not waits:
        lines.append(showing.t("task-state", state=work.task.state, **names(work)))
    if found.change:
        lines.append(Quote(shortened(found.change, 300)))
    return Card(
        title=showing.t("news-submitted", round=found.round, **names(work)),
        lines=tuple(lines),
        buttons=review_buttons(showing, found) if waits else (),
        mention=who(work.team.client.account),
    )


@view("review.answered")
def answered(showing: Showing) -> Card | None:
    """The client's answer, for the VA; as long as a change waits to be made, with the way to submit again."""
    work, _ = shown_work(showing)
    found = tasks.submission(showing.session, showing.about("submission"))
    newest = tasks.latest_submission(showing.session, work.task_id)
    if found is None or found.verdict is None or newest is None:
        return None
    change = found.verdict is Verdict.CHANGE
    waits = change and work.task.state is TaskState.ACCEPTED and newest.id == found.id
    if change and not waits and showing.row.message is None:
        return None
    return Card(
        title=showing.t("news-reviewed", verdict=found.verdict, **names(work)),
        lines=(Quote(found.change),) if found.change else (),
        buttons=task_buttons(showing, work.task_id, ("task.submit",)) if waits else (),
        mention=who(work.team.va.account),
    )


def waiting_card(reader: Reader, results: list[tuple[Work, Submission]]) -> Card:
    """What waits for this client's review, each with the three answers."""
    rows = tuple(
        Row(_result(reader, each, submission), review_buttons(reader, submission))
        for each, submission in results[:ROWS]
    )
    title = reader.t("review-waiting", number=len(results))
    return Card(title=title, rows=rows, why=_rest(reader, "review-rest", len(results)))


def _result(reader: Reader, work: Work, submission: Submission) -> Text:
    title = reader.t("review-line", round=submission.round, **names(work))
    note = Text.of(shortened(" ".join(submission.note.split()), 200))
    return joined([title, linked(submission.link) if submission.link else Text(), note])


def _rest(reader: Reader, key: str, number: int) -> Text:
    return reader.t(key, number=number - ROWS) if number > ROWS else Text()
