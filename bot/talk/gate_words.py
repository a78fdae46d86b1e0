"""What is said about a gate: its plan, its verdict, what approving it brings, and how a round ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.playbooks.model import Phase
from bot.project import plan, readiness
from bot.project.state import GateDecision, Meeting
from bot.talk import look
from bot.talk.brief import kpi_line, value
from bot.talk.platforms import SHORT
from bot.talk.scene import Scene
from bot.talk.signs import verdict_sign
from bot.talk.values import threshold
from bot.talk.words import N_

#: a yearly estimate is shown for a week of delay, too
WEEKS = 52


def counted(scene: Scene, phase: Phase) -> str:
    """Return "5 of 9 ready, 1 of them flagged · 1 not ready · 3 open"."""
    words, found = scene.words, readiness.counts(scene.project, scene.playbook, phase)
    total = words.number(found.total)
    ready = words.plural("{n} of {total} ready", "{n} of {total} ready", found.ready, total=total)
    if found.flagged:
        ready += words.plural(", {n} of them flagged", ", {n} of them flagged", found.flagged)
    parts = [ready]
    if found.not_ready:
        parts.append(words.plural("{n} not ready", "{n} not ready", found.not_ready))
    if found.open:
        parts.append(words.plural("{n} open", "{n} open", found.open))
    if found.imported:
        parts.append(words.plural("{n} imported", "{n} imported", found.imported))
    return " · ".join(parts)


def verdict_line(scene: Scene) -> str:
    """Return "verdict so far: ▲ fix and recheck"."""
    sign, word = verdict_sign(readiness.verdict(scene.project, scene.playbook), scene.words)
    return scene.words.t("verdict so far: {sign} {verdict}", sign=sign, verdict=word)


def against_plan(scene: Scene, number: int, on: date | None = None) -> str:
    """Return "as planned", "6 days later than planned" or "2 days earlier than planned"."""
    found = plan.phase_plan(scene.project, scene.playbook, number)
    late = (on - found.baseline_gate_on).days if on else found.days_late
    words = scene.words
    if not late:
        return words.t("as planned")
    if late > 0:
        return words.plural("{n} day later than planned", "{n} days later than planned", late)
    return words.plural("{n} day earlier than planned", "{n} days earlier than planned", -late)


def worth(scene: Scene) -> str:
    """Return what the project is worth: its KPI, and the lead's estimate with the cost of a week of delay."""
    words = scene.words
    parts = [line] if (line := kpi_line(scene)) else []
    yearly = scene.project.charter.get("yearly_value", "")
    if yearly and Decimal(yearly):
        parts.append(
            words.t(
                "{lead}'s estimate: about {yearly} a year, {week} for each week of delay",
                lead=look.who(scene, scene.project.lead),
                yearly=words.money(yearly),
                week=words.money(about(Decimal(yearly) / WEEKS)),
            )
        )
    return words.t("Worth: {worth}.", worth="; ".join(parts)) if parts else ""


def about(amount: Decimal) -> Decimal:
    """Round an estimate: to hundreds from a thousand on."""
    step = Decimal(100) if amount >= 1000 else Decimal(1)
    return (amount / step).quantize(Decimal(1)) * step


def if_approved(scene: Scene, number: int) -> str:
    """Return what approving a gate today brings, and what it locks."""
    gate = scene.playbook.phase(number).gate
    parts = [_then(scene, number)]
    if gate.goes_live:
        parts.append(scene.words.t("The approval is the permission to go live."))
    item, _, field = gate.locks.get("minimum", ".").partition(".")
    if minimum := scene.project.item(item).values.get(field, ""):
        parts.append(_locks(scene, threshold(scene, minimum)))
    return " ".join(parts)


def _locks(scene: Scene, locked: str) -> str:
    words, sponsor = scene.words, scene.project.sponsor
    if scene.reader == sponsor:
        return words.t('Later changes to the threshold "{threshold}" need your signature.', threshold=locked)
    return words.t(
        'Later changes to the threshold "{threshold}" need the signature of {sponsor}.',
        threshold=locked,
        sponsor=look.who(scene, sponsor),
    )


def _then(scene: Scene, number: int) -> str:
    words = scene.words
    if scene.playbook.phase(number).gate.finishes:
        return words.t("Once it is approved, the project is live and is looked after from then on.")
    starts = plan.next_phase_start(scene.project, look.today(scene))
    known = {
        "n": words.number(number + 1),
        "day": look.day(scene, starts),
        "compared": start_compared(scene, number + 1, starts),
    }
    if scene.reader in look.approvers(scene, number) and not scene.playbook.phase(number).gate.groups:
        return words.t("If you approve today, phase {n} starts {day}, {compared}.", **known)
    return words.t("If it is approved today, phase {n} starts {day}, {compared}.", **known)


