"""Items as lines of a list, with their next step beside them or under "more"."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.talk import look
from bot.talk.brief import detail
from bot.talk.card import Button, ItemRow, Part, Text
from bot.talk.item_buttons import just_changed, more, next_step
from bot.talk.scene import Scene
from bot.talk.signs import item_sign


def row(scene: Scene, item: Item, line: str = "") -> ItemRow:
    """Return the line of an item with its next step; `line` is said in place of its usual detail.

    A list stays short when a row holds one control. What else can be done with an open item is under
    "All items and evidence"; it stands in the row where a choice is due: an item is red, or a question is asked.
    """
    status = look.status(scene, item)
    sign, word = item_sign(status, scene.words)
    step = next_step(scene, item)
    short = step and status == "open" and not item.answered_by
    rest = just_changed(scene, item) if short else more(scene, item)
    return ItemRow(sign, word, scene.words.t(item.title), line or detail(scene, item), step, rest)


def short_row(scene: Scene, item: Item) -> ItemRow:
    """Return an item on one line: every control stands under "more", to keep a list short."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    details, *rest = more(scene, item)
    first = next_step(scene, item)
    controls = (details, *((first,) if first else ()), *rest)
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, controls)


def left_behind_rows(scene: Scene) -> tuple[Part, ...]:
    """Return what an earlier gate left open, and no condition stands for; nothing where there is none."""
    found = look.left_behind(scene)
    if not found:
        return ()
    head = scene.words.t("Still not ready, from the checklist of an earlier gate")
    return (Text(head, "muted"), *(row(scene, item) for item in found))


def kept_row(scene: Scene, item: Item) -> ItemRow:
    """Return an item that nothing is asked of any more."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    details = Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, (details,))
