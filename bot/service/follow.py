"""Which messages follow from events: live cards are refreshed, and those who must know are told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.events import (
    ChannelLinked,
    DecisionDisputed,
    DecisionRecorded,
    DecisionTakenBack,
    DelegationEnded,
    DelegationGiven,
    Event,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    ItemOwned,
    ItemSigned,
    PeopleLinked,
    PersonCameBack,
    PersonLeft,
    ProjectHalted,
    ProjectHeld,
    ProjectOpened,
    ProjectResumed,
    ProjectStopped,
    ReadinessStopped,
    RoleGiven,
    RoleTaken,
    RowRemoved,
    RowSaved,
    SponsorChose,
    ThresholdSigned,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.state import Project, Question
from bot.project.voting import deciders
from bot.service.announced import announced
from bot.service.asked import asked, role
from bot.service.follow_away import stand_ins
from bot.service.follow_gates import decisions, standing_for
from bot.service.follow_imports import imports
from bot.service.follow_meetings import meetings
from bot.service.follow_packets import packets
from bot.service.follow_people import departures
from bot.service.follow_votes import fallen
from bot.service.moved import moved
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, copied, everywhere, is_pinned, live, once
from bot.service.verifying import seconds
from bot.talk.notices import Kind, Notice

_GATE_MOVES = {
    GateRequested,
    GatePaused,
    GateResumed,
    GateWithdrawn,
    GateQuestionAsked,
    GateQuestionAnswered,
    GateApproved,
    GateSentBack,
    GateIterated,
    GateHeld,
    GateStopped,
    VoteCast,
    VoteWithdrawn,
    DecisionRecorded,
    DecisionDisputed,
    DecisionTakenBack,
    DelegationGiven,
    DelegationEnded,
    ProjectHeld,
    ProjectHalted,
    ProjectResumed,
    ProjectStopped,
    PersonLeft,
    PersonCameBack,
}
#: who decides may be somebody else after these
_HANDED_OVER = {RoleGiven, RoleTaken, PeopleLinked, DelegationGiven, DelegationEnded}
#: of these, which come most, nobody is told: the checklist shows them, and cards that wait for somebody
_SHOWN_ONLY = {
    ItemConfirmed,
    ItemSigned,
    ItemCleared,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    RowSaved,
    RowRemoved,
}
_Round = GatePaused | GateIterated | GateQuestionAsked | GateQuestionAnswered


def follow(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> list[Outgoing]:
    """Return the messages that leave because of these events, in the order in which they leave."""
    kinds = {type(event) for event in events}
    told: list[Outgoing] = []
    only_shown = kinds <= _SHOWN_ONLY
    if not only_shown:
        told += [message for event in events for message in _told(after, event, by)]
        told += [message for event in events for message in decisions(before, after, event, by)]
        told += [message for event in events for message in announced(before, after, event, playbook, by)]
        told += [message for event in events for message in moved(after, event, by)]
        told += stand_ins(before, after, events)
    if after.conditions:
        told += standing_for(after, events)
    if after.imported:
        told += imports(before, after, events, playbook, by)
    told += seconds(before, after, events, playbook, by)
    if not only_shown:
        told += fallen(before, after, events, playbook, by)
        told += meetings(before, after, events, playbook, by)
    told += departures(before, after, events, playbook)
    fresh = [*_refreshed(before, after, events, playbook)]
    if not kinds.isdisjoint(_GATE_MOVES):
        fresh += packets(before, after, events)
    if ChannelLinked in kinds:
        return [*everywhere(after, told), *fresh, *arriving(after, playbook)]
    return everywhere(after, [*told, *fresh])


def arriving(project: Project, playbook: Playbook) -> list[Outgoing]:
    """Return what is live now, posted anew in the second channel: the checklist, and an open review."""
    found = [checklist(project, project.phase, again=True)]
    if request := project.request:
        found += reviews(project, playbook, request.gate, request.round, again=True)
    home = channel(project)
    return [copied(one, also) for one in found if one.place == home and (also := project.also)]


def checklist(project: Project, phase: int, *, again: bool = False, edit_only: bool = False) -> Outgoing:
    """Return a refresh of a phase's checklist in the channel; `again` posts it anew at the bottom."""
    key, notice = f"checklist:{project.id}:{phase}", Notice("checklist", project.id, phase=phase)
    return live(
        project,
        key,
        channel(project),
        notice,
        pin=is_pinned(project, phase),
        again=again,
        edit_only=edit_only,
    )


