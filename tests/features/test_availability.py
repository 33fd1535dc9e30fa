"""Days off: told, never asked for; they hold for everything that comes by itself."""

from datetime import timedelta

import pytest

from tests.world import MONDAY_TEN, Someone, World


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


def accepted(carla: Someone, anna: Someone, due: str = "") -> None:
    carla.runs("new")
    carla.fills(title="Newsletter", due=due)
    anna.presses("Zusagen")
    carla.catches_up()
    anna.catches_up()


def test_whoever_is_away_is_not_asked_and_the_others_know(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Wednesday 3pm")
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="9 Uhr")
    anna.runs("abwesend")
    anna.fills(first="morgen", last="Donnerstag", note="Familienfest")
    assert "nicht da: Di., 24. Nov. bis Do., 26. Nov." in anna.told
    assert "Newsletter – Mi., 25. Nov., 14 Uhr (bei Carla 15 Uhr)" in anna.told
    assert "3 Check-ins fallen aus; der nächste kommt Fr., 27. Nov., 9 Uhr." in anna.told
    carla.is_rung("Anna is away from Tue 24 Nov to Thu 26 Nov.", "Familienfest")
    world.travel_to(MONDAY_TEN + timedelta(days=3, hours=12))
    anna.is_not_rung()
    world.travel_to(MONDAY_TEN + timedelta(days=4))
    anna.is_rung("Eine Aufgabe ist offen")


def test_what_asks_waits_until_they_are_back(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.presses("Rückfrage")
    carla.fills(question="How long shall it be?")
    world.travel(days=6)
    anna.is_not_rung()
    world.travel(days=1)
    anna.is_rung("How long shall it be?")


def test_taken_back_it_holds_no_longer(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.runs("abwesend")
    anna.fills(first="heute", last="offen")
    carla.presses("Rückfrage")
    carla.fills(question="How long shall it be?")
    anna.is_not_rung()
    anna.runs("erreichbarkeit")
    assert "ab Mo., 23. Nov., bis auf Weiteres" in anna.told
    anna.presses("Zurücknehmen")
    anna.is_rung("How long shall it be?")


@pytest.mark.parametrize(
    ("region", "zone", "silent"), [("Hamburg", "Europe/Berlin", False), ("Bayern", "Europe/Berlin", True)]
)
def test_a_public_holiday_is_free_where_it_is_one(world: World, region: str, zone: str, silent: bool) -> None:
    """Epiphany, 6 January 2027, a Wednesday: free in Bavaria, not in Hamburg."""
    carla, anna = world.person("Carla"), world.person("Anna", "de", zone)
    world.together(carla, anna)
    accepted(carla, anna)
    anna.runs("checkin")
    anna.fills(days="2", time="9 Uhr")
    anna.runs("zeiten")
    anna.presses("Feiertage")
    anna.fills(region=region)
    assert f"Feiertage: {region}" in anna.told
    world.travel_to(MONDAY_TEN + timedelta(days=43))  # the day before
    anna.catches_up()
    world.travel(days=1)
    assert anna.rings() == ([] if silent else [anna.message("Eine Aufgabe ist offen").text])


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("gestern", "", "first"),
        ("wenn der Mond blau ist", "", "first"),
        ("31.2.", "", "first"),
        ("", "", "first"),
        ("Freitag", "Mittwoch", "last"),
        ("Freitag", "morgen", "last"),
        ("Freitag", "irgendwann", "last"),
    ],
)
def test_days_that_make_no_sense(pair: tuple[Someone, Someone], first: str, last: str, wrong: str) -> None:
    _, anna = pair
    anna.runs("abwesend")
    anna.fills(first=first, last=last)
    assert list(anna.problems) == [wrong]


@pytest.mark.parametrize("line", ["zeiten Mo-Fr", "zeiten vormittags", "hours every other Thursday", "zeiten Mo 9-9"])
@pytest.mark.parametrize(("language", "said"), [("de", "verstehe ich nicht"), ("en", "I can't read those hours")])
def test_hours_that_are_not_understood_stand_in_the_form_and_it_says_so(
    world: World, language: str, said: str, line: str
) -> None:
    anna = world.person("Anna", language)
    anna.runs(line)
    assert anna.form.inputs[0].value == line.partition(" ")[2]
    assert said in str(anna.form.intro)


