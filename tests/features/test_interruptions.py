"""Few interruptions: the day's number, the digest, later, less."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.features.interruptions.rules import Away, Snooze, near, until
from bot.times import USUAL_HOURS, Pattern, local
from data.database import Database
from data.known import known
from data.queries import messages
from data.tables import Kind, Outgoing, Preference, SendState, Wish
from tests.world import MONDAY_TEN, Someone, World

NAMES = ("Anna", "Dana", "Eva", "Finn", "Gita")


def with_several(world: World, carla: Someone, count: int, language: str = "en") -> list[Someone]:
    """Carla works with several people; each has finished a task at the same time."""
    team: list[Someone] = []
    for name in NAMES[:count]:
        va = world.person(name, language)
        world.together(carla, va, f"with-{name.casefold()}", language)
        carla.runs(f"new @{va.account}")
        carla.fills(title=f"Task of {name}", **({"for": str(len(team) + 1)} if team else {}))
        va.presses_id("task.accept")
        va.runs("submit")
        va.fills(note="Done")
        carla.presses_id("submission.good")
        team.append(va)
    carla.catches_up()
    return team


@pytest.mark.parametrize("language", ["en", "de"])
def test_three_a_day_and_the_rest_in_one_message(world: World, language: str) -> None:
    carla = world.person("Carla", language)
    with_several(world, carla, 5, language)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    assert len(carla.rings()) == 3
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=7))
    more = {"en": "2 things that could wait", "de": "2 Sachen, die bis jetzt warten konnten"}[language]
    carla.is_rung(more, "Finn", "Gita")
    world.travel(days=3)
    carla.is_not_rung()


def test_everything_in_the_digest_can_be_answered_from_it(world: World) -> None:
    carla = world.person("Carla")
    *_, finn = with_several(world, carla, 4)
    world.travel(days=2, hours=6.5)
    carla.catches_up()
    finn.catches_up()
    carla.presses("Say thanks", on="could wait")
    carla.fills(text="Thank you, Finn!")
    finn.is_rung("Thank you, Finn!")
    assert "Say thanks" not in carla.buttons("could wait")


def test_the_number_and_the_time_are_the_persons_own(world: World) -> None:
    carla = world.person("Carla", "de")
    carla.runs("ruhe")
    carla.fills(daily="1", digest="halb zwölf")
    assert "Höchstens eine Erinnerung am Tag; alles Weitere kommt gesammelt um 11:30 Uhr." in carla.told
    with_several(world, carla, 3)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=1))
    assert len(carla.rings()) == 1
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    carla.is_rung("2 Sachen, die bis jetzt warten konnten")


@pytest.mark.parametrize(
    ("daily", "digest"),
    [("0", "16:00"), ("11", "16:00"), ("-1", "16:00"), ("x", "16:00"), ("3", "25 Uhr"), ("3", "every 5 minutes")],
)
def test_numbers_and_times_that_make_no_sense(world: World, daily: str, digest: str) -> None:
    carla = world.person("Carla")
    carla.runs("quiet")
    carla.fills(daily=daily, digest=digest)
    assert carla.problems


@pytest.mark.parametrize(
    ("wish", "answer"),
    [("Never", "No more of these"), ("Digest only", "In the digest only"), ("Once a week", "Once a")],
)
def test_less_of_one_kind(world: World, wish: str, answer: str) -> None:
    carla = world.person("Carla")
    anna, dana = with_several(world, carla, 2)
    world.travel(days=2, hours=2)
    assert len(carla.rings()) == 2
    carla.presses("Less of this", on="Task of Anna")
    assert "How often would you like reminders of this kind?\nAnna · Only here\nEverywhere" in carla.told
    carla.presses(wish)  # the first row's: only here
    assert answer in carla.told
    world.travel(days=8)
    for va, number in ((anna, "1"), (dana, "2")):
        carla.runs(f"new @{va.account}")
        carla.fills(title=f"Second of {va.name}", **{"for": number})
        va.presses_id("task.accept")
        va.runs("submit")
        va.fills(note="Done")
        carla.presses_id("submission.good")
    carla.catches_up()
    world.travel(days=5, hours=2)
    rings = carla.rings()
    assert any("Second of Dana" in each for each in rings)
    alone = [each for each in rings if "Second of Anna" in each and "could wait" not in each]
    assert len(alone) == (1 if wish == "Once a week" else 0)
    assert any("could wait" in each and "Second of Anna" in each for each in rings) == (wish == "Digest only")


def test_a_reminder_comes_back_once(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.is_rung("Task of Anna")
    carla.presses("Later")
    assert "When shall this come back?" in carla.told
    carla.presses("In an hour")
    assert "It comes back once" in carla.told
    world.travel(minutes=59)
    carla.is_not_rung()
    world.travel(minutes=2)
    carla.is_rung("Task of Anna")
    world.travel(days=8)
    carla.is_not_rung()


def test_what_was_answered_meanwhile_does_not_come_back(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.presses("Later")
    carla.presses("Tomorrow at nine")
    carla.presses("Say thanks", on="Task of Anna")
    carla.fills(text="Thank you!")
    carla.catches_up()
    world.travel(days=2)
    carla.is_not_rung()


def test_nobody_puts_off_or_lessens_what_is_anothers(world: World) -> None:
    carla, mallory = world.person("Carla"), world.person("Mallory")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    for forged in ("less.open|message=1", "snooze.open|message=1", "less.choose|message=99|wish=never|where=here"):
        mallory.forges(forged)
        assert mallory.told
    for message in range(1, 12):
        mallory.forges(f"snooze.until|message={message}|to=hour")
        mallory.forges(f"less.choose|message={message}|wish=never|where=everywhere")
    carla.catches_up()
    world.travel(hours=2)
    carla.is_not_rung()


def test_one_client_is_not_shown_to_another_by_the_budget(world: World) -> None:
    """Ben's reminder doesn't wait because Carla had hers: the number is each person's own."""
    carla, ben = world.person("Carla"), world.person("Ben")
    carla.runs("quiet")
    carla.fills(daily="1")
    with_several(world, carla, 2)
    va = world.person("Hugo")
    world.together(ben, va, "shop")
    ben.runs("new")
    ben.fills(title="Photos")
    va.presses_id("task.accept")
    va.runs("submit")
    va.fills(note="Done")
    ben.presses_id("submission.good")
    ben.catches_up()
    world.travel(days=2, hours=2)
    ben.is_rung("Photos")


