"""The small Slack, held against the real slack-bolt: what Slack documents happens, and nothing is lost or doubled.

Nothing of Baton takes part here.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.wire.slack import BATON, SmallSlack, Unheard
from tests.wire.slack_blocks import Json
from tests.wire.slack_schemas import folder

WITHIN = 10  # seconds; what takes longer hangs
PING = 0.05  # seconds after which the library notices a broken socket


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _section(text: str) -> Json:
    return {"type": "section", "text": _plain(text)}


def _buttons(*action_ids: str) -> Json:
    made = [{"type": "button", "action_id": each, "text": _plain(each[:75])} for each in action_ids]
    return {"type": "actions", "elements": made}


def _mention(user: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": user}]}
    return {"type": "rich_text", "elements": [section]}


def _modal(title: str = "A question", **more: Any) -> Json:
    typed = {"type": "plain_text_input", "action_id": "typed", "max_length": 20}
    who = {"type": "users_select", "action_id": "chosen"}
    blocks = [
        {"type": "input", "block_id": "text", "label": _plain("What?"), "element": typed},
        {"type": "input", "block_id": "who", "label": _plain("Whom?"), "element": who, "optional": True},
    ]
    about = {"type": "modal", "callback_id": "asked", "title": _plain(title), "submit": _plain("Send")}
    return {**about, "blocks": blocks, **more}


class Listening:
    """An app that keeps what it hears, and answers as a test tells it to."""

    def __init__(self, small: SmallSlack) -> None:
        self.client = _client(small)
        self.bolt = AsyncApp(
            client=self.client,
            signing_secret=small.signing_secret,
            process_before_response=True,
            logger=_silent(),
        )
        self.heard: list[Json] = []
        self.event_ids: list[str] = []
        self.attempts: list[str | None] = []
        self.refused: list[str] = []
        self.failing = 0
        self.failed = asyncio.Event()
        self.bolt.command("/ask")(self.ask)
        self.bolt.command("/say")(self.repeat)
        self.bolt.view("asked")(self.asked)
        self.bolt.action("accept")(self.accept)
        self.bolt.action("replace")(self.replace)
        for kind in ("message", "member_joined_channel", "app_home_opened"):
            self.bolt.event(kind)(self.hear)

    async def ask(self, ack: AsyncAck, body: Json) -> None:
        try:
            await self.client.views_open(
                trigger_id=body["trigger_id"], view=_modal(private_metadata=body["channel_id"])
            )
        except SlackApiError as error:
            self.refused.append(error.response["error"])
        await ack()

    async def repeat(self, ack: AsyncAck, body: Json) -> None:
        await ack(f"You said {body['text']}")

    async def asked(self, ack: AsyncAck, body: Json) -> None:
        values = body["view"]["state"]["values"]
        text, who = values["text"]["typed"]["value"], values["who"]["chosen"]["selected_user"]
        if text == "wrong":
            await ack(response_action="errors", errors={"text": "Not that."})
        elif text == "more":
            await ack(response_action="update", view=_modal("And then?"))
        else:
            blocks = [_section(text), *([_mention(who)] if who else []), _buttons("accept", "replace", "unknown")]
            channel = body["view"]["private_metadata"]
            await self.client.chat_postMessage(channel=channel, text=text, blocks=blocks)
            await ack()

    async def accept(self, ack: AsyncAck, body: Json) -> None:
        found = {"channel": body["container"]["channel_id"], "ts": body["container"]["message_ts"]}
        await self.client.chat_update(**found, text="accepted", blocks=[_section("accepted")])
        await ack()

    async def replace(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await respond(text="replaced", replace_original=True)
        await ack()

    async def hear(self, event: Json, body: Json, request: AsyncBoltRequest) -> None:
        self.event_ids.append(body["event_id"])
        self.attempts.append(next(iter(request.headers.get("x-slack-retry-num", [])), None))
        if self.failing:
            self.failing -= 1
            self.failed.set()
            raise RuntimeError("not now")
        self.heard.append(event)


def _client(small: SmallSlack, token: str | None = None) -> AsyncWebClient:
    made = AsyncWebClient(token or small.bot_token, base_url=small.url, timeout=WITHIN)
    made.retry_handlers.clear()  # what was lost is to be seen
    return made


def _silent() -> logging.Logger:
    silent = logging.getLogger("tests.wire.bolt")
    silent.setLevel(logging.CRITICAL)
    return silent


@pytest.fixture
async def small(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SmallSlack]:
    monkeypatch.setattr("tests.wire.slack.PATIENCE", 0.2)
    async with SmallSlack() as made:
        made.user("Carla", "en-US", "Europe/Berlin")
        made.user("Anna", "de-DE", "Europe/Lisbon")
        made.channel("team", ["UCARLA", "UANNA"])
        yield made


@pytest.fixture
def client(small: SmallSlack) -> AsyncWebClient:
    return _client(small)


@pytest.fixture
async def by_socket(small: SmallSlack) -> AsyncIterator[Listening]:
    made = Listening(small)
    tokened = _client(small, small.app_token)
    handler = AsyncSocketModeHandler(
        made.bolt, small.app_token, logger=_silent(), web_client=tokened, ping_interval=PING
    )
    await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt's handlers have no types
    async with asyncio.timeout(WITHIN):
        await small.connected.wait()
    yield made
    await handler.close_async()  # type: ignore[no-untyped-call]  # as above


@pytest.fixture
async def by_http(small: SmallSlack) -> AsyncIterator[Listening]:
    made = Listening(small)

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await made.bolt.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.router.add_post("/events", take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    small.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/events")
    yield made
    await runner.cleanup()


@pytest.fixture(params=["by_socket", "by_http"])
def app(request: pytest.FixtureRequest) -> Listening:
    made: Listening = request.getfixturevalue(request.param)
    return made


async def _code(call: Any) -> str:
    """The error that Slack's answer names."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


