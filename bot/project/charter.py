"""The charter's questions beyond name, lead, sponsor and channel: filled in during phase 1."""

from __future__ import annotations

from bot.playbooks.model import Field

#: (`framework.md`, sections 1 and 8: outcome and money value before technology; jurisdiction is a parameter)
CHARTER: tuple[Field, ...] = (
    Field("outcome", "Business outcome", "long", hint="In measurable terms, without naming a technology."),
    Field("decision", "Decision that the AI informs or automates", "long", required=False),
    Field(
        "current_cost",
        "What the problem costs today",
        "long",
        required=False,
        hint="Money, hours or downtime.",
    ),
    Field("yearly_value", "Estimated value a year", "money", unit="$", required=False),
    Field(
        "jurisdiction",
        "Where the data must stay",
        "text",
        required=False,
        hint="Canada, unless you say otherwise.",
    ),
)
