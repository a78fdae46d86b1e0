"""The checklist of a phase: the live message in the project's channel."""

from __future__ import annotations

from bot.playbooks.model import Phase
from bot.project.state import PASSED, GateDecision
from bot.talk import look
from bot.talk.banner import banner, resume_button
from bot.talk.card import Button, Buttons, Card, Divider, Heading, Text
from bot.talk.condition_words import condition_rows
from bot.talk.gate_days import gate_day
from bot.talk.gate_words import OUTCOME_SIGNS, counted, outcome, verdict_line
from bot.talk.imported import awaited, countersign_row, paper_button, paper_line, vouched
from bot.talk.item_rows import kept_row, left_behind_rows, row
from bot.talk.paused_words import by_itself
from bot.talk.phase_day import heading
from bot.talk.request_button import ask_again_button, request_button
from bot.talk.scene import Scene
from bot.talk.steps import steps
from bot.talk.upcoming import next_line


def checklist(scene: Scene, number: int = 0) -> Card:
    """Return the checklist of a phase, the current one by default."""
    phase = look.phase(scene, number)
    head = heading(scene, phase)
    if phase.number > scene.project.phase:
        return _not_begun(scene, phase, head)
    if phase.number < scene.project.phase or scene.project.status == "live":
        return _passed(scene, phase, head)
    status = counted(scene, phase)
    if scene.project.status in ("running", "halted", "held"):
        status = f"{status} · {verdict_line(scene)}"
    rows = tuple(row(scene, item) for item in (*look.needed_first(scene), *phase.checklist))
    return Card(
        summary=f"{head} · {look.title(scene)} · {status}",
        parts=(
            Heading(head),
            Text(_facts(scene, phase)),
            *_imported(scene),
            *banner(scene),
            *condition_rows(scene),
            *left_behind_rows(scene),
            Text(status, "strong"),
            *rows,
            *steps(scene, phase),
            Divider(),
            Text(next_line(scene, phase)),
            Buttons(_buttons(scene, phase)),
        ),
    )


def _imported(scene: Scene) -> tuple[Text | Buttons, ...]:
    """Return that earlier gates are from paper, and who vouches for them or is to."""
    waits = awaited(scene)
    said = (Text(vouched(scene), "muted"),) if scene.project.imported else ()
    return (*said, *((Text(waits, "strong"),) if waits else ()), *countersign_row(scene))


def _facts(scene: Scene, phase: Phase) -> str:
    words, project = scene.words, scene.project
    planned = words.t("gate {planned}", planned=gate_day(scene, phase.number, brief=True))
    parts = [
        look.title(scene),
        words.t("lead {person}", person=look.who(scene, project.lead)),
        words.t("sponsor {person}", person=look.who(scene, project.sponsor)),
        planned,
    ]
    return " · ".join(parts)


def _buttons(scene: Scene, phase: Phase) -> tuple[Button, ...]:
    words = scene.words
    main = request_button(scene) or resume_button(scene) or _ask_again(scene)
    usual = (
        Button(words.t("All items and evidence"), "gate.evidence", look.args(scene, g=str(phase.number))),
        Button(words.t("Status"), "project.status", look.args(scene)),
        Button(words.t("Roles"), "project.roles", look.args(scene)),
        Button(words.t("History"), "project.history", look.args(scene)),
        Button(words.t("More…"), "project.menu", look.args(scene)),
    )
    return ((main,) if main else ()) + usual + paper_button(scene)


def _ask_again(scene: Scene) -> Button | None:
    request = scene.project.request
    if scene.project.status != "paused" or request is None or by_itself(scene):
        return None
    return ask_again_button(scene, request)


def _passed(scene: Scene, phase: Phase, head: str) -> Card:
    """Return the checklist of a phase whose gate is passed: what was there, without controls."""
    decision = next((d for d in reversed(scene.project.decisions) if _approval(d, phase)), None)
    decided = f"{OUTCOME_SIGNS['approved']} {outcome(scene, decision)}" if decision else ""
    if paper := scene.project.imported and scene.project.imported.of(phase.number):
        decided = paper_line(scene, paper)
    rows = tuple(kept_row(scene, item) for item in phase.checklist)
    return Card(
        summary=f"{head} · {look.title(scene)}",
        parts=(
            Heading(head),
            Text(look.title(scene)),
            *((Text(decided, "strong"),) if decided else ()),
            *(banner(scene) if phase.number == scene.project.phase else ()),
            Text(counted(scene, phase)),
            *rows,
            Buttons(_buttons(scene, phase)),
        ),
    )


def _not_begun(scene: Scene, phase: Phase, head: str) -> Card:
    """Return the checklist of a phase that began with a decision that was taken back at once."""
    words = scene.words
    text = words.t(
        "This phase has not begun: the decision on gate {n} was taken back.", n=words.number(phase.number - 1)
    )
    return Card(f"{head} · {text}", (Heading(head), Text(look.title(scene)), Text(text)))


def _approval(decision: GateDecision, phase: Phase) -> bool:
    return decision.gate == phase.number and decision.outcome in PASSED
