"""What follows from what happened: a waiting gate pauses, a third red item is announced, a late one halts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.playbooks.model import Playbook
from bot.project.commands import Actor
from bot.project.conditions import reopened
from bot.project.equivalents import signed_inside
from bot.project.events import (
    ConditionSettled,
    DelegationGiven,
    EquivalentUnsigned,
    Event,
    ItemOwned,
    ItemVerified,
    PeopleLinked,
    ProjectHalted,
    ProjectResumed,
    ReadinessRecovered,
    ReadinessStopped,
    Recorded,
    RoleGiven,
    RoleTaken,
    ThresholdChanged,
    ThresholdSigned,
    VoteWithdrawn,
)
from bot.project.evolve import evolve
from bot.project.pausing import must_halt
from bot.project.plan import today
from bot.project.readiness import verdict, with_status
from bot.project.standing import CHANGES, goes_on, pauses
from bot.project.state import Project
from bot.project.voting import fallen

#: after these a gate may rest on something else
_MOVES = frozenset((*CHANGES, ItemVerified, ThresholdChanged, ThresholdSigned, ConditionSettled))
_HANDED_ON = {DelegationGiven, ItemOwned, PeopleLinked, RoleGiven, RoleTaken}


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
    lost = [EquivalentUnsigned(*each) for each in signed_inside(after, playbook)]
    if lost:
        after, events = _folded(after, lost, by, now), [*events, *lost]
    elif not changed:
        return _fallen(after, playbook)
    touched = {item for event in events if (item := getattr(event, "item", ""))}
    opened = reopened(project, after, playbook, touched) if after.conditions else []
    return [
        *lost,
        *pauses(project, after, events, opened, playbook),
        *opened,
        *_fallen(after, playbook),
        *goes_on(project, after, events, playbook),
        *_readiness(after, playbook, now),
    ]


def _folded(project: Project, events: Sequence[Event], by: Actor, now: datetime) -> Project:
    for event in events:
        project = evolve(project, Recorded(event, now, by.person))
    return project


def _fallen(after: Project, playbook: Playbook) -> list[Event]:
    """Take back the approvals that count no more."""
    request = after.request
    if request is None:
        return []
    found = fallen(after, playbook).items()
    return [VoteWithdrawn(request.gate, request.round, person, why) for person, why in found]


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
