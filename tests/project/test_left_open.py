"""What a conditional go leaves open is left under conditions: one for each item, and the next gate waits for all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.project.commands import (
    ApproveGate,
    ApproveWithConditions,
    ConfirmDecision,
    RecordDecision,
    RequestGate,
    SetItem,
    SettleCondition,
    StopProject,
    Wanted,
)
from bot.project.conditions import left_behind, left_open
from bot.project.events import GateApproved
from bot.project.plan import gate_on
from bot.project.terms import MOST, latest_day
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, SPONSOR, Story, story_at

LEFT = ("DEP-1", "DEP-2", "DEP-3", "DEP-4", "DEP-6", "DEP-7")


def waiting() -> Story:
    """Return a project whose third gate waits, with all open that a conditional go may leave."""
    story = story_at("running", 3)
    story.do(LEAD, *(SetItem(item, done=False) for item in LEFT))
    story.ask()
    return story


def due(story: Story, days: int = 10) -> str:
    return (story.now + timedelta(days=days)).date().isoformat()


def covering(story: Story, *items: str) -> tuple[Wanted, ...]:
    return tuple(Wanted(f"Finish {item}", OWNER, due(story), item) for item in items)


def test_six_items_can_be_left_open_and_never_the_three_that_protect_people() -> None:
    assert left_open(waiting().project, NINETY) == LEFT


def test_a_cake_covers_no_open_item() -> None:
    story = waiting()
    cake = ApproveWithConditions(3, 1, (Wanted("Buy cake", OWNER, due(story)),))
    assert story.bad(SPONSOR, cake) == [("text_1", "item_uncovered")]


@pytest.mark.parametrize("missing", LEFT)
def test_every_item_needs_a_condition_of_its_own(missing: str) -> None:
    story = waiting()
    others = covering(story, *(item for item in LEFT if item != missing))
    assert story.bad(SPONSOR, ApproveWithConditions(3, 1, others)) == [("text_1", "item_uncovered")]


def test_the_next_gate_waits_until_each_item_is_ready_and_its_condition_met() -> None:
    story = waiting()
    story.do(SPONSOR, ApproveWithConditions(3, 1, covering(story, *LEFT)))
    assert [each.item for each in story.project.open_conditions] == list(LEFT)
    story.all_ready()
    for condition in story.project.open_conditions:
        assert story.refused(LEAD, RequestGate(4, 1)) == "conditions_open"
        assert story.refused(OWNER, SettleCondition(condition.id, "Soon")) == "condition_item_open"
        story.ready(condition.item)
        story.do(OWNER, SettleCondition(condition.id, "Ready"))
    story.ask()
    story.approve()
    assert story.project.status == "live"


def test_whoever_sees_to_a_condition_sets_its_item_and_no_other() -> None:
    story = waiting()
    assert story.refused(OWNER, SetItem("DEP-4", True, GOOD["DEP-4"])) == "take_first"
    wanted = [*covering(story, *LEFT[1:]), Wanted("Run it", MEMBER, due(story), "DEP-1")]
    story.do(SPONSOR, ApproveWithConditions(3, 1, tuple(wanted)))
    assert story.refused(MEMBER, SetItem("DEP-4", True, GOOD["DEP-4"])) == "take_first"
    story.do(OWNER, SetItem("DEP-4", True, GOOD["DEP-4"]))
    assert story.status("DEP-4") == "ready"


def test_every_field_of_every_row_that_is_wrong_is_named() -> None:
    story = waiting()
    rows = [Wanted("", "", "", item) for item in LEFT]
    wrong = story.bad(SPONSOR, ApproveWithConditions(3, 1, tuple(rows)))
    assert {field for field, _ in wrong} == {
        f"{key}_{n}" for key in ("text", "owner", "due") for n in range(1, 7)
    }


def test_more_conditions_than_there_is_room_for_are_refused() -> None:
    story = story_at("waiting", 3)
    rows = tuple(Wanted(f"No. {n}", OWNER, due(story)) for n in range(MOST + 1))
    assert story.bad(SPONSOR, ApproveWithConditions(3, 1, rows)) == [("text_1", "too_many")]
    story.do(SPONSOR, ApproveWithConditions(3, 1, rows[:MOST]))
    assert len(story.project.open_conditions) == MOST


def test_a_condition_is_due_by_the_gate_that_waits_for_it() -> None:
    story = story_at("waiting", 3)
    latest = latest_day(story.project, NINETY, story.now)
    late = (latest + timedelta(days=1)).isoformat()
    for day in (late, "9999-12-31"):
        command = ApproveWithConditions(3, 1, (Wanted("Load test", OWNER, day),))
        assert story.bad(SPONSOR, command) == [("due_1", "after_next_gate")]
    story.do(SPONSOR, ApproveWithConditions(3, 1, (Wanted("Load test", OWNER, latest.isoformat()),)))
    assert gate_on(story.project, NINETY, 4) == latest, "as it is planned once this gate is passed"


def test_a_condition_for_an_item_that_is_ready_is_one_like_any_other() -> None:
    story = story_at("waiting", 3)
    story.do(SPONSOR, ApproveWithConditions(3, 1, (Wanted("A second look", OWNER, due(story), "DEP-5"),)))
    assert [each.item for each in story.project.open_conditions] == [""]


def test_what_a_meeting_left_open_has_conditions_too() -> None:
    story = waiting()
    held_on = story.now.date().isoformat()
    known = RecordDecision(3, 1, "rec-1", "conditional", held_on, "Binder 12")
    some = RecordDecision(
        3, 1, "rec-1", "conditional", held_on, "Binder 12", conditions=covering(story, "DEP-1")
    )
    assert story.bad(LEAD, known) == [("text_1", "required")]
    assert story.bad(LEAD, some) == [("text_1", "item_uncovered")]
    whole = RecordDecision(
        3, 1, "rec-1", "conditional", held_on, "Binder 12", conditions=covering(story, *LEFT)
    )
    story.do(LEAD, whole)
    story.do(SPONSOR, ConfirmDecision(3, 1, "rec-1"))
    assert [each.item for each in story.project.open_conditions] == list(LEFT)


def test_a_recorded_decision_from_before_the_rule_is_not_confirmed() -> None:
    """Older ledgers hold such records: their terms name no item."""
    story = waiting()
    held_on = story.now.date().isoformat()
    conditions = covering(story, *LEFT)
    (event,) = story.decide(
        LEAD, RecordDecision(3, 1, "rec-1", "conditional", held_on, "B", conditions=conditions)
    )
    bare = {key: replace(terms, item="") for key, terms in event.terms.items()}  # type: ignore[union-attr]
    story.fold(LEAD, [replace(event, terms=bare)])
    assert story.refused(SPONSOR, ConfirmDecision(3, 1, "rec-1")) == "items_uncovered"
    assert story.refused(SPONSOR, ApproveGate(3, 1)) == "go_needs_all"


def older() -> Story:
    """Return a project in phase 4 whose third gate left two items open, by the rule of before, and covered one."""
    story = story_at("running", 3)
    story.do(LEAD, *(SetItem(item, done=False) for item in LEFT[:2]))
    story.ask()
    (event,) = story.decide(SPONSOR, ApproveWithConditions(3, 1, covering(story, *LEFT[:2])))
    assert isinstance(event, GateApproved)
    bare = {key: terms for key, terms in event.terms.items() if terms.item == LEFT[0]}
    story.fold(SPONSOR, [replace(event, terms=bare)])
    return story


def test_what_an_older_go_left_open_without_a_condition_is_named_until_it_is_ready() -> None:
    story = older()
    assert left_behind(story.project, NINETY) == ("DEP-2",)
    story.ready("DEP-2")
    assert left_behind(story.project, NINETY) == ()


def test_nothing_is_left_behind_by_gates_that_are_passed_today() -> None:
    story = waiting()
    assert left_behind(story.project, NINETY) == ()
    story.do(SPONSOR, ApproveWithConditions(3, 1, covering(story, *LEFT)))
    assert left_behind(story.project, NINETY) == ()
    passed = story_at("running", 4)
    passed.red("DEP-1")
    assert left_behind(passed.project, NINETY) == (), "a correction after an approval flags, and no more"


def test_nothing_is_named_any_more_once_the_project_has_ended() -> None:
    story = older()
    story.do(LEAD, StopProject("The line is sold"))
    assert left_behind(story.project, NINETY) == ()
