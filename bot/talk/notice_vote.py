"""The message to somebody whose approval counts no more, though they did not take it back."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Buttons, Card, Text
from bot.talk.decided import evidence_button
from bot.talk.gate_words import heading
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled


def fell(notice: Notice, scene: Scene) -> Card:
    """Return, for whoever approved: the approval counts no more, why, and what they can do."""
    words, request = scene.words, scene.project.request
    head = f"○ {heading(scene, notice.gate)} · " + words.t("your approval counts no more")
    why, then = _why(notice, scene), words.t("Since then the request went on.")
    if request is None or (request.gate, request.round) != (notice.gate, notice.round):
        return titled(head, Text(why), Text(then))
    parts = [Text(why), Text(_instead(notice, scene))]
    if people := look.people(scene, look.awaited(scene)):
        parts.append(Text(words.t("The gate waits for {people}.", people=people), "muted"))
    return titled(head, *parts, Buttons((evidence_button(scene, notice.gate),)))


def _why(notice: Notice, scene: Scene) -> str:
    words = scene.words
    if notice.record:
        return words.t("You had confirmed what a meeting decided. That record was replaced or removed since.")
    if notice.why == "role":
        return words.t("It was given in a role that is another's now.")
    if notice.why == "quorum":
        return words.t(
            "Fewer approvals are needed now, and no gate is passed without one: yours is asked for again."
        )
    if not notice.item:
        return words.t(
            "Whoever leads the project, asks for a gate or records what a meeting decided does not approve it, and "
            "you are that person now."
        )
    item = words.quoted(words.t(scene.playbook.item(notice.item).title))
    rule = words.t("Nobody approves who owns, or set, an item that is kept apart from the decision.")
    if notice.by == notice.person:
        return words.t("{item} is your work now.", item=item) + " " + rule
    who = look.who(scene, notice.by)
    said = words.t("{item} is now the work of {who}, for whom you stood in.", item=item, who=who)
    return f"{said} {rule}"


def _instead(notice: Notice, scene: Scene) -> str:
    words, lead = scene.words, look.who(scene, scene.project.lead)
    if notice.record or notice.why == "quorum":
        return words.t(
            "Look at how the request stands now; if it is right, you can approve or confirm again."
        )
    if notice.why == "role":
        return words.t(
            "Nothing is asked of you. If it should be yours, ask {lead} to give you the role.", lead=lead
        )
    if not notice.item and scene.project.lead == notice.person:
        return words.t(
            "Somebody else in your role can approve. If nobody has it, you can give it to somebody."
        )
    if not notice.item:
        return words.t("Somebody else in your role can approve. Ask {lead} if nobody has it.", lead=lead)
    return words.t(
        "Others in your role can approve. If the item should be somebody else's, let them take it over and set it; "
        "then you can approve again. Ask {lead} about it.",
        lead=lead,
    )
