"""Block Kit as JSON Schema: what Slack refuses in messages, modals and home tabs.

Numbers: docs.slack.dev/reference/block-kit and slack_sdk's models. Slack ignores nothing it doesn't know: an unknown
type or field is refused there, and here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]

# Undocumented. Reported for chat.postMessage: 9,597 characters in all blocks were taken, 11,341 refused
# (slackapi/bolt-js issue 2867).
MESSAGE_CHARACTERS = 10_000
VIEW_BYTES = 250_000
_SURFACES = {"message": 50, "modal": 100, "home": 100}

_ID = {"type": "string", "minLength": 1, "maxLength": 255}
_BOOL = {"type": "boolean"}
_URL = {"type": "string", "pattern": "^https?://", "maxLength": 3000}
_STRING = {"type": "string", "minLength": 1}


def _shape(required: str, **properties: Any) -> Json:
    """An object with these fields and no others; ``required`` names those that must be there."""
    names = {"type": _STRING, **properties}
    return {"type": "object", "required": required.split(), "properties": names, "additionalProperties": False}


def _plain(limit: int) -> Json:
    return _shape(
        "type text",
        type={"const": "plain_text"},
        text={"type": "string", "minLength": 1, "maxLength": limit, "pattern": r"\S"},
        emoji=_BOOL,
    )


def _either(limit: int) -> Json:
    """Plain text or mrkdwn."""
    return _shape(
        "type text",
        type={"enum": ["plain_text", "mrkdwn"]},
        text={"type": "string", "minLength": 1, "maxLength": limit},
        emoji=_BOOL,
        verbatim=_BOOL,
    )


def _list(items: Json, most: int, least: int = 1) -> Json:
    return {"type": "array", "minItems": least, "maxItems": most, "items": items}


def _one_of(*kinds: str) -> Json:
    """One of these types, checked as that type, so that the message names the field and not "no match"."""
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(kinds)}},
        "allOf": [
            {"if": {"properties": {"type": {"const": kind}}}, "then": {"$ref": f"#/$defs/{kind}"}} for kind in kinds
        ],
    }


_OPTION = _shape("text value", text=_either(75), value={**_STRING, "maxLength": 150}, description=_either(75), url=_URL)
_GROUPS = _list(_shape("label options", label=_plain(75), options=_list(_OPTION, 100)), 100)
_CONFIRM = _shape(
    "title text confirm deny",
    title=_plain(100),
    text=_either(300),
    confirm=_plain(30),
    deny=_plain(30),
    style={"enum": ["primary", "danger"]},
)
_FILTER = _shape(
    "",
    include=_list({"enum": ["im", "mpim", "private", "public"]}, 4),
    exclude_external_shared_channels=_BOOL,
    exclude_bot_users=_BOOL,
)
_INTERACTIVE: Json = {"action_id": _ID, "confirm": _CONFIRM, "focus_on_load": _BOOL}
_PICKER: Json = {**_INTERACTIVE, "placeholder": _plain(150)}
_MANY: Json = {**_PICKER, "max_selected_items": {"type": "integer", "minimum": 1}}
_DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TIME = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
_LENGTH = {"type": "integer", "minimum": 0, "maximum": 3000}
_TYPED: Json = {
    "action_id": _ID,
    "focus_on_load": _BOOL,
    "placeholder": _plain(150),
    "initial_value": {"type": "string", "maxLength": 3000},
    "dispatch_action_config": {"type": "object"},
}
_STYLE = {"type": "object", "additionalProperties": _BOOL}
_RICH = {"elements": _list(_one_of("text", "link", "user", "channel", "emoji", "date", "broadcast"), 1000)}

_ELEMENTS: Json = {
    "button": _shape(
        "text action_id",
        **_INTERACTIVE,
        text=_plain(75),
        value={"type": "string", "maxLength": 2000},
        url=_URL,
        style={"enum": ["primary", "danger"]},
        accessibility_label={"type": "string", "maxLength": 75},
    ),
    "static_select": {
        **_shape("", **_PICKER, options=_list(_OPTION, 100), option_groups=_GROUPS, initial_option=_OPTION),
        "oneOf": [{"required": ["options"]}, {"required": ["option_groups"]}],
    },
    "multi_static_select": _shape("options", **_MANY, options=_list(_OPTION, 100), initial_options=_list(_OPTION, 100)),
    "users_select": _shape("", **_PICKER, initial_user=_STRING),
    "multi_users_select": _shape("", **_MANY, initial_users=_list(_STRING, 100)),
    "channels_select": _shape("", **_PICKER, initial_channel=_STRING, response_url_enabled=_BOOL),
    "multi_channels_select": _shape("", **_MANY, initial_channels=_list(_STRING, 100)),
    "conversations_select": _shape(
        "",
        **_PICKER,
        initial_conversation=_STRING,
        default_to_current_conversation=_BOOL,
        response_url_enabled=_BOOL,
        filter=_FILTER,
    ),
    "multi_conversations_select": _shape(
        "", **_MANY, initial_conversations=_list(_STRING, 100), default_to_current_conversation=_BOOL, filter=_FILTER
    ),
    "overflow": _shape("options", action_id=_ID, confirm=_CONFIRM, options=_list(_OPTION, 5)),
    "datepicker": _shape("", **_PICKER, initial_date=_DATE),
    "timepicker": _shape("", **_PICKER, initial_time=_TIME, timezone=_STRING),
    "checkboxes": _shape("options", **_INTERACTIVE, options=_list(_OPTION, 10), initial_options=_list(_OPTION, 10)),
    "radio_buttons": _shape("options", **_INTERACTIVE, options=_list(_OPTION, 10), initial_option=_OPTION),
    "plain_text_input": _shape("", **_TYPED, multiline=_BOOL, min_length=_LENGTH, max_length=_LENGTH),
    "email_text_input": _shape("", **_TYPED),
    "url_text_input": _shape("", **_TYPED),
    "number_input": _shape(
        "is_decimal_allowed", **_TYPED, is_decimal_allowed=_BOOL, min_value=_STRING, max_value=_STRING
    ),
    "image": _shape("image_url alt_text", image_url=_URL, alt_text={**_STRING, "maxLength": 2000}),
}
_TYPING = [kind for kind in _ELEMENTS if kind.endswith("_input")]
_CHOOSING = [kind for kind in _ELEMENTS if kind not in {"button", "overflow", "image", *_TYPING}]

_RICH_TEXT: Json = {
    "text": _shape("text", text=_STRING, style=_STYLE),
    "link": _shape("url", url={**_STRING, "maxLength": 3000}, text={"type": "string"}, unsafe=_BOOL, style=_STYLE),
    "user": _shape("user_id", user_id={"type": "string", "pattern": "^[UW]"}, style=_STYLE),
    "channel": _shape("channel_id", channel_id={"type": "string", "pattern": "^[CDG]"}, style=_STYLE),
    "emoji": _shape("name", name=_STRING, style=_STYLE),
    "date": _shape("timestamp format", timestamp={"type": "integer"}, format=_STRING, url=_URL, fallback=_STRING),
    "broadcast": _shape("range", range={"enum": ["here", "channel", "everyone"]}, style=_STYLE),
    "rich_text_section": _shape("elements", **_RICH),
    "rich_text_quote": _shape("elements", **_RICH, border={"type": "integer"}),
    "rich_text_preformatted": _shape("elements", **_RICH, border={"type": "integer"}),
    "rich_text_list": _shape(
        "elements style",
        elements=_list(_one_of("rich_text_section"), 1000),
        style={"enum": ["bullet", "ordered"]},
        indent={"type": "integer", "minimum": 0, "maximum": 8},
        offset={"type": "integer", "minimum": 0},
        border={"type": "integer"},
    ),
}

_BLOCKS: Json = {
    "section": {
        **_shape(
            "",
            block_id=_ID,
            text=_either(3000),
            fields=_list(_either(2000), 10),
            accessory=_one_of("button", "overflow", "image", *_CHOOSING),
            expand=_BOOL,
        ),
        "anyOf": [{"required": ["text"]}, {"required": ["fields"]}],
    },
    "header": _shape("text", block_id=_ID, text=_plain(150)),
    "divider": _shape("", block_id=_ID),
    "actions": _shape("elements", block_id=_ID, elements=_list(_one_of("button", "overflow", *_CHOOSING), 25)),
    "context": _shape("elements", block_id=_ID, elements=_list(_one_of("image", "mrkdwn", "plain_text"), 10)),
    "image_block": _shape(
        "image_url alt_text", block_id=_ID, image_url=_URL, alt_text={**_STRING, "maxLength": 2000}, title=_plain(2000)
    ),
    "input": _shape(
        "label element",
        block_id=_ID,
        label=_plain(2000),
        hint=_plain(2000),
        element=_one_of(*_TYPING, *_CHOOSING),
        optional=_BOOL,
        dispatch_action=_BOOL,
    ),
    "rich_text": _shape(
        "elements",
        block_id=_ID,
        elements=_list(
            _one_of("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"), 100
        ),
    ),
    "markdown": _shape("text", block_id=_ID, text={**_STRING, "maxLength": 12000}),
    "mrkdwn": _either(3000),  # a context's text objects are elements, named by their type
    "plain_text": _either(3000),
}
_SHOWN = {
    "message": ["section", "header", "divider", "actions", "context", "image", "input", "rich_text", "markdown"],
    "modal": ["section", "header", "divider", "actions", "context", "image", "input", "rich_text"],
    "home": ["section", "header", "divider", "actions", "context", "image", "input", "rich_text"],
}
_VIEW: Json = {
    "callback_id": {"type": "string", "maxLength": 255},
    "external_id": {"type": "string", "maxLength": 255},
    "private_metadata": {"type": "string", "maxLength": 3000},
    "clear_on_close": _BOOL,
    "notify_on_close": _BOOL,
}


def _validator(surface: str) -> Draft202012Validator:
    # A block of type image has a title and a block_id, an element of that type hasn't.
    block = _one_of(*_SHOWN[surface])
    for rule in block["allOf"]:
        if rule["then"]["$ref"] == "#/$defs/image":
            rule["then"] = {"$ref": "#/$defs/image_block"}
    blocks = _list(block, _SURFACES[surface], least=0)
    if surface == "message":
        whole: Json = {"properties": {"blocks": blocks}}
    elif surface == "modal":
        titles = {"title": _plain(24), "submit": _plain(24), "close": _plain(24), "submit_disabled": _BOOL}
        whole = _shape("type title blocks", **_VIEW, **titles, blocks=blocks)
    else:
        whole = _shape("type blocks", **_VIEW, blocks=blocks)
    return Draft202012Validator({**whole, "$defs": {**_ELEMENTS, **_RICH_TEXT, **_BLOCKS}})


_VALIDATORS = {surface: _validator(surface) for surface in _SURFACES}


def message_problems(blocks: Any) -> list[str]:
    """What Slack would refuse in a message's blocks, in its way of naming the place; nothing if all is well."""
    return _problems("message", {"blocks": blocks}) or _problems_between(blocks)


