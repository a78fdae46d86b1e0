"""Separation of duties: nobody judges their own work, and an approval falls with the work or the role behind it."""

from __future__ import annotations

import pytest

from bot.playbooks.model import Group
from bot.project.commands import (
    ApproveGate,
    AssignItem,
    DescribeEquivalent,
    GiveRole,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    SetItem,
    SignEquivalent,
    SignItem,
    TakeRole,
    WithdrawGate,
)
from bot.project.events import GateApproved, ItemOwned, VoteCast, VoteWithdrawn
from bot.project.refusals import Refusal
from bot.project.voting import awaited
from tests.project.good import GOOD
from tests.project.story import LEAD, OWNER, REVIEWER, SPONSOR, STRANGER, Story, kinds, story_at
from tests.project.voting_kit import GROUPS, IT, SECOND, SECURITY, approve, asked, away, with_groups


def test_whoever_asked_for_a_gate_does_not_approve_it() -> None:
    story = asked(Group("technical", "IT", ("it_devops",)))
    story.do(LEAD, GiveRole("it_devops", LEAD))
    assert story.refused(LEAD, ApproveGate(1, 1)) == "own_request"


def test_a_former_lead_who_asked_and_approves_now_is_told_who_asks_anew() -> None:
    story = story_at("waiting")
    story.do(LEAD, GiveRole("lead", STRANGER))
    story.do(STRANGER, GiveRole("sponsor", LEAD))
    story.do(LEAD, SignItem("DR-8"))
    if story.project.status == "paused":
        story.do(STRANGER, ResumeGate(1, 1))
    with pytest.raises(Refusal, match="own_request") as refused:
        story.decide(LEAD, ApproveGate(1, 1))
    assert refused.value.params["who"] == (STRANGER,)
    story.do(STRANGER, WithdrawGate(1, 1, "Asked by the sponsor"), RequestGate(1, 2))
    assert kinds(story.do(LEAD, ApproveGate(1, 2))) == [GateApproved]


def test_whoever_leads_now_does_not_approve_in_the_sponsor_s_place_either() -> None:
    story = story_at("waiting")
    away(story, SPONSOR, STRANGER)
    story.do(LEAD, GiveRole("lead", STRANGER))
    with pytest.raises(Refusal, match="own_project") as refused:
        story.decide(STRANGER, ApproveGate(1, 1))
    assert refused.value.params["who"] == (SPONSOR,)
    assert kinds(story.do(SPONSOR, ApproveGate(1, 1))) == [GateApproved]


def test_a_lead_with_a_seat_in_a_group_does_not_take_it() -> None:
    story = asked(Group("technical", "IT", ("it_devops",)))
    story.do(LEAD, GiveRole("lead", IT))
    assert story.refused(IT, ApproveGate(1, 1)) == "own_project"


def test_an_approval_falls_when_who_gave_it_becomes_the_lead() -> None:
    story = asked()
    approve(story, IT)
    assert VoteWithdrawn(1, 1, IT) in story.do(LEAD, GiveRole("lead", IT))
    assert story.project.request
    assert story.project.request.votes == ()


def test_alone_in_a_practice_project_the_lead_approves() -> None:
    story = Story(practice=True)
    story.all_ready()
    story.ask()
    assert kinds(story.do(LEAD, ApproveGate(1, 1))) == [GateApproved]


def test_whoever_owns_an_item_that_is_kept_apart_does_not_approve() -> None:
    story = asked(separate="DR-3")
    story.do(LEAD, AssignItem("DR-3", IT))
    assert story.refused(IT, ApproveGate(1, 1)) == "own_item"


def test_whoever_set_an_item_that_is_kept_apart_does_not_approve_once_it_is_another_s() -> None:
    story = Story(playbook=with_groups(*GROUPS, separate="DR-3"))
    story.do(LEAD, GiveRole("it_devops", IT), AssignItem("DR-3", IT))
    story.all_ready()
    story.do(IT, RecordMeasure("DR-3", GOOD["DR-3"]))
    story.do(IT, RecordMeasure("DR-3", GOOD["DR-3"] | {"timeliness": "91"}))
    story.do(IT, AssignItem("DR-3", OWNER))
    story.ask()
    assert story.refused(IT, ApproveGate(1, 1)) == "own_item"
    story.do(OWNER, RecordMeasure("DR-3", GOOD["DR-3"]))
    story.do(LEAD, ResumeGate(1, 1))
    assert approve(story, IT) == [VoteCast]


def test_a_personal_signature_is_no_work_on_what_is_kept_apart() -> None:
    story = asked(separate="DR-8")
    assert story.project.item("DR-8").signed_by == SPONSOR
    assert approve(story, SPONSOR) == [VoteCast]


