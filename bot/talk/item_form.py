"""Forms about one item: its values, its rows, its owner, its due day, its equivalent."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bot.playbooks.model import Item
from bot.project import plan
from bot.project.stalled import working_time
from bot.talk import look
from bot.talk.brief import value
from bot.talk.card import Card, Field, Form, Part, Text
from bot.talk.fields import LONGEST_LINE, reason, text, wanted
from bot.talk.item_event_words import values
from bot.talk.question_fields import question_fields
from bot.talk.scene import Scene
from bot.talk.values import measured
from bot.talk.words import N_

#: working days that a wait takes unless somebody says otherwise
USUAL_WAIT = 2
_TITLES = {
    "confirm": N_("Show that it is done"),
    "measure": N_("Record the numbers"),
    "formula": N_("Record the numbers"),
    "sign": N_("Confirm personally"),
    "register": N_("Row"),
}


def item_form(scene: Scene, item_id: str) -> Form:
    """Return the form that sets an item, by its kind; `note` is beside the playbook's own fields."""
    words, item = scene.words, scene.playbook.item(item_id)
    record = scene.project.item(item_id)
    known = _proposed(scene, item) | dict(still_counts(item, record.values, record.unit))
    fields = tuple(wanted(scene, field, known.get(field.key, ""), item) for field in item.fields)
    if item.answered_by:
        fields = question_fields(scene, item, fields)
    if (not item.answered_by or record.note) and all(field.key != "note" for field in fields):
        note = Field("note", words.t("Note"), "long", value=record.note, optional=True)
        fields = (*fields, note)
    return Form(
        title=words.t("Answer") if item.answered_by else words.t(_TITLES[item.kind]),
        submit=words.t("Confirm") if item.kind == "sign" else words.t("Save"),
        cancel=words.t("Cancel"),
        action="item.form",
        args=look.args(scene, item_id, s=str(record.seq)),
        intro=_intro(scene, item),
        fields=fields,
    )


def item_form_again(scene: Scene, args: Mapping[str, str], typed: Mapping[str, str]) -> Form | None:
    """Return the form with what was typed, where somebody has set the item since it was opened; None elsewhere.

    It says what stands now, so that saving it puts something else in its place knowingly.
    """
    words, form = scene.words, item_form(scene, args["i"])
    record = scene.project.item(args["i"])
    if "s" not in args or args["s"] == form.args["s"]:
        return None
    said = words.t(
        "{person} has set this since you opened the form. What is recorded now: {values}. Yours is not saved yet, "
        "and still stands below: saving it puts it in the place of theirs.",
        person=look.who(scene, record.changed_by) or words.t("somebody"),
        values=_known(scene, args["i"]) or words.t("nothing"),
    )
    fields = tuple(replace(field, value=typed.get(field.key, field.value)) for field in form.fields)
    return replace(form, intro=(Text(said, "strong"), *form.intro), fields=fields)


def _known(scene: Scene, item_id: str) -> str:
    """Return all that is recorded of an item, or what else is known of it."""
    record = scene.project.item(item_id)
    said = values(scene, item_id, record.values) if record.done else ""
    return said or value(scene, scene.playbook.item(item_id))


def _proposed(scene: Scene, item: Item) -> dict[str, str]:
    """Return who stands in a field for a person before anybody was chosen: whoever alone has its role."""
    found: dict[str, str] = {}
    for field in item.fields:
        people = scene.project.holders(field.role) if field.role else ()
        if len(people) == 1:
            found[field.key] = people[0]
    return found


def still_counts(item: Item, values: Mapping[str, str], unit: str) -> Mapping[str, str]:
    """Return what a form begins with: no number in a unit that counts no more."""
    if not unit:
        return values
    return {field.key: values.get(field.key, "") for field in item.fields if "{kpi}" not in field.unit}


def _intro(scene: Scene, item: Item) -> tuple[Part, ...]:
    words = scene.words
    texts = [Text(f"{words.t(item.title)} · {look.title(scene)}", "strong")]
    if item.hint:
        texts.append(Text(words.t(item.hint), "muted"))
    if now := measured(scene, item):
        texts.append(Text(words.t("So far: {value}", value=now)))
    passed = scene.playbook.phase_of(item.id).number < scene.project.phase or scene.project.status == "live"
    if passed:
        kept = words.t(
            "The gate of this phase is passed. A change is marked as a correction and reopens nothing."
        )
        texts.append(Text(kept, "muted"))
    request = scene.project.request
    if not passed and request and item.gate:
        waits = words.t("A gate request rests on this item. A change pauses the request.")
        texts.append(Text(waits, "muted"))
    return tuple(texts)


