"""What changes while a gate waits pauses its request, until it is true again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.project.commands import (
    ApproveGate,
    Command,
    DeclareNotReady,
    DescribeEquivalent,
    RecordMeasure,
    ResumeGate,
    ResumeProject,
    SetItem,
)
from bot.project.events import GateApproved, GatePaused, GateResumed, GateWithdrawn
from tests.project.good import GOOD
from tests.project.story import LEAD, SPONSOR, kinds, story_at


@dataclass
class Change:
    """A change to an item that gate 1 rests on."""

    name: str
    command: Command


CHANGES = [
    Change("measured", SetItem("DR-4", True, GOOD["DR-4"] | {"method": "api"})),
    Change("open", SetItem("DR-5", False)),
    Change("red", DeclareNotReady("DR-9", "On leave")),
    Change("equivalent", DescribeEquivalent("DR-2", "Four months of a daily process")),
    Change("unsigned", SetItem("DR-8", False)),
]


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_pauses_a_waiting_gate_on_hold_or_not(change: Change, held: bool) -> None:
    story = story_at("held" if held else "waiting")
    events = story.do(LEAD, change.command)
    assert kinds(events)[1:] == [GatePaused]
    if held:
        story.do(LEAD, ResumeProject())
    assert story.project.status == "paused"
    assert story.refused(SPONSOR, ApproveGate(1, 1)) == "request_paused"


def test_a_step_and_a_repeated_value_pause_nothing() -> None:
    story = story_at("waiting")
    assert len(story.ready("P1-1")) == 1
    assert story.ready("DR-4") == []
    assert story.project.status == "waiting"


def test_a_paused_gate_resumes_by_itself_when_everything_is_true_again() -> None:
    story = story_at("waiting")
    story.red("DR-9")
    assert story.refused(LEAD, ResumeGate(1, 1)) == "not_all_ready"
    assert story.ready("DR-9")[-1] == GateResumed(1, 1, ("DR-9",))
    assert story.project.status == "waiting"
    assert story.project.request is not None
    assert story.project.request.paused_by == ()
    assert kinds(story.approve()) == [GateApproved]


def test_other_numbers_than_the_sponsor_saw_wait_for_the_lead() -> None:
    story = story_at("waiting")
    story.measure("DR-2", months="14")
    assert story.project.status == "paused"
    story.do(LEAD, ResumeGate(1, 1))
    assert story.project.request is not None
    assert story.project.request.paused_by == ()


def test_an_edit_of_the_wording_changes_nothing_for_a_waiting_gate() -> None:
    story = story_at("waiting")
    story.do(LEAD, RecordMeasure("DR-2", GOOD["DR-2"], "From the new historian"))
    assert story.project.status == "waiting"


def test_a_paused_request_is_withdrawn_at_the_end_of_the_next_working_day() -> None:
    story = story_at("waiting")
    story.red("DR-9")
    story.now += timedelta(hours=20)
    assert story.tick() == []
    story.now += timedelta(days=3)
    assert [type(event) for event in story.tick()] == [GateWithdrawn]
    assert story.project.status == "running"
