"""Check-ins: drafts, the window and its one reminder, rhythms, and when there is none."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.features.test_checkin import TUESDAY_NINE_IN_LISBON, accepted, every_day_at_nine
from tests.world import Someone, World

WEDNESDAY = TUESDAY_NINE_IN_LISBON + timedelta(days=1)


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


# Drafts


@pytest.mark.both_databases
def test_one_tap_says_it_all_to_every_client(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(carla, anna)
    world.together(ben, anna, room="shop")
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Blog")
    accepted(ben, anna, "Retouren")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("So sieht es nach dem aus, was ich weiß – stimmt das?", "Für Carla", "Für Ben", "Retouren: läuft?")
    anna.presses("Stimmt so")
    assert "Ist unterwegs an Carla und Ben." in anna.told
    carla.is_rung("Newsletter: on track", "Blog: on track")
    ben.is_rung("Retouren: läuft")
    for each, other in ((carla, "Retouren"), (ben, "Newsletter")):
        assert not each.sees(other)
    card = anna.message("3 Aufgaben sind offen").text
    assert "stimmt das?" not in card
    assert "An Carla und Ben geschickt" in card
    assert "Stimmt so" not in anna.buttons("3 Aufgaben sind offen")


def test_what_she_said_herself_stays_when_the_rest_is_right(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Blog")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Hängt")
    carla.is_not_rung()
    anna.presses("Stimmt so")
    carla.is_rung("Newsletter: blocked", "Blog: on track")


def test_a_draft_knows_what_happened_since(pair: tuple[Someone, Someone], world: World) -> None:
    """Accepted; a question that waits, then is answered; another date; a result that came back."""
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    anna.runs("checkin")
    anna.fills(days="1,3", time="9")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Newsletter: läuft? Zugesagt am Mo., 23. Nov.")
    anna.presses("Stimmt so")
    accepted(carla, anna, "Blog")
    anna.presses("Rückfrage", on="Newsletter")
    anna.fills(question="Welcher Shop?")
    anna.catches_up()
    world.travel_to(WEDNESDAY + timedelta(days=1))
    anna.is_rung(
        "Newsletter: wackelt? Deine Frage vom Di., 24. Nov., ist noch offen.",
        "Blog: läuft? Zugesagt am Di., 24. Nov.",
    )
    carla.says("The new one", under="Newsletter")
    anna.presses("Wackelt", on="Newsletter: wackelt?")
    anna.presses("Anderer Termin", on="Blog")
    anna.fills(due="15. Dezember")
    carla.presses_id("task.agree", on="Blog")
    anna.catches_up()
    world.travel(days=5)
    anna.catches_up()
    card = anna.message("2 Aufgaben sind offen").text
    assert "Newsletter: wackelt? Wie am Do., 26. Nov. gesagt." in card
    assert "Blog: läuft? Neuer Termin seit Do., 26. Nov." in card
    anna.presses("Abgeben", on="Blog")
    anna.fills(note="Fertig")
    anna.presses("Stimmt so")
    assert "Seit dem letzten Mal abgegeben: Blog" in anna.message("Eine Aufgabe ist offen").text
    assert "Handed in since last time: Blog" in carla.message("How it is going").text
    carla.presses_id("task.change", on="Blog")
    carla.fills(change="Shorter")
    world.travel(days=2)
    assert "Blog: läuft? Noch einmal bei dir seit Di., 1. Dez." in anna.message("2 Aufgaben sind offen").text


def test_a_draft_says_when_the_wished_date_is_over(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    carla.runs("new")
    carla.fills(title="Newsletter", due="today 17:00")
    anna.presses("Zusagen")
    every_day_at_nine(anna)
    anna.catches_up()
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Newsletter: wackelt? Gewünscht war es für Mo., 23. Nov.")
    carla.catches_up()
    anna.presses("Stimmt so")
    carla.is_rung("Newsletter: at risk")


def test_a_draft_is_said_as_it_was_shown(pair: tuple[Someone, Someone], world: World) -> None:
    """The answer comes between the card and the tap: she confirms what she has read."""
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.presses("Rückfrage", on="Newsletter")
    anna.fills(question="Welcher Shop?")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    assert "Newsletter: wackelt?" in anna.message("Eine Aufgabe ist offen").text
    carla.says("The new one", under="Newsletter")
    carla.catches_up()
    anna.presses("Stimmt so")
    carla.is_rung("Newsletter: at risk")


# More than fits on a card


def asked_about(world: World, clients: list[Someone], anna: Someone, each: int) -> None:
    """So many tasks of each of them, in turn, and a question besides; then it is nine o'clock."""
    for number in range(each):
        for client in clients:
            accepted(client, anna, f"{client.name} {number}")
    for engagement in range(1, len(clients) + 1):
        anna.forges(f"checkin.questions|engagement={engagement}")
        anna.fills(questions="Was brauchst du?")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)


