"""What several tests of the chat send and look for."""

from __future__ import annotations

from bot.talk.card import Card, Heading, Text

CARD = Card("Phase 1", (Heading("Phase 1"), Text("Nine items are open.")))
