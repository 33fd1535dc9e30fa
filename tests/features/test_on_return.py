"""Back from an absence: what has waited comes in one message, when and as far as somebody is back."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot import registry
from bot.context import Showing
from bot.ui import Card
from data.queries.status import try_again
from data.tables import Outgoing, SendState
from tests.features.test_interruptions import with_several
from tests.world import MONDAY_TEN, Someone, World

BACK = "Schön, dass du wieder da bist"


@pytest.fixture
def three(world: World) -> tuple[Someone, Someone, Someone]:
    """Anna works for Carla and Ben, and has a task of each."""
    anna, carla, ben = world.person("Anna", "de"), world.person("Carla"), world.person("Ben", "de")
    for client, room, title in ((carla, "team", "Newsletter"), (ben, "shop", "Retouren")):
        world.together(client, anna, room)
        client.runs("new")
        client.fills(title=title)
        anna.presses_id("task.accept", on=title)
    for someone in (anna, carla, ben):
        someone.catches_up()
    return anna, carla, ben


def asks(someone: Someone, title: str, question: str) -> None:
    someone.presses_id("task.ask", on=title)
    someone.fills(question=question)


def at(days: int, hour: int = 9) -> "timedelta":
    """So many days after Monday, at that hour in Berlin."""
    return timedelta(days=days, hours=hour - 10)


def test_each_client_by_the_hours_that_are_for_them(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    """Fridays for Carla, every day for Ben; whoever asked first."""
    anna, carla, ben = three
    anna.runs("zeiten")
    anna.presses_id("hours.open")
    anna.fills(hours="Fr 9-13", where="1")
    anna.runs("abwesend")
    anna.fills(first="heute", last="morgen")
    anna.catches_up()
    asks(carla, "Newsletter", "How long?")
    asks(ben, "Retouren", "Wie viele?")
    world.travel_to(MONDAY_TEN + at(2))
    anna.is_rung(BACK, "Wie viele?")
    world.travel_to(MONDAY_TEN + at(4) - timedelta(seconds=1))
    anna.is_not_rung()
    world.travel(seconds=1)
    anna.is_rung(BACK, "How long?")


def test_who_has_hours_for_one_client_only_gets_it_then(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    anna, carla, _ = three
    anna.runs("zeiten keine")
    anna.runs("zeiten")
    anna.presses_id("hours.open")
    anna.fills(hours="Mo-Fr 9-17", where="1")
    anna.runs("abwesend")
    anna.fills(first="heute", last="Mittwoch")
    asks(carla, "Newsletter", "How long?")
    anna.catches_up()
    world.travel_to(MONDAY_TEN + at(3))
    anna.is_rung(BACK, "How long?")


def test_away_for_one_client_and_back_for_that_one(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    anna, carla, ben = three
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag", only="1")
    anna.catches_up()
    asks(carla, "Newsletter", "How long?")
    asks(carla, "Newsletter", "How wide?")
    asks(ben, "Retouren", "Wie viele?")
    anna.is_rung("Wie viele?")  # for him she is there
    world.travel_to(MONDAY_TEN + at(7))
    anna.is_rung(f"{BACK}. 2 Sachen", "How long?", "How wide?")


def test_prolonged_for_one_client_the_other_ones_come(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    anna, carla, ben = three
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    asks(carla, "Newsletter", "How long?")
    asks(ben, "Retouren", "Wie viele?")
    anna.runs("abwesend")
    anna.fills(first="30.11.", last="2.12.", only="1")
    anna.catches_up()
    world.travel_to(MONDAY_TEN + at(7))
    anna.is_rung(f"{BACK}. Eine Sache", "Wie viele?")
    world.travel_to(MONDAY_TEN + at(10))
    anna.is_rung(f"{BACK}. Eine Sache", "How long?")


def test_back_on_a_day_that_had_a_digest_nobody_waits_for_the_next_one(
    world: World, three: tuple[Someone, Someone, Someone]
) -> None:
    anna, carla, _ = three
    anna.runs("abwesend")
    anna.fills(first="heute")
    asks(carla, "Newsletter", "How long?")
    world.travel_to(MONDAY_TEN + at(1))
    anna.runs("abwesend")
    anna.fills(first="heute")
    asks(carla, "Newsletter", "How wide?")
    anna.catches_up()
    world.travel(hours=2)
    anna.is_not_rung()
    anna.runs("erreichbarkeit")
    anna.presses("Zurücknehmen")
    anna.is_rung("How wide?")


def test_what_was_put_off_until_then_comes_along(world: World) -> None:
    carla = world.person("Carla", "de")
    anna, dana = world.person("Anna", "de"), world.person("Dana", "de")
    for number, va in enumerate((anna, dana), start=1):
        world.together(carla, va, f"with-{va.account}")
        carla.runs(f"neu @{va.account}")
        carla.fills(title=f"Task of {va.name}", **({"for": str(number)} if number > 1 else {}))
        va.presses_id("task.accept")
    anna.runs("abgeben")
    anna.fills(note="Fertig")
    carla.presses_id("submission.good")
    world.travel(days=2)  # the reminder to say thanks
    carla.runs("abwesend")
    carla.fills(first="morgen", last="Freitag")
    carla.presses("Später")
    carla.presses("Wenn ich zurück bin")
    world.travel(days=1)
    asks(dana, "Task of Dana", "Welche Farbe?")
    carla.catches_up()
    world.travel_to(MONDAY_TEN + at(7))
    carla.is_rung(f"{BACK}. 2 Sachen", "Welche Farbe?", "Task of Anna")


def test_a_date_in_it_is_said_once_as_it_is_and_is_gone_when_it_was_answered(
    world: World, three: tuple[Someone, Someone, Someone]
) -> None:
    anna, carla, _ = three
    anna.runs("abwesend")
    anna.fills(first="heute", last="morgen")
    anna.catches_up()
    for day in (7, 8):
        carla.presses_id("task.redate", on="Newsletter")
        carla.fills(due=f"{day} December 3pm")
    world.travel_to(MONDAY_TEN + at(2))
    (digest,) = anna.rings()
    assert digest.count("Terminvorschlag") == 1
    assert "Di., 8. Dez., 15 Uhr" in digest
    carla.presses_id("task.redate", on="Newsletter")
    carla.fills(due="9 December 3pm")
    anna.presses("Ablehnen" if "Ablehnen" in anna.buttons(BACK) else "Passt", on=BACK)
    assert "Mi., 9. Dez." in anna.told
    assert "Terminvorschlag" not in anna.message(BACK if anna.sees(BACK) else "wartet nichts mehr").text


@pytest.mark.parametrize("done", ["withdrawn", "submitted"])
def test_what_is_settled_elsewhere_is_gone_from_it(
    world: World, three: tuple[Someone, Someone, Someone], done: str
) -> None:
    anna, carla, ben = three
    anna.runs("abwesend")
    anna.fills(first="heute", last="morgen")
    asks(carla, "Newsletter", "How long?")
    asks(ben, "Retouren", "Wie viele?")
    carla.presses_id("task.more", on="Newsletter")
    carla.presses_id("task.news")
    world.travel_to(MONDAY_TEN + at(2))
    assert "wüsste gern" in anna.message(BACK).text
    if done == "withdrawn":
        carla.presses_id("task.more", on="Newsletter")
        carla.presses_id("task.withdraw")
    else:
        anna.presses_id("task.submit", on="Newsletter")
        anna.fills(note="Fertig")
    text = anna.message(BACK).text
    assert "wüsste gern" not in text
    assert ("How long?" in text) is (done == "submitted")
    assert "Wie viele?" in text


def test_what_cannot_be_shown_is_set_aside_and_the_rest_comes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed with its error and can be tried again; and Anna hears that something is missing."""
    anna, carla, ben = world.person("Anna", "de"), world.person("Carla"), world.person("Ben", "de")
    for client, title in ((carla, "Newsletter"), (ben, "Retouren")):
        world.together(client, anna, None)
        client.runs("new")
        client.fills(title=title)
        anna.presses_id("task.accept", on=title)
    whole = registry.views["question.asked"]

    def broken(showing: Showing) -> Card | None:
        if showing.about("question") == 1:
            raise RuntimeError
        return whole(showing)

    monkeypatch.setitem(registry.views, "question.asked", broken)
    anna.runs("abwesend")
    anna.fills(first="heute", last="morgen")
    asks(carla, "Newsletter", "How long?")
    asks(ben, "Retouren", "Wie viele?")
    anna.catches_up()
    world.travel_to(MONDAY_TEN + at(2))
    rings = anna.rings()
    assert any(BACK in ring and "Wie viele?" in ring for ring in rings)
    assert any("ist nicht durchgekommen; der Fehler liegt bei mir" in ring for ring in rings)
    with world.playground.database.transaction() as session:
        (failed,) = session.exec(select(Outgoing).where(Outgoing.state == SendState.FAILED))
        assert (failed.key, failed.note) == ("question:1", "RuntimeError")
        monkeypatch.setitem(registry.views, "question.asked", whole)
        assert try_again(session, world.now, None) == 1
    world.travel(minutes=1)
    anna.is_rung("How long?")