@pytest.fixture
def three(world: World, pair: tuple[Someone, Someone]) -> tuple[Someone, Someone, Someone]:
    carla, anna = pair
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(ben, anna, room="shop")
    return carla, ben, anna


def test_own_questions_come_up_when_the_tasks_are_answered(
    three: tuple[Someone, Someone, Someone], world: World
) -> None:
    carla, ben, anna = three
    asked_about(world, [carla, ben], anna, 2)
    assert "Antworten" not in anna.buttons("4 Aufgaben sind offen")
    assert "Für Ben · Was brauchst du?" in anna.message("4 Aufgaben sind offen").text
    anna.presses("Stimmt so")
    carla.is_rung("Carla 0: on track", "Carla 1: on track")
    assert anna.buttons("4 Aufgaben sind offen").count("Antworten") == 2
    for answer in ("Das Passwort", "Ruhe"):
        anna.presses("Antworten", on="4 Aufgaben sind offen")
        anna.fills(**{anna.form.inputs[0].name: answer})
    assert "Antworten" not in anna.buttons("4 Aufgaben sind offen")  # what was answered makes room
    assert "Das Passwort" in carla.message("How it is going").text
    assert "Ruhe" in ben.message("So läuft es bei Anna").text


def test_all_of_it_in_pages_by_client(three: tuple[Someone, Someone, Someone], world: World) -> None:
    carla, ben, anna = three
    asked_about(world, [carla, ben], anna, 3)
    carla.forges("task.withdraw|task=1")
    anna.presses("Alle zeigen")
    page = anna.told.splitlines()
    assert page[0] == "Danach fragt dieser Check-in:"
    assert [line.partition(": ")[0] for line in page[1:]] == [
        "Für Carla",
        "Carla 1",
        "Carla 2",
        "Für Ben",
        "Ben 0",
        "Ben 1",
    ]
    ben.forges("task.withdraw|task=2")  # what is gone moves nothing to another page
    anna.presses("Weitere zeigen")
    page = anna.told.splitlines()
    assert [line.partition(": ")[0] for line in page[1:]] == [
        *("Für Ben", "Ben 2", "Was brauchst du?"),
        *("Für Carla", "Was brauchst du?"),
    ]
    assert "Weitere zeigen" not in anna.buttons("Danach fragt")
    anna.presses_id("checkin.blocked", on="Danach fragt")
    assert anna.told == "Notiert."
    anna.presses_id("checkin.line", on="Danach fragt")
    anna.fills(note="Mir fehlt das Passwort")
    anna.presses("Senden")
    ben.is_rung("Ben 2: hängt", "Mir fehlt das Passwort")
    assert not carla.sees("How it is going")