# What people do, over both ways


async def test_from_a_command_to_a_reply(small: SmallSlack, app: Listening) -> None:
    await small.command("UCARLA", "CTEAM", "", command="/ask")
    assert small.view_of("UCARLA")["title"]["text"] == "A question"
    await small.submit("UCARLA", text="Newsletter", who="UANNA")
    assert small.views == {}
    assert [each.text for each in small.rung("UANNA")] == ["Newsletter"]
    card = small.latest("UANNA", "Newsletter")
    await small.press("UANNA", card, "accept")
    assert (card.text, card.edited) == ("accepted", True)
    assert small.rung("UANNA") == []  # an edit rings for nobody
    said = await small.say("UANNA", "CTEAM", "Done", thread=card.ts)
    (heard,) = app.heard
    assert (heard["ts"], heard["thread_ts"], heard["text"]) == (said.ts, card.ts, "Done")


async def test_a_command_is_answered_in_private(small: SmallSlack, app: Listening) -> None:
    await small.command("UCARLA", "CTEAM", "hello", command="/say")
    assert small.private("UCARLA") == "You said hello"
    assert small.sees("UANNA") == []


async def test_a_form_is_checked_first_by_slack_and_then_by_the_app(small: SmallSlack, app: Listening) -> None:
    await small.command("UCARLA", "CTEAM", "", command="/ask")
    for impossible in ({}, {"text": "x" * 21}, {"text": "fine", "nothing": "here"}):
        with pytest.raises(AssertionError):
            await small.submit("UCARLA", **impossible)
    await small.submit("UCARLA", text="wrong")
    assert small.view_errors["UCARLA"] == {"text": "Not that."}
    await small.submit("UCARLA", text="more")
    assert small.view_of("UCARLA")["title"]["text"] == "And then?"
    assert small.view_errors == {}


