"""The local chats are started again on what they kept: what people do then is new, however alike it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.clock import VirtualClock
from adapters.sandbox.tour.crew import Crew
from bot import staging
from bot.bootstrap import start_demo
from tests.journeys.world import MONDAY

ITEM = "Data access pipeline in place"
#: one for each time that the chats run
CHANNELS = ("#line-3-downtime", "#invoice-matching")


@asynccontextmanager
async def crew(folder: Path, platform: str, channel: str) -> AsyncIterator[Crew]:
    """Run the local chats and the bot on the state in a folder, and give the people of a channel."""
    url = f"sqlite:///{folder / 'tollgate.sqlite'}"
    clock = VirtualClock(MONDAY)
    demo = await start_demo(
        folder, database_url=url, clock=clock, background=False, platforms=("slack", "teams")
    )
    try:
        async with staging.acting(demo, platform) as company:
            yield Crew(company, demo.days.move_to, channel)
    finally:
        await demo.stop()


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_every_click_counts_after_a_restart_with_as_many_as_before(
    tmp_path: Path, platform: str
) -> None:
    for channel in CHANNELS:
        # The same clicks, in the same order, at the same time of the virtual clock.
        async with crew(tmp_path, platform, channel) as people:
            await people.begin(people.mia, f"Project of {channel}", sponsor="ana")
            await people.take(people.raj, ITEM)
            said = "\n".join(await people.raj.reads(channel))
            assert f"Project of {channel}" in said
            assert await people.raj.sees("Done…", on=channel, beside=ITEM), "the click on “Take it” counted"
