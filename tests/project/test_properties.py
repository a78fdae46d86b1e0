"""What holds on every way through a project, whoever does what in whatever order."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.project.commands import (
    CLOCK,
    ApproveGate,
    ChooseAfterIterations,
    Command,
    ConfirmDecision,
    DeclareNotReady,
    DescribeEquivalent,
    GiveRole,
    HoldProject,
    PassTime,
    RecordDecision,
    RecordMeasure,
    RequestGate,
    ResumeGate,
    ResumeProject,
    SendBackGate,
    SetItem,
    SignEquivalent,
    SignItem,
    SignThreshold,
    WithdrawGate,
)
from bot.project.conditions import left_open
from bot.project.events import Event, GateApproved, GateIterated, GateRequested, ProjectHalted
from bot.project.evolve import evolve
from bot.project.index import index, index_of
from bot.project.plan import gate_due_at, today
from bot.project.refusals import Refusal
from bot.project.state import GateVerdict, ItemStatus, Project
from tests.project.good import GOOD, good
from tests.project.story import LEAD, NINETY, OWNER, REVIEWER, STRANGER, Story
from tests.search import searched

PASSING = {"ready", "flagged", "not_applicable"}


def oracle(phase: int, statuses: list[ItemStatus]) -> GateVerdict:
    """Return the verdict as the framework words it, over the statuses of a checklist."""
    if all(status in PASSING for status in statuses):
        return "go"
    reds = statuses.count("not_ready")
    if phase == 1:
        return "stop" if reds > 2 else "fix_and_recheck"
    return "iterate" if phase == 2 and reds else "not_yet"


def statuses(story: Story) -> list[ItemStatus]:
    return [story.status(item.id) for item in story.playbook.phase(story.project.phase).checklist]


class Team(RuleBasedStateMachine):
    """People who do things in any order; what must always hold is checked after each."""

    story: Story

    @initialize()
    def open(self) -> None:
        self.story = Story(region="CA-ON")

    # what people do

    def pick(self, number: int) -> str:
        checklist = NINETY.phase(self.story.project.phase).checklist
        return checklist[number % len(checklist)].id

    @rule(number=st.integers(0, 9))
    def make_ready(self, number: int) -> None:
        item = NINETY.item(self.pick(number))
        for command in good(item, OWNER):
            self.attempt(self.story.signer(item.id), command)

    @rule()
    def make_all_ready(self) -> None:
        for number, _ in enumerate(NINETY.phase(self.story.project.phase).checklist):
            self.make_ready(number)

    @rule(number=st.integers(0, 9), red=st.booleans())
    def spoil(self, number: int, red: bool) -> None:
        item = self.pick(number)
        self.attempt(LEAD, DeclareNotReady(item, "Not there") if red else SetItem(item, False))

    @rule(months=st.sampled_from(["3", "6", "12"]), sign=st.booleans())
    def equivalent(self, months: str, sign: bool) -> None:
        self.attempt(LEAD, RecordMeasure("DR-2", {"months": months}))
        self.attempt(LEAD, DescribeEquivalent("DR-2", "A daily process"))
        if sign:
            self.attempt(REVIEWER, SignEquivalent("DR-2"))

    @rule()
    def ask(self) -> None:
        self.attempt(LEAD, RequestGate(self.story.project.phase, self.story.round + 1))

    @rule(who=st.sampled_from(["", LEAD, STRANGER]), ahead=st.integers(-1, 1))
    def approve(self, who: str, ahead: int) -> None:
        gate = self.story.project.phase + ahead
        self.attempt(who or self.story.project.sponsor, ApproveGate(gate, self.story.round))

    @rule(who=st.sampled_from(["", LEAD, STRANGER]), outcome=st.sampled_from(["go", "stop"]))
    def decide_elsewhere(self, who: str, outcome: str) -> None:
        gate, number = self.story.project.phase, self.story.round
        held_on = today(self.story.project, self.story.now).isoformat()
        record = f"rec-{self.story.project.seq}"
        self.attempt(LEAD, RecordDecision(gate, number, record, outcome, held_on, "Binder", reason="Sold"))
        request = self.story.project.request
        meeting = request.meeting if request else None
        if meeting and meeting.outcome == "go":  # a stop would end the search
            self.attempt(who or self.story.project.sponsor, ConfirmDecision(gate, number, meeting.id))

    @rule(kind=st.sampled_from([SendBackGate, WithdrawGate]), sponsor=st.booleans())
    def give_back(self, kind: Any, sponsor: bool) -> None:
        who = self.story.project.sponsor if sponsor else LEAD
        self.attempt(who, kind(self.story.project.phase, self.story.round, "Not yet"))

    @rule()
    def pass_the_gate(self) -> None:
        self.make_all_ready()
        self.ask()
        self.approve("", 0)

    @rule()
    def resume_gate(self) -> None:
        self.attempt(LEAD, ResumeGate(self.story.project.phase, self.story.round))

    @rule(first=st.integers(0, 9), late=st.booleans())
    def spoil_three(self, first: int, late: bool) -> None:
        if late:
            self.story.now = max(
                self.story.now, gate_due_at(self.story.project, NINETY, self.story.project.phase)
            )
        for number in range(first, first + 3):
            self.spoil(number, red=True)

    @rule(seldom=st.integers(0, 3))
    def hold(self, seldom: int) -> None:
        if not seldom:
            self.attempt(LEAD, HoldProject("Waiting"))

    @rule()
    def resume(self) -> None:
        held = self.story.project.status == "held"
        self.attempt(LEAD, ResumeProject())
        project = self.story.project
        if held and project.phase == 1 and project.status != "halted":
            late = self.story.now >= gate_due_at(project, NINETY, 1)
            assert not (late and self.story.verdict() == "stop"), "what became red on hold halts"

    @rule()
    def choose(self) -> None:
        self.attempt(self.story.project.sponsor, ChooseAfterIterations("continue", "Once more"))

    @rule(person=st.sampled_from(["sam", "new"]))
    def replace_sponsor(self, person: str) -> None:
        self.attempt(LEAD, GiveRole("sponsor", person))
        self.attempt(person, SignItem("DR-8"))

    @rule(minimum=st.sampled_from(["20", "25"]), sign=st.booleans())
    def move_threshold(self, minimum: str, sign: bool) -> None:
        self.attempt(LEAD, RecordMeasure("DR-1", GOOD["DR-1"] | {"minimum": minimum}))
        waiting = self.story.project.new_threshold
        if sign and waiting:
            self.attempt(self.story.project.sponsor, SignThreshold(waiting.values))

    @rule(hours=st.integers(1, 24 * 9))
    def let_time_pass(self, hours: int) -> None:
        self.story.now += timedelta(hours=hours)
        self.attempt(CLOCK.person, PassTime())

    # what must hold each time

    def attempt(self, by: str, command: Command) -> None:
        """Do it, look at what it did, and do it once more: the second time nothing may happen."""
        before = self.story.project
        verdict = oracle(before.phase, statuses(self.story))
        if verdict == "not_yet" and self.missing() == set(left_open(before, NINETY)):
            verdict = "go"  # with conditions: the gate can be asked for
        try:
            events = self.story.do(by, command)
        except Refusal:
            assert self.story.project == before
            return
        self.check(before, verdict, by, events)
        with suppress(Refusal):
            assert self.story.decide(by, command) == []

    def missing(self) -> set[str]:
        checklist = NINETY.phase(self.story.project.phase).checklist
        return {item.id for item in checklist if self.story.status(item.id) in ("open", "not_ready")}

    def check(self, before: Project, verdict: GateVerdict, by: str, events: list[Event]) -> None:
        after = self.story.project
        approved = [event for event in events if isinstance(event, GateApproved)]
        assert after.phase - before.phase == sum(event.gate < 4 for event in approved)
        for event in approved:
            assert (event.gate, verdict, before.status) == (before.phase, "go", "waiting")
            assert by in before.holders("sponsor")
            assert before.new_threshold is None
        if any(isinstance(event, GateRequested) for event in events):
            # What a conditional go may leave for later may be open when the gate is asked for.
            assert by == LEAD
            assert verdict == "go" or left_open(before, NINETY)
        if any(isinstance(event, GateIterated) for event in events):
            assert (before.phase, verdict) == (2, "iterate")
            assert after.iterations == before.iterations + 1
        if any(isinstance(event, ProjectHalted) for event in events):
            assert self.story.verdict() == "stop"

    @invariant()
    def the_verdict_is_the_framework_s(self) -> None:
        assert self.story.verdict() == oracle(self.story.project.phase, statuses(self.story))

    @invariant()
    def what_waits_is_ready(self) -> None:
        project = self.story.project
        if project.status == "waiting" or (project.status == "held" and project.held_from == "waiting"):
            # What a conditional go may leave for later need not be ready.
            assert self.missing() <= set(left_open(project, NINETY))
            assert self.story.status("DR-8") == "ready"
            assert project.new_threshold is None

    @invariant()
    def a_stop_is_announced_and_a_late_one_halts(self) -> None:
        project = self.story.project
        if project.phase == 1:
            stop = self.story.verdict() == "stop"
            assert project.stop_announced == stop
            late = self.story.now >= gate_due_at(project, NINETY, 1)
            if stop and late and project.status in ("running", "waiting", "paused"):
                assert isinstance(self.story.decide(CLOCK, PassTime())[0], ProjectHalted)

    @invariant()
    def a_request_is_there_exactly_while_it_waits(self) -> None:
        project = self.story.project
        status = project.held_from if project.status == "held" else project.status
        assert (project.request is not None) == (status in ("waiting", "paused"))

    @invariant()
    def the_clock_stands_exactly_on_hold_and_in_a_halt(self) -> None:
        project = self.story.project
        open_pauses = [pause for pause in project.pauses if pause.until is None]
        assert len(open_pauses) == (project.status in ("held", "halted"))

    @precondition(lambda self: self.story.project.seq % 5 == 0)
    @invariant()
    def the_ledger_gives_the_project_and_json_keeps_it(self) -> None:
        replayed: Project | None = None
        for recorded in self.story.history:
            replayed = evolve(replayed, recorded)
        assert replayed == self.story.project
        kept = msgspec.json.decode(msgspec.json.encode(replayed), type=Project)
        assert kept == self.story.project
        rows = index(kept, NINETY)
        assert rows == index(self.story.project, NINETY) == index_of(kept, NINETY, [r.item for r in rows])


Team.TestCase.settings = searched(200, stateful_step_count=40, suppress_health_check=list(HealthCheck))
TestTeam = Team.TestCase

STATES = st.sampled_from(["open", "ready", "amber", "red"])


@given(st.lists(STATES, min_size=9, max_size=9))
def test_the_readiness_verdict_counts_red_items(states: list[str]) -> None:
    story = Story()
    for number, state in enumerate(states, 1):
        item = f"DR-{number}"
        if state == "red":
            story.red(item)
        elif state == "amber" and item == "DR-2":
            story.measure(item, months="8")
        elif state != "open" and (item != "DR-7" or story.status("DR-1") == "ready"):
            story.ready(item)
    found = statuses(story)
    for number, state in enumerate(states):
        expected = {"open": "open", "ready": "ready", "amber": "flagged" if number == 1 else "ready"}
        assert found[number] in (expected.get(state, "not_ready"), "open" if number == 6 else "")
    assert story.verdict() == oracle(1, found)
    assert (story.verdict() == "stop") == (states.count("red") >= 3)