async def test_an_answer_takes_the_place_of_a_message(small: SmallSlack, app: Listening) -> None:
    await app.client.chat_postEphemeral(
        channel="CTEAM", user="UANNA", text="Preview", blocks=[_section("Preview"), _buttons("replace")]
    )
    await small.press("UANNA", small.latest("UANNA", "Preview"), "replace")
    assert [each.text for each in small.sees("UANNA")] == ["replaced"]
    assert small.sees("UCARLA") == []


async def test_a_button_that_is_not_there_cant_be_pressed(small: SmallSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="CTEAM", text="Card", blocks=[_buttons("accept")])
    with pytest.raises(AssertionError):
        await small.press("UANNA", small.latest("UANNA", "Card"), "decline")


async def test_the_app_hears_where_it_is_and_nowhere_else(small: SmallSlack, app: Listening) -> None:
    small.channel("other", ["UCARLA"], joined=False)
    await small.say("UCARLA", "COTHER", "unheard")
    await small.join_channel("COTHER", by="UCARLA")
    await small.say("UCARLA", "COTHER", "heard")
    await small.home("UCARLA")
    await small.say("UCARLA", small.direct("UCARLA").id, "in private")
    assert [each["type"] for each in app.heard] == [
        "member_joined_channel",
        "message",
        "app_home_opened",
        "message",
    ]
    assert [each.get("channel_type") for each in app.heard] == ["C", "channel", None, "im"]
    assert app.heard[0]["inviter"] == "UCARLA"


async def test_an_event_comes_again_until_it_is_acknowledged(small: SmallSlack, app: Listening) -> None:
    app.failing = 2
    await small.say("UCARLA", "CTEAM", "Hello")
    assert app.attempts == [None, "1", "2"]
    assert len(set(app.event_ids)) == 1
    assert len(app.heard) == 1


async def test_an_event_comes_four_times_at_most(small: SmallSlack, app: Listening) -> None:
    app.failing = 100
    with pytest.raises(Unheard):
        await small.say("UCARLA", "CTEAM", "Hello")
    assert app.attempts == [None, "1", "2", "3"]


async def test_what_somebody_did_is_delivered_once(small: SmallSlack, app: Listening) -> None:
    await app.client.chat_postMessage(channel="CTEAM", text="Card", blocks=[_buttons("unknown")])
    with pytest.raises(Unheard):
        await small.press("UANNA", small.latest("UANNA", "Card"), "unknown")


async def test_everything_can_come_twice(small: SmallSlack, app: Listening) -> None:
    small.twice = True
    await small.say("UCARLA", "CTEAM", "Hello")
    assert len(app.heard) == 2
    assert len(set(app.event_ids)) == 1
    await small.command("UCARLA", "CTEAM", "", command="/ask")
    assert app.refused == ["exchanged_trigger_id"]
    await small.submit("UCARLA", text="Newsletter")
    assert [each.text for each in small.messages if each.user == BATON] == ["Newsletter", "Newsletter"]


# The ways themselves


async def test_a_broken_socket_is_opened_anew(small: SmallSlack, by_socket: Listening) -> None:
    small.drop_sockets()
    await small.say("UCARLA", "CTEAM", "Hello")
    assert [each["text"] for each in by_socket.heard] == ["Hello"]


async def test_a_socket_that_breaks_while_slack_waits_delivers_again(small: SmallSlack, by_socket: Listening) -> None:
    by_socket.failing = 1
    saying = asyncio.create_task(small.say("UCARLA", "CTEAM", "Hello"))
    async with asyncio.timeout(WITHIN):
        await by_socket.failed.wait()
        small.drop_sockets()
        await saying
    assert by_socket.attempts == [None, "1"]
    assert len(by_socket.heard) == 1


async def test_slack_asks_for_a_new_socket(small: SmallSlack, by_socket: Listening) -> None:
    before = set(small.sockets)
    await small.refresh_sockets()
    await small.say("UCARLA", "CTEAM", "Hello")
    assert [each["text"] for each in by_socket.heard] == ["Hello"]
    assert len(small.sockets) == 1
    assert not small.sockets & before


