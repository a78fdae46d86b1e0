"""Conditions of a go as they stand on cards: what is left to be done, by whom, by when, and how it was met."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.project.events import ConditionReopened, ConditionSettled
from bot.project.readiness import PASSING, needs_second
from bot.project.state import Condition, GateDecision
from bot.talk import look
from bot.talk.card import Button, ItemRow, Part, Text
from bot.talk.item_buttons import setting, verify_button
from bot.talk.scene import Scene
from bot.talk.timing import than_agreed
from bot.talk.values import shorten

#: characters of a condition in a list
LONG = 200


def condition_rows(scene: Scene) -> tuple[Part, ...]:
    """Return the open conditions of a project, for its checklist and its status; nothing where there are none."""
    found = scene.project.open_conditions
    if not found or scene.project.status == "stopped":
        return ()
    head = scene.words.t("Conditions to be met before the next gate")
    return (Text(head, "muted"), *(condition_row(scene, condition) for condition in found))


def conditions_of(scene: Scene, decision: GateDecision) -> tuple[Condition, ...]:
    """Return the conditions that a decision left."""
    mark = f"{decision.gate}.{decision.round}."
    return tuple(condition for condition in scene.project.conditions if condition.id.startswith(mark))


def condition_row(scene: Scene, condition: Condition) -> ItemRow:
    """Return a condition on a line: open with what settles it, or met."""
    words, title = scene.words, shorten(condition.text, LONG)
    if condition.settled_by:
        met = words.t(
            "by {person}, {day}: {note}",
            person=look.who(scene, condition.settled_by),
            day=look.day_of(scene, condition.settled_at),
            note=shorten(condition.note),
        )
        return ItemRow("✔", words.t("met"), title, met)
    sign, word = ("○", words.t("open"))
    if condition.due_on < look.today(scene):
        sign, word = ("▲", words.t("overdue"))
    due = _due(scene, condition)
    stands_for = item_named(scene, condition.item, condition.text)
    again = ""
    if condition.reopened:
        again = words.t("open again since {day}", day=look.day_of(scene, condition.reopened.at))
    detail = " · ".join(part for part in (stands_for, look.who(scene, condition.owner), due, again) if part)
    return ItemRow(sign, word, title, detail, met_button(scene, condition))


def _due(scene: Scene, condition: Condition) -> str:
    """Return "due Fri 3 Jul", and by how much a hold has moved it."""
    words = scene.words
    due = words.t("due {day}", day=look.day(scene, condition.due_on))
    return than_agreed(words, due, condition.due_on, condition.agreed_on)


def condition_line(scene: Scene, event: ConditionSettled | ConditionReopened, by: str) -> str:
    """Return for a history: a condition is met, or open again."""
    words = scene.words
    if isinstance(event, ConditionSettled):
        return words.t("{by} met a condition: {note}", by=by, note=shorten(event.note))
    found = next((each for each in scene.project.conditions if each.id == event.condition), None)
    if found is None:
        return words.t("A condition is open again")
    return words.t(
        "A condition is open again, as {item} is not ready any more: {text}",
        item=words.quoted(words.t(scene.playbook.item(found.item).title)),
        text=shorten(found.text),
    )


def item_named(scene: Scene, item: str, text: str) -> str:
    """Return which item a condition stands for; "" for none, and where the condition says it itself."""
    title = scene.words.t(scene.playbook.item(item).title) if item else ""
    if not title or title in text:
        return ""
    return scene.words.t("for {item}", item=scene.words.quoted(title))


def met_button(scene: Scene, condition: Condition) -> Button | None:
    """Return the button that says that a condition is met, or the next step of the item that must be ready first.

    None where nothing is asked any more.
    """
    if scene.project.status == "stopped":
        return None
    if condition.item:
        item = scene.playbook.item(condition.item)
        if look.status(scene, item) not in PASSING:
            return _to_be_ready(scene, item)
    return Button(scene.words.t("Met…"), "condition.settle", look.args(scene, c=condition.id))


def _to_be_ready(scene: Scene, item: Item) -> Button:
    """Return what makes an item ready: who sees to its condition sets it, whoever owns it."""
    details = Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))
    if needs_second(scene.project, scene.playbook, item):
        return verify_button(scene, item) or details
    return setting(scene, item) or details