def view_problems(view: Any) -> list[str]:
    """What Slack would refuse in a modal or a home tab; nothing if all is well."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return ["[ERROR] unsupported type [json-pointer:/view/type]"]
    found = _problems(view["type"], view)
    if found:
        return [problem.replace("json-pointer:", "json-pointer:/view") for problem in found]
    if view["type"] == "modal" and any(b["type"] == "input" for b in view["blocks"]) and "submit" not in view:
        return ["[ERROR] `submit` is required when an `input` block is within the `blocks` array [json-pointer:/view]"]
    return _problems_between(view["blocks"])


def _problems(surface: str, whole: Json) -> list[str]:
    return [
        f"[ERROR] {error.message[-200:]} [json-pointer:/{'/'.join(map(str, error.absolute_path))}]"
        for error in _VALIDATORS[surface].iter_errors(whole)
    ]


def _problems_between(blocks: list[Json]) -> list[str]:
    """Rules over several fields: ids are unique, what is chosen at first can be chosen, one focus."""
    found = [
        f"[ERROR] `block_id` `{block_id}` already exists"
        for block_id, times in Counter(block["block_id"] for block in blocks if "block_id" in block).items()
        if times > 1
    ]
    for block in blocks:
        ids = Counter(element["action_id"] for element in _inside(block) if "action_id" in element)
        found += [f"[ERROR] `action_id` `{action_id}` already exists" for action_id, n in ids.items() if n > 1]
    for _, element in elements(blocks):
        offered = options(element)
        chosen = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
        found += [f"[ERROR] {one['value']!r} is not among the options" for one in chosen if one not in offered]
        values = Counter(option["value"] for option in offered)
        found += [f"[ERROR] the option value {value!r} is there twice" for value, n in values.items() if n > 1]
    if sum(bool(element.get("focus_on_load")) for _, element in elements(blocks)) > 1:
        found.append("[ERROR] only one element may have `focus_on_load`")
    return found


def _inside(block: Json) -> list[Json]:
    if block["type"] == "actions":
        return list(block["elements"])
    return [block[place] for place in ("element", "accessory") if place in block]


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element somebody can press, choose from or type into, with the block it stands in."""
    for block in blocks:
        for element in _inside(block):
            if element["type"] != "image":
                yield block, element


def options(element: Json) -> list[Json]:
    """What an element offers, groups laid flat."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def characters(blocks: Any) -> int:
    """How many characters of text all the blocks carry together."""
    if isinstance(blocks, dict):
        own = blocks.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(characters, blocks.values()))
    return sum(map(characters, blocks)) if isinstance(blocks, list) else 0
