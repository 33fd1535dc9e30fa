"""What is offered while somebody is still typing."""

from sqlmodel import func, select

from bot.events import Profile
from bot.registry import Taken
from data.tables import Account
from tests.world import World

STRANGER = Profile("playground", "playground", "eve", "Eve", "de")


def test_tasks_are_offered_to_whom_they_concern_alone(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    for title in ("Newsletter", "Website", "x" * 150):
        carla.runs("new")
        carla.fills(title=title)
    app, me = world.playground.app, world.playground.profile(anna.account)
    assert me is not None
    assert [each.label for each in app.suggest(me, Taken.TASK, "NEWS")] == ["Newsletter"]
    assert len(app.suggest(me, Taken.TASK, "")) == 3
    assert max(len(each.label) for each in app.suggest(me, Taken.TASK, "")) <= 75
    assert app.suggest(STRANGER, Taken.TASK, "") == ()


def test_zones_are_offered_by_city_in_the_readers_language(world: World) -> None:
    app = world.playground.app
    first = app.suggest(STRANGER, Taken.ZONE, "liss")[0]
    assert (first.value, first.label) == ("Europe/Lisbon", "Lissabon – Europe/Lisbon")
    assert len(app.suggest(STRANGER, Taken.ZONE, "")) == 25
    assert app.suggest(STRANGER, Taken.ZONE, "\x00" * 500) is not None


def test_whoever_only_types_stays_unknown(world: World) -> None:
    world.playground.app.suggest(STRANGER, Taken.ZONE, "Berlin")
    with world.playground.database.transaction() as session:
        assert session.exec(select(func.count()).select_from(Account)).one() == 0