def finished(carla: Someone, va: Someone, title: str, **entries: str) -> None:
    carla.runs(f"new @{va.account}")
    carla.fills(title=title, **entries)
    va.presses_id("task.accept")
    va.runs("submit")
    va.fills(note="Done")
    carla.presses_id("submission.good")
    carla.catches_up()
    va.catches_up()


def test_everything_in_a_long_digest_can_be_answered(world: World) -> None:
    """Only four rows fit into a message; the others are shown on request, four at a time, to nobody else."""
    carla, mallory = world.person("Carla"), world.person("Mallory")
    carla.runs("quiet")
    carla.fills(daily="1")
    with_several(world, carla, 5)
    more = world.person("Hugo")
    world.together(carla, more, "with-hugo")
    carla.runs(f"new @{more.account}")
    carla.fills(title="Task of Hugo", **{"for": "6"})
    more.presses_id("task.accept")
    more.runs("submit")
    more.fills(note="Done")
    carla.presses_id("submission.good")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=6, minutes=30))
    assert "5 things that could wait" in carla.rings()[-1]
    carla.presses("Show more")
    assert carla.told.startswith("What could wait, too:")
    assert carla.buttons("What could wait, too:")[0] == "Say thanks"
    for message in range(1, 60):
        mallory.forges(f"digest.rest|message={message}|after=1")
        assert "Task of" not in mallory.told
    carla.presses("Say thanks", on="What could wait, too:")
    carla.fills(text="Thank you!")
    assert "arrives" in carla.told or "gets your thanks" in carla.told


