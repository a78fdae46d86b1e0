"""What a stand-up says of one project: what moved, what is due, what waits, and where the gate stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bot.playbooks.model import Playbook
from bot.project.events import (
    DueDayChanged,
    ItemOwned,
    ReadinessRecovered,
    Recorded,
    RoleGiven,
    RoleTaken,
)
from bot.project.forecast import forecast
from bot.project.plan import due_on, gate_on, project_day
from bot.project.stalled import MOVING, Stall, stall, stalls
from bot.project.state import Project

#: housekeeping that a stand-up does not report
_QUIET = (ItemOwned, DueDayChanged, RoleGiven, RoleTaken, ReadinessRecovered)


class StandUp(msgspec.Struct, frozen=True):
    """One project's part of a stand-up."""

    project: str
    day: int
    phase: int
    #: what happened since the last one and is worth telling, oldest first
    moved: tuple[Recorded, ...]
    #: items due today
    today: tuple[str, ...]
    #: overdue and silent items, and items that wait for somebody
    waiting: tuple[Stall, ...]
    #: items that somebody waits for a colleague or something else with
    waits_for: tuple[str, ...]
    #: when the gate will be ready at the pace so far, and when it is planned
    forecast: date | None
    gate_on: date

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing new to say."""
        return not self.moved and not self.today


def stand_up(project: Project, playbook: Playbook, happened: Sequence[Recorded], today: date) -> StandUp:
    """Return a project's stand-up for a local day; `happened` are the events since the last one."""
    open_items = [i for p in playbook.phases[: project.phase] for i in p.items if project.status in MOVING]
    due = [
        item.id
        for item in open_items
        if due_on(project, playbook, item) == today and stall(project, playbook, item, today)
    ]
    waiting = [s for s in stalls(project, playbook, today) if s.kind in ("overdue", "silent")]
    return StandUp(
        project=project.id,
        day=project_day(project, today),
        phase=project.phase,
        moved=tuple(entry for entry in happened if entry.by and not isinstance(entry.event, _QUIET)),
        today=tuple(due),
        waiting=tuple(waiting),
        waits_for=tuple(i.id for i in open_items if project.item(i.id).waiting),
        forecast=forecast(project, playbook, today) if project.status in MOVING else None,
        gate_on=gate_on(project, playbook, project.phase),
    )
