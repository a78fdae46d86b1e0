"""What a person reads on a message or view: controls by their label, beside the text they stand with."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

Json = dict[str, Any]

#: marks that wrap or stress a text, and are not part of what it says
_MARKS = str.maketrans("", "", "*⟦⟧")


class Control(msgspec.Struct, frozen=True):
    """A button, or one choice of a menu, as it was delivered."""

    label: str
    #: what stands above it, down to the last text before it
    beside: str
    block: str
    element: Json
    #: the choice, for a menu
    option: Json | None = None

    def action(self) -> Json:
        """Return what a click reports."""
        kept: Json = {key: self.element[key] for key in ("type", "action_id") if key in self.element}
        value = {"selected_option": self.option} if self.option else {"value": self.element.get("value", "")}
        return {**kept, "block_id": self.block, **value}


def read(text: object) -> str:
    """Return a text object, or Slack's own notation, as a person reads it."""
    raw = text.get("text", "") if isinstance(text, dict) else text
    return html.unescape(str(raw or "")).translate(_MARKS).strip()


def controls(blocks: Sequence[Json]) -> Iterator[Control]:
    """Give every button and menu choice, in order, each with the text it stands beside."""
    beside = ""
    for block in blocks:
        if block["type"] in ("section", "header", "context"):
            beside = words(block)
        for element in [block.get("accessory"), *block.get("elements", ())]:
            if element:
                yield from _of_element(element, block.get("block_id", ""), beside)


def _of_element(element: Json, block: str, beside: str) -> Iterator[Control]:
    if element["type"] == "button":
        yield Control(read(element["text"]), beside, block, element)
    for option in element.get("options", ()) if element["type"] == "overflow" else ():
        yield Control(read(option["text"]), beside, block, element, option)


def words(block: Json) -> str:
    """Return everything that a block says, its controls aside."""
    texts = [block.get("text"), *block.get("fields", ())]
    texts += [one for one in block.get("elements", ()) if one.get("type") in ("plain_text", "mrkdwn")]
    return "\n".join(read(text) for text in texts if text)


def all_words(blocks: Sequence[Json]) -> str:
    """Return everything that blocks say."""
    return "\n".join(found for block in blocks if (found := words(block)))


def fields(view: Json) -> dict[str, Json]:
    """Return a form's inputs by their key."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
