"""Fields of forms: the playbook's, with what is recorded already, and the bot's own."""

from __future__ import annotations

from bot.playbooks.model import Field as Wanted
from bot.playbooks.model import Item
from bot.talk import look
from bot.talk.card import Choice, Field, FieldKind
from bot.talk.scene import Scene

_KINDS: dict[str, FieldKind] = {
    "number": "number",
    "percent": "number",
    "money": "number",
    "text": "text",
    "long": "long",
    "choice": "choice",
    "choices": "choices",
    "person": "person",
    "link": "link",
    "moment": "moment",
}
LONGEST_LINE = 200
LONGEST_TEXT = 3000


def wanted(scene: Scene, field: Wanted, value: str, item: Item | None = None) -> Field:
    """Return a field of the playbook or the charter with its value."""
    words = scene.words
    return Field(
        key=field.key,
        label=_label(scene, field, item),
        kind=_KINDS[field.type],
        value=value,
        hint=words.t(field.hint),
        placeholder=_example(scene, field),
        optional=not field.required,
        choices=tuple(Choice(option.key, words.t(option.label)) for option in field.options),
        longest=LONGEST_TEXT if field.type in ("long", "link") else LONGEST_LINE,
    )


def _example(scene: Scene, field: Wanted) -> str:
    """Return what stands in an empty field whose notation the chat itself does not lead to."""
    if field.type == "link":
        return "https://…"
    return f"{look.today(scene).isoformat()} 14:05:30" if field.type == "moment" else ""


def _label(scene: Scene, field: Wanted, item: Item | None) -> str:
    """Return the label with its unit: "Completeness (%)", "Today (h a month)"."""
    label = scene.words.t(field.label)
    unit = look.unit(scene, field.unit, item, field.key)
    if field.type == "percent":
        unit = "%"
    if field.type == "money":
        unit = f"$ {unit}".strip()
    if field.type == "moment":
        unit = scene.words.t("date and time, {zone}", zone=scene.project.time_zone)
    if field.type == "link" and label != scene.words.t("Link"):
        unit = scene.words.t("link")
    return f"{label} ({unit})" if unit else label


def reason(label: str, hint: str = "") -> Field:
    """Return the field for a reason, which must be given."""
    return Field("reason", label, "long", hint=hint, longest=LONGEST_TEXT)


def text(key: str, label: str, hint: str = "", value: str = "") -> Field:
    """Return a field of several lines, which must be filled in."""
    return Field(key, label, "long", hint=hint, value=value, longest=LONGEST_TEXT)
