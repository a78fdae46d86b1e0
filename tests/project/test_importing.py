"""Projects under way: entered at a later phase, with gates from paper that the sponsor countersigns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playbooks.load import built_in
from bot.project.commands import (
    Actor,
    ApproveGate,
    AssignItem,
    CorrectImport,
    CountersignImport,
    DeclareNotReady,
    GiveRole,
    HoldProject,
    ImportProject,
    LinkPeople,
    OpenProject,
    RecordDecision,
    RecordMeasure,
    RefuseImport,
    RequestGate,
    ResumeProject,
    SetItem,
    StopProject,
)
from bot.project.decide import decide
from bot.project.digest import lines
from bot.project.events import (
    GateApproved,
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    ItemSigned,
    ProjectImported,
    ProjectOpened,
)
from bot.project.evolve import evolve
from bot.project.importing import version
from bot.project.index import index
from bot.project.plan import due_on, gate_on, phase_plan, today
from bot.project.readiness import counts, to_lock
from bot.project.refusals import BadInput
from bot.project.stalled import nag_on, stalls
from bot.project.state import PaperGate, Project
from tests.project.good import GOOD, KPI
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, SPONSOR, STRANGER, Story, local

GOVERNANCE = built_in("governance")
#: day 1 was a Monday in January; the project comes in on a Monday in March
BEGAN, OPENED = date(2026, 1, 12), date(2026, 3, 2)
FIRST = ("2026-01-26", "Minutes of the board, https://example.com/minutes/7", "Ana Ruiz and the board")
SECOND = ("2026-02-20", "Protocol 12", "Ana Ruiz")
THIRD = ("2026-02-27", "Protocol 14", "Ana Ruiz")


def story(*papers: tuple[str, str, str], **more: Any) -> Story:
    """Return a project that came in under way, with gate 1 from paper where nothing else is said."""
    return Story(starts_on=BEGAN, opened=local(OPENED), papers=papers or (FIRST,), **more)


def countersign(told: Story, by: str = SPONSOR) -> list[Any]:
    return told.do(by, CountersignImport(version(told.project, told.playbook)))


def countersigned(*papers: tuple[str, str, str], **more: Any) -> Story:
    told = story(*papers, **more)
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    countersign(told)
    return told


def opening(**more: Any) -> OpenProject:
    known: dict[str, Any] = {
        "project": "p-1",
        "name": "Pumps",
        "lead": LEAD,
        "sponsor": SPONSOR,
        "platform": "slack",
        "conversation": "C1",
        "starts_on": BEGAN.isoformat(),
        "time_zone": "America/Toronto",
        "playbook": "digest",
    }
    return OpenProject(**known | more)


def problems(command: ImportProject) -> set[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        decide(None, command, by=Actor(LEAD), playbook=NINETY, now=local(OPENED))
    return {(problem.field, problem.code) for problem in caught.value.problems}


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


def test_the_team_works_on_the_phase_before_the_countersignature() -> None:
    told = story()
    told.do(LEAD, AssignItem("P2-1", OWNER))
    told.do(OWNER, SetItem("P2-1", True, GOOD["P2-1"]))
    assert told.status("P2-1") == "ready"


def test_no_gate_can_be_requested_before_the_countersignature() -> None:
    told = story()
    assert told.refused(LEAD, RequestGate(2, 1)) == "import_unsigned"
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    assert told.refused(LEAD, RequestGate(2, 1)) == "import_unsigned"
    countersign(told)
    told.all_ready()
    assert told.refused(LEAD, RequestGate(2, 1)) == ""


def test_a_no_counts_no_iteration_before_the_countersignature() -> None:
    told = story()
    told.red("GO-2")
    assert told.refused(LEAD, RequestGate(2, 1)) == "import_unsigned"
    assert told.project.iterations == 0


def test_the_kpi_is_recorded_before_the_sponsor_countersigns() -> None:
    told = story()
    assert to_lock(told.project, NINETY) == ("DR-1",)
    assert told.refused(SPONSOR, CountersignImport(2)) == "import_incomplete"


def test_the_countersignature_locks_what_the_earlier_gate_would_have() -> None:
    told = story()
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    happened = countersign(told)
    assert happened[0] == ImportCountersigned(
        {"minimum": "20", "direction": "lower", "unit": "h a month", "proxy_unit": "", "proxy_direction": ""}
    )
    assert told.project.locked["minimum"] == "20"
    told.do(LEAD, RecordMeasure("DR-1", KPI | {"minimum": "25"}))
    assert told.project.new_threshold is not None
    assert told.project.locked["minimum"] == "20"


def test_the_countersignature_is_the_sponsors_confirmation_too() -> None:
    told = story()
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    assert ItemSigned("DR-8", {}, {}, "") in countersign(told)
    assert told.project.item("DR-8").signed_by == SPONSOR


def test_a_new_sponsor_confirms_anew_but_what_was_countersigned_stays() -> None:
    told = countersigned()
    told.do(LEAD, GiveRole("sponsor", "new"))
    told.all_ready()
    assert told.refused(LEAD, RequestGate(2, 1)) == "sponsor_first"
    assert told.project.imported is not None
    assert told.project.imported.countersigned_by == SPONSOR


def test_a_second_countersignature_is_harmless() -> None:
    told = countersigned()
    assert countersign(told) == []


def test_nobody_but_the_sponsor_countersigns_or_refuses() -> None:
    told = story()
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    for person in (LEAD, MEMBER, OWNER, STRANGER, ""):
        known = version(told.project, NINETY)
        assert told.refused(person, CountersignImport(known)) == "not_in_role"
        assert told.refused(person, RefuseImport("It is not so")) == "not_in_role"


def test_a_sponsor_who_turns_out_to_be_the_lead_does_not_countersign() -> None:
    told = story()
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    told.do(SPONSOR, LinkPeople(LEAD, SPONSOR))
    assert told.refused(SPONSOR, CountersignImport(version(told.project, NINETY))) == "same_person"


def test_what_changed_since_it_was_shown_is_not_countersigned() -> None:
    told = story()
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    shown = version(told.project, NINETY)
    told.do(LEAD, RecordMeasure("DR-1", KPI | {"minimum": "15"}))
    assert told.refused(SPONSOR, CountersignImport(shown)) == "import_moved"
    shown = version(told.project, NINETY)
    told.do(LEAD, CorrectImport((("2026-01-27", *FIRST[1:]),)))
    assert told.refused(SPONSOR, CountersignImport(shown)) == "import_moved"


def test_the_sponsor_refuses_with_a_reason_and_the_lead_corrects() -> None:
    told = story()
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    assert told.do(SPONSOR, RefuseImport("The board met a day later")) == [
        ImportRefused("The board met a day later")
    ]
    assert told.refused(LEAD, RequestGate(2, 1)) == "import_refused"
    corrected = told.do(LEAD, CorrectImport((("2026-01-27", *FIRST[1:]),)))
    assert isinstance(corrected[0], ImportCorrected)
    assert told.project.phase_starts[2] == date(2026, 1, 28)
    assert told.project.imported is not None
    assert told.project.imported.awaits_sponsor
    assert countersign(told)


def test_a_refusal_needs_its_reason() -> None:
    assert story().bad(SPONSOR, RefuseImport(" ")) == [("reason", "required")]


def test_saying_the_same_again_asks_the_sponsor_again_after_a_refusal_only() -> None:
    told = story()
    assert told.do(LEAD, CorrectImport((FIRST,))) == []
    told.do(SPONSOR, RefuseImport("I do not remember it"))
    assert len(told.do(LEAD, CorrectImport((FIRST,)))) == 1


def test_nothing_is_corrected_or_refused_after_the_countersignature() -> None:
    told = countersigned()
    assert told.refused(LEAD, CorrectImport((FIRST,))) == "import_countersigned"
    assert told.refused(SPONSOR, RefuseImport("Too late")) == "import_countersigned"


def test_a_project_that_began_here_has_nothing_to_countersign() -> None:
    told = Story()
    assert told.refused(SPONSOR, CountersignImport(1)) == "not_imported"
    assert told.refused(LEAD, CorrectImport((FIRST,))) == "not_imported"


def test_the_lead_of_a_practice_project_plays_the_sponsor() -> None:
    told = story(practice=True)
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    assert countersign(told, LEAD)
    assert told.project.practice
    assert told.project.imported is not None


def test_a_project_past_the_gate_that_permits_going_live_says_since_when() -> None:
    told = story(FIRST, SECOND, THIRD, went_live_on="2026-02-28")
    assert told.project.went_live_on == date(2026, 2, 28)
    without = ImportProject(opening(), "4", (FIRST, SECOND, THIRD))
    assert problems(without) == {("went_live_on", "required")}
    early = ImportProject(opening(), "3", (FIRST, SECOND), "2026-02-28")
    assert problems(early) == {("went_live_on", "not_live_yet")}
    late = ImportProject(opening(), "4", (FIRST, SECOND, THIRD), "2026-03-03")
    assert problems(late) == {("went_live_on", "to_come")}


BAD: dict[str, tuple[ImportProject, set[tuple[str, str]]]] = {
    "no phase": (ImportProject(opening(), "", (FIRST,)), {("phase", "required")}),
    "the first phase": (ImportProject(opening(), "1", ()), {("phase", "not_a_later_phase")}),
    "a phase too many": (ImportProject(opening(), "5", (FIRST,)), {("phase", "not_a_later_phase")}),
    "a phase in words": (ImportProject(opening(), "three", (FIRST,)), {("phase", "not_a_later_phase")}),
    "a gate without papers": (
        ImportProject(opening(), "3", (FIRST,)),
        {("gate_2_date", "required"), ("gate_2_document", "required"), ("gate_2_who", "required")},
    ),
    "a gate to come": (ImportProject(opening(), "2", (FIRST, SECOND)), {("gate_2_date", "gate_to_come")}),
    "no date": (
        ImportProject(opening(), "2", (("soon", "Minutes", "Ana"),)),
        {("gate_1_date", "not_a_date")},
    ),
    "before the start": (
        ImportProject(opening(), "2", (("2026-01-11", "Minutes", "Ana"),)),
        {("gate_1_date", "before_start")},
    ),
    "in the future": (
        ImportProject(opening(), "2", (("2026-03-03", "Minutes", "Ana"),)),
        {("gate_1_date", "to_come")},
    ),
    "out of order": (ImportProject(opening(), "3", (SECOND, FIRST)), {("gate_2_date", "out_of_order")}),
    "a document that is no text": (
        ImportProject(opening(), "2", (("2026-01-26", "a\x00b", "Ana"),)),
        {("gate_1_document", "control_characters")},
    ),
    "everything at once": (
        ImportProject(opening(name="", time_zone="Torronto"), "2", (("", "", ""),)),
        {
            ("name", "required"),
            ("time_zone", "not_a_zone"),
            ("gate_1_date", "required"),
            ("gate_1_document", "required"),
            ("gate_1_who", "required"),
        },
    ),
    "too long ago": (
        ImportProject(opening(starts_on="2020-01-12"), "2", (FIRST,)),
        {("starts_on", "too_far")},
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_as_expected_is_named(name: str) -> None:
    command, expected = BAD[name]
    assert problems(command) == expected


def test_importing_twice_opens_nothing_twice() -> None:
    told = story()
    assert told.decide(LEAD, ImportProject(opening(), "2", (FIRST,))) == []


def test_the_governance_playbook_takes_projects_under_way_too() -> None:
    told = Story(
        starts_on=BEGAN,
        opened=local(OPENED),
        playbook=GOVERNANCE,
        papers=(FIRST, SECOND, THIRD, THIRD),
        went_live_on="2026-02-28",
    )
    assert told.project.phase == 5
    assert to_lock(told.project, GOVERNANCE) == ()
    assert countersign(told)
    assert told.project.item("UC-4").signed_by == SPONSOR


def test_the_sponsor_is_reminded_when_they_can_act_and_the_lead_when_they_refused() -> None:
    told = story()

    def kinds(person: str) -> list[str]:
        found = lines(told.project, NINETY, person, today(told.project, told.now))
        return [line.kind for line in found if line.kind in ("countersign", "import_refused", "confirm")]

    assert kinds(SPONSOR) == []
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    assert kinds(SPONSOR) == ["countersign"]
    told.do(SPONSOR, RefuseImport("It is not so"))
    assert kinds(SPONSOR) == []
    assert kinds(LEAD) == ["import_refused"]


def test_what_will_be_locked_is_asked_for_until_it_is_there() -> None:
    told = story()
    assert nag_on(told.project, NINETY, NINETY.item("DR-1")) is not None
    assert nag_on(told.project, NINETY, NINETY.item("DR-8")) is None
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    assert nag_on(told.project, NINETY, NINETY.item("DR-1")) is None


#: what people may try on a project that came in, in any order
ACTS = st.sampled_from(
    [
        "kpi", "kpi_other", "countersign", "refuse", "correct", "ready", "red", "ask", "approve", "hold", "resume",
        "sponsor", "stale", "by_lead",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=14))
def test_a_project_under_way_never_passes_a_gate_that_nobody_countersigned(acts: list[str]) -> None:
    told = story()
    for act in acts:
        _try(told, act)
        happened = [entry.event for entry in told.history]
        passed = next((n for n, e in enumerate(happened) if isinstance(e, GateApproved)), None)
        if passed is not None:
            assert any(isinstance(event, ImportCountersigned) for event in happened[:passed])
            assert told.project.locked["minimum"]
    replayed: Project | None = None
    for recorded in told.history:
        replayed = evolve(replayed, recorded)
    assert replayed == told.project


def test_the_property_above_meets_passed_gates() -> None:
    told = story()
    for act in ("ready", "ask", "approve", "kpi", "ready", "ask", "countersign", "ask", "approve"):
        _try(told, act)
    assert told.project.phase == 3


def _try(told: Story, act: str) -> None:
    project = told.project
    known, sponsor = version(project, NINETY), project.sponsor
    steps: dict[str, tuple[str, Any]] = {
        "kpi": (LEAD, RecordMeasure("DR-1", KPI)),
        "kpi_other": (LEAD, RecordMeasure("DR-1", KPI | {"minimum": "18"})),
        "countersign": (sponsor, CountersignImport(known)),
        "stale": (sponsor, CountersignImport(known - 1)),
        "by_lead": (LEAD, CountersignImport(known)),
        "refuse": (sponsor, RefuseImport("It is not so")),
        "correct": (LEAD, CorrectImport((("2026-01-27", "Minutes", "The board"),))),
        "red": (LEAD, DeclareNotReady("GO-2", "Not there")),
        "ask": (LEAD, RequestGate(project.phase, told.round + 1)),
        "approve": (sponsor, ApproveGate(project.phase, told.round)),
        "hold": (LEAD, HoldProject("Waiting")),
        "resume": (LEAD, ResumeProject()),
        "sponsor": (LEAD, GiveRole("sponsor", "new" if sponsor != "new" else SPONSOR)),
    }
    if act == "ready":
        if project.phase == 2 and project.item("DR-1").seq:
            told.all_ready()
        return
    by, command = steps[act]
    if not told.refused(by, command) and not told.bad(by, command):
        told.do(by, command)


# command x state of the import x role: complete for the commands that are about imports

STATES = ("without_kpi", "with_kpi", "refused", "countersigned", "held", "stopped")
ROLES = {
    "lead": LEAD,
    "sponsor": SPONSOR,
    "member": MEMBER,
    "owner": OWNER,
    "stranger": STRANGER,
    "clock": "",
}
#: command -> role -> a cell for each state; "others" is everybody else
TABLE = {
    "CorrectImport": {
        "lead": "ok ok ok import_countersigned ok project_stopped",
        "others": "not_in_role not_in_role not_in_role not_in_role not_in_role project_stopped",
    },
    "CountersignImport": {
        "sponsor": "import_incomplete ok ok same ok project_stopped",
        "others": "not_in_role not_in_role not_in_role not_in_role not_in_role project_stopped",
    },
    "RefuseImport": {
        "sponsor": "ok ok same import_countersigned ok project_stopped",
        "others": "not_in_role not_in_role not_in_role not_in_role not_in_role project_stopped",
    },
    "RequestGate": {
        "lead": "import_unsigned import_unsigned import_refused not_all project_held project_stopped",
        "others": "not_in_role not_in_role not_in_role not_in_role project_held project_stopped",
    },
    "ImportProject": {"others": "same same same same same same"},
}


def at(state: str) -> Story:
    told = countersigned() if state == "countersigned" else story()
    told.do(LEAD, AssignItem("P2-1", OWNER))
    if state != "without_kpi":
        told.do(LEAD, RecordMeasure("DR-1", KPI))
    if state == "refused":
        told.do(SPONSOR, RefuseImport("It is not so"))
    if state == "held":
        told.do(LEAD, HoldProject("Waiting"))
    if state == "stopped":
        told.do(LEAD, StopProject("The line is sold"))
    return told


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what_with_gates_from_paper(name: str, state: str) -> None:
    told = at(state)
    commands: dict[str, Any] = {
        "CorrectImport": CorrectImport((("2026-01-27", "Minutes", "The board"),)),
        "CountersignImport": CountersignImport(version(told.project, NINETY)),
        "RefuseImport": RefuseImport("It is not so"),
        "RequestGate": RequestGate(2, 1),
        "ImportProject": ImportProject(opening(), "2", (FIRST,)),
    }
    for role, person in ROLES.items():
        cells = TABLE[name].get(role) or TABLE[name]["others"]
        expected = cells.split()[STATES.index(state)]
        found = told.refused(person, commands[name])
        if not found:
            found = "ok" if told.decide(person, commands[name]) else "same"
        assert found == {"not_all": "unanswered"}.get(expected, expected), (name, state, role)
