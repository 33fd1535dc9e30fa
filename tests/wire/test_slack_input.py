"""Nonsense, forgeries and strangers over Slack's wire."""

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
from sqlmodel import func, select

from data.database import Database
from data.tables import Account, Task
from tests.wire.office import Office, office
from tests.wire.slack import SmallSlack
from tests.wire.test_slack_story import agreed, people, rings

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
COMMAND = urlencode({"command": "/baton", "text": "help", "user_id": "UCARLA", "channel_id": "CTEAM"}).encode()


@pytest.fixture
async def team(database: Database) -> AsyncIterator[Office]:
    async with SmallSlack() as slack, office(slack, database, sockets=False) as made:
        people(slack)
        yield made


@pytest.mark.parametrize(
    ("body", "headers"),
    [(COMMAND, FORM), (b"{bad", JSON), (b"\xff\xfe", JSON), (b"", FORM), (b"null", JSON)],
)
async def test_what_slack_did_not_sign_is_refused_unread(team: Office, body: bytes, headers: dict[str, str]) -> None:
    assert team.slack.http is not None
    for signature in (
        {},
        {"X-Slack-Signature": "v0=0", "X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Signature": "ä"},
    ):
        async with team.slack.http.post(team.slack.app_url, data=body, headers=headers | signature) as response:
            assert response.status == 401
    assert (await team.slack.post(body, headers, secret="another"))[0] == 401
    assert (await team.slack.post(body, headers, age=301))[0] == 401
    assert (await team.slack.post(body, headers, age=-301))[0] == 401


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{bad", JSON),
        (b"[1, 2]", JSON),
        (b"null", JSON),
        (b'"text"', JSON),
        (b"[" * 100_000, JSON),
        (b"", FORM),
        (b"payload=", FORM),
        (b"payload={bad", FORM),
        (b"payload=[1]", FORM),
        (b"nothing=here", FORM),
        (b"hello", {"Content-Type": "text/plain"}),
    ],
)
async def test_what_cant_be_read_is_refused(team: Office, body: bytes, headers: dict[str, str]) -> None:
    assert (await team.slack.post(body, headers))[0] == 400


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [], "user": {"id": "UCARLA"}},
        {"type": "block_actions", "actions": [{"action_id": 7, "type": "button"}], "user": {"id": "UCARLA"}},
        {"type": "view_submission", "user": {"id": "UCARLA"}, "view": {"callback_id": "new"}},
        {"type": "view_submission", "user": {"id": "UCARLA"}, "view": {"callback_id": "new", "state": []}},
        {"type": "no_such_thing"},
    ],
)
async def test_a_signed_payload_that_lacks_something_never_breaks_anything(team: Office, payload: object) -> None:
    status, _ = await team.slack.post(urlencode({"payload": json.dumps(payload)}).encode(), FORM)
    assert status < 500
    status, _ = await team.slack.post(json.dumps(payload).encode(), JSON)
    assert status < 500


async def test_too_much_is_refused(team: Office) -> None:
    assert (await team.slack.post(b"x" * (1024 * 1024 + 1), FORM))[0] == 413


async def test_a_replay_has_no_effect(team: Office) -> None:
    await agreed(team)
    before = len(team.slack.requests)
    body = urlencode({"payload": json.dumps({"type": "no_such_thing"})}).encode()
    assert (await team.slack.post(COMMAND, FORM))[0] == 200
    status, answer = await team.slack.post(COMMAND, FORM)
    assert (status, answer) == (200, "")
    assert (await team.slack.post(body, FORM))[0] < 500
    assert len(team.slack.requests) == before


async def test_every_word_gets_help_in_the_language_of_who_typed_it(team: Office) -> None:
    for text in ("", "help", "nonsens", "@everyone <!channel>", "x" * 10_000, "\u202etxet", "\u200b"):
        await team.runs("UANNA", text, "CTEAM")
        assert "/baton" in team.slack.private("UANNA")
        assert "neu" in team.slack.private("UANNA")
    assert team.slack.rung("UCARLA") == []


async def test_forged_buttons_and_forms_change_nothing(team: Office, database: Database) -> None:
    await agreed(team)
    await team.runs("UCARLA", "new", "CTEAM")
    await team.fills("UCARLA", title="Newsletter")
    team.slack.user("Mallory")
    team.slack.channels["CTEAM"].members.add("UMALLORY")
    card = team.slack.latest("UMALLORY", "Newsletter", "Zusagen")
    before = card.text
    for forged in (
        "task.accept|task=1",
        "task.withdraw|task=1",
        "task.accept|task=999",
        "no.such",
        "",
        "|||",
        "x" * 255,
    ):
        await team.slack.press_id("UMALLORY", card, forged)
        await team.settle()
        assert team.slack.private("UMALLORY")
        assert card.text == before
    for callback in ("new|once=1", "task.decline|task=1|once=2", "no.such|once=3", "", "task.submit|task=1"):
        payload = {
            "type": "view_submission",
            "user": {"id": "UMALLORY"},
            "view": {"type": "modal", "callback_id": callback},
        }
        status, _ = await team.slack.post(urlencode({"payload": json.dumps(payload)}).encode(), FORM)
        assert status == 200
    await team.settle()
    assert card.text == before
    assert team.slack.rung("UCARLA") == []
    with database.transaction() as session:
        assert session.exec(select(func.count()).select_from(Task)).one() == 1


