"""Gate 2: whatever the answers, a no among them iterates and never reaches the sponsor."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.commands import RecordMeasure, RequestGate, ResumeGate, SetItem, WithdrawGate
from bot.project.events import GateIterated, GatePaused, GateRequested
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, Story, story_at

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


@settings(max_examples=60)
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


def test_a_no_while_the_gate_waits_pauses_and_iterates_once_withdrawn_and_asked_again() -> None:
    story = story_at("waiting", 2)
    assert isinstance(story.red("GO-3")[-1], GatePaused)
    assert story.refused(LEAD, RequestGate(2, 2)) == "already_waiting"
    assert story.refused(LEAD, ResumeGate(2, 1)) == "not_all_ready"
    story.do(LEAD, WithdrawGate(2, 1, "Night shifts are worse"))
    assert isinstance(story.ask()[0], GateIterated)


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
