"""The published descriptions of Slack's API and payloads, held against what goes over the small Slack's wire.

They are looked for beside the repository (``../shared/specs/slack``) or where BATON_SPECS says. Where they are not,
nothing is checked, and nothing fails.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

_OBJECTS = ("blocks", "attachments", "metadata", "view")  # JSON in a form's field, or an object in a JSON body

# What the published file (2020) doesn't know yet, from docs.slack.dev/reference/methods.
_NEWER: dict[str, set[str]] = {
    "auth.test": {"team_id"},  # bolt sends it for apps of a whole organisation
    "apps.connections.open": set(),  # Socket Mode, 2021: its only argument is the token
    "chat.postMessage": {"metadata"},  # message metadata, 2022
    "chat.update": {"metadata", "reply_broadcast"},
    "conversations.history": {"include_all_metadata"},
    "conversations.replies": {"include_all_metadata"},
    "conversations.open": {"prevent_creation"},
}

# What Slack sends although the samples (made from recorded payloads, merged) don't have it.
_BESIDE_THE_SAMPLES = {"response_urls", "state", "blocks", "message", "actions", "subtype", "bot_id", "app_id"}


@cache
def folder() -> Path | None:
    """Where the descriptions are, or None."""
    beside = Path(__file__).parents[2].parent / "shared" / "specs"
    found = Path(os.environ.get("BATON_SPECS", beside)) / "slack"
    return found if found.is_dir() else None


@cache
def _methods() -> dict[str, dict[str, Any]]:
    """Every method's description by its name; empty where there are none."""
    here = folder()
    if here is None:
        return {}
    paths = json.loads((here / "web-api-openapi-v2.json").read_text())["paths"]
    return {path.removeprefix("/"): next(iter(verbs.values())) for path, verbs in paths.items()}


def published_errors(method: str) -> set[str]:
    """Every error code that the description of this method lists; none where there is no description."""
    described = json.dumps(_methods().get(method, {}).get("responses", {}).get("default", {}))
    return {code for codes in re.findall(r'"enum": (\[[^\]]*\])', described) for code in json.loads(codes)}


def request_problems(method: str, arguments: dict[str, Any]) -> list[str]:
    """What the published description of this method says against these arguments."""
    description = _methods().get(method)
    if description is None:
        known = method in _NEWER or not _methods()
        return [] if known else [f"{method}: no such method is published"]
    parameters = {p["name"]: p for p in description["parameters"] if p["name"] != "token"}
    unknown = arguments.keys() - parameters.keys() - _NEWER.get(method, set())
    missing = {name for name, p in parameters.items() if p.get("required")} - arguments.keys()
    return [
        *(f"{method}: no argument {name} is published" for name in sorted(unknown)),
        *(f"{method}: {name} is missing" for name in sorted(missing)),
        *(
            f"{method}: {name} should be {parameters[name]['type']}, is {arguments[name]!r}"
            for name in arguments.keys() & parameters.keys()
            if not _fits(name, parameters[name]["type"], arguments[name])
        ),
    ]


def _fits(name: str, kind: str, value: Any) -> bool:
    if name in _OBJECTS:
        return isinstance(value, dict | list)
    match kind:
        case "boolean":
            return isinstance(value, bool) or value in {"0", "1", "true", "false"}
        case "integer":
            return str(value).isdecimal()
        case "number":  # a message's ts is called a number here
            return str(value).replace(".", "", 1).isdecimal()
        case _:
            return isinstance(value, str)


def payload_problems(sample: str, payload: dict[str, Any]) -> list[str]:
    """Fields of a payload that the published sample of that name doesn't have."""
    here = folder()
    return (
        [] if here is None else _beside(json.loads((here / "payloads" / f"{sample}.json").read_text()), payload, sample)
    )


def _beside(sample: Any, value: Any, where: str) -> list[str]:
    if not isinstance(value, dict) or not isinstance(sample, dict):
        return []
    found = [f"{where}.{name} is not in the sample" for name in value.keys() - sample.keys() - _BESIDE_THE_SAMPLES]
    for name in value.keys() & sample.keys() - _BESIDE_THE_SAMPLES:
        found += _beside(sample[name], value[name], f"{where}.{name}")
    return found
