"""A message whose notification says its heading and what follows."""

from __future__ import annotations

from bot.talk.card import Card, Heading, Part, Text


def titled(head: str, *parts: Part) -> Card:
    """Return a card under a heading; its summary is the heading and the first text."""
    first = next((part.text for part in parts if isinstance(part, Text)), "")
    return Card(f"{head}. {first}" if first else head, (Heading(head), *parts))
