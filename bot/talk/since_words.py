"""What is said of the round before to whoever is asked again: how it ended, why, and what changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Item
from bot.project.since import as_it_was, new_sponsors, says_the_same, went_back
from bot.project.state import GateDecision, Outcome
from bot.talk import look
from bot.talk.brief import value
from bot.talk.card import ItemRow, Part, Text
from bot.talk.decided import why
from bot.talk.scene import Scene
from bot.talk.signs import item_sign
from bot.talk.words import N_

#: changes named on a card; a packet names all of them
MOST = 5
_ENDED: dict[Outcome, str] = {
    "sent_back": N_("Round {n} was sent back by {person}, {day}."),
    "withdrawn": N_("The request of round {n} was withdrawn by {person}, {day}."),
    "iterated": N_("Round {n} became another iteration, {day}."),
    "held": N_("Round {n} ended when {person} put the project on hold, {day}."),
}
_AFTER_REQUEST = N_(
    "The sponsor changed after gate {n} was requested: {person} in place of {before}, by {by}, {day}."
)
_AFTER_A_NO = N_(
    "The sponsor changed after gate {n} was sent back: {person} in place of {before}, by {by}, {day}."
)
_SINCE = N_("The sponsor changed since the last round: {person} in place of {before}, by {by}, {day}.")


class Change(msgspec.Struct, frozen=True):
    """What an item said when the gate came back, and what it says now."""

    item: Item
    then: str
    now: str
    #: a line shows the same: something beside it changed
    beside: bool = False


def since(scene: Scene, gate: int) -> tuple[Part, ...]:
    """Return, where a gate is asked for again, how it came back and what changed since.

    In a first round only a new sponsor is news.
    """
    last = went_back(scene.project, gate)
    new = tuple(Text(line, "strong") for line in sponsor_changed(scene, gate))
    if last is None:
        return new
    words, rows = scene.words, changes(scene, gate)
    said = (Text(ended(scene, last), "strong"), *why(scene, last), Text(compared(scene, last, bool(rows))))
    found = tuple(_row(scene, change) for change in rows[:MOST])
    more = len(rows) - len(found)
    rest = (Text(words.t("and {n} more", n=words.number(more)), "muted"),) if more else ()
    return (*new, *said, *found, *rest)


def sponsor_changed(scene: Scene, gate: int, when: Callable[[datetime], str] | None = None) -> list[str]:
    """Return that the sponsor changed since the gate came back or was asked for, by whom; `when` words moments."""
    words, request, last = scene.words, scene.project.request, went_back(scene.project, gate)
    said: list[str] = []
    for each in new_sponsors(scene.project, gate):
        known = {
            "person": look.who(scene, each.to),
            "before": look.who(scene, each.person),
            "by": look.who(scene, each.by) or words.t("somebody"),
            "day": when(each.at) if when else look.day_of(scene, each.at),
            "n": words.number(gate),
        }
        text = _AFTER_A_NO if last and last.outcome == "sent_back" else _SINCE
        if request and each.at > request.at:
            text = _AFTER_REQUEST
        said.append(words.t(text, **known))
    return said


def ended(scene: Scene, decision: GateDecision, when: str = "") -> str:
    """Return "Round 1 was sent back by Ana, Thu 12 Mar."; `when` in place of the day."""
    words = scene.words
    known = {"n": words.number(decision.round), "day": when or look.day_of(scene, decision.at)}
    if not decision.by:
        return words.t("The request of round {n} was withdrawn, {day}.", **known)
    text = _ENDED.get(decision.outcome, _ENDED["sent_back"])
    return words.t(text, person=look.who(scene, decision.by), **known)


def compared(scene: Scene, decision: GateDecision, changed: bool) -> str:
    """Return since when items are compared, and whether any has changed."""
    t = scene.words.t
    if decision.outcome == "withdrawn":
        first = t("Changed since the gate was first asked for:")
        return first if changed else t("No item has changed since the gate was first asked for.")
    return t("Changed since then:") if changed else t("No item has changed since then.")


def changes(scene: Scene, gate: int) -> list[Change]:
    """Return the items that say something else than when the gate came back, those of its checklist first."""
    then = replace(scene, project=as_it_was(scene.project))
    phases = [scene.playbook.phase(gate), *reversed(scene.playbook.phases[: gate - 1])]
    found = (_compared(scene, then, item) for phase in phases for item in phase.items)
    return [change for change in found if change]


def _compared(scene: Scene, then: Scene, item: Item) -> Change | None:
    """Return how an item changed; None where it says the same."""
    was, is_ = value(then, item), value(scene, item)
    before, now = (item_sign(look.status(each, item), scene.words)[1] for each in (then, scene))
    if was != is_:
        return Change(item, was or before, is_ or now)
    if before != now:
        return Change(item, before, now)
    if says_the_same(then.project.item(item.id), scene.project.item(item.id)):
        return None
    # A note, an address, a row: what stands beside what fits on a line.
    said = is_ or now
    return Change(item, said, scene.words.t("{value}, with other details", value=said), beside=True)


def _row(scene: Scene, change: Change) -> ItemRow:
    sign, word = item_sign(look.status(scene, change.item), scene.words)
    said = change.now if change.beside else f"{change.then} → {change.now}"
    return ItemRow(sign, word, scene.words.t(change.item.title), said)
