"""Projects under way: entered at a later phase, with gates from paper that the sponsor countersigns."""

from __future__ import annotations

from datetime import date, timedelta

from bot.project.commands import (
    CorrectImport,
    DeclareNotReady,
    RecordDecision,
    RecordMeasure,
    SetItem,
)
from bot.project.events import (
    ProjectImported,
    ProjectOpened,
)
from bot.project.index import index
from bot.project.plan import due_on, gate_on, phase_plan, today
from bot.project.readiness import counts
from bot.project.stalled import stalls
from bot.project.state import PaperGate
from tests.project.good import GOOD
from tests.project.importing_kit import (
    BEGAN,
    FIRST,
    OPENED,
    SECOND,
    countersigned,
    story,
)
from tests.project.story import LEAD, NINETY


def test_a_project_comes_in_at_a_later_phase_with_its_gates_from_paper() -> None:
    told = story(FIRST, SECOND)
    opened, imported = (entry.event for entry in told.history[:2])
    assert isinstance(opened, ProjectOpened)
    assert isinstance(imported, ProjectImported)
    project = told.project
    assert project.phase == 3
    assert project.imported is not None
    assert project.imported.gates == (
        PaperGate(1, date(2026, 1, 26), FIRST[1], FIRST[2]),
        PaperGate(2, date(2026, 2, 20), SECOND[1], SECOND[2]),
    )


def test_a_gate_from_paper_is_no_decision_that_was_made_here() -> None:
    project = countersigned(FIRST, SECOND).project
    assert project.decisions == ()
    assert project.rounds == {}


def test_a_meeting_about_the_next_gate_was_not_before_the_last_one_from_paper() -> None:
    told = countersigned(FIRST)
    told.all_ready()
    told.ask()
    assert told.project.status == "waiting"
    early, on_it = (
        RecordDecision(2, 1, "rec-1", "go", day, "Binder 12", "Ana and the board")
        for day in ("2026-01-23", FIRST[0])
    )
    assert told.bad(LEAD, early) == [("held_on", "too_far")]
    assert told.decide(LEAD, on_it)


def test_each_phase_began_on_the_working_day_after_the_gate_before_it() -> None:
    project = story(FIRST, SECOND).project
    # 2026-02-20 is a Friday
    assert project.phase_starts == {1: BEGAN, 2: date(2026, 1, 27), 3: date(2026, 2, 23)}


def test_the_baseline_counts_from_the_start_as_given() -> None:
    told = story(FIRST, SECOND)
    plan = phase_plan(told.project, NINETY, 3)
    assert plan.baseline_starts_on == BEGAN + timedelta(days=45)
    assert plan.starts_on == date(2026, 2, 23)


def test_nothing_is_born_overdue() -> None:
    told = story(("2026-01-13", "Minutes", "The board"))
    on = today(told.project, told.now)
    for item in NINETY.phase(2).items:
        assert due_on(told.project, NINETY, item) > on, item.id
    assert stalls(told.project, NINETY, on) == []


def test_what_was_due_before_is_due_within_a_week_and_by_the_gate() -> None:
    told = story(("2026-01-13", "Minutes", "The board"))
    gate = gate_on(told.project, NINETY, 2)
    days = {due_on(told.project, NINETY, item) for item in NINETY.phase(2).items}
    assert max(days) <= gate
    assert min(days) <= OPENED + timedelta(days=7)


def test_a_day_that_lies_ahead_stays_where_the_plan_has_it() -> None:
    told = story(("2026-02-27", "Minutes", "The board"))
    # phase 2 began on Mon 2 Mar; its last day is its thirtieth
    assert gate_on(told.project, NINETY, 2) == date(2026, 3, 31)


def test_what_stood_since_a_gate_on_paper_still_counts_when_the_paper_is_corrected() -> None:
    told = story(("2026-03-02", "Minutes", "The board"))  # phase 2 begins on the day after the opening
    told.hold(7)
    told.do(LEAD, CorrectImport((("2026-03-02", "Minutes of the board", "The board"),)))
    assert told.project.phase_starts[2] == date(2026, 3, 10)
    told.do(LEAD, CorrectImport((("2026-03-05", "Minutes of the board", "The board"),)))
    assert told.project.phase_starts[2] == date(2026, 3, 10), "the clock stood on the day of the decision"
    told.do(LEAD, CorrectImport((("2026-02-27", "Minutes of the board", "The board"),)))
    assert told.project.phase_starts[2] == date(2026, 3, 2)
    assert gate_on(told.project, NINETY, 2) == date(2026, 4, 7), "31 March and 7 days"


def test_items_of_earlier_phases_are_covered_and_ask_for_nothing() -> None:
    told = countersigned()
    covered = {item.id for item in NINETY.phase(1).items} - {"DR-1", "DR-8"}
    rows = {row.item: row for row in index(told.project, NINETY)}
    assert {rows[key].status for key in covered} == {"imported"}
    assert all(rows[key].nag_on is None for key in covered)
    found = counts(told.project, NINETY, NINETY.phase(1))
    assert (found.ready, found.open, found.imported, found.total) == (2, 0, 7, 9)


def test_a_covered_item_can_be_recorded_afterwards() -> None:
    told = countersigned()
    told.do(LEAD, RecordMeasure("DR-2", GOOD["DR-2"]))
    assert told.status("DR-2") == "ready"
    told.do(LEAD, SetItem("DR-2", False))
    assert told.status("DR-2") == "imported"
    told.do(LEAD, DeclareNotReady("DR-4", "It broke"))
    assert told.status("DR-4") == "not_ready"
