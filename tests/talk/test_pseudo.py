"""Every sentence is in the catalogue: in the pseudo-language, what is not wrapped is somebody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from bot.talk.languages import PSEUDO
from bot.talk.words import Words
from tests.talk.gallery import CARDS
from tests.talk.scenes import KPI, NAMES, ZONE
from tests.talk.situations import ROWS

_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
#: what is never translated: ids, keys, addresses
_NOT_TEXT = ("action", "args", "key", "style", "kind", "type", "url", "value")
_SAID = (
    *(name for full in NAMES.values() for name in (full, *full.split())),
    *(name for _, name in ROWS),
    *KPI.values(),
    *(said.capitalize() for said in KPI.values()),
    "Line 3 downtime",
    "PLC log",
    "Does the history include the winter?",
    "Less unplanned downtime on line 3",
    "All four shifts within 2 h",
    "Canada Central",
    "/gate",
    "Suppliers who are paid late",
    "A wait",
    "By size",
    "Small ones are rare",
    "Invoice matching",
    "the plant's export",
    "Segments agreed",
    "Out-of-time split",
    "No access to db3",
    "CA-ON",
    "English",
    "Français (Canada)",
    "Ana Ruiz and the board",
    "Minutes of the board, https://example.com/minutes/7",
)


def _texts(thing: object, key: str = "") -> Iterator[str]:
    if isinstance(thing, str):
        if key not in _NOT_TEXT:
            yield thing
    elif isinstance(thing, dict):
        for name, value in thing.items():
            if name not in _NOT_TEXT or (name == "value" and "label" in thing and "kind" not in thing):
                yield from _texts(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from _texts(one)


def _bare(text: str) -> str:
    """Return the letters that stand outside of every wrapped sentence."""
    while _INNERMOST.search(text):
        text = _INNERMOST.sub("", text)
    for said in sorted(_SAID, key=len, reverse=True):
        text = text.replace(said, "")
    return re.sub(r"[\W\d_]", "", text)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_says_nothing_outside_the_catalogue(name: str) -> None:
    drawn = msgspec.to_builtins(CARDS[name](Words(PSEUDO, ZONE)))
    assert {text: _bare(text) for text in _texts(drawn) if _bare(text)} == {}


def test_a_sentence_outside_the_catalogue_is_found() -> None:
    assert _bare("⟦Gate 1 · ⟦Phase⟧⟧ · waits for Ana Ruiz") == "waitsfor"
