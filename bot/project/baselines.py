"""Where a baseline speaks against the KPI that it is of: said wherever both are read, and no reason to refuse."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from bot.playbooks.model import Playbook
from bot.project.readiness import kpi
from bot.project.state import Project
from bot.project.values import as_number

Kind = Literal[
    "meets_target",  # today is as good as what is wanted
    "meets_minimum",  # today is as good as what makes deployment worthwhile
    "differs",  # the KPI record says another number
]


class Doubt(msgspec.Struct, frozen=True):
    """A baseline as it was typed, and the number that it speaks against."""

    kind: Kind
    #: where the baseline is recorded
    item: str
    baseline: str
    other: str


def baseline_key(playbook: Playbook) -> str:
    """Return by which key forms ask for the baseline of the KPI; "" where there is no KPI."""
    return playbook.kpi.get("baseline", "").partition(".")[2]


def doubts(project: Project, playbook: Playbook) -> tuple[Doubt, ...]:
    """Return where a baseline speaks against the KPI, in the order of the checklist."""
    found: list[Doubt] = []
    for item, text in _baselines(project, playbook):
        if worse := _meets(project, playbook, item, text):
            found.append(worse)
        of_kpi = kpi(project, playbook, "baseline")
        if of_kpi and Fraction(of_kpi) != Fraction(text):
            found.append(Doubt("differs", item, text, of_kpi))
    return tuple(found)


def _meets(project: Project, playbook: Playbook, item: str, text: str) -> Doubt | None:
    lower = kpi(project, playbook, "direction") == "lower"
    today = Fraction(text)

    def is_met(number: str) -> bool:
        return bool(number) and (today <= Fraction(number) if lower else today >= Fraction(number))

    if is_met(target := kpi(project, playbook, "target")):
        return Doubt("meets_target", item, text, target)
    # A proxy has a unit of its own: nothing can be compared with it.
    if kpi(project, playbook, "proxy_unit") or kpi(project, playbook, "proxy_direction"):
        return None
    if is_met(minimum := kpi(project, playbook, "minimum")):
        return Doubt("meets_minimum", item, text, minimum)
    return None


def _baselines(project: Project, playbook: Playbook) -> list[tuple[str, str]]:
    """Return the baseline of the KPI record, and others of the same name that are in the KPI's unit."""
    key, found = baseline_key(playbook), list[tuple[str, str]]()
    if not key or not kpi(project, playbook, "direction"):
        return []
    # Until the sponsor has signed another unit, the record alone is in it.
    if project.locked.get("unit", kpi(project, playbook, "unit")) != kpi(project, playbook, "unit"):
        return []
    for phase in playbook.phases:
        for item in phase.items:
            field = next((one for one in item.fields if one.key == key and "{kpi}" in one.unit), None)
            record = project.item(item.id)
            text = record.values.get(key, "")
            if field and record.done and not record.unit and text and as_number(field, text) is not None:
                found.append((item.id, text))
    return found
