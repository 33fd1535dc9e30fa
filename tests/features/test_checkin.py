"""Check-ins."""

from datetime import UTC, datetime

import pytest

from data.queries import checkins
from tests.world import Someone, World

TUESDAY_NINE_IN_LISBON = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    return carla, anna


def accepted(carla: Someone, anna: Someone, title: str) -> None:
    carla.runs("new")
    carla.fills(title=title)
    anna.presses("Zusagen", on=title)
    carla.catches_up()
    anna.catches_up()


def every_day_at_nine(anna: Someone) -> None:
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="9 Uhr")
    assert "Ich frage dich Mo–Fr um 9 Uhr" in anna.told


@pytest.mark.both_databases
def test_asked_at_nine_her_time_answered_with_a_tap_summed_up_in_his_language(
    pair: tuple[Someone, Someone], world: World
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    assert world.deliveries[-1].at == TUESDAY_NINE_IN_LISBON
    anna.is_rung(
        "Eine Aufgabe ist offen. Wie läuft es?",
        "Für Carla",
        "Newsletter: läuft? Zugesagt am",
        "Du wolltest das Mo–Fr um 9 Uhr.",
    )
    assert anna.buttons("Wie läuft es?") == [
        *("Läuft", "Wackelt", "Hängt", "Ein Satz dazu"),
        *("Stimmt so", "Diesmal auslassen"),
    ]
    carla.is_not_rung()

    anna.presses("Wackelt")

    carla.is_rung("How it is going, from Anna:", "Newsletter: at risk")
    assert carla.message("How it is going").channel == carla.direct
    assert "An Carla geschickt" in anna.message("Wie läuft es?").text


def test_a_line_and_a_second_thought_edit_the_summary_silently(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Hängt")
    carla.catches_up()
    anna.presses("Ein Satz dazu")
    anna.fills(note="Mir fehlt das Passwort")
    anna.presses("Läuft")
    carla.is_not_rung()
    assert "Newsletter: on track" in carla.message("How it is going").text
    assert '"Mir fehlt das Passwort"' in carla.message("How it is going").text


def test_nothing_open_no_check_in(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    every_day_at_nine(anna)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.catches_up()
    world.travel(days=3)
    assert not anna.sees("Wie läuft es?")


def test_several_tasks_several_days(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    for number in range(6):
        accepted(carla, anna, f"Aufgabe {number}")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("6 Aufgaben sind offen", "Für Carla · Aufgabe 5: läuft?")
    for _ in range(5):
        anna.presses("Läuft")
    carla.is_not_rung()
    assert "Senden" in anna.buttons("Wie läuft es?")
    anna.presses("Senden")
    carla.is_rung("Aufgabe 0: on track")
    assert "Aufgabe 5" not in carla.message("How it is going").text
    world.travel(hours=12)
    anna.catches_up()
    world.travel(hours=12)
    anna.is_rung("6 Aufgaben sind offen")
    anna.forges("checkin.blocked|item=1")
    assert "Es gibt einen neueren Check-in" in anna.told


def test_whoever_is_nobodys_va_has_no_plan(world: World, pair: tuple[Someone, Someone]) -> None:
    carla, _ = pair
    for action in ("checkin.now", "checkin.rest", "checkin.rarer|checkin=1"):
        carla.forges(action)
        assert "You have no check-ins yet" in carla.told
    carla.forges("checkin.own")
    assert "Check-ins are for people who take on tasks" in carla.told
    stranger = world.person("Dana")
    stranger.runs("checkin")
    assert "Check-ins are for people who take on tasks" in stranger.told


def test_over_the_clock_change_it_stays_nine(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.travel_to(datetime(2027, 3, 26, 12, tzinfo=UTC))
    world.together(carla, anna)
    accepted(carla, anna, "Newsletter")
    anna.runs("checkin")
    anna.fills(days="0,4", time="9")
    world.travel_to(datetime(2027, 3, 29, 7, 59, tzinfo=UTC))
    anna.is_not_rung()
    world.travel(minutes=1)
    anna.is_rung("Wie läuft es?")


def test_two_clients_two_summaries_and_neither_holds_anything_of_the_other(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(carla, anna)
    world.together(ben, anna, room="shop")
    accepted(carla, anna, "Newsletter")
    accepted(ben, anna, "Retouren")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_rung("Für Carla", "Newsletter: läuft? Zugesagt am", "Für Ben", "Retouren: läuft?")
    anna.presses_id("checkin.on_track")
    anna.presses_id("checkin.blocked")
    carla.is_rung("Newsletter: on track")
    ben.is_rung("So läuft es bei Anna", "Retouren: hängt")
    assert not carla.sees("Retouren")
    assert not carla.sees("Ben")
    assert not ben.sees("Newsletter")
    assert not ben.sees("Carla")


def test_only_for_oneself(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    for custom_id in (
        *("checkin.blocked|item=1", "checkin.line|item=1", "checkin.send|checkin=1", "checkin.agree|checkin=1"),
        "checkin.all|checkin=1|first=1",
        *("checkin.skip|checkin=1", "checkin.answers|checkin=1|engagement=1", "checkin.questions|engagement=1"),
    ):
        carla.forges(custom_id)
        assert "isn't between you and me" in carla.told
    assert not carla.sees("How it is going")


def test_switched_off_and_on_again(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("checkin")
    anna.fills(wanted="off")
    assert "Dann gibt es keine Check-ins" in anna.told
    world.travel(days=2)
    anna.is_not_rung()
    anna.runs("checkin")
    anna.fills(wanted="on")
    world.travel(days=1)
    anna.is_rung("Wie läuft es?")


@pytest.mark.parametrize(
    ("values", "problem"),
    [({"time": "irgendwann"}, "time"), ({"days": ""}, "days"), ({"time": "25:00"}, "time"), ({"days": "9"}, "days")],
)
def test_what_cannot_be_a_plan(pair: tuple[Someone, Someone], values: dict[str, str], problem: str) -> None:
    _, anna = pair
    anna.runs("checkin")
    anna.fills(**values)
    assert set(anna.problems) == {problem}


def test_what_is_finished_before_it_was_answered_is_not_asked_about(
    pair: tuple[Someone, Someone], world: World
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Shop")
    every_day_at_nine(anna)
    accepted(carla, anna, "Blog")
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    world.travel(minutes=10)
    anna.catches_up()
    carla.forges("task.withdraw|task=1")
    anna.presses_id("task.submit", on="Blog")
    anna.fills(note="Fertig")
    card = anna.message("Eine Aufgabe ist offen").text
    assert "Newsletter" not in card
    assert "Seit dem letzten Mal abgegeben: Blog" in card
    assert not [ring for ring in anna.rings() if "offen" in ring]  # it is a silent edit
    carla.catches_up()
    anna.forges("checkin.on_track|item=1")
    assert "Newsletter ist nicht mehr offen" in anna.told
    anna.presses("Läuft")
    carla.is_rung("Shop: on track")


def test_a_line_about_what_was_withdrawn_meanwhile_is_not_kept(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    accepted(carla, anna, "Shop")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.forges("checkin.line|item=1")
    carla.forges("task.withdraw|task=1")
    anna.fills(note="Mir fehlt das Passwort")
    assert "Newsletter ist nicht mehr offen" in anna.told
    with world.playground.database.transaction() as session:
        assert checkins.items_of(session, [1])[0].note == ""
    anna.forges("checkin.line|item=1")
    assert anna.account not in world.playground.forms


def test_another_zone_is_another_nine_o_clock(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("einstellungen")
    anna.fills(zone="Manila")
    world.travel_to(datetime(2026, 11, 24, 1, tzinfo=UTC))
    anna.is_rung("Wie läuft es?")


def test_now_on_demand_and_then_not_again_on_that_day(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON.replace(hour=7))
    anna.runs("checkin jetzt")
    assert anna.sees("Eine Aufgabe ist offen. Wie läuft es?")
    world.travel(hours=8)
    anna.is_not_rung()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen. Wie läuft es?")


def test_now_with_nothing_open_or_without_a_plan(pair: tuple[Someone, Someone]) -> None:
    _, anna = pair
    anna.runs("checkin now")
    assert "Du hast noch keine Check-ins" in anna.told
    every_day_at_nine(anna)
    anna.presses("Jetzt fragen")
    assert "Es ist nichts offen" in anna.told


def test_one_is_skipped_without_a_reason(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.presses("Diesmal auslassen")
    assert "Ausgelassen. Der nächste kommt wie geplant." in anna.told
    assert anna.buttons("Ausgelassen") == []
    carla.is_not_rung()
    anna.catches_up()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen. Wie läuft es?")


@pytest.mark.both_databases
def test_the_next_one_is_skipped_and_the_one_after_it_comes(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.presses("Nächsten auslassen")
    assert "Der danach kommt" in anna.told
    anna.runs("settings")
    anna.fills(zone="Lissabon")  # what is planned anew keeps to it
    world.travel_to(TUESDAY_NINE_IN_LISBON)
    anna.is_not_rung()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen. Wie läuft es?")


def test_a_pause_has_an_end(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs("checkin pause")
    assert "Bis wann?" in anna.told
    anna.runs("checkin pause Freitag")
    assert "Bis dahin gibt es keine Check-ins" in anna.told
    anna.catches_up()
    world.travel(days=3)  # Thursday
    anna.is_not_rung()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen. Wie läuft es?")


@pytest.mark.parametrize(
    ("words", "following"),
    [
        ("pause heute", "Di., 24. Nov."),
        ("pause bis Donnerstag", "Do., 26. Nov."),
        ("pause eine Woche", "Mo., 30. Nov."),
        ("pause zwei Wochen", "Mo., 7. Dez."),
        ("pause diese Woche", "Mo., 30. Nov."),
        ("pause erst wieder ab dem 3.12.", "Do., 3. Dez."),
        ("pause bis nächste Woche", "Mo., 30. Nov."),
        ("pause until next week", "Mo., 30. Nov."),
        ("pause bis einschließlich Mittwoch", "Do., 26. Nov."),
        ("pause bis Mittwoch einschließlich", "Do., 26. Nov."),
        ("pause until and including Wednesday", "Do., 26. Nov."),
        ("pause through Wednesday", "Do., 26. Nov."),
        ("pause Mo-Mi", "Do., 26. Nov."),
        ("pause nächsten Montag", "Mo., 30. Nov."),
        ("pause einen Monat", "Mi., 23. Dez."),
    ],
)
def test_how_long_a_pause_is(pair: tuple[Someone, Someone], words: str, following: str) -> None:
    _, anna = pair
    every_day_at_nine(anna)
    anna.runs(f"checkin {words}")
    assert f"Der nächste kommt {following}" in anna.told


@pytest.mark.parametrize(
    "words",
    [
        "pause",
        *("pause nächste Woche", "pause 24.12. bis 2.1.", "pause ab Montag", "pause am Wochenende"),
        "pause am nächsten Wochenende",
        *("pause gestern", "pause foo"),
    ],
)
def test_a_pause_that_begins_later_is_asked_about_and_changes_nothing(
    pair: tuple[Someone, Someone], world: World, words: str
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs(f"checkin {words}")
    assert "Bis wann?" in anna.told
    anna.catches_up()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen")


@pytest.mark.parametrize(
    ("words", "said", "named"),
    [
        ("pause nächsten Freitag", "nächsten freitag", "Fr., 27. Nov."),
        ("pause bis einschließlich nächsten Freitag", "nächsten freitag", "Fr., 27. Nov."),
        ("pause bis zum Wochenende", "wochenende", "So., 29. Nov."),
    ],
)
def test_a_pause_until_a_day_that_can_be_two_names_both_and_changes_nothing(
    pair: tuple[Someone, Someone], world: World, words: str, said: str, named: str
) -> None:
    carla, anna = pair
    accepted(carla, anna, "Newsletter")
    every_day_at_nine(anna)
    anna.runs(f"checkin {words}")
    assert f"„{said}“ kann zweierlei heißen" in anna.told
    assert named in anna.told
    anna.catches_up()
    world.travel(days=1)
    anna.is_rung("Eine Aufgabe ist offen")
    anna.runs(f"checkin pause {named}")  # as it was said
    assert "Bis dahin gibt es keine Check-ins" in anna.told


@pytest.mark.parametrize("words", ["pause bis auf Weiteres", "pause ab heute"])
def test_a_pause_until_further_notice_is_none_any_more(pair: tuple[Someone, Someone], words: str) -> None:
    _, anna = pair
    every_day_at_nine(anna)
    anna.runs(f"checkin {words}")
    assert "Dann gibt es keine Check-ins." in anna.told
