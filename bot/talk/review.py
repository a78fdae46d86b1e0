"""The gate review: what is asked, what it rests on, and what was decided; in the channel and to each approver."""

from __future__ import annotations

from bot.playbooks.model import Phase
from bot.project.conditions import left_open
from bot.project.state import GateRequest
from bot.talk import look
from bot.talk.baseline_words import baseline_doubts
from bot.talk.brief import value
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Fact,
    Facts,
    Heading,
    Part,
    Text,
)
from bot.talk.decide_buttons import decision_rows, may_approve
from bot.talk.decided import decided, evidence_button
from bot.talk.gate_words import (
    flagged,
    heading,
    if_approved,
    items_named,
    worth,
)
from bot.talk.imported import vouched
from bot.talk.meeting_words import record_buttons, record_parts
from bot.talk.meeting_words import wanted as confirming
from bot.talk.open_steps import steps_left
from bot.talk.paused_words import why
from bot.talk.request_button import ask_again_button
from bot.talk.scene import Scene
from bot.talk.since_words import since
from bot.talk.titled import titled
from bot.talk.vote_words import votes
from bot.talk.words import inside


def review(scene: Scene, gate: int, number: int, person: str = "") -> Card:
    """Return one round of a gate as it stands: waiting, paused or decided; `person`: it is a copy of their own."""
    request = scene.project.request
    if request and (request.gate, request.round) == (gate, number):
        if person and {person, scene.reader}.isdisjoint(look.approvers(scene, gate)):
            return _handed_on(scene, gate)
        return _open(scene, request)
    for decision in scene.project.decisions:
        if (decision.gate, decision.round) == (gate, number):
            return decided(scene, decision)
    head = heading(scene, gate)
    text = scene.words.t(
        "This request is closed. The checklist in the channel shows where the project stands."
    )
    return Card(head, (Heading(head), Text(text)))


def _handed_on(scene: Scene, gate: int) -> Card:
    """Return, to whoever decided it before: it is others' to decide, which stays true however it ends."""
    words, now = scene.words, look.approvers(scene, gate)
    who = words.plural(
        "{people} decides it now.", "{people} decide it now.", len(now), people=look.people(scene, now)
    )
    said = words.t("{who} Nothing is asked of you.", who=who) if now else words.t("Nothing is asked of you.")
    return titled(heading(scene, gate), Text(said))


def _open(scene: Scene, request: GateRequest) -> Card:
    words = scene.words
    head = heading(scene, request.gate)
    if scene.reader in may_approve(scene, request):
        wanted = words.t("your decision, {person}", person=look.who(scene, scene.reader))
    else:
        wanted = words.t("waits for {people}", people=look.people(scene, look.awaited(scene)))
    if request.meeting and scene.reader in confirming(scene):
        wanted = words.t("please confirm, {person}", person=look.who(scene, scene.reader))
    if scene.project.status == "paused":
        wanted = words.t("paused")
    if scene.project.status == "held":
        wanted = words.t("on hold")
    head = f"{head} · {wanted}"
    asked = asks(scene, request)
    return Card(
        f"{head} · {asked}",
        (
            Heading(head),
            Text(asked),
            *since(scene, request.gate),
            *_case(scene, request),
            *_questions(scene, request),
            *_end(scene, request),
        ),
    )


def asks(scene: Scene, request: GateRequest) -> str:
    """Return "Mia asks to go from … to …."."""
    words = scene.words
    lead, phase = look.who(scene, request.by), scene.playbook.phase(request.gate)
    if phase.gate.finishes:
        return words.t("{lead} asks to declare the project live.", lead=lead)
    titles = [words.t(p.title) for p in (phase, scene.playbook.phase(request.gate + 1))]
    lower = [inside(title) for title in titles]
    return words.t("{lead} asks to go from {this} to {next}.", lead=lead, this=lower[0], next=lower[1])


