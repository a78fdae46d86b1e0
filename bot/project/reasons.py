"""Why a gate iterates, as the ledger keeps it: what was said of each no, and the comparison behind a computed one.

A comparison is written as arithmetic writes it, so that it reads alike in every language: "21 > 20 h a month".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bot.playbooks.model import Comparison, Item, Playbook
from bot.project.readiness import limit, minimum_in, value
from bot.project.state import Project

_SIGNS: dict[Comparison, str] = {"below": "<", "at_most": "≤", "above": ">", "at_least": "≥"}
#: from what is usual to what tells any two numbers of a form apart
_PLACES = (0, 1, 2, 4, 8, 16)


def reason_of(project: Project, playbook: Playbook, red: Sequence[str]) -> str:
    """Return why some items are no, in their order; with more than one, a computed one is called by its id."""
    found: list[str] = []
    for key in red:
        said = project.item(key).not_ready
        computed = "" if said else comparison(project, playbook, playbook.item(key))
        if computed and len(red) > 1:
            computed = f"{key}: {computed}"
        found += [text for text in (said or computed,) if text]
    return "; ".join(found)


def comparison(project: Project, playbook: Playbook, item: Item) -> str:
    """Return the comparison by which an item's number is red; "" where it has none."""
    number = value(project, playbook, item)
    if item.rule is None or number is None:
        return ""
    unit = item.rule.unit
    if item.rule.direction == "kpi":
        other = limit(project, playbook, item)
        unit, direction = minimum_in(project, playbook)
        sign = ">" if direction == "lower" else "<"
    elif item.rule.red and item.rule.red.value is not None:
        other, sign = Fraction(item.rule.red.value), _SIGNS[item.rule.red.is_]
    else:
        return ""
    if other is None:
        return ""
    return f"{_written(number, other)} {sign} {_written(other, number)} {unit}".strip()


def _written(number: Fraction, beside: Fraction) -> str:
    """Return a number with few places, or with as many as keep it apart from the one that it is compared with."""
    text = ""
    for places in _PLACES:
        text, other = _rounded(number, places), _rounded(beside, places)
        if Fraction(text) == number or (places >= 2 and text != other):
            break
    return text


def _rounded(number: Fraction, places: int) -> str:
    return f"{Decimal(round(number * 10**places)).scaleb(-places):f}"
