"""What makes one item of a playbook sound: its kind, its fields, its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.playbooks import formula
from bot.playbooks.model import Field, FieldType, Item, Kind, Limit, Rule
from bot.playbooks.shape import Report

ID = re.compile(r"[A-Z][A-Z0-9]*-[1-9][0-9]*")
NAME = re.compile(r"[a-z][a-z0-9_]*")
#: keys that every form of an item has for itself, and what a submission carries beside its fields on a platform
RESERVED = frozenset({"note", "owner", "verb", "a", "n", "v", "k", "msteams"})
#: and what the form of a question has besides
OF_QUESTIONS = frozenset({"answer", "reason"})
LONGEST_TITLE = 150
LONGEST_LABEL = 75

#: where each of these attributes belongs
_BELONGS: dict[str, tuple[Kind, ...]] = {
    "rule": ("measure", "formula"),
    "equivalent": ("measure", "formula"),
    "signed_by": ("sign",),
    "answered_by": ("confirm",),
    "rows": ("register",),
    # a signature is personal already, and a row is its owner's
    "verified": ("confirm", "measure", "formula"),
}
#: what each kind cannot do without
_NEEDS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "confirm": (),
    "measure": (("fields", "at least one field"),),
    "formula": (("fields", "at least one field"), ("rule", "a rule")),
    "sign": (("signed_by", "at least one role"),),
    "register": (("fields", "at least one field"), ("rows", "1 or more rows")),
}
_LOW = frozenset({"below", "at_most"})
_STRICT = frozenset({"below", "above"})
_BOUNDED: tuple[FieldType, ...] = ("number", "percent", "money")
_CHOSEN: tuple[FieldType, ...] = ("choice", "choices")


def check(item: Item, path: str, known: Mapping[str, Field], kpi: Mapping[str, str], report: Report) -> None:
    """Report what is wrong with an item; `known` are the fields it may use, as "item id.field"."""
    if not ID.fullmatch(item.id):
        report(f"{path}.id", f'expected capitals, a hyphen and a number, such as DR-1, got "{item.id}"')
    if not 0 < len(item.title.strip()) <= LONGEST_TITLE:
        report(f"{path}.title", f"expected 1 to {LONGEST_TITLE} characters")
    _check_kind(item, path, report)
    _check_fields(item, path, report)
    _check_kpi(item, path, kpi, report)
    if item.rule is not None and item.kind in _BELONGS["rule"]:
        _check_rule(item, item.rule, f"{path}.rule", known, report)


def _check_kind(item: Item, path: str, report: Report) -> None:
    for name, kinds in _BELONGS.items():
        if getattr(item, name) and item.kind not in kinds:
            report(f"{path}.{name}", f"expected only for kind {' or '.join(kinds)}, this is {item.kind}")
    for name, expected in _NEEDS[item.kind]:
        value = getattr(item, name)
        if not value or (name == "rows" and value < 1):
            report(f"{path}.{name}", f"expected {expected} for kind {item.kind}")
    if (
        item.kind == "measure"
        and item.rule is None
        and not any(f.countable and f.required for f in item.fields)
    ):
        report(f"{path}.rule", "expected a rule, or a required field that is a number")
    if item.gate and item.not_applicable:
        report(f"{path}.not_applicable", "expected only for an item that no gate counts")
    if item.conditional and not item.gate:
        report(f"{path}.conditional", "expected only for an item that its gate counts")


def _check_fields(item: Item, path: str, report: Report) -> None:
    taken: set[str] = set()
    for n, field in enumerate(item.fields):
        at = f"{path}.fields[{n}]"
        if not NAME.fullmatch(field.key):
            report(f"{at}.key", f'expected lower case letters, digits and underscores, got "{field.key}"')
        if field.key in RESERVED or (item.answered_by and field.key in OF_QUESTIONS):
            report(f"{at}.key", f"expected another key: every form has a {field.key} of its own")
        if field.key in taken:
            report(f"{at}.key", f"expected a key of its own, {field.key} is taken")
        if field.role and field.type != "person":
            report(f"{at}.role", f"expected only for type person, this is {field.type}")
        taken.add(field.key)
        if not 0 < len(field.label.strip()) <= LONGEST_LABEL:
            report(f"{at}.label", f"expected 1 to {LONGEST_LABEL} characters")
        _check_options(field, at, report)
        _check_bounds(field, at, report)
        _check_after(field, item, at, report)


def _check_options(field: Field, path: str, report: Report) -> None:
    chosen = field.type in _CHOSEN
    if chosen and len(field.options) < 2:
        report(f"{path}.options", f"expected at least two options for type {field.type}")
    if field.options and not chosen:
        report(f"{path}.options", f"expected only for type choice or choices, this is {field.type}")
    taken: set[str] = set()
    for n, option in enumerate(field.options):
        if not NAME.fullmatch(option.key) or option.key in taken:
            report(
                f"{path}.options[{n}].key", f'expected a key of its own, in lower case, got "{option.key}"'
            )
        taken.add(option.key)
        if not 0 < len(option.label.strip()) <= LONGEST_LABEL:
            report(f"{path}.options[{n}].label", f"expected 1 to {LONGEST_LABEL} characters")


def _check_bounds(field: Field, path: str, report: Report) -> None:
    for name in ("least", "most", "more_than"):
        if getattr(field, name) is not None and field.type not in _BOUNDED:
            report(f"{path}.{name}", f"expected only for a number, this is {field.type}")
    if field.whole and field.type != "number":
        report(f"{path}.whole", f"expected only for type number, this is {field.type}")
    if field.unit and not field.countable:
        report(f"{path}.unit", f"expected only for a number, this is {field.type}")
    lower = field.least if field.least is not None else field.more_than
    if field.most is not None and lower is not None and field.most < lower:
        report(f"{path}.most", f"expected {lower} or more, got {field.most}")


def _check_after(field: Field, item: Item, path: str, report: Report) -> None:
    moments = {other.key for other in item.fields if other.type == "moment" and other is not field}
    if field.after and (field.type != "moment" or field.after not in moments):
        report(f"{path}.after", f"expected another moment of this item, got {field.after}")


def _check_kpi(item: Item, path: str, kpi: Mapping[str, str], report: Report) -> None:
    """See that an item which speaks of the KPI waits for it, and that there is one."""
    record = {at.split(".")[0] for at in kpi.values()}
    if item.needs_kpi and not kpi:
        report(f"{path}.needs_kpi", "expected kpi in the playbook")
    if item.id in record:
        return
    speaks = any("{kpi}" in field.unit for field in item.fields)
    if item.rule is not None:
        speaks = speaks or "{kpi}" in item.rule.unit or item.rule.direction == "kpi"
    if speaks and not item.needs_kpi:
        report(f"{path}.needs_kpi", "expected true: the item speaks of the KPI")


def _check_rule(item: Item, rule: Rule, path: str, known: Mapping[str, Field], report: Report) -> None:
    names = {field.key for field in item.fields if field.countable and field.required} | rule.uses.keys()
    for name, at in rule.uses.items():
        if not NAME.fullmatch(name) or any(field.key == name for field in item.fields):
            report(f"{path}.uses.{name}", "expected a name of its own, in lower case")
        if at not in known or not known[at].countable:
            report(f"{path}.uses.{name}", f"expected an existing item.field that is a number, got {at}")
    _check_only(item, rule, path, report)
    _check_value(rule, path, names, report)
    if rule.red is None and rule.amber is None and not rule.direction:
        report(path, "expected red, amber or direction")
    if rule.direction and rule.against not in rule.uses:
        report(f"{path}.against", f"expected a name from uses, got {rule.against or 'nothing'}")
    if rule.against and not rule.direction:
        report(f"{path}.against", "expected only with a direction")
    for colour, limit in _limits(rule):
        _check_limit(limit, f"{path}.{colour}", names, report)
    _check_order(rule, path, report)


def _check_only(item: Item, rule: Rule, path: str, report: Report) -> None:
    if rule.only is None:
        return
    field = next((field for field in item.fields if field.key == rule.only.field), None)
    if field is None or field.type != "choice" or not field.required:
        report(f"{path}.only.field", f"expected a required choice of this item, got {rule.only.field}")
    elif rule.only.is_ not in {option.key for option in field.options}:
        report(f"{path}.only.is", f"expected one of its options, got {rule.only.is_}")
    if not item.equivalent:
        report(f"{path}.only", "expected equivalent: true, or nothing could stand for the other choices")


def _limits(rule: Rule) -> Iterator[tuple[str, Limit]]:
    if rule.red is not None:
        yield "red", rule.red
    if rule.amber is not None:
        yield "amber", rule.amber


def _check_value(rule: Rule, path: str, names: set[str], report: Report) -> None:
    try:
        parsed = formula.parse(rule.value)
    except ValueError as error:
        report(f"{path}.value", str(error))
        return
    if parsed.divides_by_zero:
        report(f"{path}.value", "expected a divisor that is not always zero")
    for name in sorted(parsed.names - names):
        report(f"{path}.value", f'expected a required number of this item or a name from uses, got "{name}"')


def _check_limit(limit: Limit, path: str, names: set[str], report: Report) -> None:
    if (limit.value is None) == (not limit.name):
        report(path, "expected either value or name")
    if limit.name and limit.name not in names:
        report(
            f"{path}.name", f'expected a required number of this item or a name from uses, got "{limit.name}"'
        )


def _check_order(rule: Rule, path: str, report: Report) -> None:
    """See that something can be amber, and something green: red is looked at first."""
    red, amber = rule.red, rule.amber
    if red is None or amber is None or red.value is None or amber.value is None:
        return
    low, at = red.is_ in _LOW, red.value
    inside = amber.is_ == red.is_ or amber.is_ in _STRICT  # at the limit itself nothing is left to be amber
    if low == (amber.is_ in _LOW):
        hidden = amber.value < at if low else amber.value > at
        if hidden or (amber.value == at and inside):
            report(
                f"{path}.amber.value", f"expected what is not red already, {'above' if low else 'below'} {at}"
            )
    elif amber.value < at if low else amber.value > at:
        report(f"{path}.amber.value", "expected to leave something green")
