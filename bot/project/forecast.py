"""When a gate will be ready at the pace so far."""

from __future__ import annotations

from datetime import date
from math import ceil

from bot.playbooks.model import Playbook
from bot.project.calendar import roll
from bot.project.plan import gate_on, phase_begin
from bot.project.readiness import counts
from bot.project.stalled import MOVING, working_time
from bot.project.state import Project

#: working days ahead; what would lie further away is no pace to judge by
FAR = 260


def forecast(project: Project, playbook: Playbook, today: date) -> date | None:
    """Return the working day on which the checklist will be ready; None while there is no pace to judge by.

    The pace is the number of items that are ready, over the working days of the phase so far, today included.
    It is never in the past, and there is none while the clock stands.
    """
    if project.status not in MOVING:
        return None
    found = counts(project, playbook, playbook.phase(project.phase))
    if found.ready == found.total:
        return roll(today, project.region)
    working = working_time(project)
    begin = phase_begin(project, playbook, project.phase)
    worked = working.days_between(begin, today) + (working.works_on(begin) and begin <= today)
    if not found.ready or not worked:
        return None
    ahead = ceil((found.total - found.ready) * worked / found.ready)
    return working.add(today, ahead) if ahead <= FAR else None


def is_on_pace(project: Project, playbook: Playbook, today: date) -> bool | None:
    """Tell whether the forecast keeps to the current plan; None while there is no forecast."""
    expected = forecast(project, playbook, today)
    return None if expected is None else expected <= gate_on(project, playbook, project.phase)
