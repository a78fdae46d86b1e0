"""Ninety days in a row: the exact list of messages, as the people who get them read it."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from pathlib import Path

import pytest

from adapters.sandbox.tour.crew import ZONE
from tests.journeys.diary import Diary
from tests.journeys.ninety_days import Ninety
from tests.journeys.world import CHANNEL, world

GOLDEN = Path(__file__).parent / "golden" / "ninety-days.txt"

# One process plays the days for all of these.
pytestmark = pytest.mark.xdist_group("ninety days")


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    """Everything that was done and sent."""
    return asyncio.run(_play(tmp_path_factory.mktemp("ninety")))


async def _play(folder: Path) -> Diary:
    async with world(folder) as made:
        found = Diary(made.demo.clock.now, made.driver.places())
        made.demo.sandbox.on_outgoing(found.heard)
        made.driver.witness = found.acted
        await Ninety(made, found).play()
        return found


def test_the_list_of_messages_is_the_golden_one(diary: Diary) -> None:
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(diary.read(), "utf-8")
    assert diary.read() == GOLDEN.read_text("utf-8")


def test_nobody_gets_two_mornings_on_a_day_or_one_at_the_weekend(diary: Diary) -> None:
    mornings = [e for e in diary.entries if not e.edited and e.head.startswith("Good morning")]
    days = Counter((e.place, e.at.astimezone(ZONE).date()) for e in mornings if "project" not in e.head)
    assert max(days.values()) == 1
    assert all(e.at.astimezone(ZONE).weekday() < 5 for e in mornings)
    holidays = {"2026-04-03", "2026-05-18"}
    assert not holidays & {e.at.astimezone(ZONE).date().isoformat() for e in mornings}


def test_a_channel_gets_one_stand_up_on_a_day_at_most(diary: Diary) -> None:
    found = [
        e.at.astimezone(ZONE).date()
        for e in diary.entries
        if e.place == CHANNEL and not e.edited and e.head.startswith(("Stand-up", "The week"))
    ]
    assert len(found) == len(set(found))
    assert all(day.weekday() < 5 for day in found)