def test_what_a_client_wants_to_hear_is_not_asked_twice(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    """The check-in of that morning leaves it out; if it is not answered, the next one asks."""
    anna, carla, _ = three
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="9 Uhr")
    world.travel(days=1)
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.presses_id("task.more", on="Newsletter")
    carla.presses_id("task.news")
    anna.catches_up()
    world.travel_to(MONDAY_TEN + at(7))
    rings = anna.rings()
    assert len(rings) == 2
    assert any(BACK in ring and "wie es mit Newsletter läuft" in ring for ring in rings)
    assert any("Eine Aufgabe ist offen" in ring and "Retouren" in ring and "Newsletter" not in ring for ring in rings)
    anna.presses("Stimmt so", on="Eine Aufgabe ist offen")
    world.travel(days=1)
    anna.is_rung("2 Aufgaben sind offen")


@pytest.mark.parametrize("away", ["for one", "from all, before any check-in"])
def test_nobody_is_asked_twice_in_one_minute(world: World, three: tuple[Someone, Someone, Someone], away: str) -> None:
    anna, carla, _ = three
    anna.runs("checkin")
    anna.fills(days="0,1,2,3,4", time="9 Uhr")
    if away == "for one":
        world.travel(days=1, hours=1)
    anna.runs("abwesend")
    anna.fills(first="heute", last="26.11.", only="1" if away == "for one" else "")
    carla.presses_id("task.more", on="Newsletter")
    carla.presses_id("task.news")
    world.travel_to(MONDAY_TEN + at(4) - timedelta(seconds=1))
    anna.catches_up()
    world.travel(seconds=1)
    assert sum("Newsletter" in ring for ring in anna.rings()) == 1


