"""The governance playbook asks what the framework asks, gate by gate; nothing here is read from the file."""

from __future__ import annotations

from fractions import Fraction

from bot.playbooks.formula import parse
from bot.playbooks.load import built_in
from bot.playbooks.model import Group, Item
from bot.talk.catalogue import playbook_texts

PLAYBOOK = built_in("governance")
GATES = [phase.gate for phase in PLAYBOOK.phases]
ITEMS = {item.id: item for phase in PLAYBOOK.phases for item in phase.items}
#: what each gate looks at (framework, section 2)
ASKED = [
    {
        "Business case",
        "Ethical assessment",
        "Regulatory impact",
        "Sponsor confirmed, with authority to approve production deployment",
    },
    {"Data quality validation", "Privacy compliance", "Bias assessment of the training data"},
    {"Acceptance criteria met", "Fairness testing", "Adversarial robustness"},
    {"MLOps verification", "Monitoring set up", "Incident response procedures"},
    {"Performance review", "User feedback", "Compliance audit"},
]


def marked(name: str) -> set[str]:
    """Return the items that have an attribute."""
    return {item.id for item in ITEMS.values() if getattr(item, name)}


def test_each_gate_looks_at_what_the_framework_names() -> None:
    assert [gate.title for gate in GATES] == [
        "Use case approval",
        "Data readiness",
        "Model validation",
        "Production readiness",
        "Post-deployment review",
    ]
    assert [{item.title for item in phase.checklist} for phase in PLAYBOOK.phases] == ASKED
    assert all(item.gate for item in ITEMS.values())
    assert all(not phase.stages for phase in PLAYBOOK.phases)


def test_the_review_is_due_thirty_days_after_going_live() -> None:
    *_, production, review = PLAYBOOK.phases
    assert production.gate.goes_live
    assert review.gate.finishes
    assert review.last_day - production.last_day == 30
    assert (review.last_day, PLAYBOOK.days) == (120, 120)
    assert [gate.number for gate in GATES if gate.goes_live or gate.finishes] == [4, 5]


def test_nothing_in_it_rests_on_a_business_kpi() -> None:
    assert (PLAYBOOK.kpi, marked("needs_kpi")) == ({}, set())
    assert not [text for text in playbook_texts(PLAYBOOK) if "{kpi}" in text or "KPI" in text]


def test_every_gate_is_the_sponsors_and_one_other_groups_at_least() -> None:
    assert [[group.key for group in gate.groups] for gate in GATES] == [
        ["sponsor", "business"],
        ["sponsor", "data"],
        ["sponsor", "review"],
        ["sponsor", "it", "security"],
        ["sponsor", "owner"],
    ]
    for gate in GATES:
        assert gate.groups[0] == Group("sponsor", "Sponsor", ("sponsor",))
        assert {role for group in gate.groups for role in group.roles} == set(gate.approvers)
    quorum = {group.key: group.quorum for gate in GATES for group in gate.groups}
    assert quorum == {"sponsor": 1, "business": 1, "data": 2, "review": 2, "it": 1, "security": 1, "owner": 0}


def test_only_gates_between_the_first_and_the_last_can_be_passed_with_conditions() -> None:
    assert ["conditional" in gate.decisions for gate in GATES] == [False, True, True, True, False]
    assert all({"go", "hold", "send_back", "stop"} <= set(gate.decisions) for gate in GATES)
    assert marked("conditional") == {"MV-3", "PR-2"}


def test_judgements_need_a_second_person_and_keep_their_owner_from_approving() -> None:
    assert marked("verified") == {"UC-2", "DA-1", "DA-3", "MV-1", "MV-2", "PR-1", "PD-1"}
    assert marked("separate") == {"UC-2", "UC-3", "DA-3", "MV-2"}
    assert {key: item.signed_by for key, item in ITEMS.items() if item.signed_by} == {
        "UC-4": ("sponsor",),
        "DA-2": ("security_reviewer",),
        "PD-3": ("exception_reviewer",),
    }
    assert GATES[0].needs_first == "UC-4"


def test_data_quality_is_above_eighty_per_cent() -> None:
    rule = ITEMS["DA-1"].rule
    assert rule is not None
    assert rule.red is not None
    assert rule.red.is_ == "at_most"
    assert rule.red.value == 80
    values = {"completeness": Fraction(100), "accuracy": Fraction(100), "consistency": Fraction(80)}
    assert parse(rule.value).value(values) == 80


def test_every_item_leaves_something_for_an_auditor() -> None:
    def shows(item: Item) -> bool:
        return item.kind == "register" or any(field.required for field in item.fields)

    silent = {item.id for item in ITEMS.values() if not shows(item)}
    assert silent == {"UC-4"}  # a name and a day say it all
    assert all(item.hint for item in ITEMS.values())
    assert all(phase.deliverable for phase in PLAYBOOK.phases)
