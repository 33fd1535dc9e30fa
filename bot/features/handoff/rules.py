"""What may happen to a task, when, and by whom."""

from typing import Any

from bot.context import Refused
from bot.work import Work
from data.tables import Role, TaskState

PROPOSED, ACCEPTED, IN_REVIEW, DONE, DECLINED, WITHDRAWN = TaskState
OPEN = (PROPOSED, ACCEPTED, IN_REVIEW)

# action -> who may do it (None: either side), and in which states.
ALLOWED: dict[str, tuple[Role | None, tuple[TaskState, ...]]] = {
    "task.accept": (Role.VA, (PROPOSED,)),
    "task.decline": (Role.VA, (PROPOSED,)),
    "task.redate": (None, (PROPOSED, ACCEPTED)),
    "task.agree": (None, (PROPOSED, ACCEPTED)),
    "task.keep": (None, (PROPOSED, ACCEPTED)),
    "task.edit": (Role.CLIENT, (PROPOSED, ACCEPTED)),
    "task.withdraw": (Role.CLIENT, OPEN),
    "task.reopen": (Role.CLIENT, (DONE, DECLINED, WITHDRAWN)),
    "task.ask": (None, OPEN),
    "task.news": (Role.CLIENT, (ACCEPTED,)),
    "task.submit": (Role.VA, (ACCEPTED,)),
    "task.good": (Role.CLIENT, (IN_REVIEW,)),
    "task.enough": (Role.CLIENT, (IN_REVIEW,)),
    "task.change": (Role.CLIENT, (IN_REVIEW,)),
    "task.thank": (Role.CLIENT, (DONE,)),
}


def check(work: Work, action: str) -> None:
    """Refuses what that side may not do, or what no longer fits, with a sentence on how things stand."""
    role, states = ALLOWED[action]
    if role is not None and work.me.role is not role:
        raise Refused("only-the-other", name=work.other.account.name)
    if work.task.state not in states:
        raise Refused("stands-otherwise", state=work.task.state, **names(work))


def may(work: Work, action: str) -> bool:
    """Whether that side may do this now."""
    role, states = ALLOWED[action]
    return role in (None, work.me.role) and work.task.state in states


def names(work: Work) -> dict[str, Any]:
    """What most sentences about a task speak of."""
    return {
        "title": work.task.title,
        "client": work.team.client.account.name,
        "va": work.team.va.account.name,
    }
