"""A threshold for a proxy has its own unit and direction."""

from __future__ import annotations

import pytest

from bot.project.commands import (
    RecordMeasure,
    RequestGate,
    SignThreshold,
)
from bot.project.events import (
    GateIterated,
    ThresholdChanged,
)
from bot.project.readiness import minimum_in
from bot.project.state import ItemStatus
from tests.project.good import KPI
from tests.project.story import LEAD, NINETY, SPONSOR, Story, story_at
from tests.project.threshold_kit import PROXY


@pytest.mark.parametrize(
    ("result", "expected"), [("84.999", "not_ready"), ("85", "ready"), ("85.001", "ready")]
)
def test_a_proxy_is_compared_in_its_own_direction(result: str, expected: ItemStatus) -> None:
    story = Story()
    story.all_ready()
    story.measure("DR-1", **PROXY)
    story.ask()
    story.approve()
    story.measure("GO-1", result=result)
    assert story.status("GO-1") == expected
    if expected == "not_ready":
        assert isinstance(story.ask()[0], GateIterated)


def test_a_proxy_has_its_own_unit_and_direction() -> None:
    story = Story()
    assert minimum_in(story.project, NINETY) == ("", "")
    story.measure("DR-1")
    assert minimum_in(story.project, NINETY) == ("h a month", "lower")
    story.measure("DR-1", **PROXY)
    assert minimum_in(story.project, NINETY) == ("% of failures foreseen", "higher")


def test_making_the_threshold_a_proxy_later_needs_the_signature() -> None:
    story = story_at("running", 2)
    story.measure("DR-1", **PROXY)
    changed = {key: PROXY[key] for key in ("minimum", "proxy_unit", "proxy_direction", "conversion")}
    assert story.project.new_threshold is not None
    assert story.project.new_threshold.values == changed
    assert minimum_in(story.project, NINETY) == ("h a month", "lower"), "what is locked counts"
    story.do(SPONSOR, SignThreshold(changed))
    assert minimum_in(story.project, NINETY) == ("% of failures foreseen", "higher")


def test_another_conversion_needs_the_signature() -> None:
    """What the proxy is worth is part of what gate 1 locked."""
    story = Story()
    story.all_ready()
    story.measure("DR-1", **PROXY)
    story.ask()
    story.approve()
    assert story.project.locked["conversion"] == PROXY["conversion"]
    better = "Each 10 % foreseen saves 40 hours a month"
    events = story.measure("DR-1", **PROXY | {"conversion": better})
    assert events[1] == ThresholdChanged({}, {"conversion": better})
    story.all_ready()
    story.measure("GO-1", result="90")
    assert story.refused(LEAD, RequestGate(2, 1)) == "threshold_unsigned"
    assert story.project.new_threshold
    story.do(SPONSOR, SignThreshold(seq=story.project.new_threshold.seq))
    assert story.project.locked["conversion"] == better


@pytest.mark.parametrize("missing", ["proxy_unit", "proxy_direction", "conversion"])
def test_a_proxy_is_stated_in_full(missing: str) -> None:
    values = KPI | {key: text for key, text in PROXY.items() if key != missing}
    assert Story().bad(LEAD, RecordMeasure("DR-1", values)) == [(missing, "required")]


def test_only_a_proxy_may_lie_on_the_other_side_of_today() -> None:
    story = Story()
    assert story.bad(LEAD, RecordMeasure("DR-1", KPI | PROXY)) == []
    conversion = {"minimum": "85", "conversion": PROXY["conversion"]}
    assert story.bad(LEAD, RecordMeasure("DR-1", KPI | conversion)) == [("minimum", "wrong_side")]
    wrong = KPI | PROXY | {"target": "50"}
    assert story.bad(LEAD, RecordMeasure("DR-1", wrong)) == [("target", "wrong_side")]
