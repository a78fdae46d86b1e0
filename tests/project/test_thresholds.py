"""Every strict threshold, at the boundary itself and a hair to either side."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.project.commands import RecordMeasure, SaveRow, SetItem
from bot.project.events import ProjectHalted
from bot.project.plan import gate_due_at
from bot.project.state import ItemStatus
from tests.project.good import COSTS, GOOD, KPI
from tests.project.story import LEAD, NINETY, Story, story_at
from tests.project.threshold_kit import PROXY

BOUNDARIES: list[tuple[str, dict[str, str], ItemStatus]] = [
    ("DR-2", {"months": "5.99"}, "not_ready"),
    ("DR-2", {"months": "6"}, "flagged"),
    ("DR-2", {"months": "11.99"}, "flagged"),
    ("DR-2", {"months": "12"}, "ready"),
    ("DR-3", {"completeness": "80", "accuracy": "100", "consistency": "100"}, "not_ready"),
    ("DR-3", {"completeness": "80.0001", "accuracy": "100", "consistency": "100"}, "ready"),
    ("DR-3", {"completeness": "100", "accuracy": "89.4427", "consistency": "89.4427"}, "not_ready"),
    ("DR-3", {"completeness": "100", "accuracy": "89.4428", "consistency": "89.4428"}, "ready"),
    ("DR-3", {"timeliness": "1"}, "ready"),
    ("DR-6", {"examples": "999"}, "not_ready"),
    ("DR-6", {"examples": "1000"}, "ready"),
    ("DR-6", {"examples": "1,000"}, "ready"),
    ("DR-6", {"task": "regression", "examples": "5000"}, "open"),
    ("DR-6", {"task": "anomaly_detection", "examples": "1000"}, "open"),
    ("DR-6", {"task": "other", "examples": "10"}, "open"),
    ("GO-5", COSTS | {"improvement": "100000"}, "not_ready"),
    ("GO-5", COSTS | {"improvement": "99999.99"}, "not_ready"),
    ("GO-5", COSTS | {"improvement": "100000.01"}, "ready"),
    ("DEP-5", {"started": "2026-03-02 10:00:00", "stopped": "2026-03-02 10:04:59"}, "ready"),
    ("DEP-5", {"started": "2026-03-02 10:00:00", "stopped": "2026-03-02 10:05:00"}, "not_ready"),
    ("DEP-5", {"started": "2026-03-02 10:00:00", "stopped": "2026-03-02 10:05:01"}, "not_ready"),
    ("DEP-5", {"started": "2026-03-02 23:58:00", "stopped": "2026-03-03 00:02:59"}, "ready"),
    ("DEP-7", {"peak": "50", "achieved": "49.999"}, "not_ready"),
    ("DEP-7", {"peak": "50", "achieved": "50"}, "ready"),
    ("P1-12", {"improvement": "100", "cost": "100"}, "not_ready"),
    ("P1-12", {"improvement": "100.01", "cost": "100"}, "ready"),
]


@pytest.mark.parametrize(("item", "values", "expected"), BOUNDARIES)
def test_a_threshold_holds_at_its_boundary(item: str, values: dict[str, str], expected: ItemStatus) -> None:
    story = Story()
    story.measure(item, **values)
    assert story.status(item) == expected


@pytest.mark.parametrize(
    ("direction", "result", "expected"),
    [
        ("lower", "19.999", "ready"),
        ("lower", "20", "ready"),
        ("lower", "20.001", "not_ready"),
        ("higher", "60.001", "ready"),
        ("higher", "60", "ready"),
        ("higher", "59.999", "not_ready"),
    ],
)
def test_the_locked_threshold_is_met_when_it_is_reached(
    direction: str, result: str, expected: ItemStatus
) -> None:
    story = Story()
    story.all_ready()
    if direction == "higher":
        benchmarks = {"month_one": "50", "month_six": "75"}
        story.measure("DR-1", direction="higher", baseline="47", minimum="60", target="80", **benchmarks)
    story.ask()
    story.approve()
    story.measure("GO-1", result=result)
    assert story.status("GO-1") == expected


def test_two_red_items_are_to_be_fixed_and_three_stop() -> None:
    story = Story()
    story.red("DR-4")
    story.measure("DR-2", months="5")
    assert story.verdict() == "fix_and_recheck"
    story.measure("DR-6", examples="999")
    assert story.verdict() == "stop"


def test_open_is_never_red() -> None:
    story = Story()
    assert story.verdict() == "fix_and_recheck"
    story.red("DR-4", "DR-5")
    assert [story.status(item) for item in ("DR-3", "DR-4", "DR-5")] == ["open", "not_ready", "not_ready"]
    assert story.verdict() == "fix_and_recheck"


def test_eight_ready_items_are_not_nine() -> None:
    story = Story()
    story.all_ready()
    assert story.verdict() == "go"
    story.do(LEAD, SetItem("DR-9", False))
    assert story.verdict() == "fix_and_recheck"


@pytest.mark.parametrize(("early", "halts"), [(timedelta(microseconds=1), False), (timedelta(0), True)])
def test_a_gate_is_due_from_its_very_instant_on(early: timedelta, halts: bool) -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    story.now = gate_due_at(story.project, NINETY, 1) - early
    assert any(isinstance(event, ProjectHalted) for event in story.tick()) == halts


@pytest.mark.parametrize(("early", "halts"), [(timedelta(microseconds=1), False), (timedelta(0), True)])
def test_a_third_red_item_halts_from_the_instant_the_gate_is_due(early: timedelta, halts: bool) -> None:
    story = Story()
    story.red("DR-4", "DR-5")
    story.now = gate_due_at(story.project, NINETY, 1) - early
    assert any(isinstance(event, ProjectHalted) for event in story.red("DR-9")) == halts


def test_one_iteration_goes_back_to_work_and_the_second_asks_the_sponsor() -> None:
    story = story_at("running", 2)
    story.red("GO-3")
    story.ask()
    assert (story.project.status, story.project.iterations) == ("running", 1)
    story.ask()
    assert (story.project.status, story.project.iterations) == ("deciding", 2)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"target": "46.999", "minimum": "46.999"}, []),
        ({"target": "47", "minimum": "46"}, [("target", "wrong_side")]),
        ({"minimum": "10"}, []),
        ({"minimum": "9.999"}, [("minimum", "wrong_side")]),
        ({"minimum": "46.999"}, []),
        ({"minimum": "47"}, [("minimum", "wrong_side")]),
        ({"target": "60", "minimum": "50"}, [("target", "wrong_side"), ("minimum", "wrong_side")]),
        ({"month_one": "47", "month_six": "0"}, []),
        ({"month_one": "47.001"}, [("month_one", "wrong_side")]),
        (
            {"month_one": "-30", "month_six": "4000"},
            [("month_one", "too_small"), ("month_six", "wrong_side")],
        ),
        ({"baseline": "4", "target": "-2", "minimum": "0", "month_one": "3", "month_six": "-1"}, []),
        ({"target": "47", "month_six": "48"}, [("target", "wrong_side"), ("month_six", "wrong_side")]),
    ],
)
def test_what_is_wanted_lies_on_the_better_side_of_today_and_all_that_does_not_is_named(
    values: dict[str, str], problem: list[tuple[str, str]]
) -> None:
    assert Story().bad(LEAD, RecordMeasure("DR-1", KPI | values)) == problem


@pytest.mark.parametrize(
    ("item", "values", "problem"),
    [
        ("DR-3", {"accuracy": "100"}, []),
        ("DR-3", {"accuracy": "100.0001"}, [("accuracy", "too_large")]),
        ("DR-3", {"accuracy": "-0.1"}, [("accuracy", "too_small")]),
        ("DR-3", {"accuracy": "93 %"}, []),
        ("DR-2", {"months": "0"}, []),
        ("DR-2", {"months": "-1"}, [("months", "too_small")]),
        ("DR-2", {"months": "600"}, []),
        ("DR-2", {"months": "100,000"}, [("months", "too_large")]),
        ("DR-2", {"months": "many"}, [("months", "not_a_number")]),
        ("DR-2", {"months": "1e999"}, [("months", "not_a_number")]),
        ("DR-2", {"months": "NaN"}, [("months", "not_a_number")]),
        ("DR-6", {"examples": "999.5"}, [("examples", "not_whole")]),
        ("GO-5", {"development": "0"}, [("development", "not_positive")]),
        ("GO-5", {"development": "0.01"}, []),
        ("DEP-7", {"peak": "0"}, [("peak", "not_positive")]),
        ("DEP-5", {"stopped": "2026-03-02 10:00:00"}, [("stopped", "not_later")]),
        ("DEP-5", {"stopped": "2026-03-02 10:00:01"}, []),
        ("DEP-5", {"stopped": "2026-03-02"}, [("stopped", "not_a_moment")]),
        # What is told of has happened, on some wall of this world, and since the project began.
        ("DEP-5", {"stopped": "2026-03-03 04:00:00"}, []),
        ("DEP-5", {"stopped": "2026-03-03 04:00:01"}, [("stopped", "in_the_future")]),
        ("DEP-5", {"started": "2026-03-02 00:00:00"}, []),
        ("DEP-5", {"started": "2026-03-01 23:59:59"}, [("started", "before_start")]),
        (
            "DEP-5",
            {"started": "1999-01-01 10:00:00", "stopped": "2999-01-01 10:00:00"},
            [("started", "before_start"), ("stopped", "in_the_future")],
        ),
    ],
)
def test_numbers_out_of_bounds_are_named(
    item: str, values: dict[str, str], problem: list[tuple[str, str]]
) -> None:
    assert Story().bad(LEAD, RecordMeasure(item, GOOD[item] | values)) == problem


@pytest.mark.parametrize("item", ["DR-7", "P2-2", "P2-6", "GO-1"])
def test_a_kpi_that_comes_down_to_zero_has_no_number_below_it(item: str) -> None:
    story = story_at("running", 2)
    field = "baseline" if item == "DR-7" else "result"
    values = GOOD[item] | {field: "-12"}
    assert story.bad(LEAD, RecordMeasure(item, values)) == [(field, "too_small")]
    story.measure("DR-1", target="-5")
    assert story.bad(LEAD, RecordMeasure(item, values)) == []


def test_a_segment_of_a_kpi_that_comes_down_to_zero_has_no_number_below_it() -> None:
    row = SaveRow("P2-8", "r1", LEAD, GOOD["P2-8"] | {"result": "-1"})
    assert story_at("running", 2).bad(LEAD, row) == [("result", "too_small")]


def test_a_loss_is_recorded_as_it_is_where_higher_is_better() -> None:
    story = Story()
    story.measure(
        "DR-1", direction="higher", baseline="2", target="9", minimum="5", month_one="3", month_six="8"
    )
    assert story.bad(LEAD, RecordMeasure("DR-7", {"baseline": "-1"})) == []


def test_the_result_of_a_proxy_is_not_judged_by_the_kpi() -> None:
    story = story_at("running", 2)
    story.measure("DR-1", **PROXY)
    assert story.bad(LEAD, RecordMeasure("GO-1", GOOD["GO-1"] | {"result": "-1"})) == []
