"""A small Slack for tests: people do things in it, the app hears of them, and what everybody sees can be read.

It speaks the real protocols (Web API, Socket Mode, signed HTTP, response URLs) to the real libraries on loopback,
keeps the documented limits, and misbehaves when it is asked to.
"""

import asyncio
import json
from dataclasses import dataclass
from hashlib import sha256
from hmac import new as hmac
from io import BytesIO
from typing import Any, Self
from urllib.parse import urlencode

from aiohttp import ClientSession

from scheduling.clock import wall_clock
from tests.wire.slack_blocks import Json, elements
from tests.wire.slack_schemas import payload_problems
from tests.wire.slack_server import BATON, TRIGGER, Channel, Message, Notification, Refusal, SlackServer

REPETITIONS = 3  # docs.slack.dev/apis/events-api: at once, after a minute, after five
PATIENCE = 3.0  # seconds for an acknowledgement

SAMPLES = {
    "slash_commands": "SlashCommandPayload",
    "block_actions": "BlockActionPayload",
    "view_submission": "ViewSubmissionPayload",
    "message": "MessagePayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "app_home_opened": "AppHomeOpenedPayload",
}


@dataclass
class Unheard(Exception):
    """The app did not acknowledge; a person sees a generic failure."""

    what: str


class SmallSlack(SlackServer):
    """One workspace with one app, ``UBATON``."""

    def __init__(self, *, history: bool = True) -> None:
        super().__init__(history=history)
        self.signing_secret = "small-secret"
        self.app_url = ""
        self.twice = False  # everything is delivered a second time, as Slack does when an answer got lost
        self.statuses: list[int] = []
        self.delivered: list[tuple[str, Json]] = []
        self.http: ClientSession | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        self.http = ClientSession()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.http is not None:
            await self.http.close()
        await self.stop()
        if kind is None:
            assert self.problems == [], self.problems

    def deliver_to(self, url: str) -> None:
        """From now on over signed HTTP instead of sockets."""
        self.app_url = url

    # People and channels

    def user(self, name: str, locale: str = "en-US", tz: str = "Europe/Berlin", *, is_bot: bool = False) -> str:
        user = f"U{name.upper()}"
        profile = {"real_name": name, "display_name": name}
        self.users[user] = {"id": user, "team_id": self.team, "name": name.lower(), "profile": profile} | {
            "locale": locale,
            "tz": tz,
            "is_bot": is_bot,
        }
        return user

    def channel(self, name: str, members: list[str], *, joined: bool = True, private: bool = False) -> str:
        channel = f"C{name.upper()}"
        self.channels[channel] = Channel(channel, name, {*members, *([BATON] if joined else [])}, private=private)
        return channel

    def fail(self, method: str, how: str, times: int = 1, seconds: float = 0) -> None:
        """The next calls of that method: "500", "429" (or "429 soon"), "reset" (never arrives), "lost" (arrives, the
        answer doesn't), "slow" (arrives, the answer never comes), what can't be read, or an error code."""
        self.faults[method] += [(how, seconds)] * times

    # What everybody sees

    def sees(self, user: str) -> list[Message]:
        """All that somebody can see, in order."""
        return [
            each
            for each in self.messages
            if each.only_for in (None, user) and user in self.channels[each.channel].members
        ]

    def latest(self, user: str, text: str = "", button: str = "") -> Message:
        """The latest message somebody sees with that text and a button of that label or action."""
        for each in reversed(self.sees(user)):
            if text in each.text and (not button or _button(each, button)):
                return each
        raise AssertionError(f"{user} sees no {text!r} {button!r} in {[each.text for each in self.sees(user)]}")

    async def heard(self, text: str) -> Message:
        """Waits until the app, in a process of its own, has posted that."""
        async with asyncio.timeout(10):
            while True:
                self.posted.clear()
                for each in self.messages:
                    if text in each.text and each.user == BATON:
                        return each
                await self.posted.wait()

    def private(self, user: str) -> str:
        """The latest private answer."""
        own = [each.text for each in self.messages if each.only_for == user]
        return own[-1] if own else ""

    def rung(self, user: str) -> list[Notification]:
        """What made somebody's device ring since the last look."""
        mine = [each for each in self.notifications if each.user == user]
        self.notifications = [each for each in self.notifications if each.user != user]
        return mine

    def view_of(self, user: str) -> Json:
        """The modal somebody has open."""
        assert user in self.views, f"{user} has no modal open; was told {self.private(user)!r}"
        return self.views[user]

    # What people do

    async def command(self, user: str, channel: str, text: str, command: str = "/baton") -> None:
        payload = {
            "command": command,
            "text": text,
            "user_id": user,
            "user_name": self.users[user]["name"] if user in self.users else user,
            "channel_id": channel,
            "channel_name": self.channels[channel].name or "directmessage",
            "team_id": self.team,
            "team_domain": "small",
            "api_app_id": "A1",
            "token": "unused",
            "is_enterprise_install": "false",
            "trigger_id": self._trigger(user),
            "response_url": self.response_url(user, channel),
        }
        answer = await self._deliver("slash_commands", payload)
        if answer.get("text") or answer.get("blocks"):
            assert answer.get("response_type", "ephemeral") == "ephemeral"
            self.answer_privately(user, channel, answer)

    async def press(self, user: str, message: Message, button: str) -> None:
        """A button by its label or by the beginning of its action_id."""
        found = _button(message, button)
        assert found is not None, f"no {button!r} among {[each['action_id'] for each in message.buttons]}"
        await self.press_id(user, message, found["action_id"])

    async def press_id(self, user: str, message: Message, action_id: str) -> None:
        """Any action_id, also one that isn't there."""
        ephemeral = message.only_for is not None
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel} | {
            "is_ephemeral": ephemeral
        }
        payload: Json = {
            "type": "block_actions",
            "user": self._person(user),
            "api_app_id": "A1",
            "token": "unused",
            "container": container | ({"thread_ts": message.thread} if message.thread else {}),
            "trigger_id": self._trigger(user),
            "team": {"id": self.team, "domain": "small"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": message.channel, "name": self.channels[message.channel].name or "directmessage"},
            "state": {"values": {}},
            "response_url": self.response_url(user, message.channel, message),
            "actions": [
                {
                    "type": "button",
                    "action_id": action_id,
                    "block_id": "b1",
                    "text": {"type": "plain_text", "text": "…"},
                    "action_ts": self.new_ts(),
                }
            ],
        }
        if not ephemeral:
            payload["message"] = message.as_slack()
        await self._deliver("block_actions", payload)

    async def submit(self, user: str, **values: str) -> None:
        """Sends the open modal: these entries, the others as they stand in it. Slack checks itself what is required."""
        view = self.view_of(user)
        state: dict[str, Json] = {}
        for block, element in elements(view["blocks"]):
            typed = values.pop(block["block_id"], None)
            put = _filled(element, typed)
            empty = not any(value for name, value in put.items() if name != "type")
            assert block.get("optional") or not empty, f"Slack asks for {block['block_id']} first"
            state[block["block_id"]] = {element["action_id"]: put}
        assert not values, f"the modal has no {set(values)}: {set(state)}"
        payload = {
            "type": "view_submission",
            "team": {"id": self.team, "domain": "small"},
            "user": self._person(user),
            "api_app_id": "A1",
            "token": "unused",
            "trigger_id": self._trigger(user),
            "view": {**view, "state": {"values": state}, "root_view_id": view["id"], "bot_id": "BBATON"},
            "response_urls": [],
            "is_enterprise_install": False,
            "enterprise": None,
        }
        answer = await self._deliver("view_submission", payload)
        self.view_errors.pop(user, None)
        match answer.get("response_action"):
            case "errors":
                blocks = {block["block_id"] for block, _ in elements(view["blocks"])}
                assert answer["errors"].keys() <= blocks, "errors for inputs that aren't there"
                self.view_errors[user] = answer["errors"]
            case "update" | "push":
                self.views[user] = self.checked_view(answer["view"])
            case _:
                del self.views[user]

    async def say(self, user: str, channel: str, text: str, thread: str | None = None, **more: Any) -> Message:
        """A message; the app hears it in the channels it is in, if it asked for history."""
        message = Message(channel, self.new_ts(), user, text, thread=thread)
        self.messages.append(message)
        await self.hear(message, **more)
        return message

    async def hear(self, message: Message, **more: Any) -> None:
        """The event of a message."""
        channel = self.channels[message.channel]
        if not self.history or BATON not in channel.members:
            return
        kind = "im" if channel.user else "group" if channel.private else "channel"
        event = {key: value for key, value in message.as_slack().items() if key != "blocks"}
        event |= {"channel": channel.id, "channel_type": kind, "event_ts": message.ts, "team": self.team, **more}
        await self.event(event)

    async def join_channel(self, channel: str, by: str) -> None:
        """Somebody invites the app."""
        self.channels[channel].members.add(BATON)
        about = {"user": BATON, "channel": channel, "channel_type": "C", "team": self.team, "inviter": by}
        await self.event({"type": "member_joined_channel", "event_ts": self.new_ts(), **about})

    async def home(self, user: str, tab: str = "messages") -> None:
        """Somebody opens the app's direct messages."""
        about = {"user": user, "channel": self.direct(user).id, "tab": tab}
        await self.event({"type": "app_home_opened", "event_ts": self.new_ts(), **about})

    async def event(self, event: Json) -> None:
        payload = {
            "type": "event_callback",
            "token": "unused",
            "team_id": self.team,
            "api_app_id": "A1",
            "event": event,
            "event_id": f"Ev{self.number()}",
            "event_time": 1_700_000_000,
            "authorizations": [{"team_id": self.team, "user_id": BATON, "is_bot": True, "enterprise_id": None}],
            "is_ext_shared_channel": False,
        }
        await self._deliver(event["type"], payload)

    # The way to the app

    async def _deliver(self, kind: str, payload: Json) -> Json:
        """Until it is acknowledged: events as often as Slack tries, what people do once."""
        self.delivered.append((kind, payload))
        self.problems += payload_problems(SAMPLES[kind], payload) if kind in SAMPLES else []
        tries = 1 if kind in ("slash_commands", "block_actions", "view_submission") else 1 + REPETITIONS
        for attempt in range(tries):
            answer = await self.deliver_once(kind, payload, attempt)
            if self.twice:
                await self.deliver_once(kind, payload, attempt + 1)
            if answer is not None:
                return answer
        raise Unheard(kind)

    async def deliver_once(self, kind: str, payload: Json, attempt: int = 0) -> Json | None:
        """One try; None if it was not acknowledged."""
        if self.app_url:
            return await self._by_http(kind, payload, attempt)
        return await self._by_socket(kind, payload, attempt)

    async def _by_socket(self, kind: str, payload: Json, attempt: int) -> Json | None:
        async with asyncio.timeout(10):
            await self.connected.wait()
        envelope = f"e{self.number()}"
        sort = {"slash_commands": kind, "block_actions": "interactive", "view_submission": "interactive"}
        waiting: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self.waiting[envelope] = waiting
        message: Json = {"envelope_id": envelope, "type": sort.get(kind, "events_api"), "payload": payload}
        message |= {"accepts_response_payload": kind in sort}
        message |= {"retry_attempt": attempt, "retry_reason": "timeout"} if attempt else {}
        socket = next(iter(self.sockets))
        try:
            await socket.send_json(message)
            async with asyncio.timeout(PATIENCE):
                return await waiting
        except (TimeoutError, ConnectionError):
            return None
        finally:
            self.waiting.pop(envelope, None)

    async def _by_http(self, kind: str, payload: Json, attempt: int) -> Json | None:
        if kind == "slash_commands":
            body = urlencode(payload)
        elif kind in ("block_actions", "view_submission"):
            body = urlencode({"payload": json.dumps(payload)})
        else:
            body = json.dumps(payload)
        content = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
        repeated = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"} if attempt else {}
        status, answer = await self.post(body.encode(), {"Content-Type": content, **repeated})
        if status != 200:
            return None
        return dict(json.loads(answer)) if answer.startswith("{") else {"text": answer} if answer else {}

    async def post(
        self, body: bytes, headers: dict[str, str], *, age: int = 0, secret: str | None = None
    ) -> tuple[int, str]:
        """A signed request of ``age`` seconds: docs.slack.dev/authentication/verifying-requests-from-slack."""
        timestamp = str(int(wall_clock().timestamp()) - age)
        signed = hmac((secret or self.signing_secret).encode(), f"v0:{timestamp}:".encode() + body, sha256)
        given = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signed.hexdigest()}"}
        assert self.http is not None
        async with self.http.post(self.app_url, data=BytesIO(body), headers=given | headers) as response:
            self.statuses.append(response.status)
            return response.status, await response.text()

    def _trigger(self, user: str) -> str:
        trigger = f"{self.number()}.trigger"
        self.triggers[trigger] = (user, asyncio.get_running_loop().time() + TRIGGER)
        return trigger

    def _person(self, user: str) -> Json:
        name = self.users[user]["name"] if user in self.users else user
        return {"id": user, "username": name, "name": name, "team_id": self.team}


