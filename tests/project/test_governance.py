"""A project goes through all five governance gates, with a team or alone for practice."""

from __future__ import annotations

import pytest

from bot.playbooks.load import built_in
from bot.playbooks.model import Field, Item
from bot.project.commands import (
    ApproveGate,
    Command,
    GiveRole,
    RecordMeasure,
    RequestGate,
    SaveRow,
    SetItem,
    SignItem,
    VerifyItem,
)
from bot.project.readiness import needs_second
from bot.project.verifying import verifiers
from tests.project.story import LEAD, REVIEWER, Story

PLAYBOOK = built_in("governance")


def value(field: Field) -> str:
    """Return something that a field takes."""
    match field.type:
        case "link":
            return "https://example.com/document"
        case "choice" | "choices":
            return field.options[0].key
        case "number" | "percent" | "money":
            return "99"
        case _:
            return "As agreed"


def sets(item: Item, owner: str) -> Command:
    """Return the command that sets an item."""
    values = {field.key: value(field) for field in item.fields}
    match item.kind:
        case "sign":
            return SignItem(item.id, values)
        case "register":
            return SaveRow(item.id, "row-1", owner, values)
        case "measure" | "formula":
            return RecordMeasure(item.id, values)
        case _:
            return SetItem(item.id, True, values)


@pytest.mark.parametrize("practice", [False, True], ids=["a team", "alone"])
def test_five_gates_lead_to_live(practice: bool) -> None:
    story = Story(playbook=PLAYBOOK, practice=practice)
    if not practice:
        story.do(LEAD, GiveRole("business_owner", "bea"), GiveRole("data_engineering", "dan"))
    for phase in PLAYBOOK.phases:
        for item in phase.checklist:
            story.do(story.signer(item.id), sets(item, LEAD))
            if needs_second(story.project, PLAYBOOK, item):
                story.do(verifiers(story.project, item)[0], VerifyItem(item.id))
        story.do(LEAD, RequestGate(phase.number, 1))
        for person in [LEAD] if practice else people(story, phase.number):
            approval = ApproveGate(phase.number, 1)
            if story.project.request and not story.refused(person, approval):
                story.do(person, approval)
    assert story.project.status == "live"
    assert [decision.outcome for decision in story.project.decisions] == ["approved"] * 5
    assert story.project.went_live_on


def people(story: Story, gate: int) -> list[str]:
    """Return everybody in a role that approves a gate."""
    roles = PLAYBOOK.phase(gate).gate.approvers
    return list(dict.fromkeys(person for role in roles for person in story.project.holders(role)))


def test_the_ethical_assessment_counts_once_a_reviewer_has_verified_it() -> None:
    story = Story(playbook=PLAYBOOK)
    item = PLAYBOOK.item("UC-2")
    story.do(LEAD, sets(item, LEAD))
    assert story.status("UC-2") == "open"
    story.do(REVIEWER, VerifyItem("UC-2"))
    assert story.status("UC-2") == "ready"
