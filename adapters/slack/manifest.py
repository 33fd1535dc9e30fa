"""Slack's app manifest, made from what Baton declares. ``baton manifest`` prints it to paste at api.slack.com/apps."""

import json
from typing import Any

from adapters.slack.http import PATH
from bot import features, registry
from bot.texts import LANGUAGES, words

COMMAND = "/baton"

# What each scope is for; none for the future.
SCOPES = {
    "commands": COMMAND,
    "chat:write": "cards, threads, direct messages",
    "im:write": "opening the direct messages with somebody for the first time",
    "users:read": "name, language and time zone of those who act",
    "channels:read": "whether Baton is in the channel that was chosen",
    "groups:read": "the same for private channels",
}
# Replies in Baton's own threads, words in its own direct messages, and the look whether a message arrived.
HISTORY = {"channels": "channels:history", "groups": "groups:history", "im": "im:history"}
EVENTS = ("app_home_opened", "member_joined_channel")


def manifest(*, thread_replies: bool = True, url: str = "") -> dict[str, Any]:
    """The manifest: for Socket Mode, or for HTTP at ``url``. Without ``thread_replies`` no history is asked for; then
    answers go through forms, and nobody can type in the direct messages."""
    features.load()
    address = {"request_url": f"{url.rstrip('/')}{PATH}"} if url else {}
    names = [words("en", f"command-{name}").split()[0] for name in registry.commands]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": "Baton", "description": words("en", "about-baton")},
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": not thread_replies,
            },
            "bot_user": {"display_name": "Baton", "always_online": True},
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": " / ".join(words(language, "about-baton") for language in LANGUAGES),
                    "usage_hint": f"[{'|'.join(names)}]",
                    "should_escape": True,
                    **({"url": address["request_url"]} if url else {}),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": [*SCOPES, *(HISTORY.values() if thread_replies else ())]}},
        "settings": {
            "event_subscriptions": {
                **address,
                "bot_events": [*EVENTS, *(f"message.{kind}" for kind in HISTORY if thread_replies)],
            },
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def manifest_json(*, thread_replies: bool = True, url: str = "") -> str:
    """The same as text."""
    return json.dumps(manifest(thread_replies=thread_replies, url=url), indent=2)
