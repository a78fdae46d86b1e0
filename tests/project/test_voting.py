"""Who approves a gate: groups with a quorum, separation of duties, delegates, conditions; and what can be undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.playbooks.model import Group, Playbook
from bot.project.commands import (
    Actor,
    ApproveGate,
    ApproveWithConditions,
    AssignItem,
    Command,
    DescribeEquivalent,
    EndDelegation,
    GiveDelegation,
    GiveRole,
    HoldGate,
    HoldProject,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    ResumeProject,
    SendBackGate,
    SetItem,
    SettleCondition,
    SignEquivalent,
    SignItem,
    StopGate,
    TakeBackDecision,
    TakeRole,
    WithdrawVote,
)
from bot.project.decide import decide
from bot.project.events import GateApproved, ItemOwned, VoteCast, VoteWithdrawn
from bot.project.refusals import BadInput, Refusal
from bot.project.state import PASSED
from bot.project.voting import awaited
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, OWNER, REVIEWER, SPONSOR, Story, story_at

IT, SECURITY, SECOND = "it", "security", "second-security"
GROUPS = (
    Group("sponsor", "Sponsor", ("sponsor",)),
    Group("technical", "IT and security", ("it_devops", "security_reviewer"), 2),
)


def with_groups(*groups: Group, separate: str = "") -> Playbook:
    """Return the playbook with groups at its first gate."""
    phase = NINETY.phases[0]
    roles = tuple(dict.fromkeys(role for group in groups for role in group.roles))
    decisions = ("go", "conditional", "hold", "send_back", "stop")
    gate = replace(phase.gate, groups=groups, approvers=roles, decisions=decisions)
    checklist = tuple(replace(i, separate=i.id == separate) for i in phase.checklist)
    return replace(NINETY, phases=(replace(phase, gate=gate, checklist=checklist), *NINETY.phases[1:]))


def asked(*groups: Group, separate: str = "") -> Story:
    """Return a project whose first gate waits for groups."""
    story = Story(playbook=with_groups(*(groups or GROUPS), separate=separate))
    story.do(LEAD, GiveRole("it_devops", IT), GiveRole("security_reviewer", SECURITY))
    story.do(LEAD, GiveRole("security_reviewer", SECOND))
    story.all_ready()
    story.ask()
    assert story.project.status == "waiting"
    return story


def approve(story: Story, person: str) -> list[type]:
    """Return what an approval makes happen."""
    return [type(event) for event in story.do(person, ApproveGate(1, story.round))]


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


def test_whoever_asked_for_a_gate_does_not_approve_it() -> None:
    story = asked(Group("technical", "IT", ("it_devops",)))
    story.do(LEAD, GiveRole("it_devops", LEAD))
    assert story.refused(LEAD, ApproveGate(1, 1)) == "own_request"


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


def away(story: Story, person: str, to: str, days: tuple[int, int] = (0, 5)) -> None:
    """Let somebody be away."""
    since, until = ((story.now + timedelta(days=n)).date().isoformat() for n in days)
    story.do(person, GiveDelegation(to, since, until))


def test_a_delegate_decides_in_place_of_who_is_away() -> None:
    story = story_at("waiting")
    assert story.refused("tom", ApproveGate(1, 1)) == "not_in_role"
    away(story, SPONSOR, "tom")
    story.do("tom", ApproveGate(1, 1))
    assert story.project.decisions[-1].stands_for == SPONSOR
    assert story.project.decisions[-1].by == "tom"


def test_a_delegate_and_their_sponsor_have_one_seat() -> None:
    story = asked()
    away(story, SPONSOR, "tom")
    approve(story, "tom")
    assert story.refused(SPONSOR, ApproveGate(1, 1)) == "voted_already"


def test_a_delegate_whose_dates_have_passed_is_told_so() -> None:
    story = story_at("waiting")
    away(story, SPONSOR, "tom", (2, 3))
    assert story.refused("tom", ApproveGate(1, 1)) == "delegation_over"
    story.now += timedelta(days=2)
    story.do("tom", SendBackGate(1, 1, "Later"))
    story.now += timedelta(days=3)
    story.tick()
    assert story.project.delegations == ()


def test_a_delegation_is_revoked_at_any_time_and_never_handed_on() -> None:
    story = story_at("waiting")
    away(story, SPONSOR, "tom")
    day = story.now.date().isoformat()
    assert story.refused("tom", GiveDelegation("zoe", day, day)) == "nothing_to_delegate"
    story.do(SPONSOR, EndDelegation())
    assert story.refused("tom", ApproveGate(1, 1)) == "not_in_role"


def test_whoever_asked_does_not_approve_as_a_delegate_either() -> None:
    story = story_at("waiting")
    away(story, SPONSOR, LEAD)
    assert story.refused(LEAD, ApproveGate(1, 1)) == "own_request"


def conditional(story: Story, *conditions: tuple[str, str, str], phase: int = 3) -> Command:
    """Return a conditional go."""
    return ApproveWithConditions(phase, story.round, conditions)


def test_a_conditional_go_leaves_conditions_that_the_next_gate_waits_for() -> None:
    story = story_at("waiting", 3)
    due = (story.now + timedelta(days=20)).date().isoformat()
    story.do(SPONSOR, conditional(story, ("Load test with 40 users", OWNER, due)))
    (left,) = story.project.open_conditions
    assert (story.project.decisions[-1].outcome, left.owner, left.gate) == ("conditional", OWNER, 3)
    story.all_ready()
    assert story.refused(LEAD, RequestGate(4, 1)) == "conditions_open"
    assert story.refused("zoe", SettleCondition(left.id, "Done")) == "not_your_condition"
    story.do(OWNER, SettleCondition(left.id, "42 users, 300 ms"))
    story.ask()
    assert story.project.status == "waiting"


def test_a_conditional_go_asks_for_its_conditions() -> None:
    story = story_at("waiting", 3)
    assert story.bad(SPONSOR, conditional(story, (" ", "", ""))) == [("text_1", "required")]
    wrong = story.bad(SPONSOR, conditional(story, ("Load test", "", "someday")))
    assert ("owner_1", "required") in wrong or ("owner_1", "not_a_person") in wrong


@pytest.mark.parametrize("phase", [1, 2])
def test_the_first_two_gates_of_ninety_days_have_no_conditional_go(phase: int) -> None:
    story = story_at("waiting", phase)
    command = conditional(story, ("Load test", OWNER, "2027-01-01"), phase=phase)
    assert story.refused(SPONSOR, command) == "no_conditional"


def test_items_that_may_wait_need_a_conditional_go() -> None:
    story = story_at("running", 3)
    left = next(i.id for i in NINETY.phase(3).checklist if i.conditional)
    story.red(left)
    story.ask()
    assert story.refused(SPONSOR, ApproveGate(3, 1)) == "go_needs_all"
    due = (story.now + timedelta(days=20)).date().isoformat()
    story.do(SPONSOR, conditional(story, ("Do it", OWNER, due)))
    assert story.project.phase == 4


def test_a_gate_can_be_decided_as_a_hold_and_is_asked_for_again() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, HoldGate(1, 1, "The budget is frozen"))
    assert (story.project.status, story.project.decisions[-1].outcome) == ("held", "held")
    story.now += timedelta(days=7)
    story.do(SPONSOR, ResumeProject())
    assert story.project.status == "running"
    story.ask()
    assert story.project.request is not None


def test_a_gate_can_end_a_project() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, StopGate(1, 1, "The line is sold"))
    assert (story.project.status, story.project.decisions[-1].outcome) == ("stopped", "stopped")


@pytest.mark.parametrize(
    "decision",
    [ApproveGate(1, 1), SendBackGate(1, 1, "No"), HoldGate(1, 1, "Wait"), StopGate(1, 1, "Sold")],
)
def test_a_decision_is_taken_back_at_once_by_who_took_it(decision: Command) -> None:
    story = story_at("waiting")
    before = story.project
    story.do(SPONSOR, decision)
    assert story.refused(LEAD, TakeBackDecision(1, 1)) == "not_your_decision"
    story.now += timedelta(minutes=9)
    story.do(SPONSOR, TakeBackDecision(1, 1))
    assert replace(story.project, seq=0, sponsor_at=None) == replace(before, seq=0, sponsor_at=None)


def test_a_decision_stays_after_ten_minutes_or_when_something_rests_on_it() -> None:
    story = story_at("waiting")
    story.approve()
    story.now += timedelta(minutes=11)
    assert story.refused(SPONSOR, TakeBackDecision(1, 1)) == "too_late_to_take_back"
    other = story_at("waiting")
    other.approve()
    other.do(LEAD, HoldProject("Holidays"))
    assert other.refused(SPONSOR, TakeBackDecision(1, 1)) == "rested_on"


PEOPLE = (LEAD, SPONSOR, IT, SECURITY, SECOND, "tom", "zoe")
deeds = st.lists(
    st.tuples(
        st.sampled_from(
            ("approve", "withdraw", "away", "back", "send_back", "ask", "take_back", "own", "set", "resume")
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(deeds)
def test_no_gate_is_approved_without_a_full_entitled_quorum_and_no_vote_counts_twice(
    done: list[tuple[str, str, str]],
) -> None:
    story = asked(separate="DR-3")
    holders = {"sponsor": {SPONSOR}, "technical": {IT, SECURITY, SECOND}}
    for what, person, other in done:
        day = story.now.date().isoformat()
        commands: dict[str, Command] = {
            "approve": ApproveGate(1, story.round),
            "withdraw": WithdrawVote(1, story.round),
            "away": GiveDelegation(other, day, day),
            "back": EndDelegation(),
            "send_back": SendBackGate(1, story.round, "No"),
            "ask": RequestGate(1, story.round + 1),
            "take_back": TakeBackDecision(1, story.round),
            "own": AssignItem("DR-3", other),
            "set": RecordMeasure("DR-3", GOOD["DR-3"] | {"timeliness": str(80 + len(story.history) % 9)}),
            "resume": ResumeGate(1, story.round),
        }
        by, before = Actor(person, present=True), story.project
        try:
            events = decide(before, commands[what], by=by, playbook=story.playbook, now=story.now)
        except (Refusal, BadInput):
            continue
        story.do(person, commands[what])
        for event in events:
            if isinstance(event, GateApproved):
                votes = story.project.decisions[-1].votes
                seats = [vote.counts_for for vote in votes]
                assert len(seats) == len(set(seats)) == 3
                voters = {p for vote in votes for p in (vote.by, vote.counts_for)}
                record = before.item("DR-3")
                assert not voters & {LEAD, record.owner, record.changed_by}
                for group, least in (("sponsor", 1), ("technical", 2)):
                    cast = {vote.counts_for for vote in votes if vote.group == group}
                    assert len(cast) == least
                    assert cast <= holders[group]
                assert story.project.decisions[-1].outcome in PASSED
