"""What a meeting decided counts once an approver of the gate confirms it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playbooks.model import Group
from bot.project.commands import AssignItem, ConfirmDecision, GiveDelegation, GiveRole
from bot.project.elsewhere import confirmers
from bot.project.events import GateApproved, GateHeld, GateSentBack, GateStopped, VoteCast
from bot.project.state import Elsewhere
from tests.project.elsewhere_kit import CONFIRM, DUE, MINUTES, groups, meeting, waiting
from tests.project.story import LEAD, MEMBER, SPONSOR, START, STRANGER, Story
from tests.project.voting_kit import GROUPS, IT, SECURITY, asked, with_groups


def test_the_sponsor_confirms_with_one_click_and_the_gate_is_passed() -> None:
    story = waiting(meeting())
    (approved,) = story.do(SPONSOR, CONFIRM)
    assert isinstance(approved, GateApproved)
    assert approved.elsewhere == Elsewhere("rec-1", START, LEAD)
    decision = story.project.decisions[-1]
    assert (story.project.phase, decision.outcome, decision.by) == (2, "approved", SPONSOR)
    assert decision.meeting
    assert (decision.meeting.by, decision.meeting.minutes, decision.meeting.held_on) == (LEAD, MINUTES, START)


def test_an_ordinary_decision_says_nothing_of_a_meeting() -> None:
    story = waiting(meeting())
    story.approve()
    assert story.project.decisions[-1].meeting is None


@pytest.mark.parametrize(
    ("outcome", "event", "status"),
    [
        ("hold", GateHeld, "held"),
        ("stop", GateStopped, "stopped"),
        ("send_back", GateSentBack, "running"),
    ],
)
def test_what_is_no_go_is_decided_by_the_first_confirmation(outcome: str, event: type, status: str) -> None:
    story = groups(meeting(outcome=outcome))
    (decided,) = story.do(SECURITY, CONFIRM)
    assert isinstance(decided, event)
    decision = story.project.decisions[-1]
    assert (story.project.status, decision.by, decision.reason) == (status, SECURITY, "The budget is frozen")
    assert decision.meeting


def test_a_second_click_decides_nothing_more() -> None:
    story = waiting(meeting())
    story.do(SPONSOR, CONFIRM)
    assert story.refused(SPONSOR, CONFIRM) == "round_over"


@pytest.mark.parametrize("person", [LEAD, MEMBER, STRANGER, ""])
def test_whoever_does_not_approve_the_gate_confirms_nothing(person: str) -> None:
    assert waiting(meeting()).refused(person, CONFIRM) == "not_in_role"


def test_a_delegate_confirms_on_the_agreed_days_alone() -> None:
    story = waiting(meeting())
    until = (START + timedelta(days=2)).isoformat()
    story.do(SPONSOR, GiveDelegation(MEMBER, START.isoformat(), until))
    story.now += timedelta(days=3)
    assert story.refused(MEMBER, CONFIRM) == "delegation_over"
    story.now -= timedelta(days=2)
    story.do(MEMBER, CONFIRM)
    assert (story.project.decisions[-1].by, story.project.decisions[-1].stands_for) == (MEMBER, SPONSOR)


@pytest.mark.parametrize("outcome", ["go", "stop"])
def test_whoever_recorded_it_does_not_confirm_it_nor_does_anybody_in_their_place(outcome: str) -> None:
    story = asked(Group("technical", "IT", ("it_devops",)))
    story.do(LEAD, GiveRole("it_devops", LEAD), meeting(outcome=outcome))
    assert story.refused(LEAD, CONFIRM) == "own_record"
    story.do(LEAD, GiveDelegation(MEMBER, START.isoformat(), DUE))
    assert story.refused(MEMBER, CONFIRM) == "own_record"
    story.do(LEAD, GiveRole("lead", "new"))
    assert story.refused(LEAD, CONFIRM) == "own_record"
    assert confirmers(story.project, story.playbook, START)
    assert not {LEAD, MEMBER} & {*confirmers(story.project, story.playbook, START)}


def test_who_owns_an_item_that_is_kept_apart_confirms_no_go() -> None:
    story = asked(separate="DR-3")
    story.do(LEAD, meeting(), AssignItem("DR-3", IT))
    assert story.refused(IT, CONFIRM) == "own_item"
    story.do(LEAD, meeting("rec-2", "stop"))
    assert story.do(IT, ConfirmDecision(1, 1, "rec-2"))


def test_who_plays_all_roles_records_and_confirms() -> None:
    story = Story(practice=True, playbook=with_groups(*GROUPS))
    story.all_ready()
    story.ask()
    story.do(LEAD, meeting())
    assert [type(event) for event in story.do(LEAD, CONFIRM)] == [VoteCast, GateApproved]
    assert story.project.decisions[-1].meeting
