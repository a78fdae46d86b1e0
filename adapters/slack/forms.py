"""A form's fields as input blocks, and the values read back from them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from adapters.text import cut
from bot.talk.card import Choice, Field

from .text import Json, plain

MOST_TYPED = 3000
MOST_OPTIONS = 100
MOST_CHECKBOXES = 10
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_PERSON = re.compile(r"[UW][A-Z0-9]+")
_CONVERSATION = re.compile(r"[CGD][A-Z0-9]+")
#: where an input keeps what was chosen
_VALUES = (
    "value",
    "selected_user",
    "selected_date",
    "selected_time",
    "selected_conversation",
    "selected_channel",
)


def input_block(field: Field) -> Json:
    """Give the question as an input block whose block_id is the field's key."""
    block: Json = {
        "type": "input",
        "block_id": field.key,
        "label": plain(field.label, 2000),
        "element": _element(field) | {"action_id": _action_id(field)},
        "optional": field.optional,
    }
    return block | {"hint": plain(field.hint, 2000)} if field.hint.strip() else block


def _action_id(field: Field) -> str:
    # When a view is replaced, Slack keeps what was typed under the same ids: a new initial value needs a new id.
    return f"{field.kind}.{zlib.crc32(field.value.encode()):08x}"


def _element(field: Field) -> Json:
    match field.kind:
        case "text" | "number" | "link" | "moment" | "long":
            # Slack's own number and address inputs refuse in Slack's words, before the bot can say it better.
            return _typed(field)
        case "choice":
            return _one_of(field) if field.choices else _typed(field)
        case "choices":
            return _several_of(field) if field.choices else _typed(field)
        case "person":
            return _picked(field, "users_select", "initial_user", _PERSON)
        case "date":
            return _picked(field, "datepicker", "initial_date", _DATE)
        case "time":
            return _picked(field, "timepicker", "initial_time", _TIME)
        case "channel":
            element = _picked(field, "conversations_select", "initial_conversation", _CONVERSATION)
            return element | {"filter": {"include": ["public", "private"]}}
        case _:
            assert_never(field.kind)


def _typed(field: Field) -> Json:
    value = cut(field.value, MOST_TYPED)
    element: Json = {
        "type": "plain_text_input",
        "multiline": field.kind == "long",
        "max_length": max(1, min(MOST_TYPED, max(field.longest, len(value)))),
    }
    if value:
        element["initial_value"] = value
    return _with_placeholder(element, field)


def _with_placeholder(element: Json, field: Field) -> Json:
    return element | {"placeholder": plain(field.placeholder, 150)} if field.placeholder.strip() else element


def _picked(field: Field, kind: str, initial: str, shape: re.Pattern[str]) -> Json:
    element = _with_placeholder({"type": kind}, field)
    return element | {initial: field.value} if shape.fullmatch(field.value) else element


def _option(choice: Choice) -> Json:
    if not 0 < len(choice.key) <= 150:
        raise ValueError(f"the choice {choice.key!r} needs a key of 1 to 150 characters")
    return {"text": plain(choice.label, 75), "value": choice.key}


def _one_of(field: Field) -> Json:
    options = [_option(choice) for choice in field.choices]
    chosen = [option for option in options if option["value"] == field.value]
    element = _with_placeholder({"type": "static_select", **_offered(options)}, field)
    return element | {"initial_option": chosen[0]} if chosen else element


def _several_of(field: Field) -> Json:
    options = [_option(choice) for choice in field.choices]
    wanted = field.value.split(",")
    chosen = [option for option in options if option["value"] in wanted]
    if len(options) <= MOST_CHECKBOXES:
        element: Json = {"type": "checkboxes", "options": options}
    else:
        element = _with_placeholder({"type": "multi_static_select", **_offered(options)}, field)
    return element | {"initial_options": chosen} if chosen else element


def _offered(options: Sequence[Json]) -> Json:
    if len(options) <= MOST_OPTIONS:
        return {"options": list(options)}
    groups = [list(options[at : at + MOST_OPTIONS]) for at in range(0, len(options), MOST_OPTIONS)]
    return {"option_groups": [{"label": _group_label(group), "options": group} for group in groups]}


def _group_label(group: Sequence[Json]) -> Json:
    first, last = (group[at]["text"]["text"] for at in (0, -1))
    return {"type": "plain_text", "text": cut(f"{cut(first, 35)} – {cut(last, 35)}", 75), "emoji": False}


def values_of(state: Mapping[str, Any]) -> dict[str, str]:
    """Read every field of a submitted view; an empty one is ""."""
    blocks = state.get("values")
    if not isinstance(blocks, dict):
        return {}
    return {key: _value(next(iter(inputs.values()), {})) for key, inputs in blocks.items()}


def _value(given: Mapping[str, Any]) -> str:
    several = given.get("selected_options")
    if isinstance(several, list):
        return ",".join(str(option["value"]) for option in several)
    option = given.get("selected_option")
    if isinstance(option, dict):
        return str(option["value"])
    return next((str(given[name]) for name in _VALUES if given.get(name)), "")
