"""Forms about a gate: a question before deciding, its answer, and the choice after iterations."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Form, Text
from bot.talk.fields import reason, text
from bot.talk.gate_words import heading
from bot.talk.scene import Scene
from bot.talk.words import N_

_CHOICES = {
    "continue": (N_("Continue"), N_("The team goes on with the same goal, and can request the gate again.")),
    "rescope": (
        N_("Re-scope"),
        N_("The team goes on with a changed goal. Say what changes; a new threshold needs your signature."),
    ),
    "stop": (
        N_("Stop the project"),
        N_("This ends the project for good. It cannot be resumed; its history stays readable."),
    ),
}


def question_form(scene: Scene, gate: int, number: int) -> Form:
    """Return the form for a question before deciding."""
    words = scene.words
    hint = words.t("{lead} is told, and the gate waits meanwhile.", lead=look.who(scene, scene.project.lead))
    return Form(
        words.t("Ask a question"),
        words.t("Ask"),
        words.t("Cancel"),
        "gate.ask",
        look.gate_args(scene, gate, number),
        (Text(heading(scene, gate), "strong"),),
        (text("text", words.t("Question"), hint),),
    )


def answer_form(scene: Scene, gate: int, number: int, question: str) -> Form:
    """Return the form for the answer to a question."""
    words, request = scene.words, scene.project.request
    asked = next((q for q in (request.questions if request else ()) if q.id == question), None)
    intro = [Text(heading(scene, gate), "strong")]
    if asked:
        intro.append(
            Text(words.t("{person} asks: {text}", person=look.who(scene, asked.by), text=asked.text), "quote")
        )
    return Form(
        words.t("Answer a question"),
        words.t("Answer"),
        words.t("Cancel"),
        "gate.answer",
        look.gate_args(scene, gate, number, q=question),
        tuple(intro),
        (text("text", words.t("Answer"), words.t("Shown on the gate review.")),),
    )


def choose_form(scene: Scene, choice: str) -> Form:
    """Return the form for what follows after the iterations: "continue", "rescope" or "stop"."""
    words = scene.words
    title, effect = (words.t(said) for said in _CHOICES[choice])
    return Form(
        title,
        words.t("Decide"),
        words.t("Cancel"),
        "after.choose",
        look.args(scene, c=choice),
        (Text(look.title(scene), "strong"), Text(effect, "muted")),
        (reason(words.t("Reason"), words.t("Shown in the channel and kept in the record.")),),
    )
