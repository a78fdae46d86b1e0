"""Coming back to the page: what is new, what was archived, a thread that was closed, a sandbox that was away."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.adapters.sandbox_page.canned_content import THURSDAY, message, section, view
from tests.adapters.sandbox_page.canned_server import CannedServer

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_line_stands_above_the_first_message_that_is_new(
    open_page: Any, server: CannedServer
) -> None:
    old, mine = message(THURSDAY, "UANA", "Seen"), message(THURSDAY + 9, "UMIA", "My own")
    server.messages["C1"] = [old, mine, message(THURSDAY + 20, "UANA", "Not yet seen")]
    server.read_to["C1"] = old["ts"]
    page = await open_page()
    line = page.locator(".fresh")
    await expect(line).to_have_text("New")
    assert await line.evaluate("it => it.nextElementSibling.innerText.includes('Not yet seen')")
    server.read_to["C1"] = server.messages["C1"][-1]["ts"]
    server.messages["C1"].append(message(THURSDAY + 30, "UANA", "Even newer"))
    server.changed(type="message", conversation="C1")
    await page.get_by_text("Even newer").wait_for()
    await expect(line).to_have_count(1)
    await page.locator('[data-place="C2"]').click()
    await page.wait_for_selector('body[data-at="UMIA/C2"]')
    await page.locator('[data-place="C1"]').click()
    await page.get_by_text("Even newer").wait_for()
    server.read_to["C1"] = server.messages["C1"][-1]["ts"]
    await page.reload()
    await page.get_by_text("Even newer").wait_for()
    await expect(line).to_have_count(0)


async def test_whoever_comes_for_the_first_time_sees_no_such_line(
    open_page: Any, server: CannedServer
) -> None:
    server.messages["C1"] = [message(THURSDAY, "UANA", "Hello")]
    page = await open_page()
    await page.get_by_text("Hello").wait_for()
    await expect(page.locator(".fresh")).to_have_count(0)


async def test_whoever_comes_back_begins_where_they_left_off(open_page: Any, server: CannedServer) -> None:
    rows = [section(f"r{n}", f"Row {n}") for n in range(45)]
    server.messages["C1"] = [
        message(THURSDAY, "UANA", "Seen"),
        message(THURSDAY + 9, "UBOT", "Long", rows),
    ]
    server.read_to["C1"] = server.messages["C1"][0]["ts"]
    page = await open_page()
    await expect(page.locator(".fresh")).to_be_in_viewport()
    await expect(page.get_by_text("Row 44")).not_to_be_in_viewport()


async def test_an_archived_channel_is_read_only_until_it_is_opened_again(
    open_page: Any, server: CannedServer
) -> None:
    page = await open_page()
    await page.locator("#show-members").click()
    await page.get_by_text("Archive this channel").click()
    await expect(page.locator(".popover")).to_have_count(0)
    await page.wait_for_timeout(50)
    assert server.bodies("archive") == [{"as": "UMIA", "conversation": "C1", "archived": True}]
    channel = next(one for one in server.conversations if one["id"] == "C1")
    channel["archived"] = True
    server.changed(type="state", conversation="C1")
    await expect(page.locator("#banner")).to_contain_text("is archived")
    await expect(page.locator("#composer-form")).to_be_hidden()
    await expect(page.locator('[data-place="C1"]')).to_contain_text("Archived")
    await page.get_by_role("button", name="Unarchive").click()
    await page.wait_for_timeout(50)
    assert server.bodies("archive")[1]["archived"] is False
    channel["archived"] = False
    server.changed(type="state", conversation="C1")
    await expect(page.locator("#composer-form")).to_be_visible()


async def test_one_escape_closes_a_form_once(open_page: Any, server: CannedServer) -> None:
    server.views = [view(section("s", "Two forms"), id="V0"), view(section("s", "The upper form"))]
    page = await open_page()
    modal = page.locator("dialog#modal")
    await expect(modal).to_contain_text("The upper form")
    # What Chromium does when nobody has touched the page since the last Escape: both events at once.
    await modal.evaluate("""it => {
      it.dispatchEvent(new Event('cancel', { cancelable: true }));
      it.close();
    }""")
    await page.wait_for_timeout(150)
    assert [body["view_id"] for body in server.bodies("close")] == ["V1"]
    # On a slow machine the close is told of when the view below is shown already.
    await expect(modal).to_contain_text("Two forms")
    await modal.evaluate("it => it.dispatchEvent(new Event('close'))")
    await page.wait_for_timeout(150)
    assert [body["view_id"] for body in server.bodies("close")] == ["V1"]
    assert await page.locator(".toast").count() == 0


async def test_closing_a_thread_leads_back_to_its_message(open_page: Any, server: CannedServer) -> None:
    parent = message(THURSDAY, "UANA", "Parent", reply_count=1)
    reply = message(THURSDAY + 9, "URAJ", "Reply", thread_ts=parent["ts"])
    server.messages["C1"] = [parent, reply]
    page = await open_page()
    await page.locator(".replies").click()
    await page.locator("#thread").get_by_text("Reply", exact=True).wait_for()
    await page.keyboard.press("Escape")
    await expect(page.locator("#thread")).to_be_hidden()
    await expect(page.locator(".replies")).to_be_focused()


async def test_the_page_says_when_the_sandbox_is_away_and_goes_on_when_it_is_back(
    open_page: Any, server: CannedServer
) -> None:
    page = await open_page()
    notice = page.locator("#offline")
    await expect(notice).to_be_hidden()
    server.away = True
    server.hang_up()
    await expect(notice).to_contain_text("The sandbox does not answer")
    assert await page.evaluate(CONTRAST) == []
    server.messages["C1"].append(message(THURSDAY, "UANA", "Said meanwhile"))
    server.away = False
    await expect(notice).to_be_hidden(timeout=12_000)
    await expect(page.get_by_text("Said meanwhile")).to_be_visible()
