"""Slack and Teams side by side in a real browser: the team works on Slack, the sponsor decides on Teams."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Frame, Locator, Page, ViewportSize, expect

from adapters.clock import VirtualClock
from bot.bootstrap import start_demo
from tests.journeys.teams_visitor import TeamsVisitor
from tests.journeys.test_browser_gate_one import (
    CHANNEL,
    LIST,
    NEXT_LIST,
    begin,
    business,
    data,
    stands,
    the_rest,
)
from tests.journeys.visitor import Office, Visitor

WIDE: ViewportSize = {"width": 1600, "height": 1000}
CODE = re.compile(r"Code for Line 3 downtime: (\w{8})")


@pytest.fixture
async def office(browser: Browser, tmp_path: Path) -> AsyncIterator[Office]:
    """A bot on both platforms, and windows onto it."""
    url = f"sqlite:///{tmp_path / 'tollgate.sqlite'}"
    demo = await start_demo(
        None, database_url=url, clock=VirtualClock(runs=True), platforms=("slack", "teams")
    )
    office = Office(browser, demo.page)
    yield office
    await office.leave()
    await demo.stop()


class Both:
    """One window with both sides: Mia on Slack, Ana on Teams."""

    def __init__(self, page: Page, slack: Frame, teams: Frame) -> None:
        self.page, self.slack, self.ana = page, slack, TeamsVisitor(teams)
        self.errors: list[object] = []
        page.on("pageerror", lambda error: self.errors.append(error))

    def on_slack(self, text: str) -> Locator:
        """Return the newest message of the Slack pane that holds a text."""
        return self.slack.locator("li.message", has_text=text).last


@pytest.fixture
async def both(browser: Browser, office: Office) -> AsyncIterator[Both]:
    """The side by side view."""
    context = await browser.new_context(viewport=WIDE, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = await context.new_page()
    await page.goto(f"{office.address}/?view=both")
    frames = []
    for side in ("slack", "teams"):
        pane = await page.locator(f"iframe#{side}").element_handle()
        frame = await pane.content_frame()
        assert frame is not None
        await frame.wait_for_selector("body[data-at] .connection.good")
        frames.append(frame)
    found = Both(page, *frames)
    yield found
    await context.close()
    assert found.errors == []


async def test_a_gate_requested_on_slack_is_approved_on_teams_and_both_see_it(
    office: Office, both: Both
) -> None:
    ana = both.ana
    await expect(both.slack.locator("#acting-name")).to_have_text("Mia Chen")
    await expect(ana.view.locator("#acting-name")).to_have_text("Ana Ruiz")
    await ana.go("chat")
    await ana.say("help")
    await ana.reads("gate")
    mia = await office.person("mia", CHANNEL)
    await begin(mia)
    await connect(mia, ana)
    await work(office, mia, ana)
    await both.on_slack(LIST).get_by_role("button", name="Request gate 1").click()
    await only_ana_is_offered_to_decide(ana)
    await decide(ana)
    await outcome(both, ana)


async def connect(mia: Visitor, ana: TeamsVisitor) -> None:
    """Let the project live in the channel on Teams as well."""
    await mia.press("More…", on=LIST)
    await mia.press("Connect another channel…", on="Connect another channel…")
    said = await (await mia.reads("Code for Line 3 downtime")).inner_text()
    found = CODE.search(said)
    assert found, said
    await ana.go("line-3-downtime")
    await ana.say(f"@Tollgate connect {found[1]}")
    await ana.reads("This channel is connected")
    # What arrives moves the list up, and a button with it.
    await mia.reads("lives on Slack and on")
    await expect(ana.message(LIST)).to_contain_text("0 of 9 ready")


async def work(office: Office, mia: Visitor, ana: TeamsVisitor) -> None:
    """Bring all items to ready on Slack; the sponsor confirms on Teams, where the checklist keeps pace."""
    raj, li, sam = [await office.person(name, CHANNEL) for name in ("raj", "li", "sam")]
    await business(mia)
    await expect(ana.message(LIST)).to_contain_text("2 of 9 ready")
    await data(raj, li)
    await the_rest(li, sam)
    await stands(mia, "8 of 9 ready")
    await ana.go("chat")
    await ana.press("Confirm (Ana)", on="your role: sponsor")
    await stands(mia, "9 of 9 ready")


async def only_ana_is_offered_to_decide(ana: TeamsVisitor) -> None:
    """In the channel on Teams, the sponsor's view of the review has the decision, and nobody else's."""
    review, decision = "Gate 1 · Line 3 downtime", "Approve"
    await ana.go("line-3-downtime")
    card = await ana.reads(review)
    await expect(card.get_by_role("button", name=decision, exact=True)).to_be_visible()
    await expect(card.locator(".own-view")).to_be_visible()
    await ana.become("Raj Patel")
    card = await ana.reads(review)
    await expect(card.get_by_role("button", name="Evidence")).to_be_visible()
    await expect(card.get_by_role("button", name=decision, exact=True)).to_have_count(0)
    await ana.become("Ana Ruiz")
    await ana.go("chat")


async def decide(ana: TeamsVisitor) -> None:
    """Approve on Teams, after the question whether one is sure."""
    await ana.press("Approve", on="your decision, Ana")
    await (
        ana.message("your decision, Ana").locator(".ac-adaptiveCard .ac-adaptiveCard .ac-pushButton").click()
    )


async def outcome(both: Both, ana: TeamsVisitor) -> None:
    """Both channels say the decision, and show the next phase."""
    await expect(both.on_slack("Gate 1 approved · Ana Ruiz")).to_be_visible()
    await expect(both.on_slack(NEXT_LIST)).to_contain_text("0 of 5 ready")
    await ana.go("line-3-downtime")
    await ana.reads("Gate 1 approved · Ana Ruiz")
    await expect(ana.message(NEXT_LIST)).to_contain_text("0 of 5 ready")
    await expect(ana.view.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
