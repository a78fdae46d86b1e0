"""Which messages follow from events: live cards are refreshed, and those who must know are told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.playbooks.model import Playbook
from bot.project.events import (
    Event,
    GateApproved,
    GateIterated,
    GatePaused,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateWithdrawn,
    ItemOwned,
    ProjectHalted,
    ProjectHeld,
    ProjectOpened,
    ProjectResumed,
    ProjectStopped,
    ReadinessStopped,
    RoleGiven,
    SponsorChose,
    ThresholdSigned,
)
from bot.project.state import Project, Question
from bot.service.announced import announced
from bot.service.asked import asked, role
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, live, once
from bot.talk.notices import Kind, Notice

_GATE_MOVES = (
    GateRequested,
    GatePaused,
    GateResumed,
    GateWithdrawn,
    GateQuestionAsked,
    GateQuestionAnswered,
    GateApproved,
    GateSentBack,
    GateIterated,
    ProjectHeld,
    ProjectHalted,
    ProjectResumed,
    ProjectStopped,
)


def follow(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> list[Outgoing]:
    """Return the messages that leave because of these events, in the order in which they leave."""
    told = [message for event in events for message in _told(before, after, event, playbook, by)]
    told += [message for event in events for message in announced(before, after, event, playbook, by)]
    return [*told, *_refreshed(before, after, events, playbook)]


def checklist(project: Project, phase: int, *, again: bool = False) -> Outgoing:
    """Return a refresh of a phase's checklist in the channel; `again` posts it anew at the bottom."""
    notice = Notice("checklist", project.id, phase=phase)
    return live(project, f"checklist:{project.id}:{phase}", channel(project), notice, pin=True, again=again)


def reviews(project: Project, playbook: Playbook, gate: int, number: int) -> Iterator[Outgoing]:
    """Return a refresh of every copy of a gate review: the channel's and each approver's."""
    key = f"review:{project.id}:{gate}:{number}"
    yield live(project, key, channel(project), Notice("review", project.id, gate=gate, round=number))
    for approver in playbook.phase(gate).gate.approvers:
        for person in project.holders(approver):
            notice = Notice("review", project.id, gate=gate, round=number, person=person)
            yield live(project, f"{key}:{person}", Place(person=person), notice)


def _told(
    before: Project | None, after: Project, event: Event, playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    match event:
        case ProjectOpened():
            for name, person in (("sponsor", event.sponsor), ("lead", event.lead)):
                if person != by:
                    yield role(after, name, person)
        case RoleGiven():
            if event.person != by:
                yield role(after, event.role, event.person)
        case ItemOwned():
            if event.owner and event.owner != by:
                yield once(after, "item", Place(person=event.owner), item=event.item, person=event.owner)
        case ReadinessStopped():
            yield once(after, "stop_verdict", channel(after))
        case ProjectHalted():
            yield once(after, "halted", channel(after))
            for person in dict.fromkeys(p for p in (after.lead, after.sponsor) if p != by):
                yield once(after, "halted", Place(person=person), person=person)
        case ProjectHeld():
            yield once(after, "held", channel(after))
        case ProjectResumed():
            yield once(after, "resumed", channel(after))
        case ProjectStopped():
            yield once(after, "stopped", channel(after))
        case GatePaused():
            refers = {"gate": event.gate, "round": event.round}
            yield once(after, "paused", channel(after), **refers)
            if after.lead != by:
                yield once(after, "paused", Place(person=after.lead), person=after.lead, **refers)
        case GateApproved():
            kind: Kind = "live" if event.finishes else "approved"
            yield once(after, kind, channel(after), gate=event.gate, round=event.round)
        case GateSentBack():
            lead = Place(person=after.lead)
            yield once(after, "sent_back", lead, gate=event.gate, round=event.round, person=after.lead)
        case GateIterated():
            yield once(after, "iterated", channel(after), gate=event.gate, round=event.round)
        case GateQuestionAsked():
            yield once(
                after,
                "question",
                Place(person=after.lead),
                gate=event.gate,
                round=event.round,
                question=event.question,
                person=after.lead,
            )
        case GateQuestionAnswered():
            asker = next((q.by for q in _questions(after) if q.id == event.question), after.sponsor)
            yield once(
                after,
                "answer",
                Place(person=asker),
                gate=event.gate,
                round=event.round,
                question=event.question,
                person=asker,
            )
        case SponsorChose():
            yield once(after, "chosen", channel(after))
        case ThresholdSigned():
            yield once(after, "threshold_signed", channel(after))
        case _:
            return


def _refreshed(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook
) -> Iterator[Outgoing]:
    """Refresh what is live: cheap, since a newer refresh replaces a waiting one."""
    phases = {after.phase} | ({before.phase} if before else set())
    for event in events:
        item = getattr(event, "item", "")
        if item:
            phases.add(playbook.phase_of(item).number)
    yield from (checklist(after, number) for number in sorted(phases) if number <= after.phase)
    if any(isinstance(event, _GATE_MOVES) for event in events):
        for gate, number in _rounds(before, after):
            yield from reviews(after, playbook, gate, number)
    for event in events:
        yield from asked(before, after, event)
        item = getattr(event, "item", "")
        for name in playbook.item(item).signed_by if item else ():
            yield from (role(after, name, person, told=True) for person in after.holders(name))


def _rounds(before: Project | None, after: Project) -> list[tuple[int, int]]:
    """Return the requests that these events opened, changed or closed."""
    found = [(p.request.gate, p.request.round) for p in (before, after) if p and p.request]
    return list(dict.fromkeys(found))


def _questions(project: Project) -> tuple[Question, ...]:
    return project.request.questions if project.request else ()
