"""Slack and Discord in one process: one person with two accounts, two clients who never see a trace of each other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.ports import Letter, SendError, may_leave
from bot.ui import Card, Text
from data.database import Database
from tests.wire.discord import SmallDiscord, plain
from tests.wire.office import Guild, House, Office, guild, office
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_story import agreed, people


@dataclass
class Both:
    """Carla and Anna on Slack; Ben and Anna on Discord."""

    slack: Office
    discord: Guild
    ben: int
    anna: int
    room: int

    @property
    def code(self) -> str:
        """The one-time code that Anna sees on Slack."""
        return next(word for word in self.slack.slack.private("UANNA").split() if "-" in word).strip("*.:")


@pytest.fixture
async def both(database: Database) -> AsyncIterator[Both]:
    house = House(database)
    async with SmallSlack() as slack, SmallDiscord() as discord:
        people(slack)
        ben, anna, room = discord.user("Ben", "de"), discord.user("Anna", "en-GB"), discord.channel("shop")
        async with (
            office(slack, database, house=house) as first,
            guild(discord, database, house=house) as second,
        ):
            yield Both(first, second, ben, anna, room)


async def linked(both: Both) -> None:
    """Anna joins her two accounts."""
    await both.slack.runs("UANNA", "verbinden")
    await both.discord.runs(both.anna, "link", code=both.code)


async def with_ben(both: Both) -> None:
    """Ben hands tasks to Anna on Discord."""
    await both.discord.runs(both.ben, "start", channel=both.room)
    where = {"room": str(both.room)}
    await both.discord.fills(both.ben, other=str(both.anna), role="client", language="de", zone="Wien", **where)
    await both.discord.presses(both.anna, "start.accept")


async def test_one_person_two_accounts_two_clients_and_no_trace_between_them(both: Both) -> None:
    slack, discord = both.slack, both.discord
    await agreed(slack)
    await linked(both)
    await with_ben(both)
    assert "ihr arbeitet jetzt zusammen" in plain(discord.discord.private(both.anna))  # her language, and no zone asked

    await slack.runs("UCARLA", "new", "CTEAM")
    await slack.fills("UCARLA", title="Secret of Hamburg")
    await discord.runs(both.ben, "task", "new", channel=both.room)
    await discord.fills(both.ben, title="Secret of Vienna")
    await slack.presses("UANNA", "Zusagen")
    await discord.presses(both.anna, "Zusagen")

    for tasks in (slack.runs("UANNA", "aufgaben"), discord.runs(both.anna, "task", "list")):
        await tasks
    for told in (slack.slack.private("UANNA"), plain(discord.discord.private(both.anna))):
        assert "Secret of Hamburg" in told
        assert "Secret of Vienna" in told

    await slack.runs("UANNA", "checkin")
    await slack.fills("UANNA", days="0,1,2,3,4", time="9:00")
    discord.discord.rung(both.anna)
    slack.slack.rung("UANNA")
    await slack.travel(days=1)
    asked = [each.text for each in slack.slack.rung("UANNA")] + [each.text for each in discord.discord.rung(both.anna)]
    assert len(asked) == 1  # one person, one check-in, over both platforms
    assert "Zwei Aufgaben" in asked[0] or "2 Aufgaben" in asked[0]

    carlas = " ".join(each.text for each in slack.slack.sees("UCARLA"))
    bens = " ".join(plain(each.text) for each in discord.discord.sees(both.ben))
    assert "Vienna" not in carlas
    assert "Ben" not in carlas
    assert "Hamburg" not in bens
    assert "Carla" not in bens


async def test_a_code_works_once_and_cannot_be_guessed(both: Both) -> None:
    await both.slack.runs("UANNA", "verbinden")
    code = both.code
    for guess in ("AAAAA-AAAAA", "", code[:-1], code + "A", "0" * 200):
        await both.discord.runs(both.ben, "link", code=guess or "x")
    await both.discord.runs(both.ben, "link", code=code)
    assert "Stunde" in plain(both.discord.discord.private(both.ben))  # too many tries, so even the right one waits
    await both.discord.runs(both.anna, "link", code=code)
    await both.slack.runs("UCARLA", f"link {code}")
    assert "Carla" not in both.slack.slack.private("UANNA")
    await agreed(both.slack)  # they are two people still


async def test_language_zone_and_hours_are_the_persons(both: Both) -> None:
    await linked(both)
    await both.slack.runs("UANNA", "einstellungen Manila")
    await both.discord.runs(both.anna, "settings")
    inputs = [each["component"] for each in both.discord.discord.modal_of(both.anna)["components"]]
    assert next(each["value"] for each in inputs if each["custom_id"] == "zone") == "Asia/Manila"


async def test_one_platform_that_fails_never_stops_the_other(both: Both) -> None:
    await agreed(both.slack)
    await linked(both)
    await with_ben(both)
    both.slack.slack.fail("chat.postMessage", "500", 50)
    await both.slack.runs("UCARLA", "new", "CTEAM")
    await both.slack.fills("UCARLA", title="Newsletter")
    await both.discord.runs(both.ben, "task", "new", channel=both.room)
    await both.discord.fills(both.ben, title="Website")
    assert "Website" in plain(both.discord.discord.latest(both.anna, "Website").text)
    both.discord.discord.drop_sockets()
    await both.slack.runs("UCARLA", "tasks")
    assert "Newsletter" in both.slack.slack.private("UCARLA")


async def test_nothing_leaves_when_the_lease_ends_while_it_connects(both: Both) -> None:
    """The process was stopped between the question and the socket; somebody else sends by now."""
    slack, discord = both.slack.slack, both.discord.discord
    card = Card(title=Text.of("Newsletter"))
    letters = {
        both.slack.connection.messenger: Letter("baton-1", slack.team, "UANNA", card, direct=slack.direct("UANNA").id),
        both.discord.connection.messenger: Letter(
            "baton-1", "discord", str(both.anna), card, direct=str(discord.direct(both.anna).id)
        ),
    }
    for messenger, letter in letters.items():
        token = may_leave.set(lambda: False)
        with pytest.raises(SendError):
            await messenger.post(letter)
        may_leave.reset(token)
        assert not slack.messages
        assert not discord.messages
    for messenger, letter in letters.items():
        await messenger.post(letter)
    assert [len(slack.messages), len(discord.messages)] == [1, 1]
