"""What is next on a project: of whom, by when, and when the gate can be requested."""

from __future__ import annotations

from bot.playbooks.model import Item, Phase
from bot.project import plan, readiness
from bot.project.since import sent_back
from bot.project.state import GateDecision
from bot.talk import look
from bot.talk.brief import owner, second
from bot.talk.imported import awaited
from bot.talk.open_steps import steps_left_now
from bot.talk.paused_words import by_itself
from bot.talk.phase_day import stage_now
from bot.talk.scene import Scene
from bot.talk.since_words import changes
from bot.talk.words import inside


def next_line(scene: Scene, phase: Phase) -> str:
    """Return what is next, of whom, by when."""
    words, project = scene.words, scene.project
    found = readiness.counts(project, scene.playbook, phase)
    if project.status in ("stopped", "waiting", "paused", "deciding"):
        return (
            words.t("The history of the project is kept.") if project.status == "stopped" else _awaits(scene)
        )
    if project.status == "held":
        people = look.either(scene, (project.lead, project.sponsor))
        return words.t("Next: {people} resumes the project.", people=people)
    # While gates from paper are not countersigned the work goes on; only the gate waits.
    if paper := _paper(scene):
        return f"{paper} {_beside(scene, phase, found.ready == found.total)}".strip()
    if before := look.needed_first(scene):
        return words.t(
            "Next: {item}, waits for {people}. No gate can be requested before.",
            people=look.people(scene, look.signers(scene, before[0].signed_by)),
            item=words.t(before[0].title),
        )
    if found.ready == found.total and project.open_conditions:
        return words.t(
            "Next: the conditions above are met. Then {lead} can request the gate.",
            lead=look.who(scene, project.lead),
        )
    if found.ready == found.total and (back := sent_back(project)):
        return _again(scene, back)
    if found.ready == found.total:
        ready = words.t(
            "Next: all {total} are ready. {lead} can request the gate.",
            total=words.number(found.total),
            lead=look.who(scene, project.lead),
        )
        return f"{ready} {steps_left_now(scene, phase)}".strip()
    first = _first(scene, phase)
    next_ = words.t("Next: {item}, {who}, due {day}.", **_said(scene, first))
    return f"{next_} {_when(scene, phase, found.total)}"


def _again(scene: Scene, back: GateDecision) -> str:
    """Return what follows a gate that came back with everything ready: its reason, and then the next request."""
    words = scene.words
    known = {
        "lead": look.who(scene, scene.project.lead),
        "person": look.who(scene, back.by),
        "gate": words.number(back.gate),
    }
    if changed := len(changes(scene, back.gate)):
        return words.plural(
            "Next: {n} item has changed since {person} sent gate {gate} back. {lead} can request it again.",
            "Next: {n} items have changed since {person} sent gate {gate} back. {lead} can request it again.",
            changed,
            **known,
        )
    return words.t(
        "Next: {lead} sees to the reason for which {person} sent gate {gate} back, then requests it again. "
        "No item has changed since then.",
        **known,
    )


def _paper(scene: Scene) -> str:
    """Return what opens the gates of a project that came in under way; "" once they are open."""
    words, project = scene.words, scene.project
    if not awaited(scene) or project.imported is None:
        return ""
    sponsor = look.who(scene, project.sponsor)
    if project.imported.refused_by:
        lead = look.who(scene, project.lead)
        return words.t("Next: {lead} corrects the gates from paper.", lead=lead)
    if items := look.needed_first(scene):
        first = min(items, key=lambda item: plan.due_on(project, scene.playbook, item))
        return words.t(
            "Next: {item}, {who}, due {day}. Then {sponsor} countersigns the gates from paper.",
            sponsor=sponsor,
            **_said(scene, first),
        )
    return words.t("Next: {sponsor} countersigns the gates from paper.", sponsor=sponsor)


def _beside(scene: Scene, phase: Phase, ready: bool) -> str:
    """Return what the team can do while the gates from paper wait; "" when its checklist is ready."""
    if ready:
        return ""
    return scene.words.t("Meanwhile: {item}, {who}, due {day}.", **_said(scene, _first(scene, phase)))


def _first(scene: Scene, phase: Phase) -> Item:
    """Return what is due first of what is missing; of what must be mended first while the verdict is to stop."""
    if readiness.verdict(scene.project, scene.playbook) == "stop":
        missing = [item for item in phase.checklist if look.status(scene, item) == "not_ready"]
    else:
        every = (*phase.checklist, *_steps(scene, phase))
        missing = [item for item in every if look.status(scene, item) in ("open", "not_ready")]
    return min(missing, key=lambda item: plan.due_on(scene.project, scene.playbook, item))


def _steps(scene: Scene, phase: Phase) -> tuple[Item, ...]:
    """Return the steps of the stage that the phase is in, and of those to come; a stage that is over is not next."""
    now = stage_now(scene, phase)
    ahead = phase.stages[phase.stages.index(now) :] if now else ()
    return tuple(item for stage in ahead for item in stage.items)


def _said(scene: Scene, item: Item) -> dict[str, str]:
    return {
        "item": scene.words.t(item.title),
        "who": second(scene, item) or owner(scene, item),
        "day": look.due(scene, item),
    }


def _when(scene: Scene, phase: Phase, total: int) -> str:
    if phase.gate.verdict == "questions":
        return scene.words.t(
            "The gate is passed when all {n} are answered with yes.", n=scene.words.number(total)
        )
    return scene.words.t("The gate can be requested when all {n} are ready.", n=scene.words.number(total))


def _awaits(scene: Scene) -> str:
    words, project = scene.words, scene.project
    if project.status == "waiting":
        people = look.people(scene, look.awaited(scene))
        return words.t(
            "Next: {people} decides. A change to one of these items pauses the request.", people=people
        )
    if project.status == "paused":
        if then := by_itself(scene):
            return words.t("Next: {then}", then=inside(then))
        return words.t(
            "Next: {person} looks at the change and asks again.", person=look.who(scene, project.lead)
        )
    return words.t("Next: {person} decides how the project goes on.", person=look.who(scene, project.sponsor))
