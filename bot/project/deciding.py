"""Approving a gate and deciding otherwise: what an approver can do, and take back."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from bot.playbooks.model import Decision, Gate, Playbook
from bot.project.authority import need_two
from bot.project.commands import (
    Actor,
    ApproveGate,
    ApproveWithConditions,
    HoldGate,
    SendBackGate,
    StopGate,
    TakeBackDecision,
    WithdrawVote,
)
from bot.project.conditions import left_open, need_settled, terms_of
from bot.project.events import (
    DecisionTakenBack,
    Event,
    GateApproved,
    GateHeld,
    GateSentBack,
    GateStopped,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.plan import next_phase_start, today
from bot.project.refusals import Refusal
from bot.project.rounds import TAKEN_BACK_WITHIN
from bot.project.state import GateRequest, Project, Vote
from bot.project.threshold import locked_by
from bot.project.values import check_long
from bot.project.voting import lacks, need_approver, need_separate, seat
from bot.project.waiting import open_request


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
    asked = open_request(project, playbook, command.gate, command.round)
    if not any(vote.by == by.person for vote in asked.votes):
        raise Refusal("no_vote", gate=command.gate)
    return [VoteWithdrawn(command.gate, command.round)]


def send_back(
    project: Project, command: SendBackGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Send the request back to the team, with a reason: one approver's no is enough."""
    _decidable(project, playbook, command.gate, command.round, by, now)
    return [GateSentBack(command.gate, command.round, check_long("reason", command.reason))]


def hold(project: Project, command: HoldGate, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Decide that the project rests; when it is resumed, the gate is asked for again."""
    gate, principal = _decidable(project, playbook, command.gate, command.round, by, now)
    _need_offered(gate, "hold")
    reason = check_long("reason", command.reason)
    away = "" if principal == by.person else principal
    return [GateHeld(command.gate, command.round, today(project, now), reason, away)]


def stop(project: Project, command: StopGate, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Decide that the project ends."""
    gate, principal = _decidable(project, playbook, command.gate, command.round, by, now)
    _need_offered(gate, "stop")
    away = "" if principal == by.person else principal
    return [GateStopped(command.gate, command.round, check_long("reason", command.reason), away)]


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


def _votable(
    project: Project, playbook: Playbook, number: int, round_: int, by: Actor, now: datetime
) -> tuple[GateRequest, Gate]:
    gate, principal = _decidable(project, playbook, number, round_, by, now)
    asked = open_request(project, playbook, number, round_)
    need_two(project)
    need_separate(project, asked, playbook, by, principal)
    need_settled(project)
    return asked, gate


def _decidable(
    project: Project, playbook: Playbook, number: int, round_: int, by: Actor, now: datetime
) -> tuple[Gate, str]:
    """Return the gate, and whom the person decides for."""
    asked = open_request(project, playbook, number, round_)
    gate = playbook.phase(number).gate
    principal = need_approver(project, by, gate, today(project, now))
    if project.status == "paused":
        raise Refusal("request_paused", items=asked.paused_by, who=(project.lead,))
    return gate, principal


def _need_offered(gate: Gate, decision: Decision) -> None:
    if decision not in gate.decisions:
        raise Refusal("not_offered", gate=gate.number)
