"""The controls of an item: its smallest next step, and everything else that can be done with it."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.project import readiness, verifying
from bot.project.undoing import undoable
from bot.talk import look
from bot.talk.card import Button
from bot.talk.scene import Scene
from bot.talk.words import N_

#: what a list under "more" may hold
MOST = 5
_FORM = {
    "confirm": N_("Done…"),
    "measure": N_("Update"),
    "formula": N_("Update"),
    "sign": N_("Confirm…"),
    "register": N_("Add a row"),
}


def next_step(scene: Scene, item: Item) -> Button | None:
    """Return the smallest next step of an item, None when it has none."""
    if scene.project.status == "stopped" or look.status(scene, item) not in ("open", "not_ready"):
        return None
    if readiness.needs_second(scene.project, scene.playbook, item):
        return verify_button(scene, item)
    # Alone in a practice project nobody has to say who does it.
    owned = scene.project.item(item.id).owner or scene.project.practice
    if item.kind != "sign" and not item.answered_by and not owned:
        return Button(scene.words.t("Take it"), "item.take", look.args(scene, item.id))
    return setting(scene, item)


def verify_button(scene: Scene, item: Item) -> Button | None:
    """Return the button of a second person, with the names of those who are asked; None where nobody can."""
    words, people = scene.words, verifying.asked_to_verify(scene.project, item)
    if not people:
        return None
    names = words.either([look.who(scene, person) for person in people])
    label = words.t("Verify ({people})", people=names)
    seq = str(scene.project.item(item.id).seq)
    return Button(label, "item.verify", look.args(scene, item.id, s=seq), "primary")


def setting(scene: Scene, item: Item) -> Button | None:
    """Return the button that sets an item, by its kind; None where nobody could press it."""
    words, args = scene.words, look.args(scene, item.id)
    if item.kind == "sign":
        people = look.signers(scene, item.signed_by)
        if not people:
            return Button(words.t("Name somebody…"), "project.role", look.args(scene, role=item.signed_by[0]))
        action = "item.form" if item.fields else "item.sign"
        return Button(
            words.t("Confirm ({people})", people=look.people(scene, people)), action, args, "primary"
        )
    if item.answered_by:
        return Button(words.t("Answer…"), "item.form", args)
    if readiness.lacks_equivalent(scene.project, item):
        return Button(words.t("Equivalent…"), "item.equivalent", args)
    if item.kind == "register":
        return Button(words.t("Add a row"), "row.form", args)
    if item.kind == "confirm" and not any(field.required for field in item.fields):
        return Button(words.t("Done"), "item.done", args)
    return Button(words.t(_FORM[item.kind]), "item.form", args)


def more(scene: Scene, item: Item) -> tuple[Button, ...]:
    """Return what else is often done with an item, the details first; with its next step at most `MOST`."""
    details = Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))
    if scene.project.status == "stopped":
        return (details,)
    first = next_step(scene, item)
    rest = (button for button in others(scene, item) if not first or button.action != first.action)
    return (details, *rest)[: MOST - (1 if first else 0)]


def just_changed(scene: Scene, item: Item) -> tuple[Button, ...]:
    """Return the details and the way back of an item that was changed a moment ago; nothing for any other."""
    back = undo_button(scene, item)
    details = Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))
    return (details, back) if back else ()


def undo_button(scene: Scene, item: Item) -> Button | None:
    """Return the way back from what was done to an item last; on a card of one's own only from one's own.

    A card that everybody sees shows it as long as it may work, and may show it longer: the refusal explains.
    """
    last = undoable(scene.project, item, scene.now)
    if last is None or scene.reader not in ("", last.by):
        return None
    return Button(scene.words.t("Undo"), "item.undo", look.args(scene, item.id, s=str(last.seq)))


def others(scene: Scene, item: Item) -> tuple[Button, ...]:
    """Return everything that can be done with an item now, what is done most often first."""
    words, args, status = scene.words, look.args(scene, item.id), look.status(scene, item)
    missing = status in ("open", "not_ready")
    change, back = _change(scene, item), undo_button(scene, item)
    found = [back] if back else []
    found += [change] if change and not missing else []
    found += _declarations(scene, item)
    if item.kind != "sign" and not item.answered_by:
        found.append(Button(words.t("Assign…"), "item.assign", args))
    if missing:
        found.append(Button(words.t("Due day…"), "item.due", args))
        found += [change] if change else []
    record = scene.project.item(item.id)
    if record.done or record.not_ready or record.not_applicable:
        found.append(Button(words.t("Open again"), "item.open", args))
    return tuple(found)


def _declarations(scene: Scene, item: Item) -> list[Button]:
    """Return what can be said of an item in place of meeting it."""
    words, args = scene.words, look.args(scene, item.id)
    record, status = scene.project.item(item.id), look.status(scene, item)
    found: list[Button] = []
    if status != "not_ready" and status != "not_applicable":
        label = words.t("Answer no…") if item.answered_by else words.t("Not ready…")
        found.append(Button(label, "item.not_ready", args))
    if status not in ("open", "not_ready"):
        return found
    if item.equivalent and not record.equivalent:
        found.append(Button(words.t("Equivalent…"), "item.equivalent", args))
    if item.not_applicable:
        found.append(Button(words.t("Does not apply…"), "item.not_applicable", args))
    return found


def _change(scene: Scene, item: Item) -> Button | None:
    """Return the button that changes what is recorded already."""
    if item.kind == "sign":
        return None
    if item.kind == "register":
        return Button(scene.words.t("Add a row"), "row.form", look.args(scene, item.id))
    return Button(scene.words.t("Update…"), "item.form", look.args(scene, item.id))
