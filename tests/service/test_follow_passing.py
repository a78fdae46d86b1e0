"""Which messages take a gate from its request to the next phase, and a second no to the sponsor."""

from __future__ import annotations

from bot.project.commands import (
    ApproveGate,
    RequestGate,
)
from tests.project.story import LEAD, SPONSOR, Story, story_at
from tests.service.follow_kit import told


def test_a_gate_request_goes_to_the_channel_and_the_sponsor() -> None:
    story = Story()
    story.all_ready()
    expected = ["~review -> #", f"~review -> {SPONSOR}"]
    assert told(story, LEAD, RequestGate(1, 1)) == expected


def test_an_approval_opens_the_next_phase_in_the_channel() -> None:
    story = story_at("waiting")
    leaving = told(story, SPONSOR, ApproveGate(1, 1))
    assert leaving == ["approved -> #", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"]


def test_a_second_no_asks_the_sponsor_alone() -> None:
    story = story_at("running", 2)
    story.red("GO-2")
    story.ask()
    leaving = told(story, LEAD, RequestGate(2, 2))
    assert [entry for entry in leaving if "review" not in entry] == ["iterated -> #", f"~choose -> {SPONSOR}"]
