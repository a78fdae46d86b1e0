"""A card as plain text: what a notification, a screen reader and a search show, on every platform."""

from __future__ import annotations

from typing import Final, assert_never

from bot.talk import card

#: cells of a bar in text
CELLS: Final = 10
FULL: Final = "▰"


def plain_text(given: card.Card) -> str:
    """Give the summary first, then everything else the card says; controls are left to the card."""
    summary = given.summary.strip()
    # A screen reader says it all: what the summary holds already is not said twice.
    lines = [line for part in given.parts for line in _lines(part) if line.strip() not in summary]
    return "\n".join([summary, *lines]).strip()


def row_text(row: card.ItemRow) -> tuple[str, str, str]:
    """Give what stands before a row's title, the title, and what stands after it."""
    state = " · ".join(piece for piece in (row.word, row.detail) if piece)
    return (f"{row.sign} " if row.sign else ""), row.title.strip(), (f"\n{state}" if state else "")


def bar(done: int, total: int) -> str:
    """Draw how far something is; full only when all is done, empty only when nothing is."""
    cells = max(1, min(total, CELLS))
    filled = round(cells * done / total) if total > 0 else 0
    if 0 < done < total:
        filled = min(max(filled, 1), cells - 1)
    return FULL * filled + "▱" * (cells - filled)


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
