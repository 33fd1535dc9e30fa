"""Slack as a place to send to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import code_of, understood
from adapters.slack.render import card_blocks, card_text
from bot.ports import Blind, Letter, Limit, SendError, Sent

EVENT_TYPE = "baton_message"
# Messages, looked through at once: docs.slack.dev/reference/methods/conversations.history gives no more. It recommends
# 200; the same in five requests is five times what one look may take of the minute's.
PAGE = 999
# Slack's clock against ours, one of which may have been an hour off.
MARGIN = timedelta(hours=2)

# docs.slack.dev/apis/web-api/rate-limits: a message a second and channel, several hundred a minute and workspace (no
# number is published); the other methods are of tier 3, fifty and more a minute, each on its own.
POSTS = Limit("chat.postMessage", 5, burst=5, window=60)
IN_CHANNEL = Limit("channel", 1, window=1)
EDITS = Limit("chat.update", 40 / 60, burst=8)
OPENS = Limit("conversations.open", 40 / 60, burst=8)
LOOKS = Limit("conversations.history", 40 / 60, burst=8)
LOOKS_IN_THREADS = replace(LOOKS, key="conversations.replies")


class SlackMessenger:
    """Posts, edits and looks. The client must not try again by itself: what was lost may have arrived."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self.lane = POSTS

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """Each method has its own."""
        if sent is not None:
            return (EDITS,)
        # By the account, not by its channel: that is not known before the first message.
        found = [POSTS, replace(IN_CHANNEL, key=f"channel:{letter.room or letter.account}")]
        if letter.room is None and letter.direct is None:
            found.append(replace(OPENS, count=1 + letter.suspect))  # for the look, and for the message
        if letter.suspect:
            found += [LOOKS_IN_THREADS if letter.thread else LOOKS, EDITS]
        return found

    async def post(self, letter: Letter) -> Sent:
        content = _content(letter)
        channel = letter.room or letter.direct or await self._open_direct(letter)
        answer = await _asked(
            self.client.chat_postMessage,
            letter,
            channel=channel,
            thread_ts=letter.thread,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"name": letter.name}},
            unfurl_links=False,
            unfurl_media=False,
            **content,
        )
        return Sent(_named(answer, "channel"), _named(answer, "ts"))

    async def edit(self, letter: Letter, sent: Sent) -> None:
        await _asked(self.client.chat_update, letter, channel=sent.channel, ts=sent.message, **_content(letter))

    async def find(self, letter: Letter) -> Sent | None:
        """Looks for the opaque name in what was written since the first try.

        Raises Blind without the history scopes, and where more was written than it looks through.
        """
        channel = letter.room or letter.direct or await self._open_direct(letter)
        where: dict[str, Any] = {"channel": channel, "limit": PAGE, "include_all_metadata": True}
        if letter.thread:
            where["ts"] = letter.thread
        if letter.first_try:
            where["oldest"] = f"{(letter.first_try - MARGIN).timestamp():.6f}"
        look = self.client.conversations_replies if letter.thread else self.client.conversations_history
        answer = await _asked(look, letter, **where)
        for message in answer.get("messages") or []:
            if _name_of(message) == letter.name:
                return Sent(channel, str(message["ts"]))
        if (answer.get("response_metadata") or {}).get("next_cursor"):
            raise Blind
        return None

    async def _open_direct(self, letter: Letter) -> str:
        answer = await _asked(self.client.conversations_open, letter, users=letter.account)
        return _named(answer.get("channel") or {}, "id")


def _content(letter: Letter) -> dict[str, Any]:
    return {
        "text": card_text(letter.card, quiet=letter.quiet),
        "blocks": card_blocks(letter.card, quiet=letter.quiet),
    }


def _name_of(message: Any) -> Any:
    return ((message.get("metadata") or {}).get("event_payload") or {}).get("name")


def _named(answer: Any, name: str) -> str:
    if not answer.get(name):
        raise SendError(f"no {name} in the answer")
    return str(answer[name])


async def _asked(call: Callable[..., Awaitable[Any]], letter: Letter, **arguments: Any) -> Any:
    """Slack's answer; or one of the errors that delivery knows. Raises Blind for a look without its scope."""
    try:
        return await call(**arguments)
    except SlackApiError as error:
        if "include_all_metadata" in arguments and code_of(error) in ("missing_scope", "no_permission"):
            raise Blind from None
        raise understood(error, letter) from None
    except Exception as error:
        # The network, or an answer in which the library finds nothing that it knows. It may have arrived.
        raise SendError(type(error).__name__) from None
