"""A sponsor goes on holiday, says so in their status, and lets somebody decide with one click; over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from adapters.sandbox.driver import DIRECT, NotTaken
from adapters.sandbox.people import acknowledged
from adapters.sandbox.tour.crew import ZONE
from tests.journeys.world import CHANNEL, World, world

FRIDAY = int(datetime(2026, 3, 6, 17, tzinfo=ZONE).timestamp())
NEXT = int(datetime(2026, 3, 13, 17, tzinfo=ZONE).timestamp())


async def status(made: World, text: str, emoji: str, ends: int) -> None:
    """Let Ana choose a status at her page."""
    said = {"status_text": text, "status_emoji": emoji, "status_expiration": ends}
    await made.driver.post("person", user=made.crew.ana.id, **said)


async def test_a_status_that_says_vacation_offers_a_delegate_with_one_click(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        ana = made.crew.ana
        await status(made, "In a meeting", ":calendar:", FRIDAY)
        assert "Your status says" not in await made.last(ana, DIRECT)
        await status(made, "Vacation", ":palm_tree:", FRIDAY)
        assert "Your status says that you are away until Fri 6 Mar" in await made.last(ana, DIRECT)
        await ana.press("Choose somebody…", on=DIRECT)
        said = await acknowledged(ana.fill(to="tom"))
        assert "decides in your place from Mon 2 Mar until Fri 6 Mar" in said
        assert "named you to decide in their place" in await made.last(made.crew.tom, DIRECT)
        assert "Tom decides in your place" in await made.last(ana, DIRECT)
        await status(made, "", "", 0)
        assert "Somebody still decides in your place" in await made.last(ana, DIRECT)
        await ana.press("I am back", on=DIRECT)
        await made.crew.on(date(2026, 3, 9))
        await status(made, "Vacances", "", NEXT)
        await ana.press("Tom until Fri 13 Mar", on=DIRECT)
        assert "Tom decides in your place from Mon 9 Mar to Fri 13 Mar" in await made.last(ana, DIRECT)
        await made.crew.mia.say(CHANNEL, "/gate status")


async def test_a_status_ends_at_a_time(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        with pytest.raises(NotTaken, match="invalid_status"):
            await made.driver.post("person", user=made.crew.ana.id, status_expiration="soon")


async def test_who_is_deactivated_is_found_and_what_was_theirs_is_given_to_others(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await crew.mia.say(CHANNEL, "/gate roles")
        await crew.give_role(crew.mia, "security_reviewer", crew.eva)
        await crew.take(crew.eva, "Data access pipeline in place")
        await made.driver.post("person", user=crew.eva.id, deleted=True)
        told = await made.last(crew.mia, DIRECT)
        assert "has left the workspace · Line 3 downtime" in told
        assert "security reviewer; owner of 1 item" in told
        await crew.mia.press("Give to somebody…", on=DIRECT, beside="Security reviewer")
        await crew.mia.fill(person="noor")
        await crew.mia.press("Give to somebody…", on=DIRECT, beside="Data access pipeline")
        await crew.mia.fill(owner="raj")
        assert "Everything that was theirs is in other hands" in await made.last(crew.mia, DIRECT)
        await made.driver.post("person", user=crew.eva.id, deleted=False)
        assert "is in the workspace again" in await made.last(crew.mia, DIRECT)
