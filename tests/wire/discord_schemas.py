"""Discord's published OpenAPI, held against what goes over the small Discord's wire, where it is at hand.

It is looked for beside the repository (``../shared/specs/discord``) or where BATON_SPECS says.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

Json = dict[str, Any]

# What the published description doesn't name for these bodies, and discord.py sends as documented elsewhere.
_NOT_DESCRIBED = {"nonce", "enforce_nonce"}


@cache
def _openapi() -> Json | None:
    beside = Path(__file__).parents[2].parent / "shared" / "specs"
    found = Path(os.environ.get("BATON_SPECS", beside)) / "discord" / "openapi.json"
    return dict(json.loads(found.read_text())) if found.is_file() else None


@cache
def _validator(method: str, path: str) -> Draft202012Validator | None:
    whole = _openapi()
    if whole is None:
        return None
    for template, verbs in whole["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path) and method in verbs:
            content = (verbs[method].get("requestBody") or {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            return Draft202012Validator({**schema, "components": whole["components"]}) if schema else None
    return None


def body_problems(method: str, path: str, body: Any) -> list[str]:
    """What the published description says against this body."""
    generic = re.sub(r"/\d{5,}", "/1234567", re.sub(r"/(interactions|webhooks)/(\d+)/[^/]+", r"/\1/\2/token", path))
    validator = _validator(method.lower(), generic)
    found = best_match(validator.iter_errors(_as_described(body))) if validator is not None else None
    return [f"{method} {generic}: {found.json_path} {found.message[-300:]}"] if found else []


def _as_described(body: Any) -> Any:
    """Ids as strings: the API takes numbers as well, and discord.py sends some."""
    if isinstance(body, dict):
        return {name: _as_described(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_as_described(each) for each in body]
    return str(body) if isinstance(body, int) and body > 1 << 40 else body
