"""A hold moves the days of open conditions, as it moves every other day that lies ahead."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.calendar import is_working_day
from bot.project.commands import ApproveWithConditions, HoldProject, SettleCondition, Wanted
from bot.project.digest import lines
from bot.project.events import GateApproved, ProjectResumed
from bot.project.evolve import evolve
from bot.project.plan import gate_on, today
from bot.project.state import Condition, Project
from tests.project.story import LEAD, NINETY, OWNER, SPONSOR, Story, local, story_at


def conditional(*days: date) -> Story:
    """Return a project that gate 3 has just passed on Monday, 2 March, with a condition for each day."""
    story = story_at("waiting", 3)
    wanted = tuple(Wanted(f"No. {n}", OWNER, day.isoformat()) for n, day in enumerate(days, 1))
    story.do(SPONSOR, ApproveWithConditions(3, 1, wanted))
    return story


def dues(story: Story) -> list[date]:
    return [each.due_on for each in story.project.conditions]


def gate(story: Story) -> date:
    return gate_on(story.project, NINETY, 4)


@pytest.mark.parametrize(
    ("due", "days", "moved"),
    [
        (date(2026, 3, 12), 7, date(2026, 3, 19)),
        (date(2026, 3, 12), 2, date(2026, 3, 16)),  # 14 March is a Saturday
        (date(2026, 3, 9), 7, date(2026, 3, 16)),  # the day on which the clock stops lies ahead
        (date(2026, 3, 8), 7, date(2026, 3, 16)),  # a Sunday counts on Monday, which lies ahead
        (date(2026, 3, 6), 7, date(2026, 3, 6)),  # what was overdue stays so
        (date(2026, 3, 14), 0, date(2026, 3, 14)),  # nothing stood
    ],
)
def test_a_hold_moves_the_day_of_a_condition_that_lies_ahead(due: date, days: int, moved: date) -> None:
    story = conditional(due)
    story.now = local(date(2026, 3, 9))
    story.hold(days)
    (condition,) = story.project.conditions
    assert condition.due_on == moved
    assert condition.agreed_on == (due if moved != due else None)


def test_the_ledger_keeps_what_was_agreed_and_two_holds_add_up() -> None:
    due = date(2026, 3, 12)
    story = conditional(due)
    story.hold(7)
    story.now += timedelta(days=1)
    story.hold(14)
    (condition,) = story.project.conditions
    assert (condition.due_on, condition.agreed_on) == (due + timedelta(days=21), due)
    (passed,) = (e.event for e in story.history if isinstance(e.event, GateApproved) and e.event.terms)
    assert [terms.due_on for terms in passed.terms.values()] == [due]
    resumed = [e.event.conditions for e in story.history if isinstance(e.event, ProjectResumed)]
    assert [list(days.values()) for days in resumed] == [[date(2026, 3, 19)], [date(2026, 4, 2)]]


def test_what_is_met_keeps_its_day() -> None:
    story = conditional(date(2026, 3, 12), date(2026, 3, 12))
    story.do(OWNER, SettleCondition(story.project.conditions[0].id, "Done"))
    story.hold(7)
    assert dues(story) == [date(2026, 3, 12), date(2026, 3, 19)]


def test_a_condition_that_is_due_on_the_next_gate_stays_due_then() -> None:
    story = conditional(gate(conditional(date(2026, 3, 12))))
    assert dues(story) == [gate(story)]
    for days in (1, 2, 3, 4, 5, 9):
        story.hold(days)
        assert dues(story) == [gate(story)], days
        story.now += timedelta(days=1)


def test_its_owner_is_reminded_on_the_new_day_and_not_before() -> None:
    story = conditional(date(2026, 3, 12))
    story.hold(7)
    for day, asked in ((18, False), (19, True)):
        found = lines(story.project, NINETY, OWNER, date(2026, 3, day))
        assert any(line.kind == "condition" for line in found) is asked, day


def test_an_older_ledger_replays_with_the_days_it_had() -> None:
    story = conditional(date(2026, 3, 12))
    story.hold(7)
    raw = b'{"type": "ProjectResumed", "on": "2026-03-09"}'
    older = msgspec.json.decode(raw, type=ProjectResumed)
    project: Project | None = None
    for entry in story.history:
        event = older if isinstance(entry.event, ProjectResumed) else entry.event
        project = evolve(project, replace(entry, event=event))
    assert project
    assert [(each.due_on, each.agreed_on) for each in project.conditions] == [(date(2026, 3, 12), None)]
    bare = b'{"id":"3.1.1.1","gate":3,"text":"No. 1","owner":"olu","due_on":"2026-03-12","by":"sam"}'
    assert msgspec.json.decode(bare, type=Condition) == project.conditions[0]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), max_size=5), st.integers(0, 15))
def test_a_hold_makes_no_condition_overdue_and_puts_none_behind_its_gate(
    holds: list[tuple[int, int]], ahead: int
) -> None:
    first = date(2026, 3, 2) + timedelta(days=ahead)
    story = conditional(min(first, gate(conditional(date(2026, 3, 12)))))
    for worked, length in holds:
        story.now += timedelta(days=worked)
        since, before = today(story.project, story.now), dues(story)[0]
        room = gate(story) - before
        story.hold(length)
        after = dues(story)[0]
        if since <= before and length:
            assert after >= today(story.project, story.now)
            assert after >= before
            assert after == gate(story) or is_working_day(after, "")
        elif before < since - timedelta(days=2):
            assert after == before
        assert after <= gate(story) or room < timedelta()


def test_the_days_of_a_held_project_stand_until_it_is_resumed() -> None:
    story = conditional(date(2026, 3, 12))
    story.do(LEAD, HoldProject("Waiting for access"))
    story.now += timedelta(days=30)
    assert dues(story) == [date(2026, 3, 12)]
    assert lines(story.project, NINETY, OWNER, today(story.project, story.now)) == []
