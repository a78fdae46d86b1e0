"""Messages about decisions beside a plain yes or no: held, stopped, taken back, and conditions to their owners."""

from __future__ import annotations

from bot.project.readiness import PASSING
from bot.project.state import Condition, GateDecision, Reopened
from bot.talk import look
from bot.talk.card import Buttons, Card, Part, Text
from bot.talk.condition_words import condition_row
from bot.talk.decided import evidence_button, follows, over_buttons, why
from bot.talk.gate_words import OUTCOME_SIGNS, heading, outcome
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.words import inside


def ended(notice: Notice, scene: Scene) -> Card:
    """Return, in the channel: an approver put the project on hold, or stopped it, with the reason."""
    found = meant(notice, scene.project.decisions)
    if found is None:
        return undone(notice, scene) or taken_back(notice, scene)
    head = f"{OUTCOME_SIGNS[found.outcome]} {outcome(scene, found)}"
    parts: list[Part] = [Text(look.title(scene)), *why(scene, found), Text(follows(scene, found))]
    return titled(head, *parts, Buttons(over_buttons(scene, found)))


def taken_back(notice: Notice, scene: Scene) -> Card:
    """Return: whoever decided took it back at once, and the gate waits again."""
    words = scene.words
    head = f"○ {heading(scene, notice.gate)} · " + words.t("the decision was taken back")
    said = Text(_counts_no_more(scene, notice.person))
    request = scene.project.request
    if request is None or request.gate != notice.gate:
        return titled(head, said, Text(words.t("Since then the request went on.")))
    people = look.people(scene, look.awaited(scene))
    again = words.t("The gate waits for {people} again.", people=people)
    return titled(head, said, Text(again), Buttons((evidence_button(scene, notice.gate),)))


def meant(notice: Notice, decisions: tuple[GateDecision, ...]) -> GateDecision | None:
    """Return the decision that a message is about: of several of one round, the one it was posted for."""
    found = (each for each in decisions if (each.gate, each.round) == (notice.gate, notice.round))
    return next((each for each in found if notice.seq in (0, each.seq)), None)


def undone(notice: Notice, scene: Scene) -> Card | None:
    """Return, in place of what told of a decision: it was taken back, and what it was; None for one that stands."""
    found = meant(notice, scene.project.taken_back) if notice.seq else None
    if found is None:
        return None
    # Nothing of how the gate stands now: this stays as it is, whatever is decided afterwards.
    head = "○ " + scene.words.t("Taken back: {decision}", decision=inside(outcome(scene, found)))
    return titled(head, Text(look.title(scene)), Text(_counts_no_more(scene, found.by)))


def _counts_no_more(scene: Scene, by: str) -> str:
    words, person = scene.words, look.who(scene, by)
    if not person:
        return words.t("The decision counts no more; the record keeps both.")
    return words.t(
        "{person} took the decision back. It counts no more; the record keeps both.", person=person
    )


def condition(notice: Notice, scene: Scene) -> Card:
    """Return, for one person: the conditions of a go that are theirs."""
    words = scene.words
    mark = f"{notice.gate}.{notice.round}."
    found = [c for c in scene.project.conditions if c.owner == notice.person and c.id.startswith(mark)]
    left = sum(not each.settled_by for each in found)
    if not found:
        said = words.t("Nothing is asked of you any more: the decision was taken back.")
        return titled(heading(scene, notice.gate), Text(said))
    head = f"✔ {heading(scene, notice.gate)} · " + words.t("all your conditions are met")
    again = [each for each in found if each.reopened]
    if left:
        count = words.plural("{n} condition is yours", "{n} conditions are yours", left)
        if again:
            count = words.plural(
                "{n} condition of yours is open again", "{n} conditions of yours are open again", len(again)
            )
        head = f"○ {heading(scene, notice.gate)} · {count}"
    who = look.who(scene, found[0].by)
    text = words.t(
        "{person} approved gate {n} with conditions. The next gate waits until they are met.",
        person=who,
        n=words.number(notice.gate),
    )
    lost = [part for each in again if each.reopened for part in _lost(scene, each, each.reopened)]
    return titled(head, *lost, Text(text), *(condition_row(scene, each) for each in found))


def _lost(scene: Scene, condition: Condition, known: Reopened) -> list[Part]:
    """Return why a condition that was met is open again, and what makes it met."""
    words, item = scene.words, scene.playbook.item(condition.item)
    about = {
        "item": words.quoted(words.t(item.title)),
        "person": look.who(scene, known.by) or words.t("somebody"),
        "day": look.day_of(scene, known.at),
    }
    if look.status(scene, item) in PASSING:
        said = words.t(
            "{item} is ready again, after {person} had set it back on {day}. Say that the condition is met.",
            **about,
        )
        return [Text(said, "strong")]
    said = words.t("{item} is not ready any more: {person} set it back on {day}.", **about)
    reason = scene.project.item(item.id).not_ready
    return [
        Text(f"{said} " + words.t("Once it is ready again, say that the condition is met."), "strong"),
        *([Text(reason, "quote")] if reason else []),
    ]
