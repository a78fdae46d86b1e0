"""Each decision of a gate is followed by its packet, in the channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.project.events import DecisionTakenBack, Event, GateApproved, GateHeld, GateSentBack, GateStopped
from bot.project.state import GateDecision, Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, encode, live
from bot.talk.notices import Notice

#: what approvers decide; an iteration is nobody's decision
_DECIDES = (GateApproved, GateSentBack, GateHeld, GateStopped)


def packets(before: Project | None, after: Project, events: Sequence[Event]) -> Iterator[Outgoing]:
    """Yield the packet of each decision, and mark the one of a decision that was taken back.

    It leaves at once: whoever takes the decision back finds it marked, and the next decision has its own.
    """
    first = after.seq - len(events) + 1
    for seq, event in enumerate(events, first):
        if isinstance(event, _DECIDES):
            yield _packet(after, event.gate, event.round, seq)
        if isinstance(event, DecisionTakenBack) and before and before.decisions:
            last = before.decisions[-1]
            yield replace(_packet(after, last.gate, last.round, last.seq), edit_only=True)


def asked_for(project: Project, decision: GateDecision, to: Place, delivery: str) -> Outgoing:
    """Return a packet for one person who asks for it; the same delivery asks once."""
    key = f"packet:{project.id}:{decision.seq}:{to.person}:{delivery}"
    notice = _notice(project, decision.gate, decision.round, decision.seq)
    return Outgoing(key, to, encode(replace(notice, person=to.person)), key, project=project.id)


def _packet(project: Project, gate: int, number: int, seq: int) -> Outgoing:
    key = f"packet:{project.id}:{gate}:{number}:{seq}"
    return live(project, key, channel(project), _notice(project, gate, number, seq))


def _notice(project: Project, gate: int, number: int, seq: int) -> Notice:
    return Notice("packet", project.id, gate=gate, round=number, seq=seq)
