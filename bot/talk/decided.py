"""How a round of a gate ended, on its review: the decision, its reason, its conditions, and what follows."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.rounds import TAKEN_BACK_WITHIN
from bot.project.state import PASSED, GateDecision
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Confirm, Heading, Part, Text
from bot.talk.condition_words import condition_row, conditions_of
from bot.talk.gate_words import OUTCOME_SIGNS, heading, items_named, outcome, start_compared
from bot.talk.meeting_words import details
from bot.talk.packet_message import PRINTED, packet_button
from bot.talk.scene import Scene
from bot.talk.vote_words import kept_votes


def decided(scene: Scene, decision: GateDecision) -> Card:
    """Return the review of a round that is over."""
    head = f"{OUTCOME_SIGNS[decision.outcome]} {outcome(scene, decision)}"
    parts: list[Part] = [Heading(heading(scene, decision.gate)), Text(head, "strong")]
    if decision.meeting:
        # Its reason is the decision's, and is said once.
        parts += details(scene, replace(decision.meeting, reason=""))
    parts += [*why(scene, decision), *kept_votes(scene, decision), Text(follows(scene, decision))]
    parts += [condition_row(scene, condition) for condition in conditions_of(scene, decision)]
    parts.append(Buttons(over_buttons(scene, decision)))
    return Card(f"{head} · {look.title(scene)}", (*parts, *_take_back(scene, decision)))


def why(scene: Scene, decision: GateDecision) -> list[Part]:
    """Return the items that said no, and the reason."""
    words, found = scene.words, list[Part]()
    if decision.outcome == "iterated" and decision.items:
        found.append(Text(words.t("Answered with no: {items}.", items=items_named(scene, decision.items))))
    if decision.reason:
        found.append(Text(words.t("Reason: {reason}", reason=decision.reason), "quote"))
    if decision.outcome == "withdrawn" and not decision.by:
        found.append(
            Text(words.t("The request was paused for a working day, so it was withdrawn by itself."))
        )
    return found


def evidence_button(scene: Scene, gate: int) -> Button:
    """Return the button that shows what a gate rests on."""
    return Button(scene.words.t("Evidence"), "gate.evidence", look.args(scene, g=str(gate)))


def over_buttons(scene: Scene, decision: GateDecision) -> tuple[Button, ...]:
    """Return what can be looked at once a round is over."""
    found = (evidence_button(scene, decision.gate),)
    if decision.outcome not in PRINTED:
        return found
    return (packet_button(scene, decision.gate, decision.round), *found)


def _take_back(scene: Scene, decision: GateDecision) -> tuple[Buttons, ...]:
    """Return how whoever decided takes it back: at once, and while nothing rests on it."""
    last = scene.project.decisions[-1]
    if scene.project.before is None or decision != last or scene.now - decision.at > TAKEN_BACK_WITHIN:
        return ()
    args = look.gate_args(scene, decision.gate, decision.round)
    button = Button(scene.words.t("Take back"), "gate.take_back", args, confirm=_sure(scene, decision))
    return (Buttons((button,), (decision.by,)),)


def _sure(scene: Scene, decision: GateDecision) -> Confirm:
    """Return what is asked before a decision is taken back: people may act on it already."""
    words, n = scene.words, scene.words.number(decision.gate)
    text = words.t(
        "Your decision counts no more, and gate {n} waits again. "
        "The record keeps the decision and that it was taken back.",
        n=n,
    )
    return Confirm(words.t("Take the decision back?"), text, words.t("Take it back"), words.t("Let it stand"))


def follows(scene: Scene, decision: GateDecision) -> str:
    """Return what comes after a decision."""
    words, project = scene.words, scene.project
    lead = look.who(scene, project.lead)
    if decision.outcome == "held":
        people = look.either(scene, (project.lead, project.sponsor))
        return words.t(
            "The clock is paused. {people} can resume the project; the gate is then requested again.",
            people=people,
        )
    if decision.outcome == "stopped":
        return words.t("The project has ended. Its history can be read at any time.")
    if decision.outcome not in PASSED:
        return words.t(
            "Phase {n} goes on. {lead} can request the gate again.", n=words.number(decision.gate), lead=lead
        )
    starts = project.phase_starts.get(decision.gate + 1)
    if starts is None:
        return words.t("The project is live. {lead} stays in charge of looking after it.", lead=lead)
    said = words.t(
        "Phase {n} starts {day}, {compared}.",
        n=words.number(decision.gate + 1),
        day=look.day(scene, starts),
        compared=start_compared(scene, decision.gate + 1, starts),
    )
    left = len(conditions_of(scene, decision))
    if not left:
        return said
    waits = words.plural(
        "Gate {gate} waits for {n} condition.",
        "Gate {gate} waits for {n} conditions.",
        left,
        gate=words.number(decision.gate + 1),
    )
    return f"{said} {waits}"
