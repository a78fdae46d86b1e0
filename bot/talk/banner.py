"""What a project waits for or stands at, in a line or two above its checklist."""

from __future__ import annotations

from bot.project.readiness import verdict, with_status
from bot.talk import look
from bot.talk.card import Button, Text
from bot.talk.gate_words import items_named
from bot.talk.scene import Scene


def banner(scene: Scene) -> tuple[Text, ...]:
    """Return what the project's status means now; nothing while it simply runs."""
    text = _text(scene)
    extra = _threshold(scene)
    return tuple(Text(line, "strong") for line in (text, extra) if line)


def _text(scene: Scene) -> str:
    words, project = scene.words, scene.project
    since = look.day_of(scene, project.status_since)
    by = look.who(scene, project.status_by)
    match project.status:
        case "running":
            return ""
        case "waiting":
            return "○ " + words.t(
                "Gate {n} waits for {people} since {day}.",
                n=words.number(project.phase),
                people=look.people(scene, look.approvers(scene, project.phase)),
                day=since,
            )
        case "paused":
            items = items_named(scene, project.request.paused_by if project.request else ())
            return "⏸ " + words.t(
                "The request for gate {n} is paused: {items} changed. {lead} can ask again.",
                n=words.number(project.phase),
                items=items,
                lead=look.who(scene, project.lead),
            )
        case "deciding":
            return "○ " + words.t(
                "{n} iterations so far. {sponsor} is asked since {day} whether to continue, re-scope or stop.",
                n=words.number(project.iterations),
                sponsor=look.who(scene, project.sponsor),
                day=since,
            )
        case "held":
            return "⏸ " + words.t(
                "On hold since {day}, by {person}: {reason}. The clock is paused.",
                day=since,
                person=by,
                reason=project.status_reason.rstrip("."),
            )
        case "halted":
            return "⏸ " + _halted(scene, since)
        case "stopped":
            return "✖ " + words.t(
                "Stopped on {day} by {person}: {reason}.",
                day=since,
                person=by,
                reason=project.status_reason.rstrip("."),
            )
        case "live":
            return "✔ " + words.t(
                "Live since {day}.",
                day=look.day(scene, project.went_live_on) if project.went_live_on else since,
            )


def _halted(scene: Scene, since: str) -> str:
    words, project = scene.words, scene.project
    red = with_status(project, scene.playbook, "not_ready")
    lead = look.who(scene, project.lead)
    if verdict(project, scene.playbook) != "stop":
        return words.t("Halted since {day}. {lead} can resume the project now.", day=since, lead=lead)
    return words.t(
        "Halted since {day}: {n} items are not ready. "
        "Once at most {allowed} are not ready, {lead} can resume the project.",
        day=since,
        n=words.number(len(red)),
        allowed=words.number(look.phase(scene).gate.red_allowed),
        lead=lead,
    )


def _threshold(scene: Scene) -> str:
    if scene.project.new_threshold is None:
        return ""
    return "▲ " + scene.words.t(
        "A changed threshold waits for {sponsor}'s signature. Until then the locked one counts.",
        sponsor=look.who(scene, scene.project.sponsor),
    )


def resume_button(scene: Scene) -> Button | None:
    """Return the button that lets the clock run again, where it may."""
    project = scene.project
    if project.status == "held" or (
        project.status == "halted" and verdict(project, scene.playbook) != "stop"
    ):
        return Button(scene.words.t("Resume the project"), "project.resume", look.args(scene), "primary")
    return None
