"""Who decides in place of whom, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.project.commands import (
    ApproveGate,
    EndDelegation,
    GiveDelegation,
    GiveRole,
    SendBackGate,
)
from bot.project.refusals import Refusal
from tests.project.story import LEAD, SPONSOR, STRANGER, Story, story_at
from tests.project.voting_kit import approve, asked, away


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
    story.do(LEAD, GiveRole("lead", STRANGER))
    away(story, SPONSOR, LEAD)
    assert story.refused(LEAD, ApproveGate(1, 1)) == "own_request"


def test_nobody_lets_the_lead_decide_in_their_place() -> None:
    story = story_at("waiting")
    day = story.now.date().isoformat()
    with pytest.raises(Refusal, match="lead_stands_in") as refused:
        story.decide(SPONSOR, GiveDelegation(LEAD, day, day))
    assert refused.value.params["who"] == (LEAD,)
    assert story.project.delegations == ()


def test_in_a_practice_project_the_lead_decides_in_anybody_s_place() -> None:
    story = Story(practice=True)
    story.do(LEAD, GiveRole("sponsor", SPONSOR))
    away(story, SPONSOR, LEAD)
    assert story.project.delegations[0].to == LEAD
