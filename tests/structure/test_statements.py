"""How often the database is asked must not depend on how much there is."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot import features, registry
from bot.admission import DIGEST
from bot.app import App
from bot.events import Command, Place, Press, Profile
from bot.features.checkin.timers import ASK
from bot.features.praise.timers import NUDGE
from bot.people import meet
from bot.texts import words
from bot.ui import Card
from data.database import Database
from data.known import known
from data.queries import messages
from data.tables import Account, CheckinPlan, Kind, Outgoing, Question, Role, SendState, Task, TaskState
from scheduling.admission import admit
from scheduling.sending import parcels
from tests.benchmarks.commands import fill
from tests.benchmarks.measure import recorded
from tests.world import MONDAY_TEN

features.load()
FEW, MANY = 5, 50
NAMES = {"Anna": ("de", "Europe/Lisbon"), "Carla": ("en", "Europe/Berlin")}

Measure = Callable[[Database, App, int], int]  # in how many statements


def profile(name: str) -> Profile:
    return Profile("slack", "T1", f"U{name.upper()}", name, *NAMES[name])


def filled(database: Database, number: int) -> App:
    """Carla and Anna, so many open tasks, a question about each."""
    fill(database, number, MONDAY_TEN - timedelta(days=3))
    with database.transaction() as session:
        session.add_all(
            Question(task_id=known(task.id), asked_by=Role.VA, text="Which?", asked_at=MONDAY_TEN - timedelta(days=2))
            for task in session.exec(select(Task))
        )
    return App(database, lambda: MONDAY_TEN)


def account(session: Session, name: str) -> Account:
    return meet(session, profile(name), MONDAY_TEN)[0]


def write_nudges(database: Database, state: SendState, *, to: str = "Carla", digest: str | None = None) -> None:
    """A reminder to say thanks for every task, in that state."""
    with database.transaction() as session:
        receiver = account(session, to)
        for task in session.exec(select(Task)).all():
            task.state, task.done_at = TaskState.DONE, MONDAY_TEN
            session.add(task)
            session.add(
                Outgoing(
                    key=f"nudge:{task.id}",
                    view=NUDGE,
                    about={"task": task.id},
                    workspace_id=receiver.workspace_id,
                    engagement_id=task.engagement_id,
                    account_id=known(receiver.id),
                    conversation=f"{receiver.workspace_id}:@{receiver.id}",
                    kind=Kind.UNSOLICITED,
                    state=state,
                    digest=digest,
                    not_before=MONDAY_TEN + timedelta(hours=1 if state is SendState.WAITING else 0),
                )
            )


def write_digest(database: Database) -> int:
    """A digest that holds them; its id."""
    write_nudges(database, SendState.FOLDED, digest="digest:1")
    with database.transaction() as session:
        carla = account(session, "Carla")
        row = Outgoing(
            key="digest:1",
            view=DIGEST,
            about={},
            workspace_id=carla.workspace_id,
            account_id=known(carla.id),
            conversation="1:@1",
            kind=Kind.SOLICITED,
            not_before=MONDAY_TEN,
        )
        session.add(row)
        session.flush()
        return known(row.id)


def command(name: str, who: str) -> Measure:
    """That command, given by one of the two in their language."""

    def measure(database: Database, app: App, number: int) -> int:
        word = words(NAMES[who][0], f"command-{name}").split()[0]
        with recorded(database) as statements:
            app.handle(Command(who=profile(who), where=Place("D1", direct=True), word=word))
        return len(statements)

    return measure


def checkin_falls_due(database: Database, app: App, number: int) -> int:
    with database.transaction() as session:
        anna = account(session, "Anna")
        plan = CheckinPlan(person_id=anna.person_id, account_id=known(anna.id), days=[0, 1, 2, 3, 4], minute=540)
        session.add(plan)
        session.flush()
        messages.set_timer(session, ASK, known(plan.id), MONDAY_TEN)
    with recorded(database) as statements:
        assert app.fire()
    return len(statements)


def rendered(database: Database, app: App, view: str) -> int:
    """The one message with that view, shown."""
    with database.transaction() as session:
        row = session.exec(select(Outgoing).where(Outgoing.view == view)).one()
        with recorded(database) as statements:
            assert isinstance(app.render(session, row), Card)
        return len(statements)


def checkin_card(database: Database, app: App, number: int) -> int:
    checkin_falls_due(database, app, number)
    return rendered(database, app, ASK)


def digest_card(database: Database, app: App, number: int) -> int:
    write_digest(database)
    return rendered(database, app, DIGEST)


def rest_of_digest(database: Database, app: App, number: int) -> int:
    ids = {"message": write_digest(database), "after": 4}
    press = Press(who=profile("Carla"), where=Place("D1", direct=True), action="digest.rest", ids=ids)
    with recorded(database) as statements:
        app.handle(press)
    return len(statements)


def preview_of_what_waits(database: Database, app: App, number: int) -> int:
    write_nudges(database, SendState.WAITING)
    return command("preview", "Carla")(database, app, number)


def preview_of_checkins(database: Database, app: App, number: int) -> int:
    checkin_falls_due(database, app, number)
    return command("preview", "Anna")(database, app, number)


def messages_claimed(database: Database, app: App, number: int) -> int:
    write_nudges(database, SendState.READY)
    with database.transaction() as session:
        ids = [known(each) for each in session.exec(select(Outgoing.id).order_by(col(Outgoing.id))).all()]
        with recorded(database) as statements:
            assert len(parcels(app, session, ids)) == number
    return len(statements)


def messages_admitted(database: Database, app: App, number: int) -> int:
    write_nudges(database, SendState.WAITING)
    with recorded(database) as statements:
        assert admit(database, MONDAY_TEN + timedelta(hours=2)) == number
    return len(statements)


MEASURES: dict[str, Measure] = {
    each.__name__: each
    for each in (
        checkin_falls_due,
        checkin_card,
        digest_card,
        rest_of_digest,
        preview_of_what_waits,
        preview_of_checkins,
        messages_claimed,
        messages_admitted,
    )
}
COMMANDS = [f"{name} {who}" for name in sorted(registry.commands) for who in NAMES]
# For each: a check-in writes what it asks about, row by row; whether somebody is away is looked up day by day.
FOR_EACH = {"checkin_falls_due": 1, "preview_of_what_waits": 1}
AT_MOST = 10  # for a command
LONGER = {"preview Anna": 30, "preview Carla": 30}


def asked(measure: Measure, number: int, template: Path, folder: Path) -> int:
    path = shutil.copy(template, folder / f"{number}.db")
    database = Database(f"sqlite:///{path}")
    try:
        return measure(database, filled(database, number), number)
    finally:
        database.close()


@pytest.mark.parametrize("name", [*COMMANDS, *MEASURES])
def test_fifty_take_no_more_than_five(name: str, template: Path, tmp_path: Path) -> None:
    measure = MEASURES.get(name) or command(*name.split())
    few, many = (asked(measure, number, template, tmp_path) for number in (FEW, MANY))
    assert many - few <= FOR_EACH.get(name, 0) * (MANY - FEW)
    if name in COMMANDS:
        assert few <= LONGER.get(name, AT_MOST)
