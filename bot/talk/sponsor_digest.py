"""The sponsor's week: a line for each project, what a delay costs, and the next decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.project import plan
from bot.project.forecast import forecast
from bot.talk import look
from bot.talk.card import Card, Fact, Facts, Heading, Part, Text
from bot.talk.gate_days import standing
from bot.talk.gate_words import WEEKS, about, counted
from bot.talk.pace import pace
from bot.talk.scene import Scene
from bot.talk.words import Words


def sponsor_digest(words: Words, scenes: Sequence[Scene]) -> Card:
    """Return the message to a sponsor over their projects; the scenes are drawn for them.

    It greets nobody: on the same morning another message may say what waits for them.
    """
    head = words.plural("Your project this week", "Your {n} projects this week", len(scenes))
    parts: list[Part] = [Heading(head)]
    for scene in scenes:
        parts += [Text(_state(scene), "strong"), Text(_plan(scene))]
    if dated := sorted((entry for scene in scenes for entry in _next(scene)), key=lambda entry: entry[0]):
        parts.append(Text(words.t("Your next decisions"), "strong"))
        parts.append(Facts(tuple(fact for _, fact in dated)))
    return Card(head, tuple(parts), words.rest())


def _state(scene: Scene) -> str:
    """Return "Line 3 downtime · ✔ running · phase 2 · 3 of 5 ready"."""
    words, phase = scene.words, look.phase(scene)
    sign, word = standing(scene)
    parts = [look.title(scene), f"{sign} {word}"]
    if scene.project.status not in ("live", "stopped"):
        parts += [words.t("phase {n}", n=words.number(phase.number)), counted(scene, phase)]
    return " · ".join(parts)


def _plan(scene: Scene) -> str:
    expected, gate_on = _days(scene)
    parts = [pace(scene, expected, gate_on), _delay(scene, expected, gate_on)]
    return " ".join(part for part in parts if part)


def _days(scene: Scene) -> tuple[date | None, date]:
    project, playbook = scene.project, scene.playbook
    return forecast(project, playbook, look.today(scene)), plan.gate_on(project, playbook, project.phase)


def _delay(scene: Scene, expected: date | None, gate_on: date) -> str:
    """Return what a week of delay costs, and the delay so far, by the estimate of the lead."""
    words, project = scene.words, scene.project
    yearly = Decimal(project.charter.get("yearly_value", "") or 0)
    if not yearly or project.status in ("live", "stopped"):
        return ""
    lead = look.who(scene, project.lead)
    week = words.money(about(yearly / WEEKS))
    said = words.t("{lead}'s estimate: {week} for each week of delay.", lead=lead, week=week)
    baseline = plan.phase_plan(project, scene.playbook, project.phase).baseline_gate_on
    late = (max(gate_on, expected or gate_on) - baseline).days
    if late <= 0:
        return said
    cost = words.money(about(yearly / 365 * late))
    so_far = words.plural(
        "This gate is expected {n} day later than first planned: about {cost}.",
        "This gate is expected {n} days later than first planned: about {cost}.",
        late,
        cost=cost,
    )
    return f"{said} {so_far}"


def _next(scene: Scene) -> list[tuple[date, Fact]]:
    """Return the next decision of a project, with its day."""
    words, project = scene.words, scene.project
    if project.status in ("live", "stopped"):
        return []
    today, (expected, gate_on) = look.today(scene), _days(scene)
    label = words.t("Gate {n} · {project}", n=words.number(project.phase), project=look.title(scene))
    if project.status == "waiting" and project.request:
        since = look.day_of(scene, project.request.at)
        return [(today, Fact(label, words.t("waits for you since {day}", day=since)))]
    if project.status == "deciding":
        label = words.t("{project} · how does it go on?", project=look.title(scene))
        since = look.day_of(scene, project.status_since)
        return [(today, Fact(label, words.t("waits for you since {day}", day=since)))]
    if project.status in ("held", "halted"):
        return []
    if expected is None:
        # No pace to judge by: only the plan is known.
        planned = look.day(scene, gate_on)
        said = words.t("planned for {day}", day=planned)
        if gate_on < today:
            said = words.t("was planned for {day}", day=planned)
        return [(max(gate_on, today), Fact(label, said))]
    return [(expected, Fact(label, words.t("expected {day}", day=look.day(scene, expected))))]
