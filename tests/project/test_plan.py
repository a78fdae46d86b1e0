"""Baseline and current plan, worked out by hand on a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.calendar import is_working_day, roll
from bot.project.plan import gate_due_at
from tests.project.plan_kit import due, gates, plan
from tests.project.story import NINETY, Story, local


def test_a_project_from_monday_has_its_gates_on_days_15_45_75_and_the_monday_after_90() -> None:
    # Day 90 is Saturday, 30 May.
    assert gates(Story()) == [date(2026, 3, 16), date(2026, 4, 15), date(2026, 5, 15), date(2026, 6, 1)]


def test_both_plans_are_one_at_the_start() -> None:
    for number in (1, 2, 3, 4):
        found = plan(Story(), number)
        assert (found.starts_on, found.gate_on) == (found.baseline_starts_on, found.baseline_gate_on)
        assert found.days_late == 0


def test_a_gate_is_due_at_five_in_the_afternoon_where_the_project_is() -> None:
    # Toronto is at UTC-4 from 8 March on.
    assert gate_due_at(Story().project, NINETY, 1) == local(date(2026, 3, 16), 17)
    assert gate_due_at(Story().project, NINETY, 1).isoformat() == "2026-03-16T21:00:00+00:00"


@pytest.mark.parametrize(
    ("starts_on", "region", "first_gate"),
    [
        (date(2026, 3, 19), "", date(2026, 4, 2)),  # day 15 is Thursday
        (date(2026, 3, 20), "", date(2026, 4, 3)),  # Good Friday, nowhere a holiday
        (date(2026, 3, 20), "CA-ON", date(2026, 4, 6)),  # Good Friday, then a weekend
        (date(2026, 3, 21), "CA-ON", date(2026, 4, 6)),  # Saturday
        (date(2026, 6, 10), "CA-ON", date(2026, 6, 24)),  # an ordinary Wednesday in Ontario
        (date(2026, 6, 10), "CA-QC", date(2026, 6, 25)),  # Saint-Jean-Baptiste in Quebec
        (date(2026, 5, 4), "CA-ON", date(2026, 5, 19)),  # Victoria Day
    ],
)
def test_due_days_roll_off_weekends_and_holidays(starts_on: date, region: str, first_gate: date) -> None:
    assert gates(Story(starts_on=starts_on, region=region))[0] == first_gate


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(["", "CA-ON", "CA-QC", "CA"]))
def test_rolling_finds_the_first_working_day(day: date, region: str) -> None:
    rolled = roll(day, region)
    assert is_working_day(rolled, region)
    assert not any(is_working_day(day + timedelta(days=n), region) for n in range((rolled - day).days))


def test_an_early_decision_brings_the_next_phases_forward() -> None:
    story = Story()
    story.now = local(date(2026, 3, 10))
    story.pass_gate()
    # Phase 2 begins on Wednesday, 11 March, and takes 30 days: its last is 9 April.
    assert gates(story)[1] == date(2026, 4, 9)
    assert plan(story, 2).days_late == -6
    assert plan(story, 2).baseline_gate_on == date(2026, 4, 15)


def test_a_late_decision_is_shown_against_the_baseline() -> None:
    story = Story()
    story.now = local(date(2026, 3, 20))  # a Friday: phase 2 begins on Monday the 23rd
    story.pass_gate()
    assert plan(story, 2).starts_on == date(2026, 3, 23)
    assert gates(story)[1] == date(2026, 4, 21)
    assert plan(story, 2).days_late == 6
    assert due(story, "P2-2") == date(2026, 3, 30)  # day 22 is Sunday the 29th now
    assert plan(story, 3).baseline_gate_on == date(2026, 5, 15), "the baseline stands"
