"""The packet of a decision in a real browser: below the request, on both platforms, and opened from there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import Browser, Download, Locator, Page, Request, expect
from pypdf import PdfReader

from adapters.clock import VirtualClock
from adapters.sandbox.examples.both_sides import connect
from adapters.sandbox.examples.squad import Squad
from adapters.sandbox.tour.phase_1 import KPI
from bot import staging
from bot.bootstrap import Demo, start_demo
from tests.journeys.teams_visitor import DIALOG, TeamsVisitor
from tests.journeys.visitor import VIEWPORT, Office
from tests.journeys.world import CHANNEL, MONDAY

REVIEW, PACKET = "Gate 1 approved · Ana Ruiz", "Packet of gate 1, round 1"
NAME = "line-3-downtime-gate-1-round-1"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """A project in both chats, whose first gate was approved."""
    found = await start_demo(
        None,
        database_url=f"sqlite:///{tmp_path / 'tollgate.sqlite'}",
        clock=VirtualClock(MONDAY),
        background=False,
        platforms=("slack", "teams"),
    )
    async with staging.driving(found) as slack, staging.driving_on_teams(found) as teams:
        squad = Squad(slack, found.days.move_to, MONDAY.date(), CHANNEL, "mia", "Line 3 downtime")
        await squad.open(0)
        await connect(slack.person("mia"), teams.person("ana"), CHANNEL)
        await squad.make_ready(KPI)
        await squad.pass_gate(1)
        yield found
    await found.stop()


async def test_in_slack_the_files_stand_in_the_thread_and_open(demo: Demo, browser: Browser) -> None:
    office = Office(browser, demo.page)
    raj = await office.person("raj", CHANNEL)
    review = raj.page.locator("li.message", has_text=REVIEW).filter(has=raj.page.locator("button.replies"))
    await review.locator("button.replies").click()
    message = raj.page.locator("#thread li.message, .thread li.message", has_text=PACKET).last
    await expect(message).to_be_visible()
    await expect(message.locator(".file")).to_have_count(2)
    await expect(message.locator(".file").first).to_contain_text(f"{NAME}.pdf")
    async with raj.page.context.expect_page() as opened:
        await message.get_by_role("link", name=f"{NAME}.html", exact=True).click()
    await is_the_packet(await opened.value)
    async with raj.page.expect_download() as kept:
        await message.get_by_role("link", name=f"Download {NAME}.pdf").click()
    await is_the_pdf(await kept.value)
    await office.leave()


async def test_in_slack_the_button_brings_the_files_directly(demo: Demo, browser: Browser) -> None:
    office = Office(browser, demo.page)
    raj = await office.person("raj", CHANNEL)
    await raj.press("Packet", on=REVIEW)
    await raj.reads("The packet comes in our direct messages")
    await demo.days.settle()
    await raj.go("dm")
    message = await raj.reads(PACKET)
    await expect(message.locator(".file")).to_have_count(2)
    await office.leave()


async def test_in_teams_the_card_links_to_the_page_and_to_the_pdf(demo: Demo, browser: Browser) -> None:
    context = await browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = await context.new_page()
    await page.goto(f"{demo.page}/?view=teams")
    ana = TeamsVisitor(page)
    await ana.become("Ana Ruiz")
    await ana.go("line-3-downtime")
    card = await ana.reads(PACKET)
    await expect(card).to_contain_text("The links work until")
    await opens(page, card)
    await ana.press("Packet", on="Phase 2 starts")
    await opens(page, page.locator(DIALOG))
    await context.close()


async def opens(page: Page, where: Locator) -> None:
    """Open the page and fetch the PDF from a card or a dialog."""
    async with page.context.expect_page() as opened:
        await where.get_by_text("Open the page").click()
    shown = await opened.value
    await is_the_packet(shown)
    assert re.search(r"/packets/[\w-]+$", shown.url)
    await shown.close()
    async with page.context.expect_event("request", is_a_packet) as asked:
        await where.get_by_text("Download the PDF").click()
    answer = await page.context.request.get((await asked.value).url)
    assert answer.headers["content-disposition"] == f'attachment; filename="{NAME}.pdf"'
    is_the_text(await answer.body())


def is_a_packet(request: Request) -> bool:
    """Tell whether a window asks for a packet."""
    return "/packets/" in request.url


async def is_the_packet(page: Page) -> None:
    """Read the page that stands alone."""
    await expect(page.locator("h1")).to_have_text("Gate 1 · Line 3 downtime")
    await expect(page.locator(".banner")).to_contain_text("Approved: go")
    await expect(page.locator(".banner")).to_contain_text("Ana Ruiz")
    # It has its own look: the policy that it is served with lets it.
    assert await page.locator(".banner").evaluate("node => getComputedStyle(node).borderLeftStyle") == "solid"


async def is_the_pdf(kept: Download) -> None:
    """Read the file."""
    assert kept.suggested_filename == f"{NAME}.pdf"
    is_the_text(await asyncio.to_thread(Path(await kept.path()).read_bytes))


def is_the_text(content: bytes) -> None:
    """Read the text of the PDF."""
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)
    assert "Gate 1 · Line 3 downtime" in text
