"""What a stand-up says of one project, and when there is nothing new to say."""

from __future__ import annotations

from datetime import date

import pytest

from bot.project.commands import (
    AssignItem,
    DeclineItem,
    GiveRole,
    PassTime,
    SetDueDay,
    SetItem,
    WaitFor,
)
from bot.project.events import ItemCleared, MeasureRecorded, ProjectHalted
from bot.project.standup import StandUp, stand_up
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, Story, local, story_at


def march(day: int) -> date:
    return date(2026, 3, day)


def standing(story: Story, day: int, since: int = 0) -> StandUp:
    """Return the stand-up of a day of March over what happened since an event of the history."""
    return stand_up(story.project, NINETY, story.history[since:], march(day))


def test_it_says_the_day_the_phase_and_where_the_gate_stands() -> None:
    story = Story()
    story.ready("DR-2", "DR-3", "DR-4")
    found = standing(story, 6)
    assert (found.day, found.phase, found.forecast, found.gate_on, found.over) == (
        5,
        1,
        march(20),
        march(16),
        False,
    )
    assert standing(story, 17).over


def test_what_moved_is_told_and_housekeeping_is_not() -> None:
    story = Story()
    since = len(story.history)
    story.do(LEAD, AssignItem("DR-3", OWNER), GiveRole("viewer", "vic"))
    story.do(OWNER, SetDueDay("DR-3", "2026-03-16", "Later"), DeclineItem("DR-3"))
    assert standing(story, 2, since).moved == ()
    assert standing(story, 2, since).is_quiet
    story.ready("DR-2")
    assert [type(entry.event) for entry in standing(story, 2, since).moved] == [MeasureRecorded]
    assert not standing(story, 2, since).is_quiet


def test_of_several_changes_of_an_item_the_last_is_told() -> None:
    story = Story()
    since = len(story.history)
    story.ready("DR-2", "DR-3")
    story.measure("DR-2", months="20")
    story.do(LEAD, SetItem("DR-3", False), SetItem("DR-2", False))
    moved = [entry.event for entry in standing(story, 3, since).moved]
    assert moved == [ItemCleared("DR-3"), ItemCleared("DR-2")]


def test_a_halt_by_the_clock_is_told() -> None:
    story = Story()
    story.red("DR-2", "DR-3", "DR-6")
    since = len(story.history)
    story.to_gate_due()
    assert story.do("", PassTime()) == []
    assert [type(entry.event) for entry in standing(story, 16, since).moved] == [ProjectHalted]


def test_what_is_due_today_is_told_and_what_is_overdue_waits() -> None:
    story = Story()
    since = len(story.history)
    assert "DR-2" in standing(story, 9, since).today
    assert not standing(story, 9, since).is_quiet
    tuesday = standing(story, 10, since)
    assert ("DR-2", "overdue") in [(entry.item, entry.kind) for entry in tuesday.waiting]
    story.ready("DR-2")
    assert "DR-2" not in standing(story, 9, since).today


def test_a_new_wait_is_news_and_an_old_one_stands() -> None:
    story = Story()
    story.do(LEAD, AssignItem("DR-2", OWNER))
    since = len(story.history)
    story.do(OWNER, WaitFor("DR-2", "2026-03-11", person=MEMBER))
    first, later = standing(story, 8, since), standing(story, 8, len(story.history))
    assert (first.waits_for, first.newly, first.moved, first.is_quiet) == (("DR-2",), ("DR-2",), (), False)
    assert (later.waits_for, later.newly, later.is_quiet) == (("DR-2",), (), True)
    story.ready("DR-2")
    assert standing(story, 8, since).waits_for == ()


def test_a_wait_in_a_passed_phase_is_over() -> None:
    story = Story()
    story.do(LEAD, WaitFor("P1-6", "2026-03-11", "Access"))
    story.pass_gate()
    assert standing(story, 4).waits_for == ()


@pytest.mark.parametrize("state", ["held", "halted", "stopped", "live"])
def test_while_the_clock_stands_a_stand_up_is_quiet(state: str) -> None:
    story = story_at(state)  # type: ignore[arg-type]
    found = standing(story, 31, len(story.history))
    assert (found.today, found.waiting, found.waits_for, found.forecast) == ((), (), (), None)
    assert found.is_quiet


def test_a_saturday_before_the_first_day_has_nothing_to_say() -> None:
    story = Story(starts_on=march(9), opened=local(march(6)))
    found = standing(story, 7, len(story.history))
    assert (found.day, found.is_quiet) == (-1, True)
