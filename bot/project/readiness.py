"""What every item amounts to, and the verdict on a gate: computed all the time, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import msgspec

from bot.playbooks.formula import parse
from bot.playbooks.model import Item, Limit, Phase, Playbook, Rule
from bot.project.state import GateVerdict, Imported, ItemRecord, ItemStatus, Project
from bot.project.values import as_number

PASSING: tuple[ItemStatus, ...] = ("ready", "flagged", "not_applicable")


class Counts(msgspec.Struct, frozen=True):
    """How many items of a checklist stand where; `ready` includes the flagged ones."""

    total: int
    ready: int
    flagged: int
    not_ready: int
    open: int
    #: covered by a gate from paper
    imported: int = 0


def status(project: Project, playbook: Playbook, item: Item) -> ItemStatus:
    """Return what an item amounts to: red is a failed measure or a declaration, never "open".

    What a second person has to verify stays open until they have. What was never recorded is no open item where a
    gate from paper covers it.
    """
    record = project.item(item.id)
    found = _recorded(project, playbook, item, record)
    if item.verified and _unverified(record, item, found):
        found = "open"
    if found == "open" and project.imported and _is_covered(project.imported, playbook, item):
        return "imported"
    return found


def _is_covered(known: Imported, playbook: Playbook, item: Item) -> bool:
    if playbook.phase_of(item.id).number >= known.phase:
        return False
    # What every later gate asks for first is asked for still; what a gate locks is needed for its value.
    firsts = {phase.gate.needs_first for phase in playbook.phases[: known.phase - 1]}
    return item.id not in firsts and item.id not in locking(playbook, known.phase)


def locking(playbook: Playbook, phase: int) -> tuple[str, ...]:
    """Return the items whose values the gates before a phase lock."""
    sources = (at for earlier in playbook.phases[: phase - 1] for at in earlier.gate.locks.values())
    return tuple(dict.fromkeys(at.partition(".")[0] for at in sources))


def to_lock(project: Project, playbook: Playbook) -> tuple[str, ...]:
    """Return what must be recorded before gates from paper are countersigned: items they would have locked."""
    known = project.imported
    if known is None or known.countersigned_by:
        return ()
    items = (playbook.item(key) for key in locking(playbook, known.phase))
    return tuple(item.id for item in items if status(project, playbook, item) not in PASSING)


def needs_second(project: Project, playbook: Playbook, item: Item) -> bool:
    """Tell whether an item is only open because a second person has not verified it."""
    record = project.item(item.id)
    return _unverified(record, item, _recorded(project, playbook, item, record))


def _unverified(record: ItemRecord, item: Item, found: ItemStatus) -> bool:
    # An equivalent is signed by somebody outside the team already; what does not apply needs no proof.
    passes = found in ("ready", "flagged") and not (record.equivalent and record.equivalent.signed_by)
    return item.verified and passes and not record.verified_by


def _recorded(project: Project, playbook: Playbook, item: Item, record: ItemRecord) -> ItemStatus:
    if record.not_applicable:
        return "not_applicable"
    if record.equivalent and record.equivalent.signed_by:
        return "flagged"
    if record.not_ready:
        return "not_ready"
    match item.kind:
        case "confirm":
            return "ready" if record.done else "open"
        case "sign":
            return "ready" if record.signed_by else "open"
        case "register":
            return "ready" if item.rows <= len([r for r in record.rows if r.owner and not r.unit]) else "open"
        case "measure" | "formula":
            return _measured(project, playbook, item, record)


def value(project: Project, playbook: Playbook, item: Item) -> Fraction | None:
    """Return the number that an item's rule looks at, exact; None while something is missing."""
    if item.rule is None or not is_judged(project, item):
        return None
    if project.item(item.id).unit:
        return None  # in a unit that counts no more
    return parse(item.rule.value).value(_known(project, playbook, item, item.rule))


def is_judged(project: Project, item: Item) -> bool:
    """Tell whether an item's rule judges its number; for other choices only an equivalent makes it pass."""
    only = item.rule.only if item.rule else None
    return only is None or project.item(item.id).values.get(only.field) == only.is_


def lacks_equivalent(project: Project, item: Item) -> bool:
    """Tell whether what is recorded of an item calls for an equivalent that nobody has described."""
    record = project.item(item.id)
    return record.done and not is_judged(project, item) and record.equivalent is None


def limit(project: Project, playbook: Playbook, item: Item) -> Fraction | None:
    """Return the number that a rule with a direction compares with; None while it is not known."""
    if item.rule is None or not item.rule.against:
        return None
    return _known(project, playbook, item, item.rule).get(item.rule.against)


