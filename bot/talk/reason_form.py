"""Forms that ask for a reason before something is declared, sent back, withdrawn, held or stopped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.talk import look
from bot.talk.card import Form, Text
from bot.talk.fields import reason
from bot.talk.scene import Scene
from bot.talk.words import N_

#: action -> title, submit, label of the reason, what it does
_ASKED: dict[str, tuple[str, str, str, str]] = {
    "item.not_ready": (
        N_("Not ready"),
        N_("Declare not ready"),
        N_("What is missing"),
        N_("The item counts as not ready until somebody records that it is."),
    ),
    "item.not_applicable": (
        N_("Does not apply"),
        N_("Save"),
        N_("Why it does not apply"),
        N_("The item then asks nothing more of anybody. The reason is kept in the record."),
    ),
    "gate.send_back": (
        N_("Send back"),
        N_("Send back"),
        N_("What has to change"),
        N_("The lead is told, and the phase goes on. The gate can be requested again."),
    ),
    "gate.hold": (
        N_("Put on hold"),
        N_("Put on hold"),
        N_("Reason"),
        N_("The request is decided: the clock is paused until the project is resumed, and every day moves."),
    ),
    "gate.stop": (
        N_("Stop the project"),
        N_("Stop for good"),
        N_("Reason"),
        N_(
            "This ends the project for good. You can take it back for ten minutes; its history stays readable."
        ),
    ),
    "gate.dispute": (
        N_("Not so"),
        N_("Remove the record"),
        N_("What is not so"),
        N_(
            "What was recorded of the meeting counts no more. The lead is told, and the gate goes on waiting."
        ),
    ),
    "gate.withdraw": (
        N_("Withdraw the request"),
        N_("Withdraw"),
        N_("Reason"),
        N_("The phase goes on. The gate can be requested again."),
    ),
    "import.refuse": (
        N_("Do not countersign"),
        N_("Do not countersign"),
        N_("What is not so"),
        N_("The lead is told, and corrects what the papers say. Then you are asked again."),
    ),
    "project.hold": (
        N_("Put on hold"),
        N_("Put on hold"),
        N_("Reason"),
        N_("The clock is paused until the project is resumed, and every later day moves by as much."),
    ),
    "project.stop": (
        N_("Stop the project"),
        N_("Stop for good"),
        N_("Reason"),
        N_("This ends the project for good. It cannot be resumed; its history stays readable."),
    ),
}
ACTIONS = tuple(_ASKED)
_REMOVE = (
    N_("Remove the record"),
    N_("Remove the record"),
    N_("Why it is removed"),
    N_("What was recorded of the meeting counts no more, and the gate goes on waiting."),
)
_NO = (
    N_("Answer no"),
    N_("Answer no"),
    N_("Why not yet"),
    N_("Any no means another iteration when the gate is requested."),
)


def reason_form(scene: Scene, action: str, args: Mapping[str, str]) -> Form:
    """Return the form for a reason; `action` is one of `ACTIONS`, `args` those of the button."""
    words = scene.words
    subject = look.title(scene)
    asked = _ASKED[action]
    if "i" in args:
        item = scene.playbook.item(args["i"])
        subject = f"{words.t(item.title)} · {subject}"
        if (
            action == "item.not_ready"
            and scene.playbook.phase_of(item.id).gate.verdict == "questions"
            and item.gate
        ):
            asked = _NO
    elif "g" in args:
        if action == "gate.dispute" and scene.reader == scene.project.lead:
            asked = _REMOVE
        subject = words.t("Gate {n} · {project}", n=args["g"], project=subject)
    title, submit, label, effect = (words.t(text) for text in asked)
    intro = (Text(subject, "strong"), Text(effect, "muted"))
    return Form(title, submit, words.t("Cancel"), action, dict(args), intro, (reason(label),))