async def test_sockets_can_be_refused_for_a_while(small: SmallSlack, by_socket: Listening) -> None:
    small.fail("apps.connections.open", "internal_error", times=2)
    small.drop_sockets()
    async with asyncio.timeout(WITHIN):
        await small.faulty.wait()
    assert not small.connected.is_set()
    await small.say("UCARLA", "CTEAM", "Hello")
    assert [each["text"] for each in by_socket.heard] == ["Hello"]


@pytest.mark.parametrize(("age", "secret"), [(0, "another"), (301, None)])
async def test_bolt_refuses_another_signature_and_an_old_one(
    small: SmallSlack, by_http: Listening, age: int, secret: str | None
) -> None:
    body = b'{"type": "event_callback", "event_id": "Ev1", "event": {"type": "message", "text": "Hello"}}'
    status, _ = await small.post(body, {"Content-Type": "application/json"}, age=age, secret=secret)
    assert status == 401
    assert by_http.heard == []
    status, _ = await small.post(body, {"Content-Type": "application/json"})
    assert status == 200


# The Web API


async def test_tokens_are_checked(small: SmallSlack) -> None:
    assert await _code(_client(small, "xoxb-another").auth_test()) == "invalid_auth"
    assert await _code(_client(small).apps_connections_open(app_token=small.bot_token)) == "invalid_auth"
    async with aiohttp.ClientSession() as nobody, nobody.post(f"{small.url}auth.test") as answer:
        assert (await answer.json())["error"] == "not_authed"


async def test_it_says_who_is_who(small: SmallSlack, client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["user_id"], me["team_id"]) == (BATON, small.team)
    anna = (await client.users_info(user="UANNA", include_locale=True))["user"]
    assert (anna["locale"], anna["tz"]) == ("de-DE", "Europe/Lisbon")
    assert "locale" not in (await client.users_info(user="UANNA"))["user"]
    assert await _code(client.users_info(user="UNOBODY")) == "user_not_found"
    assert await _code(client.conversations_open(users="UNOBODY")) == "user_not_found"
    assert await _code(client.api_call("no.such")) == "unknown_method"


async def test_a_channel_takes_only_what_its_members_write(small: SmallSlack, client: AsyncWebClient) -> None:
    small.channel("other", ["UCARLA"], joined=False)
    small.channel("secret", ["UCARLA"], joined=False, private=True)
    small.channels["CTEAM"].archived = True
    told = {
        channel: await _code(client.chat_postMessage(channel=channel, text="Hello"))
        for channel in ("CTEAM", "COTHER", "CSECRET", "CNONE")
    }
    assert told == {
        "CTEAM": "is_archived",
        "COTHER": "not_in_channel",
        "CSECRET": "channel_not_found",
        "CNONE": "channel_not_found",
    }
    assert (await client.conversations_info(channel="COTHER"))["channel"]["is_member"] is False
    assert await _code(client.conversations_info(channel="CSECRET")) == "channel_not_found"


async def test_messages_are_read_back(small: SmallSlack, client: AsyncWebClient) -> None:
    about = {"event_type": "letter", "event_payload": {"name": "letter-1"}}
    first = await client.chat_postMessage(channel="CTEAM", text="one", metadata=about)
    await client.chat_postMessage(channel="CTEAM", text="two")
    await client.chat_postMessage(channel="CTEAM", text="inside", thread_ts=first["ts"])
    await client.chat_postEphemeral(channel="CTEAM", user="UANNA", text="for Anna")
    latest = await client.conversations_history(channel="CTEAM")
    assert [each["text"] for each in latest["messages"]] == ["two", "one"]
    assert "metadata" not in latest["messages"][1]
    (newest,) = (await client.conversations_history(channel="CTEAM", limit=1))["messages"]
    assert newest["text"] == "two"
    thread = await client.conversations_replies(channel="CTEAM", ts=first["ts"], include_all_metadata=True)
    assert [each["text"] for each in thread["messages"]] == ["one", "inside"]
    assert thread["messages"][0]["metadata"] == about
    assert await _code(client.conversations_replies(channel="CTEAM", ts="1.1")) == "thread_not_found"
    small.history = False
    assert await _code(client.conversations_history(channel="CTEAM")) == "missing_scope"
    assert await _code(client.conversations_replies(channel="CTEAM", ts=first["ts"])) == "missing_scope"


