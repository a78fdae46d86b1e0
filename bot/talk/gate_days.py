"""On which day a gate falls, in words: planned, moved against the first plan, or over."""

from __future__ import annotations

from datetime import date

from bot.project import plan, readiness
from bot.project.forecast import forecast
from bot.project.stalled import phase_over
from bot.talk import look
from bot.talk.gate_words import against_plan
from bot.talk.scene import Scene
from bot.talk.signs import project_sign


def standing(scene: Scene) -> tuple[str, str]:
    """Return the sign and the word of where a project stands; one that runs late, or has red items, is not fine."""
    if scene.project.status != "running":
        return project_sign(scene.project.status, scene.words)
    doubt = _doubt(scene)
    return ("▲", doubt) if doubt else project_sign("running", scene.words)


def _doubt(scene: Scene) -> str:
    """Return why a project that runs is not fine, the gravest reason only; "" where it is."""
    words, phase = scene.words, look.phase(scene)
    if is_over(scene):
        gate, days = words.number(scene.project.phase), days_over(scene)
        return words.plural(
            "gate {gate} is {n} day overdue", "gate {gate} is {n} days overdue", days, gate=gate
        )
    expected = _expected(scene)
    if expected and expected > plan.gate_on(scene.project, scene.playbook, scene.project.phase):
        return words.t("running, later than planned")
    if readiness.counts(scene.project, scene.playbook, phase).not_ready:
        return words.t("running, something is not ready")
    late = sum(look.is_overdue(scene, item) for item in look.missing(scene))
    return words.plural("running, {n} item overdue", "running, {n} items overdue", late) if late else ""


def is_over(scene: Scene) -> bool:
    """Tell whether the day of the current gate is over while the clock runs."""
    return phase_over(scene.project, scene.playbook, look.today(scene))


def days_over(scene: Scene) -> int:
    """Return for how many days the current gate has been overdue."""
    return (look.today(scene) - plan.gate_on(scene.project, scene.playbook, scene.project.phase)).days


def gate_day(scene: Scene, number: int, *, brief: bool = False) -> str:
    """Return "planned for Wed 15 Apr, 6 days later than planned", or what has become of that plan.

    `brief` is without a forecast: for what is read beside other things.
    """
    words, project = scene.words, scene.project
    on = plan.gate_on(project, scene.playbook, number)
    day = look.day(scene, on)
    if on < _clock_at(scene) or project.status == "stopped":
        said = words.t("was planned for {day}", day=day)
    elif plan.phase_plan(project, scene.playbook, number).days_late:
        said = words.t("planned for {day}, {compared}", day=day, compared=against_plan(scene, number))
    else:
        said = words.t("planned for {day}", day=day)
    return "; ".join(part for part in (said, _but(scene, number, on, brief)) if part)


def _but(scene: Scene, number: int, on: date, brief: bool) -> str:
    """Return what makes a planned day doubtful; "" where nothing does."""
    words, project = scene.words, scene.project
    if project.status in ("held", "halted"):
        stands = on >= _clock_at(scene)
        return words.t("moves by as long as the clock stands") if stands else ""
    if number > project.phase and is_over(scene):
        gate = words.number(project.phase)
        return words.t("planned anew once gate {gate} is decided", gate=gate)
    if number != project.phase:
        return ""
    over = words.plural("{n} day overdue", "{n} days overdue", days_over(scene)) if is_over(scene) else ""
    expected = None if brief else _expected(scene)
    said = words.t("forecast for {day}", day=look.day(scene, expected)) if expected and expected > on else ""
    return ", ".join(part for part in (over, said) if part)


def _expected(scene: Scene) -> date | None:
    """Return for when the current gate is forecast; None where all is ready, and no pace matters any more."""
    found = readiness.counts(scene.project, scene.playbook, look.phase(scene))
    if found.ready == found.total:
        return None
    return forecast(scene.project, scene.playbook, look.today(scene))


def _clock_at(scene: Scene) -> date:
    """Return the day at which the project's clock stands: today, or when it was halted."""
    last = scene.project.pauses[-1] if scene.project.pauses else None
    return last.since if last and not last.until else look.today(scene)


def moved_by_pause(scene: Scene, stood: int) -> str:
    """Return what the last stretch in which the clock stood, of so many days, did to the current gate's day."""
    words, project = scene.words, scene.project
    on = plan.gate_on(project, scene.playbook, project.phase)
    known = {"gate": words.number(project.phase), "day": look.day(scene, on)}
    if on < look.today(scene):
        return words.t("Gate {gate} was planned for {day}.", **known)
    before = plan.gate_before_pause(project, scene.playbook)
    compared = against_plan(scene, project.phase)
    if before != on:
        return words.t(
            "Gate {gate} moves from {before} to {day}, {compared}.",
            before=look.day(scene, before),
            compared=compared,
            **known,
        )
    if not stood:
        return words.t("Gate {gate} stays on {day}, {compared}.", compared=compared, **known)
    return words.t(
        "Gate {gate} stays on {day}, {compared}: days off make up for the time lost.",
        compared=compared,
        **known,
    )
