"""Stalled is computed, not guessed: what is due, overdue or silent, and since when, in working days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from bot.playbooks.model import Item, Phase, Playbook
from bot.project.calendar import local_day
from bot.project.plan import due_on, gate_on, phase_begin
from bot.project.readiness import PASSING, status
from bot.project.state import Project
from bot.project.working import WorkingTime

Kind = Literal["due_soon", "due", "overdue", "silent"]
#: the clock runs, and people are asked to work
MOVING = ("running", "waiting", "paused", "deciding")


class Stall(msgspec.Struct, frozen=True):
    """An item that needs a word; `since` is the day from which silence counts towards an escalation."""

    item: str
    kind: Kind
    due_on: date
    since: date


def working_time(project: Project) -> WorkingTime:
    """Return the working days of the project's team."""
    return WorkingTime(time_zone=project.time_zone, region=project.region)


def stall(project: Project, playbook: Playbook, item: Item, today: date) -> Stall | None:
    """Return how an item is stalled on a local day; None when nobody needs to be reminded of it."""
    first = nag_on(project, playbook, item)
    if first is None or today < first:
        return None
    due, news = due_on(project, playbook, item), _news_on(project, playbook, item)
    if due < today:
        return Stall(item.id, "overdue", due, max(due, news))
    if due == today:
        return Stall(item.id, "due", due, today)
    if _silent_on(project, playbook, item) <= today:
        return Stall(item.id, "silent", due, news)
    return Stall(item.id, "due_soon", due, today)


def stalls(project: Project, playbook: Playbook, today: date) -> list[Stall]:
    """Return everything that is stalled in the phases that have begun."""
    if project.status not in MOVING:
        return []
    found = (stall(project, playbook, i, today) for p in playbook.phases[: project.phase] for i in p.items)
    return [entry for entry in found if entry]


def nag_on(project: Project, playbook: Playbook, item: Item) -> date | None:
    """Return the first local day on which somebody may be reminded of an item; None for what rests."""
    phase = playbook.phase_of(item.id)
    if project.status not in MOVING or phase.number > project.phase:
        return None
    if status(project, playbook, item) in PASSING:
        return None
    working = working_time(project)
    due = due_on(project, playbook, item)
    soon = working.add(due, -playbook.reminders.due_soon)
    first = max(min(soon, _silent_on(project, playbook, item)), _runs_from(project, playbook, phase, item))
    waiting = project.item(item.id).waiting
    if waiting:
        first = max(first, working.next_working_day(waiting.until))
    return first


def phase_over(project: Project, playbook: Playbook, today: date) -> bool:
    """Tell whether the current phase is past its days."""
    return project.status in MOVING and today > gate_on(project, playbook, project.phase)


def _runs_from(project: Project, playbook: Playbook, phase: Phase, item: Item) -> date:
    """Return the day on which an item's stage begins; the checklist runs with its phase."""
    begin = phase_begin(project, playbook, phase.number)
    for stage in phase.stages:
        if any(step.id == item.id for step in stage.items):
            return begin + timedelta(days=stage.first_day - phase.first_day)
    return begin


def _news_on(project: Project, playbook: Playbook, item: Item) -> date:
    """Return the day of the last sign of life; before any, the day on which the item's stage began."""
    begin = _runs_from(project, playbook, playbook.phase_of(item.id), item)
    at = project.item(item.id).news_at
    return max(begin, local_day(at, project.time_zone)) if at else begin


def _silent_on(project: Project, playbook: Playbook, item: Item) -> date:
    return working_time(project).add(_news_on(project, playbook, item), playbook.reminders.silent)
