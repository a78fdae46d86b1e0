"""Text elements of Adaptive Cards in which what a person wrote is shown as it was typed."""

from __future__ import annotations

import re
from typing import Any, Literal

Json = dict[str, Any]
Colour = Literal["default", "good", "warning", "attention", "accent"]

#: where one of Teams' clients could begin a list, emphasis, a link, an entity, a tag, a heading or a date
_MARKUP = re.compile(
    r"[*_`\[\]<>\\]|~~|\{\{|&#?\w+;|\w://|\bwww\."
    r"|(?:^|\))\s*(?:[-+]|\d+[.)]|#+)(?:\s|$)|^\s*[-=]{2,}\s*$"
)
#: all that a run interprets. Templates (${…}, {{…}}) are expanded before a card is sent, never by a client
_DATE = re.compile(r"(?<=\{)(?=\{\s*(?:DATE|TIME)\b)", re.IGNORECASE)
_SPECIAL = re.compile(r"[*_`\[\]<>\\~&#{}|!]|^(\s*)([-+])(?=\s|$)|^(\s*\d+)([.)])(?=\s|$)", re.MULTILINE)


def is_literal(line: str) -> bool:
    """Say whether every client shows this line as typed where markdown is read."""
    return not _MARKUP.search(line)


def escape(text: str) -> str:
    """Escape markdown, for the few places that have no plain text; elements of cards need no escapes."""
    return _SPECIAL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    whole = found.group()
    return f"{whole[:-1]}\\{whole[-1]}"


def run(text: str, **look: Any) -> list[Json]:
    """Give a stretch of a rich text. Its runs know no markdown; a date such as {{DATE(…)}} is broken up."""
    pieces = _DATE.split(text)
    return [{"type": "TextRun", "text": piece, **look} for piece in pieces if piece]


def rich(inlines: list[Json], **place: Any) -> Json:
    """Give an element of runs."""
    return {"type": "RichTextBlock", "inlines": inlines, **place}


def line(text: str, *, spacing: str = "", heading: bool = False, **look: Any) -> Json:
    """Give one line as an element: a TextBlock, or where markdown could begin a RichTextBlock.

    Markdown has escapes, but the phones' readers know only some of them: a run is exact everywhere.
    """
    place: Json = {"spacing": spacing} if spacing else {}
    if not is_literal(text):
        return rich(run(text, **look), **place)
    style = {"style": "heading"} if heading else {}
    return {"type": "TextBlock", "text": text, "wrap": True, **place, **style, **look}


def lines(text: str, *, spacing: str = "", **look: Any) -> list[Json]:
    """Give each line as an element: clients differ in what they make of a line break."""
    given = [one.strip() for one in text.splitlines() if one.strip()]
    return [line(one, spacing="None" if at else spacing, **look) for at, one in enumerate(given)]
