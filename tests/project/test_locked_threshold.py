"""The minimum viable performance: locked at gate 1, changed under signature, and possibly a proxy."""

from __future__ import annotations

import pytest

from bot.project.commands import (
    ApproveGate,
    RemoveRow,
    RequestGate,
    ResumeGate,
    SaveRow,
    SetItem,
    SignThreshold,
)
from bot.project.events import (
    GatePaused,
    MeasureRecorded,
    ThresholdChanged,
    ThresholdSigned,
)
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, OWNER, SPONSOR, story_at


def test_gate_1_locks_the_minimum() -> None:
    story = story_at("waiting")
    assert story.project.locked == {}
    story.approve()
    locked = {"minimum": "20", "direction": "lower", "unit": "h a month"}
    assert story.project.locked == locked | {"proxy_unit": "", "proxy_direction": "", "conversion": ""}


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


def test_a_signature_is_under_the_change_that_was_shown() -> None:
    story = story_at("running", 2)
    story.measure("DR-1", minimum="25")
    assert story.project.new_threshold
    shown = story.project.new_threshold.seq
    story.measure("DR-1", minimum="26")
    story.measure("DR-1", minimum="25")
    assert story.refused(SPONSOR, SignThreshold(seq=shown)) == "threshold_moved"
    assert story.refused(SPONSOR, SignThreshold()) == "threshold_moved"
    assert story.do(SPONSOR, SignThreshold(seq=story.project.new_threshold.seq)) == [
        ThresholdSigned({"minimum": "25"})
    ]


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
