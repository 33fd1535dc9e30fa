"""What Baton remembers: the domain's nouns, which are the tables."""

from data.tables.agreements import Engagement, EngagementState, Role
from data.tables.checkins import (
    Because,
    Checkin,
    CheckinAnswer,
    CheckinItem,
    CheckinPlan,
    CheckinQuestion,
    CheckinSuggestion,
    News,
    Outlook,
    SuggestionState,
)
from data.tables.entries import Draft, Handled, Note
from data.tables.lanes import Lane, Worker
from data.tables.outgoing import Kind, Outgoing, SendState
from data.tables.people import Absence, Account, LinkCode, LinkTry, Person, Preference, Wish, Workspace
from data.tables.playground import PlaygroundChannel, PlaygroundClock, PlaygroundMessage, PlaygroundRead
from data.tables.praise import Praise
from data.tables.questions import Question, Reply
from data.tables.tasks import Authority, Submission, Task, TaskState, Verdict
from data.tables.timers import Timer

__all__ = [
    "Absence",
    "Account",
    "Authority",
    "Because",
    "Checkin",
    "CheckinAnswer",
    "CheckinItem",
    "CheckinPlan",
    "CheckinQuestion",
    "CheckinSuggestion",
    "Draft",
    "Engagement",
    "EngagementState",
    "Handled",
    "Kind",
    "Lane",
    "LinkCode",
    "LinkTry",
    "News",
    "Note",
    "Outgoing",
    "Outlook",
    "Person",
    "PlaygroundChannel",
    "PlaygroundClock",
    "PlaygroundMessage",
    "PlaygroundRead",
    "Praise",
    "Preference",
    "Question",
    "Reply",
    "Role",
    "SendState",
    "Submission",
    "SuggestionState",
    "Task",
    "TaskState",
    "Timer",
    "Verdict",
    "Wish",
    "Worker",
    "Workspace",
]
