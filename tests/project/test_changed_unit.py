"""What was recorded in a unit that counts no more is recorded anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import (
    ApproveGate,
    DeclareNotReady,
    RequestGate,
    ResumeGate,
    SaveRow,
    SignThreshold,
    UndoItem,
)
from bot.project.events import (
    Event,
    GateRequested,
    ItemCleared,
    MeasureRecorded,
    RowSaved,
    ThresholdSigned,
)
from bot.project.evolve import evolve
from bot.project.readiness import value
from bot.project.state import Project
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, OWNER, SPONSOR, Story, kinds, story_at
from tests.project.threshold_kit import PROXY

MINUTES = {"unit": "min a month", "baseline": "2820", "target": "600", "minimum": "1200"} | {
    "month_one": "1800",
    "month_six": "720",
}


def signed(story: Story, **values: str) -> list[Event]:
    """Change the KPI record and let the sponsor sign."""
    story.measure("DR-1", **values)
    assert story.project.new_threshold is not None
    return story.do(SPONSOR, SignThreshold(story.project.new_threshold.values))


def reopened(events: list[Event]) -> dict[str, str]:
    return {event.item: event.unit for event in events if isinstance(event, ItemCleared)}


def test_results_in_a_unit_that_counts_no_more_are_recorded_anew() -> None:
    story = story_at("running", 2)
    story.ready("P2-2", "P2-6", "P2-8", "P2-10")
    assert story.status("GO-1") == "ready", "18 h where at most 20 h are needed"
    events = signed(story, **MINUTES)
    assert reopened(events) == dict.fromkeys(("DR-7", "P2-2", "P2-6", "P2-8", "GO-1"), "h a month")
    for item in reopened(events):
        assert story.status(item) == "open", item
    assert story.status("P2-10") == "ready", "it has no number"
    assert story.status("DR-1") == "ready"
    assert story.project.item("DR-7").corrected, "the gate of its phase is passed"
    assert not story.project.item("GO-1").corrected
    assert story.project.item("GO-1").changed_by == LEAD, "who recorded it stays"
    assert value(story.project, NINETY, NINETY.item("GO-1")) is None, "18 is no number of minutes"
    assert story.refused(LEAD, RequestGate(2, 1)) == "unanswered"
    story.measure("GO-1", result="1080")
    assert (story.status("GO-1"), story.project.item("GO-1").unit) == ("ready", "")
    assert kinds(story.ask()) == [GateRequested]


def test_the_same_number_is_confirmed_anew_too() -> None:
    story = story_at("running", 2)
    signed(story, **MINUTES)
    assert kinds(story.measure("GO-1")) == [MeasureRecorded]
    assert story.status("GO-1") == "ready"


def test_each_row_of_a_register_is_confirmed_anew() -> None:
    story = story_at("running", 2)
    story.ready("P2-8")
    signed(story, **MINUTES)
    first, second = (
        SaveRow("P2-8", row, OWNER, GOOD["P2-8"] | {"result": "1140"}) for row in ("row-1", "row-2")
    )
    story.do(LEAD, first)
    assert story.status("P2-8") == "open"
    story.do(LEAD, second)
    assert story.status("P2-8") == "ready"
    signed(story, **MINUTES | {"unit": "minutes"})
    same = SaveRow("P2-8", "row-1", OWNER, GOOD["P2-8"] | {"result": "1140"})
    assert kinds(story.do(LEAD, same)) == [RowSaved], "the same number, in another unit"
    assert story.decide(LEAD, same) == []


def test_a_threshold_that_changes_its_number_alone_reopens_nothing() -> None:
    story = story_at("running", 2)
    assert kinds(signed(story, minimum="25")) == [ThresholdSigned]


def test_a_proxy_of_another_unit_reopens_what_is_compared_with_it_alone() -> None:
    story = story_at("running", 2)
    story.ready("P2-2")
    assert reopened(signed(story, **PROXY)) == {"GO-1": "h a month"}
    story.measure("GO-1", result="86")
    assert reopened(signed(story, **PROXY | {"proxy_unit": "% of stops foreseen"})) == {
        "GO-1": "% of failures foreseen"
    }
    story.measure("GO-1", result="86")
    other = MINUTES | PROXY | {"proxy_unit": "% of stops foreseen"}
    assert reopened(signed(story, **other)) == dict.fromkeys(("DR-7", "P2-2"), "h a month")


def test_nothing_leads_back_to_a_number_in_the_old_unit() -> None:
    story = story_at("running", 2)
    story.measure("GO-1", result="17")
    signed(story, **MINUTES)
    record = story.project.item("GO-1")
    assert record.before is None
    for person in (LEAD, SPONSOR):
        assert story.refused(person, UndoItem("GO-1", record.seq))


def test_a_no_stays_one_and_a_request_stays_paused() -> None:
    story = story_at("waiting", 2)
    story.red("GO-3")
    story.do(LEAD, DeclareNotReady("GO-1", "The replay was wrong"))
    signed(story, **MINUTES)
    assert story.status("GO-1") == "not_ready"
    story.ready("GO-3")
    assert story.refused(SPONSOR, ApproveGate(2, 1)) == "request_paused"
    assert kinds(story.measure("GO-1", result="1080")) == [MeasureRecorded]
    story.do(LEAD, ResumeGate(2, 1))
    assert story.project.status == "waiting"


def test_a_passed_gate_stays_passed_when_the_unit_changes() -> None:
    story = story_at("running", 3)
    signed(story, **MINUTES)
    assert story.status("GO-1") == "open"
    assert story.project.item("GO-1").corrected
    assert (story.project.phase, story.project.status) == (3, "running")
    assert kinds(story.ask()) == [GateRequested]


@given(
    st.lists(st.sampled_from(["h a month", "min a month", "days"]), min_size=1, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_what_counts_was_always_recorded_in_the_unit_that_counts(units: list[str], anew: list[bool]) -> None:
    story = story_at("running", 2)
    known = "h a month"
    for number, unit in enumerate(units):
        story.measure("DR-1", unit=unit)
        if story.project.new_threshold:
            story.do(SPONSOR, SignThreshold(story.project.new_threshold.values))
        if anew[number]:
            story.measure("GO-1")
            known = unit
        assert (story.status("GO-1") == "ready") <= (known == unit)
    replayed: Project | None = None
    for entry in story.history:
        replayed = evolve(replayed, entry)
    assert replayed == story.project
