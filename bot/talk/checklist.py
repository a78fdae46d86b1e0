"""The checklist of a phase: the live message in the project's channel."""

from __future__ import annotations

from bot.playbooks.model import Item, Phase, Stage
from bot.project import plan, readiness
from bot.project.state import GateDecision
from bot.talk import look
from bot.talk.banner import banner, resume_button
from bot.talk.brief import detail, owner
from bot.talk.card import Button, Buttons, Card, Divider, Heading, ItemRow, Part, Text
from bot.talk.gate_words import OUTCOME_SIGNS, against_plan, counted, outcome, verdict_line
from bot.talk.item_buttons import more, next_step
from bot.talk.request_button import request_button
from bot.talk.scene import Scene
from bot.talk.signs import item_sign
from bot.talk.words import inside


def checklist(scene: Scene, number: int = 0) -> Card:
    """Return the checklist of a phase, the current one by default."""
    phase = look.phase(scene, number)
    head = heading(scene, phase)
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
            *banner(scene),
            Text(status, "strong"),
            *rows,
            *_steps(scene, phase),
            Divider(),
            Text(next_line(scene, phase)),
            Buttons(_buttons(scene, phase)),
        ),
    )


def heading(scene: Scene, phase: Phase) -> str:
    """Return "Phase 1, problem definition and data audit · day 8 of 15"."""
    words = scene.words
    title = words.t(phase.title)
    name = words.t("Phase {n}, {title}", n=words.number(phase.number), title=inside(title))
    return f"{name} · {_day(scene, phase)}"


def _day(scene: Scene, phase: Phase) -> str:
    words, project = scene.words, scene.project
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


def _facts(scene: Scene, phase: Phase) -> str:
    words, project = scene.words, scene.project
    gate_on = plan.gate_on(project, scene.playbook, phase.number)
    planned = words.t("gate planned for {day}", day=look.day(scene, gate_on))
    if plan.phase_plan(project, scene.playbook, phase.number).days_late:
        planned = f"{planned}, {against_plan(scene, phase.number)}"
    parts = [
        look.title(scene),
        words.t("lead {person}", person=look.who(scene, project.lead)),
        words.t("sponsor {person}", person=look.who(scene, project.sponsor)),
        planned,
    ]
    return " · ".join(parts)


def row(scene: Scene, item: Item) -> ItemRow:
    """Return the line of an item with its next step."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    return ItemRow(
        sign, word, scene.words.t(item.title), detail(scene, item), next_step(scene, item), more(scene, item)
    )


def short_row(scene: Scene, item: Item) -> ItemRow:
    """Return an item on one line: every control stands under "more", to keep a list short."""
    sign, word = item_sign(look.status(scene, item), scene.words)
    details, *rest = more(scene, item)
    first = next_step(scene, item)
    controls = (details, *((first,) if first else ()), *rest)
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, controls)


def _steps(scene: Scene, phase: Phase) -> tuple[Part, ...]:
    """Return the steps of the stage that the phase is in, and what may be answered early."""
    if scene.project.status == "stopped":
        return ()
    stage = _stage(scene, phase)
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


def _stage(scene: Scene, phase: Phase) -> Stage | None:
    day = phase.first_day + max(phase_day(scene, phase), 1) - 1
    begun = [stage for stage in phase.stages if stage.first_day <= day]
    return begun[-1] if begun else (phase.stages[0] if phase.stages else None)


def _early(scene: Scene, phase: Phase) -> tuple[Item, ...]:
    """Return what later phases let people answer already, as long as it is not answered."""
    day = plan.project_day(scene.project, look.today(scene))
    later = (item for later in scene.playbook.phases[phase.number :] for item in later.items)
    open_ = (item for item in later if item.asked_from and item.asked_from <= day)
    return tuple(item for item in open_ if look.status(scene, item) in ("open", "not_ready"))


def next_line(scene: Scene, phase: Phase) -> str:
    """Return what is next, of whom, by when."""
    words, project = scene.words, scene.project
    found = readiness.counts(project, scene.playbook, phase)
    if project.status in ("stopped", "waiting", "paused", "deciding"):
        return (
            words.t("The history of the project is kept.") if project.status == "stopped" else _awaits(scene)
        )
    if project.status == "held":
        lead, sponsor = look.who(scene, project.lead), look.who(scene, project.sponsor)
        return words.t("Next: {lead} or {sponsor} resumes the project.", lead=lead, sponsor=sponsor)
    if before := look.needed_first(scene):
        return words.t(
            "Next: {item}, waits for {people}. No gate can be requested before.",
            people=look.people(scene, look.signers(scene, before[0].signed_by)),
            item=words.t(before[0].title),
        )
    if found.ready == found.total:
        return words.t(
            "Next: all {total} are ready. {lead} can request the gate.",
            total=words.number(found.total),
            lead=look.who(scene, project.lead),
        )
    stop = readiness.verdict(project, scene.playbook) == "stop"
    wanted = ("not_ready",) if stop else ("open", "not_ready")
    missing = [i for i in phase.checklist if look.status(scene, i) in wanted]
    first = min(missing, key=lambda item: plan.due_on(project, scene.playbook, item))
    next_ = words.t(
        "Next: {item}, {who}, due {day}.",
        item=words.t(first.title),
        who=owner(scene, first),
        day=look.due(scene, first),
    )
    return f"{next_} {_when(scene, phase, found.total)}"


def _when(scene: Scene, phase: Phase, total: int) -> str:
    if phase.gate.verdict == "questions":
        return scene.words.t(
            "The gate is passed when all {n} are answered with yes.", n=scene.words.number(total)
        )
    return scene.words.t("The gate can be requested when all {n} are ready.", n=scene.words.number(total))


def _awaits(scene: Scene) -> str:
    words, project = scene.words, scene.project
    if project.status == "waiting":
        people = look.people(scene, look.approvers(scene, project.phase))
        return words.t(
            "Next: {people} decides. A change to one of these items pauses the request.", people=people
        )
    if project.status == "paused":
        return words.t(
            "Next: {person} looks at the change and asks again.", person=look.who(scene, project.lead)
        )
    return words.t("Next: {person} decides how the project goes on.", person=look.who(scene, project.sponsor))


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
    return ((main,) if main else ()) + usual


def _ask_again(scene: Scene) -> Button | None:
    request = scene.project.request
    if scene.project.status != "paused" or request is None:
        return None
    args = look.gate_args(scene, request.gate, request.round)
    return Button(scene.words.t("Ask again"), "gate.resume", args, "primary")


def _passed(scene: Scene, phase: Phase, head: str) -> Card:
    """Return the checklist of a phase whose gate is passed: what was there, without controls."""
    decision = next((d for d in reversed(scene.project.decisions) if _approval(d, phase)), None)
    decided = f"{OUTCOME_SIGNS['approved']} {outcome(scene, decision)}" if decision else ""
    rows = tuple(_kept(scene, item) for item in phase.checklist)
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


def _approval(decision: GateDecision, phase: Phase) -> bool:
    return decision.gate == phase.number and decision.outcome == "approved"


def _kept(scene: Scene, item: Item) -> ItemRow:
    sign, word = item_sign(look.status(scene, item), scene.words)
    details = Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))
    return ItemRow(sign, word, scene.words.t(item.title), detail(scene, item), None, (details,))
