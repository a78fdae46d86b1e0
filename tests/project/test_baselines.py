"""A baseline that speaks against its KPI stops nothing, and is found wherever both are known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.project.baselines import Doubt, doubts
from bot.project.commands import RecordMeasure
from tests.project.good import GOOD, KPI
from tests.project.story import LEAD, NINETY, Story

HIGHER = KPI | {
    "direction": "higher",
    "baseline": "60",
    "minimum": "80",
    "target": "90",
    "month_one": "70",
    "month_six": "90",
}
PROXY = {"proxy_unit": "% foreseen", "proxy_direction": "higher", "conversion": "One in two is prevented"}


def recorded(today: str, /, **kpi: str) -> Story:
    story = Story()
    story.do(LEAD, RecordMeasure("DR-1", KPI | kpi))
    story.do(LEAD, RecordMeasure("DR-7", GOOD["DR-7"] | {"baseline": today}))
    return story


def found(story: Story) -> list[tuple[str, str, str]]:
    every = doubts(story.project, NINETY)
    assert all(isinstance(one, Doubt) and one.item == "DR-7" for one in every)
    return [(one.kind, one.baseline, one.other) for one in every]


@pytest.mark.parametrize(
    ("baseline", "kinds"),
    [
        ("47", []),
        ("47.0", []),
        ("20.5", ["differs"]),  # the threshold is at most 20
        ("20", ["meets_minimum", "differs"]),
        ("10.01", ["meets_minimum", "differs"]),
        ("10", ["meets_target", "differs"]),
        ("3", ["meets_target", "differs"]),
        ("60", ["differs"]),
    ],
)
def test_today_is_compared_with_what_is_wanted_in_the_direction_of_the_kpi(
    baseline: str, kinds: list[str]
) -> None:
    assert [kind for kind, *_ in found(recorded(baseline))] == kinds


@pytest.mark.parametrize(
    ("baseline", "kinds"), [("60", []), ("79.9", ["differs"]), ("80", ["meets_minimum", "differs"])]
)
def test_higher_is_better_is_compared_the_other_way_round(baseline: str, kinds: list[str]) -> None:
    assert [kind for kind, *_ in found(recorded(baseline, **HIGHER))] == kinds


def test_a_proxy_is_on_a_scale_of_its_own() -> None:
    assert [kind for kind, *_ in found(recorded("15", **PROXY))] == ["differs"]
    assert [kind for kind, *_ in found(recorded("9", **PROXY))] == ["meets_target", "differs"]


def test_nothing_is_compared_before_there_is_a_kpi_or_in_another_unit() -> None:
    story = Story()
    assert doubts(story.project, NINETY) == ()
    story = recorded("5")
    assert found(story)
    story.do(LEAD, RecordMeasure("DR-1", KPI | {"unit": "stops a month"}))
    assert doubts(story.project, NINETY) == ()


def test_nothing_is_compared_while_another_unit_waits_for_its_signature() -> None:
    story = Story()
    story.pass_gate()
    minutes = {"unit": "min a month", "baseline": "2820", "minimum": "1200", "target": "600"}
    story.do(LEAD, RecordMeasure("DR-1", KPI | minutes))
    assert story.project.new_threshold
    assert doubts(story.project, NINETY) == ()


def test_a_gate_can_be_asked_for_and_passed_all_the_same() -> None:
    story = recorded("5")
    story.ready(*(item.id for item in NINETY.phase(1).checklist if item.id not in ("DR-1", "DR-7")))
    assert story.verdict() == "go"
    story.ask()
    story.approve()
    assert story.project.phase == 2


NUMBERS = st.integers(-1000, 1000).map(lambda n: str(Decimal(n) / 8))


@given(baseline=NUMBERS, direction=st.sampled_from(["lower", "higher"]))
def test_exactly_what_is_as_good_as_the_target_meets_it(baseline: str, direction: str) -> None:
    assume(direction == "higher" or Decimal(baseline) >= 0)
    kpi = KPI if direction == "lower" else HIGHER
    story, good = recorded(baseline, **kpi), Decimal(baseline) - Decimal(kpi["target"])
    meets = good <= 0 if direction == "lower" else good >= 0
    assert ("meets_target" in [kind for kind, *_ in found(story)]) is meets
