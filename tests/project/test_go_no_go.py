"""Gate 2: whatever the answers, a no among them iterates and never reaches the sponsor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.commands import (
    ApproveGate,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    SetItem,
    WithdrawGate,
)
from bot.project.events import GateIterated, GatePaused, GateRequested, GateWithdrawn, ProjectHalted
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, SPONSOR, Story, kinds, story_at
from tests.search import searched

QUESTIONS = ("GO-1", "GO-2", "GO-3", "GO-4", "GO-5")
answers = st.fixed_dictionaries({item: st.sampled_from(["yes", "no", "open"]) for item in QUESTIONS})


def give(story: Story, item: str, answer: str) -> None:
    if answer == "open":
        story.do(LEAD, SetItem(item, False))
    elif answer == "yes":
        story.ready(item)
    elif item == "GO-1":
        story.measure(item, result="20.01")
    elif item == "GO-5":
        story.measure(item, improvement="100000")
    else:
        story.red(item)


@searched(60)
@given(st.lists(answers, min_size=1, max_size=5))
def test_any_no_iterates_and_every_second_iteration_asks_the_sponsor(rounds: list[dict[str, str]]) -> None:
    story = story_at("running", 2)
    iterations = 0
    for given_answers in rounds:
        for item, answer in given_answers.items():
            give(story, item, answer)
        said = set(given_answers.values())
        if "no" in said:
            (event,) = story.ask()
            iterations += 1
            assert isinstance(event, GateIterated)
            assert event.items == tuple(item for item in QUESTIONS if given_answers[item] == "no")
            assert event.asks_sponsor == (iterations % 2 == 0)
            assert story.project.iterations == iterations
            if event.asks_sponsor:
                assert story.project.status == "deciding"
                story.choose("continue")
            assert story.project.status == "running"
        elif "open" in said:
            assert story.refused(LEAD, RequestGate(2, story.round + 1)) == "unanswered"
        else:
            assert [type(event) for event in story.ask()] == [GateRequested]
            return


def test_the_reasons_of_an_iteration_are_recorded() -> None:
    story = story_at("running", 2)
    story.red("GO-2", "GO-4")
    story.ask()
    decision = story.project.decisions[-1]
    assert (decision.outcome, decision.items) == ("iterated", ("GO-2", "GO-4"))
    assert decision.reason == "Not there; Not there"


@pytest.mark.parametrize("anew", [False, True])
def test_a_no_while_the_gate_waits_pauses_and_iterates_when_it_is_asked_for_again(anew: bool) -> None:
    story = story_at("waiting", 2)
    assert isinstance(story.red("GO-3")[-1], GatePaused)
    again = RequestGate(2, 2) if anew else ResumeGate(2, 1)
    *ended, iterated = story.do(LEAD, again)
    assert ended == ([GateWithdrawn(2, 1, "")] if anew else [])
    assert iterated == GateIterated(2, 2 if anew else 1, ("GO-3",), "Not there", asks_sponsor=False)
    assert (story.project.status, story.project.iterations, story.project.request) == ("running", 1, None)
    assert story.refused(LEAD, again) == "round_over", "the same click again counts once"
    assert story.refused(SPONSOR, ApproveGate(2, 1)) == "round_over"
    story.ready("GO-3")
    assert kinds(story.ask()) == [GateRequested]


@pytest.mark.parametrize("question", QUESTIONS)
def test_any_no_iterates_while_a_request_is_paused(question: str) -> None:
    story = story_at("waiting", 2)
    give(story, question, "no")
    (event,) = story.do(LEAD, ResumeGate(2, 1))
    assert isinstance(event, GateIterated)
    assert event.items == (question,)


def test_a_second_no_of_a_paused_request_asks_the_sponsor() -> None:
    story = story_at("running", 2)
    story.red("GO-3")
    story.ask()
    story.ready("GO-3")
    story.ask()
    story.red("GO-3")
    story.do(LEAD, ResumeGate(2, 2))
    assert (story.project.status, story.project.iterations) == ("deciding", 2)


def test_a_no_that_was_withdrawn_iterates_when_the_gate_is_asked_for() -> None:
    story = story_at("waiting", 2)
    story.red("GO-3")
    story.do(LEAD, WithdrawGate(2, 1, "Night shifts are worse"))
    assert kinds(story.ask()) == [GateIterated]


def test_asking_for_a_paused_gate_without_a_no_names_the_paused_request() -> None:
    story = story_at("waiting", 2)
    story.do(LEAD, SetItem("GO-3", False))
    assert story.refused(LEAD, ResumeGate(2, 1)) == "unanswered"
    for number in (1, 2):
        assert story.refused(LEAD, RequestGate(2, number)) == "asked_and_paused"
    story.ready("GO-3")
    story.red("GO-3")
    assert story.refused(LEAD, RequestGate(2, 1)) == "asked_and_paused", "an old click asks for nothing new"


@pytest.mark.parametrize("anew", [False, True])
def test_asking_again_on_a_stop_halts(anew: bool) -> None:
    story = story_at("waiting")
    story.red("DR-4", "DR-5", "DR-9")
    assert story.project.status == "paused"
    assert kinds(story.do(LEAD, RequestGate(1, 2) if anew else ResumeGate(1, 1))) == [ProjectHalted]
    assert (story.project.status, story.project.request) == ("halted", None)


def using_the_baseline() -> Playbook:
    """Return the playbook with a gate item whose rule uses a number of a step."""
    phase = NINETY.phase(2)
    question = next(item for item in phase.checklist if item.id == "GO-5")
    assert question.rule is not None
    rule = replace(question.rule, uses={"first": "P2-2.result"})
    changed = tuple(replace(item, rule=rule) if item is question else item for item in phase.checklist)
    phases = tuple(replace(p, checklist=changed) if p is phase else p for p in NINETY.phases)
    return replace(NINETY, phases=phases)


def test_a_gate_rests_on_the_numbers_that_its_items_use() -> None:
    story = Story(playbook=using_the_baseline())
    story.pass_gate()
    story.ready("P2-2")
    story.all_ready()
    story.ask()
    events = story.do(LEAD, RecordMeasure("P2-2", GOOD["P2-2"] | {"result": "25"}))
    assert events[1:] == [GatePaused(2, 1, ("P2-2",))]
