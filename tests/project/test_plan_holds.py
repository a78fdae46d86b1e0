"""A hold moves what lies ahead of it by its length, also before a phase has begun."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.calendar import roll
from bot.project.commands import ResumeProject, SetDueDay
from bot.project.events import ProjectResumed
from bot.project.evolve import evolve
from bot.project.plan import project_day, today
from bot.project.state import Project
from tests.project.plan_kit import due, gates, plan
from tests.project.story import LEAD, NINETY, START, Story, local, story_at


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