@pytest.mark.parametrize("language", ["en", "de"])
def test_another_hour_moves_the_digest_that_is_on_its_way(world: World, language: str) -> None:
    carla = world.person("Carla", language)
    carla.runs("quiet")
    carla.fills(daily="1")
    with_several(world, carla, 2, language)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    carla.catches_up()
    carla.runs("quiet")
    carla.fills(digest="14:00")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=4))  # 14:00 in Berlin
    carla.is_rung({"en": "could wait", "de": "warten konnte"}[language])
    # A second one on the same day would be one too many.
    carla.runs("quiet")
    carla.fills(digest="17:00")
    world.travel(hours=12)
    carla.is_not_rung()


def test_the_digest_stays_away_on_a_day_off(world: World) -> None:
    carla = world.person("Carla")
    carla.runs("quiet")
    carla.fills(daily="1")
    with_several(world, carla, 2)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    carla.catches_up()
    carla.runs("away")
    carla.fills(first="today", last="Friday")
    world.travel_to(MONDAY_TEN + timedelta(days=7, hours=-1) - timedelta(seconds=1))
    carla.is_not_rung()
    world.travel(seconds=1)  # when work begins: on return it does not wait for the usual hour
    carla.is_rung("One thing has waited")


def test_the_place_of_one_that_was_dropped_is_free_again(world: World) -> None:
    """One a day; the first is answered before its turn comes, so the second one comes on its own."""
    carla = world.person("Carla")
    carla.runs("quiet")
    carla.fills(daily="1")
    anna, dana = with_several(world, carla, 1)[0], world.person("Dana")
    world.together(carla, dana, "with-dana")
    carla.presses("Say thanks", on="Task of Anna")
    carla.fills(text="Thank you, Anna!")
    world.travel(minutes=30)
    carla.runs(f"new @{dana.account}")
    carla.fills(title="Task of Dana", **{"for": "2"})
    dana.presses_id("task.accept")
    dana.runs("submit")
    dana.fills(note="Done")
    carla.presses_id("submission.good")
    with world.playground.database.transaction() as session:  # as if it had been written before the thanks
        nudge = Outgoing(
            key="praise-nudge:1",
            view="praise.nudge",
            about={"task": 1},
            workspace_id=1,
            engagement_id=1,
            account_id=1,
            conversation="1:@1",
            kind=Kind.UNSOLICITED,
            not_before=MONDAY_TEN + timedelta(days=2),
        )
        session.add(nudge)
    carla.catches_up()
    anna.catches_up()
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=3))
    carla.is_rung("Task of Dana")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        (
            "en",
            ["In 20 minutes", "In an hour", "This afternoon", "Tomorrow at nine", "Next working day", "When I'm back"],
        ),
        (
            "de",
            [
                "In 20 Minuten",
                "In einer Stunde",
                "Heute Nachmittag",
                "Morgen um neun",
                "Nächster Arbeitstag",
                "Wenn ich zurück bin",
            ],
        ),
    ],
)
def test_back_after_an_absence(world: World, language: str, labels: list[str]) -> None:
    carla = world.person("Carla", language)
    with_several(world, carla, 1, language)
    world.travel(days=2, hours=2)
    later, title = {"en": ("Later", "When shall"), "de": ("Später", "Wann soll")}[language]
    carla.presses(later)
    assert carla.buttons(title) == labels[:5]
    carla.runs("away")
    carla.fills(first="30.11.2026", last="4.12.2026")
    carla.presses(later, on="Task of Anna")
    assert carla.buttons(title) == labels
    carla.presses(labels[5])
    assert {"en": "Mon 7 Dec, 9:00", "de": "Mo., 7. Dez., 9 Uhr"}[language] in carla.told
    carla.runs("quiet")
    carla.fills(daily="2")  # what waits is decided upon anew, and this waits for her return
    carla.catches_up()
    world.travel_to(MONDAY_TEN + timedelta(days=14, hours=-1, minutes=-1))
    carla.is_not_rung()
    world.travel(minutes=1)
    carla.is_rung("Task of Anna")
    world.travel(days=10)
    carla.is_not_rung()


