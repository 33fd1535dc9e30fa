"""What people do on Slack becomes events; answers become private messages and modals.

Every kind of payload has one listener, found by what the payload carries, so that everything works after a restart
and nothing stays unacknowledged. The core commits first; then Slack gets its answer, within three seconds.
"""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from adapters.slack.directory import PLATFORM, Directory
from adapters.slack.render import card_blocks, card_text, form_view
from bot.app import App
from bot.context import Reader
from bot.events import Command, Event, Invited, Opened, Place, Press, Profile, Said, Submit
from bot.people import language_from
from bot.ui import Card, Errors, Form, Reply, decode

logger = logging.getLogger(__name__)

Json = dict[str, Any]

ANYTHING = re.compile(r"[\s\S]*")
MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
# docs.slack.dev/messaging/formatting-message-text: what Slack makes of what people type.
TOKENS = (
    (re.compile(r"<#[CDG][A-Z0-9]+\|([^>]*)>"), r"#\1"),
    (re.compile(r"<!subteam\^[A-Z0-9]+\|?@?([^>]*)>"), r"@\1"),
    (re.compile(r"<!(here|channel|everyone)(?:\|[^>]*)?>"), r"@\1"),
    (re.compile(r"<((?:https?|mailto|tel):[^|>]*)(?:\|[^>]*)?>"), r"\1"),
)
AWAY = (OperationalError, PoolTimeout, OSError, TimeoutError)  # what will pass: Slack shall send it again
MALFORMED = (LookupError, TypeError, AttributeError, ValueError)  # what a payload raises that lacks something
WORDS_OF_PEOPLE = (None, "file_share", "thread_broadcast")  # subtypes of messages that somebody wrote


