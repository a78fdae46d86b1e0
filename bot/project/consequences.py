"""What follows from what happened: a waiting gate pauses, a third red item is announced, a late one halts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.commands import Actor
from bot.project.conditions import reopened
from bot.project.equivalents import signed_on_team
from bot.project.events import (
    ConditionReopened,
    ConditionSettled,
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    Event,
    GatePaused,
    GateResumed,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    ItemOwned,
    ItemSigned,
    ItemUndone,
    ItemVerified,
    MeasureRecorded,
    PeopleLinked,
    ProjectHalted,
    ProjectResumed,
    ReadinessRecovered,
    ReadinessStopped,
    Recorded,
    RoleGiven,
    RoleTaken,
    RowRemoved,
    RowSaved,
    ThresholdChanged,
    ThresholdSigned,
    VoteWithdrawn,
)
from bot.project.evolve import evolve
from bot.project.pausing import must_halt
from bot.project.plan import today
from bot.project.readiness import PASSING, status, verdict, with_status
from bot.project.requesting import is_complete, resting_on
from bot.project.state import GateRequest, Project
from bot.project.voting import fallen

_CHANGES = (
    ItemConfirmed,
    MeasureRecorded,
    ItemSigned,
    ItemCleared,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    ItemUndone,
    RowSaved,
    RowRemoved,
)
#: after these a gate may rest on something else
_MOVES = frozenset((*_CHANGES, ItemVerified, ThresholdChanged, ThresholdSigned, ConditionSettled))
_HANDED_ON = {ItemOwned, PeopleLinked, RoleGiven, RoleTaken}


def consequences(
    project: Project, events: Sequence[Event], *, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Return the events that follow from others, in order."""
    kinds = {type(event) for event in events}
    changed, runs = not kinds.isdisjoint(_MOVES), ProjectResumed in kinds
    if not changed and not runs and kinds.isdisjoint(_HANDED_ON):
        return []
    after = _folded(project, events, by, now)
    if runs:
        # What became red while the clock stood halts as it would have, had it run.
        return _readiness(after, playbook, now)
    lost = [EquivalentUnsigned(*each) for each in signed_on_team(after, playbook)]
    if lost:
        after, events = _folded(after, lost, by, now), [*events, *lost]
    elif not changed:
        return _fallen(after, playbook)
    touched = {item for event in events if (item := getattr(event, "item", ""))}
    opened = reopened(project, after, playbook, touched) if after.conditions else []
    return [
        *lost,
        *_pause(project, after, events, opened, playbook),
        *opened,
        *_fallen(after, playbook),
        *_resume(project, after, events, playbook),
        *_readiness(after, playbook, now),
    ]


def _folded(project: Project, events: Sequence[Event], by: Actor, now: datetime) -> Project:
    for event in events:
        project = evolve(project, Recorded(event, now, by.person))
    return project


def _pause(
    project: Project,
    after: Project,
    events: Sequence[Event],
    opened: Sequence[ConditionReopened],
    playbook: Playbook,
) -> list[Event]:
    request = after.request
    if request is None or "waiting" not in (after.status, after.held_from if after.status == "held" else ""):
        return []
    resting = resting_on(project, playbook)
    # A changed threshold waits for the sponsor's signature, which every later gate needs.
    moved = any(isinstance(event, ThresholdChanged | ThresholdSigned) for event in events)
    touched = [
        event.item
        for event in events
        if isinstance(event, _CHANGES)
        and (moved or event.item in resting)
        and _means_more(project, after, event.item)
    ]
    if moved:
        uses = (
            item.id for item in playbook.phase(project.phase).checklist if item.rule and item.rule.against
        )
        touched += uses
    # A condition that is open again stands in the way of the gate that waited for it.
    again = {event.condition for event in opened}
    touched += [each.item for each in after.conditions if each.id in again]
    if not touched:
        return []
    return [GatePaused(request.gate, request.round, tuple(dict.fromkeys(touched)))]


def _means_more(project: Project, after: Project, item: str) -> bool:
    """Tell whether more than the wording of an item has changed."""
    meanings = [
        replace(
            known.item(item),
            note="",
            seq=0,
            changed_at=None,
            changed_by="",
            news_at=None,
            waiting=None,
            before=None,
            undone=0,
            rows=tuple(replace(row, seq=0) for row in known.item(item).rows),
        )
        for known in (project, after)
    ]
    return meanings[0] != meanings[1]


def _fallen(after: Project, playbook: Playbook) -> list[Event]:
    """Take back the approvals that count no more."""
    request = after.request
    if request is None:
        return []
    found = fallen(after, playbook).items()
    return [VoteWithdrawn(request.gate, request.round, person, why) for person, why in found]


def _resume(project: Project, after: Project, events: Sequence[Event], playbook: Playbook) -> list[Event]:
    """Put a request before its approvers again when what was no longer true is true again, and all the rest is."""
    request = after.request
    if request is None or project.status != "paused" or after.status != "paused":
        return []
    if not is_complete(after, playbook):
        return []
    if any(isinstance(event, ItemUndone) and _paused_it(event, request) for event in events):
        return [GateResumed(request.gate, request.round)]
    was, now = ([_holds(known, playbook, key) for key in request.paused_by] for known in (project, after))
    return [GateResumed(request.gate, request.round)] if all(now) and not all(was) else []


def _holds(project: Project, playbook: Playbook, item: str) -> bool:
    """Tell whether an item passes, and no condition that stands for it is open."""
    if any(each.item == item for each in project.open_conditions):
        return False
    return status(project, playbook, playbook.item(item)) in PASSING


def _paused_it(event: ItemUndone, request: GateRequest) -> bool:
    """Tell whether what was undone is what paused the request: the pause follows its cause at once."""
    # Between the two stands at most a changed threshold, which goes with the change.
    return event.item in request.paused_by and 0 < request.paused_seq - event.undoes <= 2


def _readiness(after: Project, playbook: Playbook, now: datetime) -> list[Event]:
    """Announce that more items are red than gate 1 allows, at once, and that they no longer are."""
    if playbook.phase(after.phase).gate.verdict != "readiness" or after.status in ("stopped", "live"):
        return []
    stop = verdict(after, playbook) == "stop"
    if not stop:
        return [ReadinessRecovered()] if after.stop_announced else []
    red = with_status(after, playbook, "not_ready")
    events: list[Event] = [] if after.stop_announced else [ReadinessStopped(red)]
    if after.status in ("running", "waiting", "paused") and must_halt(after, playbook, now):
        events.append(ProjectHalted(today(after, now), red))
    return events
