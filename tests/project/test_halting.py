"""Three items that are not ready stop a project: announced at once, halted when its gate is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.project.commands import ApproveGate, HoldProject, ResumeGate, ResumeProject, WithdrawGate
from bot.project.events import (
    GateRequested,
    ItemDeclaredNotReady,
    ProjectHalted,
    ProjectResumed,
    ReadinessRecovered,
    ReadinessStopped,
)
from bot.project.plan import gate_due_at
from tests.project.story import LEAD, NINETY, Story, kinds, story_at


def test_a_third_red_item_is_announced_at_once_and_so_is_its_end() -> None:
    story = Story()
    assert kinds(story.red("DR-4", "DR-5")) == [ItemDeclaredNotReady, ItemDeclaredNotReady]
    assert story.red("DR-9")[1] == ReadinessStopped(("DR-4", "DR-5", "DR-9"))
    assert story.project.status == "running"
    assert kinds(story.red("DR-3")) == [ItemDeclaredNotReady], "it is announced once"
    story.ready("DR-3")
    assert kinds(story.ready("DR-4"))[1:] == [ReadinessRecovered]
    assert kinds(story.red("DR-4"))[1:] == [ReadinessStopped]


def test_a_stop_that_still_holds_when_the_gate_is_due_halts() -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    assert story.to_gate_due() == [ProjectHalted(date(2026, 3, 16), ("DR-4", "DR-5", "DR-9"))]
    assert story.tick() == []


def test_asking_on_a_stop_halts_before_the_day() -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    assert kinds(story.ask()) == [ProjectHalted]
    assert story.project.status == "halted"


def test_a_red_third_item_halts_at_once_when_the_gate_is_late() -> None:
    story = Story()
    story.red("DR-4", "DR-5")
    story.to_gate_due()
    assert kinds(story.red("DR-9")) == [ItemDeclaredNotReady, ReadinessStopped, ProjectHalted]


@pytest.mark.parametrize("asked", [False, True])
def test_a_third_red_item_on_hold_halts_when_the_project_is_resumed_past_its_gate(asked: bool) -> None:
    story = story_at("waiting" if asked else "running")
    story.red("DR-4", "DR-5")
    story.to_gate_due()
    story.do(LEAD, HoldProject("Waiting for access"))
    assert kinds(story.red("DR-9")) == [ItemDeclaredNotReady, ReadinessStopped]
    story.now += timedelta(days=2)
    resumed = story.do(LEAD, ResumeProject())
    assert kinds(resumed) == [ProjectResumed, ProjectHalted]
    assert resumed[1] == ProjectHalted(date(2026, 3, 18), ("DR-4", "DR-5", "DR-9"))
    assert (story.project.status, story.project.request) == ("halted", None)
    assert story.refused(LEAD, ResumeProject()) == "still_red"
    story.ready("DR-9")
    assert kinds(story.do(LEAD, ResumeProject())) == [ProjectResumed]
    assert story.project.status == "running"


def test_a_third_red_item_on_hold_leaves_a_gate_ahead_its_time() -> None:
    story = Story()
    story.now = gate_due_at(story.project, NINETY, 1) - timedelta(minutes=1)
    story.do(LEAD, HoldProject("Waiting for access"))
    story.red("DR-4", "DR-5", "DR-9")
    story.now += timedelta(days=2)
    assert kinds(story.do(LEAD, ResumeProject())) == [ProjectResumed]
    assert story.to_gate_due() == [ProjectHalted(date(2026, 3, 18), ("DR-4", "DR-5", "DR-9"))]


def test_an_announced_stop_halts_with_the_first_change_after_the_gate_was_due() -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    story.now = gate_due_at(story.project, NINETY, 1)
    assert kinds(story.ready("DR-1"))[1:] == [ProjectHalted]


def test_a_halt_ends_a_waiting_request_and_a_withdrawal_comes_too_late() -> None:
    story = story_at("waiting")
    story.to_gate_due()
    story.red("DR-4", "DR-5", "DR-9")
    assert (story.project.status, story.project.request) == ("halted", None)
    story.ready("DR-4")
    story.do(LEAD, ResumeProject())
    for command in (WithdrawGate(1, 1, "Late"), ResumeGate(1, 1), ApproveGate(1, 1)):
        assert story.refused(LEAD, command) == "nothing_waiting"
    story.ready("DR-5", "DR-9")
    assert kinds(story.ask()) == [GateRequested]
    assert story.round == 2


def test_a_halted_project_stays_editable_and_resumes_with_two_red() -> None:
    story = Story()
    story.red("DR-3", "DR-4", "DR-5")
    story.ask()
    assert story.refused(LEAD, ResumeProject()) == "still_red"
    assert kinds(story.ready("DR-3"))[1:] == [ReadinessRecovered]
    story.now += timedelta(days=3)
    story.do(LEAD, ResumeProject())
    assert story.project.status == "running"