def row_form(scene: Scene, item_id: str, row_id: str = "") -> Form:
    """Return the form for a row of a register; without a row, for a new one."""
    words, item = scene.words, scene.playbook.item(item_id)
    row = next((row for row in scene.project.item(item_id).rows if row.id == row_id), None)
    known = still_counts(item, row.values, row.unit) if row else {}
    owner = row.owner if row else scene.reader
    fields = tuple(wanted(scene, field, known.get(field.key, ""), item) for field in item.fields)
    who = Field(
        "owner",
        words.t("Owner"),
        "person",
        value=owner,
        hint=words.t("Who answers for this row. They are told."),
    )
    return Form(
        title=words.t("Change a row") if row else words.t("Add a row"),
        submit=words.t("Save"),
        cancel=words.t("Cancel"),
        action="row.form",
        args=look.args(scene, item_id, **({"row": row_id} if row else {})),
        intro=_intro(scene, item),
        fields=(*fields, who),
    )


def assign_form(scene: Scene, item_id: str) -> Form:
    """Return the form that gives an item to somebody, or to nobody."""
    words, owner = scene.words, scene.project.item(item_id).owner
    hint = words.t("They are told. Leave it empty to let somebody else take it.")
    field = Field("owner", words.t("Owner"), "person", value=owner, hint=hint, optional=True)
    return _about(scene, item_id, "item.assign", words.t("Assign the item"), words.t("Assign"), field)


def due_form(scene: Scene, item_id: str) -> Form:
    """Return the form for another due day."""
    words, item = scene.words, scene.playbook.item(item_id)
    day = plan.due_on(scene.project, scene.playbook, item)
    gate = plan.gate_on(scene.project, scene.playbook, scene.playbook.phase_of(item_id).number)
    hint = words.t("The gate is planned for {day}.", day=look.day(scene, gate))
    if gate < look.today(scene):
        hint = words.t("The gate was planned for {day}, and is still to come.", day=look.day(scene, gate))
    if (agreed := scene.project.item(item_id).agreed_on) and agreed != day:
        moved = words.t("It was agreed for {day}; the plan has moved it since.", day=look.day(scene, agreed))
        hint = f"{moved} {hint}"
    field = Field("due_on", words.t("Due day"), "date", value=day.isoformat(), hint=hint)
    why = reason(words.t("Reason"), words.t("A few words are enough."))
    return _about(scene, item_id, "item.due", words.t("Another due day"), words.t("Save"), field, why)


def after_gate(scene: Scene, item_id: str) -> Card | None:
    """Return the word that an item's day lies after its gate, once it was saved; None where it does not."""
    words, item = scene.words, scene.playbook.item(item_id)
    number = scene.playbook.phase_of(item_id).number
    due, gate = (
        plan.due_on(scene.project, scene.playbook, item),
        plan.gate_on(scene.project, scene.playbook, number),
    )
    if due <= gate:
        return None
    known = {"n": words.number(number), "gate": look.day(scene, gate), "day": look.day(scene, due)}
    said = words.t(
        "Saved: {item}, new date {day}. This lies after the day that gate {n} is planned for, {gate}; "
        "that day stays as it is.",
        item=words.quoted(words.t(item.title)),
        **known,
    )
    return Card(said, (Text(said),))


def wait_form(scene: Scene, item_id: str) -> Form:
    """Return the form that says whom or what an item waits for; `person` or `text` must be filled in."""
    words, waiting = scene.words, scene.project.item(item_id).waiting
    until = working_time(scene.project).add(look.today(scene), USUAL_WAIT)
    who, what = words.t("Whom you wait for"), words.t("What you wait for")
    fields = (
        Field(
            "person",
            who,
            "person",
            waiting.person if waiting else "",
            words.t("They are told."),
            optional=True,
        ),
        Field(
            "text",
            what,
            "text",
            value=waiting.text if waiting else "",
            hint=words.t("Such as the plant's export. It can stay empty when you name somebody."),
            optional=True,
            longest=LONGEST_LINE,
        ),
        Field("until", words.t("Until"), "date", until.isoformat(), words.t("No reminders before that day.")),
    )
    return _about(scene, item_id, "item.wait", words.t("Waiting for"), words.t("Save"), *fields)


def equivalent_form(scene: Scene, item_id: str) -> Form:
    """Return the form that describes what stands for an item."""
    words = scene.words
    described = scene.project.item(item_id).equivalent
    hint = words.t(
        "What you have instead, and why it is as good. A reviewer outside the team reads it and signs it; "
        "it is printed in the record."
    )
    field = text("text", words.t("What is equivalent, and why"), hint, described.text if described else "")
    title, submit = words.t("Describe an equivalent"), words.t("Ask for a signature")
    return _about(scene, item_id, "item.equivalent", title, submit, field)


def _about(scene: Scene, item_id: str, action: str, title: str, submit: str, *fields: Field) -> Form:
    item = scene.playbook.item(item_id)
    head = f"{scene.words.t(item.title)} · {look.title(scene)}"
    args = look.args(scene, item_id)
    return Form(title, submit, scene.words.t("Cancel"), action, args, (Text(head, "strong"),), fields)
