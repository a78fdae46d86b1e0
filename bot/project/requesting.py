"""Asking for a gate, asking again, withdrawing, and what follows after iterations (`framework.md`, section 1)."""

from __future__ import annotations

from datetime import datetime

from bot.playbooks.model import Gate, Playbook
from bot.project.authority import in_roles, need_gate_time, need_role, need_running, need_two
from bot.project.commands import (
    Actor,
    ChooseAfterIterations,
    RequestGate,
    ResumeGate,
    WithdrawGate,
)
from bot.project.conditions import left_open, need_settled
from bot.project.equivalents import need_outside
from bot.project.events import (
    Event,
    GateIterated,
    GateRequested,
    GateResumed,
    GateWithdrawn,
    ProjectHalted,
    ProjectStopped,
    SponsorChose,
)
from bot.project.importing import need_countersigned
from bot.project.plan import today
from bot.project.readiness import PASSING, status, verdict, with_status
from bot.project.reasons import reason_of
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import GateRequest, Project
from bot.project.values import check_long
from bot.project.voting import need_people
from bot.project.waiting import need_this_round, open_request


def request(
    project: Project, command: RequestGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Ask for the gate of the phase. Only a full "go" reaches the sponsor; a stop halts, a "no" iterates."""
    need_this_round(project, playbook, command.gate, command.round, new=True)
    need_gate_time(project)
    need_role(project, by, "lead")
    need_two(project)
    if project.request:
        return _asked_again(project, project.request, command, playbook, now)
    need_countersigned(project)
    if instead := _instead(project, playbook, command.round, now):
        return [instead]
    gate = playbook.phase(project.phase).gate
    _need_complete(project, playbook, gate)
    need_settled(project)
    need_people(project, playbook, gate)
    return [GateRequested(command.gate, command.round)]


def resume(
    project: Project, command: ResumeGate, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Put a paused request before its approvers again, once everything it rests on is ready.

    It is asking for the gate: a stop halts, and a "no" iterates.
    """
    open_request(project, playbook, command.gate, command.round)
    need_role(project, by, "lead")
    if project.status != "paused":
        raise Refusal("not_paused", gate=command.gate)
    if instead := _instead(project, playbook, command.round, now):
        return [instead]
    _need_complete(project, playbook, playbook.phase(project.phase).gate)
    need_settled(project)
    return [GateResumed(command.gate, command.round, asked=True)]


def withdraw(project: Project, command: WithdrawGate, by: Actor, playbook: Playbook) -> list[Event]:
    """Take a request back."""
    open_request(project, playbook, command.gate, command.round)
    need_role(project, by, "lead")
    return [GateWithdrawn(command.gate, command.round, check_long("reason", command.reason))]


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
    reason = check_long("reason", command.reason)
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


def holds(project: Project, playbook: Playbook, item: str) -> bool:
    """Tell whether an item passes, and no condition that stands for it is open."""
    if any(each.item == item for each in project.open_conditions):
        return False
    return status(project, playbook, playbook.item(item)) in PASSING


def goes_on_with(project: Project, playbook: Playbook) -> tuple[str, ...]:
    """Return the items with which a paused request goes on by itself once they are ready again.

    None where the lead is to look at it and ask again: what changed is ready, something else is missing, too, or
    asking would halt the project or begin another iteration.
    """
    if verdict(project, playbook) in ("stop", "iterate"):
        return ()
    paused = project.request.paused_by if project.request else ()
    missing = tuple(key for key in paused if not holds(project, playbook, key))
    lacking = {*with_status(project, playbook, "open"), *with_status(project, playbook, "not_ready")}
    if project.new_threshold or lacking - {*missing, *left_open(project, playbook)}:
        return ()
    return missing


def is_complete(project: Project, playbook: Playbook) -> bool:
    """Tell whether nothing stands in the way of putting the gate of the phase before its approvers."""
    try:
        _need_complete(project, playbook, playbook.phase(project.phase).gate)
        need_settled(project)
    except Refusal:
        return False
    return True


def _asked_again(
    project: Project, asked: GateRequest, command: RequestGate, playbook: Playbook, now: datetime
) -> list[Event]:
    """Ask anew although a request is open: what is not ready counts, and else the open request is the one."""
    if project.status != "paused":
        raise Refusal("already_waiting", gate=asked.gate, who=_approvers(project, playbook))
    # The click that made this request, once more, asks for nothing new.
    instead = _instead(project, playbook, command.round, now) if command.round != asked.round else None
    if instead is None:
        raise Refusal("asked_and_paused", gate=asked.gate, items=asked.paused_by)
    # Each round has its own end; a halt ends an open request by itself.
    ended = [GateWithdrawn(asked.gate, asked.round, "")] if isinstance(instead, GateIterated) else []
    return [*ended, instead]


def _instead(project: Project, playbook: Playbook, number: int, now: datetime) -> Event | None:
    """Return what asking for the gate brings instead of a request: a halt on a stop, an iteration on a "no"."""
    found = verdict(project, playbook)
    red = with_status(project, playbook, "not_ready")
    if found == "stop":
        return ProjectHalted(today(project, now), red)
    if found == "iterate":
        return _iterated(project, playbook, number, red)
    return None


def _iterated(project: Project, playbook: Playbook, number: int, red: tuple[str, ...]) -> GateIterated:
    gate, reason = playbook.phase(project.phase).gate, reason_of(project, playbook, red)
    since_asked = project.iterations + 1 - project.iterations_answered
    return GateIterated(gate.number, number, red, reason, asks_sponsor=since_asked >= gate.iterations)


def _need_complete(project: Project, playbook: Playbook, gate: Gate) -> None:
    """Refuse unless the sponsor stands behind the project, nothing waits to be signed and all items pass."""
    later = left_open(project, playbook)
    waiting = tuple(item for item in with_status(project, playbook, "open") if item not in later)
    red = tuple(item for item in with_status(project, playbook, "not_ready") if item not in later)
    for phase in playbook.phases[: project.phase]:
        first = phase.gate.needs_first
        if first and status(project, playbook, playbook.item(first)) not in PASSING:
            others = len({*waiting, *red} - {first})
            raise Refusal("sponsor_first", item=first, who=project.holders("sponsor"), others=others or "")
    need_outside(project, playbook)
    if project.new_threshold:
        raise Refusal("threshold_unsigned", who=project.holders("sponsor"))
    if waiting and gate.verdict == "questions" and not red:
        raise Refusal("unanswered", items=waiting)
    if waiting or red:
        raise Refusal("not_all_ready", open=waiting, red=red)


def _approvers(project: Project, playbook: Playbook) -> tuple[str, ...]:
    return in_roles(project, playbook.phase(project.phase).gate.approvers)
