"""The fields of an item that is a question: yes with what shows it, or not yet with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.playbooks.model import Item
from bot.talk.card import Choice, Field
from bot.talk.fields import LONGEST_TEXT
from bot.talk.scene import Scene

YES, NOT_YET = "yes", "not_yet"


def question_fields(scene: Scene, item: Item, own: Sequence[Field]) -> tuple[Field, ...]:
    """Return the question, the playbook's own fields, which belong to a yes, and the reason of a no."""
    words, record = scene.words, scene.project.item(item.id)
    answer = NOT_YET if record.not_ready else YES if record.done else ""
    choices = (Choice(YES, words.t("Yes")), Choice(NOT_YET, words.t("Not yet")))
    asked = Field("answer", words.t("{title}?", title=words.t(item.title)), "choice", answer, choices=choices)
    why = Field(
        "reason",
        words.t("If not yet, why"),
        "long",
        value=record.not_ready,
        hint=words.t("It counts as not ready until you answer yes."),
        optional=True,
        longest=LONGEST_TEXT,
    )
    return (asked, *(_of_a_yes(scene, field) for field in own), why)


def _of_a_yes(scene: Scene, field: Field) -> Field:
    """Let a field be empty in a form that may say no; what a yes needs is said, and refused when it is missing."""
    if field.optional:
        return field
    needed = scene.words.t("Needed for a yes.")
    return replace(field, optional=True, hint=f"{field.hint} {needed}".strip())
