"""Keeps a message within Slack's limits, saying how much was left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from bot.talk.card import Buttons, Heading, ItemRow, Part

from .blocks import MOST_SECTION, blocks_of
from .text import Json, plain

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
#: all texts of a message together; beyond it Slack answers msg_blocks_too_long
MOST_TEXT = 12_000
#: where a card brings no sentence for what was left out
_MORE = "… +{n}"


def fitted(
    parts: Sequence[Part], most: int = MESSAGE_BLOCKS, most_text: int = MOST_TEXT, more: str = ""
) -> list[Json]:
    """Give the blocks of the parts: at most `most`, with at most `most_text` characters.

    `more` stands for what was left out; its {n} is the number of parts.
    """
    roomy = _draw(parts)
    if _fits(roomy, most, most_text):
        return roomy
    tight = _merged(_draw(parts, compact=True))
    return tight if _fits(tight, most, most_text) else _shortened(parts, most, most_text, more or _MORE)


def _draw(parts: Sequence[Part], *, compact: bool = False) -> list[Json]:
    numbers = count(1)
    return [block for part in parts for block in blocks_of(part, numbers, compact=compact)]


def _fits(blocks: Sequence[Json], most: int, most_text: int) -> bool:
    return len(blocks) <= most and text_length(blocks) <= most_text


def _merged(blocks: Sequence[Json]) -> list[Json]:
    # Neighbours that are text alone become one block; nothing but the space between them is lost.
    merged: list[Json] = []
    for block in blocks:
        before = merged[-1] if merged else None
        if before and _is_text(before) and _is_text(block) and _joins(before, block):
            text = f"{before['text']['text']}\n{block['text']['text']}"
            merged[-1] = {"type": "section", "text": block["text"] | {"text": text}}
        else:
            merged.append(block)
    return merged


def _is_text(block: Json) -> bool:
    return block["type"] == "section" and "text" in block and "accessory" not in block


def _joins(before: Json, block: Json) -> bool:
    one, other = before["text"], block["text"]
    return one["type"] == other["type"] and len(one["text"]) + len(other["text"]) < MOST_SECTION


def _shortened(parts: Sequence[Part], most: int, most_text: int, more: str) -> list[Json]:
    order = _least_needed_first(parts)
    low, high = 1, len(order)
    while low < high:
        middle = (low + high) // 2
        if _fits(_without(parts, order[:middle], more), most, most_text):
            high = middle
        else:
            low = middle + 1
    return _without(parts, order[:low], more)


def _least_needed_first(parts: Sequence[Part]) -> list[int]:
    # Rows go first, the last of them before the others; what a card is about and its buttons go last.
    def need(at: int) -> tuple[int, int]:
        part = parts[at]
        rank = 0 if isinstance(part, ItemRow) else 2 if isinstance(part, Heading | Buttons) else 1
        return rank, -at

    return sorted(range(len(parts)), key=need)


def _without(parts: Sequence[Part], left_out: Sequence[int], more: str) -> list[Json]:
    first, gone = min(left_out), frozenset(left_out)
    before = [part for at, part in enumerate(parts) if at < first]
    after = [part for at, part in enumerate(parts) if at > first and at not in gone]
    closing = {"type": "section", "text": plain(more.replace("{n}", str(len(gone))), 75)}
    halves = [_merged(_draw(half, compact=True)) for half in (before, after)]
    return _renumbered([*halves[0], closing, *halves[1]])


def _renumbered(blocks: list[Json]) -> list[Json]:
    # The two halves were numbered apart.
    numbers = count(1)
    for block in blocks:
        for element in [block.get("accessory"), *block.get("elements", ())]:
            if element and "action_id" in element:
                element["action_id"] = f"{element['action_id'].rpartition('#')[0]}#{next(numbers)}"
    return blocks


def text_length(value: Any) -> int:
    """Count the characters of every text in blocks."""
    if isinstance(value, list):
        return sum(map(text_length, value))
    if isinstance(value, dict):
        return sum(
            len(inner) if key == "text" and isinstance(inner, str) else text_length(inner)
            for key, inner in value.items()
        )
    return 0