@pytest.mark.parametrize("language", ["en", "de"])
def test_back_when_the_question_is_answered(world: World, language: str) -> None:
    carla, anna = world.person("Carla", language), world.person("Anna", language)
    world.together(carla, anna, "team", language)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses_id("task.accept")
    anna.presses_id("task.ask")
    anna.fills(question="Which shop?")
    anna.runs("submit")
    anna.fills(note="Done")
    carla.presses_id("submission.good")
    world.travel(days=2)
    carla.catches_up()
    carla.presses_id("snooze.open")
    carla.presses({"en": "When it is answered", "de": "Nach der Antwort"}[language])
    assert {"en": "as soon as the question is answered", "de": "sobald die Rückfrage"}[language] in carla.told
    world.travel(days=3)  # until Saturday: what comes back without a moment of its own waits for working time
    carla.is_not_rung()
    carla.presses_id("question.answer")
    carla.fills(answer="The new one.")
    carla.is_not_rung()
    world.travel(days=2)
    carla.is_rung("Newsletter")
    world.travel(days=10)
    carla.is_not_rung()


def test_what_came_back_is_not_put_off_again_and_can_be_lessened(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.presses("Later")
    carla.presses("In an hour")
    carla.presses("Later", on="Task of Anna")
    carla.presses("In 20 minutes")  # another thought before it came: it moves
    carla.catches_up()
    world.travel(hours=2)
    carla.is_rung("Task of Anna")
    assert "Later" not in carla.buttons("Task of Anna")
    with world.playground.database.transaction() as session:
        row = messages.outgoing(session, "praise-nudge:1:again")
        assert row is not None
    carla.forges(f"snooze.until|message={row.id}|to=hour")
    assert "came back once already" in carla.told
    carla.forges("snooze.until|message=9|to=yesterday")
    carla.presses("Less of this", on="Task of Anna")
    carla.presses("Never")
    assert "No more of these" in carla.told


@pytest.mark.parametrize("answer", ["Not now", "No such reminders", "Never"])
def test_what_was_refused_meanwhile_does_not_come_back(world: World, answer: str) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.presses("Later")
    carla.presses("Tomorrow at nine")
    if answer == "Never":
        carla.presses("Less of this", on="Task of Anna")
    carla.presses(answer)
    carla.catches_up()
    world.travel(days=3)
    carla.is_not_rung()


def test_this_afternoon_is_over_in_the_evening(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.presses("Later")
    world.travel(hours=4)  # four in the afternoon
    carla.presses("This afternoon")
    assert "does not fit any more" in carla.told
    carla.presses("Later", on="Task of Anna")
    assert "This afternoon" not in carla.buttons("When shall")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("rings", ["", "questions"])
def test_a_question_rings_at_night_only_for_somebody_who_said_so(world: World, rings: str, language: str) -> None:
    carla, anna = world.person("Carla", language), world.person("Anna", language)
    world.together(carla, anna, "team", language)
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses_id("task.accept")
    carla.runs("quiet")
    carla.fills(rings=rings)
    said = {"en": "outside your hours, too: Questions that wait", "de": "darf klingeln: Rückfragen"}[language]
    assert (said in carla.told) == bool(rings)
    world.travel(hours=12)
    carla.catches_up()
    anna.presses_id("task.ask")
    anna.fills(question="Which shop?")
    assert len(carla.rings()) == (1 if rings else 0)
    world.travel(hours=12)
    assert len(carla.rings()) == (0 if rings else 1)


def test_of_a_second_summary_on_one_day_the_digest_tells(world: World) -> None:
    carla, anna = world.person("Carla"), world.person("Anna")
    world.together(carla, anna, "team", "en")
    carla.runs("new")
    carla.fills(title="Newsletter")
    anna.presses_id("task.accept")
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="11:00")
    carla.runs("hours Mon–Fri 9–15")
    world.travel_to(MONDAY_TEN + timedelta(hours=6))  # four in the afternoon
    anna.catches_up()
    carla.catches_up()
    anna.presses("On track")
    carla.is_not_rung()
    world.travel_to(MONDAY_TEN + timedelta(days=1, hours=1))
    carla.is_rung("How it is going", "on track")
    anna.is_rung("One task is open")
    anna.presses("At risk", on="One task is open")
    carla.is_not_rung()
    anna.runs("checkin")
    anna.fills(time="15:00")  # another hour makes no second check-in today
    world.travel_to(MONDAY_TEN + timedelta(days=1, hours=5, minutes=59))
    anna.is_not_rung()
    world.travel(minutes=1)
    carla.is_rung("One thing that could wait", "at risk")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=5))
    anna.is_rung("One task is open")


