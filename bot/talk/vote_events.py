"""What happened to approvals, in words: given, taken back, and those that count no more."""

from __future__ import annotations

from typing import assert_never

from bot.project import events as e
from bot.talk import look
from bot.talk.scene import Scene


def vote(scene: Scene, event: e.VoteCast | e.VoteWithdrawn | e.DecisionTakenBack, by: str) -> str:
    """Return what an approval, the end of one, or a decision that is taken back is called in a history."""
    words = scene.words
    n = words.number(event.gate)
    match event:
        case e.VoteCast() if event.stands_for:
            away = look.who(scene, event.stands_for)
            return words.t("{by} approved gate {n} in place of {person}", by=by, n=n, person=away)
        case e.VoteCast():
            return words.t("{by} gave their approval for gate {n}", by=by, n=n)
        case e.VoteWithdrawn() if event.person:
            return _fallen(scene, event)
        case e.VoteWithdrawn():
            return words.t("{by} took back their approval for gate {n}", by=by, n=n)
        case e.DecisionTakenBack():
            return words.t("{by} took the decision on gate {n} back", by=by, n=n)
        case _:
            assert_never(event)


def _fallen(scene: Scene, event: e.VoteWithdrawn) -> str:
    words, known = scene.words, {"person": look.who(scene, event.person), "n": scene.words.number(event.gate)}
    match event.why:
        case "work":
            return words.t(
                "The approval of {person} for gate {n} counts no more: nobody judges their own work", **known
            )
        case "role":
            return words.t(
                "The approval of {person} for gate {n} counts no more: it was given in a role that is another's now",
                **known,
            )
        case "quorum":
            return words.t(
                "The approval of {person} for gate {n} is asked for again: fewer are needed now, and no gate passes "
                "without one",
                **known,
            )
        case _:
            assert_never(event.why)
