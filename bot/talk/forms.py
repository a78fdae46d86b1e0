"""Finds the form for a pressed button, and gathers all forms in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.talk.away import away_form
from bot.talk.card import Form
from bot.talk.condition_form import conditions_form, settle_form
from bot.talk.gate_form import answer_form, choose_form, question_form
from bot.talk.import_form import correct_form, import_form
from bot.talk.item_form import assign_form, due_form, equivalent_form, item_form, row_form, wait_form
from bot.talk.meeting_form import record_form
from bot.talk.project_form import (
    Proposed,
    charter_form,
    new_project_form,
    practice_form,
    role_form,
    role_remove_form,
    with_others,
)
from bot.talk.questions import questions_form
from bot.talk.reason_form import ACTIONS, reason_form
from bot.talk.scene import Scene
from bot.talk.settings_form import channel_form, prefs_form

__all__ = [
    "Proposed",
    "answer_form",
    "assign_form",
    "away_form",
    "channel_form",
    "charter_form",
    "choose_form",
    "conditions_form",
    "correct_form",
    "due_form",
    "equivalent_form",
    "form_for",
    "import_form",
    "item_form",
    "new_project_form",
    "practice_form",
    "prefs_form",
    "question_form",
    "questions_form",
    "reason_form",
    "record_form",
    "role_form",
    "role_remove_form",
    "row_form",
    "settle_form",
    "wait_form",
    "with_others",
]

_FORMS: dict[str, Callable[[Scene, Mapping[str, str]], Form]] = {
    "item.form": lambda scene, args: item_form(scene, args["i"]),
    "item.assign": lambda scene, args: assign_form(scene, args["i"]),
    "item.due": lambda scene, args: due_form(scene, args["i"]),
    "item.wait": lambda scene, args: wait_form(scene, args["i"]),
    "item.equivalent": lambda scene, args: equivalent_form(scene, args["i"]),
    "row.form": lambda scene, args: row_form(scene, args["i"], args.get("row", "")),
    "gate.conditions": lambda scene, args: conditions_form(scene, int(args["g"]), int(args["r"])),
    "gate.elsewhere": lambda scene, args: record_form(
        scene, int(args["g"]), int(args["r"]), args.get("m", "")
    ),
    "condition.settle": lambda scene, args: settle_form(scene, args["c"]),
    "project.away": lambda scene, args: away_form(scene, _day(args.get("until", ""))),
    "gate.ask": lambda scene, args: question_form(scene, int(args["g"]), int(args["r"])),
    "gate.answer": lambda scene, args: answer_form(scene, int(args["g"]), int(args["r"]), args["q"]),
    "after.choose": lambda scene, args: choose_form(scene, args["c"]),
    "import.correct": lambda scene, args: correct_form(scene),
    "project.charter": lambda scene, args: charter_form(scene),
    "project.role": lambda scene, args: role_form(scene, args.get("role", "")),
    "project.role_remove": lambda scene, args: role_remove_form(scene),
}


def _day(text: str) -> str:
    """Return a day as a field takes it. Raises ValueError for anything else."""
    return date.fromisoformat(text).isoformat() if text else ""


def form_for(scene: Scene, action: str, args: Mapping[str, str]) -> Form | None:
    """Return the form that a button opens, None where it opens none.

    Raises:
        KeyError, ValueError: for arguments that no button of ours carries.
    """
    if action in ACTIONS:
        return reason_form(scene, action, args)
    build = _FORMS.get(action)
    return build(scene, args) if build else None
