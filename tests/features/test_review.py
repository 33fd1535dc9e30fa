"""Submitting a result, and the client's three answers to it."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from data.tables import Submission, Task, TaskState, Timer, Verdict
from tests.world import Someone, World

Pair = tuple[Someone, Someone]
EVENING = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
POST = {"de": "Anna hat Newsletter abgegeben", "en": "Anna has submitted Newsletter"}


def pair(world: World, room: str | None = "team", language: str = "de") -> Pair:
    """Carla reads English, Anna German; the room has a language of its own."""
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room=room, language=language)
    return carla, anna


def accepted(carla: Someone, anna: Someone, title: str = "Newsletter", **brief: str) -> None:
    carla.runs("new")
    carla.fills(title=title, **brief)
    anna.presses_id("task.accept", on=title)
    carla.catches_up()
    anna.catches_up()


def submits(anna: Someone, link: str = "", note: str = "") -> None:
    anna.runs("abgeben")
    anna.fills(link=link, note=note)


def task(world: World, title: str = "Newsletter") -> Task:
    with world.playground.database.transaction() as session:
        return session.exec(select(Task).where(Task.title == title)).one()


def submissions(world: World) -> list[Submission]:
    with world.playground.database.transaction() as session:
        return list(session.exec(select(Submission)))


@pytest.mark.parametrize(
    ("language", "labels", "state", "good", "said"),
    [
        (
            "de",
            ["Passt", "Reicht so", "Bitte anpassen"],
            "In Prüfung – Carla",
            "Newsletter passt.",
            "Carla sagt: Passt.",
        ),
        (
            "en",
            ["Looks good", "Good enough", "Please change"],
            "In review – Carla",
            "Newsletter looks good to Carla.",
            "Carla said: looks good.",
        ),
    ],
)
def test_a_result_goes_to_the_client_and_looks_good(
    world: World, language: str, labels: list[str], state: str, good: str, said: str
) -> None:
    carla, anna = pair(world, language=language)
    accepted(carla, anna)

    submits(anna, link="https://example.org/letter?v=1&x=2", note="The second picture\nis new.")

    assert "Newsletter liegt jetzt bei Carla" in anna.told
    carla.is_rung("@Carla", POST[language], "example.org/letter?v=1&x=2", '"The second picture\nis new."')
    anna.is_not_rung()
    post = carla.message(POST[language])
    assert post.thread == carla.message("Newsletter – ").id
    assert 'href="https://example.org/letter?v=1&amp;x=2"' in post.html
    assert carla.buttons(POST[language]) == labels
    assert state in carla.message("Newsletter – ").text

    carla.presses(labels[0], on=POST[language])

    assert "Newsletter is done. Anna knows that it looks good." in carla.told
    anna.is_rung("@Anna", good)
    carla.is_not_rung()
    assert said in carla.message(POST[language]).text
    assert carla.buttons(POST[language]) == []
    assert task(world).state is TaskState.DONE
    assert task(world).done_at == world.now


@pytest.mark.parametrize("carlas", ["en", "de"])
def test_without_a_room_each_side_reads_its_own_language(world: World, carlas: str) -> None:
    carla, anna = world.person("Carla", carlas), world.person("Anna", "de" if carlas == "en" else "en")
    world.together(carla, anna, room=None)
    accepted(carla, anna)

    submits(anna, note="Done")

    carla.is_rung(POST[carlas], "Done")
    anna.is_not_rung()
    carla.presses_id("submission.enough")

    anna.is_rung("Newsletter is good enough for Carla." if carlas == "de" else "Carla sagt: Newsletter reicht so.")
    carla.is_not_rung()
    assert ("Erledigt." if carlas == "de" else "Done.") in carla.message("Newsletter – ").text
    assert ("Done." if carlas == "de" else "Erledigt.") in anna.message("Newsletter – ").text


@pytest.mark.parametrize("room", ["team", None])
def test_it_goes_back_and_forth_until_it_is_good_enough(world: World, room: str | None) -> None:
    carla, anna = pair(world, room=room)
    accepted(carla, anna)
    submits(anna, link="example.org/a", note="First")
    assert "Runde" not in anna.message("Newsletter – von Carla").text
    anna.catches_up()

    carla.presses_id("submission.change")
    carla.fills(change="The date is *wrong*,\nsee above")

    assert "in Anna's hands again" in carla.told
    anna.is_rung("Carla wünscht sich bei Newsletter noch etwas anders:", '"The date is *wrong*,\nsee above"')
    assert anna.buttons("noch etwas anders") == ["Abgeben"]
    assert "Zugesagt – Anna ist dran." in anna.message("Newsletter – von Carla").text
    carla.catches_up()
    first = "Anna hat Newsletter abgegeben" if room else "Anna has submitted Newsletter."
    assert "see above" in carla.message(first).text
    assert carla.buttons(first) == []

    anna.presses("Abgeben", on="noch etwas anders")
    assert anna.form.inputs[0].value == "https://example.org/a"
    assert anna.form.inputs[1].value == ""
    anna.fills(note="Second")

    carla.is_rung("Runde 2" if room else "round 2", "example.org/a", "Second")
    assert anna.buttons("noch etwas anders") == []
    assert "Runde 2" in anna.message("Newsletter – von Carla").text
    carla.presses_id("submission.enough")

    anna.is_rung("Newsletter reicht so. Damit ist es erledigt.")
    both = submissions(world)
    assert [(each.round, each.note, each.verdict, each.change) for each in both] == [
        (1, "First", Verdict.CHANGE, "The date is *wrong*,\nsee above"),
        (2, "Second", Verdict.ENOUGH, ""),
    ]
    assert both[1].reviewed_at == world.now
    assert task(world).rounds == 2


def test_the_cards_own_buttons_answer_the_newest_result(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    anna.catches_up()

    assert carla.buttons("Newsletter – von Carla")[:3] == ["Passt", "Reicht so", "Bitte anpassen"]
    carla.presses_id("task.change", on="Newsletter – von Carla")
    carla.fills(change="Shorter")
    anna.is_rung("Shorter")
    submits(anna, note="Second")
    carla.presses_id("task.good", on="Newsletter – von Carla")

    anna.is_rung("Newsletter passt")
    assert [each.verdict for each in submissions(world)] == [Verdict.CHANGE, Verdict.GOOD]


def test_a_former_results_buttons_do_not_judge_a_newer_one(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    carla.presses_id("submission.change")
    carla.fills(change="Shorter")
    submits(anna, note="Second")
    anna.catches_up()
    carla.catches_up()

    for action in ("submission.good", "submission.enough", "submission.change"):
        carla.forges(f"{action}|submission=1")
        assert "Anna has submitted Newsletter again since then. Nothing was changed" in carla.told

    assert task(world).state is TaskState.IN_REVIEW
    assert submissions(world)[1].verdict is None
    anna.is_not_rung()


def test_what_was_written_about_a_former_result_is_not_sent_either(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    carla.presses_id("submission.change")
    old = carla.form.custom_id
    carla.fills(change="Shorter")
    submits(anna, note="Second")
    anna.catches_up()
    carla.presses_id("submission.change")
    assert carla.form.inputs[0].value == ""
    now = world.playground.forms[carla.account]
    now.form = type(now.form)(
        now.form.action, now.form.title, now.form.inputs, now.form.send, ids={"submission": 1}, once=old[-5:]
    )

    carla.fills(change="Longer")

    assert "Anna has submitted Newsletter again since then" in carla.told
    assert submissions(world)[1].verdict is None
    anna.is_not_rung()


def test_an_answer_counts_once(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    carla.presses_id("submission.good")
    anna.catches_up()

    carla.forges("submission.enough|submission=1")
    assert "Newsletter is done. Nothing was changed." in carla.told
    carla.forges("task.change|task=1")
    assert "Newsletter is done. Nothing was changed." in carla.told

    assert submissions(world)[0].verdict is Verdict.GOOD
    anna.is_not_rung()


@pytest.mark.parametrize("action", ["good", "enough", "change"])
def test_only_the_client_reviews(world: World, action: str) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de")
    accepted(carla, anna)
    submits(anna, note="First")
    carla.catches_up()

    for button in (f"task.{action}|task=1", f"submission.{action}|submission=1"):
        anna.forges(button)
        assert "Das entscheidet Carla." in anna.told
        ben.forges(button)
        assert "Das gehört hier nicht zu dir" in ben.told
        assert "Newsletter" not in ben.told

    assert task(world).state is TaskState.IN_REVIEW
    assert submissions(world)[0].verdict is None
    carla.is_not_rung()


def test_only_the_va_submits_and_only_what_was_accepted(world: World) -> None:
    carla, anna = pair(world)
    carla.runs("new")
    carla.fills(title="Newsletter")
    carla.catches_up()

    anna.forges("task.submit|task=1")
    assert "vorgeschlagen und wartet auf Antwort. Es hat sich nichts geändert." in anna.told
    anna.presses("Zusagen")
    carla.forges("task.submit|task=1")
    assert "That is up to Anna." in carla.told
    anna.presses("Abgeben")
    carla.forges("task.withdraw|task=1")
    carla.catches_up()
    anna.fills(note="Too late")

    assert "Carla hat Newsletter zurückgezogen. Es hat sich nichts geändert." in anna.told
    assert submissions(world) == []
    carla.is_not_rung()


def test_a_result_needs_a_link_or_a_note(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)

    submits(anna, note="  \u200b ")
    assert anna.problems == {"link": "Ein Link oder eine Notiz gehört dazu, damit es etwas anzusehen gibt."}
    anna.fills(link="see attachment", note="Second page")
    assert "Das ist keine Webadresse" in anna.problems["link"]
    assert [put.value for put in anna.form.inputs] == ["see attachment", "Second page"]
    anna.fills(link="javascript:alert(1)")
    assert "Das ist keine Webadresse" in anna.problems["link"]
    carla.is_not_rung()

    anna.fills(link="example.org/x")

    carla.is_rung("example.org/x", "Second page")
    assert submissions(world)[0].link == "https://example.org/x"


def test_the_longest_result_can_be_shown(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna, title="T" * 150)

    submits(anna, link="https://example.org/" + "a" * 980, note="n" * 2_000)
    carla.is_rung("n" * 2_000)
    carla.presses_id("submission.change")
    carla.fills(change="c" * 1_000)

    anna.is_rung("c" * 1_000)
    assert "c" * 299 in carla.message("Anna hat TTT").text
    submits(anna, note="Second")
    carla.catches_up()
    carla.runs("review")
    assert "Second" in carla.told


def test_submit_asks_which_one_only_if_there_are_several(world: World) -> None:
    carla, anna = pair(world)
    anna.runs("abgeben")
    assert "Gerade liegt keine Aufgabe bei dir" in anna.told
    carla.runs("submit")
    assert "There is no task in your hands right now" in carla.told

    for number in range(1, 7):
        accepted(carla, anna, title=f"Task {number}", due="" if number == 1 else f"2026-12-0{number} 10:00")
    anna.runs("submit")

    assert anna.told.splitlines() == [
        "Um welche Aufgabe geht es?",
        *[f"Task {number} – von Carla" for number in (2, 3, 4, 5)],
        "… und 2 weitere; sie haben den Knopf auf ihren eigenen Karten.",
    ]
    anna.presses_id("task.submit", on="Um welche", row=1)
    anna.fills(note="Here")
    carla.is_rung("Anna hat Task 3 abgegeben", "Here")


def test_submit_lists_the_tasks_of_all_clients_to_the_va_alone(world: World) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(ben, anna, room=None)
    accepted(carla, anna, title="Newsletter")
    accepted(ben, anna, title="Katalog")

    anna.runs("abgeben", "team")

    assert "Newsletter – von Carla\nKatalog – von Ben" in anna.told
    assert not carla.sees("Katalog")
    anna.presses_id("task.submit", on="Um welche", row=1)
    anna.fills(note="Fertig")
    ben.is_rung("Anna hat Katalog abgegeben")
    carla.is_not_rung()
    carla.runs("review")
    assert "Nothing waits for your review." in carla.told


def test_review_shows_what_waits_with_the_three_answers(world: World) -> None:
    carla, anna = pair(world)
    carla.runs("review")
    assert "Nothing waits for your review." in carla.told
    for number in range(1, 7):
        accepted(carla, anna, title=f"Task {number}")
        anna.presses_id("task.submit", on=f"Task {number} – von Carla")
        anna.fills(link=f"example.org/{number}", note=f"Note\n{number}")
    anna.catches_up()

    anna.runs("prüfen")
    assert "Auf dich wartet gerade kein Ergebnis." in anna.told
    carla.runs("review")

    assert carla.told.splitlines() == [
        "6 results wait for you.",
        *[
            f"Task {number} – from Anna · example.org/{number} (https://example.org/{number}) · Note {number}"
            for number in (1, 2, 3, 4)
        ],
        "… and 2 more, as soon as you have answered some of these.",
    ]
    assert carla.buttons("6 results")[3:6] == ["Looks good", "Good enough", "Please change"]
    carla.presses_id("submission.good", on="6 results", row=1)
    anna.is_rung("Task 2 passt")
    carla.runs("prüfen")
    assert "5 results wait for you." in carla.told
    assert "Task 2" not in carla.told


def test_a_client_of_several_reviews_each_in_turn(world: World) -> None:
    carla, anna = pair(world)
    dana = world.person("Dana", "en", "Asia/Manila")
    world.together(carla, dana, room=None)
    accepted(carla, anna, title="Newsletter", **{"for": "1"})
    submits(anna, note="Hier")
    accepted(carla, dana, title="Shop", **{"for": "2"})
    dana.runs("submit")
    dana.fills(note="There")

    carla.runs("review", "team")

    assert "Newsletter – from Anna · Hier\nShop – from Dana · There" in carla.told
    assert not anna.sees("There")
    assert not dana.sees("Hier")


def test_a_withdrawn_result_is_no_longer_asked_about(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    carla.forges("task.withdraw|task=1")
    anna.catches_up()

    assert carla.buttons(POST["de"]) == []
    assert "Zurückgezogen von Carla." in carla.message(POST["de"]).text
    carla.forges("submission.good|submission=1")

    assert "Carla has taken Newsletter back. Nothing was changed." in carla.told
    assert task(world).state is TaskState.WITHDRAWN
    anna.is_not_rung()


def test_a_change_is_no_longer_asked_for_once_the_task_is_withdrawn(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    carla.presses_id("submission.change")
    carla.fills(change="Shorter")
    assert anna.buttons("Shorter") == ["Abgeben"]

    carla.forges("task.withdraw|task=1")

    assert anna.buttons("Shorter") == []


def test_a_date_that_was_suggested_is_settled_by_the_result(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    anna.forges("task.redate|task=1")
    anna.fills(due="2026-12-01 10:00")
    assert "schlägt" in anna.message("Newsletter – von Carla").text

    submits(anna, note="Early")

    assert "schlägt" not in anna.message("Newsletter – von Carla").text
    assert task(world).suggested_by is None


@pytest.mark.parametrize("room", ["team", None])
def test_a_result_or_a_change_from_the_night_is_told_when_work_begins(world: World, room: str | None) -> None:
    carla, anna = pair(world, room=room)
    accepted(carla, anna)
    world.travel_to(EVENING)

    submits(anna, note="Late work")
    carla.is_not_rung()
    world.travel_to(datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    carla.is_not_rung()
    world.travel(minutes=1)  # nine in Hamburg
    carla.is_rung("Late work")

    carla.presses_id("submission.change")
    carla.fills(change="Shorter")
    anna.is_not_rung()
    world.travel(hours=1)  # nine in Lisbon
    anna.is_rung("Shorter")


@pytest.mark.parametrize("room", ["team", None])
def test_what_was_answered_during_the_night_is_not_asked_in_the_morning(world: World, room: str | None) -> None:
    carla, anna = pair(world, room=room)
    accepted(carla, anna)
    world.travel_to(EVENING)
    submits(anna, note="First")
    carla.runs("review")
    carla.presses_id("submission.change")
    carla.fills(change="Shorter")
    anna.runs("abgeben")
    anna.fills(note="Second")
    carla.runs("review")
    carla.presses_id("submission.good")
    anna.catches_up()

    world.travel(days=1)

    carla.is_not_rung()
    anna.is_not_rung()
    assert not carla.sees("abgegeben" if room else "has submitted")
    assert not anna.sees("noch etwas anders")
    assert anna.sees("Newsletter passt.")


def test_done_plans_the_look_at_thanks_two_days_later_and_offers_them_now(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="Done")
    carla.presses_id("submission.good")

    assert carla.buttons("Newsletter is done.") == ["Say thanks"]
    with world.playground.database.transaction() as session:
        timer = session.exec(select(Timer).where(Timer.kind == "praise.nudge")).one()
    assert (timer.subject, timer.due_at) == (1, datetime(2026, 11, 25, 9, 0, tzinfo=UTC))


def test_a_task_that_was_reopened_goes_through_another_round(world: World) -> None:
    carla, anna = pair(world)
    accepted(carla, anna)
    submits(anna, note="First")
    carla.presses_id("submission.good")
    carla.forges("task.reopen|task=1")
    anna.presses_id("task.accept", on="Newsletter – von Carla")
    carla.catches_up()

    submits(anna, note="Anew")

    carla.is_rung("Runde 2", "Anew")
    carla.presses_id("submission.good", on="Runde 2")
    assert [each.verdict for each in submissions(world)] == [Verdict.GOOD, Verdict.GOOD]
