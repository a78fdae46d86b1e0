"""The steps of the stage that a phase is in, and what may be answered early."""

from __future__ import annotations

from bot.playbooks.model import Item, Phase
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
    if not items and not early:
        return ()
    first = scene.words.t("Steps of this stage: {stage}", stage=scene.words.t(stage.title)) if stage else ""
    parts: list[Part] = [Divider()]
    if items:
        parts += [Text(first, "muted"), *(row(scene, item) for item in items)]
    if early:
        parts += [
            Text(scene.words.t("Can be answered early"), "muted"),
            *(short_row(scene, item) for item in early),
        ]
    return tuple(parts)


def _early(scene: Scene, phase: Phase) -> tuple[Item, ...]:
    """Return what later phases let people answer already, as long as it is not answered."""
    day = plan.project_day(scene.project, look.today(scene))
    later = (item for later in scene.playbook.phases[phase.number :] for item in later.items)
    open_ = (item for item in later if item.asked_from and item.asked_from <= day)
    return tuple(item for item in open_ if look.status(scene, item) in ("open", "not_ready"))
