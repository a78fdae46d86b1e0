"""All items of a phase with their values: what a gate rests on."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.project import plan
from bot.talk import look
from bot.talk.brief import detail
from bot.talk.card import Button, Buttons, Card, Divider, Heading, ItemRow, Part, Text
from bot.talk.gate_words import counted, worth
from bot.talk.item_buttons import MOST, more, next_step
from bot.talk.scene import Scene
from bot.talk.signs import item_sign


def evidence(scene: Scene, gate: int) -> Card:
    """Return what the gate of a phase rests on, its checklist first, then the steps."""
    words, phase = scene.words, scene.playbook.phase(gate)
    head = words.t("Evidence for gate {n} · {project}", n=words.number(gate), project=look.title(scene))
    condition = words.t("The gate asks: {condition}.", condition=words.t(phase.gate.condition))
    day = look.day(scene, plan.gate_on(scene.project, scene.playbook, gate))
    facts = words.t("{counts} · gate planned for {day}", counts=counted(scene, phase), day=day)
    parts: list[Part] = [Heading(head), Text(condition), Text(facts, "strong")]
    parts += [_row(scene, item) for item in phase.checklist]
    if said := worth(scene):
        parts.append(Text(said))
    for stage in phase.stages:
        title = words.t("Steps: {stage}", stage=words.t(stage.title))
        parts += [Divider(), Text(title, "muted"), *(_row(scene, item) for item in stage.items)]
    history = Button(words.t("History"), "project.history", look.args(scene))
    return Card(f"{head} · {facts}", (*parts, Buttons((history,))))


def _row(scene: Scene, item: Item) -> ItemRow:
    """Return an item on one line: every control stands under "more", to keep the list short."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    details, *rest = more(scene, item)
    first = next_step(scene, item)
    controls = (details, *((first,) if first else ()), *rest)[:MOST]
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, controls)
