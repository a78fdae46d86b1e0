"""The page on a narrow screen: the column is a drawer, and nothing stands outside the screen."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.adapters.sandbox_page.canned_content import THURSDAY, button, message, section
from tests.adapters.sandbox_page.canned_server import CannedServer
from tests.adapters.sandbox_page.canned_teams import CannedTeams

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"width": 390, "height": 760}
#: what is wider than what it stands in, or reaches beyond the right edge
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width && !node.closest('.sidebar, .visually-hidden, .skip, option') && box.right > innerWidth + 0.5;
}).map((node) => `${node.tagName}.${node.className}`)"""


async def narrowed(page: Page) -> Page:
    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return page


@pytest.mark.parametrize("width", [320, 390, 560, 600, 800])
async def test_nothing_reaches_beyond_the_edge(open_page: Any, server: CannedServer, width: int) -> None:
    long = "Instandhaltungsplanungssoftwareeinführung" * 3
    server.messages["C1"] = [
        message(THURSDAY, "UBOT", "x", [section("s", f"*{long}*\n{long}", button("b", "Take it"))]),
        message(THURSDAY + 9, "UMIA", long),
    ]
    page = await open_page()
    await page.set_viewport_size({"width": width, "height": 760})
    assert await page.evaluate(OUTSIDE) == []


async def test_the_column_opens_over_the_conversation_and_a_place_closes_it(
    open_page: Any, server: CannedServer
) -> None:
    page = await narrowed(await open_page())
    column, opener = page.locator("#sidebar"), page.get_by_label("Channels and people")
    await expect(column).to_be_hidden()
    await opener.click()
    await expect(column).to_be_visible()
    await expect(opener).to_have_attribute("aria-expanded", "true")
    await expect(page.locator('[data-place="C1"]')).to_be_focused()
    assert await page.locator("#main").evaluate("it => it.inert")
    await page.locator('[data-place="home"]').click()
    await page.wait_for_selector('body[data-at="UMIA/home"]')
    await expect(column).to_be_hidden()
    assert not await page.locator("#main").evaluate("it => it.inert")


async def test_escape_and_a_press_beside_the_column_close_it(open_page: Any, server: CannedServer) -> None:
    page = await narrowed(await open_page())
    column, opener = page.locator("#sidebar"), page.get_by_label("Channels and people")
    await opener.click()
    await page.keyboard.press("Escape")
    await expect(column).to_be_hidden()
    await expect(opener).to_be_focused()
    await opener.click()
    await page.mouse.click(PHONE["width"] - 10, 400)
    await expect(column).to_be_hidden()


async def test_a_wide_screen_has_the_column_and_no_button_for_it(
    open_page: Any, server: CannedServer
) -> None:
    page = await narrowed(await open_page())
    await page.get_by_label("Channels and people").click()
    await page.set_viewport_size({"width": 1100, "height": 760})
    await expect(page.locator("#sidebar")).to_be_visible()
    await expect(page.locator("#open-places")).to_be_hidden()
    assert not await page.locator("#main").evaluate("it => it.inert")


async def test_the_button_tells_of_unread_messages_elsewhere(open_page: Any, server: CannedServer) -> None:
    page = await narrowed(await open_page())
    assert any(one["unread"] for one in server.conversations)
    await expect(page.locator(".opener-dot")).to_be_visible()
    for one in server.conversations:
        one["unread"] = 0
    server.changed(type="state")
    await expect(page.locator(".opener-dot")).to_be_hidden()


async def test_the_teams_page_has_the_same_drawer(open_teams: Any, teams: CannedTeams) -> None:
    page = await narrowed(await open_teams())
    await expect(page.locator("#sidebar")).to_be_hidden()
    await page.get_by_label("Channels and people").click()
    await expect(page.locator("#acting-as")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#sidebar")).to_be_hidden()
    assert await page.evaluate(OUTSIDE) == []
