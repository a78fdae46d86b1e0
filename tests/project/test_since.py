"""What changed since a gate came back is remembered until it is decided again."""

from __future__ import annotations

from datetime import timedelta

from bot.project.commands import (
    HoldGate,
    ResumeProject,
    SendBackGate,
    TakeBackDecision,
    UndoItem,
    WithdrawGate,
)
from bot.project.since import as_it_was, went_back
from tests.project.good import GOOD
from tests.project.story import LEAD, SPONSOR, Story, story_at


def sent_back() -> Story:
    story = story_at("waiting")
    story.do(SPONSOR, SendBackGate(1, 1, "Name the reviewer."))
    return story


def months(story: Story) -> str:
    """Return the months of history as approvers last had them before them."""
    return as_it_was(story.project).item("DR-2").values["months"]


def test_an_item_is_remembered_as_it_was_when_the_gate_was_sent_back() -> None:
    story = sent_back()
    assert story.project.was == {}
    story.measure("DR-2", months="9")
    story.measure("DR-2", months="14")
    story.ask()
    back = went_back(story.project, 1)
    assert back
    assert (back.outcome, back.round, back.reason) == ("sent_back", 1, "Name the reviewer.")
    assert set(story.project.was) == {"DR-2"}
    assert months(story) == GOOD["DR-2"]["months"]
    assert story.project.item("DR-2").values["months"] == "14"


def test_a_hold_at_the_gate_is_compared_with_like_a_no() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, HoldGate(1, 1, "The budget is frozen."))
    story.do(LEAD, ResumeProject())
    story.measure("DR-2", months="14")
    story.ask()
    back = went_back(story.project, 1)
    assert back
    assert back.outcome == "held"
    assert set(story.project.was) == {"DR-2"}


def test_a_withdrawal_does_not_hide_what_the_no_before_it_asked_for() -> None:
    story = sent_back()
    story.measure("DR-2", months="14")
    story.ask()
    story.do(LEAD, WithdrawGate(1, 2, "Too early"))
    story.measure("DR-3", accuracy="97")
    story.ask()
    back = went_back(story.project, 1)
    assert back
    assert (back.outcome, back.round) == ("sent_back", 1)
    assert set(story.project.was) == {"DR-2", "DR-3"}


def test_where_nobody_decided_items_are_compared_with_those_first_asked_for() -> None:
    story = story_at("paused")  # months were changed while the gate waited
    story.do(LEAD, WithdrawGate(1, 1, "Too early"))
    story.ask()
    back = went_back(story.project, 1)
    assert back
    assert back.outcome == "withdrawn"
    assert set(story.project.was) == {"DR-2"}


def test_what_changed_before_a_gate_was_asked_for_is_not_remembered() -> None:
    story = Story()
    story.all_ready()
    story.measure("DR-2", months="14")
    story.ask()
    assert story.project.was == {}
    assert went_back(story.project, 1) is None


def test_passing_the_gate_forgets_and_taking_that_back_remembers() -> None:
    story = sent_back()
    story.measure("DR-2", months="14")
    story.ask()
    story.approve()
    assert story.project.was == {}
    story.now += timedelta(minutes=2)
    story.do(SPONSOR, TakeBackDecision(1, 2))
    assert set(story.project.was) == {"DR-2"}
    story.approve()
    story.ready("GO-1")
    assert story.project.was == {}
    assert went_back(story.project, 2) is None


def test_a_change_that_is_undone_leaves_the_item_as_it_was() -> None:
    story = sent_back()
    story.measure("DR-2", months="14")
    story.do(LEAD, UndoItem("DR-2", story.project.item("DR-2").seq))
    assert as_it_was(story.project).item("DR-2").values == story.project.item("DR-2").values
