"""Messages about a gate, beside its review: paused, approved, sent back, iterated, questions and answers."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project import plan
from bot.project.state import GateDecision, Question
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.condition_words import condition_row, conditions_of
from bot.talk.decided import follows, over_buttons
from bot.talk.gate_words import OUTCOME_SIGNS, against_plan, heading, items_named, outcome
from bot.talk.notice_decision import meant, undone
from bot.talk.notices import Notice
from bot.talk.packet_message import packet_button
from bot.talk.paused_words import why
from bot.talk.request_button import ask_again_button, request_button
from bot.talk.scene import Scene
from bot.talk.signs import project_sign
from bot.talk.titled import titled


def paused(notice: Notice, scene: Scene) -> Card:
    """Return: the request waits, why and for what; afterwards, in one line, how it went on."""
    words, request, project = scene.words, scene.project.request, scene.project
    if request is None or (request.gate, request.round) != (notice.gate, notice.round):
        return _closed(notice, scene)
    if not request.paused_by:
        return titled(
            heading(scene, notice.gate), Text(words.t("The request was paused, and went on since then."))
        )
    head = f"⏸ {heading(scene, notice.gate)} · " + words.t("request paused")
    itself = why(scene)
    text = itself or words.t(
        "{items} changed after the gate was requested. {lead} looks at the change, "
        "then asks again or withdraws the request.",
        items=items_named(scene, request.paused_by),
        lead=look.who(scene, project.lead),
    )
    if notice.person and project.lead not in (notice.person, scene.reader):
        return titled(head, Text(text), Text(_led_by(scene)))
    args = look.gate_args(scene, request.gate, request.round)
    buttons = (
        *(() if itself else (ask_again_button(scene, request),)),
        Button(words.t("Withdraw…"), "gate.withdraw", args),
        _evidence(scene, request.gate),
    )
    return titled(head, Text(text), Buttons(buttons))


def _led_by(scene: Scene) -> str:
    """Return, to whoever led the project before: who does now."""
    lead = look.who(scene, scene.project.lead)
    return scene.words.t("{lead} leads the project now. Nothing is asked of you.", lead=lead)


def approved(notice: Notice, scene: Scene) -> Card:
    """Return: the gate is passed, by whom, and what starts when."""
    words, decision = scene.words, _decision(notice, scene)
    if decision is None:
        return _closed(notice, scene)
    head = f"✔ {outcome(scene, decision)}"
    parts: list[Part] = [Text(look.title(scene)), Text(follows(scene, decision))]
    parts += [condition_row(scene, condition) for condition in conditions_of(scene, decision)]
    if decision.gate + 1 in scene.project.phase_starts:
        found = plan.phase_plan(scene.project, scene.playbook, decision.gate + 1)
        after = scene.playbook.phase(decision.gate + 1)
        parts.append(
            Text(
                words.t(
                    "Next: {phase}. Gate {n} falls on {day}, {compared}. The new checklist is in this channel.",
                    phase=words.t(after.title),
                    n=words.number(after.number),
                    day=look.day(scene, found.gate_on),
                    compared=against_plan(scene, after.number),
                )
            )
        )
    button = packet_button(scene, decision.gate, decision.round)
    return titled(head, *parts, Buttons((button,)))


def sent_back(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: the gate was sent back, with the reason."""
    decision = _decision(notice, scene)
    if decision is None:
        return _closed(notice, scene)
    said, button = _next_request(scene, decision)
    row = (Buttons((button,), (scene.project.lead,)),) if button else ()
    return _over(scene, decision, Text(said), *row)


def _next_request(scene: Scene, decision: GateDecision) -> tuple[str, Button | None]:
    """Return how the lead goes on after a no, with the button that asks again while that makes sense."""
    words, project = scene.words, scene.project
    if project.request or decision != project.decisions[-1]:
        return words.t("Since then the gate was requested again."), None
    if project.status != "running":
        sign, word = project_sign(project.status, words)
        return f"{sign} {word}", None
    asking = request_button(scene)
    if asking is None or asking.confirm:
        return follows(scene, decision), None
    return follows(scene, decision), replace(asking, label=words.t("Request again"))


