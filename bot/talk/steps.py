"""The steps of the stage that a phase is in, and what may be answered early."""

from __future__ import annotations

from bot.playbooks.model import Item, Phase, Stage
from bot.project import plan
from bot.talk import look
from bot.talk.card import Divider, Part, Text
from bot.talk.item_rows import row, short_row
from bot.talk.phase_day import stage_now
from bot.talk.scene import Scene


def steps(scene: Scene, phase: Phase) -> tuple[Part, ...]:
    """Return the steps of the stage that the phase is in, and what may be answered early."""
    if scene.project.status == "stopped":
        return ()
    stage = stage_now(scene, phase)
    early = _early(scene, phase)
    items = stage.items if stage else ()
    late = _left_over(scene, phase, stage) if stage else ()
    if not items and not early:
        return ()
    first = scene.words.t("Steps of this stage: {stage}", stage=scene.words.t(stage.title)) if stage else ""
    parts: list[Part] = [Divider()]
    if items:
        parts += [Text(first, "muted"), *(row(scene, item) for item in items)]
    if late:
        parts += [
            Text(scene.words.t("Still open from earlier stages"), "muted"),
            *(short_row(scene, item) for item in late),
        ]
    if early:
        parts += [
            Text(scene.words.t("Can be answered early"), "muted"),
            *(short_row(scene, item) for item in early),
        ]
    return tuple(parts)


def _left_over(scene: Scene, phase: Phase, stage: Stage) -> tuple[Item, ...]:
    """Return the steps of earlier stages that are not done: they do not vanish when their stage ends."""
    before = phase.stages[: phase.stages.index(stage)]
    found = (item for one in before for item in one.items)
    return tuple(item for item in found if look.status(scene, item) in ("open", "not_ready"))


def _early(scene: Scene, phase: Phase) -> tuple[Item, ...]:
    """Return what later phases let people answer already, as long as it is not answered."""
    day = plan.project_day(scene.project, look.today(scene))
    later = (item for later in scene.playbook.phases[phase.number :] for item in later.items)
    open_ = (item for item in later if item.asked_from and item.asked_from <= day)
    return tuple(item for item in open_ if look.status(scene, item) in ("open", "not_ready"))
