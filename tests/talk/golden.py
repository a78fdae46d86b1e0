"""Rewrites the golden texts (`python -m tests.talk.golden`); read the difference as a customer would."""

from __future__ import annotations

from pathlib import Path

from bot.talk.plain import plain
from bot.talk.words import Words
from tests.talk.gallery import CARDS
from tests.talk.scenes import ZONE

FOLDER = Path(__file__).parent / "golden"


def texts() -> dict[str, str]:
    """Return every card as plain text, by name."""
    return {name: plain(draw(Words("en", ZONE))) + "\n" for name, draw in CARDS.items()}


if __name__ == "__main__":
    for file in FOLDER.glob("*.txt"):
        file.unlink()
    for name, text in texts().items():
        (FOLDER / f"{name}.txt").write_text(text, "utf-8")
