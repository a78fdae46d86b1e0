"""When a gate will be ready at the pace so far."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Literal

from bot.playbooks.model import Playbook
from bot.project.calendar import roll
from bot.project.plan import due_on, phase_begin, project_day
from bot.project.readiness import counts
from bot.project.stalled import MOVING, working_time
from bot.project.state import Project

#: working days ahead; what would lie further away is no pace to judge by
FAR = 260
#: a phase is young for this share of its days: what is not ready then tells nothing
YOUNG = 1 / 3
#: a pace is judged once one item in so many is ready, and after so many working days: below, one item more or one
#: day more would move the day by weeks
ONE_IN = 3
WEEK = 5
Why = Literal["young", "none_due", "none_ready", "too_slow"]


def forecast(project: Project, playbook: Playbook, today: date) -> date | None:
    """Return the working day on which the checklist will be ready; None while there is no pace to judge by.

    The pace is the number of items that are ready, over the working days of the phase so far, today included; it
    takes a third of the checklist and a week of work to tell. So a day without news puts the forecast off by three
    working days at most. It is never in the past, and there is none while the clock stands.
    """
    if project.status not in MOVING:
        return None
    found = counts(project, playbook, playbook.phase(project.phase))
    if found.ready == found.total:
        return roll(today, project.region)
    worked = _worked(project, playbook, today)
    if found.ready * ONE_IN < found.total or worked < WEEK:
        return None
    ahead = ceil((found.total - found.ready) * worked / found.ready)
    return working_time(project).add(today, ahead) if ahead <= FAR else None


def _worked(project: Project, playbook: Playbook, today: date) -> int:
    """Return the working days of the phase so far, today included."""
    working, begin = working_time(project), phase_begin(project, playbook, project.phase)
    return working.days_between(begin, today) + (working.works_on(begin) and begin <= today)


def why_none(project: Project, playbook: Playbook, today: date) -> Why:
    """Return why a project whose clock runs has no forecast."""
    phase = playbook.phase(project.phase)
    begin = phase_begin(project, playbook, project.phase)
    day = project_day(project, today) - project_day(project, begin) + 1
    if day <= (phase.last_day - phase.first_day + 1) * YOUNG or _worked(project, playbook, today) < WEEK:
        return "young"
    if counts(project, playbook, phase).ready:
        return "too_slow"
    return "none_due" if today < first_due(project, playbook) else "none_ready"


def first_due(project: Project, playbook: Playbook) -> date:
    """Return the day on which the first item of the phase's checklist falls due."""
    return min(due_on(project, playbook, item) for item in playbook.phase(project.phase).checklist)


def days_of_work(project: Project, playbook: Playbook, today: date) -> int:
    """Return for how many days the phase has been worked on here, today included, without those on hold."""
    begin = max(phase_begin(project, playbook, project.phase), project.opened_on)
    return max(project_day(project, today) - project_day(project, begin) + 1, 1)
