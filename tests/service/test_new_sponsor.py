"""A sponsor is replaced while a gate waits: everybody concerned is told, and nothing offers what is another's now."""

from __future__ import annotations

from bot.service.intents import Wrong
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.service.decisions_kit import ROUND, waiting
from tests.service.office import CHANNEL, Office, buttons


def said(office: Office, where: str) -> str:
    """Return everything that stands in a conversation."""
    cards = (card for place, card in office.chat.messages.items() if place[0] == where)
    return "\n".join(plain(card) for card in cards)


def offers(office: Office, where: str, action: str) -> list[Card]:
    """Return the messages of a conversation with a control."""
    cards = (card for place, card in office.chat.messages.items() if place[0] == where)
    return [card for card in cards if any(button.action == action for button in buttons(card))]


async def replaced(office: Office) -> str:
    """Let Mia name Zoe as sponsor in place of Ana, who has asked something and was answered."""
    p = await waiting(office)
    await office.fill("UANA", "gate.ask", {"text": "Does it hold in winter?"}, p=p, **ROUND)
    project = await office.project(p)
    assert project.request
    (question,) = project.request.questions
    await office.relay.drain()
    assert offers(office, "DUMIA", "gate.answer")
    await office.fill("UMIA", "gate.answer", {"text": "It does"}, p=p, q=question.id, **ROUND)
    answer = await office.fill("UMIA", "project.role", {"role": "sponsor", "person": "UZOE"}, p=p)
    assert not isinstance(answer, Wrong)
    await office.relay.drain()
    return p


async def test_the_former_sponsor_and_the_channel_are_told_by_whom(office: Office) -> None:
    await replaced(office)
    assert "Line 3 downtime · Zoe is sponsor now, in place of Ana (by Mia)" in said(office, CHANNEL)
    assert said(office, CHANNEL).count("Zoe is sponsor now") == 1
    assert "no longer your role: sponsor\nMia gave it to Zoe." in said(office, "DUANA")


async def test_nothing_asks_the_former_sponsor_for_anything(office: Office) -> None:
    await replaced(office)
    theirs = said(office, "DUANA")
    assert "Ana is its sponsor" not in theirs
    assert "Your decision is still awaited" not in theirs
    assert "Zoe decides it now. Nothing is asked of you." in theirs
    assert not offers(office, "DUANA", "gate.approve")
    assert not offers(office, "DUANA", "item.sign")


async def test_a_question_that_was_answered_offers_no_answer(office: Office) -> None:
    await replaced(office)
    assert not offers(office, "DUMIA", "gate.answer")
    assert "Mia answers: It does" in said(office, "DUMIA")


async def test_what_told_of_the_pause_says_what_it_waits_for_and_closes_with_it(office: Office) -> None:
    p = await replaced(office)
    once = 'goes on by itself once Zoe confirms "Sponsor confirmed'
    assert once in said(office, CHANNEL)
    assert "asks again" not in said(office, CHANNEL)
    assert not offers(office, CHANNEL, "gate.resume")
    await office.press("UZOE", "item.sign", p=p, i="DR-8", at="DUZOE")
    await office.relay.drain()
    assert once not in said(office, CHANNEL)
    assert "The request was paused, and went on since then." in said(office, CHANNEL)
    assert (await office.project(p)).status == "waiting"


async def test_a_pause_that_the_lead_looks_at_closes_when_the_gate_is_decided(office: Office) -> None:
    p = await waiting(office)
    values = {"months": "14", "note": ""}
    await office.fill("UMIA", "item.form", values, p=p, i="DR-2")
    await office.relay.drain()
    assert offers(office, CHANNEL, "gate.resume")
    await office.fill("UMIA", "gate.withdraw", {"reason": "Later"}, p=p, **ROUND)
    await office.relay.drain()
    assert not offers(office, CHANNEL, "gate.resume")
    assert "– Gate 1: request withdrawn · Mia Kurz" in said(office, CHANNEL)
