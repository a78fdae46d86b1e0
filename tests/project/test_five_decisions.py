"""Conditional go, hold, stop, and decisions that are taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.project.commands import (
    ApproveGate,
    ApproveWithConditions,
    Command,
    HoldGate,
    HoldProject,
    RequestGate,
    ResumeProject,
    SendBackGate,
    SettleCondition,
    StopGate,
    TakeBackDecision,
    Wanted,
)
from tests.project.story import LEAD, NINETY, OWNER, SPONSOR, Story, story_at


def conditional(story: Story, *conditions: tuple[str, ...], phase: int = 3) -> Command:
    """Return a conditional go; each condition is what, who, when and, where it stands for one, the item."""
    return ApproveWithConditions(phase, story.round, tuple(Wanted(*each) for each in conditions))


def test_a_conditional_go_leaves_conditions_that_the_next_gate_waits_for() -> None:
    story = story_at("waiting", 3)
    due = (story.now + timedelta(days=12)).date().isoformat()
    story.do(SPONSOR, conditional(story, ("Load test with 40 users", OWNER, due)))
    (left,) = story.project.open_conditions
    assert (story.project.decisions[-1].outcome, left.owner, left.gate) == ("conditional", OWNER, 3)
    story.all_ready()
    assert story.refused(LEAD, RequestGate(4, 1)) == "conditions_open"
    assert story.refused("zoe", SettleCondition(left.id, "Done")) == "not_your_condition"
    story.do(OWNER, SettleCondition(left.id, "42 users, 300 ms"))
    story.ask()
    assert story.project.status == "waiting"


def test_a_conditional_go_asks_for_its_conditions() -> None:
    story = story_at("waiting", 3)
    assert story.bad(SPONSOR, conditional(story, (" ", "", ""))) == [("text_1", "required")]
    wrong = story.bad(SPONSOR, conditional(story, ("Load test", "", "someday")))
    assert ("owner_1", "required") in wrong or ("owner_1", "not_a_person") in wrong


@pytest.mark.parametrize("phase", [1, 2])
def test_the_first_two_gates_of_ninety_days_have_no_conditional_go(phase: int) -> None:
    story = story_at("waiting", phase)
    command = conditional(story, ("Load test", OWNER, "2027-01-01"), phase=phase)
    assert story.refused(SPONSOR, command) == "no_conditional"


def test_items_that_may_wait_need_a_conditional_go() -> None:
    story = story_at("running", 3)
    left = next(i.id for i in NINETY.phase(3).checklist if i.conditional)
    story.red(left)
    story.ask()
    assert story.refused(SPONSOR, ApproveGate(3, 1)) == "go_needs_all"
    due = (story.now + timedelta(days=12)).date().isoformat()
    story.do(SPONSOR, conditional(story, ("Do it", OWNER, due, left)))
    assert story.project.phase == 4


def test_a_gate_can_be_decided_as_a_hold_and_is_asked_for_again() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, HoldGate(1, 1, "The budget is frozen"))
    assert (story.project.status, story.project.decisions[-1].outcome) == ("held", "held")
    story.now += timedelta(days=7)
    story.do(SPONSOR, ResumeProject())
    assert story.project.status == "running"
    story.ask()
    assert story.project.request is not None


def test_a_gate_can_end_a_project() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, StopGate(1, 1, "The line is sold"))
    assert (story.project.status, story.project.decisions[-1].outcome) == ("stopped", "stopped")


@pytest.mark.parametrize(
    "decision",
    [ApproveGate(1, 1), SendBackGate(1, 1, "No"), HoldGate(1, 1, "Wait"), StopGate(1, 1, "Sold")],
)
def test_a_decision_is_taken_back_at_once_by_who_took_it(decision: Command) -> None:
    story = story_at("waiting")
    before = story.project
    story.do(SPONSOR, decision)
    assert story.refused(LEAD, TakeBackDecision(1, 1)) == "not_your_decision"
    story.now += timedelta(minutes=9)
    story.do(SPONSOR, TakeBackDecision(1, 1))
    (gone,) = story.project.taken_back
    assert (gone.gate, gone.round, gone.by) == (1, 1, SPONSOR)
    after = replace(story.project, taken_back=())
    assert replace(after, seq=0, sponsor_at=None) == replace(before, seq=0, sponsor_at=None)


def test_a_decision_stays_after_ten_minutes_or_when_something_rests_on_it() -> None:
    story = story_at("waiting")
    story.approve()
    story.now += timedelta(minutes=11)
    assert story.refused(SPONSOR, TakeBackDecision(1, 1)) == "too_late_to_take_back"
    other = story_at("waiting")
    other.approve()
    other.do(LEAD, HoldProject("Holidays"))
    assert other.refused(SPONSOR, TakeBackDecision(1, 1)) == "rested_on"
