"""What is known of an item, in one short line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playbooks.model import Field, Item
from bot.project import readiness, verifying
from bot.project.plan import due_on
from bot.project.state import Equivalent, ItemRecord
from bot.talk import look
from bot.talk.amount import amount
from bot.talk.baseline_words import beside
from bot.talk.scene import Scene
from bot.talk.timing import than_agreed, waits_for
from bot.talk.values import field_text, measured, shorten, threshold, with_unit
from bot.talk.words import inside

#: the field of a form that says what came out
RESULT = "result"
_NUMBERS = ("number", "percent", "money")


def detail(scene: Scene, item: Item) -> str:
    """Return value, owner and due day in one line, separated by dots."""
    status = look.status(scene, item)
    said, who = value(scene, item), owner(scene, item)
    # Who is named as the answer is often who has the item: once is enough.
    parts = [said, "" if who in said.split(", ") else who, beside(scene, item.id)]
    if status == "imported":
        gate = scene.playbook.phase_of(item.id).number
        parts.append(scene.words.t("covered by gate {n} from paper", n=scene.words.number(gate)))
    if status in ("open", "not_ready") and scene.project.status != "stopped":
        parts.append(_due(scene, item))
        if readiness.lacks_equivalent(scene.project, item):
            parts.append(scene.words.t("an equivalent is to be described"))
        if in_another_unit(scene.project.item(item.id)):
            parts.append(scene.words.t("to be recorded anew: the unit has changed"))
        parts.append(second(scene, item))
        if waiting := scene.project.item(item.id).waiting:
            parts.append(waits_for(scene, waiting))
    if (verified_by := scene.project.item(item.id).verified_by) and status in ("ready", "flagged"):
        parts.append(scene.words.t("verified by {person}", person=look.who(scene, verified_by)))
    if scene.project.item(item.id).corrected:
        parts.append(scene.words.t("changed after its gate"))
    return " · ".join(part for part in parts if part)


def _due(scene: Scene, item: Item) -> str:
    day, agreed = due_on(scene.project, scene.playbook, item), scene.project.item(item.id).agreed_on
    said = scene.words.t("due {day}", day=look.day(scene, day))
    if look.is_overdue(scene, item):
        said = "▲ " + scene.words.t("overdue, was due {day}", day=look.day(scene, day))
    return than_agreed(scene.words, said, day, agreed)


def in_another_unit(record: ItemRecord) -> bool:
    """Tell whether numbers of an item are in a unit that counts no more."""
    return bool(record.unit) or any(row.unit for row in record.rows)


def second(scene: Scene, item: Item) -> str:
    """Return that an item waits for a second person, and for whom; "" where it does not."""
    if not readiness.needs_second(scene.project, scene.playbook, item):
        return ""
    people = verifying.asked_to_verify(scene.project, item)
    if not people:
        return scene.words.t("waits for a second person")
    who = scene.words.either([look.who(scene, person) for person in people])
    return scene.words.t("waits for a second person: {people}", people=who)


def owner(scene: Scene, item: Item) -> str:
    """Return who has an item, or who it is asked of; "nobody yet" when it waits for somebody."""
    record = scene.project.item(item.id)
    if item.kind == "sign":
        return "" if record.signed_by else _awaited(scene, item)
    if record.owner:
        return look.who(scene, record.owner)
    if item.answered_by:
        return look.people(scene, look.signers(scene, item.answered_by))
    waits = look.status(scene, item) in ("open", "not_ready") and scene.project.status != "stopped"
    return scene.words.t("nobody yet") if waits else ""


def _awaited(scene: Scene, item: Item) -> str:
    people = look.signers(scene, item.signed_by)
    if people:
        return scene.words.t("waits for {people}", people=look.people(scene, people))
    roles = scene.words.listed([look.role_name(scene, role) for role in item.signed_by])
    return scene.words.t("nobody has the role {role} yet", role=roles)


def value(scene: Scene, item: Item) -> str:
    """Return what is known of an item: its numbers, what was declared, or who confirmed it; "" for nothing."""
    words, record = scene.words, scene.project.item(item.id)
    if record.not_applicable:
        return words.t("does not apply: {reason}", reason=shorten(record.not_applicable))
    if record.equivalent:
        return _equivalent(scene, record.equivalent)
    if record.not_ready and item.answered_by:
        return words.t("answered no: {reason}", reason=shorten(record.not_ready))
    if record.not_ready:
        return words.t("declared not ready: {reason}", reason=shorten(record.not_ready))
    match item.kind:
        case "register":
            return _rows(scene, item)
        case "sign":
            return _signed(scene, item)
        case "measure" | "formula":
            return _numbers(scene, item) if record.done else ""
        case "confirm":
            return _shown_by(scene, item) if record.done else ""


def _equivalent(scene: Scene, equivalent: Equivalent) -> str:
    text = shorten(equivalent.text)
    if equivalent.signed_by:
        return scene.words.t(
            "equivalent: {text}, signed by {person}", text=text, person=look.who(scene, equivalent.signed_by)
        )
    return scene.words.t("equivalent: {text}, waits for a reviewer's signature", text=text)


def _rows(scene: Scene, item: Item) -> str:
    owned = sum(bool(row.owner) and not row.unit for row in scene.project.item(item.id).rows)
    if item.rows > 1 and owned < item.rows:
        return scene.words.t(
            "{n} of {needed} rows", n=scene.words.number(owned), needed=scene.words.number(item.rows)
        )
    return scene.words.plural("{n} row", "{n} rows", owned) if owned else ""


def _signed(scene: Scene, item: Item) -> str:
    record = scene.project.item(item.id)
    if not record.signed_by:
        return ""
    day = look.day_of(scene, record.changed_at)
    said = scene.words.t("confirmed by {person}, {day}", person=look.who(scene, record.signed_by), day=day)
    return ", ".join(part for part in (_first_values(scene, item), said) if part)


def _numbers(scene: Scene, item: Item) -> str:
    if item.rule:
        return measured(scene, item) or _first_values(scene, item)
    if scene.playbook.kpi.get("name", "").startswith(f"{item.id}."):
        return _kpi(scene)
    return _first_values(scene, item)


def _kpi(scene: Scene) -> str:
    minimum = readiness.kpi(scene.project, scene.playbook, "minimum")
    line, words = kpi_line(scene), scene.words
    if not minimum:
        return line
    own = look.as_recorded(scene)
    needed = threshold(own, minimum, unit=look.threshold_unit(own) != look.kpi_unit(own))
    line = words.t("{kpi}, {threshold} needed", kpi=line, threshold=needed)
    if scene.project.new_threshold is None:
        return line
    return words.t(
        "{kpi}; counts once {sponsor} has signed it", kpi=line, sponsor=look.who(scene, scene.project.sponsor)
    )


def kpi_line(scene: Scene) -> str:
    """Return "downtime 47 → 10 h a month"; "" while the KPI record is empty."""
    known = {
        name: readiness.kpi(scene.project, scene.playbook, name)
        for name in ("name", "baseline", "target", "unit")
    }
    if not all(known.values()):
        return ""
    number = scene.words.number
    own = look.as_recorded(scene)
    numbers = with_unit(own, f"{number(known['baseline'])} → {number(known['target'])}", "{kpi}")
    return f"{known['name']} {numbers}"


def _shown_by(scene: Scene, item: Item) -> str:
    return _first_values(scene, item) or shorten(scene.project.item(item.id).note)


def _first_values(scene: Scene, item: Item) -> str:
    """Return the first two values that say something in a line; an address does not."""
    if counted := amount(scene, item):
        return counted
    values = scene.project.item(item.id).values
    telling = [field for field in item.fields if values.get(field.key) and field.type != "link"]
    # What came out of it is what the line is about, wherever its form asks for it.
    telling.sort(key=lambda field: field.key != RESULT)
    said = [_named(scene, item, field, telling) for field in telling[:2]]
    # What is chosen from a list, or named, stands within the line: "1,400, classification".
    said[1:] = [
        inside(text) if field.type == "choice" or _is_unclear(field, telling) else text
        for field, text in zip(telling[1:2], said[1:], strict=True)
    ]
    # Sentences end within the line, too: "By size and country, few are handwritten (Li)".
    return ", ".join(shorten(text).rstrip(".") for text in said)


def _named(scene: Scene, item: Item, field: Field, beside: Sequence[Field]) -> str:
    """Return a value; with the name of its field where the value alone does not say what it is."""
    text = field_text(scene, item, field, scene.project.item(item.id).values[field.key])
    return f"{scene.words.t(field.label)} {text}" if _is_unclear(field, beside) else text


def _is_unclear(field: Field, beside: Sequence[Field]) -> bool:
    """Tell whether a number is one of several that its unit does not tell apart, or the result of them."""
    numbers = [each for each in beside if each.type in _NUMBERS]
    if field not in numbers or len(numbers) == 1:
        return False
    alike = sum((each.type, each.unit) == (field.type, field.unit) for each in numbers) > 1
    return alike or field.key == RESULT or (field.type == "number" and not field.unit)
