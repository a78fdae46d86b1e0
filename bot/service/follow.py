"""Which messages follow from events: live cards are refreshed, and those who must know are told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.events import (
    EquivalentDescribed,
    EquivalentSigned,
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
    RoleTaken,
    SponsorChose,
    ThresholdChanged,
    ThresholdSigned,
)
from bot.project.state import Project, Question
from bot.service.ports import Outgoing, Place
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
_Round = GatePaused | GateSentBack | GateApproved | GateIterated | GateQuestionAsked | GateQuestionAnswered
_encode = msgspec.json.Encoder().encode


def follow(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> list[Outgoing]:
    """Return the messages that leave because of these events, in the order in which they leave."""
    told = [message for event in events for message in _told(after, event, by)]
    return [*told, *_refreshed(before, after, events, playbook)]


def checklist(project: Project, phase: int, *, again: bool = False) -> Outgoing:
    """Return a refresh of a phase's checklist in the channel; `again` posts it anew at the bottom."""
    notice = Notice("checklist", project.id, phase=phase)
    return _live(project, f"checklist:{project.id}:{phase}", _channel(project), notice, pin=True, again=again)


def reviews(project: Project, playbook: Playbook, gate: int, number: int) -> Iterator[Outgoing]:
    """Return a refresh of every copy of a gate review: the channel's and each approver's.

    Who plays all roles decides in the channel: a copy of their own would be the same message twice.
    """
    notice = Notice("review", project.id, gate=gate, round=number)
    yield _live(project, _review_key(notice), _channel(project), notice)
    for person in _approvers(project, playbook, gate):
        if not _plays_all(project, person):
            yield _own_review(project, replace(notice, person=person))


def _plays_all(project: Project, person: str) -> bool:
    """Tell whether a person plays all roles of a practice project, and so reads whatever its channel is told."""
    return project.practice and person == project.lead


def _approvers(project: Project, playbook: Playbook, gate: int) -> list[str]:
    roles = playbook.phase(gate).gate.approvers
    return list(dict.fromkeys(person for role in roles for person in project.holders(role)))


def _own_review(project: Project, notice: Notice) -> Outgoing:
    return _live(project, f"{_review_key(notice)}:{notice.person}", Place(person=notice.person), notice)


def _review_key(notice: Notice) -> str:
    return f"review:{notice.project}:{notice.gate}:{notice.round}"


def _told(after: Project, event: Event, by: str) -> Iterator[Outgoing]:
    """Tell the channel what moves the project, and directly those who must act on it, unless it was they."""
    yield from _announced(after, event)
    match event:
        case ProjectOpened():
            for role, person in (("sponsor", event.sponsor), ("lead", event.lead)):
                if person != by:
                    yield _role(after, role, person)
        case RoleGiven():
            if event.person != by:
                yield _role(after, event.role, event.person)
        case ItemOwned():
            if event.owner and event.owner != by:
                yield _once(after, "item", Place(person=event.owner), item=event.item, person=event.owner)
        case ProjectHalted():
            for person in dict.fromkeys((after.lead, after.sponsor)):
                if person == by or _plays_all(after, person):
                    continue
                yield _once(after, "halted", Place(person=person), person=person)
        case GatePaused():
            if after.lead != by and not _plays_all(after, after.lead):
                yield _of_round(after, "paused", event, after.lead)
        case GateSentBack():
            if after.lead != by:
                yield _of_round(after, "sent_back", event, after.lead)
        case GateQuestionAsked():
            if after.lead != by:
                yield _of_round(after, "question", event, after.lead, question=event.question)
        case GateQuestionAnswered():
            asker = next((q.by for q in _questions(after) if q.id == event.question), after.sponsor)
            if asker != by:
                yield _of_round(after, "answer", event, asker, question=event.question)
        case _:
            return


def _announced(after: Project, event: Event) -> Iterator[Outgoing]:
    """Tell the channel."""
    match event:
        case ReadinessStopped():
            yield _once(after, "stop_verdict", _channel(after))
        case ProjectHalted():
            yield _once(after, "halted", _channel(after))
        case ProjectHeld():
            yield _once(after, "held", _channel(after))
        case ProjectResumed():
            yield _once(after, "resumed", _channel(after))
        case ProjectStopped():
            yield _once(after, "stopped", _channel(after))
        case GatePaused():
            yield _of_round(after, "paused", event)
        case GateApproved():
            yield _of_round(after, "live" if event.finishes else "approved", event)
        case GateIterated():
            yield _of_round(after, "iterated", event)
        case SponsorChose():
            yield _once(after, "chosen", _channel(after))
        case ThresholdSigned():
            yield _once(after, "threshold_signed", _channel(after))
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
        yield from _personal(before, after, event)
        if isinstance(event, RoleGiven | RoleTaken) and before:
            yield from _handed_over(before, after, playbook)
        item = getattr(event, "item", "")
        for role in playbook.item(item).signed_by if item else ():
            yield from (_role(after, role, person, told=True) for person in after.holders(role))


