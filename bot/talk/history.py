"""What happened to a project, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.project.events import Event, Recorded
from bot.talk import look
from bot.talk.card import Buttons, Card, Heading, Text
from bot.talk.event_words import event_line
from bot.talk.packet_message import decided_rounds, packet_button
from bot.talk.scene import Scene
from bot.talk.words import Words

#: lines of one message
MOST = 20
#: packets that it offers; older ones stand below their decisions
MOST_PACKETS = 5


def history(scene: Scene, entries: Sequence[Recorded]) -> Card:
    """Return the last events of a project, oldest given first."""
    head = scene.words.t("History of {project}", project=look.title(scene))
    shown = happened(scene, entries, earlier=by_seq(scene, entries))
    text = Text(shown or scene.words.t("Nothing has happened yet."))
    return Card(head, (Heading(head), text, *_packets(scene)))


def _packets(scene: Scene) -> tuple[Buttons, ...]:
    """Return the packets of the decisions so far, the newest first."""
    words = scene.words
    buttons = tuple(
        packet_button(
            scene,
            gate,
            number,
            words.t("Packet: gate {n}, round {round}", n=words.number(gate), round=words.number(number)),
        )
        for gate, number in decided_rounds(scene)[: -MOST_PACKETS - 1 : -1]
    )
    return (Buttons(buttons),) if buttons else ()


def happened(
    scene: Scene,
    entries: Sequence[Recorded],
    most: int = MOST,
    earlier: Mapping[int, Event] | None = None,
) -> str:
    """Return the last events as lines, newest first; `earlier` are events by seq, which a correction names."""
    last, alone = list(entries)[-most:], scene.words.alone
    lines = [
        f"{alone.moment(entry.at)} · {event_line(scene, entry, earlier or {})}" for entry in reversed(last)
    ]
    return "\n".join(lines + ([in_whose_zone(scene.words)] if lines and scene.words.shared else []))


def in_whose_zone(words: Words) -> str:
    """Return in whose zone the times of a list are, said once."""
    return words.t("All times: {zone}", zone=words.zone(words.time_zone))


def by_seq(scene: Scene, entries: Sequence[Recorded]) -> dict[int, Event]:
    """Return the last events of a project by their place in its ledger."""
    first = scene.project.seq - len(entries) + 1
    return {first + n: entry.event for n, entry in enumerate(entries)}
