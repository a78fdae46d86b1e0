"""What was recorded in a unit that counts no more is recorded anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import (
    ApproveGate,
    DeclareNotReady,
    RequestGate,
    ResumeGate,
    SaveRow,
    SignThreshold,
    UndoItem,
)
from bot.project.events import (
    Event,
    GateRequested,
    ItemCleared,
    MeasureRecorded,
    RowSaved,
    ThresholdSigned,
)
from bot.project.evolve import evolve
from bot.project.readiness import value
from bot.project.state import Project
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, OWNER, SPONSOR, Story, kinds, story_at
from tests.project.threshold_kit import PROXY

MINUTES = {"unit": "min a month", "baseline": "2820", "target": "600", "minimum": "1200"} | {
    "month_one": "1800",
    "month_six": "720",
}


def signed(story: Story, **values: str) -> list[Event]:
    """Change the KPI record and let the sponsor sign."""
    story.measure("DR-1", **values)
    assert story.project.new_threshold is not None
    return story.do(SPONSOR, SignThreshold(story.project.new_threshold.values))


def reopened(events: list[Event]) -> dict[str, str]:
    return {event.item: event.was_in for event in events if isinstance(event, ItemCleared)}


def test_results_in_a_unit_that_counts_no_more_are_recorded_anew() -> None:
    story = story_at("running", 2)
    story.ready("P2-2", "P2-6", "P2-8", "P2-10")
    assert story.status("GO-1") == "ready", "18 h where at most 20 h are needed"
    events = signed(story, **MINUTES)
    assert reopened(events) == dict.fromkeys(("DR-7", "P2-2", "P2-6", "P2-8", "GO-1"), "h a month")
    for item in reopened(events):
        assert story.status(item) == "open", item
    assert story.status("P2-10") == "ready", "it has no number"
    assert story.status("DR-1") == "ready"
    assert story.project.item("DR-7").corrected, "the gate of its phase is passed"
    assert not story.project.item("GO-1").corrected
    assert story.project.item("GO-1").changed_by == LEAD, "who recorded it stays"
    assert value(story.project, NINETY, NINETY.item("GO-1")) is None, "18 is no number of minutes"
    assert story.refused(LEAD, RequestGate(2, 1)) == "unanswered"
    story.measure("GO-1", result="1080")
    assert (story.status("GO-1"), story.project.item("GO-1").unit) == ("ready", "")
    assert kinds(story.ask()) == [GateRequested]


def test_the_same_number_is_confirmed_anew_too() -> None:
    story = story_at("running", 2)
    signed(story, **MINUTES)
    assert kinds(story.measure("GO-1")) == [MeasureRecorded]
    assert story.status("GO-1") == "ready"


def test_each_row_of_a_register_is_confirmed_anew() -> None:
    story = story_at("running", 2)
    story.ready("P2-8")
    signed(story, **MINUTES)
    first, second = (
        SaveRow("P2-8", row, OWNER, GOOD["P2-8"] | {"result": "1140"}) for row in ("row-1", "row-2")
    )
    story.do(LEAD, first)
    assert story.status("P2-8") == "open"
    story.do(LEAD, second)
    assert story.status("P2-8") == "ready"
    signed(story, **MINUTES | {"unit": "minutes"})
    same = SaveRow("P2-8", "row-1", OWNER, GOOD["P2-8"] | {"result": "1140"})
    assert kinds(story.do(LEAD, same)) == [RowSaved], "the same number, in another unit"
    assert story.decide(LEAD, same) == []


def test_a_threshold_that_changes_its_number_alone_reopens_nothing() -> None:
    story = story_at("running", 2)
    assert kinds(signed(story, minimum="25")) == [ThresholdSigned]


def test_a_proxy_of_another_unit_reopens_what_is_compared_with_it_alone() -> None:
    story = story_at("running", 2)
    story.ready("P2-2")
    assert reopened(signed(story, **PROXY)) == {"GO-1": "h a month"}
    story.measure("GO-1", result="86")
    assert reopened(signed(story, **PROXY | {"proxy_unit": "% of stops foreseen"})) == {
        "GO-1": "% of failures foreseen"
    }
    story.measure("GO-1", result="86")
    other = MINUTES | PROXY | {"proxy_unit": "% of stops foreseen"}
    assert reopened(signed(story, **other)) == dict.fromkeys(("DR-7", "P2-2"), "h a month")


def test_nothing_leads_back_to_a_number_in_the_old_unit() -> None:
    story = story_at("running", 2)
    story.measure("GO-1", result="17")
    signed(story, **MINUTES)
    record = story.project.item("GO-1")
    assert record.before is None
    for person in (LEAD, SPONSOR):
        assert story.refused(person, UndoItem("GO-1", record.seq))


def test_a_no_stays_one_and_a_request_stays_paused() -> None:
    story = story_at("waiting", 2)
    story.red("GO-3")
    story.do(LEAD, DeclareNotReady("GO-1", "The replay was wrong"))
    signed(story, **MINUTES)
    assert story.status("GO-1") == "not_ready"
    story.ready("GO-3")
    assert story.refused(SPONSOR, ApproveGate(2, 1)) == "request_paused"
    assert kinds(story.measure("GO-1", result="1080")) == [MeasureRecorded]
    story.do(LEAD, ResumeGate(2, 1))
    assert story.project.status == "waiting"


def test_a_passed_gate_stays_passed_when_the_unit_changes() -> None:
    story = story_at("running", 3)
    signed(story, **MINUTES)
    assert story.status("GO-1") == "open"
    assert story.project.item("GO-1").corrected
    assert (story.project.phase, story.project.status) == (3, "running")
    assert kinds(story.ask()) == [GateRequested]


def before_gate_1() -> Story:
    """Return a project in phase 1 with a baseline, and with a result that was recorded early."""
    story = Story()
    story.ready("DR-1", "DR-7", "P2-2")
    return story


def test_before_gate_1_a_baseline_in_another_unit_is_asked_for_again_at_once() -> None:
    story = before_gate_1()
    events = story.measure("DR-1", **MINUTES)
    assert reopened(events) == dict.fromkeys(("DR-7", "P2-2"), "h a month")
    assert kinds(events)[0] is MeasureRecorded
    assert (story.status("DR-1"), story.status("DR-7")) == ("ready", "open")
    assert story.project.item("DR-7").unit == "h a month", "it is shown in the unit that it was recorded in"
    assert not story.project.item("DR-7").corrected
    assert kinds(story.measure("DR-7")) == [MeasureRecorded], "the same number, in another unit"
    assert (story.status("DR-7"), story.project.item("DR-7").unit) == ("ready", "")


def test_gate_1_is_not_asked_for_with_a_baseline_in_another_unit() -> None:
    story = story_at("running", 1)
    story.measure("DR-1", **MINUTES)
    assert story.refused(LEAD, RequestGate(1, 1)) == "not_all_ready"
    story.measure("DR-7", baseline="2820")
    assert kinds(story.ask()) == [GateRequested]


def test_what_is_open_already_because_of_the_unit_is_not_opened_twice() -> None:
    story = before_gate_1()
    story.measure("DR-1", **MINUTES)
    story.measure("DR-7", baseline="2820")
    again = story.measure("DR-1", **MINUTES | {"unit": "minutes a month"})
    assert reopened(again) == {"DR-7": "min a month"}, "P2-2 is still in hours"
    assert story.project.item("P2-2").unit == "h a month"


def test_other_numbers_or_another_name_of_the_kpi_ask_for_nothing_again() -> None:
    story = before_gate_1()
    assert kinds(story.measure("DR-1", minimum="25")) == [MeasureRecorded]
    assert kinds(story.measure("DR-1", name="Stops of line 3")) == [MeasureRecorded]


def test_undoing_another_unit_leaves_no_number_in_it() -> None:
    story = before_gate_1()
    story.measure("DR-1", **MINUTES)
    story.measure("DR-7", baseline="2820")
    undone = story.do(LEAD, UndoItem("DR-1", story.project.item("DR-1").seq))
    assert reopened(undone) == {"DR-7": "min a month"}
    assert story.status("DR-7") == "open"


@given(
    st.lists(st.sampled_from(["h a month", "min a month", "days"]), min_size=1, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_what_counts_was_always_recorded_in_the_unit_that_counts(units: list[str], anew: list[bool]) -> None:
    story = story_at("running", 2)
    known = "h a month"
    for number, unit in enumerate(units):
        story.measure("DR-1", unit=unit)
        if story.project.new_threshold:
            story.do(SPONSOR, SignThreshold(story.project.new_threshold.values))
        if anew[number]:
            story.measure("GO-1")
            known = unit
        assert (story.status("GO-1") == "ready") <= (known == unit)
    replayed: Project | None = None
    for entry in story.history:
        replayed = evolve(replayed, entry)
    assert replayed == story.project


@given(st.lists(st.tuples(st.sampled_from(["h a month", "min a month", ""]), st.booleans()), max_size=6))
def test_before_gate_1_a_baseline_that_counts_is_in_the_unit_that_counts(
    steps: list[tuple[str, bool]],
) -> None:
    story = before_gate_1()
    known = GOOD["DR-1"]["unit"]
    for unit, anew in steps:
        last = story.project.item("DR-1").before
        if unit:
            story.measure("DR-1", unit=unit)
        elif last:
            story.do(LEAD, UndoItem("DR-1", last.seq))
        counts = story.project.item("DR-1").values.get("unit", "")
        if anew and counts:
            story.measure("DR-7")
            known = counts
        assert (story.status("DR-7") == "ready") <= (known == counts)
