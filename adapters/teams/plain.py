"""A card as plain text: what a notification, a screen reader and a search show."""

from __future__ import annotations

from typing import assert_never

from bot.talk import card

from .blocks import bar, row_text

MOST = 1000


def plain_text(given: card.Card) -> str:
    """Give the summary first, then everything else the card says; controls are left to the card."""
    summary = given.summary.strip()
    lines = [line for part in given.parts for line in _lines(part) if line.strip() not in summary]
    return "\n".join([summary, *lines]).strip()


def _lines(part: card.Part) -> list[str]:
    match part:
        case card.Heading(text=text) | card.Text(text=text):
            return [text]
        case card.Facts(facts=facts):
            return [f"{fact.label}: {fact.value}" for fact in facts]
        case card.ItemRow():
            return ["".join(row_text(part)).replace("\n", " · ")]
        case card.Progress():
            return [f"{bar(part.done, part.total)} {part.label}"]
        case card.Votes(votes=votes):
            return [f"{vote.sign} {vote.who} · {vote.word}" for vote in votes]
        case card.Link(label=label, url=url):
            return [f"{label}: {url}"]
        case card.Divider() | card.Buttons():
            return []
        case _:
            assert_never(part)
