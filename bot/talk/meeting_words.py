"""What a meeting decided, as the lead recorded it: shown while it waits to be confirmed, and kept afterwards."""

from __future__ import annotations

from datetime import date

from bot.playbooks.model import Decision
from bot.project.elsewhere import confirmers
from bot.project.meeting import GO, is_address
from bot.project.state import Dispute, GateRequest, Meeting
from bot.talk import look
from bot.talk.card import Button, Buttons, Link, Part, Text
from bot.talk.scene import Scene
from bot.talk.signs import WAITING
from bot.talk.vote_words import terms_line
from bot.talk.words import N_

_CLAIMED: dict[Decision, str] = {
    "go": N_("{person} recorded that a meeting on {day} approved gate {n}"),
    "conditional": N_("{person} recorded that a meeting on {day} approved gate {n} with conditions"),
    "hold": N_("{person} recorded that a meeting on {day} put the project on hold at gate {n}"),
    "send_back": N_("{person} recorded that a meeting on {day} sent gate {n} back"),
    "stop": N_("{person} recorded that a meeting on {day} stopped the project at gate {n}"),
}


def claimed(scene: Scene, outcome: Decision, gate: int, held_on: date, person: str) -> str:
    """Return "Mia recorded that a meeting on Tue 10 Mar approved gate 1"."""
    day, n = look.day(scene, held_on), scene.words.number(gate)
    return scene.words.t(_CLAIMED[outcome], person=person, day=day, n=n)


def wanted(scene: Scene) -> tuple[str, ...]:
    """Return who can confirm what is recorded."""
    return confirmers(scene.project, scene.playbook, look.today(scene))


def record_parts(scene: Scene, request: GateRequest) -> tuple[Part, ...]:
    """Return what is recorded, whom it waits for and what confirms it; or why the last record counts no more."""
    meeting = request.meeting
    if meeting is None:
        return (disputed(scene, request.disputed),) if request.disputed else ()
    said = claimed(scene, meeting.outcome, request.gate, meeting.held_on, look.who(scene, meeting.by))
    line = Text(f"{WAITING} {said} · {waits(scene, meeting)}", "strong")
    row = Buttons(confirm_buttons(scene, request, meeting), wanted(scene))
    shown = (row,) if scene.project.status == "waiting" and wanted(scene) else ()
    return (line, *details(scene, meeting), *conditions(scene, meeting), *shown)


def waits(scene: Scene, meeting: Meeting) -> str:
    """Return "waiting for Ana to confirm"; of those who can send back, hold or stop, one is enough."""
    names = [look.who(scene, person) for person in wanted(scene)]
    if not names:
        return scene.words.t("nobody else with the role could confirm it")
    people = scene.words.listed(names) if meeting.outcome in GO else scene.words.either(names)
    return scene.words.t("waiting for {people} to confirm", people=people)


def confirm_buttons(scene: Scene, request: GateRequest, meeting: Meeting) -> tuple[Button, ...]:
    """Return how an approver confirms what was recorded with one click, or says that it is not so."""
    args = look.gate_args(scene, request.gate, request.round, m=meeting.id)
    return (
        Button(scene.words.t("Confirm"), "gate.confirm", args, "primary"),
        Button(scene.words.t("Not so…"), "gate.dispute", args),
    )


def details(scene: Scene, meeting: Meeting) -> tuple[Part, ...]:
    """Return where the minutes are, who was there, and the reason."""
    words = scene.words
    minutes: Part = Text(words.t("Minutes: {minutes}", minutes=meeting.minutes))
    if is_address(meeting.minutes):
        minutes = Link(words.t("Minutes of {day}", day=look.day(scene, meeting.held_on)), meeting.minutes)
    present = words.t("Present: {people}", people=meeting.present) if meeting.present else ""
    reason = words.t("Reason: {reason}", reason=meeting.reason) if meeting.reason else ""
    return (
        minutes,
        *((Text(present),) if present else ()),
        *((Text(reason, "quote"),) if reason else ()),
    )


def conditions(scene: Scene, meeting: Meeting) -> tuple[Part, ...]:
    """Return what the meeting asked for beside a go."""
    found = [terms_line(scene, meeting.words.get(key, ""), terms) for key, terms in meeting.terms.items()]
    return tuple(Text(scene.words.t("Condition: {what}", what=said), "quote") for said in found)


def disputed(scene: Scene, said: Dispute) -> Text:
    """Return why a record counts no more."""
    words, known = scene.words, {"person": look.who(scene, said.by), "reason": said.reason}
    if said.by == scene.project.lead:
        return Text(words.t("{person} removed the record of a meeting: {reason}", **known), "quote")
    return Text(
        words.t("{person} says that what was recorded of a meeting is not so: {reason}", **known), "quote"
    )


def record_buttons(scene: Scene, request: GateRequest) -> tuple[Button, ...]:
    """Return how the lead records what a meeting decided, and removes what was recorded."""
    words, args = scene.words, look.gate_args(scene, request.gate, request.round)
    found = [Button(words.t("Decided in a meeting…"), "gate.elsewhere", args)]
    if request.meeting:
        remove = words.t("Remove the record…")
        found.append(Button(remove, "gate.dispute", args | {"m": request.meeting.id}))
    return tuple(found)
