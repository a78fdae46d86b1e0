"""How far an item is, and for a computed one what would make it pass."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from bot.playbooks.formula import parse
from bot.playbooks.model import Field, Item, Limit
from bot.project import readiness
from bot.project.values import NUMERIC, as_number
from bot.talk import look
from bot.talk.brief import value
from bot.talk.scene import Scene
from bot.talk.values import field_text, needed, number_shown
from bot.talk.words import inside


def hint(scene: Scene, item: Item) -> str:
    """Return "76 % so far. Consistency is lowest, 89 %; at 94 % it alone would pass."; "" for nothing known."""
    record = scene.project.item(item.id)
    if item.kind == "register" and not record.rows:
        return ""
    failed = record.done and not record.not_ready and look.status(scene, item) == "not_ready"
    if failed and (found := _computed(scene, item)):
        return found
    known = value(scene, item)
    return scene.words.t("So far: {value}", value=known) if known else ""


def _computed(scene: Scene, item: Item) -> str:
    """Return where a formula of several numbers stands, and which of them alone would make it pass."""
    fields = _own(item)
    if item.rule is None or item.rule.direction or len(fields) < 2:
        return ""
    words, so_far = scene.words, number_shown(scene, item)
    lowest = _lowest(scene, item, fields)
    for field in (lowest,) if lowest else fields:
        wanted = _alone(scene, item, field)
        if wanted is None:
            continue
        at = field_text(scene, item, field, str(wanted))
        if lowest:
            return words.t(
                "{value} so far. {field} is lowest, {now}; at {needed} it alone would pass.",
                value=so_far,
                field=words.t(field.label),
                now=_now(scene, item, field),
                needed=at,
            )
        name = inside(words.t(field.label))
        return words.t(
            "{value} so far. With {field} at {needed} it would pass.", value=so_far, field=name, needed=at
        )
    if lowest:
        return words.t(
            "{value} so far, {needed}. {field} is lowest, {now}.",
            value=so_far,
            needed=needed(scene, item),
            field=words.t(lowest.label),
            now=_now(scene, item, lowest),
        )
    return ""


def _own(item: Item) -> tuple[Field, ...]:
    """Return the item's own numbers that its formula uses, if it uses nothing else."""
    names = parse(item.rule.value).names if item.rule else frozenset[str]()
    own = tuple(field for field in item.fields if field.key in names and field.type in NUMERIC)
    return own if len(own) == len(names) else ()


def _numbers(scene: Scene, item: Item) -> dict[str, Fraction]:
    values = scene.project.item(item.id).values
    found = {f.key: as_number(f, values[f.key]) for f in _own(item) if f.key in values}
    return {key: number for key, number in found.items() if number is not None}


def _lowest(scene: Scene, item: Item, fields: tuple[Field, ...]) -> Field | None:
    """Return the lowest of several percentages, if one alone is."""
    known = _numbers(scene, item)
    if any(field.type != "percent" or field.key not in known for field in fields):
        return None
    first, second, *_ = sorted(fields, key=lambda field: known[field.key])
    return first if known[first.key] < known[second.key] else None


def _now(scene: Scene, item: Item, field: Field) -> str:
    return field_text(scene, item, field, scene.project.item(item.id).values[field.key])


def _alone(scene: Scene, item: Item, field: Field) -> int | None:
    """Return the whole number that makes the item pass, the others left as they are; None without one.

    The formula must grow evenly with the field, as a sum or a product does.
    """
    known, red = _numbers(scene, item), item.rule.red if item.rule else None
    if item.rule is None or red is None or red.value is None or field.key not in known:
        return None
    formula, at = parse(item.rule.value), known[field.key]
    found = [formula.value(known | {field.key: at + step}) for step in range(3)]
    first, second, third = found
    if (
        first is None
        or second is None
        or third is None
        or third - second != second - first
        or second == first
    ):
        return None
    exact = at + (Fraction(red.value) - first) / (second - first)
    tried = {floor(exact), ceil(exact), floor(exact) + 1, ceil(exact) - 1}
    passing = [
        n for n in tried if _allowed(field, n) and _passes(scene, item, red, known | {field.key: Fraction(n)})
    ]
    return min(passing, key=lambda n: abs(n - at)) if passing else None


def _passes(scene: Scene, item: Item, red: Limit, known: dict[str, Fraction]) -> bool:
    number = parse(item.rule.value).value(known) if item.rule else None
    return number is not None and readiness.is_met(red, number, known) is False


def _allowed(field: Field, number: int) -> bool:
    least = 0 if field.type in ("percent", "money") and field.least is None else field.least
    most = 100 if field.type == "percent" and field.most is None else field.most
    too_little = field.more_than is not None and number <= field.more_than
    return not too_little and (least is None or number >= least) and (most is None or number <= most)
