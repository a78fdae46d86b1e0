"""Where in its days a phase is: its heading, its day, its stage."""

from __future__ import annotations

from bot.playbooks.model import Phase, Stage
from bot.project import plan
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.words import inside


def heading(scene: Scene, phase: Phase) -> str:
    """Return "Phase 1, problem definition and data audit · day 8 of 15"."""
    words = scene.words
    title = words.t(phase.title)
    name = words.t("Phase {n}, {title}", n=words.number(phase.number), title=inside(title))
    return f"{name} · {_day(scene, phase)}"


def _day(scene: Scene, phase: Phase) -> str:
    words, project = scene.words, scene.project
    if project.imported and phase.number < project.imported.phase:
        return words.t("passed on paper")
    if phase.number < project.phase or project.status == "live":
        return words.t("passed")
    day, length = phase_day(scene, phase), phase.last_day - phase.first_day + 1
    if day < 1:
        starts = plan.phase_plan(project, scene.playbook, phase.number).starts_on
        return words.t("starts {day}", day=look.day(scene, starts))
    if day > length:
        return words.t("day {day}, planned for {length}", day=words.number(day), length=words.number(length))
    return words.t("day {day} of {length}", day=words.number(day), length=words.number(length))


def phase_day(scene: Scene, phase: Phase) -> int:
    """Return the day within a phase, 1 on its first; days on which the clock stood do not count."""
    begin = plan.phase_plan(scene.project, scene.playbook, phase.number).starts_on
    day = plan.project_day
    return day(scene.project, look.today(scene)) - day(scene.project, begin) + 1


def stage_now(scene: Scene, phase: Phase) -> Stage | None:
    """Return the stage that a phase is in by its day; the last one once its days are over."""
    day = phase.first_day + max(phase_day(scene, phase), 1) - 1
    begun = [stage for stage in phase.stages if stage.first_day <= day]
    return begun[-1] if begun else (phase.stages[0] if phase.stages else None)
