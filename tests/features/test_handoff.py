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


def test_a_task_proposed_at_night_rings_when_work_begins(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    world.travel(hours=12)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.is_not_rung()
    assert anna.sees("Newsletter – von Carla")
    world.travel(hours=13)
    anna.is_rung("Carla hat Newsletter vorgeschlagen")


def test_a_task_accepted_before_work_begins_rings_no_more(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    world.travel(hours=12)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses("Zusagen")
    world.travel(hours=13)
    anna.is_not_rung()


@pytest.mark.parametrize("room", ["team", None])
@pytest.mark.parametrize(
    ("act", "who_is_rung", "words"),
    [
        ("decline", "carla", "Anna can't take Newsletter on"),
        ("redate", "carla", "Another date is suggested for Newsletter"),
        ("withdraw", "anna", "Carla has taken Newsletter back"),
        ("edit", "anna", "Carla has changed the brief of Newsletter and more"),
    ],
)
def test_who_is_told_what(world: World, room: str | None, act: str, who_is_rung: str, words: str) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "en", "Europe/Lisbon")
    people = {"carla": carla, "anna": anna}
    world.together(carla, anna, room=room, language="en")
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.is_rung("Newsletter – from Carla")
    carla.catches_up()
    match act:
        case "decline":
            anna.presses("Decline")
            anna.fills(reason="On holiday")
        case "redate":
            anna.presses("Other date")
            anna.fills(due="2026-12-01 12:00")
        case "withdraw":
            carla.presses("More")
            carla.presses("Withdraw")
        case "edit":
            carla.presses("More")
            carla.presses("Change brief")
            carla.fills(title="Newsletter and more")
    told = people.pop(who_is_rung)
    told.is_rung(words)
    assert (told.message(words).thread is not None) is (room is not None)
    people.popitem()[1].is_not_rung()


def test_a_date_goes_back_and_forth(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new")
    carla.fills(title="Newsletter", due="2026-11-27 16:00")
    anna.presses("Anderer Termin")
    anna.fills(due="2026-11-30 12:00")
    assert "Anna schlägt Mo., 30. Nov., 12 Uhr (bei Carla 13 Uhr) vor." in carla.message("Newsletter – von Carla").text
    carla.presses("Passt")
    assert "is now wished for: Mon 30 Nov, 13:00 (12:00 for Anna)" in carla.told
    anna.presses("Zusagen")
    carla.presses("Anderer Termin")
    carla.fills(due="2026-12-02 10:00")
    anna.catches_up()
    anna.presses("Termin behalten")
    assert "bleibt es, wie es war. Wunschtermin: Mo., 30. Nov., 12 Uhr" in anna.told
    carla.forges("task.agree|task=1")
    assert "No other date is waiting" in carla.told


def test_a_task_can_be_proposed_again(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses("Ablehnen")
    anna.fills(reason="Gerade zu voll")
    assert "Gerade zu voll" in carla.message("kann Newsletter nicht übernehmen").text
    carla.catches_up()
    anna.catches_up()
    carla.presses("Mehr")
    carla.presses("Propose again")
    anna.is_rung("Carla schlägt Newsletter noch einmal vor")
    anna.presses("Zusagen")
    carla.is_rung("Anna hat Newsletter zugesagt")


def test_a_task_in_one_line_is_previewed_and_sent(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new @anna Newsletter by Friday 3pm", "team")
    assert "For Anna: Newsletter" in carla.told
    anna.is_not_rung()
    carla.presses("Send")
    assert "Newsletter is with Anna now" in carla.told
    anna.is_rung("Newsletter – von Carla", "Fr., 27. Nov., 14 Uhr (bei Carla 15 Uhr)", "sag Bescheid")


def test_a_preview_sent_twice_makes_one_task(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("neu @anna Newsletter bis Freitag 15 Uhr", "team")
    _, button = carla._button(lambda found: found[1] == "Send", "", "Send")
    carla.forges(button)
    carla.forges(button)
    anna.is_rung("Newsletter – von Carla")


def test_a_line_with_two_meanings_is_asked_about(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new @anna Book the room by next Thursday 5pm", "team")
    assert "I'll ask which day you mean" in carla.told
    carla.presses("Send")
    anna.is_not_rung()
    carla.presses_id("draft.choose")
    anna.is_rung("Book the room – von Carla", "Do., 26. Nov., 16 Uhr (bei Carla 17 Uhr)")


def test_more_opens_the_form_with_what_the_line_said(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new @anna Newsletter by Friday 3pm", "team")
    carla.presses("More")
    assert {put.name: put.value for put in carla.form.inputs} == {
        "title": "Newsletter",
        "outcome": "",
        "due": "Friday 3pm",
        "authority": "tell",
    }