def _case(scene: Scene, request: GateRequest) -> tuple[Part, ...]:
    phase = scene.playbook.phase(request.gate)
    then = if_approved(scene, request.gate) if scene.project.status == "waiting" else ""
    left = steps_left(scene, phase)
    said = (flagged(scene, phase), f"○ {left}" if left else "")
    rest = (_left(scene), worth(scene), *baseline_doubts(scene), then, vouched(scene))
    return (
        *(Text(line) for line in said if line),
        *_numbers(scene, phase),
        *(Text(line) for line in rest if line),
    )


def _left(scene: Scene) -> str:
    """Return what only a conditional go can leave open."""
    open_ = left_open(scene.project, scene.playbook)
    if not open_:
        return ""
    return scene.words.t(
        "Open: {items}. The gate can be passed with conditions alone.", items=items_named(scene, open_)
    )


def _numbers(scene: Scene, phase: Phase) -> tuple[Facts, ...]:
    """Return what was measured against a limit: the evidence that fits on one glance."""
    # What is flagged is named with its value already.
    measured = [item for item in phase.checklist if item.rule and look.status(scene, item) != "flagged"]
    facts = tuple(
        Fact(scene.words.t(item.title), known) for item in measured if (known := value(scene, item))
    )
    return (Facts(facts),) if facts else ()


def _questions(scene: Scene, request: GateRequest) -> tuple[Part, ...]:
    words, parts = scene.words, list[Part]()
    for question in request.questions:
        parts.append(
            Text(
                words.t("{person} asks: {text}", person=look.who(scene, question.by), text=question.text),
                "quote",
            )
        )
        if question.answer:
            who = look.who(scene, question.answered_by)
            parts.append(Text(words.t("{person} answers: {text}", person=who, text=question.answer), "quote"))
        else:
            args = look.gate_args(scene, request.gate, request.round, q=question.id)
            parts.append(Buttons((Button(words.t("Answer…"), "gate.answer", args),)))
    return tuple(parts)


def _end(scene: Scene, request: GateRequest) -> tuple[Part, ...]:
    words, status = scene.words, scene.project.status
    asked = words.t("Asked on {day}", day=look.day_of(scene, request.at))
    if status == "held":
        text = words.t("The project is on hold. The decision is possible again when it is resumed.")
        return (Text(f"⏸ {text}", "strong"), *record_parts(scene, request), Text(asked, "muted"))
    if status == "paused":
        text = why(scene) or words.t(
            "Paused: {items} changed after the gate was requested. {lead} looks at it and asks again.",
            items=items_named(scene, request.paused_by),
            lead=look.who(scene, scene.project.lead),
        )
        return (Text(f"⏸ {text}", "strong"), *_paused_rows(scene, request), Text(asked, "muted"))
    return (
        *votes(scene, request),
        *record_parts(scene, request),
        *decision_rows(scene, request),
        *_other_rows(scene, request),
        Text(asked, "muted"),
    )


def _paused_rows(scene: Scene, request: GateRequest) -> tuple[Buttons, ...]:
    words, args = scene.words, look.gate_args(scene, request.gate, request.round)
    again = () if why(scene) else (ask_again_button(scene, request),)
    own = (*again, Button(words.t("Withdraw…"), "gate.withdraw", args))
    return (Buttons(own, (scene.project.lead,)), Buttons((evidence_button(scene, request.gate),)))


def _other_rows(scene: Scene, request: GateRequest) -> tuple[Buttons, ...]:
    """Return what everybody may look at, and what is the lead's alone: taking the request back, or recording."""
    words, args = scene.words, look.gate_args(scene, request.gate, request.round)
    everybody = Buttons((evidence_button(scene, request.gate),))
    if scene.reader and scene.reader != scene.project.lead:
        return (everybody,)
    own = (Button(words.t("Withdraw…"), "gate.withdraw", args), *record_buttons(scene, request))
    return (everybody, Buttons(own, (scene.project.lead,)))
