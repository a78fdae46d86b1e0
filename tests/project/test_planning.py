"""Who does an item, by when, and whom it waits for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.project.commands import (
    AssignItem,
    Command,
    DeclineItem,
    ResumeGate,
    SetDueDay,
    SetItem,
    WaitFor,
)
from bot.project.events import DueDayChanged, ItemDeclined, ItemWaits
from bot.project.refusals import Refusal
from bot.project.state import Status
from tests.project.story import LEAD, MEMBER, OWNER, VISITOR, Story, local, story_at

MARCH_5 = date(2026, 3, 5)


def owned() -> Story:
    """Return a project on its fourth day, with an item that has an owner."""
    story = Story()
    story.do(LEAD, AssignItem("DR-3", OWNER))
    story.now = local(MARCH_5)
    return story


def test_an_owner_says_whom_an_item_waits_for() -> None:
    story = owned()
    events = story.do(OWNER, WaitFor("DR-3", "2026-03-11", "The plant's export", MEMBER))
    assert events == [ItemWaits("DR-3", "The plant's export", MEMBER, date(2026, 3, 11), MARCH_5)]
    waiting = story.project.item("DR-3").waiting
    assert waiting is not None
    assert (waiting.person, waiting.until, waiting.by, waiting.since) == (
        MEMBER,
        date(2026, 3, 11),
        OWNER,
        MARCH_5,
    )
    assert story.do(OWNER, WaitFor("DR-3", "2026-03-11", "The plant's export", MEMBER)) == []


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (WaitFor("DR-3", "2026-03-04", "Access"), ("until", "in_the_past")),
        (WaitFor("DR-3", "2026-03-05", "Access"), None),
        (WaitFor("DR-3", "2026-07-03", "Access"), None),
        (WaitFor("DR-3", "2026-07-04", "Access"), ("until", "too_far")),
        (WaitFor("DR-3", "soon", "Access"), ("until", "not_a_date")),
        (WaitFor("DR-3", "2026-03-11"), ("text", "required")),
        (WaitFor("DR-3", "2026-03-11", person=MEMBER), None),
    ],
)
def test_a_wait_is_for_somebody_or_something_until_a_day_to_come(
    command: WaitFor, problem: tuple[str, str] | None
) -> None:
    assert owned().bad(OWNER, command) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("by", "command"),
    [
        (OWNER, SetDueDay("DR-3", "2026-03-13", "The plant is closed")),
        (LEAD, AssignItem("DR-3", MEMBER)),
        (OWNER, DeclineItem("DR-3")),
        (OWNER, SetItem("DR-3", False)),
    ],
)
def test_whatever_is_done_with_an_item_ends_its_wait(by: str, command: Command) -> None:
    story = owned()
    story.measure("DR-3", completeness="60")
    story.do(OWNER, WaitFor("DR-3", "2026-03-11", "Access"))
    assert story.project.item("DR-3").waiting
    assert story.do(by, command)
    assert story.project.item("DR-3").waiting is None


def test_not_mine_leaves_an_item_without_an_owner_and_its_owner_can_say_so_once() -> None:
    story = owned()
    assert story.do(OWNER, DeclineItem("DR-3")) == [ItemDeclined("DR-3", OWNER)]
    assert story.project.item("DR-3").owner == ""
    assert story.do(OWNER, DeclineItem("DR-3")) == []
    story.do(LEAD, AssignItem("DR-3", MEMBER))
    assert story.refused(OWNER, DeclineItem("DR-3")) == "not_yours"


def test_planning_an_item_does_not_pause_a_waiting_gate() -> None:
    story = story_at("waiting")
    story.do(LEAD, AssignItem("P1-11", OWNER))
    story.do(OWNER, WaitFor("P1-11", "2026-03-11", "Access"), DeclineItem("P1-11"))
    assert story.project.status == "waiting"
    assert story.refused(LEAD, ResumeGate(1, 1)) == "not_paused"


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2026-03-04", "in_the_past"),
        ("2026-03-05", ""),
        ("2026-03-16", ""),
        ("2026-03-17", "after_gate"),
    ],
)
def test_a_new_day_lies_between_today_and_the_gate(day: str, problem: str) -> None:
    command = SetDueDay("DR-3", day, "The plant is closed")
    assert owned().bad(OWNER, command) == ([("due_on", problem)] if problem else [])


@pytest.mark.parametrize(
    ("day", "problem"), [("2026-03-16", "in_the_past"), ("2026-03-25", ""), ("2026-07-16", "too_far")]
)
def test_past_its_gate_an_item_still_gets_a_new_day(day: str, problem: str) -> None:
    story = owned()
    story.now = local(date(2026, 3, 17))
    found = story.bad(OWNER, SetDueDay("DR-3", day, "The plant is closed"))
    assert found == ([("due_on", problem)] if problem else [])


def test_a_new_day_is_said_with_its_reason() -> None:
    story = owned()
    assert story.do(OWNER, SetDueDay("DR-3", "2026-03-13", "The plant is closed")) == [
        DueDayChanged("DR-3", date(2026, 3, 13), "The plant is closed")
    ]
    assert story.bad(OWNER, SetDueDay("DR-3", "2026-03-12", " ")) == [("reason", "required")]


def test_a_finished_item_has_nothing_to_plan() -> None:
    story = owned()
    story.ready("DR-3")
    assert story.refused(OWNER, SetDueDay("DR-3", "2026-03-13", "Later")) == "item_finished"
    assert story.refused(OWNER, WaitFor("DR-3", "2026-03-13", "Access")) == "item_finished"


@pytest.mark.parametrize(
    ("state", "phase", "gate"), [("running", 1, None), ("running", 2, 1), ("live", 4, 1)]
)
def test_who_wants_an_item_of_a_passed_phase_is_told_of_its_gate(
    state: Status, phase: int, gate: int | None
) -> None:
    story = story_at(state, phase)
    story.do(LEAD, AssignItem("DR-3", OWNER))
    with pytest.raises(Refusal) as no:
        story.decide(MEMBER, AssignItem("DR-3", MEMBER))
    assert (no.value.code, no.value.params.get("gate")) == ("already_taken", gate)


def test_nobody_takes_what_is_ready_while_a_gate_waits_for_it() -> None:
    story = Story()
    story.all_ready()
    story.ask()
    assert story.refused(VISITOR, AssignItem("DR-4", VISITOR)) == "ready_already"
    assert story.project.status == "waiting"
    story.do(LEAD, AssignItem("DR-4", VISITOR))
    assert story.project.item("DR-4").owner == VISITOR, "the lead gives it"


def test_what_is_open_or_not_ready_is_anybody_s_in_the_channel() -> None:
    story = Story()
    story.red("DR-3")
    story.do(VISITOR, AssignItem("DR-3", VISITOR), AssignItem("DR-4", VISITOR))
    assert {story.project.item(item).owner for item in ("DR-3", "DR-4")} == {VISITOR}