async def test_only_ones_own_lasting_messages_can_be_changed(small: SmallSlack, client: AsyncWebClient) -> None:
    small.history = False  # nobody listens
    said = await small.say("UCARLA", "CTEAM", "Hello")
    hidden = await client.chat_postEphemeral(channel="CTEAM", user="UANNA", text="for Anna")
    codes = [
        await _code(client.chat_update(channel="CTEAM", ts=ts, text="changed"))
        for ts in (said.ts, hidden["message_ts"], "1.1")
    ]
    assert codes == ["cant_update_message", "message_not_found", "message_not_found"]
    assert await _code(client.chat_postEphemeral(channel="CTEAM", user="UNOBODY", text="x")) == "user_not_in_channel"


@pytest.mark.parametrize(
    ("content", "rings"),
    [
        pytest.param({"text": "Anna", "blocks": [_mention("UANNA")]}, 1, id="a user element"),
        pytest.param({"text": "<@UANNA> Hello"}, 1, id="text alone"),
        pytest.param(
            {"text": "Hello", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<@UANNA|anna>"}}]},
            1,
            id="mrkdwn in a block",
        ),
        pytest.param({"text": "<@UANNA> Hello", "blocks": [_section("<@UANNA>")]}, 0, id="plain text in a block"),
        pytest.param({"text": "Anna"}, 0, id="a name"),
    ],
)
async def test_a_mention_rings(small: SmallSlack, client: AsyncWebClient, content: Json, rings: int) -> None:
    await client.chat_postEphemeral(channel="CTEAM", user="UANNA", **content)
    assert small.rung("UANNA") == []
    posted = await client.chat_postMessage(channel="CTEAM", **content)
    assert len(small.rung("UANNA")) == rings
    await client.chat_update(channel="CTEAM", ts=posted["ts"], **content)
    assert small.rung("UANNA") == []
    assert small.rung("UCARLA") == []


async def test_a_direct_message_rings(small: SmallSlack, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users="UANNA")
    await client.chat_postMessage(channel=opened["channel"]["id"], text="Hello")
    assert [each.text for each in small.rung("UANNA")] == ["Hello"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param({"text": "x" * 40_001}, "msg_too_long", id="40,001 characters"),
        pytest.param({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks", id="51 blocks"),
        pytest.param({"blocks": [{"type": "card"}]}, "invalid_blocks", id="an unknown block"),
        pytest.param({"blocks": [_section("x" * 3001)]}, "invalid_blocks", id="a section of 3,001"),
        pytest.param({"blocks": [_buttons(*map(str, range(26)))]}, "invalid_blocks", id="26 buttons"),
        pytest.param({"blocks": [_buttons("x" * 256)]}, "invalid_blocks", id="an action_id of 256"),
        pytest.param({"blocks": [_buttons("same", "same")]}, "invalid_blocks", id="one action_id twice"),
        pytest.param({"blocks": [{"type": "header", "text": _plain("")}]}, "invalid_blocks", id="an empty header"),
        pytest.param({"blocks": [_section("x" * 3000)] * 5}, "msg_blocks_too_long", id="15,000 in all"),
    ],
)
async def test_what_is_too_much_is_refused(small: SmallSlack, client: AsyncWebClient, content: Json, code: str) -> None:
    assert await _code(client.chat_postMessage(channel="CTEAM", **{"text": "Hello", **content})) == code
    assert bool(small.problems) == (code == "invalid_blocks")  # a test of Baton would fail of it
    small.problems.clear()
    assert small.messages == []


async def test_blocks_alone_are_refused(client: AsyncWebClient) -> None:
    """What screen readers read has to be there. Slack itself is content with blocks."""
    posting = client.api_call("chat.postMessage", json={"channel": "CTEAM", "blocks": [_section("Hello")]})
    assert await _code(posting) == "no_text"


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(_modal("x" * 25), id="a title of 25"),
        pytest.param(_modal(private_metadata="x" * 3001), id="private_metadata of 3,001"),
        pytest.param(_modal(blocks=[{"type": "divider"}] * 101), id="101 blocks"),
        pytest.param(_modal(nonsense=1), id="an unknown field"),
    ],
)
async def test_a_modal_that_is_too_much_is_refused(small: SmallSlack, client: AsyncWebClient, view: Json) -> None:
    trigger = small._trigger("UCARLA")
    assert await _code(client.views_open(trigger_id=trigger, view=view)) == "invalid_arguments"
    assert small.problems
    small.problems.clear()
    assert small.views == {}


