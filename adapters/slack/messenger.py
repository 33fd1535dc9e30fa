"""Slack as a place to send to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.render import card_blocks, card_text
from bot.ports import Blind, Gone, Letter, Limit, SendError, Sent, Wait

EVENT_TYPE = "baton_message"
LOOK_BACK = 100  # messages; what was lost in the middle of sending is among the latest

# docs.slack.dev/reference/methods/chat.postMessage, chat.update, conversations.open: what will not pass by itself.
NO_ROOM = {"channel_not_found", "is_archived", "not_in_channel", "restricted_action", "channel_type_not_supported"}
NO_DIRECT = {"user_not_found", "cannot_dm_bot", "user_disabled", "user_not_visible", "messages_tab_disabled"}
NO_MESSAGE = {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"}


# docs.slack.dev/apis/web-api/rate-limits: a message a second and channel, several hundred a minute and workspace (no
# number is published); chat.update and conversations.open are of tier 3, fifty and more a minute.
POSTS = Limit("chat.postMessage", 5, burst=5, window=60)
IN_CHANNEL = Limit("channel", 1, window=1)
EDITS = Limit("chat.update", 40 / 60, burst=8)
OPENS = Limit("conversations.open", 40 / 60, burst=8)


class SlackMessenger:
    """Posts, edits and looks. The client must not try again by itself: what was lost may have arrived."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self.lane = POSTS

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """Each method has its own."""
        if sent is not None:
            return (EDITS,)
        channel = letter.room or letter.direct
        if channel is None:
            return POSTS, OPENS
        return POSTS, replace(IN_CHANNEL, key=f"channel:{channel}")

    async def post(self, letter: Letter) -> Sent:
        channel = letter.room or letter.direct or await self._open_direct(letter.account)
        answer = await _asked(
            self.client.chat_postMessage,
            letter,
            channel=channel,
            thread_ts=letter.thread,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"name": letter.name}},
            unfurl_links=False,
            unfurl_media=False,
            **_content(letter),
        )
        return Sent(answer["channel"], answer["ts"])

    async def edit(self, letter: Letter, sent: Sent) -> None:
        await _asked(self.client.chat_update, letter, channel=sent.channel, ts=sent.message, **_content(letter))

    async def find(self, letter: Letter) -> Sent | None:
        """Looks for the opaque name in the latest messages. Raises Blind without the history scopes."""
        channel = letter.room or letter.direct
        if channel is None:
            channel = await self._open_direct(letter.account)
        where: dict[str, Any] = {"channel": channel, "limit": LOOK_BACK, "include_all_metadata": True}
        if letter.thread:
            where["ts"] = letter.thread
        look = self.client.conversations_replies if letter.thread else self.client.conversations_history
        try:
            answer = await _asked(look, letter, **where)
        except SendError as error:
            if isinstance(error.__cause__, SlackApiError) and error.__cause__.response["error"] == "missing_scope":
                raise Blind from None
            raise
        for message in answer["messages"]:
            if message.get("metadata", {}).get("event_payload", {}).get("name") == letter.name:
                return Sent(channel, message["ts"])
        return None

    async def _open_direct(self, account: str) -> str:
        answer = await _asked(self.client.conversations_open, None, users=account)
        return str(answer["channel"]["id"])


def _content(letter: Letter) -> dict[str, Any]:
    return {
        "text": card_text(letter.card, quiet=letter.quiet),
        "blocks": card_blocks(letter.card, quiet=letter.quiet),
    }


async def _asked(call: Callable[..., Awaitable[Any]], letter: Letter | None, **arguments: Any) -> Any:
    """Slack's answer; or one of the errors that delivery knows."""
    try:
        return await call(**arguments)
    except SlackApiError as error:
        raise _understood(error, letter) from error
    except (SlackClientError, ClientError, OSError, TimeoutError, ValueError) as error:
        raise SendError(type(error).__name__) from error


def _understood(error: SlackApiError, letter: Letter | None) -> SendError:
    response = error.response
    if response.status_code == 429:
        return Wait(float(response.headers.get("Retry-After", 1)), everywhere=True)
    code = str(response.get("error", response.status_code)) if isinstance(response.data, dict) else "no answer"
    if code in NO_MESSAGE:
        return Gone("message")
    if code in NO_DIRECT or (code in NO_ROOM and letter is not None and letter.room is None):
        return Gone("direct")
    return Gone("room") if code in NO_ROOM else SendError(code)
