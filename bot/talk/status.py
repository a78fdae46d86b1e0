"""Where a project stands: phase, plan, verdict, who is awaited."""

from __future__ import annotations

from bot.playbooks.model import Phase
from bot.project.state import PASSED
from bot.talk import look
from bot.talk.banner import banner, resume_button
from bot.talk.card import Button, Buttons, Card, Fact, Facts, Heading, Part, Text
from bot.talk.condition_words import condition_rows
from bot.talk.gate_days import gate_day, standing
from bot.talk.gate_words import counted, verdict_line, worth
from bot.talk.imported import awaited, paper_button, paper_fact, vouched
from bot.talk.phase_day import heading
from bot.talk.platforms import platform_name
from bot.talk.request_button import request_button
from bot.talk.scene import Scene
from bot.talk.upcoming import next_line
from bot.talk.values import threshold


def status(scene: Scene) -> Card:
    """Return where the project stands."""
    phase = look.phase(scene)
    sign, word = standing(scene)
    head = f"{look.title(scene)} · {sign} {word}"
    parts: list[Part] = [Heading(head), *banner(scene)]
    if scene.project.imported:
        parts.append(Text(awaited(scene) or vouched(scene), "strong" if awaited(scene) else "muted"))
    if scene.project.status not in ("live", "stopped"):
        parts.append(Text(heading(scene, phase)))
        parts.append(Text(f"{counted(scene, phase)} · {verdict_line(scene)}", "strong"))
        parts.append(Text(next_line(scene, phase)))
        parts += condition_rows(scene)
    parts.append(Facts(_facts(scene)))
    if said := worth(scene):
        parts.append(Text(said))
    first = request_button(scene) or resume_button(scene)
    return Card(
        f"{head} · {counted(scene, phase)}", (*parts, Buttons(((first,) if first else ()) + _buttons(scene)))
    )


def _facts(scene: Scene) -> tuple[Fact, ...]:
    words, project = scene.words, scene.project
    found = [
        Fact(words.t("Lead"), look.who(scene, project.lead)),
        Fact(words.t("Sponsor"), look.who(scene, project.sponsor)),
    ]
    found += [_gate(scene, phase) for phase in scene.playbook.phases]
    if project.also:
        where = [platform_name(one.platform) for one in project.channels]
        found.append(Fact(words.t("Channels on"), words.listed(where)))
    if minimum := project.locked.get("minimum"):
        found.append(Fact(words.t("Locked threshold"), threshold(scene, minimum)))
    if project.legal_hold:
        since = words.moment(project.legal_hold.at)
        found.append(
            Fact(words.t("Legal hold"), words.t("since {moment}, nothing may be erased", moment=since))
        )
    if project.iterations:
        found.append(Fact(words.t("Iterations"), words.number(project.iterations)))
    return tuple(found)


def _gate(scene: Scene, phase: Phase) -> Fact:
    """Return when a gate was passed, or when it falls in the current plan."""
    words, project = scene.words, scene.project
    if paper := project.imported and project.imported.of(phase.number):
        return paper_fact(scene, paper)
    label = words.t("Gate {n}", n=words.number(phase.number))
    decided = next((d for d in project.decisions if d.gate == phase.number and d.outcome in PASSED), None)
    if decided:
        by = look.who(scene, decided.by)
        return Fact(label, words.t("✔ approved by {person}, {at}", person=by, at=words.moment(decided.at)))
    return Fact(label, gate_day(scene, phase.number))


def _buttons(scene: Scene) -> tuple[Button, ...]:
    words, args = scene.words, look.args(scene)
    return (
        Button(words.t("Show the checklist"), "project.items", args),
        Button(words.t("Roles"), "project.roles", args),
        Button(words.t("History"), "project.history", args),
        *paper_button(scene),
    )
