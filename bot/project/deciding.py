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
from bot.project.conditions import left_open, need_settled
from bot.project.equivalents import need_outside
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
from bot.project.replanning import due_as_phase_begins
from bot.project.rounds import TAKEN_BACK_WITHIN
from bot.project.state import Elsewhere, GateRequest, Meeting, Project, Terms, Vote, confirmed_meeting
from bot.project.terms import terms_of
from bot.project.threshold import locked_by, parted
from bot.project.values import check_long
from bot.project.voting import lacks, need_approver, need_separate, seat
from bot.project.waiting import need_unpaused, open_request

#: stands in a condition's id for the number of the approval that asked for it: they were agreed on in a meeting
OF_A_MEETING = 0


def approve(
    project: Project, command: ApproveGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Approve: the gate is passed when every group has its quorum."""
    asked, gate = votable(project, playbook, command.gate, command.round, by, now)
    if open_items := left_open(project, playbook):
        raise Refusal("go_needs_all", items=open_items)
    return approved(project, playbook, asked, gate, seat(project, asked, gate, by, today(project, now)), now)


def approve_with_conditions(
    project: Project, command: ApproveWithConditions, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Approve, and leave something to be done in the next phase; the gate after it waits for that."""
    asked, gate = votable(project, playbook, command.gate, command.round, by, now)
    terms, words = terms_of(project, command.conditions, playbook, now)
    vote = replace(seat(project, asked, gate, by, today(project, now)), terms=terms, words=words)
    return approved(project, playbook, asked, gate, vote, now)


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
    decidable(project, playbook, command.gate, command.round, by, now)
    return [GateSentBack(command.gate, command.round, check_long("reason", command.reason))]


def hold(project: Project, command: HoldGate, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Decide that the project rests; when it is resumed, the gate is asked for again."""
    gate, principal = decidable(project, playbook, command.gate, command.round, by, now)
    _need_offered(gate, "hold")
    reason = check_long("reason", command.reason)
    away = "" if principal == by.person else principal
    return [GateHeld(command.gate, command.round, today(project, now), reason, away)]


def stop(project: Project, command: StopGate, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Decide that the project ends."""
    gate, principal = decidable(project, playbook, command.gate, command.round, by, now)
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


def approved(
    project: Project, playbook: Playbook, asked: GateRequest, gate: Gate, vote: Vote, now: datetime
) -> list[Event]:
    """Return the vote and, when every group has its quorum with it, the decision."""
    voted = replace(asked, votes=(*asked.votes, vote))
    cast = VoteCast(
        asked.gate,
        asked.round,
        vote.group,
        vote.stands_for,
        vote.terms,
        vote.words,
        elsewhere=_confirmed(asked.meeting, vote),
    )
    if any(lacks(project, voted, group) for group in gate.sides):
        return [cast]
    on = today(project, now)
    starts_on = None if gate.finishes else next_phase_start(project, on)
    terms, words = _left(voted)
    locked, locked_words = parted(playbook, locked_by(project, gate))
    decision = GateApproved(
        gate=gate.number,
        round=asked.round,
        starts_on=starts_on,
        locked=locked,
        locked_words=locked_words,
        went_live_on=on if gate.goes_live else None,
        finishes=gate.finishes,
        terms=terms,
        words=words,
        stands_for=vote.stands_for,
        elsewhere=cast.elsewhere,
        due=due_as_phase_begins(project, playbook, gate.number + 1, starts_on) if starts_on else {},
    )
    # Where one approval decides, the decision says it all.
    return [decision] if len(voted.votes) == 1 and not gate.groups else [cast, decision]


def _left(voted: GateRequest) -> tuple[dict[str, Terms], dict[str, str]]:
    """Return the conditions of all approvals by id; those of a meeting that some of them confirm count once."""
    asking: list[tuple[int, Vote | Meeting]] = list(enumerate(voted.votes, 1))
    if meeting := confirmed_meeting(voted):
        asking.insert(0, (OF_A_MEETING, meeting))
    ids = [(f"{voted.gate}.{voted.round}.{n}.{key}", each, key) for n, each in asking for key in each.terms]
    terms = {key: each.terms[number] for key, each, number in ids}
    return terms, {key: each.words[number] for key, each, number in ids}


def _confirmed(meeting: Meeting | None, vote: Vote) -> Elsewhere | None:
    return meeting.reference if meeting and vote.confirms == meeting.id else None


def votable(
    project: Project, playbook: Playbook, number: int, round_: int, by: Actor, now: datetime
) -> tuple[GateRequest, Gate]:
    """Return the request and its gate for an approval; refuse whoever may not give one, and when."""
    gate, principal = decidable(project, playbook, number, round_, by, now)
    asked = open_request(project, playbook, number, round_)
    need_two(project)
    need_separate(project, asked, playbook, by, principal)
    need_settled(project)
    need_outside(project, playbook)
    return asked, gate


def decidable(
    project: Project, playbook: Playbook, number: int, round_: int, by: Actor, now: datetime
) -> tuple[Gate, str]:
    """Return the gate, and whom the person decides for."""
    asked = open_request(project, playbook, number, round_)
    gate = playbook.phase(number).gate
    principal = need_approver(project, by, gate, today(project, now))
    need_unpaused(project, asked)
    return gate, principal


def _need_offered(gate: Gate, decision: Decision) -> None:
    if decision not in gate.decisions:
        raise Refusal("not_offered", gate=gate.number)
