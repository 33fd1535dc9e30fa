"""What becomes of messages that can't be brought: tried again, waiting, given up with a word, or set aside."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import registry
from bot.context import Showing
from bot.ports import Barred, Broken, Gone, SendError, Wait
from bot.ui import Card
from data.queries.status import try_again
from data.tables import Lane, Outgoing, SendState
from scheduling.sending import LAST_TRIES, TRIES
from tests.scheduling.test_delivery import Unreliable, hand_off, line, pair, posted, row
from tests.world import Someone, World

__all__ = ["line", "pair"]
Pair = tuple[Someone, Someone]


def rows(world: World, state: SendState) -> Sequence[Outgoing]:
    with world.playground.database.transaction() as session:
        return session.exec(select(Outgoing).where(Outgoing.state == state)).all()


def test_a_room_that_is_gone_is_given_up_and_both_are_told(world: World, line: Unreliable, pair: Pair) -> None:
    carla, anna = pair
    line.faults.append(Gone("room"))
    hand_off(carla)
    assert row(world, "task:1").state is SendState.FAILED
    carla.is_rung("I can't post in #team any more")
    anna.is_rung("Im Kanal #team kann ich nicht mehr schreiben")
    world.travel(days=2)
    assert line.tries.count(line.tries[-1]) == 1


def test_closed_direct_messages_are_told_to_the_other_one(world: World, line: Unreliable) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room=None)
    line.closed.add(anna.account)
    hand_off(carla)
    assert row(world, "task:1:va").state is SendState.FAILED
    assert "I can't send Anna a direct message" in carla.rings()[-1]
    tries = len(line.tries)
    world.travel(days=2)
    assert len(line.tries) == tries


def test_closed_direct_messages_are_hinted_at_in_the_room_of_that_engagement_alone(
    world: World, line: Unreliable
) -> None:
    carla, ben, anna = world.person("Carla"), world.person("Ben"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room="carla-anna", language="en")
    world.together(ben, anna, room=None)
    line.closed.add(anna.account)
    hand_off(ben)  # there is no room of these two
    ben.catches_up()
    assert not carla.sees("direct messages are closed")
    anna.runs("away")
    line.closed.add(carla.account)
    anna.fills(first="heute", last="heute")  # Carla is told, in vain
    assert carla.sees("direct messages are closed")


@pytest.mark.parametrize("room", ["team", None])
def test_a_question_in_a_digest_that_cannot_be_brought_is_not_lost(
    world: World, line: Unreliable, room: str | None
) -> None:
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room)
    hand_off(carla)
    anna.presses("Zusagen")
    anna.runs("abwesend")
    anna.fills(first="heute", last="Freitag")
    carla.presses_id("task.ask")
    carla.fills(question="How long shall it be?")
    line.closed.add(anna.account)
    anna.catches_up()
    carla.catches_up()
    world.travel(days=7)
    if room is None:
        carla.is_rung("I can't send Anna a direct message")
    else:  # it stands in the thread, and a word in the room rings
        anna.is_rung("kann dir aber keine Direktnachricht schicken")
        assert posted(world, "How long shall it be?") == 1


def test_a_message_that_never_gets_through_while_others_do_is_given_up_and_told(
    world: World, line: Unreliable, pair: Pair
) -> None:
    carla, anna = pair
    line.refused["baton-3"] = SendError("500")  # the first two are for the beginning
    hand_off(carla)
    for _ in range(12):
        carla.runs("praise @anna")
        carla.fills(text="Thank you", where="direct")
        world.travel(minutes=10)
    found = row(world, "task:1")
    assert (found.state, found.attempts, found.note) == (SendState.FAILED, TRIES - 1, "500")
    assert any("did not get through, and the fault is mine" in text for text in carla.rings())
    assert any("der Fehler liegt bei mir" in text for text in anna.rings())


def test_a_platform_that_is_away_for_long_loses_nothing(world: World, line: Unreliable, pair: Pair) -> None:
    """Nothing gets through, so no message is at fault."""
    carla, anna = pair
    line.away = True
    hand_off(carla)
    world.travel(hours=3)
    assert row(world, "task:1").state is SendState.READY
    assert row(world, "task:1").attempts == TRIES - LAST_TRIES
    assert len(line.tries) > TRIES
    carla.is_not_rung()
    line.away = False
    world.travel(minutes=10)
    anna.is_rung("Newsletter – von Carla")
    assert posted(world, "Newsletter – von Carla") == 1


def test_after_a_week_even_that_is_given_up(
    world: World, line: Unreliable, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduling.sending.LONGEST", timedelta(hours=3))  # of simulated time, for speed
    line.away = True
    hand_off(pair[0])
    world.travel(hours=3, minutes=20)
    assert row(world, "task:1").state is SendState.FAILED


def test_a_change_that_was_on_its_way_when_the_platform_went_away_is_shown_afterwards(
    world: World, line: Unreliable, pair: Pair
) -> None:
    carla, anna = pair
    hand_off(carla)
    world.travel(days=8)  # the card has been there for longer than anything is tried
    line.away = True
    anna.presses("Zusagen")
    world.travel(hours=5)
    line.away = False
    world.travel(minutes=10)
    assert "Zugesagt" in carla.message("Newsletter – von Carla").text


@pytest.mark.parametrize("error", [Broken("invalid_blocks"), KeyError("in the adapter")])
def test_what_a_platform_or_its_adapter_cannot_show_is_set_aside_at_once(
    world: World, line: Unreliable, pair: Pair, error: Exception
) -> None:
    """The lane goes on, and whoever waits is told, without blame."""
    carla, anna = pair
    line.faults.append(error)
    hand_off(carla, "First")
    hand_off(carla, "Second")
    assert row(world, "task:1").state is SendState.FAILED
    assert row(world, "task:1").note in ("invalid_blocks", "KeyError")
    assert anna.sees("Second – von Carla")
    assert any("Etwas, das ich dir sagen wollte, ist nicht durchgekommen" in text for text in anna.rings())
    assert any("Something I wanted to tell you did not get through" in text for text in carla.rings())


def test_a_card_that_cannot_be_made_holds_nothing_up(world: World, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    carla, anna = pair
    whole = registry.views["task.card"]

    def broken(showing: Showing) -> Card | None:
        if showing.about("task") == 1:
            raise RuntimeError
        return whole(showing)

    monkeypatch.setitem(registry.views, "task.card", broken)
    hand_off(carla, "First")
    hand_off(carla, "Second")
    assert row(world, "task:1").state is SendState.FAILED
    assert row(world, "task:1").note == "RuntimeError"
    assert anna.sees("Second – von Carla")


def test_our_own_faults_are_told_once_a_day(world: World, line: Unreliable, pair: Pair) -> None:
    carla, _ = pair
    line.refused |= {f"baton-{number}": Broken("invalid_blocks") for number in (3, 6)}
    hand_off(carla, "First")  # and a word to each of the two
    hand_off(carla, "Second")
    assert [each.key for each in rows(world, SendState.FAILED)] == ["task:1", "task:2"]
    assert sum("the fault is mine" in text for text in carla.rings()) == 1


def test_so_they_are_in_direct_messages(world: World, line: Unreliable) -> None:
    """To whom they were meant alone: the other one may never have been concerned."""
    carla, anna = world.person("Carla"), world.person("Anna", "de", "Europe/Lisbon")
    world.together(carla, anna, room=None)
    anna.catches_up()
    line.refused |= {f"baton-{number}": Broken("invalid_blocks") for number in (3, 4, 7, 8)}
    hand_off(carla, "First")
    hand_off(carla, "Second")
    failed = [each.key for each in rows(world, SendState.FAILED)]
    assert failed == ["task:1:client", "task:1:va", "task:2:client", "task:2:va"]
    assert [sum("fault is mine" in text for text in carla.rings()), len(anna.rings())] == [1, 1]


def test_a_change_that_failed_is_no_reason_to_leave_out_the_next(world: World, line: Unreliable, pair: Pair) -> None:
    carla, anna = pair
    hand_off(carla)
    line.faults.append(Broken("invalid_blocks"))
    carla.forges("task.edit|task=1")
    carla.fills(title="Website")
    assert row(world, "task:1").state is SendState.FAILED
    anna.presses("Zusagen")
    assert "Website" in carla.message("von Carla").text
    assert "Zugesagt" in carla.message("Website – von Carla").text


def test_a_change_after_one_that_failed_long_ago_has_its_whole_time_again(
    world: World, line: Unreliable, pair: Pair
) -> None:
    carla, _ = pair
    hand_off(carla)
    line.faults.append(Broken("invalid_blocks"))
    carla.forges("task.edit|task=1")
    carla.fills(title="Website")
    world.travel(days=8)
    line.away = True
    carla.forges("task.edit|task=1")
    carla.fills(title="Shop")
    world.travel(hours=3)
    assert row(world, "task:1").state is SendState.READY
    line.away = False
    world.travel(minutes=10)
    assert "Shop" in carla.message("Shop – von Carla").text


def test_tried_again_by_hand_after_long_it_is_not_given_up_at_the_first_failure(
    world: World, line: Unreliable, pair: Pair
) -> None:
    line.faults.append(Broken("invalid_blocks"))
    hand_off(pair[0])
    world.travel(days=8)
    with world.playground.database.transaction() as session:
        assert try_again(session, world.now, None) == 1
    line.faults += [SendError("503")] * 3
    world.travel(minutes=2)
    assert posted(world, "Newsletter – von Carla") == 1


def test_what_was_under_way_when_everything_ended_for_long_is_not_given_up_at_the_first_failure(
    world: World, line: Unreliable, pair: Pair
) -> None:
    carla, _ = pair
    line.away = True
    hand_off(carla)
    with world.playground.database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
        found.attempts = 0
        session.add(found)
    world.do(world.playground._set_clock(world.now + timedelta(days=8)))
    world.travel(minutes=2)
    assert row(world, "task:1").state is SendState.READY
    line.away = False
    world.travel(minutes=10)
    assert posted(world, "Newsletter – von Carla") == 1


def test_asked_to_wait_for_longer_than_an_hour_it_waits_so_long(world: World, line: Unreliable, pair: Pair) -> None:
    carla, _ = pair
    line.faults.append(Wait(2 * 3600))
    hand_off(carla)
    tries = len(line.tries)
    world.travel(minutes=119)
    assert len(line.tries) == tries
    world.travel(minutes=2)
    assert posted(world, "Newsletter – von Carla") == 1


def test_while_it_is_not_let_in_everything_waits_and_nothing_is_given_up(
    world: World, line: Unreliable, pair: Pair
) -> None:
    """A token was revoked: nobody's message is at fault, and each further try would be one too many."""
    carla, anna = pair
    line.away, line.error = True, Barred("token_revoked")
    hand_off(carla, "First")
    tries = len(line.tries)
    carla.runs("praise @anna")
    carla.fills(text="Thank you", where="direct")
    assert len(line.tries) == tries  # the whole lane waits, this other conversation too
    world.travel(hours=3)
    assert row(world, "task:1").state is SendState.READY
    assert row(world, "task:1").note == "token_revoked"
    assert len(line.tries) <= tries + 3 * 60 / 5
    line.away = False
    world.travel(minutes=10)
    assert ["First" in text for text in anna.rings()] == [True, False]


