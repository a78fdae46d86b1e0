"""Whoever is asked to confirm personally, in another's place or as the first, is not late with it at once."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from bot.project.commands import (
    CLOCK,
    GiveRole,
    HoldProject,
    NoteDeparture,
    ResumeProject,
    SetDueDay,
    SignItem,
)
from bot.project.events import RoleGiven
from bot.project.evolve import evolve
from bot.project.plan import gate_on, today
from bot.project.stalled import stall
from bot.project.state import Project
from tests.project.plan_kit import due
from tests.project.story import LEAD, NINETY, SPONSOR, Story, local

NEW = "bob"


def appointed(on: date, *, signed: bool = True, region: str = "") -> Story:
    """Return a project that begins on Monday, 2 March, and gets another sponsor on a day of phase 1."""
    story = Story(region=region)
    if signed:
        story.ready("DR-8")
    story.now = local(on)
    story.do(LEAD, GiveRole("sponsor", NEW))
    return story


def kind(story: Story, item: str) -> str:
    found = stall(story.project, story.playbook, NINETY.item(item), today(story.project, story.now))
    return found.kind if found else ""


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("on", "by"),
    [
        (date(2026, 3, 3), date(2026, 3, 6)),  # the playbook's day leaves time enough
        (date(2026, 3, 4), date(2026, 3, 6)),
        (date(2026, 3, 5), date(2026, 3, 9)),
        (date(2026, 3, 11), date(2026, 3, 13)),
        (date(2026, 3, 14), date(2026, 3, 16)),  # a Saturday; the gate is on Monday
        (date(2026, 3, 16), date(2026, 3, 16)),  # not behind the gate
        (date(2026, 3, 17), date(2026, 3, 19)),  # it is late itself
    ],
)
def test_a_new_sponsor_has_two_working_days_to_confirm_but_no_more_than_the_gate_has(
    on: date, by: date, signed: bool
) -> None:
    story = appointed(on, signed=signed)
    assert story.status("DR-8") == "open"
    assert due(story, "DR-8") == by
    assert kind(story, "DR-8") != "overdue"


def test_a_holiday_is_no_working_day_of_a_new_sponsor() -> None:
    story = Story(starts_on=date(2026, 3, 23), region="CA-ON")
    story.now = local(date(2026, 4, 2))
    story.do(LEAD, GiveRole("sponsor", NEW))
    assert due(story, "DR-8") == date(2026, 4, 6)  # Good Friday; the gate is on the Monday


def test_in_a_later_phase_a_new_sponsor_confirms_before_the_next_gate() -> None:
    story = Story()
    story.pass_gate()
    story.now += timedelta(days=20)
    story.do(LEAD, GiveRole("sponsor", NEW))
    assert due(story, "DR-8") == date(2026, 3, 24)
    assert kind(story, "DR-8") in ("due_soon", "")
    story.now = local(gate_on(story.project, NINETY, 2))
    story.do(LEAD, GiveRole("sponsor", "eve"))
    assert due(story, "DR-8") == gate_on(story.project, NINETY, 2)


def test_a_day_that_the_sponsor_before_had_agreed_on_is_kept_beside() -> None:
    story = Story()
    story.do(LEAD, SetDueDay("DR-8", "2026-03-10", "On leave"))
    story.now = local(date(2026, 3, 12))
    story.do(LEAD, GiveRole("sponsor", NEW))
    record = story.project.item("DR-8")
    assert (record.due_on, record.agreed_on) == (date(2026, 3, 16), date(2026, 3, 10))


def test_who_is_replaced_at_once_has_passed_on_no_time() -> None:
    story = appointed(date(2026, 3, 11))
    story.do(LEAD, GiveRole("sponsor", SPONSOR))
    assert due(story, "DR-8") == date(2026, 3, 13)
    story.do(SPONSOR, SignItem("DR-8"))
    assert story.status("DR-8") == "ready"


def test_a_sponsor_of_a_project_on_hold_has_their_days_once_it_goes_on() -> None:
    story = Story()
    story.now = local(date(2026, 3, 9))
    story.do(LEAD, HoldProject("Waiting for access"))
    story.now = local(date(2026, 4, 1))
    story.do(LEAD, GiveRole("sponsor", NEW))
    assert kind(story, "DR-8") == ""
    story.do(LEAD, ResumeProject())
    assert due(story, "DR-8") == date(2026, 4, 3)


def test_the_first_who_can_sign_gets_days_and_who_joins_them_moves_none() -> None:
    story = Story()
    for _ in range(2):
        story.pass_gate()
    assert story.project.phase == 3
    (joined,) = (e for e in story.do(LEAD, GiveRole("security_reviewer", NEW)) if isinstance(e, RoleGiven))
    assert joined.due == {}
    story.now = local(gate_on(story.project, NINETY, 3)) - timedelta(days=1)
    late = "DEP-8"
    for person in ("sec", NEW):
        story.do(CLOCK, NoteDeparture(person))
    (first,) = (e for e in story.do(LEAD, GiveRole("security_reviewer", "eve")) if isinstance(e, RoleGiven))
    assert late in first.due
    assert kind(story, late) != "overdue"


def test_an_older_ledger_of_a_role_replays_with_the_days_it_had() -> None:
    story = Story()
    story.now = local(date(2026, 3, 14))
    before = len(story.history)
    story.do(LEAD, GiveRole("sponsor", NEW))
    raw = b'{"type":"RoleGiven","role":"sponsor","person":"bob","instead_of":"sam"}'
    older = msgspec.structs.replace(story.history[before], event=msgspec.json.decode(raw, type=RoleGiven))
    project: Project | None = None
    for entry in [*story.history[:before], older]:
        project = evolve(project, entry)
    assert project
    assert project.item("DR-8").due_on is None
