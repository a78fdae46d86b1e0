"""What a stand-up says of one project: what moved, what is due, what waits, and where the gate stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bot.playbooks.model import Playbook
from bot.project.events import (
    DueDayChanged,
    ItemDeclined,
    ItemOwned,
    ItemUndone,
    ItemWaits,
    ReadinessRecovered,
    Recorded,
    RoleGiven,
    RoleTaken,
)
from bot.project.forecast import forecast
from bot.project.plan import gate_on, project_day
from bot.project.readiness import PASSING, status
from bot.project.stalled import MOVING, Stall, phase_over, stalls
from bot.project.state import Project
from bot.project.weight import steers

#: housekeeping that a stand-up does not report, but of a new sponsor or lead; what waits has its own place
_QUIET = (DueDayChanged, ItemDeclined, ItemOwned, ItemWaits, ReadinessRecovered, RoleGiven, RoleTaken)


class StandUp(msgspec.Struct, frozen=True):
    """One project's part of a stand-up."""

    project: str
    #: the local day that it tells of
    on: date
    day: int
    phase: int
    #: what happened since the last one and is worth telling: what steers the project, then the last of each item
    moved: tuple[Recorded, ...]
    #: items due today
    today: tuple[str, ...]
    #: overdue and silent items
    waiting: tuple[Stall, ...]
    #: items that somebody waits for a colleague or something else with
    waits_for: tuple[str, ...]
    #: when the gate will be ready at the pace so far, and when it is planned
    forecast: date | None
    gate_on: date
    #: those of `waits_for` that are new since the last one
    newly: tuple[str, ...] = ()
    #: the phase is past its days
    over: bool = False
    #: items that have become overdue since the day that it tells of; it is brought up to date on a later one
    overdue: tuple[Stall, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing new to say."""
        return not (self.moved or self.today or self.newly)


def stand_up(
    project: Project,
    playbook: Playbook,
    happened: Sequence[Recorded],
    today: date,
    still: date | None = None,
) -> StandUp:
    """Return a project's stand-up for a local day; `happened` are the events since the last one.

    `still` is the last day after it of which there is nothing new: what is overdue by then is told, and where the
    gate stands then.
    """
    overdue = _overdue_since(project, playbook, today, still)
    told = {entry.item for entry in overdue}
    stalled = [entry for entry in stalls(project, playbook, today) if entry.item not in told]
    waits_for = _waits_for(project, playbook)
    said = {entry.event.item for entry in happened if isinstance(entry.event, ItemWaits)}
    return StandUp(
        project=project.id,
        on=today,
        day=project_day(project, today),
        phase=project.phase,
        moved=_moved(happened),
        today=tuple(entry.item for entry in stalled if entry.kind == "due"),
        waiting=tuple(entry for entry in stalled if entry.kind in ("overdue", "silent")),
        waits_for=waits_for,
        forecast=forecast(project, playbook, still or today),
        gate_on=gate_on(project, playbook, project.phase),
        newly=tuple(item for item in waits_for if item in said),
        over=phase_over(project, playbook, still or today),
        overdue=overdue,
    )


def _overdue_since(
    project: Project, playbook: Playbook, today: date, still: date | None
) -> tuple[Stall, ...]:
    """Return what is overdue on a later day and was not on this one."""
    if still is None:
        return ()
    before = {entry.item for entry in stalls(project, playbook, today) if entry.kind == "overdue"}
    later = (entry for entry in stalls(project, playbook, still) if entry.kind == "overdue")
    return tuple(entry for entry in later if entry.item not in before)


def _moved(happened: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Return what is worth telling, what steers the project first; of several changes of an item the last."""
    kept: dict[object, list[Recorded]] = {}
    for n, entry in enumerate(happened):
        if isinstance(entry.event, _QUIET) and not steers(entry.event):
            continue
        key = getattr(entry.event, "item", n)
        changes = kept.pop(key, [])
        # What was undone did not happen, for a report: unless it was reported before.
        undone = changes and isinstance(entry.event, ItemUndone)
        left = changes[:-1] if undone else [*changes, entry]
        if left:
            kept[key] = left
    return tuple(
        sorted((changes[-1] for changes in kept.values()), key=lambda entry: not steers(entry.event))
    )


def _waits_for(project: Project, playbook: Playbook) -> tuple[str, ...]:
    if project.status not in MOVING:
        return ()
    return tuple(
        item.id
        for item in playbook.phase(project.phase).items
        if project.item(item.id).waiting and status(project, playbook, item) not in PASSING
    )
