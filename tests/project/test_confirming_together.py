"""Where a gate needs several approvers, a confirmed meeting is one approval of each who confirms it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import ApproveGate, ConfirmDecision, DisputeDecision, WithdrawVote
from bot.project.elsewhere import confirmers
from bot.project.events import GateApproved, VoteCast
from bot.project.refusals import Refusal
from tests.project.elsewhere_kit import CONFIRM, groups, meeting, on_terms, recorded, voters
from tests.project.story import LEAD, OWNER, SPONSOR, START, STRANGER
from tests.project.voting_kit import IT, SECOND, SECURITY, asked
from tests.search import searched


def test_a_confirmation_counts_as_one_approval_where_the_gate_needs_several() -> None:
    story = groups(meeting())
    assert [type(event) for event in story.do(SPONSOR, CONFIRM)] == [VoteCast]
    assert [type(event) for event in story.do(IT, CONFIRM)] == [VoteCast]
    assert story.refused(IT, CONFIRM) == "voted_already"
    assert [type(event) for event in story.do(SECURITY, CONFIRM)] == [VoteCast, GateApproved]
    votes = story.project.decisions[-1].votes
    assert [(vote.by, vote.confirms) for vote in votes] == [
        (SPONSOR, "rec-1"),
        (IT, "rec-1"),
        (SECURITY, "rec-1"),
    ]
    assert story.project.decisions[-1].meeting


def test_an_approval_and_confirmations_pass_a_gate_together() -> None:
    story = groups()
    story.do(SPONSOR, ApproveGate(1, 1))
    story.do(LEAD, meeting())
    story.do(IT, CONFIRM)
    cast, approved = story.do(SECURITY, ApproveGate(1, 1))
    assert isinstance(cast, VoteCast)
    assert isinstance(approved, GateApproved)
    assert (cast.elsewhere, approved.elsewhere) == (None, None)
    assert story.project.decisions[-1].meeting  # one of its approvals confirms it


def test_the_conditions_of_a_meeting_count_once_whoever_confirms_it() -> None:
    story = groups(on_terms())
    for person in (SPONSOR, IT, SECURITY):
        story.do(person, CONFIRM)
    assert story.project.decisions[-1].outcome == "conditional"
    assert [(c.id, c.text, c.owner) for c in story.project.conditions] == [
        ("1.1.0.1", "Wire the sensors", OWNER)
    ]


def test_conditions_that_nobody_confirmed_do_not_count() -> None:
    story = groups(on_terms())
    for person in (SPONSOR, IT, SECURITY):
        story.do(person, ApproveGate(1, 1))
    assert (story.project.decisions[-1].outcome, story.project.conditions) == ("approved", ())


@pytest.mark.parametrize(
    ("by", "command"),
    [
        (LEAD, meeting("rec-2", "stop")),
        (SECURITY, DisputeDecision(1, 1, "rec-1", "It was put off")),
    ],
)
def test_approvals_that_confirmed_a_record_fall_with_it(by: str, command: Any) -> None:
    story = groups(meeting())
    story.do(IT, ApproveGate(1, 1))
    story.do(SPONSOR, CONFIRM)
    assert voters(story) == [IT, SPONSOR]
    story.do(by, command)
    assert voters(story) == [IT]


def test_who_confirmed_takes_it_back_and_the_record_stays() -> None:
    story = groups(meeting())
    story.do(SPONSOR, CONFIRM)
    story.do(SPONSOR, WithdrawVote(1, 1))
    assert (voters(story), recorded(story)) == ([], "rec-1")
    story.do(SPONSOR, CONFIRM)
    assert voters(story) == [SPONSOR]


def test_those_are_asked_whose_approval_is_awaited() -> None:
    story = groups(meeting())
    assert set(confirmers(story.project, story.playbook, START)) >= {SPONSOR, IT, SECURITY, SECOND}
    story.do(SPONSOR, CONFIRM)
    assert SPONSOR not in confirmers(story.project, story.playbook, START)
    stopped = groups(meeting(outcome="stop"))
    stopped.do(SPONSOR, ApproveGate(1, 1))
    assert SPONSOR in confirmers(stopped.project, stopped.playbook, START)


PEOPLE = (SPONSOR, IT, SECURITY, SECOND, LEAD, STRANGER)
ACTS = st.sampled_from(["go", "conditional", "stop", "confirm", "approve", "withdraw", "dispute"])


@searched(200)
@given(st.lists(st.tuples(ACTS, st.sampled_from(PEOPLE)), max_size=16))
def test_no_gate_is_passed_without_a_full_quorum_of_people_who_may(acts: list[tuple[str, str]]) -> None:
    story, number = asked(), 0
    for act, person in acts:
        if story.project.request is None:
            break
        number += act in ("go", "conditional", "stop")
        record = recorded(story) or "none"
        commands: dict[str, Any] = {
            "go": meeting(f"rec-{number}"),
            "conditional": on_terms(f"rec-{number}"),
            "stop": meeting(f"rec-{number}", "stop"),
            "confirm": ConfirmDecision(1, 1, record),
            "approve": ApproveGate(1, 1),
            "withdraw": WithdrawVote(1, 1),
            "dispute": DisputeDecision(1, 1, record, "No"),
        }
        before = story.project.request
        with suppress(Refusal):
            story.do(person, commands[act])
        if not story.project.decisions:
            continue
        decision = story.project.decisions[-1]
        if decision.outcome == "stopped":
            assert before.meeting
            assert (before.meeting.outcome, act) == ("stop", "confirm")
            continue
        cast = [(vote.by, vote.group) for vote in decision.votes]
        assert len({by for by, _ in cast}) == len(cast) == 3
        assert {by for by, group in cast if group == "sponsor"} == {SPONSOR}
        assert {by for by, group in cast if group == "technical"} <= {IT, SECURITY, SECOND}
        assert LEAD not in {by for by, _ in cast}
        confirmed = {vote.confirms for vote in decision.votes if vote.confirms}
        assert confirmed <= {decision.meeting.id} if decision.meeting else not confirmed
        agreed = decision.meeting.terms if decision.meeting else {}
        assert len(story.project.conditions) == len(agreed)
