"""How days that people chose for items move with the plan: what was agreed is kept, and nothing is born overdue."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.playbooks.model import Item, Playbook, Role
from bot.project.authority import in_roles
from bot.project.calendar import roll
from bot.project.plan import after_pause, day_after_pause, due_on, gate_on
from bot.project.readiness import PASSING, status
from bot.project.stalled import working_time
from bot.project.state import Project

#: working days within which whoever is asked for the first time confirms personally what was due before
CONFIRMS_WITHIN = 2


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


def due_for_signer(project: Project, playbook: Playbook, role: Role, today: date) -> dict[str, date]:
    """Return by when whoever gets a role confirms personally what they would else be late with at once.

    That is not behind the gate that waits for it, unless the gate is late itself. While the clock stands, it is
    counted from when it stopped: every day that lies ahead of that moves as it runs again.
    """
    if project.status == "live":
        return {}
    on = project.pauses[-1].since if project.status in ("held", "halted") else today
    day, gate = working_time(project).add(on, CONFIRMS_WITHIN), gate_on(project, playbook, project.phase)
    day = min(day, gate) if on <= gate else day
    return {
        item.id: day
        for phase in playbook.phases[: project.phase]
        for item in phase.items
        if (phase.number == project.phase or item.id == phase.gate.needs_first)
        and _asked_for_first(project, playbook, item, role)
        and roll(due_on(project, playbook, item), project.region) < day
    }


def _asked_for_first(project: Project, playbook: Playbook, item: Item, role: Role) -> bool:
    """Tell whether an item is signed in a role that nobody had, or that passes on with what was signed in it."""
    if item.kind != "sign" or role not in item.signed_by:
        return False
    record, passes = project.item(item.id), status(project, playbook, item) in PASSING
    if role in ("lead", "sponsor"):
        return not passes or (bool(record.signed_by) and item.signed_by == ("sponsor",))
    gone = {each.person for each in project.gone}
    return not passes and gone.issuperset(in_roles(project, item.signed_by))
