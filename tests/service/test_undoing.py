"""A tick is undone by who made it, from the checklist, for ten minutes; afterwards it is corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from bot.project.evolve import evolve
from bot.project.state import Project
from bot.service.intents import Done, Say
from bot.talk.card import Button, Buttons, Card, ItemRow
from tests.project.good import GOOD
from tests.service.office import CHANNEL, WORKSPACE, Office, words

ITEM = "DR-4"


def every(card: Card) -> Iterator[Button]:
    """Yield every control, those under "more" included."""
    for part in card.parts:
        if isinstance(part, Buttons):
            yield from part.buttons
        if isinstance(part, ItemRow):
            yield from (*((part.button,) if part.button else ()), *part.more)


async def checklist(office: Office) -> Card:
    """Return the checklist in the channel, once all has left."""
    await office.relay.drain()
    found = [card for place, card in office.chat.messages.items() if place[0] == CHANNEL]
    return next(card for card in found if card.summary.startswith("Phase 1"))


async def undo(office: Office, user: str = "") -> Button | None:
    """Return the way back that somebody is offered: in the channel, or on their own copy of the details."""
    card = await checklist(office)
    if user:
        details = next(b for b in every(card) if b.action == "item.details" and b.args["i"] == ITEM)
        said = await office.press(user, details.action, **details.args)
        assert isinstance(said, Say)
        card = said.card
    return next((b for b in every(card) if b.action == "item.undo"), None)


async def ticked(office: Office) -> str:
    """Let Raj take an item and set it."""
    p = await office.begin()
    assert await office.press("URAJ", "item.take", p=p, i=ITEM) == Done()
    assert await office.fill("URAJ", "item.form", GOOD[ITEM] | {"note": ""}, p=p, i=ITEM) == Done()
    return p


async def replayed(office: Office, p: str) -> Project:
    """Return the project as its ledger tells it."""
    found: Project | None = None
    for entry in await office.store.read(lambda tx: tx.history(WORKSPACE, p, 1_000)):
        found = evolve(found, entry)
    assert found
    return found


async def test_a_tick_is_undone_with_the_button_in_its_row(office: Office) -> None:
    p = await ticked(office)
    button = await undo(office)
    assert button
    assert await office.press("URAJ", button.action, **button.args) == Done()
    assert not (await office.project(p)).item(ITEM).done
    assert await undo(office) is None
    assert await office.press("URAJ", button.action, **button.args) == Done(), "a second click is harmless"
    assert await replayed(office, p) == await office.project(p)


async def test_nobody_is_offered_or_allowed_to_undo_what_another_did(office: Office) -> None:
    p = await ticked(office)
    assert await undo(office, "URAJ")
    assert await undo(office, "UMIA") is None
    button = await undo(office)
    assert button
    before = await office.project(p)
    assert words(await office.press("UMIA", button.action, **button.args)).startswith(
        "Only Raj can undo this"
    )
    assert await office.project(p) == before


async def test_after_ten_minutes_it_is_set_anew_as_a_correction(office: Office) -> None:
    p = await ticked(office)
    button = await undo(office)
    assert button
    office.clock.move_by(timedelta(minutes=11))
    said = words(await office.press("URAJ", button.action, **button.args))
    assert "for ten minutes" in said
    assert "recorded as a correction" in said
    assert await undo(office) is None, "a refused click draws the checklist again"
    other = GOOD[ITEM] | {"link": "https://example.com/other", "note": ""}
    assert await office.fill("URAJ", "item.form", other, p=p, i=ITEM) == Done()
    history = await office.press("UMIA", "project.history", p=p)
    assert isinstance(history, Say)
    assert "Raj corrected" in str(history.card.parts)


async def test_a_stale_or_forged_button_changes_nothing(office: Office) -> None:
    p = await ticked(office)
    button = await undo(office)
    assert button
    assert await office.fill("UMIA", "item.not_ready", {"reason": "It broke"}, p=p, i=ITEM) == Done()
    before = await office.project(p)
    assert "has changed" in words(await office.press("URAJ", button.action, **button.args))
    for forged in ("", "-1", "99999", "1 OR 1", "²", "9" * 40):
        assert isinstance(await office.press("URAJ", "item.undo", **button.args | {"s": forged}), Say)
    assert isinstance(await office.press("URAJ", "item.undo", p=p, i=ITEM), Say)
    assert isinstance(await office.press("URAJ", "item.undo", **button.args | {"i": "XX-1"}), Say)
    assert await office.project(p) == before
    assert msgspec.json.encode(before) == msgspec.json.encode(await replayed(office, p))
