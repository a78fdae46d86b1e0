"""What ends the record of a meeting, and what does not."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from bot.project.commands import (
    DisputeDecision,
    HoldProject,
    LinkPeople,
    ResumeGate,
    ResumeProject,
    SendBackGate,
    TakeBackDecision,
    WithdrawGate,
)
from bot.project.events import DecisionDisputed
from tests.project.elsewhere_kit import CONFIRM, groups, meeting, recorded, voters, waiting
from tests.project.story import LEAD, MEMBER, SPONSOR, STRANGER
from tests.project.voting_kit import SECURITY


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