def test_asked_to_wait_the_whole_lane_waits_and_a_restart_does_not_forget_it(
    world: World, line: Unreliable, pair: Pair
) -> None:
    carla, anna = pair
    line.faults.append(Wait(90.5, everywhere=True))
    hand_off(carla, "First")
    hand_off(carla, "Second")
    with world.playground.database.transaction() as session:
        lane = session.exec(select(Lane)).one()
        assert lane.paused_until == world.now + timedelta(seconds=90.5)
        lane.next_at = None  # a restart takes longer than the short rest after somebody else
        again = type(world.playground)(world.playground.database, world.now, world._posted)
    again.schedule.delivery.messengers = {"playground": line}
    tries = len(line.tries)
    world.do(again.schedule.delivery.arrive())
    world.do(again.travel(seconds=90))
    assert len(line.tries) == tries
    world.do(again.travel(seconds=1))
    assert [text.partition(" – ")[0] for text in anna.rings()] == ["@Anna\nFirst", "@Anna\nSecond"]


def test_what_stands_under_a_card_that_was_deleted_comes_in_the_room(
    world: World, line: Unreliable, pair: Pair
) -> None:
    carla, anna = pair
    hand_off(carla)
    anna.catches_up()
    carla.catches_up()
    line.faults += [Gone("message"), Gone("message")]  # the card's edit, the word under it
    anna.presses("Zusagen")
    carla.is_rung("Anna hat Newsletter zugesagt")
    assert carla.message("Anna hat Newsletter zugesagt").thread is None
    anna.is_not_rung()
    assert [each.key for each in rows(world, SendState.FAILED)] == ["task:1"]


def test_tried_again_by_hand_it_is_looked_for_first(world: World, line: Unreliable, pair: Pair) -> None:
    """It had arrived, though nobody knew."""
    carla, anna = pair
    hand_off(carla)
    with world.playground.database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
        found.state, found.channel, found.message = SendState.FAILED, None, None
        session.add(found)
    with world.playground.database.transaction() as session:
        assert try_again(session, world.now, None) == 1
    world.do(world.playground.schedule.settle())
    assert (line.looks, row(world, "task:1").state) == (1, SendState.SENT)
    assert posted(world, "Newsletter – von Carla") == 1
    anna.is_rung("Newsletter – von Carla")
