"""Using a card, sending a form, and reading what Teams shows for it."""

from __future__ import annotations

from bot.talk.card import Card, Facts, Field, Form, Heading, Text
from bot.talk.card import Fact as CardFact

ARGS = {"p": "project", "i": "data_quality"}
WORD = Card("Only Ana can decide this gate.", (Text("Only Ana can decide this gate."),))
RICH = Card("Status", (Heading("Status"), Facts((CardFact("Phase", "1"),))))
PLACES = Form(
    "New", "Open", "Cancel", "project.new", {"new": "1"}, (), (Field("channel", "Where", "channel"),)
)
