"""What is said about keeping the ledger, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from bot.talk.anchor import anchor, anchor_form, anchor_parts
from bot.talk.card import Card, Form, Home
from bot.talk.words import Words
from tests.talk.scenes import at

#: as an anchor writes it
LINE = (
    f"tollgate-anchor 2026-03-16T12:59:00Z 3 127 {'0f' * 32} workspace=0195f3a0-0000-7000-8000-000000000001"
)

CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "notice-anchor": lambda w: anchor(w, LINE, at(16)),
    "form-anchor": lambda w: anchor_form(w, ["ana"], 0, time(9)),
    "home-anchor": lambda w: Home(anchor_parts(w, ["Ana Ruiz", "Noor Haddad"], 0, time(9))),
    "home-anchor-nobody": lambda w: Home(anchor_parts(w, [], 0, time(9))),
}
