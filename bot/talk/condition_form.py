"""Forms about conditions of a go: approving with conditions, and saying that one is met."""

from __future__ import annotations

from datetime import date

from bot.project.conditions import left_open
from bot.project.stalled import working_time
from bot.project.terms import MOST, latest_day
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
    open_ = open_items(scene, gate)
    intro = words.t(
        "The next phase begins. Each condition is somebody's by a day, and the gate after this one waits for all."
    )
    each = words.t("Each item that is not ready needs a condition of its own: they stand here already.")
    return Form(
        words.t("Approve with conditions"),
        words.t("Approve"),
        words.t("Cancel"),
        "gate.conditions",
        look.gate_args(scene, gate, number) | left_args(open_),
        (
            Text(heading(scene, gate), "strong"),
            Text(intro, "muted"),
            *((Text(each, "muted"),) if open_ else ()),
        ),
        condition_rows(scene, open_, first_needed=True),
    )


def open_items(scene: Scene, gate: int) -> tuple[str, ...]:
    """Return the items that a conditional go would leave open."""
    return left_open(scene.project, scene.playbook) if gate == scene.project.phase else ()


def left_args(open_: tuple[str, ...]) -> dict[str, str]:
    """Return what tells a form's rows which items they stand for, in their order."""
    return {"left": ",".join(open_)} if open_ else {}


def condition_rows(scene: Scene, open_: tuple[str, ...], *, first_needed: bool) -> tuple[Field, ...]:
    """Return a row for each open item, and always room for something else."""
    fields: list[Field] = []
    for at in range(1, min(max(USUAL, len(open_) + 1), MOST) + 1):
        item = open_[at - 1] if at <= len(open_) else ""
        needed = first_needed and (at == 1 or bool(item))
        fields += _condition_fields(scene, at, item, optional=not needed)
    return tuple(fields)


def _condition_fields(scene: Scene, at: int, item: str, *, optional: bool) -> tuple[Field, ...]:
    """Return what, who and when of one condition; of an item that is open they stand there already."""
    words, n = scene.words, scene.words.number(at)
    title = words.t(scene.playbook.item(item).title) if item else ""
    owner = scene.project.item(item).owner if item else ""
    due = _due(scene).isoformat() if item or not optional else ""
    met = words.t("It is met once this item is ready.") if item else ""
    return (
        Field(
            f"text_{at}",
            words.t("Condition {n}", n=n),
            "long",
            value=title,
            hint=met,
            optional=optional,
            longest=LONGEST_TEXT,
        ),
        Field(f"owner_{at}", words.t("Who sees to it ({n})", n=n), "person", owner, optional=optional),
        Field(f"due_{at}", words.t("By when ({n})", n=n), "date", due, optional=optional),
    )


def _due(scene: Scene) -> date:
    """Return the day that is proposed: the usual time, but not after the gate that waits for it."""
    usual = working_time(scene.project).add(look.today(scene), USUAL_TIME)
    return min(usual, max(latest_day(scene.project, scene.playbook, scene.now), look.today(scene)))


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
