"""Packets that a decision brought, and asking for one."""

from __future__ import annotations

from datetime import timedelta

from bot.service import erasing
from bot.service.erasing import Chosen, Terms
from bot.service.intents import Answer, Done
from bot.talk.card import Card
from tests.service.decisions_kit import ROUND, approve
from tests.service.office import CHANNEL, WORKSPACE, Office

REASON = {"reason": "The KPI has no owner in the plant."}


def posted(office: Office, at: str = CHANNEL) -> list[tuple[str, Card]]:
    """Return the messages about packets in a conversation, by id."""
    found = office.chat.messages.items()
    return [(place[1], card) for place, card in found if place[0] == at and "Packet of gate" in card.summary]


def content(office: Office, message: str, at: str = CHANNEL) -> str:
    """Return what the files of a message say."""
    return office.chat.files[at, message][0].content.decode()


async def decide(office: Office, action: str, p: str) -> None:
    """Decide as Ana."""
    if action == "gate.approve":
        await approve(office, "UANA", p)
        return
    assert await office.fill("UANA", action, REASON, p=p, **ROUND) == Done()
    await office.relay.drain()


async def erase_texts(office: Office, p: str) -> None:
    """Erase whatever may be erased, long afterwards."""
    at = Terms(office.clock.now() + timedelta(days=4000), 7)
    await office.store.write(lambda tx: erasing.erase_texts(tx, office.playbooks, WORKSPACE, p, Chosen(), at))
    await office.relay.drain()


async def ask(office: Office, user: str, p: str, *, at: str = CHANNEL, delivery: str = "") -> Answer:
    return await office.press(user, "gate.packet", p=p, at=at, delivery=delivery, **ROUND)
