"""Days that people chose move with the plan: with a hold, with the phase they belong to, within their gate."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.calendar import is_working_day
from bot.project.commands import (
    AssignItem,
    HoldProject,
    ResumeProject,
    SetDueDay,
    TakeBackDecision,
    UndoItem,
    WaitFor,
)
from bot.project.events import GateApproved, ProjectResumed
from bot.project.evolve import evolve
from bot.project.plan import gate_on, phase_begin, today
from bot.project.stalled import stalls
from bot.project.state import Project
from tests.project import importing_kit
from tests.project.plan_kit import due, plan
from tests.project.story import LEAD, NINETY, OWNER, SPONSOR, Story, local

DAY = timedelta(days=1)


def chosen(item: str, day: date, *, region: str = "") -> Story:
    """Return a project that begins on Monday, 2 March, with a day that its lead chose for an item."""
    story = Story(region=region)
    story.do(LEAD, SetDueDay(item, day.isoformat(), "As agreed"))
    return story


def overdue(story: Story) -> set[str]:
    on = today(story.project, story.now)
    return {each.item for each in stalls(story.project, NINETY, on) if each.kind == "overdue"}


def replayed(story: Story, resumed: bytes) -> Project:
    """Return the project with each resumption as a ledger has it that is older than the days in it."""
    older = msgspec.json.decode(resumed, type=ProjectResumed)
    project: Project | None = None
    for entry in story.history:
        event = older if isinstance(entry.event, ProjectResumed) else entry.event
        project = evolve(project, replace(entry, event=event))
    assert project
    return project


# a hold


@pytest.mark.parametrize(
    ("day", "length", "moved"),
    [
        (date(2026, 3, 12), 1, date(2026, 3, 13)),
        (date(2026, 3, 12), 2, date(2026, 3, 16)),  # 14 March is a Saturday
        (date(2026, 3, 9), 7, date(2026, 3, 16)),  # the day on which the clock stops lies ahead
        (date(2026, 3, 8), 2, date(2026, 3, 11)),  # a Sunday counts on Monday, which lies ahead
        (date(2026, 3, 6), 7, date(2026, 3, 6)),  # what was overdue stays so
        (date(2026, 3, 14), 0, date(2026, 3, 14)),  # nothing stood
    ],
)
def test_a_chosen_day_that_lies_ahead_moves_with_a_hold_and_rolls_off_days_off(
    day: date, length: int, moved: date
) -> None:
    story = chosen("DR-2", day)
    story.now = local(date(2026, 3, 9))
    story.hold(length)
    record = story.project.item("DR-2")
    assert record.due_on == moved
    assert record.agreed_on == (day if moved != day else None)
    assert record.due_reason == "As agreed"


def test_a_chosen_day_rolls_off_a_public_holiday() -> None:
    story = chosen("GO-2", date(2026, 4, 1), region="CA-ON")
    story.hold(2)  # to Good Friday
    assert due(story, "GO-2") == date(2026, 4, 6)


def test_what_is_due_on_its_gate_stays_due_then() -> None:
    story = chosen("DR-2", date(2026, 3, 16))
    story.now = local(date(2026, 3, 5))
    for days in (1, 2, 3, 4, 5, 9):
        story.hold(days)
        assert due(story, "DR-2") == gate_on(story.project, NINETY, 1), days
        story.now += DAY


def test_what_was_put_off_past_a_late_gate_is_held_back_by_none() -> None:
    story = Story()
    story.now = local(date(2026, 3, 20))
    story.do(LEAD, SetDueDay("DR-2", "2026-04-01", "The gate is late"))
    story.hold(7)
    assert due(story, "DR-2") == date(2026, 4, 8)


def test_two_holds_add_up_and_another_day_is_agreed_anew() -> None:
    story = chosen("DR-2", date(2026, 3, 12))
    story.hold(7)
    story.now += DAY
    story.hold(14)
    record = story.project.item("DR-2")
    assert (record.due_on, record.agreed_on) == (date(2026, 4, 2), date(2026, 3, 12))
    resumed = [e.event.due for e in story.history if isinstance(e.event, ProjectResumed)]
    assert resumed == [{"DR-2": date(2026, 3, 19)}, {"DR-2": date(2026, 4, 2)}]
    story.do(LEAD, SetDueDay("DR-2", "2026-04-01", "Sooner"))
    assert story.project.item("DR-2").agreed_on is None


def test_nothing_is_undone_across_a_day_that_moved() -> None:
    story = chosen("DR-2", date(2026, 3, 12))
    story.now = local(date(2026, 3, 4), 23, 58)
    story.ready("DR-2")
    last = story.project.item("DR-2").before
    assert last
    story.do(LEAD, HoldProject("Waiting for access"))
    story.now += timedelta(minutes=4)
    story.do(LEAD, ResumeProject())
    assert story.refused(LEAD, UndoItem("DR-2", last.seq))


def test_who_waits_with_an_item_waits_longer_by_the_length_of_a_hold() -> None:
    story = Story()
    story.do(LEAD, AssignItem("DR-2", OWNER))
    story.do(OWNER, WaitFor("DR-2", "2026-03-06", "the plant's export"))
    story.hold(10)
    waiting = story.project.item("DR-2").waiting
    assert waiting
    assert (waiting.until, waiting.since) == (date(2026, 3, 16), date(2026, 3, 2))
    story.now = local(date(2026, 3, 16))
    assert "DR-2" not in {each.item for each in stalls(story.project, NINETY, date(2026, 3, 16))}


def test_who_waited_in_vain_when_the_clock_stopped_waits_no_longer() -> None:
    story = Story()
    story.do(LEAD, WaitFor("DR-2", "2026-03-06", "the plant's export"))
    story.now = local(date(2026, 3, 10))
    story.hold(10)
    waiting = story.project.item("DR-2").waiting
    assert waiting
    assert waiting.until == date(2026, 3, 6)


def test_who_begins_to_wait_on_hold_waits_longer_by_what_is_left_of_it() -> None:
    story = Story()
    story.do(LEAD, HoldProject("Waiting for access"))
    story.now += 10 * DAY
    story.do(LEAD, WaitFor("DR-2", "2026-03-18", "the plant's export"))
    story.now += DAY
    story.do(LEAD, ResumeProject())
    waiting = story.project.item("DR-2").waiting
    assert waiting
    assert waiting.until == date(2026, 3, 19)


def test_a_day_chosen_on_hold_past_the_gate_comes_back_within_it() -> None:
    story = Story()
    story.do(LEAD, HoldProject("Waiting for access"))
    story.now = local(date(2026, 4, 10))
    story.do(LEAD, SetDueDay("DR-2", "2026-04-20", "They come back then"))
    story.now = local(date(2026, 4, 15))
    story.do(LEAD, ResumeProject())
    assert due(story, "DR-2") == gate_on(story.project, NINETY, 1) == date(2026, 4, 29)


def test_what_a_late_opening_put_off_a_hold_puts_off_again() -> None:
    story = Story(opened=local(date(2026, 3, 4)))
    assert due(story, "P1-1") == date(2026, 3, 5)  # the playbook's day had gone by
    story.hold(6)
    assert due(story, "P1-1") == date(2026, 3, 11)
    assert not overdue(story)
    assert story.project.item("P1-1").agreed_on is None


@pytest.mark.parametrize("length", [3, 8, 30])
def test_what_an_import_put_off_is_not_overdue_after_a_hold(length: int) -> None:
    story = importing_kit.story()
    assert not overdue(story)
    story.hold(length)
    assert not overdue(story)


def test_an_older_ledger_of_a_hold_replays_with_the_days_it_had() -> None:
    story = chosen("DR-2", date(2026, 3, 12))
    story.do(LEAD, WaitFor("DR-3", "2026-03-06", "the plant's export"))
    story.hold(2)
    project = replayed(story, b'{"type": "ProjectResumed", "on": "2026-03-04"}')
    record, waiting = project.item("DR-2"), project.item("DR-3").waiting
    assert (record.due_on, record.agreed_on) == (date(2026, 3, 14), None)
    assert waiting
    assert waiting.until == date(2026, 3, 6)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), max_size=5),
    st.integers(0, 14),
    st.sampled_from(["", "CA-ON"]),
)
def test_a_hold_makes_no_chosen_day_overdue_and_puts_none_behind_its_gate(
    holds: list[tuple[int, int]], ahead: int, region: str
) -> None:
    story = chosen("DR-2", date(2026, 3, 2) + ahead * DAY, region=region)
    for worked, length in holds:
        story.now += worked * DAY
        before, was = due(story, "DR-2"), overdue(story)
        story.hold(length)
        after = due(story, "DR-2")
        assert overdue(story) <= was
        assert before <= after <= gate_on(story.project, NINETY, 1)
        assert after == before or is_working_day(after, region)


# a phase that begins


@pytest.mark.parametrize(
    ("item", "day", "decided", "replanned", "agreed"),
    [
        # Gate 1 is late: phase 2 begins on 31 March, and its plan has its own day for the step.
        ("P2-1", date(2026, 3, 18), date(2026, 3, 30), date(2026, 4, 6), date(2026, 3, 18)),
        ("P2-1", date(2026, 3, 30), date(2026, 3, 30), date(2026, 4, 6), date(2026, 3, 30)),
        ("P2-1", date(2026, 3, 31), date(2026, 3, 30), date(2026, 3, 31), None),
        # Gate 1 is early: phase 2 begins on 5 March, and gate 2 falls on 3 April.
        ("GO-1", date(2026, 4, 15), date(2026, 3, 4), date(2026, 4, 3), date(2026, 4, 15)),
        ("GO-1", date(2026, 4, 3), date(2026, 3, 4), date(2026, 4, 3), None),
        # Phase 3 is not begun: what was agreed for it stays, to be looked at then.
        ("P3-1", date(2026, 3, 20), date(2026, 3, 30), date(2026, 3, 20), None),
    ],
)
def test_the_phase_that_begins_takes_chosen_days_into_its_plan(
    item: str, day: date, decided: date, replanned: date, agreed: date | None
) -> None:
    story = chosen(item, day)
    story.now = local(decided)
    story.pass_gate()
    assert due(story, item) == replanned
    assert story.project.item(item).agreed_on == agreed
    (passed,) = (e.event for e in story.history if isinstance(e.event, GateApproved))
    assert set(passed.due) == ({item} if agreed else set())
    story.now = local(phase_begin(story.project, NINETY, 2))
    assert not overdue(story)


def test_a_decision_that_is_taken_back_leaves_chosen_days_as_they_were() -> None:
    story = chosen("P2-1", date(2026, 3, 18))
    story.now = local(date(2026, 3, 30))
    story.pass_gate()
    story.do(SPONSOR, TakeBackDecision(1, 1))
    record = story.project.item("P2-1")
    assert (record.due_on, record.agreed_on) == (date(2026, 3, 18), None)


def test_an_older_ledger_of_a_gate_replays_with_the_days_it_had() -> None:
    story = chosen("P2-1", date(2026, 3, 18))
    story.now = local(date(2026, 3, 30))
    story.pass_gate()
    raw = b'{"type":"GateApproved","gate":1,"round":1,"starts_on":"2026-03-31","locked":{}}'
    older = msgspec.json.decode(raw, type=GateApproved)
    assert older.due == {}
    at = next(n for n, entry in enumerate(story.history) if isinstance(entry.event, GateApproved))
    project: Project | None = None
    for entry in [*story.history[:at], replace(story.history[at], event=older)]:
        project = evolve(project, entry)
    assert project
    assert project.item("P2-1").due_on == date(2026, 3, 18)


def test_no_phase_begins_before_the_one_whose_gate_was_passed_ahead_of_it() -> None:
    story = Story(starts_on=date(2026, 4, 1), opened=local(date(2026, 3, 2)))
    story.pass_gate()
    assert plan(story, 2).starts_on == date(2026, 4, 1)
    assert plan(story, 2).gate_on == date(2026, 4, 30)
    story.pass_gate()
    assert plan(story, 3).starts_on == date(2026, 4, 1)


def test_a_gate_passed_before_a_day_1_that_is_a_day_off_opens_its_phase_on_a_working_day() -> None:
    story = Story(starts_on=date(2026, 4, 3), opened=local(date(2026, 3, 2)), region="CA-ON")
    story.pass_gate()
    assert plan(story, 2).starts_on == date(2026, 4, 6)
