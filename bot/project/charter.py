"""The questions of a project's charter; they are answered during phase 1."""

from __future__ import annotations

from bot.playbooks.model import Field

CHARTER: tuple[Field, ...] = (
    Field(
        "outcome",
        "Business outcome",
        "long",
        hint="What gets better, by how much, and who sees it. Leave the technology out.",
        required=False,
    ),
    Field(
        "decision",
        "Decision that the AI informs or makes",
        "long",
        hint="Who decides what, how often, from what.",
        required=False,
    ),
    Field(
        "current_cost",
        "Current cost of the problem",
        "long",
        hint="In money, hours, defects or downtime, and where the figure comes from.",
        required=False,
    ),
    Field(
        "yearly_value",
        "Estimated value",
        "money",
        unit="a year",
        hint="The lead's own estimate. It is shown with each gate, with the cost of a week of delay.",
        required=False,
    ),
    Field(
        "deliverables",
        "Deliverables",
        "long",
        hint="What the team hands over at the end.",
        required=False,
    ),
    Field(
        "jurisdiction",
        "Jurisdiction for data",
        "text",
        hint="Where data and model must stay. Canada, unless you say otherwise.",
        required=False,
    ),
)
#: where data stays when nobody says otherwise (framework.md, section 1, DEP-9)
JURISDICTION = "Canada"
