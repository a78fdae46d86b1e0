"""Decided elsewhere: the lead records what a meeting decided; it counts once approvers confirm it."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.authority import holds, in_roles
from bot.project.commands import (
    Actor,
    ConfirmDecision,
    DisputeDecision,
    HoldGate,
    RecordDecision,
    SendBackGate,
    StopGate,
)
from bot.project.conditions import left_open, need_settled, uncovered
from bot.project.deciding import approved, decidable, hold, send_back, stop, votable
from bot.project.events import DecisionDisputed, Event, GateHeld, GateSentBack, GateStopped
from bot.project.meeting import GO, recorded
from bot.project.plan import today
from bot.project.refusals import Refusal
from bot.project.state import GateRequest, Meeting, Project
from bot.project.values import check_long
from bot.project.voting import awaited, deciders, need_approver, seat, standing_in
from bot.project.waiting import need_unpaused, open_request


def record(
    project: Project, command: RecordDecision, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Record what a meeting decided. It decides nothing yet; a later record replaces it."""
    asked = open_request(project, playbook, command.gate, command.round)
    if not holds(project, by, "lead"):
        raise Refusal("lead_records", who=(project.lead,))
    need_unpaused(project, asked)
    if asked.meeting and asked.meeting.id == command.record:
        return []
    gate = playbook.phase(command.gate).gate
    if command.outcome == "go" and (open_items := left_open(project, playbook)):
        raise Refusal("go_needs_all", items=open_items)
    if command.outcome in GO:
        need_settled(project)
    return [recorded(project, command, playbook, gate, now)]


def confirm(
    project: Project, command: ConfirmDecision, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Confirm what was recorded: a go counts as an approval, anything else is decided by it."""
    gate, principal = decidable(project, playbook, command.gate, command.round, by, now)
    meeting = _meeting(open_request(project, playbook, command.gate, command.round), command.record)
    if meeting.by in (by.person, principal) and not project.practice:
        others = confirmers(project, playbook, today(project, now))
        raise Refusal("own_record", gate=gate.number, who=others)
    if meeting.outcome in GO:
        asked, gate = votable(project, playbook, command.gate, command.round, by, now)
        if meeting.outcome == "go" and (open_items := left_open(project, playbook)):
            raise Refusal("go_needs_all", items=open_items)
        if meeting.outcome == "conditional" and (left := uncovered(project, playbook, meeting.terms)):
            raise Refusal("items_uncovered", items=left)
        vote = replace(seat(project, asked, gate, by, today(project, now)), confirms=meeting.id)
        return approved(project, playbook, asked, gate, vote, now)
    decided = _ended(project, command, meeting, by, playbook, now)
    return [
        replace(event, elsewhere=meeting.reference)
        for event in decided
        if isinstance(event, GateHeld | GateSentBack | GateStopped)
    ]


def dispute(
    project: Project, command: DisputeDecision, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Say that it is not so: the record counts no more, and the request goes on waiting. The lead can, too."""
    asked = open_request(project, playbook, command.gate, command.round)
    if not holds(project, by, "lead"):
        need_approver(project, by, playbook.phase(command.gate).gate, today(project, now))
    need_unpaused(project, asked)
    _meeting(asked, command.record)
    reason = check_long("reason", command.reason)
    return [DecisionDisputed(command.gate, command.round, command.record, reason)]


def confirmers(project: Project, playbook: Playbook, on: date) -> tuple[str, ...]:
    """Return who can confirm what is recorded, on a day: for a go whose approval is awaited, else any approver.

    Neither whoever recorded it can, nor anybody in their place.
    """
    request = project.request
    if request is None or request.meeting is None:
        return ()
    gate = playbook.phase(request.gate).gate
    if project.practice:
        return deciders(project, gate) or (project.lead,)
    recorder = request.meeting.by
    if request.meeting.outcome in GO:
        holders = awaited(project, playbook, gate, request)
    else:
        holders = in_roles(project, gate.approvers)
    entitled = tuple(person for person in holders if person != recorder)
    people = (*entitled, *standing_in(project, entitled, on))
    return tuple(person for person in dict.fromkeys(people) if person != recorder)


def _meeting(asked: GateRequest, record: str) -> Meeting:
    """Return what is recorded; refuse a button that stood beside another record."""
    if asked.meeting is None or asked.meeting.id != record:
        raise Refusal("record_gone", gate=asked.gate)
    return asked.meeting


def _ended(
    project: Project,
    command: ConfirmDecision,
    meeting: Meeting,
    by: Actor,
    playbook: Playbook,
    now: datetime,
) -> list[Event]:
    gate, number, reason = command.gate, command.round, meeting.reason
    match meeting.outcome:
        case "hold":
            return hold(project, HoldGate(gate, number, reason), by, playbook, now)
        case "stop":
            return stop(project, StopGate(gate, number, reason), by, playbook, now)
        case _:
            return send_back(project, SendBackGate(gate, number, reason), by, playbook, now)
