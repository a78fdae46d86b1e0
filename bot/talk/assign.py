"""Who has what: the items that are not done, each with the button that hands it over, and how many nobody has."""

from __future__ import annotations

from bot.talk import look
from bot.talk.brief import detail
from bot.talk.card import Button, Card, Heading, ItemRow, Part, Text
from bot.talk.scene import Scene
from bot.talk.signs import item_sign


def assign(scene: Scene) -> Card:
    """Return the open items of the current phase and what earlier ones left, those without an owner first."""
    words = scene.words
    head = words.t("Who has what · {project}", project=look.title(scene))
    left = [item for item in look.missing(scene) if item.kind != "sign"]
    left.sort(key=lambda item: not look.is_free(scene, item))
    parts: list[Part] = [Heading(head)]
    if count := len(look.free(scene)):
        parts.append(
            Text(words.plural("{n} item that nobody has yet", "{n} items that nobody has yet", count))
        )
    for item in left:
        sign, word = item_sign(look.status(scene, item), words)
        button = Button(words.t("Assign…"), "item.assign", look.args(scene, item.id, back="assign"))
        parts.append(ItemRow(sign, word, words.t(item.title), detail(scene, item), button))
    if not left:
        parts.append(Text(words.t("Nothing is open in this phase.")))
    return Card(head, tuple(parts), scene.words.rest())
