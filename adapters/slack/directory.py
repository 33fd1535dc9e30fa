"""Who somebody is and what a channel is called, as Slack tells it."""

import asyncio
import logging
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events import Place, Profile

logger = logging.getLogger(__name__)

PLATFORM = "slack"
FRESH = 3600  # seconds for which a profile is not asked for again
SLACKBOT = "USLACKBOT"


class Directory:
    """The people and channels of one workspace; profiles are remembered for an hour."""

    def __init__(self, client: AsyncWebClient, team: str) -> None:
        self.client = client
        self.team = team
        self._profiles: dict[str, tuple[float, Profile]] = {}

    async def profile(self, user: str, name: str = "") -> Profile:
        """Somebody by their id; with ``name`` alone if Slack doesn't answer, and then for this once."""
        now = asyncio.get_running_loop().time()
        until, known = self._profiles.get(user, (0.0, None))
        if known is not None and now < until:
            return known
        try:
            answer = await self.client.users_info(user=user, include_locale=True)
        except (SlackClientError, OSError, TimeoutError) as error:
            logger.warning("a profile could not be read", extra={"user": user, "error": type(error).__name__})
            return Profile(PLATFORM, self.team, user, name or user)
        found = profile_from(answer["user"], self.team)
        self._profiles[user] = (now + FRESH, found)
        return found

    async def place(self, channel: str) -> Place:
        """A channel by its id; one that Baton can't look into it hasn't joined."""
        try:
            answer = await self.client.conversations_info(channel=channel)
        except (SlackClientError, OSError, TimeoutError):
            return Place(channel, joined=False)
        found: dict[str, Any] = answer["channel"]
        joined = bool(found.get("is_member")) and not found.get("is_archived")
        return Place(channel, name=f"#{found.get('name', channel)}", joined=joined)


def profile_from(user: dict[str, Any], team: str) -> Profile:
    """What ``users.info`` says about somebody. People of other organisations may have no locale and no zone."""
    about: dict[str, Any] = user.get("profile") or {}
    named = (about.get("display_name"), about.get("real_name"), user.get("real_name"), user.get("name"), user["id"])
    return Profile(
        PLATFORM,
        team,
        user["id"],
        next(str(name) for name in named if name),
        language=user.get("locale"),
        zone=user.get("tz"),
        is_bot=bool(user.get("is_bot") or user["id"] == SLACKBOT),
    )
