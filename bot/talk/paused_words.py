"""How a paused request goes on: by itself once something is ready again, or when the lead asks again."""

from __future__ import annotations

from bot.project.requesting import goes_on_with
from bot.talk import look
from bot.talk.gate_words import items_named
from bot.talk.scene import Scene


def by_itself(scene: Scene) -> str:
    """Return with what it goes on by itself; "" where the lead is to ask again."""
    words, awaited = scene.words, goes_on_with(scene.project, scene.playbook)
    if not awaited:
        return ""
    items = [scene.playbook.item(key) for key in awaited]
    people = tuple(dict.fromkeys(p for item in items for p in look.signers(scene, item.signed_by)))
    named = items_named(scene, awaited)
    if people and all(item.kind == "sign" for item in items):
        who = look.either(scene, people)
        return words.t("It goes on by itself once {people} confirms {items}.", people=who, items=named)
    return words.t("It goes on by itself once this is ready again: {items}.", items=named)


def why(scene: Scene) -> str:
    """Return what paused it and what follows, in a sentence or two; "" where the lead is to ask again."""
    request, then = scene.project.request, by_itself(scene)
    if request is None or not then:
        return ""
    if set(goes_on_with(scene.project, scene.playbook)) == set(request.paused_by):
        return scene.words.t("The request is paused. {then}", then=then)
    items = items_named(scene, request.paused_by)
    return scene.words.t("The request is paused: {items} changed. {then}", items=items, then=then)
