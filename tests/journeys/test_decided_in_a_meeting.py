"""A meeting decides a gate: the lead writes it down, the sponsor presses one button, everybody reads how it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.sandbox.driver import DIRECT
from adapters.sandbox.examples.squad import Squad
from adapters.sandbox.people import NotTaken
from adapters.sandbox.tour.phase_1 import KPI
from adapters.sandbox.visible import all_words
from tests.journeys.world import CHANNEL, MONDAY, World, world

MINUTES = "https://minutes.example/steering"
MET = {"outcome": "go", "held_on": "2026-03-02", "minutes": MINUTES, "present": "Ana, the plant manager"}


async def _requested(made: World) -> Squad:
    squad = Squad(made.driver, made.demo.days.move_to, MONDAY.date(), CHANNEL, "mia", "Line 3 downtime")
    await squad.open(0)
    await squad.make_ready(KPI)
    await squad.request(squad.lead, 1)
    return squad


async def _reviews(made: World) -> list[str]:
    """Return what the channel's copy of the review says, and the sponsor's."""
    shown = [await made.crew.mia.messages(CHANNEL), await made.crew.ana.messages(DIRECT)]
    said = [[all_words(m["blocks"]) for m in messages] for messages in shown]
    return [next(text for text in texts if "Mia asks to go" in text or "Take back" in text) for texts in said]


async def test_the_lead_records_it_and_the_sponsor_confirms_it_with_one_click(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        squad = await _requested(made)
        mia, ana = made.crew.mia, squad.ana
        await mia.press("Decided in a meeting…", on=CHANNEL, message="Gate 1")
        with pytest.raises(NotTaken) as wrong:
            await mia.fill(**MET | {"held_on": "2027-03-02"})
        assert set(wrong.value.errors) == {"held_on"}
        await mia.fill(**MET)
        for text in await _reviews(made):
            assert "Mia recorded that a meeting on Mon 2 Mar approved gate 1" in text
            assert "waiting for Ana to confirm" in text
        asked = await made.last(ana, DIRECT)
        assert "please confirm what a meeting decided" in asked
        assert "plant manager" in asked
        await ana.press("Confirm", on=DIRECT, message="please confirm what a meeting decided")
        said = "decided in a meeting on Mon 2 Mar, recorded by Mia Chen, confirmed by Ana"
        told = [all_words(m["blocks"]) for m in await mia.messages(CHANNEL)]
        assert sum(said in text for text in told) >= 2, told  # the review, and what comes next
        assert said in await made.last(ana, DIRECT)
        await made.events()  # the chain of the ledger is whole


async def test_what_is_not_so_is_said_with_a_reason_and_the_gate_goes_on_waiting(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        squad = await _requested(made)
        mia, ana = made.crew.mia, squad.ana
        await mia.press("Decided in a meeting…", on=CHANNEL, message="Gate 1")
        await mia.fill(**MET | {"outcome": "stop", "reason": "The line is sold"})
        await ana.press("Not so…", on=DIRECT, message="please confirm what a meeting decided")
        await ana.fill(reason="We asked for another month")
        assert "We asked for another month" in await made.last(mia, DIRECT)
        await ana.press("Approve", on=DIRECT, message="Gate 1")
        assert "recorded by" not in await made.last(mia, CHANNEL)
