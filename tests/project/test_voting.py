"""Who approves a gate: groups with a quorum, separation of duties, delegates, conditions; and what can be undone."""

from __future__ import annotations

from bot.playbooks.model import Group
from bot.project.commands import (
    ApproveGate,
    GiveRole,
    RequestGate,
    SendBackGate,
    WithdrawVote,
)
from bot.project.events import GateApproved, VoteCast
from tests.project.story import LEAD, SPONSOR, Story
from tests.project.voting_kit import GROUPS, IT, SECOND, SECURITY, approve, asked, with_groups


def test_a_gate_is_passed_when_every_group_has_its_quorum() -> None:
    story = asked()
    assert approve(story, SECURITY) == [VoteCast]
    assert approve(story, SPONSOR) == [VoteCast]
    assert approve(story, IT) == [VoteCast, GateApproved]
    assert story.project.phase == 2
    assert [vote.by for vote in story.project.decisions[-1].votes] == [SECURITY, SPONSOR, IT]


def test_who_plays_all_roles_passes_a_gate_of_groups_with_one_approval() -> None:
    story = Story(playbook=with_groups(*GROUPS), practice=True)
    story.all_ready()
    story.ask()
    assert approve(story, LEAD) == [VoteCast, GateApproved]


def test_an_approval_counts_once() -> None:
    story = asked()
    approve(story, IT)
    assert story.refused(IT, ApproveGate(1, 1)) == "voted_already"


def test_nobody_votes_in_two_groups() -> None:
    story = asked()
    story.do(LEAD, GiveRole("it_devops", SPONSOR))
    assert approve(story, SPONSOR) == [VoteCast]
    assert story.refused(SPONSOR, ApproveGate(1, 1)) == "voted_already"


def test_whose_group_is_complete_is_not_needed_any_more() -> None:
    story = asked()
    approve(story, IT)
    approve(story, SECURITY)
    assert story.refused(SECOND, ApproveGate(1, 1)) == "group_complete"


def test_all_of_a_group_can_be_asked_for() -> None:
    story = asked(Group("security", "Security", ("security_reviewer",), 0))
    *most, last = story.project.holders("security_reviewer")
    assert most
    assert [approve(story, person) for person in most] == [[VoteCast]] * len(most)
    assert approve(story, last) == [VoteCast, GateApproved]


def test_a_gate_that_nobody_could_pass_is_not_asked_for() -> None:
    story = Story(playbook=with_groups(Group("security", "Security", ("security_reviewer",), 9)))
    story.all_ready()
    assert story.refused(LEAD, RequestGate(1, 1)) == "group_too_small"


def test_an_approval_can_be_taken_back_until_the_gate_is_decided() -> None:
    story = asked()
    approve(story, IT)
    story.do(IT, WithdrawVote(1, 1))
    assert story.project.request is not None
    assert story.project.request.votes == ()
    assert story.refused(IT, WithdrawVote(1, 1)) == "no_vote"
    for person in (IT, SECURITY, SPONSOR):
        approve(story, person)
    assert story.project.phase == 2
    assert story.refused(IT, WithdrawVote(1, 1)) == "round_over"


def test_one_no_is_enough() -> None:
    story = asked()
    approve(story, IT)
    story.do(SECURITY, SendBackGate(1, 1, "Not tested"))
    assert (story.project.status, story.project.request) == ("running", None)
