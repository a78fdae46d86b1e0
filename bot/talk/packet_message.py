"""What is said with a gate packet: which decision it shows, its files, and how to get them where none can be sent."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bot.project.rounds import GateDecision, Outcome
from bot.talk import look
from bot.talk.card import Button, Card, Heading, Link, Part, Text
from bot.talk.gate_words import OUTCOME_SIGNS, outcome
from bot.talk.scene import Scene

#: decided by people: an iteration and a withdrawal are nobody's decision
PRINTED: tuple[Outcome, ...] = ("approved", "conditional", "sent_back", "held", "stopped")


class Printed(msgspec.Struct, frozen=True):
    """One file of a packet: its format ("pdf" or "html"), and what is known of it."""

    format: str
    #: bytes; 0 where it was not printed
    size: int = 0
    #: SHA-256, hex
    digest: str = ""
    #: where it opens; "" where it comes as a file
    link: str = ""


class Given(msgspec.Struct, frozen=True):
    """A packet as it is handed out."""

    decision: GateDecision
    files: tuple[Printed, ...]
    #: who took the decision back, and when
    taken_back: tuple[str, datetime] | None = None
    #: until when the links open
    until: datetime | None = None
    #: when names or texts were erased that its files, which were posted before, may show
    erased: datetime | None = None


def packet_button(scene: Scene, gate: int, number: int, label: str = "") -> Button:
    """Return the button that gives whoever presses it the packet of a round."""
    return Button(label or scene.words.t("Packet"), "gate.packet", look.gate_args(scene, gate, number))


def decided_rounds(scene: Scene) -> tuple[tuple[int, int], ...]:
    """Return the (gate, round) that have a packet, in order."""
    found = (each for each in scene.project.decisions if each.outcome in PRINTED)
    return tuple(dict.fromkeys((each.gate, each.round) for each in found))


def packet_message(scene: Scene, given: Given) -> Card:
    """Return the word that comes with a packet's files, or that links to them."""
    words, decision = scene.words, given.decision
    head = words.t(
        "Packet of gate {n}, round {round} · {project}",
        n=words.number(decision.gate),
        round=words.number(decision.round),
        project=look.title(scene),
    )
    parts: list[Part] = [Text(f"{OUTCOME_SIGNS[decision.outcome]} {outcome(scene, decision)}")]
    linked = any(one.link for one in given.files)
    if given.taken_back:
        parts.append(Text(_taken_back(scene, *given.taken_back, linked=linked), "strong"))
    parts += _links(scene, given) if linked else []
    if given.erased:
        parts.append(Text(_outlived(scene, given.erased), "strong"))
    # What a link opens says that the decision was taken back, and so is another file.
    elif not (linked and given.taken_back):
        parts += [Text(_file(scene, one), "muted") for one in given.files if one.digest]
    return Card(head, (Heading(head), *parts))


def no_packet(scene: Scene, given: Given) -> Card:
    """Return the word in place of files that cannot be had here: how they can."""
    words, decision = scene.words, given.decision
    told = packet_message(scene, msgspec.structs.replace(given, files=()))
    text = words.t(
        "The files cannot be had in this chat. Whoever runs the bot prints them with: {command}",
        command=f'tollgate audit packet "{scene.project.name}" {decision.gate} --round {decision.round}',
    )
    return msgspec.structs.replace(told, parts=(*told.parts, Text(text)))


def _outlived(scene: Scene, erased: datetime) -> str:
    return scene.words.t(
        "Names or texts were erased on {day}, and these files may still show them. Whoever may delete files here "
        "can delete them; the button Packet gives the packet as it is now.",
        day=look.day_of(scene, erased),
    )


def _taken_back(scene: Scene, who: str, at: datetime, *, linked: bool) -> str:
    words, known = scene.words, {"person": look.who(scene, who), "at": scene.words.moment(at)}
    if linked:
        return words.t("○ Taken back by {person}, {at}. The packet says so.", **known)
    return words.t("○ Taken back by {person}, {at}. The packet shows the decision as it was.", **known)


def _links(scene: Scene, given: Given) -> list[Part]:
    words = scene.words
    labels = {"html": words.t("Open the page"), "pdf": words.t("Download the PDF")}
    parts: list[Part] = [Link(labels[one.format], one.link) for one in given.files if one.link]
    if given.until:
        day = look.day_of(scene, given.until)
        parts.append(
            Text(words.t("The links work until {day}; the button Packet gives new ones.", day=day), "muted")
        )
    return parts


def _file(scene: Scene, one: Printed) -> str:
    words = scene.words
    name = words.t("PDF") if one.format == "pdf" else words.t("Page (HTML)")
    size = words.t("{n} kB", n=words.number(max(1, round(one.size / 1000))))
    return words.t("{file} · {size} · SHA-256 {digest}", file=name, size=size, digest=one.digest)
