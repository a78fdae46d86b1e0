"""Who was deactivated is noted once, with what was theirs, and somebody who can give it to others is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.project.commands import (
    CLOCK,
    AssignItem,
    GiveDelegation,
    GiveRole,
    LinkPeople,
    NoteDeparture,
    NoteReturn,
    SaveRow,
    TakeRole,
)
from bot.project.departing import left_over
from bot.project.events import DelegationEnded, PersonCameBack, PersonLeft, RoleGiven, RoleTaken
from bot.project.refusals import Refusal
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, OWNER, SECURITY, SPONSOR, STRANGER, Story, story_at


def begun() -> Story:
    """Return a project in phase 1 in which nothing is done, with two items and a row of one owner."""
    story = Story()
    story.do(LEAD, GiveRole("security_reviewer", OWNER), GiveRole("viewer", OWNER))
    story.do(LEAD, AssignItem("P1-3", OWNER), AssignItem("DR-4", OWNER))
    story.do(LEAD, SaveRow("P1-5", "row-1", OWNER, GOOD["P1-5"]))
    return story


def left(story: Story, person: str, admins: str = "") -> PersonLeft:
    found = story.do(CLOCK, NoteDeparture(person, admins))
    return next(event for event in found if isinstance(event, PersonLeft))


def test_what_was_theirs_is_listed_and_the_lead_is_told_once() -> None:
    story = begun()
    found = left(story, OWNER)
    assert (found.roles, found.items, found.rows) == (
        ("security_reviewer",),
        ("DR-4", "P1-3"),
        (("P1-5", "row-1"),),
    )
    assert found.told == (LEAD,)
    assert story.decide(CLOCK, NoteDeparture(OWNER)) == []


def test_each_line_is_settled_as_somebody_else_has_it() -> None:
    story = begun()
    left(story, OWNER)
    given = story.do(LEAD, GiveRole("security_reviewer", MEMBER))
    assert given[:2] == [RoleGiven("security_reviewer", MEMBER), RoleTaken("security_reviewer", OWNER)]
    story.do(LEAD, AssignItem("P1-3", MEMBER))
    (gone,) = story.project.gone
    rest = left_over(story.project, story.playbook, gone)
    assert (rest.roles, rest.items, rest.rows) == ((), ("DR-4",), (("P1-5", "row-1"),))
    story.do(LEAD, AssignItem("DR-4", ""), SaveRow("P1-5", "row-1", MEMBER, GOOD["P1-5"]))
    assert not left_over(story.project, story.playbook, gone).any


def test_a_role_can_also_be_taken_from_whoever_has_left() -> None:
    story = begun()
    left(story, OWNER)
    story.do(LEAD, TakeRole("security_reviewer", OWNER))
    assert left_over(story.project, story.playbook, story.project.gone[0]).roles == ()


def test_of_a_lead_the_sponsor_is_told_and_of_a_sponsor_the_lead() -> None:
    assert left(begun(), LEAD).told == (SPONSOR,)
    assert left(begun(), SPONSOR).told == (LEAD,)


@pytest.mark.parametrize(
    ("keeper", "admins", "told"),
    [("pam", "ada,abe", ("pam",)), ("", "ada,abe", ("ada", "abe")), ("", "", (MEMBER,))],
)
def test_when_both_are_gone_it_is_who_looks_after_projects_then_admins_then_anybody(
    keeper: str, admins: str, told: tuple[str, ...]
) -> None:
    story = begun()
    if keeper:
        story.do(LEAD, GiveRole("portfolio_admin", keeper))
    left(story, LEAD, admins)
    found = story.do(CLOCK, NoteDeparture(SPONSOR, admins))
    # What the sponsor was told of the lead is told to them, too.
    assert {event.person: event.told for event in found if isinstance(event, PersonLeft)} == {
        SPONSOR: told,
        LEAD: told,
    }


def test_their_delegations_end_and_those_to_them() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, GiveDelegation(STRANGER, "2026-03-02", "2026-03-20"))
    assert story.do(CLOCK, NoteDeparture(STRANGER)) == [DelegationEnded(SPONSOR)]
    assert story.project.gone == ()
    story.do(SPONSOR, GiveDelegation(MEMBER, "2026-03-02", "2026-03-20"))
    assert DelegationEnded(SPONSOR) in story.do(CLOCK, NoteDeparture(SPONSOR))


def test_who_comes_back_keeps_what_is_theirs() -> None:
    story = begun()
    left(story, OWNER)
    assert story.do(CLOCK, NoteReturn(OWNER)) == [PersonCameBack(OWNER)]
    assert story.project.gone == ()
    assert story.project.item("P1-3").owner == OWNER
    assert story.decide(CLOCK, NoteReturn(OWNER)) == []
    assert left(story, OWNER).told == (LEAD,)  # who leaves again is told of again


def test_who_turns_out_to_have_another_account_has_not_left() -> None:
    story = begun()
    left(story, OWNER)
    story.do("else", LinkPeople(OWNER, "else"))
    assert story.project.gone == ()


def test_nothing_is_noted_of_somebody_without_a_part_nor_of_a_stopped_project() -> None:
    assert begun().decide(CLOCK, NoteDeparture("nobody here")) == []
    assert begun().decide(CLOCK, NoteDeparture("")) == []
    stopped = story_at("stopped")
    assert stopped.decide(CLOCK, NoteDeparture(LEAD)) == []


def test_people_cannot_say_that_somebody_has_left() -> None:
    story = begun()
    for command in (NoteDeparture(SECURITY), NoteReturn(SECURITY)):
        with pytest.raises(Refusal, match="unknown_control"):
            story.decide(LEAD, command)


def test_a_project_without_departures_is_as_it_was() -> None:
    story = begun()
    assert replace(story.project, gone=()) == story.project
