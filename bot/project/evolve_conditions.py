"""How events change conditions of gates: met, open again, met as they were, and due later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from bot.project.events import ConditionReopened, ConditionSettled, Recorded
from bot.project.state import Condition, Project, Reopened


def moved(project: Project, entry: Recorded, event: ConditionSettled | ConditionReopened) -> Project:
    """Apply that a condition is met, or open again."""
    found = tuple(
        _moved(project, each, entry, event) if each.id == event.condition else each
        for each in project.conditions
    )
    return replace(project, conditions=found)


def met_again(project: Project, undone: int) -> Project:
    """Return the project after a change was undone: the conditions that it had opened are met as they were."""
    found = tuple(_met_again(each, undone) for each in project.conditions)
    return replace(project, conditions=found)


def put_off(project: Project, days: Mapping[str, date]) -> Project:
    """Return the project with other days for some conditions; what was agreed is remembered."""
    if not days:
        return project
    found = tuple(
        replace(each, due_on=days[each.id], agreed_on=each.agreed_on or each.due_on)
        if each.id in days
        else each
        for each in project.conditions
    )
    return replace(project, conditions=found)


def _moved(
    project: Project, condition: Condition, entry: Recorded, event: ConditionSettled | ConditionReopened
) -> Condition:
    if isinstance(event, ConditionSettled):
        return replace(condition, note=event.note, settled_by=entry.by, settled_at=entry.at, reopened=None)
    # What opened it is the last thing that was done to its item.
    last = project.item(condition.item).before
    reopened = Reopened(
        by=entry.by,
        at=entry.at,
        because_of=last.seq if last else 0,
        note=condition.note,
        settled_by=condition.settled_by,
        settled_at=condition.settled_at,
    )
    return replace(condition, note="", settled_by="", settled_at=None, reopened=reopened)


def _met_again(condition: Condition, undone: int) -> Condition:
    was = condition.reopened
    if was is None or was.because_of != undone:
        return condition
    return replace(
        condition, note=was.note, settled_by=was.settled_by, settled_at=was.settled_at, reopened=None
    )
