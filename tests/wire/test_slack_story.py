"""The whole story over Slack's wire: the real library, Socket Mode and HTTP, and what each side was notified of."""

from collections.abc import AsyncIterator

import pytest

from data.database import Database
from tests.wire.office import Office, office
from tests.wire.slack import SmallSlack


@pytest.fixture(params=[True, False], ids=["sockets", "http"])
async def team(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    async with SmallSlack() as slack, office(slack, database, sockets=request.param) as made:
        people(slack)
        yield made


def people(slack: SmallSlack) -> None:
    slack.user("Carla", "en-US", "Europe/Berlin")
    slack.user("Anna", "de-DE", "Europe/Lisbon")
    slack.channel("team", ["UCARLA", "UANNA"], joined=False)


async def rings(team: Office, user: str, *texts: str) -> None:
    """Exactly one notification since the last look, and it says all of this."""
    heard = team.slack.rung(user)
    assert len(heard) == 1, [each.text for each in heard]
    for text in texts:
        assert text in heard[0].text


async def agreed(team: Office) -> None:
    """Carla and Anna work together in #team."""
    await team.slack.home("UCARLA")
    await team.settle()
    await rings(team, "UCARLA", "Hello, I'm Baton")
    await team.slack.join_channel("CTEAM", by="UCARLA")
    await team.settle()
    await team.runs("UCARLA", "start", "CTEAM")
    await team.fills("UCARLA", other="UANNA", role="client", room="CTEAM", language="de")
    assert "I've asked Anna" in team.slack.private("UCARLA")
    await rings(team, "UANNA", "Carla möchte dir hier Aufgaben übergeben")
    await team.presses("UANNA", "Ja")
    assert "ihr arbeitet jetzt zusammen" in team.slack.private("UANNA")
    await rings(team, "UCARLA", "Anna said yes")


async def test_from_hello_to_thanks(team: Office) -> None:
    slack = team.slack
    await agreed(team)

    await team.runs("UCARLA", "new", "CTEAM")
    await team.fills("UCARLA", title="Newsletter <!channel> *now*", outcome="A letter", due="Friday 4pm")
    await rings(team, "UANNA", "<@UANNA>", "Newsletter &lt;!channel&gt; *now*", "Fr., 27. Nov., 15 Uhr")
    card = slack.latest("UANNA", "Newsletter", "Zusagen")
    assert card.channel == "CTEAM"
    assert card.thread is None

    await team.presses("UANNA", "Zusagen")
    await rings(team, "UCARLA", "Anna hat Newsletter")
    assert "Zugesagt" in card.text
    assert card.edited

    await team.presses("UANNA", "Rückfrage", on="Zugesagt")
    await team.fills("UANNA", question="Alter oder neuer Shop?")
    await rings(team, "UCARLA", "Alter oder neuer Shop?")
    assert "Rückfrage ist offen" in card.text

    await team.says(
        "UCARLA", "The new one &amp; only that, see <https://shop.example|shop.example>", under="Newsletter"
    )
    await rings(team, "UANNA", "The new one &amp; only that, see https://shop.example")
    assert "Rückfrage ist offen" not in card.text

    await team.runs("UANNA", "checkin")
    await team.fills("UANNA", days="0,1,2,3,4", time="9:00")
    await team.travel(days=1)
    await rings(team, "UANNA", "Eine Aufgabe ist offen")
    assert slack.latest("UANNA", "Eine Aufgabe ist offen").channel == "DUANNA"
    await team.presses("UANNA", "Läuft")
    await team.travel(hours=1)
    await rings(team, "UCARLA", "How it is going, from Anna", "on track")

    await team.presses("UANNA", "Abgeben")
    await team.fills("UANNA", link="https://example.org/draft", note="Erste Fassung")
    await rings(team, "UCARLA", "Anna hat Newsletter", "abgegeben", "https://example.org/draft")
    await team.presses("UCARLA", "Bitte anpassen")
    await team.fills("UCARLA", change="Shorter, please")
    await rings(team, "UANNA", "noch etwas anders", "Shorter, please")
    await team.presses("UANNA", "Abgeben")
    await team.fills("UANNA", note="Zweite Fassung")
    await rings(team, "UCARLA", "Zweite Fassung")
    assert "Runde 2" in card.text
    await team.presses("UCARLA", "Reicht so", on="Zweite Fassung")
    await rings(team, "UANNA", "reicht so")
    assert "Erledigt" in card.text

    await team.presses("UCARLA", "Say thanks")
    await team.fills("UCARLA", text="Thank you, Anna!", where="room")
    await rings(team, "UANNA", "Thank you, Anna!")
    assert slack.rung("UCARLA") == []
    assert slack.views == {}
