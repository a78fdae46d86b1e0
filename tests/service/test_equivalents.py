"""A reviewer is asked to sign what stands for an item for as long as it does."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.service.intents import Done, Say
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.service.office import Office, buttons

GONE = {
    "item.form": {"months": "14", "note": ""},
    "item.not_ready": {"reason": "Two months only"},
}


async def described(office: Office, p: str) -> str:
    """Describe what stands for DR-2; return the seq of that, as the reviewer's button carries it."""
    role = {"role": "exception_reviewer", "person": "UZOE"}
    await office.fill("UMIA", "project.role", role, p=p)
    text = {"text": "Three years at the sister plant"}
    assert await office.fill("UMIA", "item.equivalent", text, p=p, i="DR-2") == Done()
    await office.relay.drain()
    return str((await office.project(p)).item("DR-2").seq)


def asked(office: Office) -> list[Card]:
    """Return the messages that ask, or asked, for a signature."""
    return [card for card in office.chat.messages.values() if '"kind":"equivalent"' in card.notice]


def offers(card: Card) -> bool:
    return "item.sign_equivalent" in {button.action for button in buttons(card)}


@pytest.mark.parametrize("action", GONE)
async def test_what_stands_for_the_item_no_more_is_asked_of_nobody(
    office: Office, line_3: str, action: str
) -> None:
    await described(office, line_3)
    (card,) = asked(office)
    assert offers(card)
    assert await office.fill("UMIA", action, GONE[action], p=line_3, i="DR-2") == Done()
    await office.relay.drain()
    (card,) = asked(office)
    assert not offers(card)
    assert "no longer needed" in plain(card)


async def test_what_is_undone_is_asked_again_in_the_same_message(office: Office, line_3: str) -> None:
    await described(office, line_3)
    values = GONE["item.form"]
    assert await office.fill("UMIA", "item.form", values, p=line_3, i="DR-2") == Done()
    await office.relay.drain()
    assert not any(offers(card) for card in asked(office))
    seq = str((await office.project(line_3)).item("DR-2").seq)
    assert await office.press("UMIA", "item.undo", p=line_3, i="DR-2", s=seq) == Done()
    await office.relay.drain()
    assert [offers(card) for card in asked(office)].count(True) == 1


async def test_a_refused_signature_shows_in_its_message_what_stands_now(office: Office, line_3: str) -> None:
    seq = await described(office, line_3)
    before = dict(office.chat.messages)
    assert await office.fill("UMIA", "item.form", GONE["item.form"], p=line_3, i="DR-2") == Done()
    await office.relay.drain()
    office.chat.messages.update({place: old for place, old in before.items() if old.notice})
    assert all(offers(card) for card in asked(office)), "the edit was lost on its way"
    assert await office.press("UMIA", "item.take", p=line_3, i="DR-4") == Done()
    answer = await office.press("UZOE", "item.sign_equivalent", p=line_3, i="DR-2", s=seq)
    assert isinstance(answer, Say)
    await office.relay.drain()
    (card,) = asked(office)
    assert "no longer needed" in plain(card)


async def test_a_button_that_says_not_what_it_stood_under_signs_nothing_and_is_replaced(
    office: Office, line_3: str
) -> None:
    """As messages from before an equivalent was signed as it was read."""
    seq = await described(office, line_3)
    (place,) = [place for place, card in office.chat.messages.items() if card in asked(office)]
    office.chat.messages[place] = replace(office.chat.messages[place], parts=())
    answer = await office.press("UZOE", "item.sign_equivalent", p=line_3, i="DR-2")
    assert isinstance(answer, Say)
    assert "press Sign there" in plain(answer.card)
    await office.relay.drain()
    (card,) = asked(office)
    assert [b.args["s"] for b in buttons(card) if b.action == "item.sign_equivalent"] == [seq]
    assert await office.press("UZOE", "item.sign_equivalent", p=line_3, i="DR-2", s=seq) == Done()
