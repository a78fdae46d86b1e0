"""After ten minutes a change is a correction, recorded as one."""

from __future__ import annotations

from datetime import timedelta

from bot.project.commands import (
    RemoveRow,
    SaveRow,
    SetItem,
)
from bot.project.events import (
    ItemCleared,
    ItemConfirmed,
    MeasureRecorded,
    RowRemoved,
    RowSaved,
)
from tests.project.good import GOOD
from tests.project.story import (
    LEAD,
    MEMBER,
    OWNER,
    Story,
)
from tests.project.undoing_kit import ITEM, OTHER, ROW, SET, owned


def test_setting_anew_is_a_correction_that_names_what_it_corrects() -> None:
    story = owned()
    story.do(OWNER, SET)
    first = story.project.item(ITEM).seq
    (own,) = story.decide(OWNER, OTHER)
    assert isinstance(own, ItemConfirmed)
    assert own.replaces == 0, "whoever could undo it corrects nothing"
    (others,) = story.decide(LEAD, OTHER)
    assert isinstance(others, ItemConfirmed)
    assert others.replaces == first
    story.now += timedelta(minutes=11)
    (late,) = story.decide(OWNER, SetItem(ITEM, False))
    assert late == ItemCleared(ITEM, corrects=0, replaces=first)


def test_a_row_that_is_changed_names_its_own_event_and_a_new_row_none() -> None:
    story = Story()
    story.do(LEAD, ROW)
    first = story.project.seq
    story.do(LEAD, SaveRow("P1-5", "row-2", OWNER, GOOD["P1-5"]))
    story.now += timedelta(hours=1)
    (third,) = story.decide(LEAD, SaveRow("P1-5", "row-3", OWNER, GOOD["P1-5"]))
    assert isinstance(third, RowSaved)
    assert third.replaces == 0
    (changed,) = story.decide(LEAD, SaveRow("P1-5", "row-1", MEMBER, GOOD["P1-5"]))
    assert isinstance(changed, RowSaved)
    assert changed.replaces == first
    assert story.decide(LEAD, RemoveRow("P1-5", "row-1")) == [RowRemoved("P1-5", "row-1", replaces=first)]


def test_after_the_gate_a_correction_also_flags() -> None:
    story = Story()
    story.pass_gate()
    first = story.project.item("DR-2").seq
    story.now += timedelta(days=1)
    (event,) = story.measure("DR-2", months="14")
    assert isinstance(event, MeasureRecorded)
    assert (event.corrects, event.replaces) == (first, first)
    assert story.project.item("DR-2").corrected
