"""Gate 2 answers a no with another iteration, and asks the sponsor after two."""

from __future__ import annotations

import pytest

from bot.project.commands import Command, DeclareNotReady, HoldProject, RequestGate, ResumeProject, SetItem
from bot.project.events import GateIterated, ProjectStopped, SponsorChose
from tests.project.story import LEAD, NINETY, kinds, story_at

NO: dict[str, Command] = {
    "GO-2": DeclareNotReady("GO-2", "Night shifts are worse"),
    "GO-3": DeclareNotReady("GO-3", "Nobody understands it"),
    "GO-4": DeclareNotReady("GO-4", "Only clean data"),
}


@pytest.mark.parametrize("question", ["GO-1", "GO-2", "GO-3", "GO-4", "GO-5"])
def test_any_no_iterates_without_troubling_the_sponsor(question: str) -> None:
    story = story_at("running", 2)
    if question == "GO-1":
        story.measure("GO-1", result="21")
    elif question == "GO-5":
        story.measure("GO-5", improvement="100")
    else:
        story.do(LEAD, NO[question])
    events = story.ask()
    assert kinds(events) == [GateIterated]
    assert isinstance(events[0], GateIterated)
    assert (events[0].items, events[0].asks_sponsor) == ((question,), False)
    assert (story.project.status, story.project.iterations, story.project.request) == ("running", 1, None)
    assert story.refused(LEAD, RequestGate(2, 1)) == "round_over", "the same click again counts once"


def test_an_unanswered_question_is_not_a_no() -> None:
    story = story_at("running", 2)
    story.do(LEAD, SetItem("GO-4", False))
    assert story.refused(LEAD, RequestGate(2, 1)) == "unanswered"
    assert story.project.iterations == 0


@pytest.mark.parametrize(("choice", "kind"), [("continue", SponsorChose), ("rescope", SponsorChose)])
def test_after_two_iterations_the_sponsor_lets_it_go_on(choice: str, kind: type) -> None:
    story = story_at("deciding")
    assert story.refused(LEAD, RequestGate(2, 3)) == "project_deciding"
    assert kinds(story.choose(choice)) == [kind]
    story.ask()
    assert story.project.status == "running", "the sponsor is asked again after two more"
    story.ask()
    assert (story.project.status, story.project.iterations) == ("deciding", 4)


def test_after_two_iterations_the_sponsor_may_stop() -> None:
    story = story_at("deciding")
    assert kinds(story.choose("stop")) == [ProjectStopped]
    assert story.project.status == "stopped"


def test_a_hold_while_the_sponsor_is_asked_comes_first() -> None:
    story = story_at("deciding")
    story.do(LEAD, HoldProject("Holidays"))
    assert story.project.held_from == "deciding"
    story.do(LEAD, ResumeProject())
    assert story.project.status == "deciding"


def test_iterations_are_counted_at_gate_2_alone() -> None:
    story = story_at("running", 3)
    story.red("DEP-5")
    assert story.refused(LEAD, RequestGate(3, 1)) == "not_all_ready"
    assert NINETY.phase(3).gate.verdict == "all_ready"
    assert story.verdict() == "not_yet"
