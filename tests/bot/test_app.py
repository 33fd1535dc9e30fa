"""The way in: repeats, refusals, mistakes of Baton's own, and what becomes of typed words."""

import logging
import threading
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, col, func, select

from bot import registry
from bot.context import Context
from bot.events import Place, Press, Profile, Said, Submit
from bot.ui import Card, Form, Reply, Text
from data.queries import messages
from data.tables import Account, Draft, Handled, Person, Task, Timer
from tests.world import Someone, World


@pytest.fixture
def carla(world: World) -> Someone:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla


def tasks(world: World) -> int:
    with world.playground.database.transaction() as session:
        return session.exec(select(func.count(col(Task.id)))).one()


def submit(carla: Someone, form: Form, values: Mapping[str, str], **ids: int | str) -> Reply:
    playground = carla.world.playground
    who = playground.profile(carla.account)
    assert who is not None
    return playground.app.handle(
        Submit(
            who=who,
            where=playground.place("team"),
            action=form.action,
            ids={**form.ids, "once": form.once, **ids},
            values=values,
        )
    )


def test_the_same_form_sent_twice_makes_one_task(carla: Someone, world: World) -> None:
    carla.runs("new")
    form = carla.form
    first = submit(carla, form, {"title": "Newsletter", "authority": "tell"})
    second = submit(carla, form, {"title": "Newsletter", "authority": "tell"})
    assert isinstance(first, Card)
    assert isinstance(second, Card)
    assert "counts once" in str(second.title)
    assert tasks(world) == 1


def test_a_form_that_was_refused_can_be_sent_again_under_the_same_id(carla: Someone, world: World) -> None:
    carla.runs("new")
    form = carla.form
    submit(carla, form, {"title": "", "authority": "tell"})
    submit(carla, form, {"title": "Newsletter", "authority": "tell"})
    assert tasks(world) == 1


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("", "Something is needed here."),
        ("\u200b\u200d", "Something is needed here."),
        ("x" * 10_000, "That is 10,000 characters long; 150 fit here."),
    ],
)
def test_what_does_not_fit_is_said_at_its_input_and_kept(
    carla: Someone, world: World, title: str, problem: str
) -> None:
    carla.runs("new")
    carla.fills(title=title, outcome="An answer from every reader")
    assert carla.problems == {"title": problem}
    assert tasks(world) == 0
    world.playground.close(carla.account)
    carla.runs("new")
    assert {put.name: put.value for put in carla.form.inputs}["outcome"] == "An answer from every reader"


def test_a_kept_entry_is_gone_after_a_day(carla: Someone, world: World) -> None:
    carla.runs("new")
    carla.fills(title="", outcome="An answer from every reader")
    world.travel(hours=25)
    carla.runs("new")
    assert {put.name: put.value for put in carla.form.inputs}["outcome"] == ""


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "nothing",
        "task.accept",
        "task.accept|task=1|more=2",
        "task.accept|task=abc",
        "task.accept|task=0",
        "task.accept|task=99999999999999999999",
        "task.accept|task=999999",
        "draft.open|draft=1",
        "draft.choose|draft=1|input=due|value=x",
        "draft.choose",
        "start.accept|engagement=7",
        "task.accept|context=1",
        "x" * 300,
    ],
)
def test_a_button_nobody_made(carla: Someone, world: World, custom_id: str) -> None:
    carla.catches_up()
    carla.forges(custom_id)
    assert "Nothing was changed" in carla.told or "I keep unfinished ones" in carla.told
    carla.is_not_rung()


def test_a_form_nobody_made(carla: Someone, world: World) -> None:
    carla.runs("new")
    form = carla.form
    for ids in ({"once": ""}, {"task": 3}, {"once": "x", "context": 1}):
        answer = submit(carla, form, {"title": "Newsletter"}, **ids)
        assert isinstance(answer, Card), ids
    assert tasks(world) == 0


def test_a_stranger_learns_nothing(carla: Someone, world: World) -> None:
    ben = world.person("Ben", "de", "Europe/Vienna")
    carla.runs("new")
    carla.fills(title="Secret newsletter")
    for action in ("task.accept", "task.more", "task.ask", "task.withdraw", "task.redate"):
        ben.forges(f"{action}|task=1")
        assert "Es hat sich nichts geändert" in ben.told
        assert "Secret" not in ben.told
    assert not ben.sees("Secret")


