"""Items as lines of a list, with their next step beside them or under "more"."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.talk import look
from bot.talk.brief import detail
from bot.talk.card import Button, ItemRow
from bot.talk.item_buttons import more, next_step
from bot.talk.scene import Scene
from bot.talk.signs import item_sign


def row(scene: Scene, item: Item) -> ItemRow:
    """Return the line of an item with its next step."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    return ItemRow(
        sign, word, scene.words.t(item.title), detail(scene, item), next_step(scene, item), more(scene, item)
    )


def short_row(scene: Scene, item: Item) -> ItemRow:
    """Return an item on one line: every control stands under "more", to keep a list short."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    details, *rest = more(scene, item)
    first = next_step(scene, item)
    controls = (details, *((first,) if first else ()), *rest)
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, controls)


def kept_row(scene: Scene, item: Item) -> ItemRow:
    """Return an item that nothing is asked of any more."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    details = Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, (details,))
