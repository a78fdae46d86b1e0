"""How days that people chose for items move with the plan: what was agreed is kept, and nothing is born overdue."""

from __future__ import annotations

from datetime import date, timedelta

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
    resumed, since = after_pause(project, on, begins), project.pauses[-1].since
    found = dict[str, date]()
    for phase in playbook.phases:
        before = gate_on(project, playbook, phase.number)
        last = max(gate_on(resumed, playbook, phase.number), on)
        for item in phase.items:
            chosen = project.item(item.id).due_on
            if chosen is None and not _left_behind(project, resumed, playbook, item, on):
                continue
            was = chosen or due_on(project, playbook, item)
            day = day_after_pause(was, project, on)
            # What was put off past a gate that was late itself is held back by no gate.
            day = min(day, last) if min(was, since) <= before else day
            if day != was:
                found[item.id] = day
    return found


def _left_behind(project: Project, resumed: Project, playbook: Playbook, item: Item, on: date) -> bool:
    """Tell whether a day that lay ahead would have gone by: one that counts from the opening, not in the phase."""
    ahead = project.pauses[-1].since <= due_on(project, playbook, item)
    late = due_on(resumed, playbook, item) < on
    return ahead and late and status(project, playbook, item) not in PASSING


def waits_after_pause(project: Project, on: date) -> dict[str, date]:
    """Return until when somebody waits with items, now that the clock runs again.

    What was said while the clock stood moves by what was still to come of the pause.
    """
    found = dict[str, date]()
    for key, record in project.items.items():
        if waiting := record.waiting:
            over = max(waiting.since - project.pauses[-1].since, timedelta())
            day = day_after_pause(waiting.until, project, on - over)
            if day > waiting.until:
                found[key] = day
    return found


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