def reviews(
    project: Project, playbook: Playbook, gate: int, number: int, *, again: bool = False
) -> Iterator[Outgoing]:
    """Return a refresh of every copy of a gate review: the channel's and each approver's.

    Who plays all roles decides in the channel: a copy of their own would be the same message twice.
    """
    notice = Notice("review", project.id, gate=gate, round=number)
    yield live(project, review_key(notice), channel(project), notice, again=again)
    for person in deciders(project, playbook.phase(gate).gate):
        if not _plays_all(project, person):
            yield _own_review(project, replace(notice, person=person))


def _plays_all(project: Project, person: str) -> bool:
    """Tell whether a person plays all roles of a practice project, and so reads whatever its channel is told."""
    return project.practice and person == project.lead


def _own_review(project: Project, notice: Notice) -> Outgoing:
    return live(project, f"{review_key(notice)}:{notice.person}", Place(person=notice.person), notice)


def review_key(notice: Notice) -> str:
    """Return the key of a review: that of the channel's copy."""
    return f"review:{notice.project}:{notice.gate}:{notice.round}"


def _told(after: Project, event: Event, by: str) -> Iterator[Outgoing]:
    """Tell the channel what moves the project, and directly those who must act on it, unless it was they."""
    yield from _announced(after, event)
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
        case ProjectHalted():
            for person in dict.fromkeys((after.lead, after.sponsor)):
                if person == by or _plays_all(after, person):
                    continue
                yield once(after, "halted", Place(person=person), person=person)
        case GatePaused():
            if after.lead != by and not _plays_all(after, after.lead):
                yield _of_round(after, "paused", event, after.lead)
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
            yield once(after, "stop_verdict", channel(after))
        case ProjectHalted():
            yield once(after, "halted", channel(after))
        case ProjectHeld():
            yield once(after, "held", channel(after))
        case ProjectResumed():
            if after.status != "halted":  # what became red on hold halts at once, and that is told
                yield once(after, "resumed", channel(after))
        case ProjectStopped():
            yield once(after, "stopped", channel(after))
        case GatePaused():
            yield _of_round(after, "paused", event)
        case GateIterated():
            yield _of_round(after, "iterated", event)
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
    kinds = {type(event) for event in events}
    items = [item for event in events if (item := getattr(event, "item", ""))]
    phases = {after.phase, before.phase if before else after.phase}
    phases.update(playbook.phase_of(item).number for item in items)
    # A phase that was passed on paper has no checklist in the channel, unless somebody asked for it.
    began = after.imported.phase if after.imported else 1
    for number in sorted(phases):
        if number <= after.phase:
            yield checklist(after, number, edit_only=number < began)
        elif type(events[-1]) is DecisionTakenBack:
            # A phase that began with a decision that was taken back has a checklist that says so.
            yield checklist(after, number, edit_only=True)
    if not kinds.isdisjoint(_GATE_MOVES) or (items and after.status == "paused"):  # asking again may iterate
        for gate, number in _rounds(before, after):
            yield from reviews(after, playbook, gate, number)
    if not kinds <= _SHOWN_ONLY:
        for event in events:
            yield from asked(before, after, event)
        if before and not kinds.isdisjoint(_HANDED_OVER):
            yield from _handed_over(before, after, playbook)
    for item in items:
        for name in playbook.item(item).signed_by:
            yield from (role(after, name, person, told=True) for person in after.holders(name))


def _handed_over(before: Project, after: Project, playbook: Playbook) -> Iterator[Outgoing]:
    """Bring an open request to whoever decides it now, and say so to whoever no longer does."""
    request = after.request
    if request is None:
        return
    gate = playbook.phase(request.gate).gate
    was, now = (deciders(project, gate) for project in (before, after))
    if was == now:
        return
    yield from reviews(after, playbook, request.gate, request.round)
    notice = Notice("review", after.id, gate=request.gate, round=request.round)
    for person in was:
        if person not in now:
            yield replace(_own_review(after, replace(notice, person=person)), edit_only=True)


def _rounds(before: Project | None, after: Project) -> list[tuple[int, int]]:
    """Return the requests that these events opened, changed or closed."""
    found = [(p.request.gate, p.request.round) for p in (before, after) if p and p.request]
    return list(dict.fromkeys(found))


def _questions(project: Project) -> tuple[Question, ...]:
    return project.request.questions if project.request else ()


def _of_round(
    project: Project, kind: Kind, event: _Round, person: str = "", *, question: str = ""
) -> Outgoing:
    """Tell a person, or without one the channel, of what happened to a request."""
    to = {"person": person} if person else {}
    about = {"question": question} if question else {}
    place = Place(person=person) if person else channel(project)
    return once(project, kind, place, gate=event.gate, round=event.round, **about, **to)
