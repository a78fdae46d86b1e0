"""Forms about conditions of a go: approving with conditions, and saying that one is met."""

from __future__ import annotations

from bot.project.conditions import MOST, left_open
from bot.project.stalled import working_time
from bot.talk import look
from bot.talk.card import Field, Form, Text
from bot.talk.fields import LONGEST_TEXT, text
from bot.talk.gate_words import heading
from bot.talk.scene import Scene

#: how many conditions the form has room for, unless more items are open
USUAL = 3
#: working days that a condition is given unless somebody says otherwise
USUAL_TIME = 10


def conditions_form(scene: Scene, gate: int, number: int) -> Form:
    """Return the form that approves with conditions; what a conditional go leaves open stands there already."""
    words = scene.words
    open_ = left_open(scene.project, scene.playbook) if gate == scene.project.phase else ()
    fields: list[Field] = []
    for at in range(1, min(max(USUAL, len(open_)), MOST) + 1):
        item = open_[at - 1] if at <= len(open_) else ""
        fields += condition_fields(scene, at, item, optional=at > 1 and not item)
    intro = words.t(
        "The next phase begins. Each condition is somebody's by a day, and the gate after this one waits for all."
    )
    return Form(
        words.t("Approve with conditions"),
        words.t("Approve"),
        words.t("Cancel"),
        "gate.conditions",
        look.gate_args(scene, gate, number),
        (Text(heading(scene, gate), "strong"), Text(intro, "muted")),
        tuple(fields),
    )


def condition_fields(scene: Scene, at: int, item: str = "", *, optional: bool = True) -> tuple[Field, ...]:
    """Return what, who and when of one condition; of an item that is open they stand there already."""
    words, n = scene.words, scene.words.number(at)
    title = words.t(scene.playbook.item(item).title) if item else ""
    owner = scene.project.item(item).owner if item else ""
    due = working_time(scene.project).add(look.today(scene), USUAL_TIME).isoformat()
    return (
        Field(
            f"text_{at}",
            words.t("Condition {n}", n=n),
            "long",
            value=title,
            optional=optional,
            longest=LONGEST_TEXT,
        ),
        Field(f"owner_{at}", words.t("Who sees to it ({n})", n=n), "person", owner, optional=optional),
        Field(f"due_{at}", words.t("By when ({n})", n=n), "date", "" if optional else due, optional=optional),
    )


def settle_form(scene: Scene, condition: str) -> Form:
    """Return the form that says that a condition is met, and what shows it."""
    words = scene.words
    found = next((each for each in scene.project.conditions if each.id == condition), None)
    intro = [Text(look.title(scene), "strong")]
    if found:
        intro = [Text(heading(scene, found.gate), "strong"), Text(found.text, "quote")]
    hint = words.t("A link or a few words. It is kept in the record.")
    return Form(
        words.t("A condition is met"),
        words.t("Save"),
        words.t("Cancel"),
        "condition.settle",
        look.args(scene, c=condition),
        tuple(intro),
        (text("note", words.t("What shows it"), hint),),
    )