def start_compared(scene: Scene, number: int, starts: date) -> str:
    """Compare a phase's start with the baseline, both as the working day on which people would begin."""
    words = scene.words
    gate_on = plan.phase_plan(scene.project, scene.playbook, number - 1).baseline_gate_on
    planned = plan.after_decision(gate_on, scene.project.region)
    late = (starts - planned).days
    if not late:
        return words.t("as planned")
    if late > 0:
        return words.plural("{n} day later than planned", "{n} days later than planned", late)
    return words.plural("{n} day earlier than planned", "{n} days earlier than planned", -late)


_OUTCOMES = {
    "approved": N_("Gate {n} approved"),
    "conditional": N_("Gate {n} approved with conditions"),
    "held": N_("Gate {n}: put on hold"),
    "stopped": N_("Gate {n}: the project is stopped"),
    "sent_back": N_("Gate {n} sent back"),
    "iterated": N_("Gate {n}: another iteration"),
    "withdrawn": N_("Gate {n}: request withdrawn"),
}
OUTCOME_SIGNS = {
    "approved": "✔",
    "conditional": "✔",
    "held": "⏸",
    "stopped": "✖",
    "sent_back": "✖",
    "iterated": "✖",
    "withdrawn": "–",
}


def outcome(scene: Scene, decision: GateDecision) -> str:
    """Return "Gate 1 approved · Ana Ruiz, Fri 13 Mar 14:02, in Teams"."""
    words = scene.words
    head = words.t(_OUTCOMES[decision.outcome], n=words.number(decision.gate))
    who = look.full_name(scene, decision.by)
    if decision.stands_for:
        who = words.t("{person} for {away}", person=who, away=look.full_name(scene, decision.stands_for))
    if decision.meeting:
        who = _elsewhere(scene, decision, decision.meeting)
    # The clock has no name.
    by = f"{who}, {words.moment(decision.at)}" if decision.by else words.moment(decision.at)
    platform = SHORT.get(decision.platform, "")
    where = words.t("{who}, in {platform}", who=by, platform=platform) if platform else by
    return f"{head} · {where}"


def _elsewhere(scene: Scene, decision: GateDecision, meeting: Meeting) -> str:
    """Return "decided in a meeting on Tue 10 Mar, recorded by Mia Kurz, confirmed by Ana Ruiz"."""
    words = scene.words
    seats = [(vote.by, vote.stands_for) for vote in decision.votes if vote.confirms == meeting.id]
    names = [
        words.t("{person} for {away}", person=look.full_name(scene, by), away=look.full_name(scene, away))
        if away
        else look.full_name(scene, by)
        for by, away in seats or [(decision.by, decision.stands_for)]
    ]
    return words.t(
        "decided in a meeting on {day}, recorded by {recorder}, confirmed by {people}",
        day=look.day(scene, meeting.held_on),
        recorder=look.full_name(scene, meeting.by),
        people=words.listed(names),
    )


def items_named(scene: Scene, keys: tuple[str, ...]) -> str:
    """Return items by their titles in quotation marks, as a list in a sentence."""
    words = scene.words
    return words.listed([words.quoted(words.t(scene.playbook.item(key).title)) for key in keys])


def flagged(scene: Scene, phase: Phase) -> str:
    """Return "All nine items are ready. One is flagged: 8 months, 12 preferred." in numbers."""
    words, found = scene.words, readiness.counts(scene.project, scene.playbook, phase)
    parts = [
        words.t(
            "{ready} of {total} items are ready.",
            ready=words.number(found.ready),
            total=words.number(found.total),
        )
    ]
    if found.ready == found.total:
        parts = [words.t("All {n} items are ready.", n=words.number(found.total))]
        if phase.gate.verdict == "questions":
            parts = [words.t("All {n} questions are answered with yes.", n=words.number(found.total))]
    marked = [item for item in phase.checklist if look.status(scene, item) == "flagged"]
    if marked:
        names = words.listed([f"{words.t(item.title)} ({value(scene, item)})" for item in marked])
        parts.append(
            words.plural("{n} is flagged: {items}.", "{n} are flagged: {items}.", len(marked), items=names)
        )
    return " ".join(parts)


def heading(scene: Scene, number: int) -> str:
    """Return "Gate 1 · Line 3 downtime"."""
    return scene.words.t("Gate {n} · {project}", n=scene.words.number(number), project=look.title(scene))
