"""What stands in place of a message that held what was erased."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Heading, Text
from bot.talk.notices import Notice
from bot.talk.scene import Scene


def erased(notice: Notice, scene: Scene) -> Card:
    """Return the note: a message was drawn from a moment that cannot be drawn again without what is gone."""
    words = scene.words
    head = words.t("Something in this message was erased")
    text = words.t(
        "It held a name or a text that need not be kept any longer. "
        "What was done stands in the history of {project}.",
        project=look.title(scene),
    )
    history = Button(words.t("History"), "project.history", look.args(scene))
    return Card(f"{head}. {text}", (Heading(head), Text(text, "muted"), Buttons((history,))))
