"""What makes a playbook sound as a whole, beyond the shape of its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.playbooks import item_checks, reminder_checks, text_checks
from bot.playbooks.model import Field, Gate, Item, Phase, Playbook
from bot.playbooks.shape import Report

#: items of one phase that a conditional go may leave open: each is named in its form
MOST_LEFT_OPEN = 10
KPI_FIELDS = ("name", "unit", "direction", "baseline", "target", "minimum")
#: together they let the minimum be a proxy, in a unit and a direction of its own
PROXY_FIELDS = ("proxy_unit", "proxy_direction", "conversion")
#: what a number of the KPI says nothing without
READ_IN = ("unit", "direction", *PROXY_FIELDS)
#: what is wanted on the way to the target, each on its own
BENCHMARK_FIELDS = ("month_one", "month_six")
KEY = re.compile(r"[a-z][a-z0-9-]*")
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(slots=True)
class Known:
    """What an item may refer to: everything up to its own phase, and what earlier gates locked."""

    kpi: dict[str, str]
    fields: dict[str, Field] = field(default_factory=dict)

    def add_items(self, items: Iterable[Item]) -> None:
        """Make the fields of these items known as "item id.field"."""
        self.fields |= {f"{item.id}.{each.key}": each for item in items for each in item.fields}

    def add_locks(self, locks: dict[str, str]) -> None:
        """Make what a gate locks known as "locked.name"."""
        self.fields |= {f"locked.{name}": self.fields[at] for name, at in locks.items() if at in self.fields}


def check(playbook: Playbook, report: Report) -> None:
    """Report everything that does not hold together, as dotted path and what was expected."""
    _check_head(playbook, report)
    _check_days(playbook, report)
    _check_unique(playbook, report)
    reminder_checks.check(playbook.reminders, report)
    text_checks.check(playbook, report)
    known = Known(playbook.kpi)
    for n, phase in enumerate(playbook.phases):
        path = f"phases[{n}]"
        known.add_items(phase.items)
        for at, item, first, last in _items(phase, path):
            item_checks.check(item, at, known.fields, playbook.kpi, report)
            if not first <= item.due <= last:
                report(f"{at}.due", f"expected a day from {first} to {last}, got {item.due}")
            if not 0 <= item.asked_from < first:
                report(f"{at}.asked_from", f"expected a day before day {first}, got {item.asked_from}")
        _check_gate(phase, f"{path}.gate", known, report)
        known.add_locks(phase.gate.locks)
    _check_kpi(playbook, known, report)
    _check_ends(playbook, report)


def _check_head(playbook: Playbook, report: Report) -> None:
    if not KEY.fullmatch(playbook.key):
        report("key", f'expected lower case letters, digits and hyphens, got "{playbook.key}"')
    if playbook.version < 1:
        report("version", f"expected 1 or more, got {playbook.version}")
    if not playbook.phases:
        report("phases", "expected at least one phase")


def _check_days(playbook: Playbook, report: Report) -> None:
    expected = 1
    for n, phase in enumerate(playbook.phases):
        path = f"phases[{n}]"
        if phase.number != n + 1:
            report(f"{path}.number", f"expected {n + 1}, got {phase.number}")
        if phase.gate.number != n + 1:
            report(f"{path}.gate.number", f"expected {n + 1}, got {phase.gate.number}")
        if phase.first_day != expected:
            report(f"{path}.first_day", f"expected {expected}, got {phase.first_day}")
        if phase.last_day < phase.first_day:
            report(f"{path}.last_day", f"expected {phase.first_day} or later, got {phase.last_day}")
        expected = phase.last_day + 1
        for m, stage in enumerate(phase.stages):
            if not phase.first_day <= stage.first_day <= stage.last_day <= phase.last_day:
                report(
                    f"{path}.stages[{m}].first_day",
                    f"expected days inside {phase.first_day} to {phase.last_day}, in order,"
                    f" got {stage.first_day} to {stage.last_day}",
                )
    if playbook.phases and playbook.days != expected - 1:
        report("days", f"expected {expected - 1}, the last day of the last phase, got {playbook.days}")


def _items(phase: Phase, path: str) -> Iterator[tuple[str, Item, int, int]]:
    """Yield each item with its path and the days in which it may be due."""
    for n, item in enumerate(phase.checklist):
        yield f"{path}.checklist[{n}]", item, phase.first_day, phase.last_day
    for m, stage in enumerate(phase.stages):
        for n, item in enumerate(stage.items):
            yield f"{path}.stages[{m}].items[{n}]", item, stage.first_day, stage.last_day


def _check_unique(playbook: Playbook, report: Report) -> None:
    ids: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    for n, phase in enumerate(playbook.phases):
        for path, item, _, _ in _items(phase, f"phases[{n}]"):
            ids[item.id] += 1
            if ids[item.id] == 2:
                report(f"{path}.id", f"expected an id of its own, {item.id} is taken")
        for m, stage in enumerate(phase.stages):
            stages[stage.key] += 1
            path = f"phases[{n}].stages[{m}].key"
            if stages[stage.key] == 2:
                report(path, f"expected a key of its own, {stage.key} is taken")
            if not KEY.fullmatch(stage.key):
                report(path, f'expected lower case letters, digits and hyphens, got "{stage.key}"')


def _check_groups(gate: Gate, path: str, report: Report) -> None:
    if "go" not in gate.decisions:
        report(f"{path}.decisions", 'expected "go" among them')
    roles = tuple(dict.fromkeys(role for group in gate.groups for role in group.roles))
    if gate.groups and set(gate.approvers) != set(roles):
        report(f"{path}.approvers", f"expected the roles of the groups, {', '.join(roles)}")
    for n, group in enumerate(gate.groups):
        if not NAME.fullmatch(group.key) or group.key in {each.key for each in gate.groups[:n]}:
            report(f"{path}.groups[{n}].key", f'expected a key of its own, got "{group.key}"')
        if not group.roles:
            report(f"{path}.groups[{n}].roles", "expected at least one role")
        if group.quorum < 0:
            report(f"{path}.groups[{n}].quorum", f"expected 0 (all) or more, got {group.quorum}")


def _check_gate(phase: Phase, path: str, known: Known, report: Report) -> None:
    gate = phase.gate
    counted = {item.id for item in phase.items if item.gate}
    if not counted:
        report(path, f"expected at least one item of phase {phase.number} with gate: true")
    if not gate.approvers:
        report(f"{path}.approvers", "expected at least one role")
    _check_groups(gate, path, report)
    if gate.needs_first and gate.needs_first not in counted:
        report(f"{path}.needs_first", f"expected an item that this gate counts, got {gate.needs_first}")
    _check_verdict(gate, path, report)
    if gate.finishes and "conditional" in gate.decisions:
        report(f"{path}.decisions", 'expected no "conditional": no later gate would wait for the conditions')
    if sum(item.conditional for item in phase.checklist) > MOST_LEFT_OPEN:
        report(path, f"expected at most {MOST_LEFT_OPEN} items with conditional: true")
    if gate.verdict != "all_ready":
        for at, item, _, _ in _items(phase, path.removesuffix(".gate")):
            if item.conditional:
                report(f"{at}.conditional", "expected only where the gate's verdict is all_ready")
    for name, at in gate.locks.items():
        if not NAME.fullmatch(name) or f"locked.{name}" in known.fields:
            report(f"{path}.locks.{name}", "expected a name of its own, in lower case")
        if at not in known.fields:
            report(f"{path}.locks.{name}", f"expected an existing item.field, got {at}")
        elif at != known.kpi.get(name, at):
            report(f"{path}.locks.{name}", f"expected {known.kpi[name]}, as the KPI says, got {at}")
    for name in READ_IN if "minimum" in gate.locks else ():
        if name in known.kpi and name not in gate.locks:
            report(f"{path}.locks.{name}", f"expected {known.kpi[name]}: a locked minimum is read in it")


def _check_verdict(gate: Gate, path: str, report: Report) -> None:
    if gate.red_allowed < 0:
        report(f"{path}.red_allowed", f"expected 0 or more, got {gate.red_allowed}")
    if gate.iterations < 1:
        report(f"{path}.iterations", f"expected 1 or more, got {gate.iterations}")


def _check_kpi(playbook: Playbook, known: Known, report: Report) -> None:
    kpi = playbook.kpi
    for name in KPI_FIELDS if kpi else ():
        if name not in kpi:
            report(f"kpi.{name}", "expected an item.field, found nothing")
    for name in PROXY_FIELDS if kpi.keys() & set(PROXY_FIELDS) else ():
        if name not in kpi:
            report(f"kpi.{name}", "expected an item.field: unit, direction and conversion make a proxy")
    for name, at in kpi.items():
        expected = _kpi_field(name, known.fields.get(at))
        if expected:
            report(f"kpi.{name}", f"expected {expected}, got {at}")


def _kpi_field(name: str, found: Field | None) -> str:
    """Say what this part of the KPI must be, or nothing when it is."""
    names = KPI_FIELDS + BENCHMARK_FIELDS + PROXY_FIELDS
    if name not in names:
        return "only " + ", ".join(names)
    proxy = name in PROXY_FIELDS
    if found is None or found.required == proxy:
        return f"an existing and {'optional' if proxy else 'required'} item.field"
    if name in ("direction", "proxy_direction"):
        keys = sorted(option.key for option in found.options)
        return (
            "" if found.type == "choice" and keys == ["higher", "lower"] else "a choice of lower and higher"
        )
    if name == "conversion":
        return "" if found.type == "long" else "a field of type long"
    if name in ("name", "unit", "proxy_unit"):
        return "" if found.type == "text" else "a field of type text"
    return "" if found.type == "number" else "a field of type number"


def _check_ends(playbook: Playbook, report: Report) -> None:
    gates = [phase.gate for phase in playbook.phases]
    for n, gate in enumerate(gates):
        last = n == len(gates) - 1
        if gate.finishes != last:
            report(f"phases[{n}].gate.finishes", f"expected {str(last).lower()}: the last gate finishes")
    live = [n for n, gate in enumerate(gates) if gate.goes_live]
    if gates and len(live) != 1:
        at = live[1] if live else len(gates) - 1
        report(f"phases[{at}].gate.goes_live", f"expected one gate that goes live, found {len(live)}")
