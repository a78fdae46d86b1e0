"""What a person puts into a form's fields, as the page reports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .visible import read

Json = dict[str, Any]


class NoSuchChoice(LookupError):
    """A field does not offer what should be entered."""


def entry(element: Json, value: str, ids: Mapping[str, str]) -> Json:
    """Return the value of one input: `value` is text, a choice by key or label, a first name or a #channel."""
    kind = element["type"]
    match kind:
        case "static_select":
            return {"type": kind, "selected_option": _choice(element, value)}
        case "checkboxes" | "multi_static_select":
            chosen = [_choice(element, one) for one in value.split(",")] if value else []
            return {"type": kind, "selected_options": chosen}
        case "users_select":
            return {"type": kind, "selected_user": ids.get(value, value)}
        case "conversations_select":
            return {"type": kind, "selected_conversation": ids.get(value, value)}
        case "datepicker":
            return {"type": kind, "selected_date": value}
        case "timepicker":
            return {"type": kind, "selected_time": value}
        case _:
            return {"type": kind, "value": value}


def shown(element: Json, value: str, names: Mapping[str, str]) -> str:
    """Return what a person sees of a value: the label of a choice, the name of a person."""
    if element["type"] == "users_select":
        return names.get(value, value)
    if "options" not in element or not value:
        return value
    return ", ".join(read(_choice(element, one)["text"]) for one in value.split(","))


def _choice(element: Json, value: str) -> Json:
    groups = element.get("option_groups", ())
    offered = [*element.get("options", ()), *(one for group in groups for one in group["options"])]
    for option in offered:
        if value in (option["value"], read(option["text"])):
            return dict(option)
    raise NoSuchChoice(f"{value!r} is not among {[option['value'] for option in offered]}")