@pytest.mark.parametrize("hours", [4 * 24 + 26, 6 * 24 + 20])  # on Saturday, and in the night before they work again
def test_what_is_asked_after_the_last_day_comes_along(
    world: World, three: tuple[Someone, Someone, Someone], hours: int
) -> None:
    anna, carla, ben = three
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    anna.catches_up()
    asks(carla, "Newsletter", "How long?")
    world.travel(hours=hours)
    asks(carla, "Newsletter", "How wide?")
    asks(ben, "Retouren", "Wie viele?")
    world.travel_to(MONDAY_TEN + at(7))
    anna.is_rung(f"{BACK}. 3 Sachen", "How long?", "How wide?", "Wie viele?")
    world.travel(hours=10)
    asks(carla, "Newsletter", "How high?")
    world.travel_to(MONDAY_TEN + at(8))
    assert BACK not in anna.rings()[0]


def test_what_baton_held_up_says_so(world: World, three: tuple[Someone, Someone, Someone]) -> None:
    anna, carla, _ = three
    anna.runs("abwesend")
    anna.fills(first="heute", last="morgen")
    asks(carla, "Newsletter", "How long?")
    anna.catches_up()
    world.travel(days=1)
    world.without_baton_until(MONDAY_TEN + at(3, 11))
    anna.is_rung(BACK, "How long?", "Das hätte am Mi., 25. Nov., 9 Uhr kommen sollen")


def test_an_absence_after_one_that_was_taken_back_is_told(
    world: World, three: tuple[Someone, Someone, Someone]
) -> None:
    """Messages are known by the number of the absence, which is never used again."""
    anna, carla, _ = three
    anna.runs("abwesend")
    anna.fills(first="25.11.")
    anna.runs("erreichbarkeit")
    anna.presses("Zurücknehmen")
    carla.catches_up()
    anna.runs("abwesend")
    anna.fills(first="14.12.", last="18.12.")
    carla.is_rung("Anna is away from Mon 14 Dec to Fri 18 Dec.")
    anna.forges("away.cancel|absence=1")
    assert "Es hat sich nichts geändert" in anna.told


def test_what_shall_come_in_the_digest_only_comes_in_that_one(world: World) -> None:
    carla = world.person("Carla", "de")
    with_several(world, carla, 2, "de")
    carla.runs("abwesend")
    carla.fills(first="24.11.", last="27.11.")
    world.travel(days=3)
    with world.playground.database.transaction() as session:
        nudge = session.exec(select(Outgoing).where(Outgoing.view == "praise.nudge")).first()
        assert nudge is not None
    carla.forges(f"less.choose|message={nudge.id}|where=here|wish=digest")
    carla.catches_up()
    world.travel_to(MONDAY_TEN + at(7))
    carla.is_rung(f"{BACK}. 2 Sachen", "Task of Anna", "Task of Dana")
