"""The controls of a gate that waits: approving, with conditions or not, and the other decisions it offers."""

from __future__ import annotations

from bot.project import voting
from bot.project.conditions import left_open
from bot.project.state import GateRequest
from bot.talk import look
from bot.talk.away import back_button
from bot.talk.card import Button, Buttons, Confirm, Style
from bot.talk.scene import Scene


def decision_rows(scene: Scene, request: GateRequest) -> tuple[Buttons, ...]:
    """Return the controls of those who decide, each row for whom it is."""
    voted = tuple(vote.by for vote in request.votes)
    own = Button(
        scene.words.t("Take my approval back"),
        "gate.withdraw_vote",
        look.gate_args(scene, request.gate, request.round),
    )
    back = Buttons((own,), voted)
    away = tuple(each.by for each in scene.project.delegations if each.since <= look.today(scene))
    rows = (
        Buttons(approve_buttons(scene, request), may_approve(scene, request)),
        Buttons(other_decisions(scene, request), look.approvers(scene, request.gate)),
    )
    return (
        *rows,
        *((back,) if voted else ()),
        *((Buttons((back_button(scene),), away),) if away else ()),
    )


def may_approve(scene: Scene, request: GateRequest) -> tuple[str, ...]:
    """Return who can still approve: whose group lacks approvals, and who stands in for them today."""
    waits_for, gate = look.awaited(scene), scene.playbook.phase(request.gate).gate
    apart = voting.kept_apart(scene.project, scene.playbook, gate)
    instead = voting.standing_in(scene.project, waits_for, look.today(scene))
    return tuple(dict.fromkeys([*waits_for, *(person for person in instead if person not in apart)]))


def approve_buttons(scene: Scene, request: GateRequest) -> tuple[Button, ...]:
    """Return the ways to approve: while an item is open, only with conditions."""
    words, args = scene.words, look.gate_args(scene, request.gate, request.round)
    plain = not left_open(scene.project, scene.playbook)
    # Where a meeting has decided, what it decided is confirmed first.
    first: Style = "plain" if request.meeting else "primary"
    found: list[Button] = []
    if plain:
        found.append(Button(words.t("Approve"), "gate.approve", args, first, _sure(scene, request.gate)))
    if "conditional" in scene.playbook.phase(request.gate).gate.decisions:
        label = words.t("Approve with conditions…")
        found.append(Button(label, "gate.conditions", args, "plain" if plain else first))
    return tuple(found)


def other_decisions(scene: Scene, request: GateRequest) -> tuple[Button, ...]:
    """Return what else an approver can do: each of these is one person's decision."""
    words, args = scene.words, look.gate_args(scene, request.gate, request.round)
    offered = scene.playbook.phase(request.gate).gate.decisions
    found = [
        Button(words.t("Send back…"), "gate.send_back", args),
        Button(words.t("Ask a question…"), "gate.ask", args),
    ]
    if "hold" in offered:
        found.append(Button(words.t("Put on hold…"), "gate.hold", args))
    if "stop" in offered:
        found.append(Button(words.t("Stop the project…"), "gate.stop", args, "danger"))
    return tuple(found)


def _sure(scene: Scene, gate: int) -> Confirm:
    words = scene.words
    text = words.t("The decision is kept with your name, and the next step begins.")
    if scene.playbook.phase(gate).gate.groups:
        text = words.t(
            "Your approval is kept with your name. The gate is passed when every group has approved."
        )
    return Confirm(
        words.t("Approve gate {n}?", n=words.number(gate)), text, words.t("Approve"), words.t("Not yet")
    )
