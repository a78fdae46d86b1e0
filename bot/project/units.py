"""The unit of the KPI: what is recorded in one that counts no more is to be recorded anew."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playbooks.model import Item, Playbook
from bot.project.correcting import corrects_of
from bot.project.events import Event, ItemCleared
from bot.project.readiness import kpi
from bot.project.state import Project


def changed_unit(project: Project, playbook: Playbook, item: Item, values: Mapping[str, str]) -> list[Event]:
    """Open again what is in the unit of before, where an item's new values name another one.

    Once gate 1 has locked it, that waits for the sponsor's signature, as the unit itself does.
    """
    if project.locked:
        return []
    was, now = dict[str, str](), dict[str, str]()
    for name in ("unit", "proxy_unit"):
        key, _, field = playbook.kpi.get(name, "").partition(".")
        was[name] = kpi(project, playbook, name)
        now[name] = values.get(field, "") if key == item.id else was[name]
    return in_another_unit(project, playbook, was, now) if was["unit"] and was != now else []


def in_another_unit(
    project: Project, playbook: Playbook, was: Mapping[str, str], now: Mapping[str, str]
) -> list[Event]:
    """Open again what has numbers in the KPI's unit, or in the threshold's, where that one changes.

    The KPI's record itself is not: it names its unit beside its numbers.
    """
    kpis = {at.partition(".")[0] for at in playbook.kpi.values()}
    found: list[Event] = []
    for phase in playbook.phases:
        for item in phase.items:
            old, new = (_unit(item, names) for names in (was, now))
            if item.id in kpis or not old or old == new or not _has_numbers(project, item):
                continue
            found.append(ItemCleared(item.id, corrects_of(project, playbook, item), words={"unit": old}))
    return found


def _unit(item: Item, names: Mapping[str, str]) -> str:
    """Return the unit of an item's numbers: its proxy's, if it has one, for what is compared with the threshold."""
    if item.rule and item.rule.direction == "kpi":
        return names.get("proxy_unit") or names.get("unit", "")
    return names.get("unit", "")


def _has_numbers(project: Project, item: Item) -> bool:
    """Tell whether something that is recorded of an item is in the unit that counts."""
    keys = {field.key for field in item.fields if "{kpi}" in field.unit}
    record = project.item(item.id)
    found = [record.values] if not record.unit else []
    found += [row.values for row in record.rows if not row.unit]
    return any(not keys.isdisjoint(values) for values in found)
