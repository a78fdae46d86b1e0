"""Decided elsewhere: the lead records what a meeting decided, and it counts once an approver confirms it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playbooks.model import Group
from bot.project.commands import (
    ApproveGate,
    AssignItem,
    ConfirmDecision,
    DisputeDecision,
    GiveDelegation,
    GiveRole,
    HoldProject,
    LinkPeople,
    RecordDecision,
    ResumeGate,
    ResumeProject,
    SendBackGate,
    TakeBackDecision,
    WithdrawGate,
    WithdrawVote,
)
from bot.project.elsewhere import confirmers
from bot.project.events import (
    DecisionDisputed,
    DecisionRecorded,
    GateApproved,
    GateHeld,
    GateSentBack,
    GateStopped,
    VoteCast,
)
from bot.project.plan import today
from bot.project.refusals import Refusal
from bot.project.state import Elsewhere
from tests.project.story import LEAD, MEMBER, OWNER, SPONSOR, START, STRANGER, Story, story_at
from tests.project.voting_kit import GROUPS, IT, SECOND, SECURITY, asked, with_groups

MINUTES = "https://minutes.example/2026-03-02"
DUE = (START + timedelta(days=30)).isoformat()
CONFIRM = ConfirmDecision(1, 1, "rec-1")


def meeting(record: str = "rec-1", outcome: str = "go", **changes: Any) -> RecordDecision:
    """Return the record of a meeting on the day on which the project started."""
    reason = "" if outcome in ("go", "conditional") else "The budget is frozen"
    known = RecordDecision(1, 1, record, outcome, START.isoformat(), MINUTES, "Ana and the plant", reason)
    return msgspec.structs.replace(known, **changes)


def on_terms(record: str = "rec-1") -> RecordDecision:
    return meeting(record, "conditional", conditions=(("Wire the sensors", OWNER, DUE), ("", "", "")))


def waiting(*records: RecordDecision) -> Story:
    """Return a project whose first gate waits, with what is recorded of meetings."""
    story = story_at("waiting")
    story.do(LEAD, *records)
    return story


def groups(*records: RecordDecision) -> Story:
    story = asked()
    story.do(LEAD, *records)
    return story


def recorded(story: Story) -> str:
    """Return which record counts; "" for none."""
    request = story.project.request
    return request.meeting.id if request and request.meeting else ""


def voters(story: Story) -> list[str]:
    return [vote.by for vote in story.project.request.votes] if story.project.request else []


# what a record is


def test_a_record_decides_nothing() -> None:
    story = waiting()
    events = story.do(LEAD, meeting())
    assert [type(event) for event in events] == [DecisionRecorded]
    assert (story.project.status, story.project.phase, story.project.decisions) == ("waiting", 1, ())
    assert recorded(story) == "rec-1"


def test_a_gate_is_never_skipped_there_is_a_request_before_there_is_a_record() -> None:
    story = story_at("running")
    assert story.refused(LEAD, meeting(round=0)) == "nothing_waiting"
    assert story.refused(LEAD, meeting()) == "nothing_waiting"


@pytest.mark.parametrize("person", [SPONSOR, MEMBER, STRANGER])
def test_only_the_lead_records(person: str) -> None:
    assert waiting().refused(person, meeting()) == "lead_records"


def test_sending_the_form_twice_records_it_once() -> None:
    assert waiting(meeting()).decide(LEAD, meeting()) == []


def test_a_later_record_takes_the_place_of_the_one_before() -> None:
    story = waiting(meeting(), meeting("rec-2", "stop"))
    assert recorded(story) == "rec-2"
    assert story.refused(SPONSOR, CONFIRM) == "record_gone"
    assert story.refused(SPONSOR, DisputeDecision(1, 1, "rec-1", "No")) == "record_gone"


@pytest.mark.parametrize("outcome", ["hold", "send_back", "stop"])
def test_what_is_no_go_has_a_reason(outcome: str) -> None:
    assert waiting().bad(LEAD, meeting(outcome=outcome, reason="  ")) == [("reason", "required")]


def test_every_field_that_is_wrong_is_named() -> None:
    wrong = meeting(outcome="yes", held_on="soon", minutes=" ", present="a\x00b")
    assert waiting().bad(LEAD, wrong) == [
        ("outcome", "not_a_choice"),
        ("held_on", "not_a_date"),
        ("minutes", "required"),
        ("present", "control_characters"),
    ]


def test_minutes_are_an_address_that_can_be_opened_or_words() -> None:
    story = waiting()
    assert story.bad(LEAD, meeting(minutes="https://")) == [("minutes", "not_a_link")]
    assert story.do(LEAD, meeting(minutes="Binder 12, page 4"))


def test_a_meeting_was_not_tomorrow_nor_before_the_project() -> None:
    story = waiting()
    day = today(story.project, story.now)
    assert story.bad(LEAD, meeting(held_on=(day + timedelta(days=1)).isoformat())) == [
        ("held_on", "in_the_future")
    ]
    assert story.bad(LEAD, meeting(held_on=(START - timedelta(days=1)).isoformat())) == [
        ("held_on", "too_far")
    ]
    assert story.decide(LEAD, meeting(held_on=day.isoformat()))


def test_a_meeting_about_the_second_gate_was_not_before_the_first_was_passed() -> None:
    story = Story()
    story.now += timedelta(days=4)
    story.pass_gate()
    passed = today(story.project, story.now)
    story.now += timedelta(days=20)
    story.all_ready()
    story.ask()
    early = meeting(gate=2, held_on=(passed - timedelta(days=1)).isoformat())
    assert story.bad(LEAD, early) == [("held_on", "too_far")]
    assert story.decide(LEAD, meeting(gate=2, held_on=passed.isoformat()))


def test_only_what_the_gate_offers_can_have_been_decided() -> None:
    assert waiting().bad(LEAD, on_terms()) == [
        ("outcome", "not_a_choice"),
        ("text_1", "only_with_conditions"),
    ]


def test_conditions_go_with_a_conditional_go_alone() -> None:
    story = groups()
    typed = (("Wire the sensors", OWNER, DUE),)
    assert story.bad(LEAD, meeting(conditions=typed)) == [("text_1", "only_with_conditions")]
    assert story.bad(LEAD, meeting(outcome="conditional")) == [("text_1", "required")]
    late = (("Wire the sensors", "", "2026-01-01"),)
    assert {field for field, _ in story.bad(LEAD, meeting(outcome="conditional", conditions=late))} >= {
        "owner_1"
    }


# confirming


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


# several approvers


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


# what ends a record


def test_an_approver_says_that_it_is_not_so_and_the_request_stays_open() -> None:
    story = waiting(meeting())
    said = DisputeDecision(1, 1, "rec-1", "We asked for another month")
    assert story.bad(SPONSOR, msgspec.structs.replace(said, reason=" ")) == [("reason", "required")]
    assert [type(event) for event in story.do(SPONSOR, said)] == [DecisionDisputed]
    assert (story.project.status, recorded(story)) == ("waiting", "")
    assert story.project.request
    assert story.project.request.disputed
    assert story.project.request.disputed.by == SPONSOR
    assert story.refused(SPONSOR, CONFIRM) == "record_gone"
    story.do(LEAD, meeting("rec-2"))
    assert story.project.request.disputed is None


@pytest.mark.parametrize("person", [MEMBER, STRANGER, ""])
def test_others_have_no_say_in_it(person: str) -> None:
    assert waiting(meeting()).refused(person, DisputeDecision(1, 1, "rec-1", "No")) == "not_in_role"


def test_a_pause_ends_the_record_and_what_rested_on_it() -> None:
    story = groups(meeting())
    story.do(SPONSOR, CONFIRM)
    story.measure("DR-2", months="14")
    assert story.project.status == "paused"
    assert story.refused(SECURITY, CONFIRM) == "request_paused"
    assert (recorded(story), voters(story)) == ("", [])
    story.do(LEAD, ResumeGate(1, 1))
    assert story.refused(SECURITY, CONFIRM) == "record_gone"


@pytest.mark.parametrize(
    ("by", "command"), [(SPONSOR, SendBackGate(1, 1, "Old")), (LEAD, WithdrawGate(1, 1, "Early"))]
)
def test_the_end_of_the_round_is_the_end_of_the_record(by: str, command: Any) -> None:
    story = waiting(meeting())
    story.do(by, command)
    story.ask()
    assert recorded(story) == ""
    assert story.refused(SPONSOR, CONFIRM) == "round_over"


def test_a_record_outlives_a_hold_of_the_project() -> None:
    story = waiting(meeting())
    story.do(LEAD, HoldProject("Waiting"))
    assert story.refused(SPONSOR, CONFIRM) == "project_held"
    story.do(LEAD, ResumeProject())
    assert story.do(SPONSOR, CONFIRM)


def test_a_confirmation_by_mistake_is_taken_back_and_the_record_waits_again() -> None:
    story = waiting(meeting())
    story.do(SPONSOR, CONFIRM)
    story.do(SPONSOR, TakeBackDecision(1, 1))
    assert (story.project.status, recorded(story)) == ("waiting", "rec-1")
    story.do(SPONSOR, DisputeDecision(1, 1, "rec-1", "It was put off"))
    assert recorded(story) == ""


def test_a_record_of_somebody_who_was_two_is_the_one_s_they_are() -> None:
    story = waiting(meeting())
    story.do("lea-teams", LinkPeople(LEAD, "lea-teams"))
    assert story.project.request
    assert story.project.request.meeting
    assert story.project.request.meeting.by == "lea-teams"


PEOPLE = (SPONSOR, IT, SECURITY, SECOND, LEAD, STRANGER)
ACTS = st.sampled_from(["go", "conditional", "stop", "confirm", "approve", "withdraw", "dispute"])


@settings(max_examples=200, deadline=None)
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


def test_what_was_kept_before_there_were_records_can_still_be_read() -> None:
    told = b'{"type":"GateApproved","gate":1,"round":1,"starts_on":"2026-03-03","locked":{}}'
    assert msgspec.json.decode(told, type=GateApproved).elsewhere is None
