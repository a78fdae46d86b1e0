"""What happened to a project, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.project.events import Recorded
from bot.talk import look
from bot.talk.card import Card, Heading, Text
from bot.talk.event_words import event_line
from bot.talk.scene import Scene

#: lines of one message
MOST = 20


def history(scene: Scene, entries: Sequence[Recorded]) -> Card:
    """Return the last events of a project, oldest given first."""
    head = scene.words.t("History of {project}", project=look.title(scene))
    shown = happened(scene, entries)
    return Card(head, (Heading(head), Text(shown or scene.words.t("Nothing has happened yet."))))


def happened(scene: Scene, entries: Sequence[Recorded], most: int = MOST) -> str:
    """Return the last events as lines, newest first."""
    last = list(entries)[-most:]
    return "\n".join(
        f"{scene.words.moment(entry.at)} · {event_line(scene, entry)}" for entry in reversed(last)
    )
