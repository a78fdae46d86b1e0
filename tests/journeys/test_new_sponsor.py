"""A sponsor is replaced: whoever was, the channel and whoever named the new one see it, over HTTP on both chats."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from adapters.sandbox.people import DIRECT, acknowledged
from adapters.sandbox.tour.crew import Crew
from tests.journeys.test_roles import people

CHANNEL = "#line-3-downtime"


async def _no_day(_: datetime) -> None:
    """Let no time pass."""


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_everybody_concerned_learns_who_sponsors_the_project_now(tmp_path: Path, platform: str) -> None:
    async with people(tmp_path, platform) as company:
        crew = Crew(company, _no_day, CHANNEL)
        await crew.begin(crew.mia, "Line 3 downtime", sponsor="ana")
        await crew.mia.say(CHANNEL, "/gate roles")
        await crew.mia.press("Give a role…", on=CHANNEL)
        said = await acknowledged(crew.mia.fill(role="sponsor", person="noor"))
        assert "Noor" in said, "the list of roles stands in place of the form"
        await company.settle()
        theirs = "\n".join(await crew.ana.reads(DIRECT))
        assert "Ana is its sponsor" not in theirs
        assert "no longer your role: sponsor" in theirs
        assert "Mia gave it to Noor." in theirs
        assert not await crew.ana.sees("Confirm", on=DIRECT)
        here = "\n".join(await crew.mia.reads(CHANNEL))
        assert "Noor is sponsor now, in place of Ana (by Mia)" in here
