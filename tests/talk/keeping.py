"""What is said about keeping the ledger, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from bot.project.events import (
    ItemDeclaredNotReady,
    LegalHoldLifted,
    LegalHoldPlaced,
    PersonErased,
    Recorded,
    TextsErased,
)
from bot.project.state import LegalHold
from bot.talk.anchor import anchor, anchor_form, anchor_parts
from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.history import history
from bot.talk.notices import Notice
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import at, project, scene

#: as an anchor writes it
LINE = (
    f"tollgate-anchor 2026-03-16T12:59:00Z 3 127 {'0f' * 32} workspace=0195f3a0-0000-7000-8000-000000000001"
)

CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "notice-anchor": lambda w: anchor(w, LINE, at(16)),
    "form-anchor": lambda w: anchor_form(w, ["ana"], 0, time(9)),
    "home-anchor": lambda w: Home(anchor_parts(w, ["Ana Ruiz", "Noor Haddad"], 0, time(9))),
    "home-anchor-nobody": lambda w: Home(anchor_parts(w, [], 0, time(9))),
}


def _kept(words: Words) -> Card:
    placed = LegalHold("ana", at(3), "A claim was announced.")
    return status(scene(project(legal_hold=placed), words=words))


def _erased(words: Words) -> Card:
    entries = [
        Recorded(LegalHoldPlaced("A claim was announced."), at(3), "ana"),
        Recorded(LegalHoldLifted("The claim was settled."), at(5), ""),
        Recorded(TextsErased(1), at(6), ""),
        Recorded(TextsErased(12, date(2020, 1, 1)), at(6), ""),
        Recorded(PersonErased("raj"), at(7), ""),
        Recorded(ItemDeclaredNotReady("DR-3", "[erased]"), at(8), "left"),
    ]
    return history(scene(project(), words=words), entries)


CARDS |= {
    "notice-erased": lambda w: draw(Notice("erased", "p1"), scene(project(), words=w)),
    "status-legal-hold": _kept,
    "history-erased": _erased,
}
