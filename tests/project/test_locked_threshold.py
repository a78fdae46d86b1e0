"""The minimum viable performance: locked at gate 1, changed under signature, and possibly a proxy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import (
    ApproveGate,
    DeclareNotReady,
    RecordMeasure,
    RemoveRow,
    RequestGate,
    ResumeGate,
    SaveRow,
    SetItem,
    SignThreshold,
    UndoItem,
)
from bot.project.events import (
    Event,
    GateIterated,
    GatePaused,
    GateRequested,
    ItemCleared,
    MeasureRecorded,
    RowSaved,
    ThresholdChanged,
    ThresholdSigned,
)
from bot.project.evolve import evolve
from bot.project.readiness import minimum_in, value
from bot.project.state import ItemStatus, Project
from tests.project.good import GOOD, KPI
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, SPONSOR, Story, kinds, story_at

PROXY = {
    "minimum": "85",
    "proxy_unit": "% of failures foreseen",
    "proxy_direction": "higher",
    "conversion": "Each 10 % foreseen saves 4 hours a month",
}


def test_gate_1_locks_the_minimum() -> None:
    story = story_at("waiting")
    assert story.project.locked == {}
    story.approve()
    locked = {"minimum": "20", "direction": "lower", "unit": "h a month"}
    assert story.project.locked == locked | {"proxy_unit": "", "proxy_direction": ""}


def test_a_later_change_is_flagged_and_counts_once_the_sponsor_has_signed() -> None:
    story = story_at("running", 2)
    story.measure("GO-1", result="22")
    events = story.measure("DR-1", minimum="25")
    assert isinstance(events[0], MeasureRecorded)
    assert events[0].corrects
    assert events[1] == ThresholdChanged({"minimum": "25"})
    assert story.project.locked["minimum"] == "20"
    assert story.status("GO-1") == "not_ready", "the old threshold counts"
    for person in (LEAD, MEMBER):
        assert story.refused(person, SignThreshold({"minimum": "25"})) == "not_in_role"
    assert story.refused(SPONSOR, SignThreshold({"minimum": "24"})) == "threshold_moved"
    story.do(SPONSOR, SignThreshold({"minimum": "25"}))
    assert story.project.locked["minimum"] == "25"
    assert story.status("GO-1") == "ready"
    assert story.refused(SPONSOR, SignThreshold({"minimum": "25"})) == "nothing_to_sign"


@pytest.mark.parametrize("phase", [2, 3, 4])
def test_no_gate_is_asked_for_or_approved_over_an_unsigned_threshold(phase: int) -> None:
    story = story_at("running", phase)
    story.measure("DR-1", minimum="25")
    assert story.refused(LEAD, RequestGate(phase, 1)) == "threshold_unsigned"
    story.do(SPONSOR, SignThreshold({"minimum": "25"}))
    story.ask()
    assert isinstance(story.measure("DR-1", minimum="30")[-1], GatePaused)
    assert story.refused(SPONSOR, ApproveGate(phase, 1)) == "request_paused"
    assert story.refused(LEAD, ResumeGate(phase, 1)) == "threshold_unsigned"


def test_a_change_taken_back_needs_no_signature() -> None:
    story = story_at("running", 2)
    story.measure("DR-1", minimum="25")
    assert story.measure("DR-1")[1] == ThresholdChanged({})
    assert story.project.new_threshold is None
    story.ask()
    assert story.project.status == "waiting"


def test_other_parts_of_the_record_are_no_threshold() -> None:
    story = story_at("running", 2)
    assert len(story.measure("DR-1", month_one="28")) == 1


def test_a_correction_after_a_passed_gate_is_flagged_and_does_not_reopen_it() -> None:
    story = story_at("running", 2)
    first = story.project.item("DR-4").seq
    (event,) = story.do(LEAD, SetItem("DR-4", False))
    assert getattr(event, "corrects", 0) == first > 0
    assert story.project.item("DR-4").corrected
    assert (story.project.phase, story.project.status) == (2, "running")
    story.ask()
    assert story.project.status == "waiting", "a passed gate asks no second time"


def test_a_correction_of_a_register_is_flagged_too() -> None:
    story = story_at("live")
    owned = GOOD["MON-6"] | {"situation": "Drift, or a complaint"}
    story.do(LEAD, SaveRow("MON-6", "row-1", OWNER, owned))
    assert story.project.item("MON-6").corrected
    story.do(LEAD, RemoveRow("MON-6", "row-1"))
    assert (story.status("MON-6"), story.project.status) == ("open", "live")


def test_what_is_set_late_for_the_first_time_corrects_nothing() -> None:
    story = story_at("running", 2)
    story.ready("P1-14")
    assert not story.project.item("P1-14").corrected


# Another unit

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
    return {event.item: event.unit for event in events if isinstance(event, ItemCleared)}


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


# A proxy


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
    changed = {key: PROXY[key] for key in ("minimum", "proxy_unit", "proxy_direction")}
    assert story.project.new_threshold is not None
    assert story.project.new_threshold.values == changed
    assert minimum_in(story.project, NINETY) == ("h a month", "lower"), "what is locked counts"
    story.do(SPONSOR, SignThreshold(changed))
    assert minimum_in(story.project, NINETY) == ("% of failures foreseen", "higher")


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