def test_every_answer_can_be_changed_when_it_is_over(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    asked_about(world, [carla], anna, 6)
    anna.presses("Stimmt so")
    world.travel(hours=9)
    anna.presses("Alle zeigen")
    assert anna.buttons("Danach fragt").count("Hängt") == 4
    anna.presses("Weitere zeigen")
    assert "Was brauchst du?" not in anna.told  # it asks for nothing more
    anna.presses_id("checkin.blocked", on="Carla 4: läuft", row=1)
    assert "Carla 5: blocked" in carla.message("How it is going").text
    world.travel(hours=15)
    anna.forges("checkin.all|checkin=1|first=1")
    assert "Es gibt einen neueren Check-in" in anna.told
    anna.presses("Diesmal auslassen")
    anna.forges("checkin.all|checkin=2|first=1")
    assert anna.told == "Der Check-in braucht nichts mehr."


def test_five_buttons_are_the_most(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    for number in range(5):
        accepted(carla, anna, f"Aufgabe {number}")
    every_day_at_nine(anna)
    world.travel_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    anna.presses("Wackelt", on="5 Aufgaben sind offen")
    buttons = ["Stimmt so", "Senden", "Diesmal auslassen", "Seltener fragen", "Alle zeigen"]
    assert anna.buttons("5 Aufgaben sind offen")[-5:] == buttons


def test_what_fits_needs_no_pages(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    asked_about(world, [carla], anna, 3)
    assert "Antworten" in anna.buttons("3 Aufgaben sind offen")
    assert "Alle zeigen" not in anna.buttons("3 Aufgaben sind offen")


# The window


@pytest.mark.both_databases
def test_one_reminder_at_four_fifths_then_it_closes_without_reproach(
    pair: tuple[Someone, Someone], world: World
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Wie läuft es?")
    world.travel(hours=6, minutes=23)
    anna.is_not_rung()
    world.travel(minutes=1)  # 9 to 17 o'clock: 15:24
    anna.is_rung("Eine Aufgabe im Check-in ist noch offen, bis Di., 24. Nov., 17 Uhr.", "Ich erinnere nur einmal.")
    assert anna.buttons("im Check-in") == ["Stimmt so", "Diesmal auslassen", "Später", "Weniger davon"]
    world.travel_to(TUESDAY_NINE_IN_LISBON.replace(hour=17))
    anna.is_not_rung()
    card = anna.message("Dieser Check-in ist vorbei")
    assert card.text.startswith("Dieser Check-in ist vorbei. Der nächste kommt Mi., 25. Nov., 9 Uhr.")
    assert anna.buttons("Dieser Check-in ist vorbei") == ["Jetzt fragen"]
    assert anna.sees("Der Check-in braucht nichts mehr.")
    carla.is_not_rung()
    world.travel(hours=1)
    anna.is_not_rung()


def test_the_reminder_is_put_off_only_to_where_it_still_makes_sense(
    pair: tuple[Someone, Someone], world: World
) -> None:
    """The window closes at five; what comes back after that would be about nothing any more."""
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    world.travel(hours=7, minutes=10)
    anna.catches_up()
    anna.presses("Später", on="im Check-in")
    assert anna.buttons("Wann soll") == ["In 20 Minuten"]
    anna.presses("In 20 Minuten")
    world.travel(minutes=20)
    anna.is_rung("im Check-in")


def test_too_late_for_any_moment(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    world.travel(hours=7, minutes=50)
    anna.presses("Später", on="im Check-in")
    assert anna.told == "Dafür bleibt keine Zeit mehr: Vorher ist es vorbei."


def test_whoever_asks_on_a_day_off_is_asked(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("abwesend heute")
    anna.fills()
    anna.runs("checkin jetzt")
    assert anna.told == "Ich habe dich in den Direktnachrichten gefragt."
    assert "Du wolltest jetzt gefragt werden." in anna.message("Wie läuft es?").text
    anna.presses("Stimmt so", on="Wie läuft es?")
    assert "Ist unterwegs an Carla." in anna.told


def test_off_and_on_again_by_a_word(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("checkin aus")
    assert anna.told.startswith("Dann gibt es keine Check-ins.")
    anna.runs("checkin jetzt")
    anna.runs("checkin weiter")
    assert anna.told.startswith("Ich frage dich Mo–Fr um 9 Uhr")


def test_answered_from_the_reminder(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    world.travel(hours=6.5)
    anna.catches_up()
    anna.presses("Stimmt so", on="im Check-in")
    carla.is_rung("Newsletter: on track")
    assert anna.sees("Der Check-in braucht nichts mehr.")
    world.travel(hours=3)
    anna.is_not_rung()


@pytest.mark.parametrize("tap", ["Läuft", "Diesmal auslassen", "Stimmt so"])
def test_whoever_has_said_something_about_all_is_not_reminded(
    pair: tuple[Someone, Someone], world: World, tap: str
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses(tap)
    anna.catches_up()
    world.travel(hours=12)
    anna.is_not_rung()


def test_what_was_partly_sent_is_not_left_out_from_the_reminder(pair: tuple[Someone, Someone], world: World) -> None:
    """Whoever was told that their answers can be changed finds them there."""
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Blog")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Hängt", on="Newsletter: läuft?")
    anna.presses("Senden")
    world.travel(hours=6.5)
    assert anna.buttons("im Check-in") == ["Stimmt so", "Später", "Weniger davon"]
    anna.forges("checkin.skip|checkin=1")
    assert "An Carla ist schon etwas geschickt." in anna.told
    assert "Newsletter: hängt" in anna.message("2 Aufgaben sind offen").text


def test_what_was_said_goes_out_when_it_closes(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Blog")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Ein Satz dazu", on="Newsletter")
    anna.fills(note="Mir fehlt das Passwort")
    anna.presses("Hängt")
    carla.is_not_rung()
    assert "Was du gesagt hast, geht spätestens am Di., 24. Nov., 17 Uhr hinaus." in anna.message("2 Aufgaben").text
    world.travel(hours=23)  # at 17 o'clock in Lisbon it is after work for her; it comes when she begins
    carla.is_rung("Newsletter: blocked", "Mir fehlt das Passwort")
    assert "Blog" not in carla.message("How it is going").text
    anna.presses("Wackelt")  # editable afterwards: the summary with it, silently
    carla.is_not_rung()
    assert "Newsletter: at risk" in carla.message("How it is going").text


def test_a_part_day_has_its_own_window(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    anna.runs("zeiten Mo–Fr 9–13 Uhr")
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.catches_up()
    world.travel(hours=3, minutes=12)
    anna.is_rung("noch offen, bis Di., 24. Nov., 13 Uhr")


def test_a_reminder_that_comes_too_late_does_not_come(pair: tuple[Someone, Someone], world: World) -> None:
    """Asked on a day without hours: the window is eight hours, and nobody is reminded outside working time."""
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    anna.runs("checkin Sa 9 Uhr")
    world.travel_to(datetime(2026, 11, 28, 9, tzinfo=UTC))
    anna.is_rung("Wie läuft es?")
    world.travel(days=3)
    anna.is_not_rung()
    assert anna.sees("Dieser Check-in ist vorbei")


# A client who was away


def test_after_an_absence_only_what_holds_is_told_and_from_when_it_is(
    pair: tuple[Someone, Someone], world: World
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Blog")
    every_day_at_nine(anna)
    carla.runs("away 24.11. to 27.11.")
    carla.fills()
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Stimmt so")
    anna.presses("Abgeben", on="Blog")
    anna.fills(note="Fertig")
    for outlook in ("Wackelt", "Hängt"):
        world.travel(days=1)
        anna.presses(outlook, on="Newsletter")
    carla.catches_up()
    world.travel_to(datetime(2026, 11, 30, 9, 30, tzinfo=UTC))
    (back,) = [each for each in carla.rings() if "How it is going" in each]
    assert back.count("How it is going") == 2
    assert "How it is going, from Anna (as of Tue 24 Nov): Blog: on track" in back  # nothing newer is known of it
    assert "How it is going, from Anna (as of Thu 26 Nov): Newsletter: blocked" in back
    assert "Newsletter: on track" not in back
    assert "at risk" not in back


def test_what_was_said_to_own_questions_is_not_lost_among_newer_summaries(
    pair: tuple[Someone, Someone], world: World
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("checkin fragen")
    anna.fills(questions="Was brauchst du?")
    carla.runs("away 24.11. to 27.11.")
    carla.fills()
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Antworten")
    anna.fills(**{anna.form.inputs[0].name: "Das Passwort"})
    anna.presses("Stimmt so")
    world.travel(days=1)
    anna.presses("Stimmt so")
    carla.catches_up()
    world.travel_to(datetime(2026, 11, 30, 8, 30, tzinfo=UTC))
    (back,) = [each for each in carla.rings() if "How it is going" in each]
    assert "(as of Tue 24 Nov): Was brauchst du? Das Passwort" in back
    assert "(as of Wed 25 Nov): Newsletter: on track" in back
    assert back.count("Newsletter") == 1


# When there is none


def test_no_check_in_for_a_client_who_has_heard_of_all_since(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(carla, anna)
    world.together(ben, anna, room="shop")
    accepted(carla, anna, "Newsletter")
    accepted(ben, anna, "Retouren")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Stimmt so")
    anna.presses("Rückfrage", on="Newsletter")
    anna.fills(question="Welcher Shop?")
    anna.catches_up()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen", "Retouren")
    assert "Newsletter" not in anna.message("Eine Aufgabe ist offen").text
    anna.presses("Stimmt so")
    anna.presses("Anderer Termin", on="Retouren")
    anna.fills(due="Freitag 15 Uhr")
    carla.says("The new one", under="Newsletter")
    anna.presses("Anderer Termin", on="Newsletter")
    anna.fills(due="Freitag 15 Uhr")
    anna.catches_up()
    world.travel(days=1)
    anna.is_not_rung()  # both have had news of all
    world.travel(days=1)
    anna.is_rung("2 Aufgaben sind offen")


def test_asked_on_demand_today_is_enough_and_stays_to_be_answered(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON.replace(hour=7))
    anna.runs("checkin jetzt")
    world.travel_to(TUESDAY_NINE_IN_LISBON.replace(hour=10))
    carla.catches_up()
    anna.presses("Hängt")  # nothing newer took its place
    carla.is_rung("Newsletter: blocked")


def test_a_new_one_takes_the_place_of_the_one_before(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.runs("checkin jetzt")
    assert anna.sees("Dieser Check-in ist vorbei.")
    anna.presses("Stimmt so")
    assert "Newsletter: on track" in carla.message("How it is going").text


# Rhythms


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("jeden zweiten Donnerstag um 9 Uhr", "Ich frage dich jeden zweiten Do um 9 Uhr"),
        ("every second Thursday at 9am", "Ich frage dich jeden zweiten Do um 9 Uhr"),
        ("am letzten Werktag im Monat um 10", "Ich frage dich am letzten Werktag im Monat um 10 Uhr"),
    ],
)
def test_a_rhythm_behind_the_command(pair: tuple[Someone, Someone], typed: str, said: str) -> None:
    _, anna = pair
    anna.runs(f"checkin {typed}")
    assert said in anna.told
    assert "Der nächste kommt" in anna.told


@pytest.mark.both_databases
def test_every_second_thursday(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    anna.runs("checkin jeden zweiten Donnerstag um 9 Uhr")
    asked = []
    for _ in range(35):
        world.travel(days=1)
        asked += [ring for ring in anna.rings() if "Wie läuft es?" in ring]
    assert len(asked) == 3  # 26 November, 10 and 24 December
    assert "Du wolltest das jeden zweiten Do um 9 Uhr." in asked[0]


def test_a_rhythm_in_the_form_holds_before_the_days_and_comes_back_in_it(pair: tuple[Someone, Someone]) -> None:
    _, anna = pair
    anna.runs("checkin")
    anna.fills(rhythm="am 1. und 15.")
    assert "Ich frage dich am 1. und 15. im Monat um 9 Uhr" in anna.told
    anna.runs("checkin")
    values = {put.name: put.value for put in anna.form.inputs}
    assert (values["days"], values["rhythm"]) == ("", "am 1. und 15. im Monat")
    anna.fills(rhythm="", days="0")
    assert "Ich frage dich Mo um 9 Uhr" in anna.told


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("alle 5 Minuten", "Öfter als einmal am Tag frage ich nicht"),
        ("bei Vollmond", "verstehe ich nicht als Rhythmus"),
        ("monatlich", "An welchem Tag?"),
        ("jede Woche", "An welchem Tag?"),
        ("alle zwei Wochen", "An welchem Tag?"),
        ("once a month", "An welchem Tag?"),
        ("every third Thursday", "Das kann zweierlei heißen."),
        ("jeden dritten Do", "Das kann zweierlei heißen."),
    ],
)
def test_what_cannot_be_a_rhythm(pair: tuple[Someone, Someone], typed: str, why: str) -> None:
    _, anna = pair
    anna.runs("checkin")
    anna.fills(rhythm=typed)
    assert why in anna.problems["rhythm"]
    anna.runs(f"checkin {typed}")
    assert why in anna.told
    anna.presses("Check-ins einrichten")
    assert anna.form.action == "checkin"


def test_five_in_a_row_without_news_and_a_rarer_rhythm_is_offered(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    for day in (24, 25, 26, 27, 30):
        world.travel_to(datetime(2026, 11, day, 9, tzinfo=UTC))
        assert "Seltener fragen" not in anna.buttons("Eine Aufgabe ist offen")
        anna.presses("Stimmt so")
    world.travel(days=1)
    assert "Die letzten fünf brachten nichts Neues. Reicht es Mo und Do?" in anna.message("Eine Aufgabe ist offen").text
    anna.presses("Seltener fragen")
    assert "Ich frage dich Mo und Do um 9 Uhr" in anna.told
    assert "Reicht es" not in anna.message("Eine Aufgabe ist offen").text
    assert "Seltener fragen" not in anna.buttons("Eine Aufgabe ist offen")
    anna.forges("checkin.rarer|checkin=6")
    assert "Dieses Angebot gilt nicht mehr" in anna.told
    anna.presses("Stimmt so")
    assert "Reicht es" not in anna.message("Eine Aufgabe ist offen").text
    anna.catches_up()
    world.travel(days=1)
    anna.is_not_rung()
    offered = []
    for _ in range(6):
        world.travel(days=1)
        while not anna.rings():
            world.travel(days=1)
        anna.catches_up()
        offered.append("Seltener fragen" in anna.buttons("Eine Aufgabe ist offen"))
        anna.presses("Stimmt so")
    assert offered == [False] * 5 + [True]


def test_whoever_chooses_a_rhythm_of_their_own_is_not_offered_a_rarer_one_any_more(
    pair: tuple[Someone, Someone], world: World
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert "Seltener fragen" in anna.buttons("Eine Aufgabe ist offen")
    anna.runs("checkin Di und Fr")
    assert "Seltener fragen" not in anna.buttons("Eine Aufgabe ist offen")


@pytest.mark.parametrize("news", ["Wackelt", "line"])
def test_news_among_the_five_and_nothing_is_offered(pair: tuple[Someone, Someone], world: World, news: str) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    for day in (24, 25, 26, 27, 30):
        world.travel_to(datetime(2026, 11, day, 9, tzinfo=UTC))
        if day == 26 and news == "line":
            anna.presses("Ein Satz dazu")
            anna.fills(note="Die Hälfte steht")
        if day == 26 and news != "line":
            anna.presses(news)
        anna.presses("Stimmt so") if day != 26 or news == "line" else None
    world.travel(days=1)
    assert "Seltener fragen" not in anna.buttons("Eine Aufgabe ist offen")


def test_an_offer_that_is_left_alone_does_not_come_the_next_time(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert "Seltener fragen" in anna.buttons("Eine Aufgabe ist offen")
    world.travel(days=1)
    assert "Seltener fragen" not in anna.buttons("Eine Aufgabe ist offen")
