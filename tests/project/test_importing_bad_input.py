"""What is wrong in an import is named, field by field; going live, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from bot.playbooks.load import built_in
from bot.project.commands import (
    Actor,
    ImportProject,
    RecordMeasure,
    RefuseImport,
)
from bot.project.decide import decide
from bot.project.digest import lines
from bot.project.plan import today
from bot.project.readiness import to_lock
from bot.project.refusals import BadInput
from bot.project.stalled import nag_on
from tests.project.good import KPI
from tests.project.importing_kit import (
    BEGAN,
    FIRST,
    OPENED,
    SECOND,
    countersign,
    opening,
    story,
)
from tests.project.story import LEAD, NINETY, SPONSOR, Story, local

GOVERNANCE = built_in("governance")
THIRD = ("2026-02-27", "Protocol 14", "Ana Ruiz")


def problems(command: ImportProject) -> set[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        decide(None, command, by=Actor(LEAD), playbook=NINETY, now=local(OPENED))
    return {(problem.field, problem.code) for problem in caught.value.problems}


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