async def test_a_trigger_is_good_for_three_seconds_and_once(
    small: SmallSlack, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger = small._trigger("UCARLA")
    await client.views_open(trigger_id=trigger, view=_modal())
    assert await _code(client.views_open(trigger_id=trigger, view=_modal())) == "exchanged_trigger_id"
    monkeypatch.setattr("tests.wire.slack.TRIGGER", -1.0)
    late = small._trigger("UANNA")
    assert await _code(client.views_open(trigger_id=late, view=_modal())) == "expired_trigger_id"
    assert list(small.views) == ["UCARLA"]


async def test_a_response_url_is_good_for_five_answers(small: SmallSlack) -> None:
    address = small.response_url("UANNA", "CTEAM")
    async with aiohttp.ClientSession() as http:
        statuses = [(await http.post(address, json={"text": str(number)})).status for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [each.text for each in small.sees("UANNA")] == list("01234")


async def test_an_argument_that_nobody_published_is_noticed(small: SmallSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="CTEAM", text="Hello", nonsense="yes")
    found, small.problems = small.problems, []
    assert bool(found) == (folder() is not None)


# What goes wrong


@pytest.mark.parametrize(("how", "arrived"), [("reset", 0), ("lost", 1)])
async def test_a_broken_connection(small: SmallSlack, client: AsyncWebClient, how: str, arrived: int) -> None:
    small.fail("chat.postMessage", how)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await client.chat_postMessage(channel="CTEAM", text="Hello")
    assert len(small.messages) == arrived
    await client.chat_postMessage(channel="CTEAM", text="Hello")
    assert len(small.messages) == arrived + 1


async def test_an_answer_that_never_comes(small: SmallSlack) -> None:
    small.fail("chat.postMessage", "slow")
    hasty = AsyncWebClient(small.bot_token, base_url=small.url, timeout=1)
    waiting = asyncio.create_task(hasty.chat_postMessage(channel="CTEAM", text="Hello"))
    async with asyncio.timeout(WITHIN):
        await small.faulty.wait()
    assert len(small.messages) == 1
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


@pytest.mark.parametrize(("how", "status"), [("500", 500), ("429", 429), ("fatal_error", 200)])
async def test_an_answer_of_failure(small: SmallSlack, client: AsyncWebClient, how: str, status: int) -> None:
    small.fail("chat.postMessage", how, times=2, seconds=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel="CTEAM", text="Hello")
        assert refused.value.response.status_code == status
        assert refused.value.response.headers.get("Retry-After") == ("7" if how == "429" else None)
    assert small.messages == []
    await client.chat_postMessage(channel="CTEAM", text="Hello")
    assert len(small.messages) == 1


async def test_one_message_a_second_and_channel(small: SmallSlack, client: AsyncWebClient) -> None:
    small.channel("other", ["UCARLA"])
    small.limit_posts = True
    await client.chat_postMessage(channel="CTEAM", text="Hello")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="CTEAM", text="Hello")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "1")
    await client.chat_postMessage(channel="COTHER", text="Hello")
    assert (small.too_fast, len(small.messages)) == (1, 2)
