"""One line for what happened to the request for a gate, and how it was decided."""

from __future__ import annotations

from typing import assert_never

from bot.project import events as e
from bot.talk import look
from bot.talk.gate_words import items_named
from bot.talk.scene import Scene
from bot.talk.values import shorten
from bot.talk.vote_events import vote
from bot.talk.words import N_

GateEvent = (
    e.GateRequested
    | e.GatePaused
    | e.GateResumed
    | e.GateWithdrawn
    | e.GateQuestionAsked
    | e.GateQuestionAnswered
    | e.GateApproved
    | e.GateSentBack
    | e.GateIterated
    | e.VoteCast
    | e.VoteWithdrawn
    | e.GateHeld
    | e.GateStopped
    | e.DecisionTakenBack
)

_NO: dict[type[e.GateSentBack | e.GateHeld | e.GateStopped], str] = {
    e.GateSentBack: N_("{by} sent gate {n} back: {reason}"),
    e.GateHeld: N_("{by} decided at gate {n} that the project rests: {reason}"),
    e.GateStopped: N_("{by} decided at gate {n} that the project ends: {reason}"),
}


def _resumed(scene: Scene, event: e.GateResumed, by: str) -> str:
    """Return who asked again, or with what the request went on by itself: an approver never asks."""
    words, n = scene.words, scene.words.number(event.gate)
    if event.ready:
        items = items_named(scene, event.ready)
        if all(scene.playbook.item(key).kind == "sign" for key in event.ready):
            return words.t(
                "The request for gate {n} went on by itself once {by} confirmed {items}",
                n=n,
                by=by,
                items=items,
            )
        return words.t(
            "The request for gate {n} went on by itself, with this ready again: {items}", n=n, items=items
        )
    if event.asked or by == look.who(scene, scene.project.lead):
        return words.t("{by} asked again for gate {n}", by=by, n=n)
    # Older ledgers do not say which of the two it was.
    return words.t("The request for gate {n} went on", n=n)


def gate_line(scene: Scene, event: GateEvent, by: str) -> str:
    """Return "Mia requested gate 1"."""
    words = scene.words
    n = words.number(event.gate)
    match event:
        case e.GateRequested():
            return words.t("{by} requested gate {n}", by=by, n=n)
        case e.GatePaused():
            items = items_named(scene, event.items)
            return words.t("The request for gate {n} was paused: {items} changed", n=n, items=items)
        case e.GateResumed():
            return _resumed(scene, event, by)
        case e.GateWithdrawn():
            if not event.reason:  # by the clock, or since asking anew ended it
                return words.t("{by} withdrew the request for gate {n}", by=by, n=n)
            reason = shorten(event.reason)
            return words.t("{by} withdrew the request for gate {n}: {reason}", by=by, n=n, reason=reason)
        case e.GateQuestionAsked():
            return words.t("{by} asked about gate {n}: {text}", by=by, n=n, text=shorten(event.text))
        case e.GateQuestionAnswered():
            return words.t("{by} answered about gate {n}: {text}", by=by, n=n, text=shorten(event.text))
        case e.GateApproved():
            return _approved(scene, event, by)
        case e.GateSentBack() | e.GateHeld() | e.GateStopped():
            return words.t(_NO[type(event)], by=by, n=n, reason=shorten(event.reason))
        case e.VoteCast() | e.VoteWithdrawn() | e.DecisionTakenBack():
            return vote(scene, event, by)
        case e.GateIterated():
            items = items_named(scene, event.items)
            return words.t(
                "Gate {n} was requested, and another iteration began. Answered with no: {items}",
                n=n,
                items=items,
            )
        case _:
            assert_never(event)


def _approved(scene: Scene, event: e.GateApproved, by: str) -> str:
    words, known = scene.words, {"by": by, "n": scene.words.number(event.gate)}
    said = words.t("{by} approved gate {n}", **known)
    if event.terms:
        said = words.t("{by} approved gate {n}, with conditions", **known)
    return words.t("{text}: the project is live", text=said) if event.finishes else said