def _handed_over(before: Project, after: Project, playbook: Playbook) -> Iterator[Outgoing]:
    """Bring an open request to whoever decides it now, and say so to whoever no longer does."""
    request = after.request
    if request is None:
        return
    was, now = (_approvers(project, playbook, request.gate) for project in (before, after))
    if was == now:
        return
    yield from reviews(after, playbook, request.gate, request.round)
    notice = Notice("review", after.id, gate=request.gate, round=request.round, only_edit=True)
    yield from (_own_review(after, replace(notice, person=person)) for person in was if person not in now)


def _rounds(before: Project | None, after: Project) -> list[tuple[int, int]]:
    """Return the requests that these events opened, changed or closed."""
    found = [(p.request.gate, p.request.round) for p in (before, after) if p and p.request]
    return list(dict.fromkeys(found))


def _personal(before: Project | None, after: Project, event: Event) -> Iterator[Outgoing]:
    """Live cards that ask one person for a signature or a choice."""
    match event:
        case GateIterated(asks_sponsor=True) | SponsorChose():
            yield _choose(after)
        case ThresholdChanged() | ThresholdSigned():
            for state in (before, after):
                if state and state.new_threshold:
                    yield _threshold(after, state.new_threshold.seq)
        case EquivalentDescribed():
            for person in after.holders("exception_reviewer"):
                yield _equivalent(after, event.item, after.item(event.item).seq, person)
        case EquivalentSigned():
            described = before.item(event.item).seq if before else 0
            for person in after.holders("exception_reviewer"):
                yield _equivalent(after, event.item, described, person)
        case RoleGiven(role="sponsor"):
            if after.status == "deciding":
                yield _choose(after)
            if after.new_threshold:
                yield _threshold(after, after.new_threshold.seq)
        case RoleGiven(role="exception_reviewer"):
            for key, record in after.items.items():
                if record.equivalent and not record.equivalent.signed_by:
                    yield _equivalent(after, key, record.seq, event.person)
        case _:
            return


def _role(after: Project, role: str, person: str, *, told: bool = False) -> Outgoing:
    """Tell somebody of their role; `told`: edit what they were told, so that no button outlives its purpose."""
    notice = Notice("role", after.id, role=role, person=person, only_edit=told)
    return _live(after, f"role:{after.id}:{role}:{person}", Place(person=person), notice, again=not told)


def _choose(after: Project) -> Outgoing:
    person = after.sponsor
    key = f"choose:{after.id}:{after.iterations}:{person}"
    return _live(after, key, Place(person=person), Notice("choose", after.id, person=person))


def _threshold(after: Project, changed: int) -> Outgoing:
    person = after.sponsor
    key = f"threshold:{after.id}:{changed}:{person}"
    return _live(after, key, Place(person=person), Notice("threshold", after.id, person=person))


def _equivalent(after: Project, item: str, described: int, person: str) -> Outgoing:
    key = f"equivalent:{after.id}:{item}:{described}:{person}"
    return _live(after, key, Place(person=person), Notice("equivalent", after.id, item=item, person=person))


def _channel(project: Project) -> Place:
    return Place(platform=project.channel.platform, conversation=project.channel.conversation)


def _questions(project: Project) -> tuple[Question, ...]:
    return project.request.questions if project.request else ()


def _live(
    project: Project, key: str, place: Place, notice: Notice, *, pin: bool = False, again: bool = False
) -> Outgoing:
    dedupe = f"{key}:{'again' if again else 'refresh'}:{project.seq}"
    return Outgoing(key, place, _encode(notice), dedupe, refresh=not again, pin=pin, project=project.id)


def _of_round(
    project: Project, kind: Kind, event: _Round, person: str = "", *, question: str = ""
) -> Outgoing:
    """Tell a person, or without one the channel, of what happened to a request."""
    to = {"person": person} if person else {}
    about = {"question": question} if question else {}
    place = Place(person=person) if person else _channel(project)
    return _once(project, kind, place, gate=event.gate, round=event.round, **about, **to)


def _once(project: Project, kind: Kind, place: Place, **refers: object) -> Outgoing:
    notice = msgspec.convert({"kind": kind, "project": project.id, **refers}, Notice)
    to = place.person or place.conversation
    what = ":".join(str(value) for value in refers.values())
    key = f"{kind}:{project.id}:{project.seq}:{what}:{to}"
    return Outgoing(key, place, _encode(notice), key, project=project.id)
