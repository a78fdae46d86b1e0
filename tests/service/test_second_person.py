"""Whose turn it is to verify is told at once, directly and once; their message stays true."""

from __future__ import annotations

import pytest

from bot.service.intents import Ask, Done, Say
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.service.office import LINE_3, Office, buttons, words

LINK = "https://example.com/document"
FIRST = {"affected": "Suppliers", "harm": "A wait", "remedy": "They can write", "link": LINK, "note": ""}
ITEM = "UC-2"


async def begin(office: Office) -> str:
    """Open a project whose ethical assessment a second person verifies; Raj has it."""
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask)
    await office.submit("UMIA", asked, **LINE_3 | {"playbook": "governance"})
    p = asked.form.args["new"]
    assert await office.press("URAJ", "item.take", p=p, i=ITEM) == Done()
    return p


async def put(office: Office, p: str, user: str = "URAJ", **values: str) -> None:
    assert await office.fill(user, "item.form", FIRST | values, p=p, i=ITEM) == Done()


async def asked_of(office: Office, user: str) -> list[Card]:
    """Return the messages that ask somebody to verify, or did."""
    await office.relay.drain()
    direct = await office.chat.direct(user)
    cards = [card for place, card in office.chat.messages.items() if place[0] == direct]
    return [card for card in cards if "Ethical assessment" in card.summary]


async def test_the_second_person_is_told_at_once_and_confirms_with_one_click(office: Office) -> None:
    p = await begin(office)
    assert await asked_of(office, "UMIA") == []
    await put(office, p)
    (card,) = await asked_of(office, "UMIA")
    confirm, see = buttons(card)
    assert (confirm.label, see.label) == ("Confirm", "See it")
    assert "Set by Raj" in plain(card)
    assert isinstance(await office.press("UMIA", see.action, at="", **see.args), Say)
    assert await office.press("UMIA", confirm.action, at="", **confirm.args) == Done()
    (card,) = await asked_of(office, "UMIA")
    assert "Verified by Mia" in plain(card)
    assert [button.label for button in buttons(card)] == ["See it"]
    for somebody in ("URAJ", "UANA"):
        assert await asked_of(office, somebody) == []


async def test_a_change_before_that_is_shown_in_the_same_message(office: Office) -> None:
    p = await begin(office)
    await put(office, p)
    (old,) = await asked_of(office, "UMIA")
    await put(office, p, harm="A long wait")
    (new,) = await asked_of(office, "UMIA")
    stale, fresh = buttons(old)[0], buttons(new)[0]
    assert stale.args != fresh.args
    said = words(await office.press("UMIA", stale.action, at="", **stale.args))
    assert "Raj has set" in said
    assert not (await office.project(p)).item(ITEM).verified_by
    assert await office.press("UMIA", fresh.action, at="", **fresh.args) == Done()


@pytest.mark.parametrize("how", ["open", "undo", "stop"])
async def test_what_waits_no_more_asks_nothing(office: Office, how: str) -> None:
    p = await begin(office)
    await put(office, p)
    assert await asked_of(office, "UMIA")
    if how == "stop":
        assert await office.fill("UMIA", "project.stop", {"reason": "Sold"}, p=p) == Done()
    elif how == "open":
        assert await office.press("URAJ", "item.open", p=p, i=ITEM) == Done()
    else:
        seq = (await office.project(p)).item(ITEM).seq
        assert await office.press("URAJ", "item.undo", p=p, i=ITEM, s=str(seq)) == Done()
    (card,) = await asked_of(office, "UMIA")
    assert "Nothing is asked of you" in plain(card)
    assert [button.label for button in buttons(card)] == ["See it"]


async def test_what_waits_again_after_it_was_verified_is_asked_anew(office: Office) -> None:
    p = await begin(office)
    await put(office, p)
    await office.relay.drain()
    assert await office.press("UMIA", "item.verify", p=p, i=ITEM) == Done()
    await office.relay.drain()
    await put(office, p, harm="A long wait")
    first, second = await asked_of(office, "UMIA")
    assert [len(buttons(card)) for card in (first, second)] == [1, 2]


async def test_when_it_is_another_s_turn_they_are_told_and_the_first_is_released(office: Office) -> None:
    p = await begin(office)
    await put(office, p)
    await office.relay.drain()
    role = {"role": "exception_reviewer", "person": "UZOE"}
    assert await office.fill("UMIA", "project.role", role, p=p) == Done()
    (mine,) = await asked_of(office, "UMIA")
    (zoes,) = await asked_of(office, "UZOE")
    assert "asked of Zoe now" in plain(mine)
    assert [button.label for button in buttons(zoes)] == ["Confirm", "See it"]
    await put(office, p, user="UMIA", harm="A long wait")
    assert len(await asked_of(office, "UZOE")) == 1


async def test_alone_nobody_is_asked(office: Office) -> None:
    asked = await office.press("UMIA", "project.practice")
    assert isinstance(asked, Ask)
    await office.submit("UMIA", asked, name="Practice", playbook="governance")
    p = asked.form.args["new"]
    assert await office.press("UMIA", "item.take", p=p, i=ITEM) == Done()
    await put(office, p, user="UMIA")
    assert await asked_of(office, "UMIA") == []
