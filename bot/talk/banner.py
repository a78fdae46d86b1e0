"""What a project waits for or stands at, in a line or two above its checklist."""

from __future__ import annotations

from collections.abc import Callable

from bot.project.readiness import verdict, with_status
from bot.project.since import sent_back
from bot.project.state import Status
from bot.talk import look
from bot.talk.card import Button, Text
from bot.talk.gate_words import items_named
from bot.talk.paused_words import why
from bot.talk.scene import Scene
from bot.talk.signs import SENT_BACK, project_sign
from bot.talk.values import shorten

#: characters of a reason in a line
LONG = 300


def banner(scene: Scene) -> tuple[Text, ...]:
    """Return what the project's status means now; nothing while it simply runs.

    A gate that was sent back is not simply running.
    """
    text = _text(scene)
    extra = _threshold(scene)
    return tuple(Text(line, "strong") for line in (text, extra) if line)


def _text(scene: Scene) -> str:
    status = scene.project.status
    if status == "running":
        return sent_back_line(scene)
    sign, _ = project_sign(status, scene.words)
    return f"{sign} {_SAID[status](scene, look.day_of(scene, scene.project.status_since))}"


def sent_back_line(scene: Scene) -> str:
    """Return who sent the gate back, when and why, until it is asked for again; "" where nobody did."""
    words, last = scene.words, sent_back(scene.project)
    if last is None:
        return ""
    known = {
        "n": words.number(last.gate),
        "person": look.who(scene, last.by),
        "day": look.day_of(scene, last.at),
    }
    head = words.t("Gate {n} was sent back by {person}, {day}.", **known)
    if last.reason:
        quoted = words.quoted(shorten(" ".join(last.reason.split()), LONG))
        head = words.t("Gate {n} was sent back by {person}, {day}: {reason}", reason=quoted, **known)
    return f"{SENT_BACK} {head}"


def _waiting(scene: Scene, since: str) -> str:
    people = look.people(scene, look.awaited(scene))
    gate = scene.words.number(scene.project.phase)
    return scene.words.t("Gate {n} waits for {people} since {day}.", n=gate, people=people, day=since)


def _paused(scene: Scene, since: str) -> str:
    project = scene.project
    return why(scene) or scene.words.t(
        "The request for gate {n} is paused: {items} changed. {lead} can ask again.",
        n=scene.words.number(project.phase),
        items=items_named(scene, project.request.paused_by if project.request else ()),
        lead=look.who(scene, project.lead),
    )


def _deciding(scene: Scene, since: str) -> str:
    return scene.words.t(
        "{n} iterations so far. {sponsor} is asked since {day} whether to continue, re-scope or stop.",
        n=scene.words.number(scene.project.iterations),
        sponsor=look.who(scene, scene.project.sponsor),
        day=since,
    )


def _held(scene: Scene, since: str) -> str:
    return scene.words.t(
        "On hold since {day}, by {person}: {reason}. The clock is paused.",
        day=since,
        person=look.who(scene, scene.project.status_by),
        reason=scene.project.status_reason.rstrip("."),
    )


def _stopped(scene: Scene, since: str) -> str:
    return scene.words.t(
        "Stopped on {day} by {person}: {reason}.",
        day=since,
        person=look.who(scene, scene.project.status_by),
        reason=scene.project.status_reason.rstrip("."),
    )


def _live(scene: Scene, since: str) -> str:
    on = scene.project.went_live_on
    return scene.words.t("Live since {day}.", day=look.day(scene, on) if on else since)


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


_SAID: dict[Status, Callable[[Scene, str], str]] = {
    "waiting": _waiting,
    "paused": _paused,
    "deciding": _deciding,
    "held": _held,
    "halted": _halted,
    "stopped": _stopped,
    "live": _live,
}


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