def test_who_described_an_equivalent_does_not_approve_and_who_signed_it_may() -> None:
    groups = (Group("review", "Review", ("exception_reviewer", "it_devops")), GROUPS[0])
    story = Story(playbook=with_groups(*groups, separate="DR-2"))
    story.do(LEAD, GiveRole("it_devops", IT), AssignItem("DR-2", IT))
    story.all_ready()
    story.do(IT, DescribeEquivalent("DR-2", "A daily process"))
    story.do(LEAD, AssignItem("DR-2", OWNER))
    story.do(REVIEWER, SignEquivalent("DR-2"))
    story.ask()
    assert story.refused(IT, ApproveGate(1, 1)) == "own_item"
    assert approve(story, REVIEWER) == [VoteCast]


def test_an_approval_falls_when_who_gave_it_gets_the_work() -> None:
    story = asked(separate="DR-3")
    approve(story, IT)
    assert story.do(LEAD, AssignItem("DR-3", IT)) == [ItemOwned("DR-3", IT), VoteWithdrawn(1, 1, IT)]
    assert story.project.request
    assert story.project.request.votes == ()
    story.do(LEAD, AssignItem("DR-3", OWNER))
    assert approve(story, IT) == [VoteCast], "nothing was done, so nothing keeps them apart any more"


def test_an_approval_falls_with_the_role_that_it_was_given_in() -> None:
    story = asked(Group("security", "Security", ("security_reviewer",), 0), GROUPS[0])
    approve(story, SECOND)
    events = story.do(LEAD, TakeRole("security_reviewer", SECOND))
    assert [(e.gate, e.round, e.person) for e in events if isinstance(e, VoteWithdrawn)] == [(1, 1, SECOND)]
    assert not any(isinstance(event, VoteWithdrawn) for event in story.do(LEAD, GiveRole("viewer", SECOND)))
    approve(story, SPONSOR)
    for person in story.project.holders("security_reviewer"):
        approve(story, person)
    assert story.project.phase == 2


def test_what_a_sponsor_approved_is_asked_of_the_one_who_follows_them() -> None:
    story = asked()
    approve(story, SPONSOR)
    events = story.do(LEAD, GiveRole("sponsor", "another sponsor"))
    assert [e.person for e in events if isinstance(e, VoteWithdrawn)] == [SPONSOR]
    assert story.project.request is not None
    assert story.project.request.votes == ()


def test_what_was_approved_in_place_of_somebody_falls_with_their_role() -> None:
    story = asked()
    away(story, SECURITY, OWNER)
    approve(story, OWNER)
    events = story.do(LEAD, TakeRole("security_reviewer", SECURITY))
    assert [e.person for e in events if isinstance(e, VoteWithdrawn)] == [OWNER]


def test_a_role_that_is_taken_away_decides_no_gate_and_leaves_none_waiting_for_nobody() -> None:
    story = asked(Group("security", "Security", ("security_reviewer",), 0), GROUPS[0])
    first, *others = story.project.holders("security_reviewer")
    approve(story, first)
    approve(story, SPONSOR)
    for person in others:
        story.do(LEAD, TakeRole("security_reviewer", person))
    assert story.project.request is not None
    gate = story.playbook.phase(1).gate
    assert awaited(story.project, story.playbook, gate, story.project.request)
    last = story.project.request.votes
    assert len(last) == 1
    assert approve(story, SPONSOR if last[0].by == first else first) == [VoteCast, GateApproved]


def test_nobody_signs_for_another_not_even_who_decides_in_their_place() -> None:
    story = Story()
    away(story, SPONSOR, "tom")
    for person in ("tom", LEAD, OWNER, IT, "zoe"):
        assert story.refused(person, SignItem("DR-8")) == "in_person"
        assert story.refused(person, SetItem("DR-8", True)) in ("wrong_kind", "not_in_role")
    assert story.project.item("DR-8").signed_by == ""


def test_whoever_may_not_approve_is_not_awaited_either() -> None:
    story = asked(separate="DR-3")
    story.do(LEAD, AssignItem("DR-3", IT))
    gate = story.playbook.phase(1).gate
    waits_for = awaited(story.project, story.playbook, gate, story.project.request)
    assert SPONSOR in waits_for
    assert not {IT, LEAD} & {*waits_for}


def test_a_group_of_owners_alone_could_never_pass_a_gate() -> None:
    story = Story(playbook=with_groups(Group("technical", "IT", ("it_devops",)), separate="DR-3"))
    story.all_ready()
    story.do(LEAD, AssignItem("DR-3", story.project.holders("it_devops")[0]))
    assert story.refused(LEAD, RequestGate(1, 1)) == "group_too_small"
