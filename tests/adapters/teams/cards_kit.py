"""Cards for the tests of how they look in Teams, and what is read from what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.teams import render
from bot.talk.card import Card, Form, Home
from bot.talk.words import Words
from tests.talk.gallery import CARDS, Drawn

Json = dict[str, Any]
PROJECT = "01900000-0000-7000-8000-000000000001"
PEOPLE = (("29:ana", "Ana Ruiz"), ("29:mia", "Mia Kurz"), ("29:raj", "Raj Patel"))
CHANNELS = (("19:line3@thread.tacv2", "line-3"),)
#: what people type, and what some reader of markdown would make of it
HOSTILE = (
    "-",
    "- a list",
    "+ a list",
    "1. first",
    "2) second",
    "# heading",
    "*bold* and _italic_",
    "snake_case_name",
    "**bold**",
    "`code`",
    "[link](https://example.org)",
    "<at>Ana Ruiz</at>",
    "<script>alert(1)</script>",
    "C:\\temp\\new",
    "\\*",
    "R&D &amp; more",
    "https://example.org/a_b_c?x=*",
    "www.example.org",
    "{{DATE(2026-03-13T14:02:00Z, SHORT)}}",
    "~~gone~~",
    "---",
    "> quoted",
    "(5)- b",
    "| a | b |",
)


def drawn(name: str, language: str = "en") -> list[Json]:
    """Give the cards of something in the gallery, as its reader sees them."""
    given: Drawn = CARDS[name](Words(language, "America/Toronto"))
    match given:
        case Card():
            return [contents(one) for one in render.messages(given, viewer="29:ana")]
        case Home():
            return [contents(one) for one in render.home(given)]
        case Form():
            opened = render.task(given, people=PEOPLE, channels=CHANNELS)
            inline = render.inline_form(given, people=PEOPLE, channels=CHANNELS, notice="{}")
            return [opened["task"]["value"]["card"]["content"], inline]


def contents(activity: Json) -> Json:
    """Give the card of an activity."""
    (attachment,) = activity["attachments"]
    content: Json = attachment["content"]
    return content


def everything(value: Any) -> Iterator[Json]:
    """Give every object in a card, the outer before the inner."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from everything(one)


def of_type(card: Json, *types: str) -> list[Json]:
    """Give the objects of these types."""
    return [one for one in everything(card) if one.get("type") in types]


def texts(card: Json) -> list[str]:
    """Give what each text element shows."""
    found = of_type(card, "TextBlock", "RichTextBlock")
    return [one.get("text") or "".join(run["text"] for run in one["inlines"]) for one in found]


def actions(card: Json) -> list[Json]:
    """Give every control that can be pressed, those behind a question included."""
    return [one for one in of_type(card, "Action.Execute", "Action.Submit") if not _is_fallback(card, one)]


def _is_fallback(card: Json, action: Json) -> bool:
    return any(one.get("fallback") is action for one in everything(card))
