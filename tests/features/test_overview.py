"""What is on somebody's plate."""

import pytest

from tests.world import World


@pytest.mark.both_databases
def test_what_waits_for_me_comes_first(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    for title, due in (("Newsletter", "2026-11-24 12:00"), ("Shop", "2026-11-27 16:00"), ("Fotos", "")):
        carla.runs("new")
        carla.fills(title=title, due=due)
    assert "Fotos is with Anna now. Date wished for: none." in carla.told
    anna.presses("Zusagen", on="Newsletter")
    anna.runs("aufgaben")
    lines = anna.told.splitlines()
    assert lines[0] == "2 Sachen warten auf dich; 3 Aufgaben sind offen."
    assert lines[1] == "Shop – mit Carla, Termin: Fr., 27. Nov., 15 Uhr (bei Carla 16 Uhr) – vorgeschlagen"
    assert lines[2] == "Fotos – mit Carla, Termin: keiner – vorgeschlagen"
    assert lines[3].startswith("Newsletter – mit Carla, Termin: Di., 24. Nov., 11 Uhr")
    assert anna.buttons("2 Sachen warten") == ["Zusagen", "Mehr", "Zusagen", "Mehr", "Mehr"]
    anna.presses("Rückfrage", on="Shop – von Carla")
    anna.fills(question="Welche Farbe?")
    carla.runs("tasks")
    assert carla.told.splitlines()[0] == "One thing waits for you; 3 tasks are open."
    assert carla.told.splitlines()[1].startswith("Shop – with Anna")
    assert carla.buttons("One thing waits")[0] == "Answer"


@pytest.mark.both_databases
def test_everything_that_waits_is_counted_for_whom_it_waits(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    for title in ("Proposed", "Accepted", "Submitted", "Dated", "Asked by Anna", "Asked by Carla"):
        carla.runs("new")
        carla.fills(title=title, due="2026-11-27 16:00")
        if title != "Proposed":
            anna.presses("Zusagen", on=title)
    anna.runs("abgeben submitted")
    anna.fills(note="Fertig")
    anna.presses("Anderer Termin", on="Dated")
    anna.fills(due="2026-11-30 10:00")
    anna.runs("frage asked by anna")
    anna.fills(question="Wohin?")
    carla.runs("ask asked by carla")
    carla.fills(question="Which one?")

    anna.runs("aufgaben")
    assert anna.told.splitlines()[0] == "2 Sachen warten auf dich; 6 Aufgaben sind offen."
    assert [line.partition(" – ")[0] for line in anna.told.splitlines()[1:3]] == ["Proposed", "Asked by Carla"]
    carla.runs("tasks")
    assert carla.told.splitlines()[0] == "3 things wait for you; 6 tasks are open."
    assert [line.partition(" – ")[0] for line in carla.told.splitlines()[1:4]] == [
        "Submitted",
        "Dated",
        "Asked by Anna",
    ]


def test_many_tasks_are_counted(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    for number in range(14):
        carla.runs("new")
        carla.fills(title=f"Task {number}")
    anna.runs("stand")
    assert anna.told.startswith("14 Sachen warten auf dich")
    assert anna.told.splitlines()[-1] == "und 2 weitere"


def test_nothing_open_says_so_and_offers_the_next_step(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.runs("aufgaben")
    assert anna.told == "Es ist nichts offen."
    assert anna.buttons("Es ist nichts offen") == ["Aufgabe übergeben", "Hilfe"]


def test_one_task_by_its_name_or_number(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    carla.runs("new")
    carla.fills(title="Newsletter November", outcome="A letter")
    for line in ("status newsletter", "status #1", "status 1"):
        carla.runs(line)
        assert carla.told.startswith('Newsletter November\n"A letter"')
    carla.runs("status Zoo")
    assert carla.told == "No open task of yours is called “zoo”."


def test_nothing_of_one_client_reaches_another(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(carla, anna)
    world.together(ben, anna, room="shop")
    carla.runs("new")
    carla.fills(title="Newsletter")
    ben.runs("neu")
    ben.fills(title="Retouren")
    anna.runs("aufgaben")
    assert "Newsletter – mit Carla" in anna.told
    assert "Retouren – mit Ben" in anna.told
    carla.runs("tasks")
    ben.runs("aufgaben")
    assert "Retouren" not in carla.told
    assert "Newsletter" not in ben.told


@pytest.mark.parametrize("named", ["Website", "site", "#2", "2"])
def test_commands_take_the_task_that_is_named(world: World, named: str) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    for title in ("Newsletter", "Website"):
        carla.runs("new")
        carla.fills(title=title)
        anna.presses("Zusagen")
    anna.runs(f"frage {named}")
    anna.fills(question="Wohin?")
    assert carla.sees("Anna fragt zu Website")
    anna.runs(f"abgeben {named}")
    anna.fills(note="Fertig")
    carla.runs(f"review {named}")
    assert "Website" in carla.told
    assert "Newsletter" not in carla.told
