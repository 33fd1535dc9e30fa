"""Questions and their answers."""

import pytest

from tests.world import Someone, World


@pytest.fixture
def pair(world: World) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    hand_off(carla, anna)
    return carla, anna


def hand_off(carla: Someone, anna: Someone) -> None:
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses_id("task.accept")
    carla.catches_up()
    anna.catches_up()


def test_a_reply_in_the_thread_is_the_answer(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.presses("Rückfrage", on="Newsletter – von Carla")
    anna.fills(question="Der alte oder der neue Shop?")
    assert "Deine Frage ist unterwegs zu Carla" in anna.told
    carla.is_rung("Anna fragt zu Newsletter", "Der alte oder der neue Shop?")
    assert "Eine Rückfrage ist offen; Carla kann" in anna.message("Newsletter – von Carla").text
    anna.is_not_rung()

    carla.says("The new one.", under="Anna fragt zu Newsletter")

    anna.is_rung("Carla hat auf deine Frage zu Newsletter geantwortet", "The new one.")
    carla.is_not_rung()
    assert "Eine Rückfrage ist offen" not in anna.message("Newsletter – von Carla").text
    assert carla.buttons("Anna fragt zu Newsletter") == []


def test_several_replies_stand_in_the_order_they_were_written_and_ring_once(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.presses("Rückfrage")
    anna.fills(question="Welche Farbe?")
    carla.says("Blue.", under="Welche Farbe?")
    carla.says("Or green, <if> you like & dare.", under="Welche Farbe?")
    anna.is_rung('"Blue."')
    assert '"Blue."\n"Or green, <if> you like & dare."' in anna.message("auf deine Frage").text


def test_the_client_may_ask_too(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    carla.presses("Rückfrage")
    carla.fills(question="How many readers are there?")
    anna.is_rung("Carla fragt zu Newsletter", "How many readers")
    anna.says("1.200", under="How many readers")
    carla.is_rung("Anna hat auf deine Frage")


def test_the_form_answers_as_well(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.presses("Rückfrage")
    anna.fills(question="Welche Farbe?")
    carla.presses("Antworten")
    assert "Welche Farbe?" in str(carla.form.intro)
    carla.fills(answer="Blue.")
    anna.is_rung("Blue.")
    carla.forges("question.answer|question=1")
    assert "is answered already" in carla.told


def test_only_the_one_who_was_asked_answers(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    ben = world.person("Ben")
    anna.presses("Rückfrage")
    anna.fills(question="Welche Farbe?")
    anna.says("Ich meine die Schrift.", under="Welche Farbe?")
    world.channel("team", carla, anna, ben)
    ben.says("Red!", under="Welche Farbe?")
    anna.presses("Antworten")
    assert "Das hast du selbst gefragt" in anna.told
    anna.is_not_rung()
    assert "Eine Rückfrage ist offen" in anna.message("Newsletter – von Carla").text


def test_talk_in_the_thread_without_a_question_is_none_of_batons_business(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    before = carla.told
    carla.says("Looking forward to it!", under="Newsletter – von Carla")
    anna.is_not_rung()
    assert carla.told == before


def test_a_question_waits_for_working_time(pair: tuple[Someone, Someone], world: World) -> None:
    carla, anna = pair
    world.travel(hours=12)
    anna.presses("Rückfrage")
    anna.fills(question="Welche Farbe?")
    carla.is_not_rung()
    world.travel(hours=12)
    carla.is_rung("Welche Farbe?")
    assert (world.deliveries[-1].at.hour, world.deliveries[-1].at.minute) == (8, 0)  # nine o'clock in Hamburg


@pytest.mark.parametrize("plainly", [False, True])
def test_without_a_room_questions_and_answers_are_relayed(world: World, plainly: bool) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room=None)
    hand_off(carla, anna)
    anna.presses("Rückfrage")
    anna.fills(question="Welche Farbe?")
    carla.is_rung("Anna asks about Newsletter", "Welche Farbe?")
    if plainly:
        carla.says("Blue.")
    else:
        carla.says("Blue.", under="Welche Farbe?")
    anna.is_rung("Carla hat auf deine Frage", "Blue.")
    assert "is on its way to Anna" in carla.told


def test_plain_words_with_several_open_questions_ask_which(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room=None)
    hand_off(carla, anna)
    for question in ("Welche Farbe?", "Welche Schrift?"):
        anna.presses("Rückfrage")
        anna.fills(question=question)
    anna.catches_up()
    carla.says("Blue.")
    assert "Several questions wait for you" in carla.told
    anna.is_not_rung()


@pytest.mark.parametrize(
    "text", ["@everyone", "<!channel> <@U123>", "<script>alert(1)</script>", "*bold* _it_ `x`", "שלום", "🎉🎉"]
)
def test_words_are_words(pair: tuple[Someone, Someone], text: str) -> None:
    carla, anna = pair
    anna.presses("Rückfrage")
    anna.fills(question=text)
    carla.is_rung(f'"{text}"')
    assert "<script" not in carla.message(text).html


def test_nothing_to_ask_about_what_is_over(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    carla.presses("Mehr")
    carla.presses("Withdraw")
    anna.catches_up()
    anna.forges("task.ask|task=1")
    assert "Carla hat Newsletter zurückgezogen" in anna.told


def test_the_commands_find_the_task_and_the_question(pair: tuple[Someone, Someone]) -> None:
    carla, anna = pair
    anna.runs("antwort")
    assert anna.told == "Auf dich wartet keine Frage."
    anna.runs("frage")
    anna.fills(question="Welche Farbe?")
    carla.runs("answer")
    carla.fills(answer="Blue.")
    anna.is_rung("Blue.")
    hand_off_another(carla)
    anna.runs("rückfrage")
    assert anna.told.startswith("Um welche Aufgabe geht es?\nNewsletter – von Carla\nShop – von Carla")


def hand_off_another(carla: Someone) -> None:
    carla.runs("new")
    carla.fills(title="Shop")
