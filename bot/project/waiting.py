"""The request that waits for its approvers, and the refusal of a button of another gate or round."""

from __future__ import annotations

from bot.playbooks.model import Playbook
from bot.project.authority import need_gate_time, need_running
from bot.project.refusals import Refusal
from bot.project.state import GateRequest, Project


def open_request(project: Project, playbook: Playbook, number: int, round_: int) -> GateRequest:
    """Return the request of a round that is open; refuse where it is over, or where no gate can be decided."""
    need_this_round(project, playbook, number, round_)
    need_gate_time(project)
    if project.request is None:
        raise Refusal("nothing_waiting", gate=number)
    return project.request


def need_unpaused(project: Project, request: GateRequest) -> None:
    """Refuse while the request waits for the lead, since something that it rests on has changed."""
    if project.status == "paused":
        raise Refusal("request_paused", items=request.paused_by, who=(project.lead,))


def need_this_round(
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
