"""The demo in a real browser: a team makes all nine items ready, and the sponsor opens phase 2."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.demo_process import running_demo
from tests.journeys.visitor import MODAL, Office, Visitor

CHANNEL = "#line-3-downtime"
LIST, NEXT_LIST = "Phase 1, problem definition", "Phase 2, model development"
KPI, HISTORY = "Business problem with a measurable KPI", "At least 6 months of history"
QUALITY, PIPELINE = "Data quality above 80 %", "Data access pipeline in place"
GOVERNANCE, LABELS = "Data governance reviewed", "At least 1,000 labelled examples"
BASELINE, SPONSOR = "Baseline without AI", "Sponsor confirmed"
DEVOPS = "IT or DevOps person"


@pytest.fixture
async def office(browser: Browser, tmp_path: Path) -> AsyncIterator[Office]:
    """The demo without example projects, and windows onto it."""
    tollgate = Path(sys.executable).with_name("tollgate")
    state = {"TOLLGATE_DEMO_DIR": str(tmp_path / "state")}
    command = (tollgate, "demo", "--port", "0", "--empty")
    async with running_demo(*command, folder=tmp_path, environment=state) as address:
        office = Office(browser, address)
        yield office
        await office.leave()


async def take(who: Visitor, item: str, **values: str) -> None:
    """Take an item, then show with its form that it holds."""
    await who.press("Take it", on=LIST, beside=item)
    await record(who, item, **values)


async def record(who: Visitor, item: str, label: str = "", **values: str) -> None:
    """Fill in the form of an item."""
    await who.press(
        label or ("Update" if item in (KPI, HISTORY, QUALITY, LABELS, BASELINE) else "Done…"),
        on=LIST,
        beside=item,
    )
    await who.fill(**values)


async def stands(who: Visitor, words: str) -> None:
    """Wait until the checklist says so."""
    await expect(who.message(LIST)).to_contain_text(words)


async def test_a_team_brings_all_nine_items_to_ready_and_the_sponsor_opens_phase_2(office: Office) -> None:
    mia, raj, li, sam = [await office.person(name, CHANNEL) for name in ("mia", "raj", "li", "sam")]
    ana = await office.person("ana", "dm")
    await begin(mia)
    await business(mia)
    await data(raj, li)
    await the_rest(li, sam)
    await stands(mia, "8 of 9 ready, 1 of them flagged · 1 open")
    await ana.press("Confirm", on="your role: sponsor")
    await stands(mia, "9 of 9 ready")
    await mia.press("Request gate 1", on=LIST)
    await only_the_sponsor_decides(raj)
    await ana.press("Approve", on="your decision, Ana")
    await ana.confirm()
    await phase_2_begins(mia, ana, raj)


async def begin(mia: Visitor) -> None:
    await mia.say("/gate new")
    assert "two people" in await mia.is_refused(name="Line 3 downtime", sponsor="Mia Chen")
    await mia.say("/gate new")
    await mia.fill(name="Line 3 downtime", sponsor="Ana Ruiz")
    await stands(mia, "0 of 9 ready · 9 open")


async def business(mia: Visitor) -> None:
    await take(
        mia,
        KPI,
        name="Unplanned downtime",
        unit="h a month",
        direction="Lower",
        baseline="47",
        target="10",
        minimum="12",
        month_one="30",
        month_six="10",
    )
    await take(mia, BASELINE, baseline="47")
    await stands(mia, "2 of 9 ready")


async def data(raj: Visitor, li: Visitor) -> None:
    """Bring in the numbers; the quality is too low at first."""
    await raj.press("Take it", on=LIST, beside=HISTORY)
    await raj.press("Update", on=LIST, beside=HISTORY)
    assert "number" in await raj.is_refused(months="eight")
    await record(raj, HISTORY, months="8")
    await take(raj, QUALITY, completeness="95", accuracy="90", consistency="89", timeliness="99")
    await stands(li, "1 not ready")
    await record(raj, QUALITY, consistency="96")
    await stands(li, "4 of 9 ready, 1 of them flagged · 5 open")


async def the_rest(li: Visitor, sam: Visitor) -> None:
    """Make the other items ready; one is declared not ready on the way, and fixed."""
    await take(li, LABELS, task="Classification", examples="1000")
    await take(sam, PIPELINE, method="API", link="https://plant.example/pipeline")
    await sam.choose("Not ready…", on=LIST, beside=PIPELINE)
    await sam.fill(reason="The key expired")
    await stands(li, "declared not ready: The key expired")
    await record(sam, PIPELINE)
    await take(
        li, GOVERNANCE, reviewer="Eva Novak", regimes="PIPEDA, GDPR", link="https://plant.example/review"
    )
    await take(sam, DEVOPS, person="Sam Okafor")


async def only_the_sponsor_decides(raj: Visitor) -> None:
    await raj.press("Approve", on="waits for Ana")
    await raj.confirm()
    await raj.reads("Only Ana can do this, as sponsor")


async def phase_2_begins(mia: Visitor, ana: Visitor, raj: Visitor) -> None:
    await expect(mia.message(NEXT_LIST)).to_contain_text("0 of 5 ready")
    for who in (mia, raj, ana):
        await expect(who.message("Gate 1 approved · Ana Ruiz").locator(".header")).to_contain_text("Gate 1")
        await expect(who.page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    assert await mia.page.locator(MODAL).count() == 0


async def test_a_mention_in_a_projects_channel_gets_its_menu(office: Office) -> None:
    mia = await office.person("mia", CHANNEL)
    await mia.say("@Tollgate hello")
    await mia.reads("Hello Mia")
    await mia.say("/gate new")
    await mia.fill(name="Line 3 downtime", sponsor="Ana Ruiz")
    await stands(mia, "0 of 9 ready · 9 open")
    await mia.say("@Tollgate hello")
    await mia.reads("Show the checklist")


#: a page that begins to hear of changes a second late
HEARS_LATE = """
const Real = window.EventSource;
window.EventSource = class {
  constructor(path) {
    setTimeout(() => {
      this.real = new Real(path);
      this.real.onopen = () => this.onopen();
      this.real.onmessage = (event) => this.onmessage(event);
    }, 1000);
  }
  close() { this.real?.close(); }
};
"""


async def test_a_home_that_is_written_before_the_page_can_hear_of_it_is_shown(
    office: Office, browser: Browser
) -> None:
    mia = await office.person("mia", CHANNEL)
    page = await (await browser.new_context()).new_page()
    await page.add_init_script(HEARS_LATE)
    here, _, _ = mia.page.url.rpartition("/")
    await page.goto(f"{here}/home")
    await expect(page.locator("#home .blocks")).to_be_visible()
    await page.context.close()
