"""Due days, and the next instant at which time changes something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import AssignItem, HoldProject, ResumeProject, SetDueDay
from bot.project.due import next_due
from bot.project.plan import gate_due_at, project_day
from tests.project.plan_kit import due, plan
from tests.project.story import LEAD, NINETY, OWNER, START, Story, local, story_at


@given(back=st.integers(0, 30), hour=st.integers(0, 23))
def test_nothing_is_born_overdue(back: int, hour: int) -> None:
    opened = local(START + timedelta(days=back), hour)
    story = Story(opened=opened, region="CA-ON")
    for phase in NINETY.phases:
        assert gate_due_at(story.project, NINETY, phase.number) > opened
        for item in phase.items:
            assert due(story, item.id) > START + timedelta(days=back)
    assert plan(story, 1).baseline_gate_on == date(2026, 3, 16)


def test_the_day_of_a_project_stands_while_its_clock_does() -> None:
    story = Story()
    assert project_day(story.project, START) == 1
    story.now = local(date(2026, 3, 6))
    story.do(LEAD, HoldProject("Waiting for access"))
    for days in (0, 1, 5):
        assert project_day(story.project, date(2026, 3, 6) + timedelta(days=days)) == 5
    story.now += timedelta(days=5)
    story.do(LEAD, ResumeProject())
    assert project_day(story.project, date(2026, 3, 11)) == 5
    assert project_day(story.project, date(2026, 3, 12)) == 6
    assert project_day(story.project, date(2026, 3, 5)) == 4
    assert project_day(story.project, date(2026, 2, 28)) == -1


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2026-03-01", "before_start"),
        ("2026-03-04", "in_the_past"),
        ("2026-03-05", ""),
        ("2026-03-16", ""),  # the day of the gate
        ("2026-03-17", "after_gate"),
        ("2028-03-05", "after_gate"),
        ("9999-12-31", "after_gate"),
        ("soon", "not_a_date"),
    ],
)
def test_a_due_day_is_a_day_to_come(day: str, problem: str) -> None:
    story = Story()
    story.now = local(date(2026, 3, 5))
    expected = [("due_on", problem)] if problem else []
    assert story.bad(LEAD, SetDueDay("DR-3", day, "Later")) == expected


def test_the_next_instant_is_the_turn_of_the_day_or_the_gate() -> None:
    story = Story()
    assert next_due(story.project, NINETY, local(START, 5, 59)) == local(START, 6)
    assert next_due(story.project, NINETY, local(START, 6)) == local(START + timedelta(days=1), 6)
    gate = date(2026, 3, 16)
    assert next_due(story.project, NINETY, local(gate, 9)) == local(gate, 17)
    assert next_due(story.project, NINETY, local(gate, 17)) == local(gate + timedelta(days=1), 6)


@pytest.mark.parametrize("state", ["stopped", "live"])
def test_time_changes_nothing_after_the_end(state: str) -> None:
    story = story_at("live" if state == "live" else "stopped")
    story.now += timedelta(minutes=11)  # the last decision could be taken back until now
    assert next_due(story.project, NINETY, story.now) is None


def test_an_owner_changes_no_plan() -> None:
    story = Story()
    before = due(story, "DR-3")
    story.do(LEAD, AssignItem("DR-3", OWNER))
    assert due(story, "DR-3") == before
