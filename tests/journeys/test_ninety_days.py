"""Ninety days in a row: the exact list of messages, as the people who get them read it."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

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


#: where people are who are not in Toronto
ELSEWHERE = {"to Li": ZoneInfo("America/Vancouver"), "to Eva": ZoneInfo("Europe/Prague")}
GREETINGS = ("Good morning", "Hello")


def mornings(diary: Diary) -> list[tuple[str, datetime]]:
    """Return who was reminded, at which time of their own; the sponsor's week is none."""
    return [
        (entry.place, entry.at.astimezone(ELSEWHERE.get(entry.place, ZONE)))
        for entry in diary.entries
        if not entry.edited and entry.head.startswith(GREETINGS) and "this week" not in entry.head
    ]


def test_nobody_is_reminded_twice_a_day_or_outside_their_working_time(diary: Diary) -> None:
    found = mornings(diary)
    assert len(found) > 100
    assert max(Counter((who, at.date()) for who, at in found).values()) == 1
    off = {date(2026, 4, 3), date(2026, 5, 18)}
    for who, at in found:
        assert at.weekday() < 5, (who, at)
        assert time(9) <= at.time() <= time(17), (who, at)
        assert at.date() not in off, (who, at)
    raj = {at.date() for who, at in found if who == "to Raj"}
    assert not raj & {date(2026, 3, 12), date(2026, 3, 13)}


def test_a_channel_gets_one_stand_up_on_a_day_at_most(diary: Diary) -> None:
    found = [
        e.at.astimezone(ZONE).date()
        for e in diary.entries
        if e.place == CHANNEL and not e.edited and e.head.startswith(("Stand-up", "The week"))
    ]
    assert len(found) == len(set(found))
    assert all(day.weekday() < 5 for day in found)