def iterated(notice: Notice, scene: Scene) -> Card:
    """Return: a no among the questions, so back to work, counted."""
    words, decision = scene.words, _decision(notice, scene)
    if decision is None:
        return _closed(notice, scene)
    sofar = sum(d.outcome == "iterated" and d.round <= decision.round for d in scene.project.decisions)
    limit = scene.playbook.phase(decision.gate).gate.iterations
    text = words.t(
        "This is iteration {n}. After {limit}, {sponsor} is asked whether to continue, re-scope or stop.",
        n=words.number(sofar),
        limit=words.number(limit),
        sponsor=look.who(scene, scene.project.sponsor),
    )
    if scene.project.status == "deciding":
        text = words.t(
            "This is iteration {n}. {sponsor} is asked whether to continue, re-scope or stop.",
            n=words.number(sofar),
            sponsor=look.who(scene, scene.project.sponsor),
        )
    return _over(scene, decision, Text(text))


def question(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: an approver wants to know something before deciding."""
    words, asked = scene.words, _question(notice, scene)
    if asked is None:
        return _closed(notice, scene)
    head = f"{heading(scene, notice.gate)} · " + words.t(
        "a question from {person}", person=look.who(scene, asked.by)
    )
    if asked.answer:
        who = look.who(scene, asked.answered_by)
        answered = Text(words.t("{person} answers: {text}", person=who, text=asked.answer), "quote")
        return titled(head, Text(asked.text, "quote"), answered)
    if notice.person and scene.project.lead not in (notice.person, scene.reader):
        return titled(head, Text(asked.text, "quote"), Text(_led_by(scene)))
    args = look.gate_args(scene, notice.gate, notice.round, q=asked.id)
    text = words.t(
        "The gate waits meanwhile. {person} is told as soon as you answer.", person=look.who(scene, asked.by)
    )
    return titled(
        head,
        Text(asked.text, "quote"),
        Text(text),
        Buttons((Button(words.t("Answer…"), "gate.answer", args, "primary"),)),
    )


def answer(notice: Notice, scene: Scene) -> Card:
    """Return, for the one who asked: the answer, and the decision that still waits."""
    words, asked = scene.words, _question(notice, scene)
    if asked is None:
        return _closed(notice, scene)
    head = f"{heading(scene, notice.gate)} · " + words.t(
        "{person} answered", person=look.who(scene, asked.answered_by)
    )
    readers = {notice.person, scene.reader}
    if notice.person and readers.isdisjoint(look.awaited(scene)):
        next_ = words.t("Nothing more is asked of you here.")
    else:
        next_ = words.t("Your decision is still awaited: the buttons are on the gate review above.")
    return titled(
        head,
        Text(words.t("{person} asks: {text}", person=look.who(scene, asked.by), text=asked.text), "quote"),
        Text(
            words.t("{person} answers: {text}", person=look.who(scene, asked.answered_by), text=asked.answer),
            "quote",
        ),
        Text(next_),
    )


def _over(scene: Scene, decision: GateDecision, *extra: Part) -> Card:
    words = scene.words
    head = f"{OUTCOME_SIGNS[decision.outcome]} {outcome(scene, decision)}"
    parts: list[Part] = [Text(look.title(scene))]
    if decision.items:
        parts.append(Text(words.t("Answered with no: {items}.", items=items_named(scene, decision.items))))
    if decision.reason:
        parts.append(Text(words.t("Reason: {reason}", reason=decision.reason), "quote"))
    return titled(head, *parts, *extra, Buttons(over_buttons(scene, decision)))


def _closed(notice: Notice, scene: Scene) -> Card:
    if gone := undone(notice, scene):
        return gone
    head = heading(scene, notice.gate)
    if found := _decision(notice, scene):
        return titled(head, Text(f"{OUTCOME_SIGNS[found.outcome]} {outcome(scene, found)}"))
    return titled(
        head,
        Text(
            scene.words.t(
                "This request is closed. The checklist in the channel shows where the project stands."
            )
        ),
    )


def _decision(notice: Notice, scene: Scene) -> GateDecision | None:
    return meant(notice, scene.project.decisions)


def _question(notice: Notice, scene: Scene) -> Question | None:
    request = scene.project.request
    found = request.questions if request else ()
    return next((question for question in found if question.id == notice.question), None)


def _evidence(scene: Scene, gate: int) -> Button:
    return Button(scene.words.t("Evidence"), "gate.evidence", look.args(scene, g=str(gate)))
