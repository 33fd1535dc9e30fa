"""Saying thanks, and the nudge to the client alone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.features.praise.rules import Timing, timing
from bot.ports import Gone, Letter, Sent
from data.tables import Account, Person, Praise, Role
from tests.world import Someone, World

FRIDAY_EVENING = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)  # 20 o'clock in Hamburg
MONDAY_NINE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # in Hamburg


def pair(
    world: World, room: str | None = "team", language: str = "de", carlas: str = "en", annas: str = "de"
) -> tuple[Someone, Someone]:
    carla, anna = world.person("Carla", carlas), world.person("Anna", annas, "Europe/Lisbon")
    world.together(carla, anna, room=room, language=language)
    return carla, anna


def finished(carla: Someone, anna: Someone, title: str = "Newsletter", rounds: int = 1, **brief: str) -> None:
    """A task goes its whole way at this moment."""
    carla.runs("new")
    carla.fills(title=title, **brief)
    anna.presses_id("task.accept", on=title)
    for number in range(rounds):
        anna.presses_id("task.submit", on=title)
        anna.fills(note=f"Round {number}")
        carla.presses_id("task.change" if number < rounds - 1 else "task.good", on=f"{title} – ")
        if number < rounds - 1:
            carla.fills(change="Once more")
    carla.catches_up()
    anna.catches_up()


def said(world: World) -> list[Praise]:
    with world.playground.database.transaction() as session:
        return list(session.exec(select(Praise)))


def nudged(someone: Someone) -> list[str]:
    return [text for text in someone.rings() if "once a week" in text or "einmal in der Woche" in text]


# Saying thanks


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Carla sagt Danke für Newsletter:"), ("en", "Carla says thank you for Newsletter:")]
)
def test_thanks_for_a_task_stand_in_its_thread(world: World, language: str, title: str) -> None:
    carla, anna = pair(world, language=language)
    finished(carla, anna)

    carla.presses_id("task.thank", on="Newsletter – ")
    assert [put.name for put in carla.form.inputs] == ["text", "where"]
    carla.fills(text="The second paragraph –\n*just right*.", where="room")

    assert "Your thanks to Anna stand in the channel." in carla.told
    anna.is_rung("@Anna", title, '"The second paragraph –\n*just right*."')
    carla.is_not_rung()
    post = anna.message(title)
    assert post.thread == anna.message("Newsletter – ").id
    assert post.text.splitlines()[-1] == '*just right*."', "nothing is added to the words"
    assert anna.buttons(title) == []
    assert [(each.task_id, each.said_by, each.in_room) for each in said(world)] == [(1, Role.CLIENT, True)]


@pytest.mark.parametrize(("annas", "title"), [("de", "Carla sagt Danke für"), ("en", "Carla says thank you for")])
def test_private_thanks_reach_the_receiver_alone(world: World, annas: str, title: str) -> None:
    carla, anna = pair(world, annas=annas)
    dora = world.person("Dora")
    world.channel("team", carla, anna, dora)
    finished(carla, anna)
    dora.catches_up()

    carla.presses("Say thanks", on="Newsletter is done.")
    carla.fills(text="That was kind.", where="direct")

    assert "Anna gets your thanks as a direct message." in carla.told
    anna.is_rung(title, "That was kind.")
    assert anna.message("That was kind.").channel == anna.direct
    assert not dora.sees("That was kind.")
    assert not carla.sees("That was kind.")


def test_without_a_room_there_is_no_choice_of_place(world: World) -> None:
    carla, anna = pair(world, room=None)
    finished(carla, anna)

    carla.presses_id("task.thank")
    assert [put.name for put in carla.form.inputs] == ["text"]
    carla.fills(text="Thank you!")

    anna.is_rung("Carla sagt Danke für Newsletter:", "Thank you!")


@pytest.mark.parametrize("word", ["praise", "thanks", "lob", "danke"])
def test_a_va_may_say_thanks_too(world: World, word: str) -> None:
    carla, anna = pair(world)
    anna.runs(word)
    anna.fills(text="Danke für das klare Briefing.", where="room")

    assert "Dein Dank an Carla steht im Kanal." in anna.told
    carla.is_rung("@Carla", "Anna sagt Danke:", "Danke für das klare Briefing.")
    anna.is_not_rung()
    assert carla.message("Anna sagt Danke:").channel == "team"
    assert carla.message("Anna sagt Danke:").thread is None


def test_one_line_is_shown_before_it_is_sent(world: World) -> None:
    carla, anna = pair(world)

    carla.runs("praise @anna Thank you for the calm on Friday", "team")

    assert carla.told.splitlines() == [
        "To Anna:",
        '"Thank you for the calm on Friday"',
        "Anna gets it as a direct message.",
    ]
    assert carla.buttons("To Anna:") == ["Send", "More"]
    anna.is_not_rung()
    carla.presses("Send")
    anna.is_rung("Carla sagt Danke:", '"Thank you for the calm on Friday"')
    carla.presses("Send")
    assert len(said(world)) == 1, "one preview goes out once"


def test_more_opens_the_form_with_the_words(world: World) -> None:
    carla, anna = pair(world)

    carla.runs("praise Thank you for the calm")
    carla.presses("More", on="To Anna:")
    assert {put.name: put.value for put in carla.form.inputs} == {"text": "Thank you for the calm", "where": "direct"}
    carla.fills(where="room")

    anna.is_rung("@Anna", "Carla sagt Danke:", "Thank you for the calm")


def test_with_several_people_it_asks_for_whom(world: World) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(ben, anna, room=None)

    anna.runs("danke Das war ein guter Monat")
    assert [put.name for put in anna.form.inputs] == ["for", "text", "where"]
    assert [option.label for option in anna.form.inputs[0].options] == ["Carla", "Ben"]
    anna.fills()
    assert anna.problems == {"for": "Hier fehlt noch etwas."}
    anna.fills(**{"for": "2", "where": "room"})

    ben.is_rung("Anna sagt Danke:", "Das war ein guter Monat")
    assert "Ben bekommt deinen Dank als Direktnachricht." in anna.told
    carla.is_not_rung()
    assert not carla.sees("Das war ein guter Monat")

    anna.runs("danke @ben Und für die Fotos")
    anna.presses("Senden")
    ben.is_rung("Und für die Fotos")
    anna.runs("danke @carla")
    assert {put.name: put.value for put in anna.form.inputs} == {"for": "1", "text": "", "where": "direct"}


def test_thanks_go_to_people_one_works_with(world: World) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de")

    carla.runs("praise @ben Thank you")
    assert "You and Ben don't work together here yet." in carla.told
    ben.runs("danke @anna Vielen Dank")
    assert "Für ein Danke brauchst du hier jemanden, mit dem du zusammenarbeitest." in ben.told
    carla.runs("praise @nobody Thank you")
    assert "You and nobody don't work together here yet." in carla.told
    assert said(world) == []
    anna.is_not_rung()


def test_who_has_several_accounts_thanks_the_people_of_the_one_in_use(world: World) -> None:
    carla, _ = pair(world)
    ben = world.person("Ben", "de")
    with world.playground.database.transaction() as session:
        accounts = {each.external_id: each for each in session.exec(select(Account))}
        accounts["ben"].person_id = accounts["carla"].person_id
        session.add(accounts["ben"])

    ben.runs("danke Schön war es")

    assert "brauchst du hier jemanden" in ben.told or "you need somebody" in ben.told
    carla.runs("praise Schön war es")
    assert "To Anna:" in carla.told


def test_too_many_words_open_the_form_instead(world: World) -> None:
    carla, anna = pair(world)

    carla.runs("praise " + "thank you " * 120)

    assert len(carla.form.inputs[0].value) <= 1_000
    carla.fills(text="x" * 1_001, where="direct")
    assert carla.problems == {"text": "That is 1,001 characters long; 1,000 fit here."}
    carla.fills(text=" \n ", where="direct")
    assert carla.problems == {"text": "Something is needed here."}
    anna.is_not_rung()


def test_thanks_for_a_task_come_from_its_client_once_it_is_done(world: World) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de")
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.catches_up()

    carla.forges("task.thank|task=1")
    assert "is proposed to Anna and waits for an answer. Nothing was changed." in carla.told
    anna.forges("task.thank|task=1")
    assert "Das entscheidet Carla." in anna.told
    ben.forges("task.thank|task=1")
    assert "Das gehört hier nicht zu dir" in ben.told
    assert said(world) == []


# The nudge


@pytest.mark.parametrize(
    ("carlas", "facts", "offer", "labels"),
    [
        (
            "en",
            "Anna finished Newsletter two days early, in one round.",
            "If you'd like to tell Anna:",
            ["Say thanks", "Not now", "No such reminders", "Later", "Less of this"],
        ),
        (
            "de",
            "Anna war mit Newsletter zwei Tage vor dem Termin fertig, in einer Runde.",
            "Wenn du Anna etwas dazu sagen magst:",
            ["Danke sagen", "Jetzt nicht", "Keine Erinnerungen", "Später", "Weniger davon"],
        ),
    ],
)
@pytest.mark.parametrize("room", ["team", None])
def test_two_days_later_the_client_alone_is_reminded(
    world: World, room: str | None, carlas: str, facts: str, offer: str, labels: list[str]
) -> None:
    carla, anna = pair(world, room=room, carlas=carlas)
    finished(carla, anna, due="2026-11-25 16:00")
    world.travel(days=1, hours=23, minutes=59)
    carla.is_not_rung()

    world.travel(minutes=1)

    carla.is_rung(facts, offer)
    assert carla.message(facts).channel == carla.direct
    assert carla.buttons(facts) == labels
    assert carla.message(facts).text.splitlines()[-1].count("once a week" if carlas == "en" else "einmal in der Woche")
    anna.is_not_rung()
    assert not anna.sees(facts)

    carla.presses(labels[0], on=facts)
    carla.fills(text="Two days early!", **({"where": "direct"} if room else {}))

    anna.is_rung("Carla sagt Danke für Newsletter:", "Two days early!")
    carla.is_not_rung()
    assert carla.buttons(facts) == []
    assert ("You have said thanks." if carlas == "en" else "Du hast Danke gesagt.") in carla.message(facts).text
    world.travel(days=30)
    carla.is_not_rung()


def test_done_on_friday_evening_it_waits_for_the_clients_monday(world: World) -> None:
    carla, anna = world.person("Carla", "en", "America/New_York"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna)
    world.travel_to(FRIDAY_EVENING)
    finished(carla, anna)

    world.travel_to(datetime(2026, 11, 30, 13, 59, tzinfo=UTC))
    assert nudged(carla) == []
    world.travel(minutes=1)  # nine in New York

    carla.is_rung("Anna finished Newsletter, in one round.")


def test_what_happens_over_the_weekend_counts(world: World) -> None:
    carla, anna = pair(world)
    world.travel_to(FRIDAY_EVENING)
    finished(carla, anna)
    world.travel_to(datetime(2026, 11, 29, 20, 0, tzinfo=UTC))
    carla.runs("praise @anna Lovely")
    carla.presses("Send")

    world.travel_to(MONDAY_NINE)
    world.travel(days=7)

    assert nudged(carla) == []


@pytest.mark.parametrize("rounds", [2, 5])
def test_late_is_not_spoken_of(world: World, rounds: int) -> None:
    carla, anna = pair(world)
    carla.runs("new")
    carla.fills(title="Newsletter", due="2026-11-23 11:00")
    world.travel(hours=3)
    anna.presses_id("task.accept")
    anna.presses_id("task.submit", on="Newsletter – ")
    anna.fills(note="Late")
    for _ in range(rounds - 1):
        carla.presses_id("submission.change")
        carla.fills(change="More")
        anna.presses_id("task.submit", on="Newsletter – ")
        anna.fills(note="Late")
    carla.presses_id("submission.good")
    carla.catches_up()

    world.travel(days=2)

    number = {2: "two", 5: "5"}[rounds]
    carla.is_rung(f"Anna finished Newsletter, in {number} rounds.")


def test_an_early_result_stays_early_when_the_client_looks_late(world: World) -> None:
    carla, anna = pair(world)
    carla.runs("new")
    carla.fills(title="Newsletter", due="2026-11-24 11:00")
    anna.presses_id("task.accept")
    anna.presses_id("task.submit", on="Newsletter – ")
    anna.fills(note="Early")
    world.travel(days=2)
    carla.presses_id("submission.good")
    carla.catches_up()

    world.travel(days=2)

    carla.is_rung("Anna finished Newsletter a day early")


@pytest.mark.parametrize(
    ("wished", "done", "expected"),
    [
        (None, "2026-11-23T10:00", (Timing.UNSAID, 0)),
        ("2026-11-23T10:00", None, (Timing.UNSAID, 0)),
        ("2026-11-23T10:00", "2026-11-23T10:01", (Timing.UNSAID, 0)),
        ("2026-11-23T10:00", "2026-11-23T10:00", (Timing.ON_TIME, 0)),
        ("2026-11-23T10:00", "2026-11-22T23:30", (Timing.ON_TIME, 0)),  # it is the 23rd in Berlin
        ("2026-11-23T10:00", "2026-11-22T22:30", (Timing.EARLY, 1)),
        ("2026-11-23T10:00", "2026-11-20T10:00", (Timing.EARLY, 3)),
    ],
)
def test_how_early_is_counted_in_calendar_days(wished: Any, done: Any, expected: tuple[Timing, int]) -> None:
    wished, done = (each and datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (wished, done))

    assert timing(wished, done, "Europe/Berlin") == expected


def test_who_was_thanked_is_not_asked_about(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna)
    carla.presses_id("task.thank", on="Newsletter – ")
    carla.fills(text="Thank you", where="room")

    world.travel(days=14)

    assert nudged(carla) == []


def test_thanks_from_before_do_not_count_for_what_came_after(world: World) -> None:
    carla, anna = pair(world)
    carla.runs("praise @anna Thank you for last week")
    carla.presses("Send")
    world.travel(minutes=1)
    finished(carla, anna)

    world.travel(days=2)

    assert len(nudged(carla)) == 1


def test_not_now_is_the_end_of_it(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna)
    world.travel(days=2)
    carla.catches_up()

    carla.presses("Not now")

    assert "I won't ask again about this one." in carla.told
    assert carla.buttons("Anna finished Newsletter") == []
    assert "Not now. That's fine." in carla.message("Anna finished Newsletter").text
    world.travel(days=30)
    carla.is_not_rung()
    assert not anna.sees("Anna finished")


@pytest.mark.parametrize("carlas", ["en", "de"])
def test_no_such_reminders_holds_for_all_that_comes(world: World, carlas: str) -> None:
    carla, anna = pair(world, carlas=carlas)
    finished(carla, anna)
    world.travel(days=2)
    carla.presses("No such reminders" if carlas == "en" else "Keine Erinnerungen")

    assert ("/baton settings" if carlas == "en" else "/baton einstellungen") in carla.told
    nudge = carla.message("once a week" if carlas == "en" else "einmal in der Woche").text
    assert ("/baton settings" if carlas == "en" else "/baton einstellungen") in nudge
    assert carla.buttons(nudge.splitlines()[0]) == []
    world.travel(days=30)
    carla.catches_up()
    finished(carla, anna, title="Shop")
    world.travel(days=30)
    assert nudged(carla) == []


def test_whoever_switched_them_off_before_gets_none(world: World) -> None:
    carla, anna = pair(world)
    with world.playground.database.transaction() as session:
        person = session.exec(select(Person).where(Person.name == "Carla")).one()
        person.praise_nudges = False
        session.add(person)
    finished(carla, anna)

    world.travel(days=14)

    assert nudged(carla) == []


def test_several_tasks_in_a_week_make_one_nudge(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna, title="First")
    world.travel(hours=5)
    finished(carla, anna, title="Second")
    world.travel(days=3)
    assert nudged(carla) == [carla.message("Anna finished First").text]
    finished(carla, anna, title="Third")
    world.travel(days=3)
    assert nudged(carla) == []

    world.travel(days=2)
    finished(carla, anna, title="Fourth")
    world.travel(days=4)

    assert nudged(carla) == [carla.message("Anna finished Fourth").text]


def test_one_that_waits_for_monday_is_enough(world: World) -> None:
    carla, anna = pair(world)
    world.travel_to(FRIDAY_EVENING)
    finished(carla, anna, title="First")
    world.travel(hours=1)
    finished(carla, anna, title="Second")

    world.travel(days=5)

    assert nudged(carla) == [carla.message("Anna finished First").text]


def test_another_engagement_has_a_nudge_of_its_own(world: World) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de", "Europe/Vienna")
    world.together(ben, anna, room=None)
    finished(carla, anna, title="Newsletter")
    finished(ben, anna, title="Katalog")
    carla.runs("praise @anna Thank you")
    carla.presses("Send")
    anna.catches_up()

    world.travel(days=2)

    assert nudged(carla) == []
    ben.is_rung("Anna ist mit Katalog fertig, in einer Runde.")
    assert not ben.sees("Newsletter")
    anna.is_not_rung()


def test_a_reopened_task_waits_until_it_is_done_again(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna)
    carla.forges("task.reopen|task=1")
    world.travel(days=4)
    assert nudged(carla) == []

    anna.presses_id("task.accept", on="Newsletter – ")
    anna.presses_id("task.submit", on="Newsletter – ")
    anna.fills(note="Anew")
    carla.presses_id("submission.good", on="Newsletter")
    carla.catches_up()
    world.travel(days=4)

    carla.is_rung("Anna finished Newsletter, in two rounds.")


def test_a_task_done_again_after_its_nudge_does_not_nudge_again(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna)
    world.travel(days=2)
    assert len(nudged(carla)) == 1
    carla.presses("Not now")
    world.travel(days=20)
    carla.forges("task.reopen|task=1")
    anna.presses_id("task.accept", on="Newsletter – ")
    anna.presses_id("task.submit", on="Newsletter – ")
    anna.fills(note="Anew")
    carla.presses_id("submission.good", on="Newsletter")
    carla.catches_up()

    world.travel(days=20)

    carla.is_not_rung()
    assert carla.buttons("Anna finished Newsletter, in one round.") == []


def test_nobody_else_answers_a_nudge(world: World) -> None:
    carla, anna = pair(world)
    ben = world.person("Ben", "de")
    finished(carla, anna)
    carla.forges("nudge.later|task=1")
    assert "I don't know that button any more." in carla.told
    world.travel(days=2)
    carla.catches_up()

    for action in ("nudge.later", "nudge.off"):
        anna.forges(f"{action}|task=1")
        assert "Das entscheidet Carla." in anna.told
        ben.forges(f"{action}|task=1")
        assert "Das gehört hier nicht zu dir" in ben.told

    assert carla.buttons("Anna finished Newsletter") == [
        "Say thanks",
        "Not now",
        "No such reminders",
        "Later",
        "Less of this",
    ]
    with world.playground.database.transaction() as session:
        assert all(person.praise_nudges for person in session.exec(select(Person)))


def test_thanks_after_not_now_leave_the_answer_as_it_was(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna)
    world.travel(days=2)
    carla.presses("Not now")

    carla.runs("praise @anna Thank you after all")
    carla.presses("Send")

    assert "Not now. That's fine." in carla.message("Anna finished Newsletter").text
    carla.forges("nudge.off|task=1")
    assert "I won't remind you of thanks any more." in carla.told


def test_a_nudge_that_cannot_be_delivered_stays_unknown_to_the_va(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    carla, anna = pair(world)
    finished(carla, anna)

    post = world.playground.messenger.post

    async def closed(letter: Letter) -> Sent:
        if letter.account == carla.account:
            raise Gone("direct")
        return await post(letter)

    monkeypatch.setattr(world.playground.messenger, "post", closed)
    world.travel(days=3)

    anna.is_not_rung()
    assert not anna.sees("Carla keine Direktnachricht")


def test_the_vas_thanks_do_not_answer_the_clients_nudge(world: World) -> None:
    carla, anna = pair(world)
    finished(carla, anna)
    world.travel(days=2)

    anna.runs("danke Für die schnelle Antwort")
    anna.presses("Senden")

    assert carla.buttons("Anna finished Newsletter") == [
        "Say thanks",
        "Not now",
        "No such reminders",
        "Later",
        "Less of this",
    ]