def counts(project: Project, playbook: Playbook, phase: Phase) -> Counts:
    """Count the checklist of a phase."""
    found = [status(project, playbook, item) for item in phase.checklist]
    return Counts(
        total=len(found),
        ready=sum(s in PASSING for s in found),
        flagged=found.count("flagged"),
        not_ready=found.count("not_ready"),
        open=found.count("open"),
        imported=found.count("imported"),
    )


def with_status(project: Project, playbook: Playbook, wanted: ItemStatus) -> tuple[str, ...]:
    """Return the ids of the current checklist's items that have a status."""
    phase = playbook.phase(project.phase)
    return tuple(i.id for i in phase.checklist if status(project, playbook, i) == wanted)


def verdict(project: Project, playbook: Playbook) -> GateVerdict:
    """Return the verdict on the gate of the current phase (`framework.md`, section 1)."""
    phase = playbook.phase(project.phase)
    found = [status(project, playbook, item) for item in phase.checklist]
    if all(known in PASSING for known in found):
        return "go"
    not_ready = found.count("not_ready")
    match phase.gate.verdict:
        case "readiness":
            return "stop" if not_ready > phase.gate.red_allowed else "fix_and_recheck"
        case "questions":
            return "iterate" if not_ready else "not_yet"
        case "all_ready":
            return "not_yet"


def kpi(project: Project, playbook: Playbook, name: str) -> str:
    """Return a value of the KPI record ("unit", "direction", "minimum" …) by its name; "" while unknown."""
    item, _, field = playbook.kpi.get(name, ".").partition(".")
    return project.item(item).values.get(field, "")


def minimum_in(project: Project, playbook: Playbook) -> tuple[str, str]:
    """Return unit and direction of the minimum viable performance: its proxy's, else the KPI's; locked ones count."""

    def known(name: str) -> str:
        return project.locked.get(name, "") if project.locked else kpi(project, playbook, name)

    return known("proxy_unit") or known("unit"), known("proxy_direction") or known("direction")


def is_met(rule_limit: Limit, number: Fraction, known: Mapping[str, Fraction]) -> bool | None:
    """Tell whether a comparison holds, unrounded; None when its other side is not known."""
    other = known.get(rule_limit.name) if rule_limit.value is None else Fraction(rule_limit.value)
    if other is None:
        return None
    match rule_limit.is_:
        case "below":
            return number < other
        case "at_most":
            return number <= other
        case "above":
            return number > other
        case "at_least":
            return number >= other


def _measured(project: Project, playbook: Playbook, item: Item, record: ItemRecord) -> ItemStatus:
    if not record.done:
        return "open"
    if item.rule is None:
        return "ready"
    if not is_judged(project, item):
        return "open"
    known = _known(project, playbook, item, item.rule)
    number = parse(item.rule.value).value(known)
    if number is None:
        return "open"
    if item.rule.direction == "kpi":
        return _against_kpi(project, playbook, item.rule, number, known)
    if item.rule.red and is_met(item.rule.red, number, known):
        return "not_ready"
    if item.rule.amber and is_met(item.rule.amber, number, known):
        return "flagged"
    return "ready"


def _against_kpi(
    project: Project, playbook: Playbook, rule: Rule, number: Fraction, known: Mapping[str, Fraction]
) -> ItemStatus:
    threshold = known.get(rule.against)
    if threshold is None:
        return "open"
    # A threshold is met when it is reached: "at most 12" holds for 12.
    lower = minimum_in(project, playbook)[1] == "lower"
    return "ready" if (number <= threshold if lower else number >= threshold) else "not_ready"


def _known(project: Project, playbook: Playbook, item: Item, rule: Rule) -> dict[str, Fraction]:
    known: dict[str, Fraction] = {}
    record = project.item(item.id)
    for field in item.fields:
        number = as_number(field, record.values[field.key]) if field.key in record.values else None
        if number is not None:
            known[field.key] = number
    for name, source in rule.uses.items():
        number = _borrowed(project, playbook, source)
        if number is not None:
            known[name] = number
    return known


def _borrowed(project: Project, playbook: Playbook, source: str) -> Fraction | None:
    key, _, name = source.partition(".")
    if key == "locked":
        return Fraction(Decimal(project.locked[name])) if project.locked.get(name) else None
    record = project.item(key)
    text = record.values.get(name)
    field = next((f for f in playbook.item(key).fields if f.key == name), None)
    if field and record.unit and "{kpi}" in field.unit:
        return None  # in a unit that counts no more
    return as_number(field, text) if field and text else None
