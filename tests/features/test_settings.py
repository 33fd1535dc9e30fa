"""What belongs to a person, and help."""

import pytest

from bot.features.help.commands import LISTED
from bot.texts import words
from tests.world import World


def test_settings_are_read_back_in_the_new_language(world: World) -> None:
    carla = world.person("Carla")
    carla.runs("settings")
    carla.fills(language="de", zone="Lissabon", hours="Mo-Do 8:30-12, 13-16; Fr 9-12", nudges="off")
    assert carla.told == (
        "Gespeichert.\n"
        "Zeitzone: Lissabon – dort ist es Mo., 23. Nov., 9 Uhr.\n"
        "Arbeitszeiten: Mo–Do 8:30–12 Uhr, 13–16 Uhr; Fr 9–12 Uhr\n"
        "Keine Erinnerungen ans Danken."
    )
    carla.runs("settings")
    assert [put.value for put in carla.form.inputs] == [
        "de",
        "Europe/Lisbon",
        "Mo–Do 8:30–12 Uhr, 13–16 Uhr; Fr 9–12 Uhr",
        "off",
    ]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"zone": "Lisbn"}, {"zone": "I don't know that place. Try one of these: Europe/Lisbon"}),
        ({"hours": "Mon 22-18"}, {"hours": "I can't read those hours. Try “Mon–Fri 9–17” or “Mon, Wed 9–12, 14–18”."}),
        ({"language": "fr"}, {"language": "Please pick one of the choices."}),
    ],
)
def test_what_cannot_be_read_is_said_at_its_input(
    world: World, values: dict[str, str], problem: dict[str, str]
) -> None:
    carla = world.person("Carla")
    carla.runs("settings")
    carla.fills(**values)
    assert carla.problems == problem


@pytest.mark.parametrize("line", ["help", "hilfe", "", "HELP", "Hilfe bitte"])
def test_help_is_eight_lines(world: World, line: str) -> None:
    carla = world.person("Carla", "de")
    carla.runs(line)
    assert carla.told.startswith(
        "Das kann ich für dich tun:\n/baton neu @anna Newsletter bis Freitag 15 Uhr – eine Aufgabe"
    )
    assert len(carla.told.splitlines()) == 8
    assert len(LISTED) == 7


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("taks", "tasks"), ("einstelungen", "settings"), ("praize", "praise"), ("hlep", "help"), ("abgebn", "submit")],
)
def test_an_unknown_word_gets_the_nearest(world: World, typed: str, nearest: str) -> None:
    carla = world.person("Carla")
    carla.runs(f"{typed} something")
    assert f"I don't know “{typed}”. Did you mean {nearest}?" in carla.told
    assert len(carla.told.splitlines()) == 8


@pytest.mark.parametrize("typed", ["xyzzy", "<script>", "@everyone", "x" * 10_000, "🎉", "\u200b"])
def test_nonsense_gets_help(world: World, typed: str) -> None:
    carla = world.person("Carla")
    carla.runs(typed)
    assert "/baton new" in carla.told
    assert len(carla.told) < 800


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_of_both_languages_work_for_everybody(world: World, language: str) -> None:
    carla = world.person("Carla", language)
    for word in ("settings", "einstellungen", "Einstellungen"):
        carla.runs(word)
        assert carla.form.title == words(language, "form-settings")
        world.playground.close(carla.account)


def test_a_word_to_baton_alone_is_a_command_too(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.says("hilfe")
    assert anna.told.startswith("Das kann ich für dich tun")
    anna.says("Guten Morgen!")
    assert "„Guten“ kenne ich nicht" in anna.told


def test_a_city_behind_the_command_is_the_new_zone_at_once(world: World) -> None:
    anna = world.person("Anna", "de", "Europe/Lisbon")
    anna.runs("einstellungen Manila")
    assert "Manila" in anna.told
    anna.runs("einstellungen Atlantis")
    assert anna.form.action == "settings"
