"""A gate that iterates keeps why: what was said of each no, and the comparison behind a computed one."""

from __future__ import annotations

from fractions import Fraction

from bot.project.events import GateIterated
from bot.project.reasons import _written
from tests.project.story import Story, story_at
from tests.project.threshold_kit import PROXY


def iterated(story: Story) -> GateIterated:
    (event,) = story.ask()
    assert isinstance(event, GateIterated)
    return event


def test_a_result_that_misses_the_threshold_is_the_reason() -> None:
    story = story_at("running", 2)
    story.measure("GO-1", result="21")
    assert iterated(story).reason == "21 > 20 h a month"
    assert story.project.decisions[-1].reason == "21 > 20 h a month"


def test_a_return_that_is_not_positive_is_the_reason() -> None:
    story = story_at("running", 2)
    costs = {"development": "100000", "infrastructure": "0", "maintenance": "0", "team": "0"}
    story.measure("GO-5", improvement="100000", **costs)
    assert iterated(story).reason == "0 ≤ 0 %"


def test_what_was_said_stands_beside_what_was_computed() -> None:
    story = story_at("running", 2)
    story.measure("GO-1", result="20.5")
    story.red("GO-3")
    assert iterated(story).reason == "GO-1: 20.5 > 20 h a month; Not there"


def test_a_proxy_is_compared_in_its_own_unit() -> None:
    story = Story()
    story.all_ready()
    story.measure("DR-1", **PROXY)
    story.ask()
    story.approve()
    story.all_ready()
    story.measure("GO-1", result="80")
    assert iterated(story).reason == "80 < 85 % of failures foreseen"


def test_a_number_that_misses_by_little_is_never_written_as_the_other_one() -> None:
    assert _written(Fraction(20) + Fraction(1, 3000), Fraction(20)) == "20.0003"
    assert _written(Fraction(61, 3), Fraction(20)) == "20.33"
    assert _written(Fraction(-5, 2), Fraction(0)) == "-2.5"