def _button(message: Message, wanted: str) -> Json | None:
    fitting = (
        each
        for each in message.buttons
        if each["text"]["text"] == wanted or each["action_id"].partition("|")[0] == wanted
    )
    return next(fitting, None)


def _filled(element: Json, typed: str | None) -> Json:
    """What an input holds when the modal is sent: what was typed, or what it began with."""
    kind = element["type"]
    put: Json = {"type": kind}
    if kind.endswith("_input"):
        value = element.get("initial_value", "") if typed is None else typed
        assert len(value) <= element.get("max_length", 3000), "Slack's input takes no more"
        return put | {"value": value or None}
    if kind == "users_select":
        return put | {"selected_user": element.get("initial_user") if typed is None else typed or None}
    if kind == "conversations_select":
        first = element.get("initial_conversation") if typed is None else typed
        return put | {"selected_conversation": first or None}
    if kind in ("checkboxes", "multi_static_select"):
        if typed is None:
            return put | {"selected_options": element.get("initial_options", [])}
        wanted = [each for each in typed.split(",") if each]
        return put | {"selected_options": [_option(element, each) for each in wanted]}
    if typed is None:
        return put | {"selected_option": element.get("initial_option")}
    return put | {"selected_option": _option(element, typed) if typed else None}


def _option(element: Json, value: str) -> Json:
    found: list[Json] = [option for option in element["options"] if option["value"] == value]
    assert found, f"{value!r} is none of {[option['value'] for option in element['options']]}"
    return found[0]


__all__ = ["BATON", "Message", "Notification", "Refusal", "SmallSlack", "Unheard"]
