"""A small Discord for tests: people do things in it, the bot hears of them, and what everybody sees can be read.

It speaks the real gateway and REST to the real discord.py on loopback, keeps the documented limits, forgets what
Discord forgets, and misbehaves when it is asked to.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Self

from tests.wire.discord_server import (
    APP,
    BATON,
    GUILD,
    Channel,
    DiscordServer,
    Json,
    Message,
    Notification,
    check_modal,
    walk,
)

DEADLINE = 3.0  # seconds for the first response


@dataclass
class Unheard(Exception):
    """ "This application did not respond"."""

    what: str


class SmallDiscord(DiscordServer):
    """One server with one bot."""

    def __init__(self, *, content_intent: bool = True) -> None:
        super().__init__(content_intent=content_intent)
        self.modals: dict[int, Json] = {}
        self.places: dict[int, int] = {}  # where a modal was opened
        self.responded_after: list[float] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.stop()
        if kind is None:
            assert self.problems == [], self.problems

    # People and channels

    def user(self, name: str, locale: str = "en-US", *, is_bot: bool = False) -> int:
        user = self.snowflake()
        self.users[user] = {"id": str(user), "username": name.lower(), "global_name": name, "avatar": None} | {
            "discriminator": "0",
            "bot": is_bot,
            "locale": locale,
        }
        return user

    def channel(self, name: str) -> int:
        channel = self.snowflake()
        self.channels[channel] = Channel(channel, 0, name)
        return channel

    def fail(self, what: str, how: str, times: int = 1) -> None:
        """The next requests of that kind ("POST /channels/0/messages"): "502", "429 7.5 user", "reset" (never arrives),
        "lost" (arrives, the answer doesn't), "held" (until ``released``), or an error code, with its status if that
        isn't 403 ("400/50035")."""
        self.faults[what] += [how] * times

    # What everybody sees

    def sees(self, user: int) -> list[Message]:
        own = {each.id for each in self.channels.values() if each.user in (0, user)}
        return [each for each in self.messages if each.channel in own and each.only_for in (0, user)]

    def latest(self, user: int, text: str = "", button: str = "") -> Message:
        """The latest message somebody sees with that text and a button of that label or action."""
        for each in reversed(self.sees(user)):
            if text in plain(each.text) and (not button or _button(each, button)):
                return each
        raise AssertionError(f"no {text!r} {button!r} in {[plain(each.text) for each in self.sees(user)]}")

    def private(self, user: int) -> str:
        """The latest private answer."""
        own = [plain(each.text) for each in self.messages if each.only_for == user]
        return own[-1] if own else ""

    def rung(self, user: int) -> list[Notification]:
        """What made somebody's device ring since the last look."""
        mine = [each for each in self.notifications if each.user == user]
        self.notifications = [each for each in self.notifications if each.user != user]
        return mine

    def modal_of(self, user: int) -> Json:
        assert user in self.modals, f"no modal is open; was told {self.private(user)!r}"
        return self.modals[user]

    # What people do

    async def command(self, user: int, channel: int, *names: str, **options: Any) -> None:
        """``/task new title:… person:…``: names and options as they were told to Discord."""
        filled = [
            {"name": name, "type": 6 if isinstance(value, int) else 3, "value": str(value)}
            for name, value in options.items()
        ]
        declared = next((each for each in self.commands if each["name"] == names[0]), None)
        assert declared is not None, f"no command {names[0]} among {[each['name'] for each in self.commands]}"
        if len(names) > 1:
            assert names[1] in [each["name"] for each in declared["options"]]
            behind: Json = {"name": names[1], "type": 1, "options": filled}
            filled = [behind]
        data: Json = {"id": "1", "name": names[0], "type": 1, "options": filled}
        picked = {str(value): self.users[value] for value in options.values() if isinstance(value, int)}
        data |= {"resolved": {"users": picked, "members": {}}} if picked else {}
        await self._interact(user, channel, 2, data)

    async def suggestions(self, user: int, channel: int, names: tuple[str, ...], option: str, typed: str) -> list[Json]:
        """What is offered while somebody types."""
        focused: list[Json] = [{"name": option, "type": 3, "value": typed, "focused": True}]
        if len(names) > 1:
            focused = [{"name": names[1], "type": 1, "options": focused}]
        answer = await self._interact(user, channel, 4, {"id": "1", "name": names[0], "type": 1, "options": focused})
        choices: list[Json] = answer["data"]["choices"]
        assert len(choices) <= 25
        return choices

    async def press(self, user: int, message: Message, button: str) -> None:
        found = _button(message, button)
        assert found is not None, f"no {button!r} among {[each['label'] for each in message.buttons]}"
        await self.press_id(user, message, found["custom_id"])

    async def press_id(self, user: int, message: Message, custom_id: str) -> None:
        """Any custom_id, also one that isn't there."""
        await self._interact(user, message.channel, 3, {"custom_id": custom_id, "component_type": 2}, message)

    async def submit(self, user: int, **values: str) -> None:
        """Sends the open modal: these entries, the others as they stand in it."""
        modal = self.modal_of(user)
        filled: list[Json] = []
        users: Json = {}
        channels: Json = {}
        for label in modal["components"]:
            if label["type"] != 18:
                continue
            put = label["component"]
            entry = _filled(put, values.pop(put["custom_id"], None))
            empty = not (entry.get("value") or entry.get("values"))
            assert not put.get("required", True) or not empty, f"Discord asks for {put['custom_id']} first"
            filled.append({"type": 18, "id": label.get("id", 0), "component": entry})
            if put["type"] == 5:
                users |= {each: self.users[int(each)] for each in entry["values"]}
            if put["type"] == 8:
                channels |= {each: self.channel_json(self.channels[int(each)]) for each in entry["values"]}
        assert not values, f"the modal has no {set(values)}"
        del self.modals[user]  # Discord closes it, whatever comes back
        resolved = {"users": users, "members": {}, "channels": channels}
        data = {"custom_id": modal["custom_id"], "components": filled, "resolved": resolved}
        await self._interact(user, self.places[user], 5, data)

    async def say(self, user: int, channel: int, text: str, reply_to: Message | None = None) -> Message:
        """A message; without the intent its words arrive only in direct messages, or in a reply that pings."""
        message = Message(self.snowflake(), channel, user, content=text, reference=reply_to.id if reply_to else 0)
        self.messages.append(message)
        place = self.channels[channel]
        data = self.message_json(message)
        if place.type != 1:
            data |= {"guild_id": str(GUILD), "member": self._member()}
            if not self.content_intent and not reply_to:
                data["content"] = ""
        if reply_to is not None:
            data["message_reference"] = {"message_id": str(reply_to.id), "channel_id": str(channel)}
        await self.dispatch("MESSAGE_CREATE", data)
        return message

    async def reply_in_thread(self, user: int, card: Message, text: str) -> Message:
        return await self.say(user, card.id, text)

    def _member(self) -> Json:
        about = {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
        return {**about, "permissions": "0"}

    async def _interact(self, user: int, channel: int, kind: int, data: Json, message: Message | None = None) -> Json:
        """One interaction, and what came back within Discord's three seconds."""
        place = self.channels[channel]
        token = f"t{self.snowflake()}"
        payload: Json = {
            "id": str(self.snowflake()),
            "application_id": str(APP),
            "type": kind,
            "data": data,
            "token": token,
            "version": 1,
            "channel_id": str(channel),
            "channel": self.channel_json(place),
            "locale": self.users[user]["locale"],
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 1,
            "app_permissions": "0",
            "context": 1 if place.type == 1 else 0,
        }
        if place.type == 1:
            payload["user"] = self.users[user]
        else:
            payload |= {"guild_id": str(GUILD), "guild": {"id": str(GUILD), "features": [], "locale": "de"}}
            payload["member"] = {**self._member(), "user": self.users[user]}
        if message is not None:
            payload["message"] = self.message_json(message) | {"flags": message.flags}
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.answers[token], self.acting[token] = waiting, (user, channel, message)
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(10):
            await self.ready.wait()
        await self.dispatch("INTERACTION_CREATE", payload)
        try:
            async with asyncio.timeout(DEADLINE):
                answer = await waiting
        except TimeoutError:
            raise Unheard(f"{kind} {data}") from None
        self.responded_after.append(asyncio.get_running_loop().time() - began)
        if (promised := self.promised.get(token)) is not None:
            await asyncio.wait([promised], timeout=DEADLINE)
        if answer["type"] == 9:
            assert kind != 5, "a modal can't answer a modal"
            check_modal(answer["data"])
            self.modals[user], self.places[user] = answer["data"], channel
        return answer


def plain(text: str) -> str:
    """As it is read: without our own bold, and without the backslashes that keep typed text from being markup."""
    return text.replace("**", "").replace("\\", "").strip()


def _button(message: Message, wanted: str) -> Json | None:
    fitting = (
        each for each in message.buttons if each["label"] == wanted or each["custom_id"].partition("|")[0] == wanted
    )
    return next(fitting, None)


def _filled(put: Json, typed: str | None) -> Json:
    """What an input holds when the modal is sent."""
    entry: Json = {"type": put["type"], "custom_id": put["custom_id"]}
    if put["type"] == 4:
        value = put.get("value") or "" if typed is None else typed
        assert len(value) <= put.get("max_length", 4_000), "Discord's input takes no more"
        return entry | {"value": value}
    if put["type"] == 3:
        offered = [option["value"] for option in put["options"]]
        chosen = [option["value"] for option in put["options"] if option.get("default")]
        values = chosen if typed is None else [each for each in typed.split(",") if each]
        assert set(values) <= set(offered), f"{values} is none of {offered}"
        return entry | {"values": values}
    first = [str(each["id"]) for each in put.get("default_values") or []]
    return entry | {"values": first if typed is None else [typed] if typed else []}


__all__ = ["BATON", "Message", "Notification", "SmallDiscord", "Unheard", "plain", "walk"]