@dataclass
class Listener:
    """The rim around one App for one workspace."""

    app: App
    wake: Callable[[], None]
    client: AsyncWebClient
    directory: Directory
    baton: str  # Baton's own user id
    _answers: set[asyncio.Task[None]] = field(default_factory=set)

    def listen(self, bolt: AsyncApp) -> None:
        """Registers one listener for each kind of payload."""
        bolt.command(ANYTHING)(self.command)
        bolt.action(ANYTHING)(self.press)
        bolt.view(ANYTHING)(self.submit)
        bolt.event("message")(self.message)
        bolt.event("member_joined_channel")(self.joined)
        bolt.event("app_home_opened")(self.opened)
        # Whatever else may come, now or later, is acknowledged and dropped.
        bolt.view_closed(ANYTHING)(_acknowledge)
        bolt.options(ANYTHING)(_acknowledge)
        bolt.shortcut(ANYTHING)(_acknowledge)
        bolt.event(ANYTHING)(_acknowledge)
        bolt.error(_failed)

    async def finish(self) -> None:
        """Answers that are still under way arrive."""
        await asyncio.gather(*self._answers, return_exceptions=True)

    # What people do

    async def command(self, ack: AsyncAck, body: Json) -> None:
        """``/baton …``, answered in the acknowledgement itself."""
        people, text = await self._mentions(body.get("text") or "")
        word, _, rest = text.strip().partition(" ")
        event = Command(
            who=await self.directory.profile(body["user_id"], body.get("user_name", "")),
            where=_place(body["channel_id"]),
            word=word,
            text=rest.strip(),
            people=people,
        )
        reply = await self._handled(event)
        if isinstance(reply, Form):
            reply = await self._opened_form(body["trigger_id"], reply, event)
        if isinstance(reply, Card):
            await ack(response_type="ephemeral", **_content(reply))
        else:
            await ack()

    async def press(self, ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        """A button on a message."""
        container: Json = body.get("container") or {}
        channel = container.get("channel_id") or (body.get("channel") or {}).get("id")
        if not channel:
            await ack()
            return
        action, ids = decode(body["actions"][0].get("action_id", ""))
        event = Press(
            who=await self.directory.profile(body["user"]["id"], body["user"].get("name", "")),
            where=_place(channel),
            action=action,
            ids=ids,
            once=f"slack:{body['trigger_id']}" if body.get("trigger_id") else None,
        )
        reply = await self._handled(event)
        if isinstance(reply, Form):
            reply = await self._opened_form(body.get("trigger_id", ""), reply, event)
        await ack()
        if isinstance(reply, Card):
            beside = _is_slacks(body.get("response_url") or "", self.client.base_url)
            message = body.get("message") or {}
            answer = self._respond(respond, reply, container, message) if beside else self._tell_in(event, reply)
            self._soon(answer)

    async def _respond(self, respond: AsyncRespond, card: Card, container: Json, message: Json) -> None:
        """A private answer beside the message; a private message that was pressed gives way to it."""
        thread = message.get("thread_ts") or container.get("thread_ts")
        await respond(
            response_type="ephemeral",
            replace_original=bool(container.get("is_ephemeral")),
            **({"thread_ts": thread} if thread else {}),
            **_content(card),
        )

    async def submit(self, ack: AsyncAck, body: Json) -> None:
        """A modal. Mistakes are shown in it; it stays open with what was typed."""
        view: Json = body["view"]
        action, ids = decode(view.get("callback_id", ""))
        channel = _origin(view)
        values, people, places = await self._entries(view)
        event = Submit(
            who=await self.directory.profile(body["user"]["id"], body["user"].get("name", "")),
            where=_place(channel),
            action=action,
            ids=ids,
            values=values,
            people=people,
            places=places,
        )
        reply = await self._handled(event)
        if isinstance(reply, Errors):
            first = next(iter(values), "")
            shown = {name if name in values else first: problem for name, problem in reply.by_input.items()}
            await ack(response_action="errors", errors=shown)
        elif isinstance(reply, Form):
            await ack(response_action="update", view=form_view(reply, channel))
        else:
            await ack()
            if isinstance(reply, Card):
                self._soon(self._tell_in(event, reply))

    async def _entries(self, view: Json) -> tuple[dict[str, str], dict[str, Profile], dict[str, Place]]:
        """What was filled in, by input; the people and channels chosen, by id."""
        values: dict[str, str] = {}
        people: dict[str, Profile] = {}
        places: dict[str, Place] = {}
        for inputs in ((view.get("state") or {}).get("values") or {}).values():
            for name, put in inputs.items():
                values[name] = _entry(put)
                if put.get("selected_user"):
                    people[values[name]] = await self.directory.profile(values[name])
                if put.get("selected_conversation") or put.get("selected_channel"):
                    places[values[name]] = await self.directory.place(values[name])
        return values, people, places

    # What happens

    async def message(self, ack: AsyncAck, event: Json, body: Json) -> None:
        """Words to Baton alone, or in one of its threads. All others are dropped, unread."""
        if not await self._concerns_us(event):
            await ack()
            return
        direct = event.get("channel_type") == "im"
        said = Said(
            who=await self.directory.profile(event["user"]),
            where=Place(event["channel"], direct=direct),
            text=await self._read(event.get("text") or ""),
            position=event["ts"],
            thread=event.get("thread_ts"),
            once=f"slack:{body.get('event_id')}",
        )
        reply = await self._handled(said)
        await ack()
        if isinstance(reply, Card):
            self._soon(self._tell(said.who.id, said.where.id, reply, thread=said.thread, lasting=direct))

    async def _concerns_us(self, event: Json) -> bool:
        if (
            event.get("subtype") not in WORDS_OF_PEOPLE
            or event.get("bot_id")
            or event.get("user") in (None, self.baton)
        ):
            return False
        if event.get("channel_type") == "im":
            return True
        thread = event.get("thread_ts")
        if not thread or thread == event["ts"]:
            return False
        team, channel = self.directory.team, event["channel"]
        return await self.app.database.call(self.app.listens_to, PLATFORM, team, channel, thread)

    async def joined(self, ack: AsyncAck, event: Json, body: Json) -> None:
        """Baton came to a channel; whoever invited it learns what comes next."""
        inviter = event.get("inviter")
        if event.get("user") != self.baton or not inviter:
            await ack()
            return
        invited = Invited(
            who=await self.directory.profile(inviter),
            where=_place(event["channel"]),
            once=f"slack:{body.get('event_id')}",
        )
        reply = await self._handled(invited)
        await ack()
        if isinstance(reply, Card):
            self._soon(self._tell(inviter, event["channel"], reply))

    async def opened(self, ack: AsyncAck, event: Json, body: Json) -> None:
        """Somebody looks into the direct messages with Baton."""
        if event.get("tab") == "messages":
            where = Place(event["channel"], direct=True)
            who = await self.directory.profile(event["user"])
            await self._handled(Opened(who=who, where=where, once=f"slack:{body.get('event_id')}"))
        await ack()

    # The way through the house, and back

    async def _handled(self, event: Event) -> Reply:
        reply = await self.app.database.call(self.app.handle, event)
        self.wake()
        return reply.again if isinstance(reply, Errors) and not isinstance(event, Submit) else reply

    async def _opened_form(self, trigger: str, form: Form, event: Event) -> Card | None:
        """Opens a modal. Slack allows three seconds for that; too late, a sentence says so."""
        try:
            await self.client.views_open(trigger_id=trigger, view=form_view(form, event.where.id))
        except (SlackClientError, OSError, TimeoutError) as error:
            logger.warning("a form could not be opened", extra={"form": form.action, "error": _code(error)})
            reader = Reader(language_from(event.who.language), event.who.zone or "UTC", self.app.clock())
            return Card(title=reader.t("form-late"))
        return None

    async def _tell_in(self, event: Event, card: Card) -> None:
        await self._tell(event.who.id, event.where.id, card)

    async def _tell(
        self, user: str, channel: str, card: Card, *, thread: str | None = None, lasting: bool = False
    ) -> None:
        """A private answer in a channel; as a direct message where Slack can't show one."""
        if lasting:
            await self.client.chat_postMessage(channel=channel, thread_ts=thread, **_content(card))
            return
        try:
            await self.client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread, **_content(card))
        except SlackClientError as error:
            logger.info("answered in a direct message instead", extra={"error": _code(error)})
            opened = await self.client.conversations_open(users=user)
            await self.client.chat_postMessage(channel=opened["channel"]["id"], **_content(card))

    def _soon(self, answer: Coroutine[Any, Any, None]) -> None:
        """After Slack got its acknowledgement. What was done is committed; only the answer can fail."""

        async def arrive() -> None:
            try:
                await answer
            except Exception as error:
                logger.warning("an answer did not arrive", extra={"error": _code(error)})

        task = asyncio.create_task(arrive())
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    # What Slack makes of what people type

    async def _mentions(self, text: str) -> tuple[tuple[Profile, ...], str]:
        """The people who are named in a line, and the line without them."""
        found = [await self.directory.profile(user, name) for user, name in MENTION.findall(text)]
        return tuple(found), _typed(" ".join(MENTION.sub(" ", text).split(" ")))

    async def _read(self, text: str) -> str:
        """A message as it was typed: names for mentions, addresses for links."""
        for user in {user for user, _ in MENTION.findall(text)}:
            name = (await self.directory.profile(user)).name
            text = re.sub(rf"<@{user}(?:\|[^>]*)?>", lambda _, name=name: f"@{name}", text)  # type: ignore[misc]  # mypy can't infer a lambda's default
        return _typed(text)


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


