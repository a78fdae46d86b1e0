"""What a second person is asked to verify; afterwards who did, or that nothing is asked of them any more."""

from __future__ import annotations

from bot.project import readiness, verifying
from bot.talk import look
from bot.talk.brief import value
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled


def verify(notice: Notice, scene: Scene) -> Card:
    """Return, for the person whose turn it is: what was set, by whom, and what their confirmation means."""
    words, item = scene.words, scene.playbook.item(notice.item)
    see = Button(words.t("See it"), "item.details", look.args(scene, item.id))
    record = scene.project.item(item.id)
    waits = readiness.needs_second(scene.project, scene.playbook, item) and scene.project.status != "stopped"
    asked = verifying.asked_to_verify(scene.project, item) if waits else ()
    names = {"project": look.title(scene), "item": words.t(item.title)}
    if notice.person not in asked:
        head = words.t("{project} · {item}", **names)
        return titled(head, _settled(scene, record.verified_by, asked), Buttons((see,)))
    head = words.t("{project} · please verify: {item}", **names)
    who = look.who(scene, record.changed_by) or words.t("somebody")
    parts: list[Part] = []
    if known := value(scene, item):
        parts.append(Text(known, "strong"))
    parts.append(
        Text(words.t("Set by {person}, {day}.", person=who, day=look.day_of(scene, record.changed_at)))
    )
    if record.note:
        parts.append(Text(words.t("Note: {text}", text=record.note), "quote"))
    asks = words.t(
        "It counts once a second person has looked at it. If it is not so, tell {person}: nothing counts until then.",
        person=who,
    )
    args = look.args(scene, item.id, s=str(record.seq))
    confirm = Button(words.t("Confirm"), "item.verify", args, "primary")
    return titled(head, *parts, Text(asks), Buttons((confirm, see)))


def _settled(scene: Scene, verified_by: str, asked: tuple[str, ...]) -> Text:
    words = scene.words
    if verified_by:
        return Text("✔ " + words.t("Verified by {person}.", person=look.who(scene, verified_by)), "strong")
    if asked:
        names = words.either([look.who(scene, person) for person in asked])
        return Text(words.t("It is asked of {people} now. Nothing is asked of you.", people=names))
    return Text(words.t("It is no longer needed. Nothing is asked of you."))
