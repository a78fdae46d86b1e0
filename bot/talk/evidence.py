"""All items of a phase with their values: what a gate rests on."""

from __future__ import annotations

from bot.project.rounds import PASSED
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Divider, Heading, Part, Text
from bot.talk.gate_days import gate_day
from bot.talk.gate_words import counted, worth
from bot.talk.imported import paper_line
from bot.talk.item_rows import short_row
from bot.talk.scene import Scene


def evidence(scene: Scene, gate: int) -> Card:
    """Return what the gate of a phase rests on, its checklist first, then the steps."""
    words, phase = scene.words, scene.playbook.phase(gate)
    head = words.t("Evidence for gate {n} · {project}", n=words.number(gate), project=look.title(scene))
    condition = words.t("The gate asks: {condition}.", condition=words.t(phase.gate.condition))
    facts = counted(scene, phase)
    if not any(each.gate == gate and each.outcome in PASSED for each in scene.project.decisions):
        facts = f"{facts} · {words.t('gate {planned}', planned=gate_day(scene, gate, brief=True))}"
    if paper := scene.project.imported and scene.project.imported.of(gate):
        facts = f"{counted(scene, phase)} · {paper_line(scene, paper)}"
    parts: list[Part] = [Heading(head), Text(condition), Text(facts, "strong")]
    parts += [short_row(scene, item) for item in phase.checklist]
    if said := worth(scene):
        parts.append(Text(said))
    for stage in phase.stages:
        title = words.t("Steps: {stage}", stage=words.t(stage.title))
        parts += [Divider(), Text(title, "muted"), *(short_row(scene, item) for item in stage.items)]
    history = Button(words.t("History"), "project.history", look.args(scene))
    return Card(f"{head} · {facts}", (*parts, Buttons((history,))), scene.words.rest())
