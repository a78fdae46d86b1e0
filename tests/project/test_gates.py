"""How gates are asked for and decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.project.commands import AnswerQuestion, ApproveGate, AskQuestion, RequestGate, SendBackGate, SetItem
from bot.project.events import GateApproved, GateRequested
from bot.project.refusals import Refusal
from tests.project.story import LEAD, SPONSOR, Story, kinds, local, story_at


def test_four_gates_lead_to_a_live_project() -> None:
    story = Story()
    for number in (1, 2, 3, 4):
        assert story.project.phase == number
        assert kinds(story.pass_gate()) == [GateRequested, GateApproved]
    assert story.project.status == "live"
    assert [decision.outcome for decision in story.project.decisions] == ["approved"] * 4


def test_the_project_is_permitted_to_act_from_the_day_gate_3_is_approved() -> None:
    story = story_at("waiting", 3)
    story.now = local(date(2026, 5, 12), 23)  # the next day in UTC
    story.approve()
    assert story.project.went_live_on == date(2026, 5, 12)
    story.now += timedelta(days=9)
    story.pass_gate()
    assert story.project.went_live_on == date(2026, 5, 12)


def test_gates_cannot_be_skipped() -> None:
    story = story_at("running")
    for gate in (0, 2, 3, 4, 5, -1):
        assert story.refused(LEAD, RequestGate(gate, 1)) == "wrong_gate"
        assert story.refused(SPONSOR, ApproveGate(gate, 1)) == "wrong_gate"


def test_only_a_full_go_reaches_the_sponsor() -> None:
    story = story_at("running")
    story.do(LEAD, SetItem("DR-9", False))
    assert story.refused(LEAD, RequestGate(1, 1)) == "not_all_ready"
    story.red("DR-9")
    assert story.refused(LEAD, RequestGate(1, 1)) == "not_all_ready"


def test_the_gate_cannot_be_requested_before_the_sponsor_has_confirmed() -> None:
    story = Story()
    story.ready(*(f"DR-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)))
    assert story.refused(LEAD, RequestGate(1, 1)) == "sponsor_first"


@pytest.mark.parametrize(("ready", "others"), [((1, 2, 3, 4, 5, 6, 7, 9), ""), ((1, 2), 6), ((), 8)])
def test_a_request_before_the_sponsor_has_confirmed_counts_what_else_is_missing(
    ready: tuple[int, ...], others: int | str
) -> None:
    story = Story()
    story.ready(*(f"DR-{n}" for n in ready))
    with pytest.raises(Refusal) as no:
        story.decide(LEAD, RequestGate(1, 1))
    assert (no.value.code, no.value.params["others"]) == ("sponsor_first", others)


def test_sending_back_needs_a_reason_and_begins_another_round() -> None:
    story = story_at("waiting")
    assert story.bad(SPONSOR, SendBackGate(1, 1, "  ")) == [("reason", "required")]
    story.do(SPONSOR, SendBackGate(1, 1, "The figures are old"))
    assert story.refused(SPONSOR, ApproveGate(1, 1)) == "round_over"
    assert story.refused(LEAD, RequestGate(1, 1)) == "round_over"
    story.ask()
    assert (story.round, story.project.status) == (2, "waiting")


def test_a_question_is_answered_once_and_the_gate_goes_on_waiting() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, AskQuestion(1, 1, "q-1", "Who owns the data?"))
    assert story.do(SPONSOR, AskQuestion(1, 1, "q-1", "Who owns the data?")) == []
    assert story.refused(LEAD, AnswerQuestion(1, 1, "q-2", "The plant")) == "unknown_question"
    story.do(LEAD, AnswerQuestion(1, 1, "q-1", "The plant"))
    assert story.refused(LEAD, AnswerQuestion(1, 1, "q-1", "IT")) == "question_answered"
    assert story.project.status == "waiting"
    assert kinds(story.approve()) == [GateApproved]