def test_a_great_many_rows_at_once_are_three_messages_and_one_digest(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    with world.playground.database.transaction() as session:
        session.add_all(
            Outgoing(
                key=f"many:{number}",
                view="praise.nudge",
                about={"task": 1},
                workspace_id=1,
                engagement_id=1,
                account_id=1,
                conversation="1:@1",
                kind=Kind.UNSOLICITED,
                not_before=MONDAY_TEN,
            )
            for number in range(3_000)
        )
    carla.catches_up()
    world.travel_to(MONDAY_TEN + timedelta(hours=5))
    assert len(carla.rings()) == 1  # all about the same task
    world.travel_to(MONDAY_TEN + timedelta(hours=7))
    carla.is_rung("2,999 things that could wait")
    # They are all about one task, so what can be done with that stands there once.
    assert carla.buttons("2,999").count("Say thanks") == 1
    assert carla.buttons("2,999").count("Less of this") == 4


@pytest.mark.parametrize(
    ("language", "labels", "kept"),
    [
        ("en", ("Less of this", "Never", "As usual"), "As usual again"),
        ("de", ("Weniger davon", "Nie", "Wie sonst auch"), "Dann wieder wie sonst auch"),
    ],
)
def test_a_wish_can_be_taken_back(world: World, language: str, labels: tuple[str, ...], kept: str) -> None:
    carla = world.person("Carla", language)
    anna = with_several(world, carla, 1, language)[0]
    world.travel(days=2, hours=2)
    carla.catches_up()
    for label in labels[:2]:
        carla.presses(label)
    carla.presses(labels[0], on="Task of Anna")
    carla.presses(labels[2])
    assert kept in carla.told
    world.travel(days=8)
    carla.runs("new")
    carla.fills(title="Second of Anna")
    anna.presses_id("task.accept")
    anna.runs("submit")
    anna.fills(note="Done")
    carla.presses_id("submission.good")
    carla.catches_up()
    world.travel(days=4)
    carla.is_rung("Second of Anna")


def test_never_but_as_usual_with_one(world: World) -> None:
    carla = world.person("Carla", "en")
    with_several(world, carla, 2, "en")
    world.travel(days=2, hours=2)
    carla.catches_up()
    first = reminder(world)
    carla.forges(f"less.choose|message={first}|wish=never|where=everywhere")
    carla.forges(f"less.choose|message={first}|wish=usual|where=here")
    assert "As usual again" in carla.told
    with world.playground.database.transaction() as session:
        kept = session.exec(select(Preference.wish, Preference.engagement_id).order_by(col(Preference.id))).all()
        assert kept == [(Wish.NEVER, None), (Wish.USUAL, session.get_one(Outgoing, first).engagement_id)]
    carla.forges(f"less.choose|message={first}|wish=usual|where=everywhere")
    with world.playground.database.transaction() as session:
        assert session.exec(select(Preference)).all() == []


@pytest.mark.parametrize(
    ("snooze", "away", "back"),
    [
        (Snooze.WORKDAY, None, "2026-11-26 09:00"),
        (Snooze.TOMORROW, None, "2026-11-24 09:00"),
        (Snooze.BACK, None, None),
        (Snooze.BACK, (date(2026, 11, 23), date(2026, 11, 24)), "2026-11-26 09:00"),
        (Snooze.BACK, (date(2026, 11, 23), None), "2026-11-23 10:00"),
        (Snooze.BACK, (date(2026, 11, 27), None), "2026-11-27 00:00"),
        (Snooze.ANSWERED, None, None),
    ],
)
def test_until_when_something_can_be_put_off(snooze: Snooze, away: Away | None, back: str | None) -> None:
    """Tuesday and Wednesday are off."""
    off = {date(2026, 11, 24), date(2026, 11, 25)}
    at = until(snooze, Pattern(USUAL_HOURS, "Europe/Berlin", off.__contains__), MONDAY_TEN, away=away)
    assert (at and f"{local(at, 'Europe/Berlin'):%Y-%m-%d %H:%M}") == back


CHOICES = {  # chosen on Wednesday at noon: the label, and when it comes back, on Berlin's clock
    Snooze.MINUTES: ("In 20 minutes", "Wed 25 Nov, 12:20", "25 12:20"),
    Snooze.HOUR: ("In an hour", "Wed 25 Nov, 13:00", "25 13:00"),
    Snooze.AFTERNOON: ("This afternoon", "Wed 25 Nov, 15:00", "25 15:00"),
    Snooze.TOMORROW: ("Tomorrow at nine", "Thu 26 Nov, 9:00", "26 09:00"),
    Snooze.WORKDAY: ("Next working day", "Fri 27 Nov, 11:00", "27 11:00"),
    Snooze.BACK: ("When I'm back", "Wed 2 Dec, 11:00", "02 11:00"),
    Snooze.ANSWERED: ("When it is answered", "as soon as the question is answered", "25 16:30"),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("choice", list(Snooze))
def test_what_was_put_off_comes_back_once_and_the_series_stays(world: World, choice: Snooze) -> None:
    label, said, back = CHOICES[choice]
    carla, anna = world.person("Carla"), world.person("Anna")
    world.together(carla, anna, "team", "en")
    carla.runs("new")
    carla.fills(title="Task of Anna")
    anna.presses_id("task.accept")
    anna.presses_id("task.ask")
    anna.fills(question="Which shop?")
    anna.runs("submit")
    anna.fills(note="Done")
    carla.presses_id("submission.good")
    carla.runs("hours Mon–Wed, Fri 11–17")
    if choice is Snooze.BACK:
        carla.runs("away")
        carla.fills(first="28.11.", last="1.12.")
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    carla.presses_id("snooze.open", on="Anna finished")
    carla.presses(label)
    assert said in carla.told
    # Another one of the series is due meanwhile, and comes when it would have come.
    dana = world.person("Dana")
    world.together(carla, dana, "with-dana", "en")
    finished(carla, dana, "Task of Dana", **{"for": "2"})
    if choice is Snooze.ANSWERED:
        world.travel_to(MONDAY_TEN + timedelta(days=2, hours=6, minutes=30))
        carla.presses_id("question.answer")
        carla.fills(answer="The new one.")
    world.travel_to(MONDAY_TEN + timedelta(days=21))
    came = [(each.message.text, local(each.at, "Europe/Berlin")) for each in world.deliveries[carla.seen :]]
    series = [at for text, at in came if "Dana finished Task of Dana" in text]
    again = [at for text, at in came if "Anna finished Task of Anna" in text]
    assert [f"{at:%d %H:%M}" for at in again] == [back]
    assert [f"{at:%d %H:%M}" for at in series] == ["27 12:00"]


def test_tomorrow_at_nine_is_nine_by_the_clock_they_have_then(world: World) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)
    carla.presses("Later")
    carla.presses("Tomorrow at nine")
    carla.runs("zone New York")
    carla.catches_up()
    world.travel_to(MONDAY_TEN + timedelta(days=3, hours=5) - timedelta(seconds=1))
    carla.is_not_rung()
    world.travel(seconds=1)  # nine o'clock in New York
    carla.is_rung("Task of Anna")


@pytest.mark.parametrize("language", ["en", "de"])
def test_nobody_is_promised_a_moment_at_which_they_are_away(world: World, language: str) -> None:
    """Until further notice: what was put off until then comes when that is taken back, and not in the night."""
    labels = {"en": ("Later", "When shall", "When I'm back"), "de": ("Später", "Wann soll", "Wenn ich zurück bin")}
    later, title, back = labels[language]
    carla = world.person("Carla", language)
    with_several(world, carla, 1, language)
    world.travel(days=2, hours=2)
    carla.runs("away")
    carla.fills(first={"en": "today", "de": "heute"}[language], last={"en": "open", "de": "offen"}[language])
    carla.presses(later, on="Task of Anna")
    assert carla.buttons(title) == [back]
    carla.forges(f"snooze.until|message={reminder(world)}|to=hour")
    assert {"en": "does not fit", "de": "passt nicht mehr"}[language] in carla.told
    carla.presses(later, on="Task of Anna")
    carla.presses(back)
    assert {"en": "as soon as you are back", "de": "sobald du zurück bist"}[language] in carla.told
    world.travel(days=8, hours=10)
    carla.is_rung("Task of Anna")  # the one that was put off, two days ago
    carla.runs("availability")
    carla.presses_id("away.cancel")
    carla.is_not_rung()
    world.travel(hours=12)
    carla.is_rung("Task of Anna")
    world.travel(days=10)
    carla.is_not_rung()


def test_tomorrow_is_not_offered_before_a_holiday(database: Database) -> None:
    """On such days it is quiet; "next working day" says what is meant."""
    world = World(database, datetime(2026, 12, 22, 9, tzinfo=UTC))
    carla = world.person("Carla", "de")
    carla.runs("zeiten")
    carla.presses_id("holidays.open")
    carla.fills(region="Hamburg")
    with_several(world, carla, 1, "de")
    world.travel_to(datetime(2026, 12, 24, 9, 30, tzinfo=UTC))
    carla.presses("Später", on="Task of Anna")
    assert "Morgen um neun" not in carla.buttons("Wann soll")
    carla.presses("Nächster Arbeitstag")
    assert "28. Dez., 9 Uhr" in carla.told
    world.close()


def reminder(world: World) -> int:
    """The number of the reminder that came first."""
    with world.playground.database.transaction() as session:
        return known(session.exec(select(Outgoing.id).where(Outgoing.kind == Kind.UNSOLICITED)).first())


@pytest.mark.parametrize("taken_back", [True, False])
def test_back_means_back_when_an_absence_is_longer_or_is_taken_back(world: World, taken_back: bool) -> None:
    carla = world.person("Carla")
    with_several(world, carla, 1)
    world.travel(days=2, hours=2)  # Wednesday
    carla.runs("away")
    carla.fills(first="27.11.", last="30.11.")
    carla.presses("Later", on="Task of Anna")
    carla.presses("When I'm back")
    carla.catches_up()
    if taken_back:
        carla.runs("availability")
        carla.presses_id("away.cancel")
    else:
        carla.runs("away")
        carla.fills(first="1.12.", last="3.12.")
        world.travel_to(MONDAY_TEN + timedelta(days=11, hours=-1) - timedelta(seconds=1))
        carla.is_not_rung()
        world.travel(seconds=1)
    carla.is_rung("Task of Anna")


@pytest.mark.parametrize(
    ("absences", "found"),
    [
        ([], None),
        ([(date(2026, 11, 20), date(2026, 11, 22))], None),
        ([(date(2026, 11, 20), None)], 0),
        ([(date(2026, 12, 7), date(2026, 12, 9))], 0),
        ([(date(2026, 12, 8), date(2026, 12, 9))], None),
        ([(date(2026, 12, 1), date(2026, 12, 9)), (date(2026, 11, 23), date(2026, 11, 23))], 1),
    ],
)
def test_which_absence_is_near(absences: list[Away], found: int | None) -> None:
    assert near(absences, MONDAY_TEN.date()) == (absences[found] if found is not None else None)


@pytest.mark.both_databases
@pytest.mark.parametrize("where", ["here", "everywhere"])
def test_never_holds_for_what_waits_in_the_digest_too(world: World, where: str) -> None:
    carla = world.person("Carla")
    carla.runs("quiet")
    carla.fills(daily="1")
    with_several(world, carla, 3)
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=2))
    assert len(carla.rings()) == 1
    with world.playground.database.transaction() as session:
        folded = session.exec(select(Outgoing).where(Outgoing.state == SendState.FOLDED)).all()
        first = folded[0].id
    carla.forges(f"less.choose|message={first}|wish=never|where={where}")
    assert "No more of these" in carla.told
    world.travel_to(MONDAY_TEN + timedelta(days=2, hours=7))
    if where == "here":
        carla.is_rung("One thing that could wait", "Task of Eva")
    else:
        carla.is_not_rung()
