"""Messages about one decision: posted once, and edited when what they ask for is done."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.project.events import (
    Event,
    GateIterated,
    GateRequested,
    GateSentBack,
    ProjectHalted,
    ProjectHeld,
    ProjectResumed,
    ProjectStopped,
    RoleGiven,
)
from bot.project.state import GateDecision, Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, live
from bot.talk.notices import Kind, Notice

#: after these a gate that was sent back can be requested no more, or again, or by somebody else
_MOVES = (
    GateRequested,
    GateIterated,
    ProjectHeld,
    ProjectHalted,
    ProjectResumed,
    ProjectStopped,
    RoleGiven,
)


def sent_back(before: Project | None, after: Project, event: Event, by: str) -> Iterator[Outgoing]:
    """Tell the lead that the gate was sent back; edit that once what it offers is done or cannot be."""
    if isinstance(event, GateSentBack) and after.lead != by:
        yield told(after, "sent_back", after.decisions[-1], after.lead)
    if isinstance(event, _MOVES) and before and before.decisions:
        last = before.decisions[-1]
        if last.outcome == "sent_back":
            yield told(after, "sent_back", last, before.lead, again=True)


def undone(before: Project | None, after: Project) -> Iterator[Outgoing]:
    """Edit what was told of the last decision, which was taken back."""
    if before is None or not before.decisions:
        return
    last = before.decisions[-1]
    match last.outcome:
        case "approved" | "conditional":
            yield told(after, "live" if before.status == "live" else "approved", last, again=True)
        case "held" | "stopped":
            yield told(after, "gate_ended", last, again=True)
        case "sent_back":
            yield told(after, "sent_back", last, before.lead, again=True)
        case _:
            return


def told(
    project: Project, kind: Kind, decision: GateDecision, person: str = "", *, again: bool = False
) -> Outgoing:
    """Return what a person, or the channel, is told of a decision; `again` edits it where it was posted."""
    gate, number, seq = decision.gate, decision.round, decision.seq
    key = f"decided:{project.id}:{kind}:{gate}:{number}:{seq}:{person}"
    notice = Notice(kind, project.id, gate=gate, round=number, seq=seq, person=person)
    place = Place(person=person) if person else channel(project)
    return replace(live(project, key, place, notice, again=not again), edit_only=again)
