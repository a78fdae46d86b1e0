"""Who is on a project, who may say what, and what happens when people change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.project.commands import (
    CLOCK,
    Actor,
    ApproveGate,
    AssignItem,
    Command,
    DeclareNotReady,
    DescribeEquivalent,
    GiveRole,
    MarkNotApplicable,
    OpenProject,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    SendBackGate,
    SetItem,
    SignEquivalent,
    SignItem,
    TakeRole,
)
from bot.project.events import EquivalentSigned, GatePaused, GateResumed, ItemCleared, RoleGiven
from bot.project.linking import linked
from bot.project.refusals import Refusal
from bot.project.since import new_sponsors
from bot.project.state import NewSponsor
from tests.project.good import GOOD
from tests.project.story import (
    LEAD,
    MEMBER,
    NINETY,
    OPERATOR,
    OWNER,
    REVIEWER,
    SECURITY,
    SPONSOR,
    START,
    STRANGER,
    VISITOR,
    Story,
    story_at,
)

OUTSIDE = Actor(REVIEWER)


def test_nobody_but_the_sponsor_confirms_the_sponsor() -> None:
    story = Story()
    for person in (LEAD, MEMBER, SECURITY, VISITOR, STRANGER):
        assert story.refused(person, SignItem("DR-8")) == "in_person"
        assert story.refused(person, SetItem("DR-8", True)) == "wrong_kind"
    story.do(LEAD, AssignItem("DR-8", OWNER))
    assert story.refused(OWNER, SignItem("DR-8")) == "in_person", "owning it is not signing it"
    story.do(SPONSOR, SignItem("DR-8"))
    assert story.status("DR-8") == "ready"


def test_a_replaced_sponsor_confirms_again_before_gate_1() -> None:
    story = Story()
    story.ready("DR-8")
    signed = story.project.item("DR-8").seq
    events = story.do(LEAD, GiveRole("sponsor", "new"))
    assert events == [
        RoleGiven("sponsor", "new", SPONSOR),
        ItemCleared("DR-8", replaces=signed, new_sponsor=True),
    ]
    assert story.status("DR-8") == "open"
    assert story.refused(SPONSOR, SignItem("DR-8")) == "in_person"
    story.do("new", SignItem("DR-8"))
    assert story.status("DR-8") == "ready"


@pytest.mark.parametrize("phase", [1, 2, 3, 4])
def test_a_replaced_sponsor_pauses_a_waiting_gate_and_decides_after_confirming(phase: int) -> None:
    story = story_at("waiting", phase)
    assert story.do(LEAD, GiveRole("sponsor", "new"))[-1] == GatePaused(phase, 1, ("DR-8",))
    assert story.refused(SPONSOR, ApproveGate(phase, 1)) == "not_in_role"
    assert story.refused(LEAD, ResumeGate(phase, 1)) == "sponsor_first"
    assert story.do("new", SignItem("DR-8"))[-1] == GateResumed(phase, 1, ("DR-8",))
    story.do("new", ApproveGate(phase, 1))
    assert story.project.decisions[-1].outcome == "approved"


def test_a_project_knows_who_replaced_its_sponsor_and_when() -> None:
    story = story_at("waiting")
    assert new_sponsors(story.project, 1) == ()
    story.now += timedelta(minutes=5)
    story.do(LEAD, GiveRole("sponsor", "new"))
    assert new_sponsors(story.project, 1) == (NewSponsor(SPONSOR, "new", LEAD, story.now),)
    story.do("new", SignItem("DR-8"))
    story.approve()
    assert new_sponsors(story.project, 2) == (), (
        "what was decided by the new sponsor is no news at the next gate"
    )


def test_a_sponsor_replaced_after_a_no_is_news_at_the_next_round() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, SendBackGate(1, 1, "Name the reviewer"))
    story.now += timedelta(minutes=5)
    story.do(LEAD, GiveRole("sponsor", "new"))
    story.do("new", SignItem("DR-8"))
    story.ask()
    assert [each.to for each in new_sponsors(story.project, 1)] == ["new"]
    assert new_sponsors(linked(story.project, "new", "two"), 1)[0].to == "two"


@pytest.mark.parametrize("phase", [2, 3, 4])
def test_a_sponsor_replaced_after_gate_1_confirms_before_the_next_gate(phase: int) -> None:
    story = story_at("running", phase)
    story.do(SPONSOR, GiveRole("sponsor", "new"))
    assert story.project.phase == phase, "a passed gate stays passed"
    assert story.refused(LEAD, RequestGate(phase, 1)) == "sponsor_first"
    story.do("new", SignItem("DR-8"))
    story.ask()
    story.do("new", ApproveGate(phase, 1))
    assert (story.project.phase, story.project.status) in ((phase + 1, "running"), (4, "live"))


def test_lead_and_sponsor_are_two_people() -> None:
    story = Story()
    assert story.refused(LEAD, GiveRole("sponsor", LEAD)) == "same_person"
    assert story.refused(SPONSOR, GiveRole("lead", SPONSOR)) == "same_person"
    opening = OpenProject(
        "p-2", "Pumps", LEAD, LEAD, "slack", "C1", START.isoformat(), "America/Toronto", "digest"
    )
    with pytest.raises(Refusal, match="same_person"):
        Story.decide(Unopened(), LEAD, opening)


class Unopened(Story):
    """Nothing has happened yet."""

    def __init__(self) -> None:
        opened = Story()
        self.playbook, self.now, self._project = opened.playbook, opened.now, None


def test_lead_and_sponsor_are_replaced_and_never_removed() -> None:
    story = Story()
    assert story.refused(SPONSOR, TakeRole("lead", LEAD)) == "role_empty"
    story.do(SPONSOR, GiveRole("lead", "new"))
    assert story.project.holders("lead") == ("new",)
    assert story.refused(LEAD, TakeRole("data_science", MEMBER)) == "not_in_role"


def test_one_person_plays_all_roles_in_a_practice_project() -> None:
    story = Story(practice=True)
    story.measure("DR-2", months="3")
    story.do(LEAD, DescribeEquivalent("DR-2", "A daily process"), SignEquivalent("DR-2"))
    assert story.status("DR-2") == "flagged"
    for _ in range(4):
        story.pass_gate()
    assert (story.project.status, story.project.practice) == ("live", True)


def test_in_a_practice_project_the_others_play_nothing() -> None:
    story = Story(practice=True)
    assert story.refused(VISITOR, SignItem("DR-8")) == "in_person"
    story.all_ready()
    story.ask()
    assert story.refused(VISITOR, ApproveGate(1, 1)) == "not_in_role"


@pytest.mark.parametrize("item", sorted(GOOD.keys() - {"DR-2", "DR-6"}))
def test_no_other_item_accepts_an_equivalent(item: str) -> None:
    story = Story()
    story.ready("DR-1")
    assert story.refused(LEAD, DescribeEquivalent(item, "Something else")) == "no_equivalent"


@pytest.mark.parametrize("item", ["DR-2", "DR-6"])
def test_an_equivalent_counts_once_a_reviewer_from_outside_has_signed_it(item: str) -> None:
    story = Story()
    story.measure(item, **({"months": "3"} if item == "DR-2" else {"examples": "300"}))
    assert story.refused(OUTSIDE, SignEquivalent(item)) == "no_equivalent_yet"
    story.do(LEAD, DescribeEquivalent(item, "A process that repeats daily"))
    assert story.status(item) == "not_ready"
    for person in (LEAD, SPONSOR, MEMBER):
        assert story.refused(person, SignEquivalent(item)) == "not_in_role"
    assert story.do(OUTSIDE, SignEquivalent(item)) == [EquivalentSigned(item)]
    assert story.status(item) == "flagged"
    story.do(LEAD, DescribeEquivalent(item, "Another text"))
    assert story.status(item) == "not_ready", "a changed text is signed again"


@pytest.mark.parametrize(
    "command",
    [RecordMeasure("DR-2", {"months": "4"}), DeclareNotReady("DR-2", "The process has changed")],
    ids=["numbers", "declaration"],
)
def test_a_signed_equivalent_ends_with_what_is_said_later(command: Command) -> None:
    story = Story()
    story.measure("DR-2", months="3")
    story.do(LEAD, DescribeEquivalent("DR-2", "A process that repeats daily"))
    story.do(OUTSIDE, SignEquivalent("DR-2"))
    story.do(LEAD, command)
    assert story.status("DR-2") == "not_ready", "what was signed was another state of things"


def test_a_reviewer_on_the_team_reviews_nothing() -> None:
    story = Story()
    assert story.refused(LEAD, GiveRole("exception_reviewer", MEMBER)) == "outside_reviewer"
    story.do(LEAD, DescribeEquivalent("DR-2", "A daily process"), GiveRole("data_science", REVIEWER))
    assert story.refused(OUTSIDE, SignEquivalent("DR-2")) == "outside_reviewer"


def test_a_reviewer_who_owns_an_item_is_on_the_team() -> None:
    story = Story()
    story.do(LEAD, DescribeEquivalent("DR-2", "A daily process"), AssignItem("DR-4", REVIEWER))
    assert story.refused(OUTSIDE, SignEquivalent("DR-2")) == "outside_reviewer"


def test_either_role_of_two_signs_and_the_others_do_not() -> None:
    for person in (SECURITY, OPERATOR):
        story = Story()
        story.do(person, SignItem("DEP-9", GOOD["DEP-9"]))
        assert story.status("DEP-9") == "ready"
    assert Story().refused(LEAD, SignItem("DEP-9", GOOD["DEP-9"])) == "in_person"


def test_whoever_is_in_the_channel_takes_an_item_and_then_sets_it() -> None:
    story = Story()
    assert story.refused(VISITOR, SetItem("DR-4", True, GOOD["DR-4"])) == "take_first"
    assert story.refused(Actor(STRANGER), AssignItem("DR-4", STRANGER)) == "not_in_channel"
    assert story.refused(VISITOR, AssignItem("DR-4", STRANGER)) == "not_yours"
    story.do(VISITOR, AssignItem("DR-4", VISITOR))
    assert story.refused(MEMBER, AssignItem("DR-4", MEMBER)) == "already_taken"
    story.do(VISITOR, SetItem("DR-4", True, GOOD["DR-4"]))
    assert story.status("DR-4") == "ready"
    story.do(VISITOR, AssignItem("DR-4", ""))
    assert story.refused(VISITOR, SetItem("DR-4", False)) == "take_first"


def test_the_clock_is_nobody_and_owns_nothing() -> None:
    story = Story()
    assert story.refused(CLOCK, SetItem("DR-4", True, GOOD["DR-4"])) == "take_first"
    assert story.refused(CLOCK, RequestGate(1, 1)) == "not_in_role"


@pytest.mark.parametrize("phase", [1, 2, 3, 4])
def test_what_a_gate_counts_always_applies(phase: int) -> None:
    story = Story()
    for item in NINETY.phase(phase).checklist:
        person = story.signer(item.id)
        story.ready("DR-1")
        assert story.refused(person, MarkNotApplicable(item.id, "Not for us")) == "always_applies"
    story.do(LEAD, MarkNotApplicable("P1-7", "There are no gaps"))
    assert story.status("P1-7") == "not_applicable"


@pytest.mark.parametrize(("role", "person"), [("god", "new"), ("sponsor", "x" * 81), ("lead", "a\x00b")])
def test_a_role_and_a_person_are_known_ones(role: str, person: str) -> None:
    command = GiveRole(role, person)  # type: ignore[arg-type]
    expected = [("role", "not_a_choice")] if role == "god" else [("person", "not_a_person")]
    assert Story().bad(LEAD, command) == expected
