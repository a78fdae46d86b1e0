"""To whoever can give it to others: what was theirs who has left, each line ticked off as somebody else has it."""

from __future__ import annotations

from bot.project.departing import Belongings, left_over
from bot.project.state import Condition, Gone
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, ItemRow, Part, Text
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.values import shorten
from bot.talk.words import sentence


def left(notice: Notice, scene: Scene) -> Card:
    """Return who has left, what was theirs, and who has it now."""
    words, project = scene.words, scene.project
    person = look.full_name(scene, notice.person)
    gone = next((each for each in project.gone if each.person == notice.person), None)
    if gone is None:
        there = words.t(
            "{person} is in the workspace again · {project}", person=person, project=look.title(scene)
        )
        return titled(f"✔ {there}", Text(words.t("What was theirs still is. Nothing is asked of you.")))
    head = words.t("{person} has left the workspace · {project}", person=person, project=look.title(scene))
    if project.status == "stopped":
        return titled(head, Text(words.t("The project is stopped. Nothing is asked of you.")))
    open_ = left_over(project, scene.playbook, gone)
    rows = [*_roles(scene, gone, open_), *_items(scene, gone, open_), *_conditions(scene, gone, open_)]
    if not open_.any:
        done = words.t("Everything that was theirs is in other hands.")
        return titled(head, Text(f"✔ {done}"), *rows)
    parts: list[Part] = [Text(_had(scene, gone))]
    if "sponsor" in open_.roles:
        parts.append(Text(words.t("A gate cannot be approved until there is a new sponsor."), "strong"))
    if "lead" in open_.roles:
        text = words.t("A new lead can ask for gates, and give the items to others.")
        parts.append(Text(text, "strong"))
    status = Button(words.t("Status"), "project.status", look.args(scene))
    return titled(head, *parts, *rows, Buttons((status,)))


def _had(scene: Scene, gone: Gone) -> str:
    """Return "They had: security reviewer; owner of 3 items."."""
    words = scene.words
    had = [look.role_name(scene, role) for role in gone.roles]
    owned = len(gone.items) + len(gone.rows) + len(gone.conditions)
    if owned:
        had.append(words.plural("owner of {n} item", "owner of {n} items", owned))
    return words.t("In this project: {had}. Somebody else is needed.", had="; ".join(had))


def _roles(scene: Scene, gone: Gone, open_: Belongings) -> list[ItemRow]:
    words, rows = scene.words, list[ItemRow]()
    for role in gone.roles:
        name = sentence(look.role_name(scene, role))
        if role in open_.roles:
            give = Button(words.t("Give to somebody…"), "project.role", look.args(scene, role=role))
            rows.append(ItemRow("○", words.t("to be given"), name, button=give))
            continue
        now = look.people(scene, scene.project.holders(role))
        rows.append(ItemRow("✔", words.t("settled"), name, now or words.t("nobody has this role now")))
    return rows


def _items(scene: Scene, gone: Gone, open_: Belongings) -> list[ItemRow]:
    words, rows = scene.words, list[ItemRow]()
    for key in gone.items:
        item, now = scene.playbook.item(key), scene.project.item(key).owner
        if key not in open_.items:
            taken = look.who(scene, now) if now != gone.person else ""
            rows.append(ItemRow("✔", words.t("settled"), words.t(item.title), taken))
            continue
        due = words.t("due {day}", day=look.due(scene, item))
        rows.append(ItemRow("○", words.t("to be given"), words.t(item.title), due, _give(scene, key)))
    for key, row in gone.rows:
        title = words.t("A row of {item}", item=words.quoted(words.t(scene.playbook.item(key).title)))
        if (key, row) not in open_.rows:
            rows.append(ItemRow("✔", words.t("settled"), title))
            continue
        edit = Button(words.t("Give to somebody…"), "row.form", look.args(scene, key, row=row))
        rows.append(ItemRow("○", words.t("to be given"), title, button=edit if _leads(scene) else None))
    return rows


def _give(scene: Scene, item: str) -> Button | None:
    """Return the button that hands an item over, for whoever may: the lead."""
    if not _leads(scene):
        return None
    return Button(scene.words.t("Give to somebody…"), "item.assign", look.args(scene, item))


def _leads(scene: Scene) -> bool:
    return scene.reader == scene.project.lead


def _conditions(scene: Scene, gone: Gone, open_: Belongings) -> list[ItemRow]:
    words, rows = scene.words, list[ItemRow]()
    known: dict[str, Condition] = {condition.id: condition for condition in scene.project.conditions}
    for key in gone.conditions:
        if not (condition := known.get(key)):
            continue  # the decision was taken back
        title = shorten(condition.text, 200)
        if key not in open_.conditions:
            rows.append(ItemRow("✔", words.t("settled"), title))
            continue
        met = Button(words.t("Met…"), "condition.settle", look.args(scene, c=key)) if _leads(scene) else None
        rows.append(ItemRow("○", words.t("open"), title, words.t("a condition; the lead can settle it"), met))
    return rows
