"""Why a message is not wanted any more when its turn comes: ids and states for whoever runs Baton, never words."""

from sqlmodel import Session

from data.tables import Checkin, Outgoing, Question, Submission, Task


def why_not(session: Session, row: Outgoing) -> str:
    """What became of what the message is about, as far as that can be told."""
    about = row.about
    said: list[str] = []
    if (task := session.get(Task, about.get("task", 0))) is not None:
        said.append(f"task {task.id} is {task.state}")
    if (question := session.get(Question, about.get("question", 0))) is not None and question.answered_at:
        said.append(f"question {question.id} is answered")
    if (submission := session.get(Submission, about.get("submission", 0))) is not None and submission.verdict:
        said.append(f"submission {submission.id} was answered: {submission.verdict}")
    if (checkin := session.get(Checkin, about.get("checkin", 0))) is not None:
        over = "is skipped" if checkin.skipped else "is closed" if checkin.closed else "asks for nothing more"
        said.append(f"check-in {checkin.id} {over}")
    return ", ".join(["not wanted any more", *said])
