"""Of somebody's morning messages only the newest is open, in both chats; an old control is answered truthfully."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.clock import VirtualClock
from adapters.sandbox.driver import DIRECT
from adapters.sandbox.examples.squad import Squad
from adapters.sandbox.tour.phase_1 import KPI
from adapters.sandbox.visible import all_words
from bot import staging
from bot.bootstrap import Demo, start_demo
from tests.databases import laid_out
from tests.journeys.world import CHANNEL, MONDAY, world

CLOSED = "This morning message is closed: your newest one shows what waits for you now."
#: a gate that is asked for on Monday, and looked at on the Monday after
LATER = date(2026, 3, 9)


@asynccontextmanager
async def asked(folder: Path, platform: str) -> AsyncIterator[tuple[Demo, Squad]]:
    """Give a gate that waits for Ana since a week, in one of the chats."""
    url = laid_out(folder / "tollgate.sqlite")
    clock = VirtualClock(MONDAY)
    demo = await start_demo(None, database_url=url, clock=clock, background=False, platforms=(platform,))
    try:
        async with staging.acting(demo, platform) as people:
            squad = Squad(people, demo.days.move_to, MONDAY.date(), CHANNEL, "mia", "Line 3 downtime")
            await squad.open(0)
            await squad.make_ready(KPI)
            await squad.request(squad.lead, 1)
            await squad.on(LATER)
            yield demo, squad
    finally:
        await demo.stop()


def is_closed(text: str) -> bool:
    """Tell whether a message is what is left of an earlier morning: one short line with its day."""
    return bool(re.fullmatch(r"Morning of \w{3} \d+ \w{3} · closed", text.strip()))


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_only_the_newest_of_a_week_s_mornings_offers_to_decide(tmp_path: Path, platform: str) -> None:
    async with asked(tmp_path, platform) as (_, squad):
        said = await squad.ana.reads(DIRECT)
        assert len([text for text in said if is_closed(text)]) == 4
        (newest,) = [text for text in said if text.startswith("Good morning, Ana")]
        assert "your decision since" in newest
        await squad.ana.press("Approve", on=DIRECT, message="Good morning, Ana")
        (newest,) = [text for text in await squad.ana.reads(DIRECT) if text.startswith("Good morning, Ana")]
        assert "All of this is settled." in newest


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_a_click_on_the_way_is_refused_and_the_newest_stays_open(tmp_path: Path, platform: str) -> None:
    async with asked(tmp_path, platform) as (demo, squad):
        place, approve = await squad.ana.find("Approve", on=DIRECT, message="Good morning, Ana")
        shown = message_of(demo, place)
        offered = contents(shown)
        await squad.ana.press("Approve", on=CHANNEL, message="Gate 1")
        assert contents(shown) != offered
        put(shown, offered)
        await squad.ana.use(place, approve)
        said = [text for text in await squad.ana.reads(DIRECT) if is_closed(text)]
        assert len(said) == 4, "only those before it are closed"


async def test_an_old_morning_of_an_earlier_version_is_closed_by_a_click(tmp_path: Path) -> None:
    async with asked(tmp_path, "slack") as (demo, squad):
        place, approve = await squad.ana.find("Approve", on=DIRECT, message="Good morning, Ana")
        offered = contents(message_of(demo, place))
        old = next(one for one in await squad.ana.messages(DIRECT) if is_closed(one["text"]))
        await squad.ana.press("Approve", on=CHANNEL, message="Gate 1")
        shown = message_of(demo, place | {"ts": old["ts"]})
        put(shown, offered)
        await squad.ana.use(place | {"ts": old["ts"]}, approve)
        assert all_words(contents(shown)) == CLOSED
        (told,) = [one for one in await squad.ana.messages(DIRECT) if one["ephemeral"]]
        said = all_words(told["blocks"])
        assert "the gate review in the channel shows it" in said
        assert "This is an older morning message; your newest one shows what waits for you now." in said


def message_of(demo: Demo, place: dict[str, Any]) -> Any:
    """Return a message as the chat keeps it."""
    if "ts" in place:
        return demo.sandbox.workspace.messages[place["conversation"]][place["ts"]]
    assert demo.sandbox.teams
    return demo.sandbox.teams.organisation.messages[place["conversation"]][place["message"]]


def contents(message: Any) -> Any:
    return message.blocks if hasattr(message, "blocks") else message.cards


def put(message: Any, contents: Any) -> None:
    """Let a message show again what it showed: a click on it was on its way."""
    setattr(message, "blocks" if hasattr(message, "blocks") else "cards", contents)


async def test_a_checklist_that_is_asked_for_leaves_one_line_and_no_pin(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        raj = made.crew.raj
        for _ in range(2):
            await raj.say(CHANNEL, "/gate items")
        messages = [one for one in await raj.messages(CHANNEL) if not one["ephemeral"]]
        over = [one for one in messages if "this checklist stands further down now" in one["text"]]
        assert len(over) == 2
        assert not any(one["pinned"] for one in over)
        assert not [block for one in over for block in one["blocks"] if block["type"] == "actions"]
        assert len([one for one in messages if one["pinned"]]) == 1
