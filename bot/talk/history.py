"""What happened to a project, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.project.events import Event, Recorded
from bot.talk import look
from bot.talk.card import Card, Heading, Text
from bot.talk.event_words import event_line
from bot.talk.scene import Scene

#: lines of one message
MOST = 20


def history(scene: Scene, entries: Sequence[Recorded]) -> Card:
    """Return the last events of a project, oldest given first."""
    head = scene.words.t("History of {project}", project=look.title(scene))
    shown = happened(scene, entries, earlier=by_seq(scene, entries))
    return Card(head, (Heading(head), Text(shown or scene.words.t("Nothing has happened yet."))))


def happened(
    scene: Scene,
    entries: Sequence[Recorded],
    most: int = MOST,
    earlier: Mapping[int, Event] | None = None,
) -> str:
    """Return the last events as lines, newest first; `earlier` are events by seq, which a correction names."""
    last = list(entries)[-most:]
    return "\n".join(
        f"{scene.words.moment(entry.at)} · {event_line(scene, entry, earlier or {})}"
        for entry in reversed(last)
    )


def by_seq(scene: Scene, entries: Sequence[Recorded]) -> dict[int, Event]:
    """Return the last events of a project by their place in its ledger."""
    first = scene.project.seq - len(entries) + 1
    return {first + n: entry.event for n, entry in enumerate(entries)}
