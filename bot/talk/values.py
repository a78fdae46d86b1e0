"""Recorded values as people read them: with unit, target and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from bot.playbooks.formula import parse
from bot.playbooks.model import Field, Item, Limit, Rule
from bot.project import readiness
from bot.project.state import ItemRecord, Row
from bot.project.values import as_number
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.words import N_, Words

_PRODUCT = re.compile(r"\w+( \* \w+)+( / 10+)?")
#: what must hold for an item to pass, by the comparison that makes it red
_NEEDED = {
    "below": N_("at least {number} needed"),
    "at_most": N_("above {number} needed"),
    "above": N_("at most {number} needed"),
    "at_least": N_("under {number} needed"),
}
_PREFERRED = {
    "below": N_("{number} preferred"),
    "at_most": N_("above {number} preferred"),
    "above": N_("{number} preferred"),
    "at_least": N_("under {number} preferred"),
}
SHORT = 60


def with_unit(scene: Scene, number: str, unit: str, item: Item | None = None, field: str = "") -> str:
    """Return a number with its unit: "8 months", "76 %", "12 h a month"."""
    shown = look.unit(scene, unit, item, field)
    return scene.words.t("{number} {unit}", number=number, unit=shown) if shown else number


def field_text(scene: Scene, item: Item, field: Field, text: str, row: Row | None = None) -> str:
    """Return one recorded value, of a row where one is given, as people read it: in the unit it was recorded in."""
    words = scene.words
    match field.type:
        case "number":
            kept = row.unit if row else scene.project.item(item.id).unit
            unit = field.unit.replace("{kpi}", kept) if kept else field.unit
            return with_unit(scene, words.number(text), unit, item, field.key)
        case "percent":
            return words.percent(text)
        case "money":
            return with_unit(scene, words.money(text), field.unit)
        case "choice" | "choices":
            labels = {option.key: words.t(option.label) for option in field.options}
            return ", ".join(labels.get(key, key) for key in text.split(","))
        case "person":
            return look.people(scene, tuple(text.split(",")))
        case "moment":
            wall = words.wall(datetime.fromisoformat(text))
            zone = scene.project.time_zone  # of the project, whoever typed it and whoever reads it
            return words.in_zone(wall, zone) if words.shared or words.time_zone != zone else wall
        case "text" | "long" | "link":
            return text


def shorten(text: str, longest: int = SHORT) -> str:
    """Return the first line of a text, cut at a word."""
    line = text.strip().split("\n")[0]
    if len(line) <= longest and line == text.strip():
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def measured(scene: Scene, item: Item) -> str:
    """Return the number that an item's rule looks at, with what is needed where it does not pass."""
    rule, record = item.rule, scene.project.item(item.id)
    number = readiness.value(scene.project, scene.playbook, item)
    if rule is None or number is None:
        return ""
    shown = _against(scene, item, rule, record, number)
    factors = _factors(scene, item, rule, record.values)
    if rule.label and not factors and rule.unit == "%" and not look.field_of(item, rule.value):
        shown = f"{scene.words.t(rule.label)} {shown}"
    parts = [scene.words.t("{value} = {factors}", value=shown, factors=factors) if factors else shown]
    target = _target(scene, item, rule)
    return ", ".join(parts + ([target] if target else []))


def number_shown(scene: Scene, item: Item) -> str:
    """Return the number that an item's rule looks at alone: "76 %"; "" while something is missing."""
    number = readiness.value(scene.project, scene.playbook, item)
    if item.rule is None or number is None:
        return ""
    return _against(scene, item, item.rule, scene.project.item(item.id), number)


def needed(scene: Scene, item: Item) -> str:
    """Return "above 80 % needed" where an item does not simply pass."""
    return _target(scene, item, item.rule) if item.rule else ""


