"""Beginning to work together."""

import pytest

from tests.world import World


def test_the_other_one_is_asked_and_says_yes(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.channel("team", carla, anna)
    carla.runs("start", "team")
    carla.fills(other="anna", role="client", room="team", language="de")
    assert carla.told == "I've asked Anna. You'll hear the answer here."
    anna.is_rung("Carla möchte dir hier Aufgaben übergeben", "Kanal: #team", "Sprache der Karten: Deutsch")
    anna.presses("Ja")
    assert "Du und Carla, ihr arbeitet jetzt zusammen" in anna.told
    carla.is_rung("Anna said yes")
    assert anna.buttons("Carla möchte dir hier") == []
    carla.presses("Hand off a task")
    assert carla.form.action == "new"


def test_the_va_may_propose_too_and_no_is_an_answer(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    anna.runs("start")
    anna.fills(other="carla", role="va", room="", language="en")
    carla.is_rung("Anna would like to take on tasks for you here", "In direct messages")
    anna.forges("start.accept|engagement=1")
    assert "Das entscheidet Carla" in anna.told
    carla.presses("No, thanks")
    anna.is_rung("Carla möchte hier lieber nicht zusammenarbeiten")
    carla.forges("start.accept|engagement=1")
    assert "was declined already" in carla.told
    anna.runs("start")
    anna.fills(other="carla", role="va", room="", language="en")
    assert "Ich habe Carla gefragt" in anna.told


def test_a_room_without_baton_says_how(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.channel("team", carla, anna, joined=False)
    carla.runs("start", "team")
    carla.fills(other="anna", role="client", room="team", language="de")
    assert carla.problems == {"room": "I'm not in that channel. Type /invite @Baton there, then send this again."}
    world.do(world.playground.write(carla.account, "team", "/invite @Baton"))
    assert "Hello, I'm Baton." in carla.told
    carla.fills(other="anna", role="client", room="team", language="de")
    anna.is_rung("Carla möchte dir hier Aufgaben übergeben")


def test_the_zone_is_asked_where_the_platform_does_not_tell_it(world: World) -> None:
    carla, anna = world.person("Carla", zone=None), world.person("Anna", "de", "Europe/Lisbon")
    carla.runs("start")
    carla.fills(other="anna", role="client", language="de", zone="Atlantis-on-Sea")
    assert "I don't know that place" in carla.problems["zone"]
    carla.fills(other="anna", role="client", language="de", zone="Europe/Vienna")
    anna.is_rung("Carla möchte dir hier Aufgaben übergeben")
    carla.runs("start")
    assert "zone" not in {put.name for put in carla.form.inputs}


def test_whoever_says_yes_is_asked_for_the_zone_too(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", zone=None)
    carla.runs("start")
    carla.fills(other="anna", role="client", language="de")
    carla.catches_up()
    anna.presses("Ja")
    anna.fills(zone="Atlantis")
    assert "Diesen Ort kenne ich nicht" in anna.problems["zone"]
    carla.is_not_rung()
    anna.fills(zone="Europe/Lisbon")
    carla.is_rung("Anna said yes")


@pytest.mark.parametrize(("other", "problem"), [("carla", "That is you."), ("nobody", "I don't know that person.")])
def test_with_whom(world: World, other: str, problem: str) -> None:
    carla = world.person("Carla")
    carla.runs("start")
    carla.fills(other=other, role="client", language="de")
    assert carla.problems["other"].startswith(problem)


def test_once_is_enough(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("start")
    carla.fills(other="anna", role="client", language="de")
    assert "You and Anna have that arranged already" in carla.told
    anna.is_not_rung()


def test_a_hello_comes_once(world: World) -> None:
    carla = world.person("Carla")
    world.do(world.playground.open_direct(carla.account))
    world.do(world.playground.open_direct(carla.account))
    carla.is_rung("Hello, I'm Baton.")
    carla.presses("Get started")
    assert carla.form.action == "start"


def test_to_hand_off_needs_somebody(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    carla.runs("new Newsletter")
    assert "you need somebody to hand it to" in carla.told
    world.together(carla, anna)
    anna.runs("neu Newsletter")
    assert "brauchst du jemanden" in anna.told


def test_whoever_was_written_to_before_needs_no_hello(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    world.do(world.playground.open_direct(anna.account))
    anna.is_not_rung()


@pytest.mark.parametrize("answered", [True, False])
def test_a_proposal_at_night_rings_when_work_begins_unless_it_was_answered(world: World, answered: bool) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.travel(hours=12)
    carla.runs("start")
    carla.fills(other=anna.account, role="client", room="", language="de")
    anna.is_not_rung()
    assert anna.sees("Carla möchte dir hier Aufgaben übergeben")
    if answered:
        anna.presses("Ja")
    world.travel(hours=12)
    if answered:
        anna.is_not_rung()
        return
    anna.is_rung("Carla möchte dir hier Aufgaben übergeben")
    anna.presses("Ja")
    assert "ihr arbeitet jetzt zusammen" in anna.told
