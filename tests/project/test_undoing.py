"""What somebody did to an item can be undone by them at once; afterwards it is corrected, and the ledger says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.project.commands import (
    ApproveGate,
    AssignItem,
    Command,
    DeclareNotReady,
    DescribeEquivalent,
    GiveRole,
    MarkNotApplicable,
    RecordMeasure,
    RemoveRow,
    ResumeGate,
    SetDueDay,
    SetItem,
    SignEquivalent,
    SignItem,
    SignThreshold,
    StopProject,
    TakeBackDecision,
    TakeRole,
    UndoItem,
    VerifyItem,
)
from bot.project.events import (
    GatePaused,
    GateResumed,
    ItemUndone,
    ReadinessRecovered,
    ThresholdChanged,
)
from bot.project.state import Project
from bot.project.undoing import undoable
from tests.project.good import KPI
from tests.project.story import (
    LEAD,
    MEMBER,
    NINETY,
    OWNER,
    REVIEWER,
    SPONSOR,
    STRANGER,
    Story,
    story_at,
)
from tests.project.undoing_kit import ITEM, OTHER, ROW, SET, known, last, owned


def undo(story: Story, item: str = ITEM) -> UndoItem:
    return UndoItem(item, last(story, item))


def without_ledger(project: Project) -> Project:
    """Return a project without what says how often something happened."""
    items = {key: known(record) for key, record in project.items.items()}
    return replace(project, seq=0, sponsor_at=None, before=None, items=items)


CHANGES: list[tuple[str, Command]] = [
    (OWNER, SET),
    (LEAD, DeclareNotReady(ITEM, "It broke")),
    (LEAD, RecordMeasure("DR-2", {"months": "18"})),
    (LEAD, DescribeEquivalent("DR-2", "A daily process")),
    (SPONSOR, SignItem("DR-8")),
    (LEAD, MarkNotApplicable("P1-7", "There are no gaps")),
    (LEAD, ROW),
]


@pytest.mark.parametrize(("by", "change"), CHANGES, ids=lambda found: type(found).__name__)
def test_what_was_done_is_undone_by_who_did_it(by: str, change: Command) -> None:
    story = owned()
    before = story.project
    story.do(by, change)
    key: str = change.item  # type: ignore[union-attr]
    seq = last(story, key)
    for somebody in {LEAD, SPONSOR, OWNER, MEMBER} - {by}:
        assert story.refused(somebody, UndoItem(key, seq)) == "not_your_change"
    assert story.refused(STRANGER, UndoItem(key, seq)) == "not_on_project"
    assert story.do(by, UndoItem(key, seq)) == [ItemUndone(key, seq)]
    assert without_ledger(story.project).items[key] == known(before.item(key))
    assert story.do(by, UndoItem(key, seq)) == [], "a second click is harmless"


def test_opening_again_and_removing_a_row_are_undone_too() -> None:
    story = owned()
    story.do(OWNER, SET)
    story.do(LEAD, ROW)
    before = story.project
    story.do(OWNER, SetItem(ITEM, False))
    story.do(LEAD, RemoveRow("P1-5", "row-1"))
    story.do(OWNER, undo(story))
    story.do(LEAD, undo(story, "P1-5"))
    assert without_ledger(story.project) == without_ledger(before)


def test_a_verification_is_undone_by_the_second_person() -> None:
    story = owned()
    story.do(OWNER, SET)
    first = last(story)
    story.do(MEMBER, VerifyItem(ITEM))
    assert story.refused(OWNER, UndoItem(ITEM, first)) == "changed_since"
    second = last(story)
    assert story.do(MEMBER, UndoItem(ITEM, second)) == [ItemUndone(ITEM, second)]
    assert (story.status(ITEM), story.project.item(ITEM).verified_by) == ("open", "")
    assert story.refused(OWNER, UndoItem(ITEM, first)) == "change_rested_on"


def test_ten_minutes_are_enough_and_not_more() -> None:
    story = owned()
    story.do(OWNER, SET)
    story.now += timedelta(minutes=10)
    assert undoable(story.project, NINETY.item(ITEM), story.now)
    assert story.decide(OWNER, undo(story))
    story.now += timedelta(seconds=1)
    assert story.refused(OWNER, undo(story)) == "too_late_to_undo"
    assert undoable(story.project, NINETY.item(ITEM), story.now) is None


def test_a_stale_click_changes_nothing_and_says_that_something_came_after() -> None:
    story = owned()
    story.do(OWNER, SET)
    first = last(story)
    story.do(OWNER, OTHER)
    assert story.refused(OWNER, UndoItem(ITEM, first)) == "changed_since"
    assert story.refused(OWNER, UndoItem(ITEM, 99_999)) == "too_late_to_undo"
    story.do(OWNER, undo(story))
    assert story.refused(OWNER, UndoItem(ITEM, first)) == "change_rested_on", "one step back, never two"


@pytest.mark.parametrize(
    "after",
    [AssignItem(ITEM, MEMBER), SetDueDay(ITEM, "2026-03-12", "Holidays")],
    ids=["handed on", "new date"],
)
def test_what_came_after_on_the_item_keeps_it(after: Command) -> None:
    story = owned()
    story.do(LEAD, SET)
    story.do(LEAD, after)
    assert story.refused(LEAD, undo(story)) == "change_rested_on"


def test_a_decided_gate_rests_on_its_items_until_it_is_taken_back() -> None:
    story = story_at("waiting")
    change = undo(story, "DR-8")
    story.approve()
    assert story.refused(SPONSOR, change) == "change_rested_on"
    story.do(SPONSOR, TakeBackDecision(1, 1))
    assert story.decide(SPONSOR, change)[0] == ItemUndone("DR-8", change.seq)


def test_a_personal_confirmation_comes_back_with_nobody_else_s_undo() -> None:
    story = Story()
    story.do(SPONSOR, SignItem("DR-8"))
    story.do(LEAD, GiveRole("sponsor", "bob"), GiveRole("sponsor", SPONSOR))
    assert undoable(story.project, NINETY.item("DR-8"), story.now) is None, "no button offers it"
    assert story.refused(LEAD, undo(story, "DR-8")) == "in_person"
    assert story.project.item("DR-8").signed_by == ""
    story.do(SPONSOR, SignItem("DR-8"))
    story.do(LEAD, SetItem("DR-8", False))
    assert story.refused(LEAD, undo(story, "DR-8")) == "in_person", "not even where one opened it oneself"
    story.do(SPONSOR, SignItem("DR-8"), DeclareNotReady("DR-8", "Not sure"))
    story.do(SPONSOR, undo(story, "DR-8"))
    assert story.project.item("DR-8").signed_by == SPONSOR, "one's own comes back with one's own"


def test_a_signature_does_not_come_back_for_who_is_no_longer_in_its_role() -> None:
    story = Story()
    story.do(SPONSOR, SignItem("DR-8"))
    story.do(LEAD, GiveRole("sponsor", "new"))
    assert undoable(story.project, NINETY.item("DR-8"), story.now) is None
    assert story.refused(LEAD, undo(story, "DR-8")) == "change_rested_on"


def test_who_left_the_project_undoes_nothing() -> None:
    story = Story()
    story.do(LEAD, DescribeEquivalent("DR-2", "A daily process"))
    story.do(REVIEWER, SignEquivalent("DR-2"))
    story.do(LEAD, TakeRole("exception_reviewer", REVIEWER))
    assert story.refused(REVIEWER, undo(story, "DR-2")) == "not_on_project"
    story.do(LEAD, StopProject("Sold"))
    assert story.refused(LEAD, undo(story, "DR-2")) == "project_stopped"


def test_undoing_pauses_a_request_and_undoing_what_paused_it_resumes_it() -> None:
    story = story_at("waiting")
    assert GatePaused(1, 1, ("DR-8",)) in story.decide(SPONSOR, undo(story, "DR-8"))
    shown = without_ledger(story.project)
    assert GatePaused(1, 1, ("DR-2",)) in story.measure("DR-2", months="14")
    moved = last(story, "DR-2")
    assert story.do(LEAD, UndoItem("DR-2", moved)) == [
        ItemUndone("DR-2", moved),
        GateResumed(1, 1, ("DR-2",)),
    ]
    after = without_ledger(story.project)
    assert (after.items, after.status, after.request) == (shown.items, "waiting", shown.request)


def test_a_later_change_undone_does_not_resume_what_an_earlier_one_paused() -> None:
    story = story_at("waiting")
    story.measure("DR-2", months="14")
    story.measure("DR-2", months="15")
    assert [type(event) for event in story.do(LEAD, undo(story, "DR-2"))] == [ItemUndone]
    assert story.project.status == "paused"


def test_a_request_does_not_wait_again_while_another_item_is_red() -> None:
    story = story_at("waiting")
    story.red("DR-4")
    story.red("DR-3")
    assert not [event for event in story.ready("DR-4") if isinstance(event, GateResumed)]
    assert story.refused(SPONSOR, ApproveGate(1, 1)) == "request_paused"
    story.ready("DR-3")
    story.do(LEAD, ResumeGate(1, 1))
    assert story.project.status == "waiting"


def test_a_changed_threshold_goes_with_its_change_unless_it_is_signed() -> None:
    story = Story()
    story.pass_gate()
    moved = RecordMeasure("DR-1", KPI | {"minimum": "25"})
    story.do(LEAD, moved)
    assert story.do(LEAD, undo(story, "DR-1"))[1] == ThresholdChanged({})
    assert (story.project.new_threshold, story.project.item("DR-1").corrected) == (None, False)
    story.do(LEAD, moved)
    change = undo(story, "DR-1")
    story.do(SPONSOR, SignThreshold({"minimum": "25"}))
    assert story.refused(LEAD, change) == "change_rested_on"


def test_a_third_red_item_undone_ends_the_verdict_of_stop() -> None:
    story = Story()
    story.red("DR-2", "DR-3", "DR-6")
    assert story.project.stop_announced
    assert story.do(LEAD, undo(story, "DR-6"))[1:] == [ReadinessRecovered()]


def test_the_way_back_is_one_step_and_is_forgotten() -> None:
    story = owned()
    for change in (SET, OTHER, SetItem(ITEM, False)):
        story.do(OWNER, change)
        before = story.project.item(ITEM).before
        assert before
        assert before.record.before is None
    story.now += timedelta(minutes=11)
    story.do(LEAD, RecordMeasure("DR-2", {"months": "18"}))
    assert [key for key, record in story.project.items.items() if record.before] == ["DR-2"]
