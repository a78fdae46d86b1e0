"""The offer to name a delegate, as it stands at each moment of an absence, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from bot.project.state import Delegation
from bot.talk.absence import absence
from bot.talk.away import saved, stands_in
from bot.talk.card import Card, Form, Home
from bot.talk.words import Words
from tests.talk.scenes import half_way, project, scene

TODAY, UNTIL = date(2026, 3, 9), date(2026, 3, 20)
GIVEN = Delegation("ana", "bo", TODAY, UNTIL)


def _drawn(*given: Delegation, **changes: Any) -> Callable[[Words], Card]:
    def draw(words: Words) -> Card:
        first = project(items=half_way(), delegations=given[:1])
        second = replace(first, id="p2", name="Invoice matching", delegations=given[1:])
        scenes = [scene(one, words=words, reader="ana") for one in (first, second)]
        return absence(words, "ana", scenes, until=UNTIL, today=TODAY, **changes)

    return draw


def _stands_in(*given: Delegation) -> Callable[[Words], Card]:
    def draw(words: Words) -> Card:
        found = [scene(project(delegations=(each,)), words=words, reader="bo") for each in given]
        return stands_in(words, found, GIVEN, "Ana Ruiz", TODAY)

    return draw


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "delegate": _stands_in(GIVEN),
    "delegate-over": _stands_in(),
    "delegate-saved": lambda w: saved(w, "Bo Lind", TODAY, UNTIL, TODAY, project="Line 3 downtime"),
    "absence": _drawn(proposed=("bo", "Bo Lind")),
    "absence-nobody-known": _drawn(),
    "absence-in-part": _drawn(GIVEN, proposed=("bo", "Bo Lind"), resting=True),
    "absence-given": _drawn(GIVEN, GIVEN),
    "absence-alone": _drawn(alone=True),
    "absence-over": _drawn(over=True),
    "absence-over-given": _drawn(GIVEN, over=True),
}
