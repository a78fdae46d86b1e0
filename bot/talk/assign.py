"""Who has what: the items of the phase that are not done, each with the button that hands it over."""

from __future__ import annotations

from bot.talk import look
from bot.talk.brief import detail
from bot.talk.card import Button, Card, Heading, ItemRow, Part, Text
from bot.talk.scene import Scene
from bot.talk.signs import item_sign


def assign(scene: Scene) -> Card:
    """Return the open items of the current phase, those without an owner first."""
    words, phase = scene.words, look.phase(scene)
    head = words.t("Who has what · {project}", project=look.title(scene))
    left = [
        item
        for item in phase.items
        if look.status(scene, item) in ("open", "not_ready") and item.kind != "sign"
    ]
    left.sort(key=lambda item: bool(scene.project.item(item.id).owner))
    parts: list[Part] = [Heading(head)]
    for item in left:
        sign, word = item_sign(look.status(scene, item), words)
        button = Button(words.t("Assign…"), "item.assign", look.args(scene, item.id, back="assign"))
        parts.append(ItemRow(sign, word, words.t(item.title), detail(scene, item), button))
    if not left:
        parts.append(Text(words.t("Nothing is open in this phase.")))
    return Card(head, tuple(parts), scene.words.rest())