def test_a_mistake_of_batons_own_keeps_what_was_typed_and_says_so(
    carla: Someone, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(context: Context, values: Mapping[str, str]) -> Reply:
        raise RuntimeError(f"went wrong with {values['title']}")

    carla.runs("new")
    monkeypatch.setitem(registry.forms, "new", registry.FormEntry(registry.forms["new"].build, broken))
    with caplog.at_level(logging.ERROR):
        carla.fills(title="My words")
    monkeypatch.undo()
    assert "the fault is mine" in carla.told
    assert carla.told.rpartition("Reference ")[2].strip(")") in {
        record.__dict__["reference"] for record in caplog.records
    }
    assert "My words" not in caplog.text
    carla.presses("Continue")
    assert carla.form.inputs[0].value == "My words"


def test_an_entry_belongs_to_its_writer(carla: Someone, world: World) -> None:
    carla.runs("new")
    carla.fills(title="", outcome="Private thoughts")
    with world.playground.database.transaction() as session:
        draft = session.exec(select(Draft.id)).one()
    ben = world.person("Ben")
    for custom_id in (f"draft.open|draft={draft}", f"draft.send|draft={draft}"):
        ben.forges(custom_id)
        assert "I keep unfinished ones for 24 hours" in ben.told
        assert ben.account not in world.playground.forms


def test_the_same_delivery_twice_takes_effect_once(carla: Someone, world: World) -> None:
    carla.runs("new")
    carla.fills(title="Newsletter")
    who = world.playground.profile("anna")
    assert who is not None
    event = Press(
        who=who, where=world.playground.place("team"), action="task.accept", ids={"task": 1}, once="delivery-1"
    )
    first: Any = world.playground.app.handle(event)
    assert "ist jetzt bei dir" in str(first.title)
    assert world.playground.app.handle(event) is None


def test_what_is_said_elsewhere_leaves_no_trace(carla: Someone, world: World) -> None:
    """In threads that are not Baton's, and by people Baton doesn't know: no account, no mark, no word."""
    playground = world.playground
    before = _counts(world)
    stranger = Profile("playground", "playground", "ben", "Ben")
    for thread in ("1", "999"):
        said = Said(
            who=stranger, where=Place("team"), text="Just talking", position="1", thread=thread, once=f"said-{thread}"
        )
        assert playground.app.handle(said) is None
    assert _counts(world) == before
    assert not playground.app.listens_to("playground", "playground", "team", "999")


def _counts(world: World) -> list[int]:
    with world.playground.database.transaction() as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in (Account, Person, Handled)]


@pytest.mark.postgresql
def test_two_that_wait_for_each_other_are_both_done(
    carla: Someone, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One has locked the person and wants a task, the other the task and wants the person: one of them is given up by
    PostgreSQL, and done again."""
    database, holds, goes_on = world.playground.database, threading.Event(), threading.Event()
    carla.runs("new")
    form = carla.form
    submit(carla, form, {"title": "Newsletter", "authority": "tell"})
    carla.runs("new")
    waited = list[int]()

    def other() -> None:
        with database.transaction() as session:
            session.connection().exec_driver_sql("SET LOCAL deadlock_timeout = '1min'")  # it is not the one given up
            session.exec(select(Task).with_for_update()).one()
            holds.set()
            goes_on.wait(10)
            session.exec(select(Person).with_for_update()).all()

    def late(context: Context) -> Reply:
        waited.append(1)
        context.session.connection().exec_driver_sql("SET LOCAL deadlock_timeout = '10ms'")
        context.session.exec(select(Person).with_for_update()).all()
        goes_on.set()
        context.session.exec(select(Task).with_for_update()).one()
        return Card(title=Text.of("done"))

    thread = threading.Thread(target=other)
    thread.start()
    assert holds.wait(10)
    monkeypatch.setitem(registry.commands, "help", replace(registry.commands["help"], run=late))
    carla.runs("help")
    thread.join()
    assert carla.told == "done"
    assert len(waited) == 2
    assert not caplog.records


class Deadlock(Exception):
    sqlstate = "40P01"


@pytest.mark.parametrize(
    ("error", "comes"),
    [
        (OperationalError("", {}, Deadlock()), timedelta()),
        (IntegrityError("", {}, Exception()), timedelta(minutes=10)),
        (OperationalError("", {}, Exception("no such table")), timedelta(minutes=10)),
    ],
)
def test_a_timer_that_was_only_in_anothers_way_stays_due_and_one_that_fails_lets_others_go_first(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception, comes: timedelta
) -> None:
    app, fired = world.playground.app, list[datetime]()

    def fire(session: Session, now: datetime, subject: int) -> None:
        fired.append(now)
        if len(fired) == 1:
            raise error

    monkeypatch.setitem(registry.timers, "test", fire)
    with app.database.transaction() as session:
        messages.set_timer(session, "test", 1, world.now)
    with nullcontext() if comes else pytest.raises(OperationalError):
        app.fire()
    with app.database.transaction() as session:
        assert session.exec(select(Timer.due_at)).one() == world.now + comes
    world.travel(minutes=10)
    assert fired[1] == world.now - timedelta(minutes=10) + comes
