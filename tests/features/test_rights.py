"""Every action, by everybody, in every state: what is allowed works, all else changes nothing and says something."""

from collections.abc import Callable
from contextlib import suppress
from inspect import signature
from typing import Any

import pytest
from sqlmodel import select

from bot import registry
from bot.context import Refused, build_form, context_of
from bot.features.handoff.rules import ALLOWED
from data.queries import people
from data.tables import News, Praise, Question, Role, Submission, Task, TaskState
from tests.world import Someone, World

FORMS = {
    "task.decline": {"reason": "Gerade zu voll"},
    "task.redate": {"due": "2026-12-01 12:00"},
    "task.edit": {"title": "Anders"},
    "task.ask": {"question": "Welche Farbe?"},
    "task.submit": {"note": "Fertig"},
    "task.change": {"change": "Bitte blau"},
    "task.thank": {"text": "Danke!"},
}
# Buttons that open a form may be pressed by whoever may send it; these need a date that the other one suggested.
NEED_A_DATE = ("task.agree", "task.keep")


def _submit(carla: Someone, anna: Someone) -> None:
    anna.forges("task.accept|task=1")
    anna.forges("task.submit|task=1")
    anna.fills(note="Fertig")


def _finish(carla: Someone, anna: Someone) -> None:
    _submit(carla, anna)
    carla.forges("task.good|task=1")


def _decline(anna: Someone) -> None:
    anna.forges("task.decline|task=1")
    anna.fills(reason="")


PATHS: dict[TaskState, Callable[[Someone, Someone], None]] = {
    TaskState.PROPOSED: lambda carla, anna: None,
    TaskState.ACCEPTED: lambda carla, anna: anna.forges("task.accept|task=1"),
    TaskState.IN_REVIEW: _submit,
    TaskState.DONE: _finish,
    TaskState.DECLINED: lambda carla, anna: _decline(anna),
    TaskState.WITHDRAWN: lambda carla, anna: carla.forges("task.withdraw|task=1"),
}


def snapshot(world: World) -> list[dict[str, Any]]:
    with world.playground.database.transaction() as session:
        tables = (Task, Question, Submission, Praise, News)
        return [row.model_dump() for table in tables for row in session.exec(select(table)).all()]


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("action", list(ALLOWED))
def test_every_action_by_everybody(world: World, action: str, state: TaskState) -> None:
    carla, anna, ben = world.person("Carla"), world.person("Anna"), world.person("Ben")
    world.together(carla, anna, language="en")
    roles: dict[Role | None, Someone] = {None: ben, Role.CLIENT: carla, Role.VA: anna}
    carla.runs("new")
    carla.fills(title="Newsletter")
    PATHS[state](carla, anna)
    role, states = ALLOWED[action]

    for who, person in roles.items():
        if who is not None and state in states and role in (None, who):
            continue
        before = snapshot(world)
        for other in roles.values():
            other.catches_up()
        told = len(person.messages())
        person.forges(f"{action}|task=1")
        assert person.account not in world.playground.forms, f"{person.name} got a form"
        assert snapshot(world) == before, f"{person.name} changed something"
        assert len(person.messages()) == told + 1, f"{person.name} was told nothing"
        assert len(person.told) > 20
        for other in roles.values():
            other.is_not_rung()

    for who, person in roles.items():
        if who is None or state not in states or role not in (None, who):
            continue
        if action in NEED_A_DATE:
            suggests = roles[who.other]
            suggests.forges("task.redate|task=1")
            suggests.fills(due="2026-12-01 12:00")
        before = snapshot(world)
        person.forges(f"{action}|task=1")
        if action in FORMS:
            person.fills(**FORMS[action])
        assert person.account not in world.playground.forms, person.problems
        assert snapshot(world) != before, f"{person.name} could not {action}"
        break


def test_no_form_shows_a_stranger_what_is_a_pairs(world: World) -> None:
    """Forms are built before anybody looks who sends them, and once more when an unfinished one is opened again."""
    carla, anna, ben = world.person("Carla"), world.person("Anna"), world.person("Ben")
    world.together(carla, anna, language="en")
    carla.runs("new")
    carla.fills(title="Secret newsletter")
    anna.forges("task.accept|task=1")
    carla.runs("checkin suggest Fri")
    carla.fills(questions="Secret question?")
    anna.runs("checkin Mon-Fri at 9")
    anna.forges("checkin.questions|engagement=1")
    anna.fills(questions="Secret question?")
    anna.runs("checkin now")
    built = 0
    with world.playground.database.transaction() as session:
        who = people.identity(session, "playground", "playground", ben.account)
        assert who is not None
        context = context_of(session, who, world.now)
        for action, entry in registry.forms.items():
            ids = dict.fromkeys(list(signature(entry.build).parameters)[2:], 1)
            if not ids:
                continue
            built += 1
            with suppress(Refused):
                shown = repr(build_form(context, action, ids, {}))
                assert not any(word in shown for word in ("Secret", "Carla", "Anna")), (action, shown)
    assert built >= 10