@pytest.mark.parametrize("nowhere", ["", "keine", "None", "keine Feiertage"])
def test_a_region_is_taken_away_in_words_too(world: World, nowhere: str) -> None:
    anna = world.person("Anna", "de")
    for region in ("Hamburg", nowhere):
        anna.runs("zeiten")
        anna.presses("Feiertage")
        anna.fills(region=region)
        assert anna.problems == {}
    assert "Feiertage: keine eingestellt" in anna.told


@pytest.mark.parametrize(
    ("language", "none", "means"),
    [
        ("de", "keine", "Dann klingelt bei dir aus der Arbeit mit Carla nichts, was fragt oder erinnert."),
        ("en", "none", "Then nothing that asks or reminds about your work with Carla will ring for you."),
    ],
)
def test_no_hours_with_one_client_are_said_of_that_one(world: World, language: str, none: str, means: str) -> None:
    anna = world.person("Anna", language)
    for name, room in (("Carla", "letters"), ("Ben", "shop")):
        world.together(world.person(name), anna, room)
    anna.runs("hours")
    anna.presses_id("hours.open")
    anna.fills(hours=none, where="1")
    assert means in anna.told


@pytest.mark.parametrize("region", ["Atlantis", "<b>", "x" * 80, "W"])
def test_places_nobody_knows(pair: tuple[Someone, Someone], region: str) -> None:
    _, anna = pair
    anna.runs("erreichbarkeit")
    anna.presses("Feiertage")
    anna.fills(region=region)
    assert list(anna.problems) == ["region"]


@pytest.mark.parametrize(
    ("language", "typed", "asked", "place"),
    [
        ("de", "Georgia", "Welchen Ort meinst du mit „Georgia“?", "Georgia (Vereinigte Staaten)"),
        ("en", "Georgia", "Which place do you mean by “Georgia”?", "Georgia (country)"),
        ("de", "Hambrug", "Welchen Ort meinst du mit „Hambrug“?", "Hamburg"),
        ("en", "Bavria", "Which place do you mean by “Bavria”?", "Bavaria"),
    ],
)
def test_a_place_that_is_not_clear_is_asked_about(
    world: World, language: str, typed: str, asked: str, place: str
) -> None:
    anna = world.person("Anna", language)
    anna.runs("availability")
    anna.presses_id("holidays.open")
    anna.fills(region=typed)
    assert asked in anna.told
    anna.presses(place)
    assert f": {place}" in anna.told
    # In the form it stands so that it can be saved again.
    anna.presses_id("holidays.open")
    assert anna.form.inputs[0].value == place
    anna.fills()
    assert anna.problems == {}
    assert f": {place}" in anna.told


