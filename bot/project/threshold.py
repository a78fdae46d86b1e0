"""What gate 1 locks: the minimum viable performance that gate 2 reads (`framework.md`, section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bot.playbooks.model import Gate, Item, Playbook
from bot.project.events import Event, ThresholdChanged
from bot.project.refusals import BadInput, Problem
from bot.project.state import Project
from bot.project.values import WORDY


def locked_by(project: Project, gate: Gate) -> dict[str, str]:
    """Return the values that passing a gate locks, by name."""
    found: dict[str, str] = {}
    for name, source in gate.locks.items():
        key, _, field = source.partition(".")
        found[name] = project.item(key).values.get(field, "")
    return found


def parted(playbook: Playbook, locked: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part what gates lock from free text, which the ledger keeps so that it can be erased."""
    words: set[str] = set()
    for phase in playbook.phases:
        for name, source in phase.gate.locks.items():
            key, _, wanted = source.partition(".")
            if any(field.key == wanted and field.type in WORDY for field in playbook.item(key).fields):
                words.add(name)
    return (
        {name: text for name, text in locked.items() if name not in words},
        {name: text for name, text in locked.items() if name in words},
    )


def threshold_changes(
    project: Project, playbook: Playbook, item: Item, values: Mapping[str, str]
) -> list[Event]:
    """Flag a change of what was locked: the old values count until the sponsor has signed the new ones."""
    changed: dict[str, str] = {}
    for phase in playbook.phases:
        for name, source in phase.gate.locks.items():
            key, _, field = source.partition(".")
            if name in project.locked and key == item.id and values.get(field, "") != project.locked[name]:
                changed[name] = values.get(field, "")
    waiting = project.new_threshold.values if project.new_threshold else {}
    touched = any(s.partition(".")[0] == item.id for p in playbook.phases for s in p.gate.locks.values())
    return [ThresholdChanged(*parted(playbook, changed))] if touched and changed != waiting else []


def need_sound_kpi(playbook: Playbook, item: Item, values: Mapping[str, str]) -> None:
    """Refuse a KPI record whose numbers contradict its direction, or with a proxy that is not stated in full."""
    keys = {name: at.partition(".")[2] for name, at in playbook.kpi.items()}
    if not keys or playbook.kpi["target"].partition(".")[0] != item.id:
        return
    found = {name: values[key] for name, key in keys.items() if key in values}
    proxy = "proxy_unit" in found or "proxy_direction" in found
    if proxy:
        missing = [
            keys[name] for name in ("proxy_unit", "proxy_direction", "conversion") if name not in found
        ]
        if missing:
            raise BadInput(*(Problem(key, "required") for key in missing))
    if {"direction", "baseline", "target", "minimum"} <= found.keys():
        _need_sides(found, keys, proxy=proxy)


def _need_sides(found: Mapping[str, str], keys: Mapping[str, str], *, proxy: bool) -> None:
    sign = 1 if found["direction"] == "higher" else -1
    baseline, minimum, target = (sign * Decimal(found[name]) for name in ("baseline", "minimum", "target"))
    params = {"direction": found["direction"], "baseline": found["baseline"]}
    if target <= baseline:
        raise BadInput(Problem(keys["target"], "wrong_side", params))
    # A proxy has a scale of its own: nothing here says which side of the baseline is right.
    if not proxy and not baseline < minimum <= target:
        raise BadInput(Problem(keys["minimum"], "wrong_side", params | {"target": found["target"]}))
