"""Commands on gates: asking, pausing, deciding, iterating (`framework.md`, section 1)."""

from __future__ import annotations

from datetime import datetime

from bot.playbooks.model import Gate, Playbook
from bot.project.authority import in_roles, need_gate_time, need_role, need_running, need_team, need_two
from bot.project.commands import (
    Actor,
    AnswerQuestion,
    ApproveGate,
    AskQuestion,
    ChooseAfterIterations,
    RequestGate,
    ResumeGate,
    SendBackGate,
    WithdrawGate,
)
from bot.project.events import (
    Event,
    GateApproved,
    GateIterated,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateWithdrawn,
    ProjectHalted,
    ProjectStopped,
    SponsorChose,
)
from bot.project.plan import next_phase_start, today
from bot.project.readiness import PASSING, status, verdict, with_status
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import GateRequest, Project
from bot.project.threshold import locked_by
from bot.project.values import LONGEST_TEXT, check_text


def request(
    project: Project, command: RequestGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Ask for the gate of the phase. Only a full "go" reaches the sponsor; a stop halts, a "no" iterates."""
    _need_this_round(project, playbook, command.gate, command.round, new=True)
    need_gate_time(project)
    need_role(project, by, "lead")
    need_two(project)
    if project.request:
        raise Refusal("already_waiting", gate=command.gate, who=_approvers(project, playbook))
    gate = playbook.phase(project.phase).gate
    found = verdict(project, playbook)
    red = with_status(project, playbook, "not_ready")
    if found == "stop":
        return [ProjectHalted(today(project, now), red)]
    if found == "iterate":
        return [_iterated(project, gate, command.round, red)]
    _need_complete(project, playbook, gate)
    return [GateRequested(command.gate, command.round)]


def resume(project: Project, command: ResumeGate, by: Actor, playbook: Playbook) -> list[Event]:
    """Put a paused request before its approvers again, once everything it rests on is ready."""
    _request(project, playbook, command.gate, command.round)
    need_role(project, by, "lead")
    if project.status != "paused":
        raise Refusal("not_paused", gate=command.gate)
    _need_complete(project, playbook, playbook.phase(project.phase).gate)
    return [GateResumed(command.gate, command.round)]


def withdraw(project: Project, command: WithdrawGate, by: Actor, playbook: Playbook) -> list[Event]:
    """Take a request back."""
    _request(project, playbook, command.gate, command.round)
    need_role(project, by, "lead")
    return [GateWithdrawn(command.gate, command.round, _text("reason", command.reason))]


def approve(
    project: Project, command: ApproveGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Pass the gate: the next phase is planned from the decision."""
    gate = _decidable(project, playbook, command.gate, command.round, by)
    need_two(project)
    on = today(project, now)
    return [
        GateApproved(
            gate=command.gate,
            round=command.round,
            starts_on=None if gate.finishes else next_phase_start(project, on),
            locked=locked_by(project, gate),
            went_live_on=on if gate.goes_live else None,
            finishes=gate.finishes,
        )
    ]


def send_back(project: Project, command: SendBackGate, by: Actor, playbook: Playbook) -> list[Event]:
    """Send the request back to the team, with a reason."""
    _decidable(project, playbook, command.gate, command.round, by)
    return [GateSentBack(command.gate, command.round, _text("reason", command.reason))]


def ask(project: Project, command: AskQuestion, by: Actor, playbook: Playbook) -> list[Event]:
    """Ask something before deciding; the request goes on waiting."""
    asked = _request(project, playbook, command.gate, command.round)
    need_role(project, by, *playbook.phase(command.gate).gate.approvers)
    if any(question.id == command.question for question in asked.questions):
        return []
    text = _text("text", command.text)
    return [GateQuestionAsked(command.gate, command.round, command.question, text)]


def answer(project: Project, command: AnswerQuestion, by: Actor, playbook: Playbook) -> list[Event]:
    """Answer a question: anybody on the project can."""
    asked = _request(project, playbook, command.gate, command.round)
    need_team(project, by)
    question = next((q for q in asked.questions if q.id == command.question), None)
    if question is None:
        raise Refusal("unknown_question")
    if question.answer:
        raise Refusal("question_answered", who=(question.answered_by,))
    text = _text("text", command.text)
    return [GateQuestionAnswered(command.gate, command.round, command.question, text)]


def choose(project: Project, command: ChooseAfterIterations, by: Actor) -> list[Event]:
    """Say what follows after the iterations: continue, re-scope or stop."""
    need_running(project)
    need_role(project, by, "sponsor")
    if project.status == "held" and project.held_from == "deciding":
        raise Refusal("project_held", by=project.status_by, at=project.status_since)
    if project.status != "deciding":
        raise Refusal("nobody_to_choose")
    if command.choice not in ("continue", "rescope", "stop"):
        raise BadInput(Problem("choice", "not_a_choice"))
    reason = _text("reason", command.reason)
    if command.choice == "stop":
        return [ProjectStopped(reason)]
    return [SponsorChose(command.choice, reason)]


def resting_on(project: Project, playbook: Playbook) -> frozenset[str]:
    """Return the items that a request of the current gate rests on."""
    checklist = playbook.phase(project.phase).checklist
    ids = {item.id for item in checklist}
    used = {at.partition(".")[0] for item in checklist if item.rule for at in item.rule.uses.values()}
    first = {phase.gate.needs_first for phase in playbook.phases[: project.phase]}
    return frozenset(ids | used | first) - {"", "locked"}


def _iterated(project: Project, gate: Gate, number: int, red: tuple[str, ...]) -> GateIterated:
    reason = "; ".join(project.item(key).not_ready for key in red if project.item(key).not_ready)
    since_asked = project.iterations + 1 - project.iterations_answered
    return GateIterated(gate.number, number, red, reason, asks_sponsor=since_asked >= gate.iterations)


def _need_complete(project: Project, playbook: Playbook, gate: Gate) -> None:
    """Refuse unless the sponsor stands behind the project, nothing waits to be signed and all items pass."""
    for phase in playbook.phases[: project.phase]:
        first = phase.gate.needs_first
        if first and status(project, playbook, playbook.item(first)) not in PASSING:
            raise Refusal("sponsor_first", item=first, who=project.holders("sponsor"))
    if project.new_threshold:
        raise Refusal("threshold_unsigned", who=project.holders("sponsor"))
    waiting = with_status(project, playbook, "open")
    red = with_status(project, playbook, "not_ready")
    if waiting and gate.verdict == "questions" and not red:
        raise Refusal("unanswered", items=waiting)
    if waiting or red:
        raise Refusal("not_all_ready", open=waiting, red=red)


def _decidable(project: Project, playbook: Playbook, number: int, round_: int, by: Actor) -> Gate:
    asked = _request(project, playbook, number, round_)
    gate = playbook.phase(number).gate
    need_role(project, by, *gate.approvers)
    if project.status == "paused":
        raise Refusal("request_paused", items=asked.paused_by, who=(project.lead,))
    return gate


def _request(project: Project, playbook: Playbook, number: int, round_: int) -> GateRequest:
    _need_this_round(project, playbook, number, round_)
    need_gate_time(project)
    if project.request is None:
        raise Refusal("nothing_waiting", gate=number)
    return project.request


def _need_this_round(
    project: Project, playbook: Playbook, number: int, round_: int, *, new: bool = False
) -> None:
    """Refuse a button of another gate, or of a round that is over: it says how that one ended."""
    if not 1 <= number <= len(playbook.phases):
        raise Refusal("wrong_gate", gate=number)
    for decision in project.decisions:
        if (decision.gate, decision.round) == (number, round_):
            params = {"outcome": decision.outcome, "who": (decision.by,), "at": decision.at}
            raise Refusal("round_over", gate=number, **params)
    if project.request and (number, round_) == (project.request.gate, project.request.round):
        return
    need_running(project)
    if number != project.phase:
        raise Refusal("wrong_gate", gate=number, phase=project.phase)
    begun = project.rounds.get(number, 0)
    if new and round_ != begun + 1:
        raise Refusal("round_over", gate=number)
    if not new and round_ != begun:
        raise Refusal("nothing_waiting", gate=number)


def _approvers(project: Project, playbook: Playbook) -> tuple[str, ...]:
    return in_roles(project, playbook.phase(project.phase).gate.approvers)


def _text(key: str, text: str) -> str:
    return check_text(key, text, longest=LONGEST_TEXT, lines=True)
