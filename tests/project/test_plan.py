"""Baseline and current plan, worked out by hand on a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.calendar import is_working_day, roll
from bot.project.commands import AssignItem, HoldProject, ResumeProject, SetDueDay
from bot.project.due import next_due
from bot.project.events import ProjectResumed
from bot.project.evolve import evolve
from bot.project.plan import PhasePlan, due_on, gate_due_at, gate_on, phase_plan, project_day, today
from bot.project.state import Project
from tests.project.story import LEAD, NINETY, OWNER, START, Story, local, story_at


def gates(story: Story) -> list[date]:
    return [gate_on(story.project, NINETY, number) for number in (1, 2, 3, 4)]


def plan(story: Story, number: int) -> PhasePlan:
    return phase_plan(story.project, NINETY, number)


def due(story: Story, item: str) -> date:
    return due_on(story.project, NINETY, NINETY.item(item))


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


def test_a_hold_shifts_what_follows_and_leaves_what_was_due() -> None:
    story = Story()
    story.now = local(date(2026, 3, 9))
    before = gates(story)
    past, ahead = due(story, "DR-1"), due(story, "DR-3")
    story.hold(7)
    assert gates(story) == [day + timedelta(days=7) for day in before]
    assert due(story, "DR-1") == past == date(2026, 3, 4)
    assert due(story, "DR-3") == ahead + timedelta(days=7)
    assert plan(story, 4).days_late == 7


def test_two_holds_add_up() -> None:
    story = Story()
    story.now = local(date(2026, 3, 4))
    story.hold(7)
    story.now += timedelta(days=2)
    story.hold(14)
    assert gates(story)[0] == date(2026, 3, 16) + timedelta(days=21)


@pytest.mark.parametrize("days", [1, 2, 3, 7, 10])
def test_a_halt_on_the_rolled_day_of_a_gate_leaves_time_after_it(days: int) -> None:
    # Day 15 is Saturday, the gate falls on Monday the 16th, and the project halts there.
    story = Story(starts_on=date(2026, 2, 28), opened=local(date(2026, 2, 27)))
    story.red("DR-4", "DR-5", "DR-9")
    story.to_gate_due()
    assert story.project.status == "halted"
    story.ready("DR-4")
    story.now = local(date(2026, 3, 16) + timedelta(days=days))
    story.do(LEAD, ResumeProject())
    assert gates(story)[0] == roll(date(2026, 3, 16) + timedelta(days=days), "")
    assert plan(story, 2).starts_on >= date(2026, 3, 16) + timedelta(days=days)


def test_a_hold_in_phase_2_leaves_phase_1_and_shifts_the_others() -> None:
    story = story_at("running", 2)
    before = gates(story)
    story.now = local(plan(story, 2).starts_on + timedelta(days=6))
    story.hold(7)
    assert gates(story) == [before[0], *(day + timedelta(days=7) for day in before[1:])]


def test_a_due_day_set_by_a_person_moves_with_a_hold() -> None:
    story = Story()
    story.do(LEAD, SetDueDay("DR-3", "2026-03-14", "The plant is closed"))
    assert due(story, "DR-3") == date(2026, 3, 14), "what a person set is not rolled"
    story.hold(5)
    assert due(story, "DR-3") == date(2026, 3, 19)


def shifted(story: Story, before: list[date], began: dict[int, date], since: date, days: int) -> list[date]:
    """Return where gates must fall that fell on `before`, in phases counted from `began`, after a hold."""
    found, length = [], timedelta(days=days)
    for number, old in enumerate(before, 1):
        first, begin = max((n, day) for n, day in began.items() if n <= number)
        last = begin + timedelta(days=NINETY.phase(number).last_day - NINETY.phase(first).first_day)
        new = last + length if since <= last else old + length if since <= old else old
        found.append(roll(new, story.project.region))
    return found


@given(
    wait=st.integers(-30, 20),
    days=st.integers(0, 60),
    starts_on=st.dates(date(2026, 2, 1), date(2026, 12, 31)),
    region=st.sampled_from(["", "CA-ON", "CA-QC"]),
)
def test_a_hold_shifts_every_gate_ahead_by_exactly_its_length(
    wait: int, days: int, starts_on: date, region: str
) -> None:
    story = Story(starts_on=starts_on, opened=local(starts_on - timedelta(days=31)), region=region)
    since = starts_on + timedelta(days=wait)
    story.now = local(since)
    before, day = gates(story), project_day(story.project, since)
    story.hold(days)
    assert gates(story) == shifted(story, before, {1: starts_on}, since, days)
    assert project_day(story.project, since + timedelta(days=days)) == day
    begins = plan(story, 1).starts_on
    assert begins == starts_on + timedelta(days=days if wait < 0 else 0)
    assert project_day(story.project, begins) == 1 or wait >= 0


@given(
    decided=st.integers(0, 20),
    wait=st.integers(0, 6),
    days=st.lists(st.integers(0, 40), min_size=1, max_size=3),
    region=st.sampled_from(["", "CA-ON", "CA-QC"]),
)
def test_a_hold_after_a_decision_shifts_the_phase_that_it_opens(
    decided: int, wait: int, days: list[int], region: str
) -> None:
    story = Story(region=region)
    story.now = local(START + timedelta(days=decided))
    story.pass_gate()
    story.now += timedelta(days=wait)
    for length in days:  # one hold after another, some of them before the phase begins
        since, before = today(story.project, story.now), gates(story)
        begin, ahead = plan(story, 2).starts_on, due_days_ahead(story)
        began, pauses = story.project.phase_starts, story.project.pauses
        story.hold(length)
        if not any(pause.since >= begin for pause in pauses):
            assert gates(story)[1:] == shifted(story, before, began, since, length)[1:]
        moved = timedelta(days=length) if since < begin else timedelta()
        assert plan(story, 2).starts_on == begin + moved
        resumed = today(story.project, story.now)
        assert all(due(story, item) >= resumed for item in ahead), "nothing is overdue when it resumes"
        story.now += timedelta(days=1)


def due_days_ahead(story: Story) -> list[str]:
    """Return the items of this phase and the next ones that were not overdue yet."""
    now = today(story.project, story.now)
    later = NINETY.phases[story.project.phase - 1 :]
    return [item.id for phase in later for item in phase.items if due(story, item.id) >= now]


def test_a_hold_from_the_day_of_a_decision_moves_the_phase_that_it_opens() -> None:
    story = Story()
    story.now = local(date(2026, 3, 13))  # a Friday: phase 2 begins on Monday the 16th
    story.pass_gate()
    assert (due(story, "P2-1"), due(story, "P2-2")) == (date(2026, 3, 20), date(2026, 3, 23))
    story.hold(17)  # to Monday, 30 March
    assert plan(story, 2).starts_on == date(2026, 4, 2)
    assert due(story, "P2-1") == date(2026, 4, 6)  # 20 March and 17 days
    assert due(story, "P2-2") == date(2026, 4, 8)  # day 22 was Sunday the 22nd
    assert gates(story)[1] == date(2026, 5, 1)  # 14 April and 17 days


def test_a_hold_before_day_1_moves_day_1() -> None:
    start = date(2026, 3, 16)
    story = Story(starts_on=start, opened=local(date(2026, 3, 4)))
    story.now = local(date(2026, 3, 5))
    story.hold(39)  # to 13 April
    assert plan(story, 1).starts_on == date(2026, 4, 24)
    assert gates(story)[0] == date(2026, 5, 8)
    assert plan(story, 1).days_late == 39
    assert plan(story, 1).baseline_starts_on == start
    found = [project_day(story.project, date(2026, 4, day)) for day in (13, 23, 24)]
    assert found == [-10, 0, 1], "as many days lie before day 1 as when the clock stopped"


def test_a_halt_before_day_1_moves_day_1() -> None:
    story = Story(starts_on=date(2026, 3, 16), opened=local(date(2026, 3, 4)))
    story.red("DR-2", "DR-3", "DR-6")
    story.ask()
    assert story.project.status == "halted"
    story.ready("DR-2")
    story.now += timedelta(days=30)
    story.do(LEAD, ResumeProject())
    assert plan(story, 1).starts_on == date(2026, 4, 15)


def test_an_older_ledger_replays_as_it_was_written() -> None:
    story = Story(starts_on=date(2026, 3, 16), opened=local(date(2026, 3, 4)))
    story.hold(7)
    assert msgspec.json.decode(b'{"type": "ProjectResumed", "on": "2026-03-11"}', type=ProjectResumed) == (
        ProjectResumed(date(2026, 3, 11))
    )
    (held,) = [entry for entry in story.history if isinstance(entry.event, ProjectResumed)]
    older = replace(held, event=ProjectResumed(date(2026, 3, 11)))
    project: Project | None = None
    for entry in story.history:
        project = evolve(project, older if entry is held else entry)
    assert project
    assert project.phase_starts == {1: date(2026, 3, 16)}


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
