"""What gate 1 locks: the minimum viable performance that gate 2 reads (`framework.md`, section 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.playbooks.model import Gate, Item, Playbook
from bot.project.events import Event, ThresholdChanged
from bot.project.readiness import kpi
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


def need_sound_kpi(project: Project, playbook: Playbook, item: Item, values: Mapping[str, str]) -> None:
    """Refuse numbers of the KPI that contradict its direction or its sign, or a proxy that is not stated in full.

    Every field that is not as expected is named together.
    """
    if not playbook.kpi:
        return
    own = playbook.kpi["target"].partition(".")[0] == item.id
    problems = (
        _unsound_record(playbook, values) if own else [*_unsound_numbers(project, playbook, item, values)]
    )
    if problems:
        raise BadInput(*problems)


def _unsound_record(playbook: Playbook, values: Mapping[str, str]) -> list[Problem]:
    keys = {name: at.partition(".")[2] for name, at in playbook.kpi.items()}
    found = {name: values[key] for name, key in keys.items() if key in values}
    proxy = "proxy_unit" in found or "proxy_direction" in found
    needed = ("proxy_unit", "proxy_direction", "conversion") if proxy else ()
    problems = [Problem(keys[name], "required") for name in needed if name not in found]
    if {"direction", "baseline", "target", "minimum"} <= found.keys():
        problems += _wrong_sides(found, keys, proxy=proxy)
    return problems


def _wrong_sides(found: Mapping[str, str], keys: Mapping[str, str], *, proxy: bool) -> Iterator[Problem]:
    sign = 1 if found["direction"] == "higher" else -1
    baseline, minimum, target = (sign * Decimal(found[name]) for name in ("baseline", "minimum", "target"))
    direction = {"direction": found["direction"]}
    params = direction | {"baseline": found["baseline"]}
    if target <= baseline:
        yield Problem(keys["target"], "wrong_side", params)
    # A proxy has a scale of its own: nothing here says which side of the baseline is right.
    if not proxy and target <= baseline and minimum <= baseline:
        yield Problem(keys["minimum"], "wrong_side", direction)
    elif not proxy and baseline < target and not baseline < minimum <= target:
        yield Problem(keys["minimum"], "wrong_side", params | {"target": found["target"]})
    for name in ("month_one", "month_six"):
        if name not in found:
            continue
        if sign * Decimal(found[name]) < baseline:
            yield Problem(keys[name], "wrong_side", direction | {"today": found["baseline"]})
        elif _never_negative(found["baseline"], found["target"]):
            yield from _negative(keys[name], found[name])


def _unsound_numbers(
    project: Project, playbook: Playbook, item: Item, values: Mapping[str, str]
) -> Iterator[Problem]:
    """Name numbers below zero of a KPI that comes down towards zero: one such would pass for better than any other.

    Where higher is better, one below zero can be true, such as a loss, and speaks against the project by itself.
    """
    today, target = kpi(project, playbook, "baseline"), kpi(project, playbook, "target")
    if not today or not target or kpi(project, playbook, "direction") != "lower":
        return
    of_proxy = item.rule is not None and item.rule.direction == "kpi" and kpi(project, playbook, "proxy_unit")
    if of_proxy or not _never_negative(today, target):
        return
    for field in item.fields:
        if "{kpi}" in field.unit and field.key in values:
            yield from _negative(field.key, values[field.key])


def _never_negative(today: str, target: str) -> bool:
    return Decimal(today) >= 0 and Decimal(target) >= 0


def _negative(key: str, text: str) -> Iterator[Problem]:
    if Decimal(text) < 0:
        yield Problem(key, "too_small", {"value": text, "least": "0"})