def test_nobody_takes_back_anothers_days(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.forges("away.cancel|absence=1")
    anna.runs("erreichbarkeit")
    assert "Mo., 23. Nov. bis Fr., 27. Nov." in anna.told


def test_an_absence_for_one_client_is_nobody_elses_business(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    for client, title in ((carla, "Newsletter"), (ben, "Inventur")):
        client.runs("new")
        client.fills(title=title, due="tomorrow 3pm")
        anna.presses("Zusagen", on=title)
    anna.runs("checkin")
    anna.fills(days="1", time="9 Uhr")
    for someone in (carla, anna, ben):
        someone.catches_up()

    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag", only="1", note="Andere Termine")

    assert "Mo., 23. Nov. bis Fr., 27. Nov. (nur für Carla)" in anna.told
    assert "Newsletter – Di., 24. Nov., 14 Uhr" in anna.told
    assert "Inventur" not in anna.told
    carla.is_rung("Anna is away from Mon 23 Nov to Fri 27 Nov.", "Andere Termine")
    ben.is_not_rung()
    for client, title in ((carla, "Newsletter"), (ben, "Inventur")):
        client.presses_id("task.ask", on=title)
        client.fills(question=f"How long shall {title} be?")
    anna.is_rung("How long shall Inventur be?")
    world.travel_to(MONDAY_TEN + timedelta(days=1))
    anna.is_rung("Eine Aufgabe ist offen", "Inventur")
    anna.presses("Stimmt so")
    world.travel_to(MONDAY_TEN + timedelta(days=7))
    anna.is_rung("How long shall Newsletter be?")


def test_for_all_of_them_is_for_all(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    anna.runs("abwesend")
    anna.fills(first="morgen", only="1,2")
    assert "nur mit" not in anna.told
    carla.is_rung("Anna is away on Tue 24 Nov.")
    ben.is_rung("Anna ist am Di., 24. Nov. nicht da.")


def test_absences_that_overlap_are_both_shown_and_count_once(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna)
    for first, last in (("heute", "Mittwoch"), ("Dienstag", "Donnerstag")):
        anna.runs("abwesend")
        anna.fills(first=first, last=last)
    carla.catches_up()
    anna.runs("erreichbarkeit")
    assert "Mo., 23. Nov. bis Mi., 25. Nov." in anna.told
    assert "Di., 24. Nov. bis Do., 26. Nov." in anna.told
    carla.presses("Rückfrage")
    carla.fills(question="How long shall it be?")
    anna.presses_id("away.cancel")  # the first one: until Thursday they are away all the same, but not today
    anna.is_rung("How long shall it be?")
    carla.is_rung("Anna is there after all: Mon 23 Nov.")
    anna.runs("erreichbarkeit")
    assert "bis Mi., 25. Nov." not in anna.told
    assert "Di., 24. Nov. bis Do., 26. Nov." in anna.told


def away_on(anna: Someone, *spans: tuple[str, str]) -> None:
    for first, last in spans:
        anna.runs("abwesend")
        anna.fills(first=first, last=last)


@pytest.mark.parametrize(
    ("covering", "covered"),
    [
        (("heute", "Freitag"), ("heute", "Freitag")),
        (("heute", "Freitag"), ("Dienstag", "Mittwoch")),
        (("heute", "offen"), ("Dienstag", "offen")),
        (("heute", "offen"), ("Dienstag", "")),
    ],
)
def test_days_that_are_known_already_are_told_once(
    pair: tuple[Someone, Someone], covering: tuple[str, str], covered: tuple[str, str]
) -> None:
    carla, anna = pair
    away_on(anna, covering)
    carla.is_rung("Anna is away")
    away_on(anna, covered)
    assert "Schon notiert" in anna.told
    assert "Mo., 23. Nov." in anna.told
    carla.is_not_rung()
    anna.runs("erreichbarkeit")
    assert anna.told.count("23. Nov.") == 1
    assert "24. Nov." not in anna.told


@pytest.mark.parametrize(
    ("language", "line", "shorter", "hint", "take_back"),
    [
        ("de", "abwesend Mo-Fr", "abwesend bis Mittwoch", "Sind es doch weniger Tage?", "Zurücknehmen"),
        ("de", "abwesend bis auf Weiteres", "abwesend bis Mittwoch", "Sind es doch weniger Tage?", "Zurücknehmen"),
        ("en", "away Mon-Fri", "away from tomorrow to Friday", "Are there fewer days after all?", "Take back"),
    ],
)
def test_whoever_names_fewer_days_than_are_known_can_take_the_longer_ones_back(
    world: World, language: str, line: str, shorter: str, hint: str, take_back: str
) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", language, "Europe/Lisbon")
    world.together(carla, anna)
    for said in (line, shorter):
        anna.runs(said)
        anna.fills()
    carla.is_rung("Anna is away")
    assert hint in anna.told
    anna.presses(take_back)
    anna.runs(shorter)
    anna.fills()
    assert hint not in anna.told
    assert {"en": "Noted, away", "de": "Notiert, nicht da"}[language] in anna.told
    anna.runs(shorter)  # the very same days once more
    anna.fills()
    assert hint not in anna.told
    assert not anna.sees(take_back)


def test_what_is_known_to_one_only_is_told_to_all(world: World, pair: tuple[Someone, Someone]) -> None:
    _, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    for only in ("1", "2", ""):
        anna.runs("abwesend")
        anna.fills(first="morgen", only=only)
        assert "Notiert" in anna.told
    anna.runs("abwesend")
    anna.fills(first="morgen", only="1")
    assert "Schon notiert" in anna.told


def test_whoever_came_later_hears_it_once_it_is_said_again(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    away_on(anna, ("morgen", ""))
    carla.catches_up()
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    away_on(anna, ("morgen", ""))
    ben.is_rung("Anna ist am Di., 24. Nov. nicht da.")
    carla.is_not_rung()


def test_a_word_about_days_that_are_known_already_is_not_lost(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    away_on(anna, ("morgen", ""))
    carla.catches_up()
    anna.runs("abwesend")
    anna.fills(first="morgen", note="Familienfest")
    carla.is_not_rung()
    assert carla.sees("Familienfest")


def test_days_that_another_absence_covers_are_not_taken_back(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    anna.runs("abwesend")
    anna.fills(first="Dienstag", last="Mittwoch", only="1")
    anna.runs("abwesend")
    anna.fills(first="heute", last="Donnerstag")
    carla.catches_up()
    ben.catches_up()
    anna.runs("erreichbarkeit")
    anna.presses_id("away.cancel", row=0)  # the longer one
    carla.is_rung("Anna is there after all: Mon 23 Nov and Thu 26 Nov.")
    ben.is_rung("Anna ist doch da: Mo., 23. Nov. bis Do., 26. Nov.")


def test_days_that_are_all_covered_are_not_told_when_they_are_taken_back(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    away_on(anna, ("Dienstag", "Mittwoch"), ("Montag", ""), ("heute", "offen"))
    carla.catches_up()
    world.travel(days=1)
    anna.runs("erreichbarkeit")
    anna.presses_id("away.cancel", row=1)
    assert "Zurückgenommen: Di., 24. Nov. bis Mi., 25. Nov." in anna.told
    carla.is_not_rung()
    assert not carla.sees("there after all")
    assert carla.sees("Anna has changed these days.")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Anna is there after all: from Mon 23 Nov on."), ("de", "Anna ist doch da: ab Mo., 23. Nov.")],
)
def test_an_absence_without_an_end_is_taken_back(world: World, language: str, said: str) -> None:
    carla, anna = world.person("Carla", language), world.person("Anna", "de")
    world.together(carla, anna)
    away_on(anna, ("heute", "offen"))
    carla.catches_up()
    anna.runs("erreichbarkeit")
    anna.presses("Zurücknehmen")
    assert [ring for ring in carla.rings() if ring == said]


def test_whoever_never_heard_of_it_does_not_hear_that_it_is_taken_back(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    anna.runs("abwesend")
    anna.fills(first="morgen", only="1")
    carla.catches_up()
    anna.runs("erreichbarkeit")
    anna.presses("Zurücknehmen")
    carla.is_rung("Anna is there after all: Tue 24 Nov.")
    assert carla.sees("Anna is there after all.")  # where it said that she is away
    ben.is_not_rung()


def test_an_absence_without_an_end_is_without_check_ins_until_it_is_taken_back(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.runs("checkin")
    anna.fills(days="1", time="9 Uhr")
    anna.runs("abwesend bis auf Weiteres")
    anna.fills()
    world.travel(days=21, hours=2)
    anna.is_not_rung()
    anna.runs("erreichbarkeit")
    anna.presses("Zurücknehmen")
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen")


def test_whoever_came_later_never_heard_of_it(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.runs("abwesend morgen")
    anna.fills()
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    carla.catches_up()
    anna.runs("erreichbarkeit")
    anna.presses("Zurücknehmen")
    carla.is_rung("Anna is there after all")
    ben.is_not_rung()


# Before an absence: move, hand over, leave


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_falls_into_it_can_be_moved_handed_over_or_left(world: World, language: str) -> None:
    carla, anna = world.person("Carla", language), world.person("Anna", language)
    world.together(carla, anna, language=language)
    accepted_by_id(carla, anna)
    labels = {
        "en": ["Other date", "Hand over", "Leave"],
        "de": ["Anderer Termin", "Weitergeben", "So lassen"],
    }[language]
    anna.runs("away")
    anna.fills(
        first={"en": "tomorrow", "de": "morgen"}[language], last={"en": "Thursday", "de": "Donnerstag"}[language]
    )
    assert anna.buttons("Newsletter –")[:3] == labels

    anna.presses(labels[2])
    assert {"en": "Newsletter stays as agreed", "de": "Newsletter bleibt wie vereinbart"}[language] in anna.told
    carla.catches_up()
    anna.presses(labels[1])
    asked = {
        "en": "Newsletter (date wished for: Wed 25 Nov, 15:00) would be better in other hands.",
        "de": "Newsletter (Wunschtermin: Mi., 25. Nov., 15 Uhr) wäre in anderen Händen besser aufgehoben.",
    }[language]
    carla.is_rung(asked)
    anna.presses(labels[1])
    carla.is_not_rung()  # once
    carla.presses_id("task.withdraw", on="Newsletter")
    anna.is_rung("Newsletter")


def accepted_by_id(carla: Someone, anna: Someone, due: str = "Wed 25 Nov 3pm") -> None:
    carla.runs("new")
    carla.fills(title="Newsletter", due=due)
    anna.presses_id("task.accept")
    carla.catches_up()
    anna.catches_up()


def test_what_was_only_proposed_can_be_declined_and_a_client_can_move(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    carla.runs("new")
    carla.fills(title="Newsletter", due="tomorrow 3pm")
    anna.runs("abwesend morgen")
    anna.fills()
    assert anna.buttons("Newsletter – Di.")[:3] == ["Anderer Termin", "Ablehnen", "So lassen"]
    carla.runs("away tomorrow")
    carla.fills()
    assert carla.buttons("Newsletter – Tue")[:2] == ["Other date", "Leave"]


def test_many_tasks_fall_into_it(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    for number in range(14):
        carla.runs("new")
        carla.fills(title=f"Task {number}", due="Wednesday 3pm")
        anna.presses("Zusagen")
    anna.runs("abwesend morgen bis Freitag")
    anna.fills()
    assert all(f"Task {number} –" in anna.told for number in range(12))
    assert "und 2 weitere" in anna.told


def test_nobody_hands_over_with_anothers_absence(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben = world.person("Ben", "de")
    world.together(ben, anna, "shop")
    accepted(carla, anna, "tomorrow 3pm")
    anna.runs("abwesend morgen")
    anna.fills(only="2")
    ben.runs("abwesend morgen")
    ben.fills()
    anna.catches_up()
    for someone, absence in ((anna, 1), (anna, 2), (ben, 1), (carla, 1)):
        someone.forges(f"away.handover|task=1|absence={absence}")
    carla.is_not_rung()
    assert not carla.sees("anderen Händen")


def test_the_other_one_sees_what_falls_into_it_too_and_nothing_of_others(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    """Each day counts by the calendar of the one who is away: it is Friday for Anna when it is Saturday for Dana."""
    carla, anna = pair
    dana = world.person("Dana", "en", "Asia/Manila")
    world.together(dana, anna, "shop")
    for client, title, due in (
        (carla, "Newsletter", "Wednesday 3pm"),
        (carla, "Later", "Monday 3pm"),
        (dana, "Stocktaking", "Saturday 5am"),
    ):
        client.runs("new")
        client.fills(title=title, due=due)
        anna.presses("Zusagen", on=title)
    for someone in (carla, anna, dana):
        someone.catches_up()
    anna.runs("abwesend")
    anna.fills(first="morgen", last="Freitag")
    assert "Stocktaking – Fr., 27. Nov., 21 Uhr (bei Dana Sa., 28. Nov., 5 Uhr)" in anna.told
    carla.is_rung("This falls into it:", "Newsletter – Wed 25 Nov, 15:00 (14:00 for Anna)")
    assert "Later" not in carla.message("is away").text
    assert "Stocktaking – Sat 28 Nov, 5:00 (Fri 27 Nov, 21:00 for Anna)" in dana.message("is away").text
    assert "Newsletter" not in dana.message("is away").text
    carla.presses("Other date", on="Anna is away")
    carla.fills(due="next Monday 3pm")
    anna.presses("Passt", on="Newsletter")
    assert "vereinbart" in anna.told or "gewünscht bis: Mo., 30. Nov." in anna.told


@pytest.mark.parametrize(
    ("language", "last", "said"),
    [
        ("de", "offen", "Check-ins gibt es erst wieder, wenn du zurück bist."),
        ("en", "open", "There are no check-ins until you are back."),
        ("de", "", "Ein Check-in fällt aus; der nächste kommt Mi., 25. Nov., 9 Uhr."),
        ("en", "", "One check-in is left out; the next one comes Wed 25 Nov, 9:00."),
    ],
)
def test_check_ins_that_are_left_out_are_counted(world: World, language: str, last: str, said: str) -> None:
    carla, anna = world.person("Carla", language), world.person("Anna", language)
    world.together(carla, anna, language=language)
    accepted_by_id(carla, anna)
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="9:00")
    anna.runs("away")
    anna.fills(first="24.11.2026", last=last)
    assert said in anna.told
    # With some only: the others are told how it is going all the same.
    ben = world.person("Ben", language)
    world.together(ben, anna, "shop", language)
    anna.runs("away")
    anna.fills(first="1.12.2026", only="2")
    assert "heck-in" not in anna.told


# On return


def thanked_for_nothing_yet(world: World, carla: Someone, *names: str) -> None:
    """Tasks are done, and some days later a reminder to say thanks is due for each."""
    for number, name in enumerate(names, start=1):
        va = world.person(name)
        world.together(carla, va, f"with-{name.casefold()}", "en")
        carla.runs(f"new @{va.account}")
        carla.fills(title=f"Task of {name}", **({"for": str(number)} if number > 1 else {}))
        va.presses_id("task.accept")
        va.runs("submit")
        va.fills(note="Done")
        carla.presses_id("submission.good")
    carla.catches_up()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Good to have you back. 2 things have waited"), ("de", "Schön, dass du wieder da bist. 2 Sachen haben")],
)
def test_on_return_there_is_one_digest(world: World, language: str, title: str) -> None:
    carla = world.person("Carla", language)
    thanked_for_nothing_yet(world, carla, "Anna", "Dana")
    carla.runs("away")
    carla.fills(first="23.11.", last="27.11.")
    world.travel_to(MONDAY_TEN + timedelta(days=7, hours=-1) - timedelta(seconds=1))
    carla.is_not_rung()
    world.travel(seconds=1)
    carla.is_rung(title, "Task of Anna", "Task of Dana")
    world.travel(days=2)
    carla.is_not_rung()


@pytest.mark.both_databases
@pytest.mark.parametrize("room", ["team", None])
def test_on_return_the_digest_holds_what_waited_for_work_and_can_be_answered(world: World, room: str | None) -> None:
    """Questions, news, a proposal, a suggestion: together, instead of one after the other."""
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room)
    for title in ("Newsletter", "Shop"):
        carla.runs("new")
        carla.fills(title=title)
        anna.presses("Zusagen", on=title)
    carla.catches_up()
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.presses("Ask", on="Newsletter") if room is None else carla.presses("Rückfrage", on="Newsletter")
    carla.fills(question="How long shall it be?")
    carla.presses_id("task.more", on="Shop")
    carla.presses("How is it going?")
    carla.runs("checkin suggest Fridays")
    carla.fills()
    carla.runs("new")
    carla.fills(title="Flyer", due="15 December")
    anna.catches_up()
    world.travel_to(MONDAY_TEN + timedelta(days=7) - timedelta(seconds=1))
    anna.is_not_rung()
    world.travel(seconds=1)
    (digest,) = anna.rings()
    assert "Schön, dass du wieder da bist. 4 Sachen haben gewartet" in digest
    assert "Carla · Carla fragt zu Newsletter: How long shall it be?\n" in digest
    assert "Carla · Carla wüsste gern, wie es mit Shop läuft." in digest
    assert "gern Fr hören" in digest
    world.travel(hours=2)
    anna.is_not_rung()
    on = "Schön, dass du wieder da bist"
    assert "Carla hat Flyer vorgeschlagen. Wunschtermin: Di., 15. Dez., 16 Uhr (bei Carla 17 Uhr)." in digest
    anna.presses("Zusagen", on=on)
    assert "Flyer" not in anna.message(on).text
    assert "Zusagen" not in anna.buttons(on)
    anna.presses("Läuft", on=on)
    anna.presses("Passt mir", on=on)
    anna.presses("Antworten", on=on)
    anna.fills(answer="Two pages.")
    answered = carla.message("has answered your question" if room is None else "auf deine Frage").text
    assert '"Two pages."' in answered
    if room is None:
        assert "Your question: How long shall it be?" in answered
    else:  # it stands above in the thread, where it rang for nobody
        assert '"How long shall it be?"' in carla.message("Carla fragt zu Newsletter").text
    assert [action for action in anna.buttons(on) if action in ("Antworten", "Passt mir", "Zusagen")] == []


def test_a_question_brings_the_digest_forward_to_the_return(world: World) -> None:
    """What could wait was to come at half past nine; she works from nine."""
    carla = world.person("Carla")
    thanked_for_nothing_yet(world, carla, "Dana", "Eva")
    anna = world.person("Anna")
    world.together(carla, anna, "with-anna", "en")
    carla.runs(f"new @{anna.account}")
    carla.fills(title="Newsletter", **{"for": "3"})
    anna.presses_id("task.accept")
    carla.runs("quiet")
    carla.fills(daily="1", digest="9:30")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=1))  # Wednesday: one came, one waits for Thursday
    carla.runs("away")
    carla.fills(first="today")
    carla.catches_up()
    anna.presses_id("task.ask")
    anna.fills(question="Which colour?")
    world.travel_to(MONDAY_TEN + timedelta(days=3, hours=-1))
    carla.is_rung("Good to have you back. 2 things have waited", "Which colour?", "Task of Eva")
    world.travel(hours=2)
    carla.is_not_rung()


def test_what_was_answered_while_away_does_not_come_on_return(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.presses("Rückfrage")
    carla.fills(question="How long shall it be?")
    carla.presses("Mehr")
    carla.presses("How is it going?")
    carla.catches_up()
    anna.runs("antwort")
    anna.fills(answer="Zwei Seiten.")
    carla.is_rung("Deine Frage: How long shall it be?", "Zwei Seiten.")
    world.travel(days=8)
    (digest,) = anna.rings()
    assert "How long" not in digest
    assert "Eine Sache hat gewartet" in digest


def test_a_question_that_stands_in_the_thread_is_not_repeated_with_its_answer(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    accepted(carla, anna)
    anna.presses("Rückfrage")
    anna.fills(question="Welche Farbe?")
    carla.says("Blue.", under="Welche Farbe?")
    assert "Welche Farbe?" not in anna.message("auf deine Frage").text


@pytest.mark.parametrize("last", ["open", "11 December"])
def test_whoever_is_back_sooner_gets_it_sooner(world: World, last: str) -> None:
    carla = world.person("Carla")
    thanked_for_nothing_yet(world, carla, "Anna", "Dana")
    carla.runs("away")
    carla.fills(first="today", last=last)
    world.travel(days=4, hours=-4)  # Friday, 6 in the morning
    carla.is_not_rung()
    carla.runs("availability")
    carla.presses("Take back")
    carla.is_not_rung()
    world.travel(hours=3)
    carla.is_rung("Good to have you back. 2 things have waited")


def test_a_reminder_between_work_and_an_absence_waits_for_the_return_too(world: World) -> None:
    carla = world.person("Carla")
    thanked_for_nothing_yet(world, carla, "Anna")
    carla.runs("hours Mon–Tue 9–17")  # the reminder is due on Wednesday
    carla.runs("away")
    carla.fills(first="30.11.", last="1.12.")
    world.travel_to(MONDAY_TEN + timedelta(days=14, hours=-1))
    carla.is_rung("Good to have you back. One thing has waited")


def test_a_digest_that_was_due_waits_for_the_return(world: World) -> None:
    carla = world.person("Carla")
    thanked_for_nothing_yet(world, carla, "Anna", "Dana")
    carla.runs("quiet")
    carla.fills(daily="1", digest="16:00")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))  # Wednesday noon: one came, one waits for 16:00
    assert len(carla.rings()) == 1
    carla.runs("away")
    carla.fills(first="today", last="Friday")
    world.travel_to(MONDAY_TEN + timedelta(days=7, hours=-1) - timedelta(seconds=1))
    carla.is_not_rung()
    world.travel(seconds=1)
    carla.is_rung("Good to have you back. One thing has waited")


def test_absences_go_along_when_accounts_are_joined(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    again = world.person("Anna", "de", "Europe/Lisbon")
    again.runs("abwesend")
    again.fills(first="heute", last="Freitag")
    accepted(carla, anna)
    anna.runs("verbinden")
    code = anna.told.partition("Dein Code: ")[2].partition("\n")[0]
    again.runs(f"verbinden {code}")
    anna.runs("erreichbarkeit")
    assert "Mo., 23. Nov. bis Fr., 27. Nov." in anna.told
