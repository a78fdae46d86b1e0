"""Which messages follow from events: live cards are refreshed, and those who must know are told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.playbooks.model import Gate, Playbook
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
    ItemSigned,
    PeopleLinked,
    PersonCameBack,
    PersonLeft,
    ProjectHalted,
    ProjectHeld,
    ProjectResumed,
    ProjectStopped,
    RoleGiven,
    RoleTaken,
    RowRemoved,
    RowSaved,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.state import Project
from bot.project.voting import deciders, kept_apart
from bot.service.announced import announced
from bot.service.asked import asked, role, waits_to_be_signed
from bot.service.follow_away import stand_ins
from bot.service.follow_gates import decisions, standing_for
from bot.service.follow_imports import imports
from bot.service.follow_meetings import meetings
from bot.service.follow_packets import packets
from bot.service.follow_people import departures
from bot.service.follow_requests import requests
from bot.service.follow_roles import handed_on
from bot.service.follow_rows import NAMING, named
from bot.service.follow_votes import fallen
from bot.service.live_cards import arriving, checklist, own_review, reviews
from bot.service.moved import moved
from bot.service.ports import Outgoing
from bot.service.queued import everywhere
from bot.service.told import told_of
from bot.service.verifying import seconds
from bot.talk.notices import Notice

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


def follow(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> list[Outgoing]:
    """Return the messages that leave because of these events, in the order in which they leave."""
    kinds = {type(event) for event in events}
    told: list[Outgoing] = []
    only_shown = kinds <= _SHOWN_ONLY
    if not only_shown:
        told += [message for event in events for message in handed_on(before, after, event, playbook, by)]
        told += [message for event in events for message in told_of(after, event, by)]
        told += requests(before, after, events, by)
        told += [message for event in events for message in decisions(before, after, event, by)]
        told += [message for event in events for message in announced(before, after, event, playbook, by)]
        told += [message for event in events for message in moved(after, event, by)]
        told += stand_ins(before, after, events)
    if after.conditions:
        told += standing_for(before, after, events)
    if after.imported:
        told += imports(before, after, events, playbook, by)
    told += seconds(before, after, events, playbook, by)
    if not only_shown:
        told += fallen(before, after, events, playbook, by)
        told += meetings(before, after, events, playbook, by)
    if not kinds.isdisjoint(NAMING):
        told += named(before, after, events, by)
    told += departures(before, after, events, playbook)
    fresh = [*_refreshed(before, after, events, playbook)]
    if not kinds.isdisjoint(_GATE_MOVES):
        fresh += packets(before, after, events)
    if ChannelLinked in kinds:
        return [*everywhere(after, told), *fresh, *arriving(after, playbook)]
    return everywhere(after, [*told, *fresh])


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
    # An open review counts the steps that are open, and asking again may iterate.
    if not kinds.isdisjoint(_GATE_MOVES) or (items and after.request):
        for gate, number in _rounds(before, after):
            yield from reviews(after, playbook, gate, number)
    if not kinds <= _SHOWN_ONLY or any(waits_to_be_signed(before, item) for item in items):
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
    # Whoever leads approves nothing: the lead's handing over takes Approve from one and gives it to another.
    if was == now and _apart(before, playbook, gate) == _apart(after, playbook, gate):
        return
    yield from reviews(after, playbook, request.gate, request.round)
    notice = Notice("review", after.id, gate=request.gate, round=request.round)
    for person in was:
        if person not in now:
            yield replace(own_review(after, replace(notice, person=person)), edit_only=True)


def _apart(project: Project, playbook: Playbook, gate: Gate) -> frozenset[str]:
    """Return who could decide a gate but for their part in the work."""
    return kept_apart(project, playbook, gate).intersection(deciders(project, gate))


def _rounds(before: Project | None, after: Project) -> list[tuple[int, int]]:
    """Return the requests that these events opened, changed or closed."""
    found = [(p.request.gate, p.request.round) for p in (before, after) if p and p.request]
    return list(dict.fromkeys(found))
