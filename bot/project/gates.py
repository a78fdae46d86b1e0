"""Commands on gates: asking, pausing, deciding, iterating (`framework.md`, section 1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.playbooks.model import Decision, Gate, Playbook
from bot.project.authority import in_roles, need_gate_time, need_role, need_running, need_team, need_two
from bot.project.commands import (
    Actor,
    AnswerQuestion,
    ApproveGate,
    ApproveWithConditions,
    AskQuestion,
    ChooseAfterIterations,
    HoldGate,
    RequestGate,
    ResumeGate,
    SendBackGate,
    StopGate,
    TakeBackDecision,
    WithdrawGate,
    WithdrawVote,
)
from bot.project.conditions import left_open, need_settled, terms_of
from bot.project.events import (
    DecisionTakenBack,
    Event,
    GateApproved,
    GateHeld,
    GateIterated,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    ProjectHalted,
    ProjectStopped,
    SponsorChose,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.plan import next_phase_start, today
from bot.project.readiness import PASSING, status, verdict, with_status
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import GateRequest, Project, Vote
from bot.project.threshold import locked_by
from bot.project.values import LONGEST_TEXT, check_text
from bot.project.voting import lacks, need_approver, need_people, need_separate, seat

#: a decision can be taken back this long
TAKEN_BACK_WITHIN = timedelta(minutes=10)


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
    need_settled(project)
    need_people(project, playbook, gate)
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
    """Approve: the gate is passed when every group has its quorum."""
    asked, gate = _votable(project, playbook, command.gate, command.round, by, now)
    if open_items := left_open(project, playbook):
        raise Refusal("go_needs_all", items=open_items)
    return _approved(project, asked, gate, seat(project, asked, gate, by, today(project, now)), now)


def approve_with_conditions(
    project: Project, command: ApproveWithConditions, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Approve, and leave something to be done in the next phase; the gate after it waits for that."""
    asked, gate = _votable(project, playbook, command.gate, command.round, by, now)
    terms, words = terms_of(project, command, gate, now)
    vote = replace(seat(project, asked, gate, by, today(project, now)), terms=terms, words=words)
    return _approved(project, asked, gate, vote, now)


def withdraw_vote(project: Project, command: WithdrawVote, by: Actor, playbook: Playbook) -> list[Event]:
    """Take one's own approval back, as long as the gate is not decided."""
    asked = _request(project, playbook, command.gate, command.round)
    if not any(vote.by == by.person for vote in asked.votes):
        raise Refusal("no_vote", gate=command.gate)
    return [VoteWithdrawn(command.gate, command.round)]


def send_back(
    project: Project, command: SendBackGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Send the request back to the team, with a reason: one approver's no is enough."""
    _decidable(project, playbook, command.gate, command.round, by, now)
    return [GateSentBack(command.gate, command.round, _text("reason", command.reason))]


def hold(project: Project, command: HoldGate, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Decide that the project rests; when it is resumed, the gate is asked for again."""
    gate, principal = _decidable(project, playbook, command.gate, command.round, by, now)
    _need_offered(gate, "hold")
    reason = _text("reason", command.reason)
    away = "" if principal == by.person else principal
    return [GateHeld(command.gate, command.round, today(project, now), reason, away)]


def stop(project: Project, command: StopGate, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Decide that the project ends."""
    gate, principal = _decidable(project, playbook, command.gate, command.round, by, now)
    _need_offered(gate, "stop")
    away = "" if principal == by.person else principal
    return [GateStopped(command.gate, command.round, _text("reason", command.reason), away)]


def take_back(project: Project, command: TakeBackDecision, by: Actor, now: datetime) -> list[Event]:
    """Take one's own decision back: within ten minutes, and while nothing has happened since."""
    last = project.decisions[-1] if project.decisions else None
    if last is None or (last.gate, last.round) != (command.gate, command.round):
        raise Refusal("nothing_to_take_back", gate=command.gate)
    if last.by != by.person:
        raise Refusal("not_your_decision", gate=command.gate, who=(last.by,))
    if now - last.at > TAKEN_BACK_WITHIN:
        raise Refusal("too_late_to_take_back", gate=command.gate, at=last.at)
    if project.before is None:
        raise Refusal("rested_on", gate=command.gate)
    return [DecisionTakenBack(command.gate, command.round)]


def ask(project: Project, command: AskQuestion, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Ask something before deciding; the request goes on waiting."""
    asked = _request(project, playbook, command.gate, command.round)
    need_approver(project, by, playbook.phase(command.gate).gate, today(project, now))
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


def _approved(project: Project, asked: GateRequest, gate: Gate, vote: Vote, now: datetime) -> list[Event]:
    """Return the vote and, when every group has its quorum with it, the decision."""
    voted = replace(asked, votes=(*asked.votes, vote))
    cast = VoteCast(asked.gate, asked.round, vote.group, vote.stands_for, vote.terms, vote.words)
    if any(lacks(project, voted, group) for group in gate.sides):
        return [cast]
    on, all_votes = today(project, now), list(enumerate(voted.votes, 1))
    ids = [(f"{gate.number}.{asked.round}.{n}.{key}", v, key) for n, v in all_votes for key in v.terms]
    decision = GateApproved(
        gate=gate.number,
        round=asked.round,
        starts_on=None if gate.finishes else next_phase_start(project, on),
        locked=locked_by(project, gate),
        went_live_on=on if gate.goes_live else None,
        finishes=gate.finishes,
        terms={key: v.terms[number] for key, v, number in ids},
        words={key: v.words[number] for key, v, number in ids},
        stands_for=vote.stands_for,
    )
    # Where one approval decides, the decision says it all.
    return [decision] if len(voted.votes) == 1 and not gate.groups else [cast, decision]


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
    later = left_open(project, playbook)
    waiting = tuple(item for item in with_status(project, playbook, "open") if item not in later)
    red = tuple(item for item in with_status(project, playbook, "not_ready") if item not in later)
    if waiting and gate.verdict == "questions" and not red:
        raise Refusal("unanswered", items=waiting)
    if waiting or red:
        raise Refusal("not_all_ready", open=waiting, red=red)


def _votable(
    project: Project, playbook: Playbook, number: int, round_: int, by: Actor, now: datetime
) -> tuple[GateRequest, Gate]:
    gate, principal = _decidable(project, playbook, number, round_, by, now)
    asked = _request(project, playbook, number, round_)
    need_two(project)
    need_separate(project, asked, playbook, by, principal)
    need_settled(project)
    return asked, gate


def _decidable(
    project: Project, playbook: Playbook, number: int, round_: int, by: Actor, now: datetime
) -> tuple[Gate, str]:
    """Return the gate, and whom the person decides for."""
    asked = _request(project, playbook, number, round_)
    gate = playbook.phase(number).gate
    principal = need_approver(project, by, gate, today(project, now))
    if project.status == "paused":
        raise Refusal("request_paused", items=asked.paused_by, who=(project.lead,))
    return gate, principal


def _need_offered(gate: Gate, decision: Decision) -> None:
    if decision not in gate.decisions:
        raise Refusal("not_offered", gate=gate.number)


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
