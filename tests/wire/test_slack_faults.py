"""Slack misbehaves, the network breaks, the process dies: nothing is lost, nothing comes twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlmodel import func, select

from adapters.slack import connect
from adapters.slack.errors import NO_ENTRY
from bot.ports import Misfit
from data.database import Database
from data.tables import Question, Task
from tests.wire.office import Office, office, until
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_story import agreed, people, rings

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
async def slack() -> AsyncIterator[SmallSlack]:
    async with SmallSlack() as made:
        people(made)
        yield made


@pytest.fixture
async def team(slack: SmallSlack, database: Database) -> AsyncIterator[Office]:
    async with office(slack, database) as made:
        await agreed(made)
        yield made


async def hand_off(team: Office, title: str = "Newsletter") -> None:
    await team.runs("UCARLA", "new", "CTEAM")
    await team.fills("UCARLA", title=title)


def cards(slack: SmallSlack, title: str = "Newsletter") -> list[str]:
    return [each.text for each in slack.messages if f"{title} – von Carla" in each.text and each.only_for is None]


@pytest.mark.parametrize(
    ("how", "seconds"), [("500", 0), ("429", 7), ("reset", 0), ("lost", 0), ("internal_error", 0), ("fatal_error", 0)]
)
@pytest.mark.parametrize("times", [1, 3])
async def test_a_card_arrives_once_whatever_happens(team: Office, how: str, seconds: float, times: int) -> None:
    team.slack.fail("chat.postMessage", how, times, seconds)
    await hand_off(team)
    await team.travel(minutes=2)
    assert len(cards(team.slack)) == 1
    await rings(team, "UANNA", "Newsletter – von Carla")


@pytest.mark.parametrize("how", ["lost", "500"])
async def test_a_post_in_a_thread_arrives_once(team: Office, how: str) -> None:
    await hand_off(team)
    team.slack.rung("UANNA")
    team.slack.fail("chat.postMessage", how, 2)
    await team.presses("UANNA", "Zusagen")
    await team.travel(minutes=2)
    await rings(team, "UCARLA", "Anna hat Newsletter zugesagt")


async def test_a_direct_message_arrives_once(team: Office) -> None:
    await hand_off(team)
    await team.presses("UANNA", "Zusagen")
    await team.runs("UANNA", "checkin")
    await team.fills("UANNA", days="0,1,2,3,4", time="9:00")
    team.slack.rung("UANNA")
    team.slack.fail("chat.postMessage", "lost", 2)
    await team.travel(days=1)
    await rings(team, "UANNA", "Eine Aufgabe ist offen")


async def test_too_many_requests_wait_as_long_as_slack_asks(team: Office) -> None:
    team.slack.fail("chat.postMessage", "429", seconds=30)
    await hand_off(team)
    await team.travel(seconds=29)
    assert cards(team.slack) == []
    await team.travel(seconds=2)
    assert len(cards(team.slack)) == 1


async def test_an_edit_that_failed_is_made_later(team: Office) -> None:
    await hand_off(team)
    team.slack.fail("chat.update", "500", 2)
    await team.presses("UANNA", "Zusagen")
    assert "Vorgeschlagen" in cards(team.slack)[0]
    await team.travel(minutes=1)
    assert "Zugesagt" in cards(team.slack)[0]


async def test_sockets_break_and_come_back(
    slack: SmallSlack, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "PING", 0.1)
    async with office(slack, database) as team:
        await agreed(team)
        await _with_broken_sockets(team)


async def test_while_no_socket_is_open_it_is_not_ready(
    slack: SmallSlack, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "PING", 0.1)
    async with office(slack, database) as team:
        connection = team.connection
        assert connection.is_connected()
        slack.accepts_sockets = False
        slack.drop_sockets()
        await until(lambda: not connection.is_connected())
        slack.accepts_sockets = True
        await until(connection.is_connected)
    assert not connection.is_connected()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize(
    "how",
    ["500", "429 3600", "reset", "slow", "html", "list", "empty", "internal_error", "fatal_error", "request_timeout"],
)
async def test_a_slack_that_is_away_at_the_start_is_tried_again(
    slack: SmallSlack, database: Database, monkeypatch: pytest.MonkeyPatch, method: str, how: str
) -> None:
    monkeypatch.setattr(connect, "PAUSES", (0,))
    monkeypatch.setattr(connect, "PATIENCE", 0.2)
    slack.fail(method, how, 3)
    async with office(slack, database) as team:
        assert not team.connection.is_connected()
        await until(team.connection.is_connected)
        await agreed(team)


async def test_over_http_a_slack_that_is_away_is_asked_to_come_back(
    slack: SmallSlack, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "PAUSES", (0.01,))
    slack.fail("auth.test", "service_unavailable", 10_000)
    async with office(slack, database, sockets=False) as team:
        assert not team.connection.is_connected()
        assert await slack.post(b"{}", {"Content-Type": "application/json"}) == (503, "")
        slack.faults.clear()
        await until(team.connection.is_connected)
        await agreed(team)


async def test_it_can_be_stopped_while_slack_is_away(slack: SmallSlack, database: Database) -> None:
    slack.fail("auth.test", "500")
    async with office(slack, database) as team:
        await team.connection.stop()
        assert not team.connection.is_connected()


async def test_a_token_that_is_refused_is_a_misfit(slack: SmallSlack, database: Database) -> None:
    for method, variable in (("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")):
        for code in NO_ENTRY:
            slack.fail(method, code)
            with pytest.raises(Misfit, match=variable):
                async with office(slack, database):
                    pass


async def test_a_token_that_is_refused_later_is_told_and_tried_again(
    slack: SmallSlack, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connect, "PAUSES", (0,))
    slack.fail("auth.test", "500")
    slack.fail("auth.test", "team_added_to_org")
    async with office(slack, database) as team:
        await until(team.connection.is_connected)
    assert "SLACK_BOT_TOKEN: Slack refuses this token (team_added_to_org)." in caplog.text


async def _with_broken_sockets(team: Office) -> None:
    team.slack.drop_sockets()
    await team.slack.connected.wait()
    await hand_off(team)
    team.slack.drop_sockets()
    await team.slack.connected.wait()
    await team.presses("UANNA", "Zusagen")
    await rings(team, "UCARLA", "Anna hat Newsletter zugesagt")


async def test_what_slack_delivers_twice_happens_once(team: Office, database: Database) -> None:
    team.slack.twice = True
    await hand_off(team)
    await rings(team, "UANNA", "Newsletter – von Carla")
    await team.presses("UANNA", "Zusagen")
    assert "Newsletter ist jetzt bei dir" in team.slack.private("UANNA")
    await rings(team, "UCARLA", "Anna hat Newsletter zugesagt")
    await team.presses("UANNA", "Rückfrage", on="Zugesagt")
    await team.fills("UANNA", question="Alter oder neuer Shop?")
    await rings(team, "UCARLA", "Alter oder neuer Shop?")
    await team.says("UCARLA", "The new one", under="Newsletter")
    heard = team.slack.rung("UANNA")
    assert len(heard) == 1
    assert heard[0].text.count("The new one") == 1
    with database.transaction() as session:
        assert session.exec(select(func.count()).select_from(Task)).one() == 1
        assert session.exec(select(func.count()).select_from(Question)).one() == 1


async def test_replies_are_read_in_the_order_they_were_written(team: Office) -> None:
    await hand_off(team)
    await team.presses("UANNA", "Rückfrage")
    await team.fills("UANNA", question="Wohin?")
    root = team.slack.latest("UCARLA", "Newsletter – von Carla")
    first = await team.slack.say("UCARLA", root.channel, "The first", root.ts)
    second = await team.slack.say("UCARLA", root.channel, "The second", root.ts)
    assert first.ts < second.ts
    await team.settle()
    text = team.slack.latest("UANNA", "auf deine Frage").text
    assert text.index("The first") < text.index("The second")


@pytest.mark.parametrize("accepted", [True, False])
async def test_killed_while_sending_and_started_again(slack: SmallSlack, database: Database, accepted: bool) -> None:
    """The process dies with a message under way, which has arrived or not; the next one sees to it."""
    async with office(slack, database) as first:
        await agreed(first)
        await first.runs("UCARLA", "new", "CTEAM")
        await first.slack.submit("UCARLA", title="Newsletter")
        slack.fail("chat.postMessage", "slow" if accepted else "reset")
        dying = asyncio.create_task(first.schedule.settle())
        await slack.faulty.wait()
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        now = first.house.now
    async with office(slack, database, now=now) as second:
        await second.travel(minutes=3)
        assert len(cards(slack)) == 1
        await rings(second, "UANNA", "Newsletter – von Carla")
        await second.presses("UANNA", "Zusagen")
        await rings(second, "UCARLA", "Anna hat Newsletter zugesagt")


async def test_an_archived_channel_is_told_about_once(team: Office) -> None:
    await hand_off(team)
    team.slack.rung("UANNA")
    team.slack.channels["CTEAM"].archived = True
    await team.presses("UANNA", "Zusagen")
    await team.travel(minutes=1)
    heard = team.slack.rung("UCARLA")
    assert len(heard) == 1
    assert "#team" in heard[0].text
    assert heard[0].channel == "DUCARLA"


async def test_without_history_a_form_answers_and_nothing_else_is_asked_of_slack(database: Database) -> None:
    """The variant for the marketplace: no look at what was written, so a lost answer may come twice, never not."""
    async with SmallSlack(history=False) as slack, office(slack, database) as team:
        people(slack)
        await agreed(team)
        await hand_off(team)
        await team.presses("UANNA", "Rückfrage")
        await team.fills("UANNA", question="Wohin?")
        await rings(team, "UCARLA", "Wohin?")
        await team.presses("UCARLA", "Antworten")
        await team.fills("UCARLA", answer="Over there")
        slack.rung("UANNA")
        slack.fail("chat.postMessage", "500")
        await team.presses("UANNA", "Zusagen")
        await team.travel(minutes=1)
        await rings(team, "UCARLA", "Anna hat Newsletter zugesagt")