def limits(scene: Scene, item: Item) -> tuple[str, ...]:
    """Return all that an item's rule asks for, whether it is met or not: "at least 6 needed", "12 preferred"."""
    rule = item.rule
    if rule is None:
        return ()
    if rule.direction == "kpi":
        found = [needed_kpi(scene, readiness.limit(scene.project, scene.playbook, item))]
    else:
        found = [_limit_text(scene, item, rule, rule.red, _NEEDED)] if rule.red else []
        found += [_limit_text(scene, item, rule, rule.amber, _PREFERRED)] if rule.amber else []
    return tuple(text for text in found if text)


def _against(scene: Scene, item: Item, rule: Rule, record: ItemRecord, number: Fraction) -> str:
    if rule.unit == "seconds":
        return scene.words.duration(number)
    field = look.field_of(item, rule.value)
    if field:  # entered as it is, not computed
        return with_unit(scene, scene.words.number(record.values[field.key]), rule.unit, item)
    threshold = rule.red.value if rule.red else None
    if threshold is None:
        return with_unit(scene, scene.words.number(number), rule.unit)
    return with_unit(scene, scene.words.number_against(number, Fraction(threshold)), rule.unit)


def _factors(scene: Scene, item: Item, rule: Rule, values: Mapping[str, str]) -> str:
    """Return "95 % × 90 % × 89 %" for a plain product of percentages."""
    if not _PRODUCT.fullmatch(rule.value):
        return ""
    keys = [key for key in re.findall(r"[a-z_]+", rule.value) if key in parse(rule.value).names]
    fields = [look.field_of(item, key) for key in keys]
    if any(field is None or field.type != "percent" for field in fields):
        return ""
    return " × ".join(scene.words.percent(values[key]) for key in keys)


def _target(scene: Scene, item: Item, rule: Rule) -> str:
    """Return what is needed or preferred, where the item does not simply pass."""
    if rule.direction == "kpi":
        return needed_kpi(scene, readiness.limit(scene.project, scene.playbook, item))
    status = look.status(scene, item)
    if status == "not_ready" and rule.red:
        return _limit_text(scene, item, rule, rule.red, _NEEDED)
    if status == "flagged" and rule.amber:
        return _limit_text(scene, item, rule, rule.amber, _PREFERRED)
    return ""


def needed_kpi(scene: Scene, limit: Fraction | None) -> str:
    """Return "at most 12 needed" in the direction of the KPI; "" while nothing is locked."""
    if limit is None:
        return ""
    lower = _direction(scene) == "lower"
    number = exact(scene.words, limit)
    words = scene.words
    return (
        words.t("at most {number} needed", number=number)
        if lower
        else words.t("at least {number} needed", number=number)
    )


def _direction(scene: Scene) -> str:
    return readiness.minimum_in(scene.project, scene.playbook)[1]


def threshold(scene: Scene, minimum: str, *, unit: bool = True) -> str:
    """Return "at most 12 h a month" in the direction and the unit of the threshold."""
    number = f"{scene.words.number(minimum)} {look.threshold_unit(scene) if unit else ''}".strip()
    if _direction(scene) == "lower":
        return scene.words.t("at most {number}", number=number)
    return scene.words.t("at least {number}", number=number)


def exact(words: Words, number: Fraction) -> str:
    """Return a number that a person entered, once it has become a fraction."""
    return (
        words.number_against(number, number) if number.denominator == 1 else words.number(str(float(number)))
    )


def _limit_text(scene: Scene, item: Item, rule: Rule, limit: Limit, sentences: Mapping[str, str]) -> str:
    if limit.value is None:
        text = scene.project.item(item.id).values.get(limit.name, "")
        field = look.field_of(item, limit.name)
        number = as_number(field, text) if field and text else None
    else:
        number = Fraction(limit.value)
    if number is None:
        return ""
    if rule.unit == "seconds":
        shown = scene.words.duration(number)
    else:
        shown = scene.words.percent(str(limit.value)) if rule.unit == "%" else exact(scene.words, number)
    return scene.words.t(sentences[limit.is_], number=shown)