async def test_mistakes_are_shown_in_the_modal_and_nothing_is_lost(team: Office) -> None:
    await agreed(team)
    await team.runs("UCARLA", "new", "CTEAM")
    await team.fills("UCARLA", title="Newsletter", due="when the moon is blue")
    assert list(team.slack.view_errors["UCARLA"]) == ["due"]
    await team.fills("UCARLA", title="Newsletter", due="Friday 4pm")
    assert "UCARLA" not in team.slack.views
    await rings(team, "UANNA", "Newsletter – von Carla")


async def test_a_date_with_two_meanings_is_asked_about_in_private(team: Office) -> None:
    await agreed(team)
    await team.runs("UCARLA", "new", "CTEAM")
    await team.fills("UCARLA", title="Newsletter", due="next Thursday 5pm")
    assert "can mean two things" in team.slack.private("UCARLA")
    await team.presses("UCARLA", "draft.choose")
    await rings(team, "UANNA", "Newsletter – von Carla")


async def test_a_task_in_one_line_is_previewed_to_its_writer_alone(team: Office) -> None:
    await agreed(team)
    await team.runs("UCARLA", "neu <@UANNA|anna> R&amp;D &lt;b&gt; bis Freitag 15 Uhr", "CTEAM")
    preview = team.slack.latest("UCARLA", "For Anna", "Send")
    assert preview.only_for == "UCARLA"
    assert team.slack.rung("UANNA") == []
    await team.presses("UCARLA", "Send")
    assert preview not in team.slack.messages  # the preview gave way to what became of it
    await rings(team, "UANNA", "R&amp;D &lt;b&gt; – von Carla")


async def test_nothing_said_elsewhere_is_looked_at_or_kept(team: Office, database: Database) -> None:
    await agreed(team)
    team.slack.user("Eve")
    team.slack.channels["CTEAM"].members.add("UEVE")
    before = len(team.slack.requests)
    root = await team.slack.say("UEVE", "CTEAM", "A secret")
    await team.slack.say("UEVE", "CTEAM", "Another one", root.ts)
    await team.slack.say("UANNA", "CTEAM", "And one more", root.ts)
    assert len(team.slack.requests) == before
    with database.transaction() as session:
        assert session.exec(select(Account).where(Account.external_id == "UEVE")).all() == []


@pytest.mark.parametrize("more", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"subtype": "bot_message"}])
async def test_bots_edits_and_its_own_words_are_not_heard(team: Office, more: dict[str, str]) -> None:
    await agreed(team)
    before = len(team.slack.messages)
    await team.slack.say("UCARLA", team.slack.direct("UCARLA").id, "help", **more)
    await team.slack.say("UBATON", team.slack.direct("UCARLA").id, "help")
    await team.settle()
    assert len(team.slack.messages) == before + 2


async def test_a_bot_is_nobody_to_work_with(team: Office) -> None:
    team.slack.user("Robo", is_bot=True)
    await team.runs("UCARLA", "start", "CTEAM")
    await team.fills("UCARLA", other="UROBO", role="client", room="", language="de")
    assert list(team.slack.view_errors["UCARLA"]) == ["other"]


async def test_a_room_that_baton_is_not_in_is_explained(team: Office) -> None:
    await team.runs("UCARLA", "start", "CTEAM")
    await team.fills("UCARLA", other="UANNA", role="client", room="CTEAM", language="de")
    assert "/invite" in team.slack.view_errors["UCARLA"]["room"]


async def test_somebody_slack_tells_nothing_about_is_answered_all_the_same(team: Office) -> None:
    team.slack.fail("users.info", "user_not_found")
    await team.runs("UCARLA", "help", "CTEAM")
    assert "/baton" in team.slack.private("UCARLA")


async def test_a_form_that_comes_too_late_says_so(team: Office) -> None:
    await agreed(team)
    team.slack.fail("views.open", "expired_trigger_id")
    await team.runs("UCARLA", "new", "CTEAM")
    assert "took me too long" in team.slack.private("UCARLA")


async def test_where_nothing_private_can_be_shown_it_comes_as_a_direct_message(team: Office) -> None:
    await agreed(team)
    await team.runs("UCARLA", "new", "CTEAM")
    team.slack.fail("chat.postEphemeral", "user_not_in_channel")
    await team.fills("UCARLA", title="Newsletter")
    await rings(team, "UCARLA", "Newsletter is with Anna now")


async def test_words_to_baton_alone_are_commands(team: Office) -> None:
    await team.says("UANNA", "hilfe")
    assert "/baton" in team.slack.sees("UANNA")[-1].text


async def test_an_answer_goes_to_slack_and_nowhere_else(team: Office) -> None:
    await agreed(team)
    await team.runs("UCARLA", "help", "CTEAM")
    help_card = team.slack.latest("UCARLA", "", "tasks.open")
    team.slack.origin = "http://evil.example"  # response URLs are made with it
    await team.presses("UCARLA", "tasks.open")
    assert help_card in team.slack.messages  # it was not replaced: the address was not used
    assert "Nothing is open" in team.slack.private("UCARLA")
