"""Conditions of a go as they stand on cards: what is left to be done, by whom, by when, and how it was met."""

from __future__ import annotations

from bot.project.state import Condition, GateDecision
from bot.talk import look
from bot.talk.card import Button, ItemRow, Part, Text
from bot.talk.scene import Scene
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
    due = words.t("due {day}", day=look.day(scene, condition.due_on))
    detail = " · ".join((look.who(scene, condition.owner), due))
    return ItemRow(sign, word, title, detail, met_button(scene, condition))


def met_button(scene: Scene, condition: Condition) -> Button | None:
    """Return the button that says that a condition is met; None where nothing is asked any more."""
    if scene.project.status == "stopped":
        return None
    return Button(scene.words.t("Met…"), "condition.settle", look.args(scene, c=condition.id))
