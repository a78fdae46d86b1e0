"""The ninety-day playbook says what the framework says, number by number; nothing here is read from the file."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from bot.playbooks.formula import parse
from bot.playbooks.load import built_in
from bot.playbooks.model import Comparison, Item, Limit

PLAYBOOK = built_in("ninety-day")
ITEMS = {item.id: item for phase in PLAYBOOK.phases for item in phase.items}
counted = [[item.id for item in phase.items if item.gate] for phase in PLAYBOOK.phases]


def colour(item_id: str, **given: str) -> str:
    """Return what the item's rule makes of these numbers, by arithmetic of the test's own."""
    rule = ITEMS[item_id].rule
    assert rule is not None
    values = {name: Fraction(number) for name, number in given.items()}
    value = parse(rule.value).value(values)
    assert value is not None
    for name, limit in (("red", rule.red), ("amber", rule.amber)):
        if limit is not None and hits(value, limit, values):
            return name
    return "green"


def hits(value: Fraction, limit: Limit, values: dict[str, Fraction]) -> bool:
    bound = values[limit.name] if limit.value is None else Fraction(limit.value)
    outcome: dict[Comparison, bool] = {
        "below": value < bound,
        "at_most": value <= bound,
        "above": value > bound,
        "at_least": value >= bound,
    }
    return outcome[limit.is_]


def field_types(item: Item) -> dict[str, str]:
    return {field.key: field.type for field in item.fields}


def test_four_phases_fill_ninety_days() -> None:
    days = [(phase.number, phase.first_day, phase.last_day) for phase in PLAYBOOK.phases]
    assert days == [(1, 1, 15), (2, 16, 45), (3, 46, 75), (4, 76, 90)]
    assert (PLAYBOOK.days, PLAYBOOK.key) == (90, "ninety-day")


def test_stages_have_their_days() -> None:
    stages = [(s.key, s.first_day, s.last_day) for phase in PLAYBOOK.phases[:2] for s in phase.stages]
    assert stages == [
        ("workshop", 1, 3),
        ("data-audit", 4, 12),
        ("feasibility", 13, 15),
        ("prototyping", 16, 25),
        ("validation", 26, 40),
        ("go-no-go", 41, 45),
    ]


def test_each_gate_counts_its_items_and_no_step() -> None:
    assert counted == [
        [f"DR-{n}" for n in range(1, 10)],
        [f"GO-{n}" for n in range(1, 6)],
        [f"DEP-{n}" for n in range(1, 11)],
        [f"MON-{n}" for n in range(1, 7)],
    ]
    assert all(not i.gate for phase in PLAYBOOK.phases for stage in phase.stages for i in stage.items)


def test_gates_decide_as_the_framework_says() -> None:
    gates = [phase.gate for phase in PLAYBOOK.phases]
    assert [gate.verdict for gate in gates] == ["readiness", "questions", "all_ready", "all_ready"]
    assert [gate.approvers for gate in gates] == [("sponsor",)] * 4
    assert [gate.goes_live for gate in gates] == [False, False, True, False]
    assert [gate.finishes for gate in gates] == [False, False, False, True]
    assert (gates[0].red_allowed, gates[1].iterations) == (2, 2)
    assert gates[0].needs_first == "DR-8"
    assert gates[0].locks == {
        "minimum": "DR-1.minimum",
        "direction": "DR-1.direction",
        "unit": "DR-1.unit",
        "proxy_unit": "DR-1.proxy_unit",
        "proxy_direction": "DR-1.proxy_direction",
        "conversion": "DR-1.conversion",
    }


@pytest.mark.parametrize(
    ("item_id", "given", "expected"),
    [
        ("DR-2", {"months": "5.999"}, "red"),
        ("DR-2", {"months": "6"}, "amber"),
        ("DR-2", {"months": "8.5"}, "amber"),
        ("DR-2", {"months": "11.99"}, "amber"),
        ("DR-2", {"months": "12"}, "green"),
        ("DR-3", {"completeness": "80", "accuracy": "100", "consistency": "100"}, "red"),
        ("DR-3", {"completeness": "80.0001", "accuracy": "100", "consistency": "100"}, "green"),
        ("DR-3", {"completeness": "95", "accuracy": "90", "consistency": "89"}, "red"),
        ("DR-3", {"completeness": "93", "accuracy": "93", "consistency": "93"}, "green"),
        ("DR-3", {"completeness": "92", "accuracy": "92", "consistency": "92"}, "red"),
        ("DR-6", {"examples": "999"}, "red"),
        ("DR-6", {"examples": "1000"}, "green"),
        ("DEP-5", {"started": "0", "stopped": "299"}, "green"),
        ("DEP-5", {"started": "0", "stopped": "300"}, "red"),
        ("DEP-7", {"peak": "50", "achieved": "49.999"}, "red"),
        ("DEP-7", {"peak": "50", "achieved": "50"}, "green"),
        ("P1-12", {"improvement": "100", "cost": "100"}, "red"),
        ("P1-12", {"improvement": "100.01", "cost": "100"}, "green"),
    ],
)
def test_thresholds_hold_at_the_boundary(item_id: str, given: dict[str, str], expected: str) -> None:
    assert colour(item_id, **given) == expected


COSTS = {"development": "60", "infrastructure": "20", "maintenance": "15", "team": "5"}


@pytest.mark.parametrize(("improvement", "expected"), [("99", "red"), ("100", "red"), ("100.01", "green")])
def test_the_return_must_be_positive_with_all_costs(improvement: str, expected: str) -> None:
    assert colour("GO-5", improvement=improvement, **COSTS) == expected


def test_the_return_is_in_percent_of_all_costs() -> None:
    rule = ITEMS["GO-5"].rule
    assert rule is not None
    values = {name: Fraction(cost) for name, cost in COSTS.items()} | {"improvement": Fraction(310)}
    assert (parse(rule.value).value(values), rule.unit) == (Fraction(210), "%")


def test_data_quality_is_a_product_and_leaves_timeliness_out() -> None:
    rule = ITEMS["DR-3"].rule
    assert rule is not None
    assert parse(rule.value).names == {"completeness", "accuracy", "consistency"}
    values = {"completeness": Fraction(95), "accuracy": Fraction(90), "consistency": Fraction(89)}
    assert parse(rule.value).value(values) == Fraction("76.095")
    assert ITEMS["DR-3"].fields[3].key == "timeliness"
    assert ITEMS["DR-3"].fields[3].required
    assert "93 %" in ITEMS["DR-3"].hint


def test_go_1_compares_with_what_gate_1_locked() -> None:
    rule = ITEMS["GO-1"].rule
    assert rule is not None
    assert (rule.value, rule.direction, rule.against) == ("result", "kpi", "minimum")
    assert rule.uses == {"minimum": "locked.minimum"}
    methods = next(field for field in ITEMS["GO-1"].fields if field.key == "method")
    assert [option.key for option in methods.options] == ["measured", "back_tested", "estimated"]
    assert field_types(ITEMS["GO-1"]) | {"how": "text", "checked_by": "person"} == field_types(ITEMS["GO-1"])


def test_the_kpi_record_is_complete() -> None:
    assert field_types(ITEMS["DR-1"]) == {
        "name": "text",
        "unit": "text",
        "direction": "choice",
        "baseline": "number",
        "target": "number",
        "minimum": "number",
        "month_one": "number",
        "month_six": "number",
        "proxy_unit": "text",
        "proxy_direction": "choice",
        "conversion": "long",
    }
    proxy = ["proxy_unit", "proxy_direction", "conversion"]
    assert [field.key for field in ITEMS["DR-1"].fields if not field.required] == proxy
    names = ["name", "unit", "direction", "baseline", "target", "minimum", "month_one", "month_six", *proxy]
    assert PLAYBOOK.kpi == {name: f"DR-1.{name}" for name in names}


def test_only_history_and_examples_accept_an_equivalent() -> None:
    assert [item.id for item in ITEMS.values() if item.equivalent] == ["DR-2", "DR-6"]


def test_a_conditional_go_exists_at_gate_3_only_and_never_for_the_three_hard_items() -> None:
    allowed = [item.id for item in ITEMS.values() if item.conditional]
    assert allowed == ["DEP-1", "DEP-2", "DEP-3", "DEP-4", "DEP-6", "DEP-7"]


def test_signatures_belong_to_their_roles() -> None:
    signed = {item.id: item.signed_by for item in ITEMS.values() if item.kind == "sign"}
    assert signed == {
        "DR-8": ("sponsor",),
        "DEP-8": ("security_reviewer",),
        "DEP-9": ("security_reviewer", "it_devops"),
        "DEP-10": ("accountable_owner",),
    }


def test_every_item_has_its_proper_kind() -> None:
    kinds = {item_id: ITEMS[item_id].kind for ids in counted for item_id in ids}
    by_kind = {
        "measure": {"DR-1", "DR-2", "DR-6", "DR-7"},
        "formula": {"DR-3", "GO-1", "GO-5", "DEP-5", "DEP-7"},
        "sign": {"DR-8", "DEP-8", "DEP-9", "DEP-10"},
        "register": {"MON-6"},
    }
    for kind, ids in by_kind.items():
        assert {item_id for item_id in kinds if kinds[item_id] == kind} == ids
    assert sum(kind == "confirm" for kind in kinds.values()) == 30 - sum(map(len, by_kind.values()))


def test_the_lead_answers_the_middle_questions_with_evidence() -> None:
    for item_id in ("GO-2", "GO-3", "GO-4"):
        assert ITEMS[item_id].answered_by == ("lead",)
        assert (ITEMS[item_id].fields[0].key, ITEMS[item_id].fields[0].required) == ("evidence", True)


def test_no_item_of_a_gate_can_be_marked_as_not_applicable() -> None:
    assert not [item.id for item in ITEMS.values() if item.gate and item.not_applicable]


def test_the_rollback_drill_cannot_end_before_it_began() -> None:
    assert [(field.key, field.after) for field in ITEMS["DEP-5"].fields] == [
        ("started", ""),
        ("stopped", "started"),
    ]


def test_no_divisor_can_be_zero() -> None:
    more_than = {
        (item.id, field.key): field.more_than
        for item in ITEMS.values()
        for field in item.fields
        if field.more_than is not None
    }
    assert more_than[("GO-5", "development")] == Decimal(0)
    assert more_than[("P1-12", "cost")] == Decimal(0)
    assert more_than[("DEP-7", "peak")] == Decimal(0)


def test_steps_with_a_day_of_their_own_have_it() -> None:
    assert ITEMS["P2-2"].due == 22, "a performance baseline within the first week"
    assert (ITEMS["P3-1"].due, ITEMS["P3-1"].asked_from) == (46, 1), "the architecture is asked from day 1"


def test_history_and_examples_count_as_data() -> None:
    data = {item.id for item in ITEMS.values() if item.data and item.gate}
    assert data == {"DR-2", "DR-3", "DR-4", "DR-5", "DR-6"}


def test_what_people_read_is_calm_and_short() -> None:
    for item in ITEMS.values():
        assert "!" not in item.title + item.hint, item.id
        assert len(item.title) <= 72, item.id
        assert not item.title.endswith("."), item.id
