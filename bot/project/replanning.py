"""How days that people chose for items move with the plan: what was agreed is kept, and nothing is born overdue."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.plan import after_pause, day_after_pause, gate_on
from bot.project.state import Project


def due_after_pause(project: Project, playbook: Playbook, on: date, begins: date | None) -> dict[str, date]:
    """Return where chosen days move, now that the clock runs again; each stays within the day of its gate."""
    resumed = after_pause(project, on, begins)
    found = dict[str, date]()
    for key, record in project.items.items():
        if record.due_on is None:
            continue
        day, number = day_after_pause(record.due_on, project, on), playbook.phase_of(key).number
        # What was put off past a gate that is late itself is held back by no gate.
        if record.due_on <= gate_on(project, playbook, number):
            day = min(day, max(gate_on(resumed, playbook, number), on))
        if day > record.due_on:
            found[key] = day
    return found


def waits_after_pause(project: Project, on: date) -> dict[str, date]:
    """Return until when somebody waits with items, now that the clock runs again."""
    waiting = {key: record.waiting.until for key, record in project.items.items() if record.waiting}
    moved = {key: (day, day_after_pause(day, project, on)) for key, day in waiting.items()}
    return {key: after for key, (before, after) in moved.items() if after > before}


def due_as_phase_begins(
    project: Project, playbook: Playbook, number: int, begins: date
) -> dict[str, date | None]:
    """Return which days, chosen ahead of a phase, its plan moves as it begins: None for the playbook's own day.

    A gate decided late leaves days before the phase, one decided early days behind its gate.
    """
    begun = replace(project, phase_starts=project.phase_starts | {number: begins})
    gate = gate_on(begun, playbook, number)
    found = dict[str, date | None]()
    for item in playbook.phase(number).items:
        chosen = project.item(item.id).due_on
        if chosen and not begins <= chosen <= gate:
            found[item.id] = None if chosen < begins else gate
    return found
