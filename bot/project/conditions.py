"""Conditions of a go: what may be left open, when one is met and when not any more; the next gate waits for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from bot.playbooks.model import Playbook
from bot.project.authority import holds, need_running
from bot.project.commands import Actor, SettleCondition
from bot.project.events import ConditionReopened, ConditionSettled, Event
from bot.project.plan import after_pause, day_after_pause, gate_on
from bot.project.readiness import PASSING, status
from bot.project.refusals import Refusal
from bot.project.state import Project, Terms
from bot.project.values import LONGEST_TEXT, check_text


def left_open(project: Project, playbook: Playbook) -> tuple[str, ...]:
    """Return the items of the current checklist that do not pass, and that a conditional go may leave."""
    phase = playbook.phase(project.phase)
    if "conditional" not in phase.gate.decisions:
        return ()
    return tuple(
        item.id
        for item in phase.checklist
        if item.conditional and status(project, playbook, item) not in PASSING
    )


def left_behind(project: Project, playbook: Playbook) -> tuple[str, ...]:
    """Return items that do not pass, of gates that were passed with conditions, and that no condition stands for.

    Older rules let a conditional go leave some of them without one: no gate waits for them, so they are shown.
    """
    if project.status in ("stopped", "live"):
        return ()
    passed = {decision.gate for decision in project.decisions if decision.outcome == "conditional"}
    covered = {condition.item for condition in project.conditions}
    return tuple(
        item.id
        for phase in playbook.phases[: project.phase - 1]
        if phase.number in passed
        for item in phase.checklist
        if item.conditional and item.id not in covered and status(project, playbook, item) not in PASSING
    )


def uncovered(project: Project, playbook: Playbook, terms: Mapping[str, Terms]) -> tuple[str, ...]:
    """Return the open items that a go with these terms would leave without a condition."""
    covered = {each.item for each in terms.values()}
    return tuple(item for item in left_open(project, playbook) if item not in covered)


def days_after_pause(project: Project, playbook: Playbook, on: date, begins: date | None) -> dict[str, date]:
    """Return where the days of open conditions move, now that the clock runs again.

    They stay within that of the gate that waits for them, also where they roll off a weekend.
    """
    gate = gate_on(after_pause(project, on, begins), playbook, project.phase)
    found = dict[str, date]()
    for each in project.open_conditions:
        day = min(day_after_pause(each.due_on, project, on), max(gate, on))
        if day > each.due_on:
            found[each.id] = day
    return found


def settle(project: Project, command: SettleCondition, by: Actor, playbook: Playbook) -> list[Event]:
    """Say that a condition is met: its owner does, or the lead; what stands for an item, once that is ready."""
    need_running(project)
    found = next((each for each in project.conditions if each.id == command.condition), None)
    if found is None:
        raise Refusal("unknown_condition")
    if by.person != found.owner and not holds(project, by, "lead"):
        raise Refusal("not_your_condition", who=(found.owner, project.lead))
    if found.settled_by:
        return []
    if found.item and status(project, playbook, playbook.item(found.item)) not in PASSING:
        raise Refusal("condition_item_open", item=found.item)
    return [ConditionSettled(found.id, check_text("note", command.note, longest=LONGEST_TEXT, lines=True))]


def reopened(
    project: Project, after: Project, playbook: Playbook, touched: Collection[str]
) -> list[ConditionReopened]:
    """Return which conditions are open again: they were met, and their items do not pass any more.

    Once the gate that waited for it is passed, a condition stays met: what changes then is a correction.
    """
    if after.status in ("stopped", "live"):
        return []
    met = (c for c in after.conditions if c.item and c.settled_by and c.gate == after.phase - 1)
    return [
        ConditionReopened(each.id) for each in met if _no_more(project, after, playbook, each.item, touched)
    ]


def _no_more(
    project: Project, after: Project, playbook: Playbook, key: str, touched: Collection[str]
) -> bool:
    """Tell whether an item passes no more after what happened to it, or to what it is computed from."""
    item = playbook.item(key)
    if status(after, playbook, item) in PASSING:
        return False
    return key in touched or status(project, playbook, item) in PASSING


def need_settled(project: Project) -> None:
    """Refuse a gate while a condition of an earlier one is open."""
    if project.open_conditions:
        owners = tuple(dict.fromkeys(condition.owner for condition in project.open_conditions))
        raise Refusal("conditions_open", n=len(project.open_conditions), who=owners)
