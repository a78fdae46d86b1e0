"""How gates are asked for, paused, decided, iterated, halted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from bot.project.commands import (
    AnswerQuestion,
    ApproveGate,
    AskQuestion,
    Command,
    DeclareNotReady,
    DescribeEquivalent,
    HoldProject,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    ResumeProject,
    SendBackGate,
    SetItem,
    WithdrawGate,
)
from bot.project.events import (
    Event,
    GateApproved,
    GateIterated,
    GatePaused,
    GateRequested,
    GateResumed,
    GateWithdrawn,
    ItemDeclaredNotReady,
    ProjectHalted,
    ProjectStopped,
    ReadinessRecovered,
    ReadinessStopped,
    SponsorChose,
)
from bot.project.plan import gate_due_at
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, SPONSOR, Story, local, story_at


def kinds(events: list[Event]) -> list[type]:
    return [type(event) for event in events]


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


def test_a_third_red_item_is_announced_at_once_and_so_is_its_end() -> None:
    story = Story()
    assert kinds(story.red("DR-4", "DR-5")) == [ItemDeclaredNotReady, ItemDeclaredNotReady]
    assert story.red("DR-9")[1] == ReadinessStopped(("DR-4", "DR-5", "DR-9"))
    assert story.project.status == "running"
    assert kinds(story.red("DR-3")) == [ItemDeclaredNotReady], "it is announced once"
    story.ready("DR-3")
    assert kinds(story.ready("DR-4"))[1:] == [ReadinessRecovered]
    assert kinds(story.red("DR-4"))[1:] == [ReadinessStopped]


def test_a_stop_that_still_holds_when_the_gate_is_due_halts() -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    assert story.to_gate_due() == [ProjectHalted(date(2026, 3, 16), ("DR-4", "DR-5", "DR-9"))]
    assert story.tick() == []


def test_asking_on_a_stop_halts_before_the_day() -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    assert kinds(story.ask()) == [ProjectHalted]
    assert story.project.status == "halted"


def test_a_red_third_item_halts_at_once_when_the_gate_is_late() -> None:
    story = Story()
    story.red("DR-4", "DR-5")
    story.to_gate_due()
    assert kinds(story.red("DR-9")) == [ItemDeclaredNotReady, ReadinessStopped, ProjectHalted]


def test_an_announced_stop_halts_with_the_first_change_after_the_gate_was_due() -> None:
    story = Story()
    story.red("DR-4", "DR-5", "DR-9")
    story.now = gate_due_at(story.project, NINETY, 1)
    assert kinds(story.ready("DR-1"))[1:] == [ProjectHalted]


def test_a_halt_ends_a_waiting_request_and_a_withdrawal_comes_too_late() -> None:
    story = story_at("waiting")
    story.to_gate_due()
    story.red("DR-4", "DR-5", "DR-9")
    assert (story.project.status, story.project.request) == ("halted", None)
    story.ready("DR-4")
    story.do(LEAD, ResumeProject())
    for command in (WithdrawGate(1, 1, "Late"), ResumeGate(1, 1), ApproveGate(1, 1)):
        assert story.refused(LEAD, command) == "nothing_waiting"
    story.ready("DR-5", "DR-9")
    assert kinds(story.ask()) == [GateRequested]
    assert story.round == 2


def test_a_halted_project_stays_editable_and_resumes_with_two_red() -> None:
    story = Story()
    story.red("DR-3", "DR-4", "DR-5")
    story.ask()
    assert story.refused(LEAD, ResumeProject()) == "still_red"
    assert kinds(story.ready("DR-3"))[1:] == [ReadinessRecovered]
    story.now += timedelta(days=3)
    story.do(LEAD, ResumeProject())
    assert story.project.status == "running"


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


@dataclass
class Change:
    """A change to an item that gate 1 rests on."""

    name: str
    command: Command


CHANGES = [
    Change("measured", SetItem("DR-4", True, GOOD["DR-4"] | {"method": "api"})),
    Change("open", SetItem("DR-5", False)),
    Change("red", DeclareNotReady("DR-9", "On leave")),
    Change("equivalent", DescribeEquivalent("DR-2", "Four months of a daily process")),
    Change("unsigned", SetItem("DR-8", False)),
]


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_pauses_a_waiting_gate_on_hold_or_not(change: Change, held: bool) -> None:
    story = story_at("held" if held else "waiting")
    events = story.do(LEAD, change.command)
    assert kinds(events)[1:] == [GatePaused]
    if held:
        story.do(LEAD, ResumeProject())
    assert story.project.status == "paused"
    assert story.refused(SPONSOR, ApproveGate(1, 1)) == "request_paused"


def test_a_step_and_a_repeated_value_pause_nothing() -> None:
    story = story_at("waiting")
    assert len(story.ready("P1-1")) == 1
    assert story.ready("DR-4") == []
    assert story.project.status == "waiting"


def test_a_paused_gate_resumes_by_itself_when_everything_is_true_again() -> None:
    story = story_at("waiting")
    story.red("DR-9")
    assert story.refused(LEAD, ResumeGate(1, 1)) == "not_all_ready"
    assert story.ready("DR-9")[-1] == GateResumed(1, 1)
    assert story.project.status == "waiting"
    assert story.project.request is not None
    assert story.project.request.paused_by == ()
    assert kinds(story.approve()) == [GateApproved]


def test_other_numbers_than_the_sponsor_saw_wait_for_the_lead() -> None:
    story = story_at("waiting")
    story.measure("DR-2", months="14")
    assert story.project.status == "paused"
    story.do(LEAD, ResumeGate(1, 1))
    assert story.project.request is not None
    assert story.project.request.paused_by == ()


def test_an_edit_of_the_wording_changes_nothing_for_a_waiting_gate() -> None:
    story = story_at("waiting")
    story.do(LEAD, RecordMeasure("DR-2", GOOD["DR-2"], "From the new historian"))
    assert story.project.status == "waiting"


def test_a_paused_request_is_withdrawn_at_the_end_of_the_next_working_day() -> None:
    story = story_at("waiting")
    story.red("DR-9")
    story.now += timedelta(hours=20)
    assert story.tick() == []
    story.now += timedelta(days=3)
    assert [type(event) for event in story.tick()] == [GateWithdrawn]
    assert story.project.status == "running"


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


def test_iterations_are_counted_at_gate_2_alone() -> None:
    story = story_at("running", 3)
    story.red("DEP-5")
    assert story.refused(LEAD, RequestGate(3, 1)) == "not_all_ready"
    assert NINETY.phase(3).gate.verdict == "all_ready"
    assert story.verdict() == "not_yet"
