"""What is left of a message that was posted anew: one line that says where to look now."""

from __future__ import annotations

from datetime import date

from bot.talk import look
from bot.talk.card import Card, Text
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.words import Words


def morning_over(words: Words, on: date | None = None) -> Card:
    """Return the line in place of the morning message of a day that was followed by another."""
    if on:
        said = words.t("Morning of {day} · closed", day=words.day(on))
        return Card(said, (Text(said, "muted"),), words.rest())
    said = words.t("This morning message is closed: your newest one shows what waits for you now.")
    return Card(said, (Text(said, "muted"),), words.rest())


def older(words: Words) -> str:
    """Return what is added to a refusal of a control on an older morning message."""
    return words.t("This is an older morning message; your newest one shows what waits for you now.")


def checklist_over(notice: Notice, scene: Scene) -> Card:
    """Return the line in place of a checklist that was posted anew."""
    words = scene.words
    known = {"project": look.title(scene), "n": words.number(notice.phase)}
    said = words.t("{project}, phase {n} · this checklist stands further down now", **known)
    return Card(said, (Text(said, "muted"),))
