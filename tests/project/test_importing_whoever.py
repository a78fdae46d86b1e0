"""Whoever does what: no gate is passed before the countersignature, and who may do what with gates from paper."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import (
    ApproveGate,
    AssignItem,
    CorrectImport,
    CountersignImport,
    DeclareNotReady,
    GiveRole,
    HoldProject,
    ImportProject,
    RecordMeasure,
    RefuseImport,
    RequestGate,
    ResumeProject,
    StopProject,
)
from bot.project.events import (
    GateApproved,
    ImportCountersigned,
)
from bot.project.evolve import evolve
from bot.project.importing import version
from bot.project.state import Project
from tests.project.good import KPI
from tests.project.importing_kit import (
    FIRST,
    countersigned,
    opening,
    story,
)
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, SPONSOR, STRANGER, Story
from tests.search import searched

#: what people may try on a project that came in, in any order
ACTS = st.sampled_from(
    [
        "kpi", "kpi_other", "countersign", "refuse", "correct", "ready", "red", "ask", "approve", "hold", "resume",
        "sponsor", "stale", "by_lead",
    ]
)  # fmt: skip


@searched(150)
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
