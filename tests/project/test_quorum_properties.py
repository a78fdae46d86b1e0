"""Whatever people do in whatever order: no gate passes without a full, entitled quorum, and no vote counts twice."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from bot.playbooks.model import Group
from bot.project.commands import (
    Actor,
    ApproveGate,
    AssignItem,
    Command,
    EndDelegation,
    GiveDelegation,
    GiveRole,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    SendBackGate,
    TakeBackDecision,
    TakeRole,
    WithdrawVote,
)
from bot.project.decide import decide
from bot.project.events import GateApproved
from bot.project.refusals import BadInput, Refusal
from bot.project.state import PASSED
from bot.project.voting import awaited
from tests.project.good import GOOD
from tests.project.story import LEAD, SPONSOR
from tests.project.voting_kit import GROUPS, IT, SECOND, SECURITY, asked
from tests.search import searched

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


@searched(150)
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


#: one role each: who sits in two groups could be awaited in both, and votes in one
moves = st.lists(
    st.one_of(
        st.tuples(st.just("approve"), st.sampled_from((SPONSOR, "tom", SECURITY, SECOND))),
        st.tuples(st.sampled_from(("give", "take")), st.sampled_from((SECURITY, SECOND))),
        st.tuples(st.just("sponsor"), st.sampled_from((SPONSOR, "tom"))),
    ),
    max_size=15,
)


@searched(150)
@given(moves)
def test_whoever_passed_a_gate_held_the_role_when_it_was_passed_and_it_never_waits_for_nobody(
    done: list[tuple[str, str]],
) -> None:
    story = asked(Group("security", "Security", ("security_reviewer",), 0), GROUPS[0])
    for person in {*story.project.holders("security_reviewer")} - {SECURITY, SECOND}:
        story.do(LEAD, TakeRole("security_reviewer", person))
    gate = story.playbook.phase(1).gate
    for what, person in done:
        commands: dict[str, Command] = {
            "approve": ApproveGate(1, 1),
            "give": GiveRole("security_reviewer", person),
            "take": TakeRole("security_reviewer", person),
            "sponsor": GiveRole("sponsor", person),
        }
        before = story.project
        with suppress(Refusal, BadInput):
            story.do(person if what == "approve" else LEAD, commands[what])
        if story.project.decisions:
            votes = story.project.decisions[-1].votes
            assert {v.by for v in votes if v.group == "security"} == {*before.holders("security_reviewer")}
            assert {v.by for v in votes if v.group == "sponsor"} == {*before.holders("sponsor")}
            return
        if story.project.holders("security_reviewer"):
            assert awaited(story.project, story.playbook, gate, story.project.request)
