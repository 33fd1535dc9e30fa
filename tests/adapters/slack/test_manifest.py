"""The manifest fits Slack's published schemas, and asks for nothing that isn't used."""

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from adapters.slack.manifest import manifest, manifest_json
from tests.wire.slack_schemas import folder

VARIANTS: list[dict[str, Any]] = [
    {},
    {"url": "https://baton.example.org"},
    {"thread_replies": False, "url": "https://baton.example.org/"},
]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.skipif(folder() is None, reason="the published schemas are not here")
def test_it_fits_the_published_schema(variant: dict[str, Any], version: int) -> None:
    here = folder()
    assert here is not None
    schema = json.loads((here / f"manifest-schema-v{version}.json").read_text())
    made = {**manifest(**variant), "_metadata": {"major_version": version, "minor_version": 1}}
    assert [error.message for error in Draft7Validator(schema).iter_errors(made)] == []


def test_over_http_every_request_has_its_address() -> None:
    made = json.loads(manifest_json(url="https://baton.example.org/"))
    address = "https://baton.example.org/slack/events"
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["settings"]["socket_mode_enabled"] is False


def test_over_sockets_there_is_no_address() -> None:
    assert "http" not in manifest_json()
    assert manifest()["settings"]["socket_mode_enabled"] is True


def test_without_thread_replies_no_history_is_asked_for() -> None:
    text = manifest_json(thread_replies=False)
    assert "history" not in text
    assert "message." not in text
    assert json.loads(text)["features"]["app_home"]["messages_tab_read_only_enabled"] is True


def test_descriptions_keep_slacks_limits() -> None:
    made = manifest()
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["slash_commands"][0]["usage_hint"]) <= 1000
