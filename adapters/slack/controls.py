"""Buttons and menus, and what they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import msgspec
import orjson

from bot.talk.card import Button, Confirm

from .text import Json, plain

MOST_VALUE = 2000
MOST_OPTION_VALUE = 150
MOST_OPTIONS = 5
MOST_IN_ROW = 25
_CARRIED = msgspec.json.Decoder(tuple[str, dict[str, str]])


def encode(action: str, args: Mapping[str, str]) -> str:
    """Write an action and its args as one string, free of what Slack would escape on the way back."""
    carried = orjson.dumps([action, args]).decode()
    return carried.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def decode(value: str) -> tuple[str, dict[str, str]] | None:
    """Read what `encode` wrote; None for anything else, such as what holds a zero byte."""
    try:
        action, args = _CARRIED.decode(value)
    except msgspec.DecodeError:
        return None
    if "\\u0000" in value and "\0" in "".join((action, *args, *args.values())):
        return None
    return action, args


def button(given: Button, numbers: Iterator[int]) -> Json:
    """Give a button; `numbers` make its id unique in the message."""
    element: Json = {
        "type": "button",
        "action_id": f"{given.action}#{next(numbers)}",
        "text": plain(given.label, 75),
        "value": _value(given),
    }
    if given.style != "plain":
        element["style"] = given.style
    if given.confirm:
        element["confirm"] = _confirm(given.confirm)
    return element


def _value(given: Button) -> str:
    value = encode(given.action, given.args)
    if len(value) > MOST_VALUE:
        raise ValueError(f"the arguments of {given.action} exceed {MOST_VALUE} characters")
    return value


def _confirm(given: Confirm) -> Json:
    return {
        "title": plain(given.title, 100),
        "text": plain(given.text, 300),
        "confirm": plain(given.yes, 30),
        "deny": plain(given.no, 30),
    }


def fits_menu(given: Button) -> bool:
    """Say whether a menu can hold it: one question guards all its options, and they carry little."""
    return given.confirm is None and len(encode(given.action, given.args)) <= MOST_OPTION_VALUE


def menu(given: Sequence[Button], numbers: Iterator[int]) -> Json:
    """Give an overflow menu of up to five buttons that fit one."""
    options = [
        {"text": plain(one.label, 75), "value": encode(one.action, one.args)} for one in given[:MOST_OPTIONS]
    ]
    return {"type": "overflow", "action_id": f"more#{next(numbers)}", "options": options}


def gathered(given: Sequence[Button], numbers: Iterator[int]) -> list[Json]:
    """Give one menu for all that fit it, and buttons for the others."""
    fitting = [one for one in given if fits_menu(one)][:MOST_OPTIONS]
    if len(fitting) < 2:
        return [button(one, numbers) for one in given]
    others = [button(one, numbers) for one in given if one not in fitting]
    return [*others, menu(fitting, numbers)]


def action_blocks(elements: Sequence[Json]) -> list[Json]:
    """Lay elements side by side, twenty-five to a block."""
    return [
        {"type": "actions", "elements": list(elements[at : at + MOST_IN_ROW])}
        for at in range(0, len(elements), MOST_IN_ROW)
    ]


def value_of(element: Mapping[str, object]) -> str:
    """Give what a pressed control carries, "" for one that carries nothing."""
    chosen = element.get("selected_option")
    holder = cast(Mapping[str, object], chosen) if isinstance(chosen, dict) else element
    value = holder.get("value")
    return value if isinstance(value, str) else ""
