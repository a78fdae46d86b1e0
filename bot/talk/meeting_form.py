"""The form that records what a meeting decided about a gate."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playbooks.model import Decision
from bot.project.meeting import LONGEST_MINUTES, offered
from bot.talk import look
from bot.talk.card import Choice, Field, Form, Text
from bot.talk.condition_form import condition_rows, left_args, open_items
from bot.talk.fields import LONGEST_TEXT
from bot.talk.gate_words import heading
from bot.talk.scene import Scene
from bot.talk.words import N_, Words

_DECISIONS: dict[Decision, str] = {
    "go": N_("Approved"),
    "conditional": N_("Approved with conditions"),
    "hold": N_("The project is put on hold"),
    "send_back": N_("Sent back"),
    "stop": N_("The project is stopped"),
}


def record_form(scene: Scene, gate: int, number: int, record: str) -> Form:
    """Return the form; `record` is what the record will be called, so that sending it twice records it once."""
    words = scene.words
    intro = words.t(
        "This decides nothing yet: whoever approves the gate is asked to confirm it. A later record replaces it."
    )
    choices = offered(scene.project, scene.playbook, scene.playbook.phase(gate).gate)
    open_: tuple[str, ...] = ()
    more: tuple[Field, ...] = ()
    if "conditional" in choices:
        open_ = open_items(scene, gate)
        more = condition_rows(scene, open_, first_needed=False)
    return Form(
        words.t("Decided in a meeting"),
        words.t("Save"),
        words.t("Cancel"),
        "gate.elsewhere",
        look.gate_args(scene, gate, number, m=record) | left_args(open_),
        (Text(heading(scene, gate), "strong"), Text(intro, "muted")),
        (
            _outcome(words, choices),
            Field("held_on", words.t("Day of the meeting"), "date", look.today(scene).isoformat()),
            _minutes(words),
            Field("present", words.t("Who was there"), "long", optional=True, longest=LONGEST_TEXT),
            _reason(words),
            *more,
        ),
    )


def _outcome(words: Words, offered: Sequence[Decision]) -> Field:
    choices = tuple(Choice(each, words.t(_DECISIONS[each])) for each in offered)
    return Field("outcome", words.t("What was decided"), "choice", choices=choices)


def _minutes(words: Words) -> Field:
    hint = words.t("A link, or where else they are kept.")
    return Field("minutes", words.t("Minutes"), "text", hint=hint, longest=LONGEST_MINUTES)


def _reason(words: Words) -> Field:
    hint = words.t("Needed unless the gate was approved.")
    return Field("reason", words.t("Reason"), "long", hint=hint, optional=True, longest=LONGEST_TEXT)
