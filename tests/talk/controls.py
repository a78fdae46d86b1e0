"""The controls of whatever was drawn."""

from __future__ import annotations

from collections.abc import Iterator

from bot.talk.card import Button, Buttons, Card, Form, Home, ItemRow


def buttons(drawn: Card | Form | Home) -> Iterator[Button]:
    """Yield every control, wherever it stands."""
    for part in drawn.intro if isinstance(drawn, Form) else drawn.parts:
        if isinstance(part, Buttons):
            yield from part.buttons
        if isinstance(part, ItemRow):
            yield from ((part.button,) if part.button else ())
            yield from part.more
