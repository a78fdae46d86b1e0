"""Three people approve a gate in a real browser: every copy shows who is awaited, and a packet is left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from adapters.clock import VirtualClock
from adapters.sandbox.tour import governance
from adapters.sandbox.tour.crew import Crew
from bot import staging
from bot.bootstrap import Demo, start_demo
from tests.journeys.visitor import Office, Visitor

REVIEW = f"Gate 2 · {governance.NAME}"
#: what the files are called that a decision leaves
PACKET = "invoice-matching-gate-2-round-1"
SPONSOR = "Sponsor · {} of 1: "
DATA = "Data and security · {} of 2: "
#: where everybody reads of the gate: the lead in the channel, the others in the message that is theirs
COPIES = {"mia": governance.CHANNEL, "eva": "dm", "raj": "dm", "ana": "dm", "li": "dm"}


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """A project whose second gate waits: for the sponsor, and for two of those who know the data."""
    database = f"sqlite:///{tmp_path / 'tollgate.sqlite'}"
    demo = await start_demo(None, database_url=database, clock=VirtualClock(governance.BEGINS, runs=True))
    try:
        async with staging.driving(demo) as driver:
            crew = Crew(driver, demo.days.move_to, governance.CHANNEL)
            await governance.first_day(crew)
            await governance.use_case(crew)
            await governance.first_gate(crew)
            await governance.data(crew)
            await crew.on(date(2026, 3, 30))
            await crew.request(crew.mia, 2)
        yield demo
    finally:
        await demo.stop()


@pytest.fixture
async def people(browser: Browser, demo: Demo) -> AsyncIterator[dict[str, Visitor]]:
    """Everybody in a window of their own."""
    office = Office(browser, demo.page)
    yield {handle: await office.person(handle, place) for handle, place in COPIES.items()}
    await office.leave()


async def test_three_approvers_pass_a_gate_and_every_copy_shows_who_is_awaited(
    people: dict[str, Visitor],
) -> None:
    await stands(people, SPONSOR.format(0) + "Ana awaited", DATA.format(0) + "Eva and Raj awaited")
    await approve(people["eva"])
    await one_of_two(people)
    await changes_her_mind(people)
    await approve(people["eva"])
    await one_of_two(people)
    await approve(people["raj"])
    await stands(people, SPONSOR.format(0) + "Ana awaited", DATA.format(2) + "Eva approved, Raj approved")
    await approve(people["ana"])
    await is_passed(people)
    message = await asks_for_the_packet(people["raj"])
    async with people["raj"].page.context.expect_page() as opened:
        await message.get_by_role("link", name=f"{PACKET}.html", exact=True).click()
    await can_be_read_as_a_page(await opened.value)
    async with people["raj"].page.expect_download() as kept:
        await message.get_by_role("link", name=f"Download {PACKET}.pdf").click()
    can_be_read_on_paper(await (await kept.value).path())


async def approve(who: Visitor) -> None:
    """Approve in one's own message, after the question whether one is sure."""
    await who.press("Approve", on=f"{REVIEW} · your decision")
    await expect(who.page.locator("dialog[open]")).to_contain_text("when every group has approved")
    await who.confirm()
    await expect(review_of(who)).not_to_contain_text("your decision")


async def stands(people: dict[str, Visitor], *said: str) -> None:
    """Wait until every copy says so."""
    for who in people.values():
        for text in said:
            await expect(review_of(who)).to_contain_text(text)


async def one_of_two(people: dict[str, Visitor]) -> None:
    """Eva has approved: whoever is still asked reads so, everybody else for whom it waits."""
    await stands(people, SPONSOR.format(0) + "Ana awaited", DATA.format(1) + "Eva approved, Raj awaited")
    for handle, head in {
        "mia": "waits for Ana and Raj",
        "eva": "waits for Ana and Raj",
        "raj": "your decision, Raj",
        "ana": "your decision, Ana",
        "li": "waits for Ana and Raj",
    }.items():
        await expect(review_of(people[handle]).locator(".header")).to_have_text(f"{REVIEW} · {head}")
    await expect(review_of(people["eva"])).to_contain_text("✔ You have approved. Until the gate is decided")
    offered = {handle: await offers_to_approve(who) for handle, who in people.items() if handle != "mia"}
    # Li made the bias assessment, which is kept apart from the approval.
    assert offered == {"eva": False, "raj": True, "ana": True, "li": False}


async def changes_her_mind(people: dict[str, Visitor]) -> None:
    """An approval that was taken back counts no more, on any copy."""
    await people["eva"].press("Take my approval back", on=REVIEW)
    await stands(people, DATA.format(0) + "Eva and Raj awaited")
    await expect(review_of(people["eva"])).to_contain_text("your decision, Eva")


async def is_passed(people: dict[str, Visitor]) -> None:
    """Every copy says who approved, and offers nothing to decide any more."""
    await stands(
        people,
        "✔ Gate 2 approved · Ana Ruiz, Mon 30 Mar",
        "✔ Eva approved · Data and security",
        "✔ Raj approved · Data and security",
        "✔ Ana approved · Sponsor",
        "Phase 3 starts Tue 31 Mar",
    )
    for who in people.values():
        await expect(review_of(who).get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    await expect(people["mia"].message("Phase 3, model validation")).to_contain_text("0 of 3 ready")


def review_of(who: Visitor) -> Locator:
    """Return their copy of the review."""
    return who.message(REVIEW)


async def offers_to_approve(who: Visitor) -> bool:
    """Tell whether their copy has the button."""
    return await review_of(who).get_by_role("button", name="Approve", exact=True).count() > 0


async def asks_for_the_packet(who: Visitor) -> Locator:
    """Press the button of one's own copy; the files come into the same conversation."""
    await who.press("Packet", on=REVIEW)
    message = await who.reads("Packet of gate 2, round 1")
    await expect(message.locator(".file")).to_have_count(2)
    return message


async def can_be_read_as_a_page(page: Page) -> None:
    """The packet tells who approved when, on what grounds, and how to check it."""
    await expect(page.locator("h1")).to_have_text(REVIEW)
    await expect(page.locator(".banner")).to_contain_text("✔ Approved: go")
    approvals = page.get_by_role("table", name="Approvals by group").get_by_role("row")
    for row, (group, needed, person) in enumerate(
        (
            ("Sponsor", "1 approval", "✔ Ana Ruiz"),
            ("Data and security", "2 approvals", "✔ Eva Novak"),
            ("Data and security", "2 approvals", "✔ Raj Patel"),
        ),
        start=1,
    ):
        for text in (group, needed, person, "Mon 30 Mar 2026"):
            await expect(approvals.nth(row)).to_contain_text(text)
    round_ = page.get_by_role("table", name="Events of this round in the ledger")
    for told in (
        "Eva Novak gave their approval",
        "Eva Novak took back their approval",
        "Ana Ruiz approved gate 2",
    ):
        await expect(round_).to_contain_text(told)
    rules = page.get_by_role("table", name="Rules and what came of them")
    await expect(rules).to_contain_text("✔ kept")
    await expect(rules).not_to_contain_text("✖")


def can_be_read_on_paper(packet: Path) -> None:
    """The PDF tells the same."""
    pages = [page.extract_text() for page in PdfReader(packet).pages]
    text = " ".join(" ".join(pages).split())
    for told in (
        REVIEW,
        "✔ Approved: go",
        "✔ Eva Novak",
        "✔ Raj Patel",
        "✔ Ana Ruiz",
        "took back their approval",
    ):
        assert told in text, told
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
