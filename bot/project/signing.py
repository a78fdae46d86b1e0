"""The sponsor's signature under a changed threshold, and what is to be recorded anew in another unit."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playbooks.model import Item, Playbook
from bot.project.authority import need_role, need_running
from bot.project.commands import Actor, SignThreshold
from bot.project.events import Event, ItemCleared, ThresholdSigned
from bot.project.items import corrects_of
from bot.project.refusals import Refusal
from bot.project.state import Project


def sign_threshold(project: Project, command: SignThreshold, by: Actor, playbook: Playbook) -> list[Event]:
    """Sign the changed values, as the sponsor who was shown exactly these.

    Numbers that were recorded in a unit which counts no more are to be recorded anew.
    """
    need_running(project)
    need_role(project, by, "sponsor")
    if project.new_threshold is None:
        raise Refusal("nothing_to_sign")
    if project.new_threshold.values != command.values:
        raise Refusal("threshold_moved")
    return [ThresholdSigned(command.values), *_in_another_unit(project, playbook, command.values)]


def _in_another_unit(project: Project, playbook: Playbook, signed: Mapping[str, str]) -> list[Event]:
    """Open again what has numbers in the KPI's unit, or in the threshold's, where that one changes."""
    was, now = project.locked, project.locked | dict(signed)
    kpis = {at.partition(".")[0] for at in playbook.kpi.values()}
    found: list[Event] = []
    for phase in playbook.phases:
        for item in phase.items:
            old, new = (_unit(item, locked) for locked in (was, now))
            if item.id in kpis or not old or old == new or not _has_numbers(project, item):
                continue
            found.append(ItemCleared(item.id, corrects_of(project, playbook, item), unit=old))
    return found


def _unit(item: Item, locked: Mapping[str, str]) -> str:
    """Return the unit of an item's numbers: its proxy's, if it has one, for what is compared with the threshold."""
    if item.rule and item.rule.direction == "kpi":
        return locked.get("proxy_unit") or locked.get("unit", "")
    return locked.get("unit", "")


def _has_numbers(project: Project, item: Item) -> bool:
    """Tell whether something is recorded of an item that is in the KPI's unit."""
    keys = {field.key for field in item.fields if "{kpi}" in field.unit}
    record = project.item(item.id)
    return any(
        not keys.isdisjoint(values) for values in (record.values, *(row.values for row in record.rows))
    )
