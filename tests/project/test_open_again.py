"""A condition that stands for an item is met as long as that is ready, until the gate that waits for it is passed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import (
    ApproveGate,
    ApproveWithConditions,
    DeclareNotReady,
    RequestGate,
    ResumeGate,
    SetItem,
    SettleCondition,
    UndoItem,
    Wanted,
)
from bot.project.events import (
    ConditionReopened,
    ConditionSettled,
    GateApproved,
    GatePaused,
    GateResumed,
    ItemCleared,
    ItemDeclaredNotReady,
    ItemUndone,
)
from bot.project.evolve import evolve
from bot.project.readiness import PASSING
from bot.project.refusals import BadInput, Refusal
from bot.project.state import Project
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, OWNER, SPONSOR, Story, kinds, story_at


def met(*items: str) -> Story:
    """Return a project in phase 4 whose third gate left items under conditions, all ready and met."""
    story = story_at("running", 3)
    story.do(LEAD, *(SetItem(item, done=False) for item in items))
    story.ask()
    due = (story.now + timedelta(days=10)).date().isoformat()
    wanted = tuple(Wanted(f"Finish {item}", OWNER, due, item) for item in items)
    story.do(SPONSOR, ApproveWithConditions(3, 1, wanted))
    story.ready(*items)
    story.do(OWNER, *(SettleCondition(each.id, "Ready") for each in story.project.conditions))
    assert story.project.open_conditions == ()
    return story


def asked() -> Story:
    """Return the same while gate 4 waits."""
    story = met("DEP-1")
    story.all_ready()
    story.ask()
    return story


def replayed(story: Story) -> Project | None:
    project: Project | None = None
    for entry in story.history:
        project = evolve(project, entry)
    return project


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (DeclareNotReady("DEP-1", "The runner is gone"), ItemDeclaredNotReady),
        (SetItem("DEP-1", done=False), ItemCleared),
    ],
)
def test_a_condition_whose_item_is_not_ready_any_more_is_open_again(
    command: DeclareNotReady | SetItem, kind: type
) -> None:
    story = met("DEP-1", "DEP-2")
    story.all_ready()
    assert kinds(story.do(LEAD, command)) == [kind, ConditionReopened]
    (again,) = story.project.open_conditions
    assert (again.item, again.settled_by, again.note) == ("DEP-1", "", "")
    assert again.reopened is not None
    assert (again.reopened.by, again.reopened.settled_by) == (LEAD, OWNER)
    assert story.refused(LEAD, RequestGate(4, 1)) == "conditions_open"
    assert story.refused(OWNER, SettleCondition(again.id, "Still")) == "condition_item_open"
    story.ready("DEP-1")
    assert story.refused(LEAD, RequestGate(4, 1)) == "conditions_open", "somebody says that it is met"
    assert kinds(story.do(OWNER, SettleCondition(again.id, "Again"))) == [ConditionSettled]
    assert story.project.conditions[0].reopened is None
    story.ask()


def test_what_has_no_item_and_what_is_not_met_yet_stays_as_it_is() -> None:
    story = story_at("running", 3)
    story.do(LEAD, SetItem("DEP-1", done=False))
    story.ask()
    due = (story.now + timedelta(days=10)).date().isoformat()
    wanted = (Wanted("CI", OWNER, due, "DEP-1"), Wanted("A word with the plant", MEMBER, due))
    story.do(SPONSOR, ApproveWithConditions(3, 1, wanted))
    cake = story.project.conditions[1].id
    story.do(MEMBER, SettleCondition(cake, "Told"))
    assert kinds(story.do(LEAD, DeclareNotReady("DEP-1", "No runner"))) == [ItemDeclaredNotReady]
    assert kinds(story.do(LEAD, DeclareNotReady("DEP-2", "No server"))) == [ItemDeclaredNotReady]
    assert [each.item for each in story.project.open_conditions] == ["DEP-1"]


def test_better_evidence_leaves_a_condition_met() -> None:
    story = met("DEP-1")
    story.do(LEAD, SetItem("DEP-1", True, GOOD["DEP-1"], "A better link"))
    assert story.project.open_conditions == ()


def test_undoing_what_opened_a_condition_leaves_it_met_as_it_was() -> None:
    story = met("DEP-1")
    before = story.project.conditions
    story.red("DEP-1")
    record = story.project.item("DEP-1")
    assert kinds(story.do(LEAD, UndoItem("DEP-1", record.seq))) == [ItemUndone]
    assert story.project.conditions == before
    story.red("DEP-1")
    story.ready("DEP-1")
    assert len(story.project.open_conditions) == 1, "another change is no undo"


def test_a_waiting_gate_pauses_and_goes_on_once_the_condition_is_met_again() -> None:
    story = asked()
    assert kinds(story.red("DEP-1")) == [ItemDeclaredNotReady, GatePaused, ConditionReopened]
    assert story.refused(SPONSOR, ApproveGate(4, 1)) == "request_paused"
    story.ready("DEP-1")
    assert story.project.status == "paused"
    assert story.refused(LEAD, ResumeGate(4, 1)) == "conditions_open"
    (again,) = story.project.open_conditions
    assert kinds(story.do(OWNER, SettleCondition(again.id, "Again"))) == [ConditionSettled, GateResumed]
    assert kinds(story.approve()) == [GateApproved]


def test_undoing_it_brings_the_waiting_gate_back_at_once() -> None:
    story = asked()
    story.red("DEP-1")
    undo = UndoItem("DEP-1", story.project.item("DEP-1").seq)
    assert kinds(story.do(LEAD, undo)) == [ItemUndone, GateResumed]
    assert story.project.open_conditions == ()


def test_a_request_that_was_paused_by_something_else_waits_for_the_lead() -> None:
    story = asked()
    first = story.playbook.phase(4).checklist[0].id
    story.do(LEAD, SetItem(first, done=False))
    assert story.project.status == "paused"
    assert kinds(story.red("DEP-1")) == [ItemDeclaredNotReady, ConditionReopened]
    story.ready(first)
    assert story.project.status == "paused", "a condition is open"
    story.ready("DEP-1")
    story.do(OWNER, SettleCondition(story.project.open_conditions[0].id, "Again"))
    assert story.project.status == "paused"
    assert story.do(LEAD, ResumeGate(4, 1)) == [GateResumed(4, 1, asked=True)]


def test_once_the_gate_that_waited_for_it_is_passed_a_condition_stays_met() -> None:
    story = asked()
    story.approve()
    assert story.project.status == "live"
    assert kinds(story.red("DEP-1")) == [ItemDeclaredNotReady]
    assert story.project.open_conditions == ()


STEPS = st.sampled_from(["red", "clear", "ready", "settle", "undo", "ask", "later"])


@given(st.lists(STEPS, max_size=12))
def test_a_gate_never_waits_while_an_item_under_a_condition_is_not_ready(steps: list[str]) -> None:
    story = met("DEP-1")
    story.all_ready()
    condition = story.project.conditions[0].id
    for step in steps:
        try:
            match step:
                case "red":
                    story.red("DEP-1")
                case "clear":
                    story.do(LEAD, SetItem("DEP-1", done=False))
                case "ready":
                    story.ready("DEP-1")
                case "settle":
                    story.do(OWNER, SettleCondition(condition, "Ready"))
                case "undo":
                    last = story.project.item("DEP-1").before
                    story.do(LEAD, UndoItem("DEP-1", last.seq if last else 0))
                case "ask":
                    story.ask()
                case _:
                    story.now += timedelta(minutes=11)
        except (Refusal, BadInput):
            pass
        passes = story.status("DEP-1") in PASSING
        assert passes or story.project.open_conditions
        assert not (story.project.status == "waiting" and story.project.open_conditions)
    assert replayed(story) == story.project