async def _failed(error: Exception, body: Json) -> BoltResponse:
    """Not acknowledged: Slack sends an event again, and keeps a form open with what was typed. Nothing of the
    payload is logged; it holds people's words."""
    logger.error("a payload failed", extra={"payload": str(body.get("type", "command"))[:40], "error": _code(error)})
    return BoltResponse(status=503 if isinstance(error, AWAY) else 400)


def _typed(text: str) -> str:
    for token, plain in TOKENS:
        text = token.sub(plain, text)
    return unescape(text)


def _entry(put: Mapping[str, Any]) -> str:
    """What one input holds, as a text."""
    if put.get("selected_options") is not None:
        return ",".join(option["value"] for option in put["selected_options"])
    if put.get("selected_option"):
        return str(put["selected_option"]["value"])
    found = (put.get(name) for name in ("value", "selected_user", "selected_conversation", "selected_channel"))
    return str(next((each for each in found if each), ""))


def _place(channel: str) -> Place:
    return Place(channel, direct=channel.startswith("D"))


def _is_slacks(url: str, api_url: str) -> bool:
    """Whether an answer may go there: to Slack, or to where all requests are sent."""
    there, home = urlsplit(url), urlsplit(api_url)
    at_home = (there.scheme, there.netloc) == (home.scheme, home.netloc)
    return at_home or (there.scheme == "https" and (there.hostname or "").endswith(".slack.com"))


def _origin(view: Json) -> str:
    """The channel a modal was opened in."""
    try:
        return str(json.loads(view.get("private_metadata") or "{}").get("channel", ""))
    except (ValueError, AttributeError):
        return ""


def _content(card: Card) -> Json:
    return {"text": card_text(card), "blocks": card_blocks(card)}


def _code(error: Exception) -> str:
    """What went wrong, without any words that may be somebody's."""
    response = getattr(error, "response", None)
    return str(response.get("error", "")) if response is not None and hasattr(response, "get") else type(error).__name__
