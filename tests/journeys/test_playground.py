"""The bot as a program beside Microsoft's own local Teams, in a real browser: what that client draws and sends."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from adapters.sandbox.teams.visible import all_words
from tests.journeys.playground_window import Window, look
from tests.live import playground, program
from tests.live.playground import APP, CHANNEL, TENANT, Playground, Post
from tests.live.program import Program

#: a client and a browser are enough for two processors: one test at a time
pytestmark = pytest.mark.xdist_group("playground")
PICTURES = Path(__file__).parents[2] / "build" / "playground"
NAME, HOME = "Line 3 downtime", "Line 3"
KPI = "Business problem with a measurable KPI"
EMPTY_LIST = "0 of 9 ready · 9 open"
#: what Mia enters, item by item; the ninth is Ana's
ITEMS: dict[str, dict[str, str]] = {
    KPI: {
        "name": "Unplanned downtime",
        "unit": "h a month",
        "direction": "lower",
        "baseline": "47",
        "target": "10",
        "minimum": "12",
        "month_one": "30",
        "month_six": "10",
    },
    "At least 6 months of history": {"months": "14"},
    "Data quality above 80 %": {
        "completeness": "97",
        "accuracy": "95",
        "consistency": "94",
        "timeliness": "99",
    },
    "Data access pipeline in place": {"method": "api", "link": "https://plant.example/pipeline"},
    "Data governance reviewed": {
        "reviewer": "eva",
        "regimes": "pipeda",
        "link": "https://plant.example/review",
    },
    "At least 1,000 labelled examples": {"task": "classification", "examples": "1240"},
    "Baseline without AI": {"baseline": "47"},
    "IT or DevOps person": {"person": "sam"},
}


class Office:
    """The bot, the client, and a window of the one who sits in front of it."""

    def __init__(self, bot: Program, client: Playground, window: Window) -> None:
        """Made by `office_of`."""
        self.bot, self.client, self.window = bot, client, window

    async def begin(self) -> Post:
        """Open a project as Mia; gives its checklist."""
        await self.window.go(HOME)
        await self.window.mention("new")
        offer = await self.window.post("charter can wait", where=HOME)
        form = await self.client.press("mia", offer, "New project")
        assert await self.client.fill("mia", offer, form, name=NAME, sponsor="ana") == "Done"
        return await self.window.post(EMPTY_LIST, where=HOME)

    async def prepare(self, checklist: Post) -> None:
        """Bring every item but Ana's to ready, as Mia."""
        for item, values in ITEMS.items():
            shown = checklist.as_seen(await self.client.press("mia", checklist, "Take it", beside=item))
            label = "Update" if shown.has("Update", item) else "Done…"
            form = await self.client.press("mia", shown, label, beside=item)
            assert await self.client.fill("mia", checklist, form, **values) == "Done"

    async def picture(self, name: str) -> None:
        """Keep what the window shows."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        await self.window.page.screenshot(path=PICTURES / f"{name}.png")


@asynccontextmanager
async def office_of(me: str, browser: Browser, folder: Path) -> AsyncIterator[Office]:
    """Run `tollgate run` and the client side by side, with `me` in front."""
    playground.need_installed()
    port = playground.free_port()
    bot = await program.start(folder, settings(folder, port))
    try:
        async with playground.running(folder, port, f"{bot.address}/api/messages", me=me) as client:
            window = await look(browser, client)
            yield Office(bot, client, window)
            assert window.errors == []
    finally:
        ended = await bot.stop()
    assert ended == 0, bot.output
    assert "Traceback" not in bot.output, bot.output


def settings(folder: Path, port: int) -> dict[str, str]:
    """Return what an administrator sets who tries the bot in the client, and nothing of Slack."""
    return program.environment(
        folder,
        "",
        SLACK_BOT_TOKEN="",
        SLACK_SIGNING_SECRET="",
        TOLLGATE_TEAMS_AUTH="off",
        TOLLGATE_TEAMS_APP_ID=APP,
        TOLLGATE_TEAMS_TENANT_ID=TENANT,
        TOLLGATE_TEAMS_SERVICE_URL=playground.service_url(port),
    )


def a_working_morning() -> datetime:
    """Return when the stand-up of the next Wednesday is due: working days come before it and after it."""
    today = datetime.now(UTC)
    day = today + timedelta(days=(2 - today.weekday()) % 7 or 7)
    return day.replace(hour=9, minute=30, second=0, microsecond=0)


async def test_a_mention_in_a_channel_and_a_word_in_the_chat_are_answered_with_cards(
    browser: Browser, tmp_path: Path
) -> None:
    async with office_of("mia", browser, tmp_path) as office:
        window = office.window
        await window.go(HOME)
        await window.mention("help")
        await window.shows("How it works", "begin a project in this channel")
        await office.picture("help-in-channel")
        answer = await window.post("How it works", where=HOME)
        assert answer.place.startswith(f"{CHANNEL};messageid="), "it stands in the thread of the question"
        assert answer.place != f"{CHANNEL};messageid={answer.message}", "and opens none of its own"
        await window.go("chat")
        await window.write("help")
        await window.shows("How it works", "begin a project in this channel")
        await office.picture("help-in-chat")


async def test_a_checklist_opens_a_thread_and_a_tick_in_one_window_shows_in_every_window(
    browser: Browser, tmp_path: Path
) -> None:
    async with office_of("ana", browser, tmp_path) as office:
        window, other = office.window, await look(browser, office.client)
        await other.go(HOME)
        checklist = await office.begin()
        assert checklist.place == f"{CHANNEL};messageid={checklist.message}"
        await window.shows(NAME, EMPTY_LIST)
        await other.shows(NAME, EMPTY_LIST)
        await window.press("Confirm (Ana)", on=EMPTY_LIST)
        for one in (window, other):
            await one.shows(NAME, "1 of 9 ready", "confirmed by Ana")
            await expect(one.cards(EMPTY_LIST)).to_have_count(0)
        await office.picture("ticked")
        await office.client.press("mia", checklist, "Take it", beside=KPI)
        for one in (window, other):
            await one.shows(NAME, "open · Mia · due")


async def test_whoever_presses_what_is_anothers_reads_the_rule_below_the_card(
    browser: Browser, tmp_path: Path
) -> None:
    async with office_of("mia", browser, tmp_path) as office:
        before = await office.begin()
        await office.window.press("Confirm (Ana)", on=EMPTY_LIST)
        await office.window.is_told("nobody signs for another. Only Ana can do this, as sponsor.")
        await office.picture("refused")
        await office.window.shows(NAME, EMPTY_LIST)
        assert office.window.posts[before.message].card == before.card


async def test_a_sponsors_press_approves_a_gate_and_the_same_click_by_somebody_else_does_not(
    browser: Browser, tmp_path: Path
) -> None:
    async with office_of("ana", browser, tmp_path) as office:
        window, client = office.window, office.client
        checklist = await office.begin()
        await window.press("Confirm (Ana)", on=EMPTY_LIST)
        await office.prepare(checklist)
        await client.press("mia", await window.post("9 of 9 ready", where=HOME), "Request gate 1")
        request = await window.post("Gate 1", "waits for Ana", where=HOME)
        decision = await window.post("your decision, Ana", where="a:ana")
        assert not request.has("Approve"), "nobody is offered in the channel what is the sponsor's alone"
        # A forged click: the sponsor's own control, sent by somebody else from the channel.
        told = await client.press("raj", request.as_seen(decision.card), "Approve")
        assert told == "Only Ana can do this, as sponsor. Nothing was changed."
        await window.shows("waits for Ana")
        assert not [one for one in window.posts.values() if "Gate 1 approved" in all_words(one.card)]
        await window.go("chat")
        await window.press("Approve", on="your decision, Ana")
        await window.press("Approve", on="Approve gate 1?", at=1)
        await window.shows("Gate 1 approved · Ana Ruiz")
        await office.picture("approved-in-chat")
        await window.go(HOME)
        await window.shows("Gate 1 approved · Ana Ruiz")
        await window.shows("Phase 2", "0 of 5 ready")
        await office.picture("approved-in-channel")


async def test_a_stand_up_comes_by_itself_and_opens_a_thread(browser: Browser, tmp_path: Path) -> None:
    async with office_of("mia", browser, tmp_path) as office:
        window, client = office.window, office.client
        await office.begin()
        assert await office.bot.stop() == 0
        command = (sys.executable, "-m", "tests.live.run_at", a_working_morning().isoformat())
        later = await program.start(tmp_path, settings(tmp_path, client.port), command)
        try:
            said = await window.post(NAME, "Moved", "Mia began the project", where=HOME)
            await window.shows(NAME, "Moved", "Mia began the project")
            await office.picture("stand-up")
        finally:
            ended = await later.stop()
        assert ended == 0, later.output
        assert said.place == f"{CHANNEL};messageid={said.message}"
