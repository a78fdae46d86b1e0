"""A gate is sent back, asked for again from that message, and approved, taken back and approved once more."""

from __future__ import annotations

from pathlib import Path

from adapters.sandbox.driver import DIRECT
from adapters.sandbox.examples.squad import Squad
from adapters.sandbox.tour.phase_1 import KPI
from adapters.sandbox.visible import all_words
from tests.journeys.world import CHANNEL, MONDAY, World, world


async def _sent_back(made: World) -> Squad:
    squad = Squad(made.driver, made.demo.days.move_to, MONDAY.date(), CHANNEL, "mia", "Line 3 downtime")
    await squad.open(0)
    await squad.make_ready(KPI)
    await squad.request(squad.lead, 1)
    await squad.ana.press("Send back…", on=DIRECT, message="Gate 1")
    await squad.ana.fill(reason="Five more months of history are there.")
    return squad


async def _says(made: World, where: str, *wanted: str) -> list[str]:
    """Return the channel's or the sponsor's messages that say all of this."""
    who = made.crew.mia if where == CHANNEL else made.crew.ana
    texts = [all_words(message["blocks"]) for message in await who.messages(where)]
    return [text for text in texts if all(each in text for each in wanted)]


async def test_who_decides_again_reads_why_it_came_back_and_what_changed(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        squad = await _sent_back(made)
        mia, no = made.crew.mia, "Gate 1 sent back"
        await squad.record(mia, "At least 6 months of history", months="20")
        await mia.press("Request again", on=DIRECT, message=no)
        texts = [all_words(message["blocks"]) for message in await mia.messages(DIRECT)]
        (told,) = [text for text in texts if no in text]
        assert "Since then the gate was requested again." in told
        assert "Request again" not in told
        for where in (CHANNEL, DIRECT):
            (review,) = await _says(made, where, "Changed since then:", "14 months → 20 months")
            assert "Five more months of history are there." in review


async def test_what_told_of_an_approval_says_that_it_was_taken_back(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        squad = await _sent_back(made)
        await made.crew.mia.press("Request again", on=DIRECT, message="Gate 1 sent back")
        assert await _says(made, DIRECT, "No item has changed since then.")
        await squad.ana.press("Approve", on=DIRECT, message="your decision")
        await squad.ana.press("Take back", on=DIRECT, message="Gate 1 approved")
        (undone,) = await _says(made, CHANNEL, "Taken back: gate 1 approved · Ana")
        assert "It counts no more; the record keeps both." in undone
        await squad.ana.press("Approve", on=DIRECT, message="your decision")
        assert await _says(made, CHANNEL, "Taken back: gate 1 approved · Ana") == [undone]
        assert await _says(made, CHANNEL, "✔ Gate 1 approved · Ana", "Next:")
        await made.events()  # the chain of the ledger is whole
