"""The whole story over Discord's wire: the real library, and what each side was notified of."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from data.database import Database
from tests.wire.discord import SmallDiscord, plain
from tests.wire.office import Guild, guild


@dataclass
class Cast:
    """Ben and Dana in #team."""

    team: Guild
    ben: int
    dana: int
    room: int

    async def rings(self, user: int, *texts: str) -> None:
        """Exactly one notification since the last look, and it says all of this."""
        heard = [plain(each.text) for each in self.team.discord.rung(user)]
        assert len(heard) == 1, heard
        for text in texts:
            assert text in heard[0]

    async def hears(self, user: int, text: str) -> None:
        """One of the notifications since the last look says that."""
        assert any(text in plain(each.text) for each in self.team.discord.rung(user))

    async def agree(self, room: bool = True) -> None:
        """They work together."""
        team = self.team
        await team.runs(self.ben, "start", channel=self.room)
        where = {"room": str(self.room) if room else ""}
        await team.fills(self.ben, other=str(self.dana), role="client", language="de", zone="Wien", **where)
        assert "Ich habe Dana gefragt" in team.discord.private(self.ben)
        await self.rings(self.dana, "Ben would like to hand tasks to you here")
        await team.presses(self.dana, "Yes")
        await team.fills(self.dana, zone="Manila")
        assert "work together now" in team.discord.private(self.dana)
        await self.rings(self.ben, "Dana hat Ja gesagt")
        await team.runs(self.dana, "settings", channel=self.room)
        await team.fills(self.dana, hours="Mo–So 0–24")


def cast(small: SmallDiscord, team: Guild) -> Cast:
    room = next(each.id for each in small.channels.values() if each.name == "team")
    ben, dana = (each for each, about in small.users.items() if about["global_name"] in ("Ben", "Dana"))
    return Cast(team, ben, dana, room)


def people(small: SmallDiscord) -> None:
    small.user("Ben", "de")
    small.user("Dana", "en-GB")
    small.channel("team")


@pytest.fixture
async def story(database: Database) -> AsyncIterator[Cast]:
    async with SmallDiscord() as small:
        people(small)
        async with guild(small, database) as team:
            yield cast(small, team)


async def test_from_hello_to_thanks(story: Cast) -> None:
    team, discord, ben, dana, room = story.team, story.team.discord, story.ben, story.dana, story.room
    await story.agree()

    await team.runs(ben, "task", "new", channel=room)
    await team.fills(ben, title="Newsletter @everyone *now*", outcome="Ein Brief", due="Freitag 16 Uhr")
    await story.rings(dana, f"<@{dana}>", "Newsletter @\u200beveryone *now*", "<t:1795791600:f>")
    card = discord.latest(dana, "Newsletter", "Zusagen")
    assert card.channel == room

    await team.presses(dana, "Zusagen")
    await story.rings(ben, "Dana hat Newsletter")
    assert "Zugesagt" in card.text
    assert card.edited
    assert discord.channels[card.id].parent == room  # the thread hangs on the card

    await team.presses(dana, "Rückfrage", on="Zugesagt")
    await team.fills(dana, question="The old shop or the new one?")
    await story.rings(ben, "The old shop or the new one?")
    assert "Rückfrage ist offen" in plain(card.text)

    await team.says(ben, "Der neue: https://shop.example", under="von Ben")
    await story.rings(dana, "Der neue: https://shop.example")
    assert "Rückfrage ist offen" not in plain(card.text)

    await team.runs(dana, "checkin")
    await team.fills(dana, days="0,1,2,3,4", time="9:00")
    await team.travel(days=1)
    await story.rings(dana, "One task is open")
    await team.presses(dana, "On track")
    await team.travel(hours=1)
    await story.rings(ben, "So läuft es bei Dana", ": läuft")

    await team.presses(dana, "Abgeben")
    await team.fills(dana, link="https://example.org/draft", note="First version")
    await story.rings(ben, "abgegeben", "https://example.org/draft")
    await team.presses(ben, "Bitte anpassen")
    await team.fills(ben, change="Kürzer, bitte")
    await story.rings(dana, "noch etwas anders", "Kürzer, bitte")
    await team.presses(dana, "Abgeben")
    await team.fills(dana, note="Second version")
    await story.rings(ben, "Second version")
    assert "Runde 2" in plain(card.text)
    await team.presses(ben, "Reicht so", on="Second version")
    await story.rings(dana, "reicht so")
    assert "Erledigt" in plain(card.text)

    await team.presses(ben, "Danke sagen")
    await team.fills(ben, text="Danke dir, Dana!", where="room")
    await story.rings(dana, "Danke dir, Dana!")
    assert discord.rung(ben) == []
    assert discord.modals == {}
    assert max(discord.responded_after) < 1


async def test_without_a_room_everything_is_relayed(story: Cast) -> None:
    team, ben, dana = story.team, story.ben, story.dana
    await story.agree(room=False)
    await team.runs(ben, "task", "new", title="Newsletter", due="Freitag 16 Uhr", person=dana)
    await team.presses(ben, "Senden")
    await story.rings(dana, "Newsletter")
    await team.presses(dana, "Accept")
    await story.rings(ben, "Dana hat Newsletter zugesagt")
    await team.presses(dana, "Ask", on="Newsletter")
    await team.fills(dana, question="Which shop?")
    await story.rings(ben, "Which shop?")
    await team.says(ben, "Der neue")
    await story.rings(dana, "Der neue")
    assert all(channel.type != 11 for channel in team.discord.channels.values())
