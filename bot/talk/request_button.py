"""The buttons that ask for a gate and ask again, shown when asking makes sense, and what they warn of."""

from __future__ import annotations

from bot.project.conditions import left_open
from bot.project.readiness import verdict, with_status
from bot.project.state import GateRequest
from bot.talk import look
from bot.talk.card import Button, Confirm
from bot.talk.scene import Scene


def request_button(scene: Scene) -> Button | None:
    """Return the button; None while a request would be refused."""
    project, words = scene.project, scene.words
    if project.status != "running":
        return None
    if project.imported and not project.imported.countersigned_by:
        return None
    found = verdict(project, scene.playbook)
    if found == "not_yet" and _but_conditions(scene):
        found = "go"
    if found in ("fix_and_recheck", "not_yet"):
        return None
    if found == "go" and (look.needed_first(scene) or project.new_threshold or project.open_conditions):
        return None
    args = look.gate_args(scene, project.phase, project.rounds.get(project.phase, 0) + 1)
    label = words.t("Request gate {n}", n=words.number(project.phase))
    if found == "go":
        return Button(label, "gate.request", args, "primary")
    return Button(label, "gate.request", args, "danger", _confirm(scene, halts=found == "stop"))


def ask_again_button(scene: Scene, request: GateRequest) -> Button:
    """Return the button that puts a paused request before its approvers again, and says what else it would do."""
    found = verdict(scene.project, scene.playbook)
    args, label = look.gate_args(scene, request.gate, request.round), scene.words.t("Ask again")
    if found in ("stop", "iterate"):
        return Button(label, "gate.resume", args, "danger", _confirm(scene, halts=found == "stop"))
    return Button(label, "gate.resume", args, "primary")


def _but_conditions(scene: Scene) -> bool:
    """Tell whether only such items are missing as a conditional go may leave."""
    missing = {
        item
        for wanted in ("open", "not_ready")
        for item in with_status(scene.project, scene.playbook, wanted)
    }
    return bool(missing) and missing <= set(left_open(scene.project, scene.playbook))


def _confirm(scene: Scene, *, halts: bool) -> Confirm:
    words = scene.words
    if halts:
        text = words.t(
            "The verdict is stop. Asking now halts the project: the clock stands until "
            "at most {allowed} items are not ready.",
            allowed=words.number(look.phase(scene).gate.red_allowed),
        )
        return Confirm(words.t("Halt the project?"), text, words.t("Ask, and halt"), words.t("Not now"))
    text = words.t(
        "At least one question is answered with no. Asking now counts as iteration {n} "
        "and goes back to work on this phase. The sponsor is not asked to decide.",
        n=words.number(scene.project.iterations + 1),
    )
    return Confirm(words.t("Count an iteration?"), text, words.t("Ask, and iterate"), words.t("Not now"))
