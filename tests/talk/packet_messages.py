"""What is said with packets: as files, as links, of a decision that was taken back, and where there is no way."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.project.state import GateDecision
from bot.talk.card import Card, Form, Home
from bot.talk.packet_message import Given, Printed, no_packet, packet_message
from bot.talk.words import Words
from tests.talk.scenes import at, phase_two, scene

DECISION = GateDecision(1, 1, "approved", "ana", at(13), platform="teams", seq=41)
FILES = (
    Printed("pdf", 53_298, "5e" * 32),
    Printed("html", 32_039, "a1" * 32),
)
LINKS = tuple(replace(one, link=f"https://bot.example/packets/{one.format}") for one in FILES)
BACK = ("ana", at(13))


def _card(words: Words, given: Given) -> Card:
    return packet_message(scene(phase_two(decisions=(DECISION,)), now=at(13), words=words), given)


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "packet-files": lambda w: _card(w, Given(DECISION, FILES)),
    "packet-links": lambda w: _card(w, Given(DECISION, LINKS, until=at(12, month=4))),
    "packet-taken-back": lambda w: _card(w, Given(DECISION, FILES, BACK)),
    "packet-links-taken-back": lambda w: _card(w, Given(DECISION, LINKS, BACK, at(12, month=4))),
    "packet-none": lambda w: no_packet(
        scene(phase_two(decisions=(DECISION,)), now=at(13), words=w), Given(DECISION, FILES)
    ),
}
