"""Messages about what a meeting decided: to those who confirm it, and back to the lead where it is not so."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Buttons, Card, Part, Text
from bot.talk.decided import evidence_button
from bot.talk.gate_words import OUTCOME_SIGNS, heading, outcome
from bot.talk.meeting_words import claimed, conditions, confirm_buttons, details, disputed, waits, wanted
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.signs import APPROVED
from bot.talk.titled import titled
from bot.talk.words import sentence


def recorded(notice: Notice, scene: Scene) -> Card:
    """Return, for an approver: confirm what the lead recorded, with one click; afterwards what became of it."""
    words, request = scene.words, scene.project.request
    head = heading(scene, notice.gate)
    if request is None or request.meeting is None or request.meeting.id != notice.record:
        return _over(notice, scene)
    meeting = request.meeting
    who = look.who(scene, meeting.by)
    said = Text(claimed(scene, meeting.outcome, request.gate, meeting.held_on, who))
    shown: list[Part] = [said, *details(scene, meeting), *conditions(scene, meeting)]
    mine = any(vote.by == notice.person and vote.confirms == meeting.id for vote in request.votes)
    if mine or notice.person not in wanted(scene) or scene.project.status != "waiting":
        done = words.t("you have confirmed it") if mine else words.t("nothing is asked of you now")
        head = f"{APPROVED} {head} · {done}" if mine else f"{head} · {done}"
        return titled(head, *shown, Text(sentence(waits(scene, meeting)), "muted"))
    head = f"{head} · " + words.t("please confirm what a meeting decided")
    effect = words.t("One click decides it. Where the gate needs several approvals, it counts as yours.")
    buttons = (*confirm_buttons(scene, request, meeting), evidence_button(scene, request.gate))
    return titled(head, *shown, Buttons(buttons), Text(effect, "muted"))


def not_so(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: what was recorded counts no more, why, and what to do."""
    words, request = scene.words, scene.project.request
    head = f"✖ {heading(scene, notice.gate)} · " + words.t("what was recorded is not so")
    if request is None or request.disputed is None or request.gate != notice.gate:
        return titled(head, Text(words.t("Since then the request went on.")))
    text = words.t("The gate goes on waiting. You can record the meeting again, with what it decided.")
    buttons = (evidence_button(scene, notice.gate),)
    return titled(head, disputed(scene, request.disputed), Text(text), Buttons(buttons))


def _over(notice: Notice, scene: Scene) -> Card:
    words, head = scene.words, heading(scene, notice.gate)
    wanted = (notice.gate, notice.round)
    found = next((d for d in scene.project.decisions if (d.gate, d.round) == wanted), None)
    if found:
        return titled(head, Text(f"{OUTCOME_SIGNS[found.outcome]} {outcome(scene, found)}", "strong"))
    text = words.t("This record counts no more: it was replaced or removed. Nothing is asked of you.")
    return titled(head, Text(text))
