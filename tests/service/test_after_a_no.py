"""What the lead is told when a gate is sent back, and how that message keeps up with what they do next."""

from __future__ import annotations

from bot.service.intents import Done
from bot.talk.card import Button, Buttons, Card
from tests.service.decisions_kit import ROUND, waiting
from tests.service.office import Office


def told(office: Office) -> Card:
    """Return what Mia was told of the gate that was sent back."""
    (card,) = (card for card in office.chat.messages.values() if '"kind":"sent_back"' in card.notice)
    return card


def asks_again(card: Card) -> list[Button]:
    """Return the controls that request the gate."""
    rows = (part.buttons for part in card.parts if isinstance(part, Buttons))
    return [button for row in rows for button in row if button.action == "gate.request"]


async def sent_back(office: Office) -> str:
    p = await waiting(office)
    values = {"reason": "Name the reviewer of the data."}
    assert await office.fill("UANA", "gate.send_back", values, p=p, **ROUND) == Done()
    await office.relay.drain()
    return p


async def test_the_lead_requests_the_gate_again_from_the_message_that_says_no(office: Office) -> None:
    p = await sent_back(office)
    (button,) = asks_again(told(office))
    assert (button.label, button.style) == ("Request again", "primary")
    assert await office.press("UMIA", button.action, **button.args) == Done()
    await office.relay.drain()
    project = await office.project(p)
    assert (project.status, project.rounds) == ("waiting", {1: 2})


async def test_the_message_offers_nothing_once_the_gate_was_requested_again(office: Office) -> None:
    p = await sent_back(office)
    await office.press("UMIA", "gate.request", p=p, g="1", r="2")
    await office.relay.drain()
    assert asks_again(told(office)) == []
    assert "Since then the gate was requested again." in str(told(office).parts)


async def test_the_message_rests_while_the_project_does(office: Office) -> None:
    p = await sent_back(office)
    assert await office.fill("UMIA", "project.hold", {"reason": "The line is rebuilt."}, p=p) == Done()
    await office.relay.drain()
    assert asks_again(told(office)) == []
    assert "⏸ on hold" in str(told(office).parts)
    assert await office.press("UMIA", "project.resume", p=p) == Done()
    await office.relay.drain()
    assert len(asks_again(told(office))) == 1


async def test_who_leads_no_more_is_not_offered_what_only_the_lead_may_do(office: Office) -> None:
    p = await sent_back(office)
    assert await office.fill("UMIA", "project.role", {"role": "lead", "person": "URAJ"}, p=p) == Done()
    await office.relay.drain()
    assert asks_again(told(office)) == []
