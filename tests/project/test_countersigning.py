"""Gates from paper count once the sponsor countersigns them; until then no gate is requested."""

from __future__ import annotations

from datetime import date

from bot.project.commands import (
    AssignItem,
    CorrectImport,
    CountersignImport,
    GiveRole,
    LinkPeople,
    RecordMeasure,
    RefuseImport,
    RequestGate,
    SetItem,
)
from bot.project.events import (
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    ItemSigned,
)
from bot.project.importing import version
from bot.project.readiness import to_lock
from tests.project.good import GOOD, KPI
from tests.project.importing_kit import (
    FIRST,
    countersign,
    countersigned,
    story,
)
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, SPONSOR, STRANGER, Story


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
        {"minimum": "20", "direction": "lower", "proxy_direction": ""},
        {"unit": "h a month", "proxy_unit": "", "conversion": ""},
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
