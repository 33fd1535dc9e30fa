"""Handing off a task."""

import pytest

from tests.world import World


def test_a_task_is_proposed_accepted_and_everybody_knows(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)

    carla.runs("new", "team")
    carla.fills(title="Newsletter November", outcome="A letter people answer to", due="Friday 4pm")

    assert "Newsletter November is with Anna now" in carla.told
    assert "Fri 27 Nov, 16:00 (15:00 for Anna)" in carla.told
    anna.is_rung("Newsletter November – von Carla", "Fr., 27. Nov., 15 Uhr (bei Carla 16 Uhr)", "sag Bescheid")
    carla.is_not_rung()
    assert anna.buttons("Newsletter November") == ["Zusagen", "Rückfrage", "Anderer Termin", "Ablehnen", "Mehr"]

    anna.presses("Zusagen")

    assert "ist jetzt bei dir" in anna.told
    carla.is_rung("Anna hat Newsletter November zugesagt")
    anna.is_not_rung()
    assert "Zugesagt – Anna ist dran." in carla.message("Newsletter November – von Carla").text


@pytest.mark.parametrize("state", ["accepted", "withdrawn"])
def test_a_press_that_no_longer_fits_changes_nothing(world: World, state: str) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new")
    carla.fills(title="Newsletter")
    if state == "accepted":
        anna.presses("Zusagen")
    else:
        carla.forges("task.withdraw|task=1")
    before = anna.message("Newsletter – von Carla").text
    carla.catches_up()

    anna.forges("task.accept|task=1")

    assert "Es hat sich nichts geändert" in anna.told
    assert anna.message("Newsletter – von Carla").text == before
    carla.is_not_rung()
