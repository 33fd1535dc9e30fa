"""What a pair agrees about check-ins: questions of their own, a client's suggestion, news of one task on demand."""

from datetime import timedelta

import pytest

from tests.features.test_checkin import TUESDAY_NINE_IN_LISBON, accepted, every_day_at_nine
from tests.world import MONDAY_TEN, Someone, World


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


def with_ben(world: World, anna: Someone) -> Someone:
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(ben, anna, room="shop")
    return ben


# Questions of a pair's own


@pytest.mark.both_databases
def test_questions_of_their_own_are_asked_answered_and_summed_up(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben = with_ben(world, anna)
    accepted(carla, anna, "Newsletter")
    accepted(ben, anna, "Retouren")
    every_day_at_nine(anna)
    anna.presses("Eigene Fragen")
    assert "Mit wem?" in anna.told
    anna.presses_id("checkin.questions", row=0)
    anna.fills(questions="Was brauchst du?\n\nWie viele Stunden noch?\nWas brauchst du?")
    assert "Für Carla stelle ich zwei Fragen dazu." in anna.told
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Was brauchst du? · Wie viele Stunden noch?", "Für Ben")
    anna.presses("Läuft", on="Newsletter: läuft?")
    carla.is_not_rung()  # her questions are still open
    anna.presses("Antworten")
    assert [put.hint for put in anna.form.inputs] == ["Was brauchst du?", "Wie viele Stunden noch?"]
    first, second = (put.name for put in anna.form.inputs)
    anna.fills(**{first: "Das Passwort", second: "Zwei"})
    carla.is_rung("Newsletter: on track", "Was brauchst du?", "Das Passwort", "Wie viele Stunden noch?", "Zwei")
    anna.presses("Stimmt so")
    ben.is_rung("Retouren: läuft")
    assert not ben.sees("Passwort")
    anna.presses("Antworten")
    anna.fills(**{first: ""})
    assert "Das Passwort" not in carla.message("How it is going").text
    carla.is_not_rung()


def test_one_tap_is_enough_with_questions_too(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("checkin fragen")
    anna.fills(questions="Was brauchst du?")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Stimmt so")
    carla.is_rung("Newsletter: on track")
    assert "Was brauchst du?" not in carla.message("How it is going").text


def test_taken_out_they_are_asked_no_more_and_what_was_said_stays(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("checkin questions")
    anna.fills(questions="Was brauchst du?")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Antworten")
    anna.fills(**{anna.form.inputs[0].name: "Ruhe"})
    anna.runs("checkin fragen")
    anna.fills(questions="")
    assert "Für Carla frage ich sonst nichts." in anna.told
    anna.presses("Läuft")
    carla.is_rung("Was brauchst du?", "Ruhe")
    anna.forges("checkin.answers|checkin=1|engagement=1")
    assert "Eigene Fragen gibt es hier nicht mehr." in anna.told


@pytest.mark.parametrize("typed", ["eins\nzwei\ndrei\nvier", "x" * 101])
def test_too_many_or_too_long(pair: tuple[Someone, Someone], typed: str) -> None:
    _, anna = pair
    anna.runs("checkin fragen")
    anna.fills(questions=typed)
    assert "Höchstens 3 Fragen" in anna.problems["questions"]


def test_nobody_answers_or_asks_for_another_pair(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    ben, dana = world.person("Ben"), world.person("Dana")
    world.together(ben, dana, room="shop")
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    for forged in ("checkin.answers|checkin=1|engagement=2", "checkin.questions|engagement=2"):
        anna.forges(forged)
        assert "Das gehört hier nicht zu dir" in anna.told


# A client suggests


@pytest.mark.both_databases
def test_a_client_suggests_and_the_va_takes_it_up_in_one_tap(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    carla.runs("checkin")
    carla.fills(rhythm="Tuesdays and Thursdays", questions="What do you need?")
    assert "Anna hears what you would like, and decides." in carla.told
    anna.is_rung("Carla würde gern Di und Do hören, wie es läuft.", "What do you need?", "Ob und wann, bestimmst du")
    anna.presses("Passt mir")
    assert "Ich frage dich Di und Do um 9 Uhr" in anna.told
    carla.is_rung("Anna has taken up what you suggested")
    assert anna.buttons("Carla würde gern") == []
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Wie läuft es?", "What do you need?")


def test_whoever_has_a_plan_looks_at_the_form_first(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    every_day_at_nine(anna)
    carla.runs("checkin every second Thursday")
    carla.fills()
    anna.presses("Passt mir")
    values = {put.name: put.value for put in anna.form.inputs}
    assert (values["rhythm"], values["days"]) == ("jeden zweiten Do", "")
    anna.fills(rhythm="", days="0,3")
    assert "Ich frage dich Mo und Do um 9 Uhr" in anna.told
    carla.is_rung("Anna has taken up what you suggested")


def test_or_leaves_it(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    carla.runs("checkin suggest daily")
    carla.fills()
    anna.presses("So lassen")
    assert "Es bleibt alles, wie es ist; Carla erfährt das." in anna.told
    carla.is_rung("Anna would rather leave the check-ins as they are.")
    for action in ("take", "change", "leave"):
        anna.forges(f"suggestion.{action}|suggestion=1")
        assert "Darauf hast du schon geantwortet." in anna.told
    anna.runs("checkin jetzt")
    assert "Du hast noch keine Check-ins" in anna.told


def test_a_newer_suggestion_takes_the_place_of_the_older_one(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    for rhythm in ("Mondays", "Fridays"):
        carla.runs(f"checkin {rhythm}")
        carla.fills()
    assert anna.buttons("gern Mo hören") == []
    assert "Inzwischen hat Carla etwas anderes vorgeschlagen." in anna.message("gern Mo hören").text
    anna.forges("suggestion.take|suggestion=1")
    assert "Darauf hast du schon geantwortet" not in anna.told
    anna.presses("Anderer Rhythmus", on="gern Fr hören")
    anna.fills(time="halb zehn")
    assert "Ich frage dich Fr um 9:30 Uhr" in anna.told


def test_a_suggestion_waits_for_working_time_and_is_only_for_the_va(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    world.travel_to(MONDAY_TEN + timedelta(hours=11))
    carla.runs("checkin Mondays")
    carla.fills()
    anna.is_not_rung()
    carla.forges("suggestion.take|suggestion=1")
    assert "isn't between you and me" in carla.told
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Carla würde gern Mo hören")


@pytest.mark.parametrize(
    ("values", "problem"),
    [({"rhythm": "every 5 minutes"}, "rhythm"), ({"rhythm": "Mon", "questions": "x" * 150}, "questions")],
)
def test_what_cannot_be_suggested(pair: tuple[Someone, Someone], values: dict[str, str], problem: str) -> None:
    carla, _ = pair
    carla.runs("checkin")
    carla.fills(**values)
    assert set(carla.problems) == {problem}


def test_with_several_vas_one_is_picked_and_whoever_is_both_says_suggest(world: World) -> None:
    carla, anna, dana = world.person("Carla"), world.person("Anna"), world.person("Dana")
    world.together(carla, anna, room="one")
    world.together(carla, dana, room="two")
    world.together(anna, dana, room="three")
    carla.runs("checkin Mondays")
    carla.fills(whom="2")
    dana.is_rung("Carla would like to hear on Mon how it is going.")
    anna.is_not_rung()
    anna.runs("checkin")
    assert anna.form.action == "checkin"
    anna.runs("checkin suggest Fridays")
    anna.fills()
    dana.is_rung("Anna would like to hear on Fri how it is going.")


# News of one task


@pytest.mark.both_databases
def test_a_client_asks_for_news_and_one_tap_answers(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    carla.presses_id("task.more", on="Newsletter")
    carla.presses("How is it going?")
    assert "Anna is asked how Newsletter is going." in carla.told
    anna.is_rung("@Anna", "Carla wüsste gern, wie es mit Newsletter läuft.")
    anna.presses_id("news.at_risk")
    assert "Carla erfährt, wie es mit Newsletter läuft." in anna.told
    carla.is_rung("@Carla", "Anna sagt: Newsletter wackelt.")
    assert "Deine Antwort: wackelt." in anna.message("wollte wissen").text
    anna.presses_id("news.line")
    anna.fills(note="Mir fehlt ein Bild")
    assert "Mir fehlt ein Bild" in carla.message("Anna sagt").text
    anna.presses_id("news.on_track")
    assert "Newsletter läuft." in carla.message("Anna sagt").text
    carla.is_not_rung()  # changed, silently


def test_once_a_day_at_most(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    carla.forges("task.news|task=1")
    anna.catches_up()
    carla.forges("task.news|task=1")
    assert "You have asked about Newsletter already." in carla.told
    anna.presses_id("news.blocked")
    carla.forges("task.news|task=1")
    assert "Newsletter is blocked." in carla.told  # what she has said today is told at once
    world.travel(days=1)
    anna.catches_up()
    carla.forges("task.news|task=1")
    anna.is_rung("Carla wüsste gern")
    world.travel(days=1)
    anna.catches_up()
    carla.forges("task.news|task=1")
    assert "You have asked about Newsletter already." in carla.told  # one question waits, a second is none
    anna.is_not_rung()


def test_what_was_said_at_a_check_in_today_is_told_at_once(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Blog")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Hängt", on="Newsletter: läuft?")
    carla.forges("task.news|task=1")
    assert "Anna is asked" in carla.told  # said, but not sent: it is still hers
    anna.presses("Stimmt so")
    anna.catches_up()
    carla.forges("task.news|task=2")
    assert "Blog is on track." in carla.told
    anna.is_not_rung()


def test_asked_in_the_evening_answered_by_the_check_in_of_the_morning(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    """What waits for working time is not asked twice."""
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    anna.runs("checkin werktags 8 Uhr")
    world.travel_to(MONDAY_TEN + timedelta(hours=12))
    anna.catches_up()
    carla.forges("task.news|task=1")
    world.travel_to(TUESDAY_NINE_IN_LISBON.replace(hour=8))
    anna.is_rung("Wie läuft es?")
    anna.presses("Stimmt so")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_not_rung()
    world.travel(days=1)
    carla.forges("task.news|task=1")  # that one was answered; this is another day
    assert "Anna is asked" in carla.told


def test_only_the_client_asks_and_only_the_va_answers_and_only_what_is_open(
    world: World, pair: tuple[Someone, Someone]
) -> None:
    carla, anna = pair
    dana = world.person("Dana")
    accepted(carla, anna, "Newsletter")
    anna.forges("task.news|task=1")
    assert "Carla" in anna.told
    carla.forges("task.news|task=1")
    for forged in ("news.on_track|news=1", "news.line|news=1"):
        carla.forges(forged)
        assert "Anna" in carla.told
        dana.forges(forged)
        assert "isn't between you and me" in dana.told
        anna.forges(forged.replace("1", "9"))
        assert "Das gehört hier nicht zu dir" in anna.told
    carla.forges("task.withdraw|task=1")
    anna.forges("news.on_track|news=1")
    assert not carla.sees("Anna sagt")
    carla.forges("task.news|task=1")
    assert "Newsletter" in carla.told


def test_news_make_the_next_check_in_needless(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Diesmal auslassen")
    world.travel(hours=1)
    carla.forges("task.news|task=1")
    anna.presses_id("news.on_track")
    anna.catches_up()
    world.travel_to(TUESDAY_NINE_IN_LISBON + timedelta(days=1))
    anna.is_not_rung()
    world.travel(days=1)
    anna.is_rung("Newsletter: läuft? Wie am Di., 24. Nov. gesagt.")


# The other way round


def test_the_same_with_the_languages_changed(world: World) -> None:
    """A German client, an English-speaking VA: suggested, taken up, asked, reminded, answered, news, closed."""
    ben, dana = world.person("Ben", "de", "Europe/Vienna"), world.person("Dana", "en", "Europe/Lisbon")
    world.together(ben, dana, language="en")
    accepted_in_english(ben, dana, "Returns")
    ben.runs("checkin werktags")
    ben.fills(questions="Was fehlt noch?")
    assert "Dana liest, was du dir wünschst, und entscheidet." in ben.told
    dana.is_rung("Ben would like to hear on Mon–Fri how it is going.", "And would like to know:", "Was fehlt noch?")
    dana.presses("Fine with me")
    assert "I'll ask you on Mon–Fri at 9:00, if anything is open." in dana.told
    ben.is_rung("Dana hat deinen Vorschlag für die Check-ins aufgegriffen.")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    dana.is_rung(
        "One task is open. How is it going?",
        "This is how it looks from what I know. Is that right?",
        "For Ben",
        "Returns: on track? Accepted on Mon 23 Nov.",
        "You asked for this on Mon–Fri at 9:00.",
    )
    world.travel(hours=6.4)
    dana.is_rung("One task of the check-in is open until Tue 24 Nov, 17:00.", "I remind you once.")
    dana.presses("At risk", on="Returns: on track?")
    dana.presses("Answer")
    dana.fills(**{dana.form.inputs[0].name: "A password"})
    assert "On its way to Ben. You can still change your answers." in dana.told
    ben.is_rung("So läuft es bei Dana:", "Returns: wackelt", "Was fehlt noch?", "A password")
    ben.forges("task.news|task=1")
    assert "Dana hat am Di., 24. Nov., 16:24 Uhr gesagt: Returns wackelt." in ben.told
    world.travel(days=1)
    dana.catches_up()
    ben.forges("task.news|task=1")
    assert "Ich frage Dana, wie es mit Returns läuft." in ben.told
    dana.is_rung("Ben would like to know how Returns is going.")
    dana.presses_id("news.on_track")
    ben.is_rung("Dana says: Returns is on track.")
    dana.presses("Skip this one")
    assert "Skipped. The next one comes as planned." in dana.told
    world.travel(days=3)  # none on Thursday: Ben has had news of all; on Friday nobody answers
    assert dana.sees("This check-in is over. The next one comes Mon 30 Nov, 9:00.")


def accepted_in_english(client: Someone, va: Someone, title: str) -> None:
    client.runs("neu")
    client.fills(title=title)
    va.presses("Accept", on=title)
    client.catches_up()
    va.catches_up()
