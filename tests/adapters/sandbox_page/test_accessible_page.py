"""Whoever sees little, or nothing: texts stand out from what lies behind them, and every control has a name."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.adapters.sandbox_page.canned_content import (
    THURSDAY,
    actions,
    button,
    field,
    message,
    option,
    plain,
    section,
    text,
    view,
)
from tests.adapters.sandbox_page.canned_server import CannedServer
from tests.adapters.sandbox_page.canned_teams import CannedTeams

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
NAMED = {"button", "link", "textbox", "combobox", "checkbox", "radio", "menu", "menuitem", "dialog", "listbox",
         "navigation", "complementary", "region", "log", "image", "Date", "InputTime"}  # fmt: skip
WORDS = "✔ ready · ▲ flagged · ✖ not ready · ○ open · `code` <@UMIA> <@UANA> <https://example.org|link> ~old~"


def full(server: CannedServer) -> None:
    """Let a channel hold one of everything that has a colour of its own."""
    more = {"type": "overflow", "action_id": "more", "options": [option("one")]}
    blocks = [
        section("s", f"*Line 3*\n{WORDS}\n> quoted", more),
        {"type": "context", "elements": [text(WORDS)]},
        actions("row", button("a", "Approve", style="primary"), button("b", "Stop…", style="danger")),
    ]
    server.messages["C1"] = [
        message(THURSDAY, "UANA", f"Hello {WORDS}", pinned=True, edited=True, reply_count=2),
        message(THURSDAY + 9, "UBOT", "Card", blocks, edited=True),
        message(THURSDAY + 19, "UBOT", "Card", blocks, ephemeral=True),
        message(THURSDAY + 29, "UMIA", "<@UMIA> has joined the channel", subtype="channel_join"),
    ]
    server.read_to["C1"] = server.messages["C1"][0]["ts"]


async def nameless(page: Page) -> list[str]:
    """Give the controls and regions that a screen reader could not name."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    heard = [node for node in tree["nodes"] if not node["ignored"]]
    assert len(heard) > 20
    return [
        role
        for node in heard
        if (role := node["role"]["value"]) in NAMED and not node.get("name", {}).get("value", "").strip()
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_channel_can_be_read_and_heard(open_page: Any, server: CannedServer, scheme: Any) -> None:
    full(server)
    next(one for one in server.conversations if one["id"] == "C1")["app_in"] = False
    page = await open_page()
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert await page.evaluate(CONTRAST) == []
    await page.locator(".message").nth(1).hover()
    await page.evaluate("document.querySelectorAll('.message')[0].classList.add('found')")
    await page.locator(".overflow").first.click()
    assert await page.evaluate(CONTRAST) == []
    assert await nameless(page) == []
    await page.keyboard.press("Escape")
    await page.locator("#show-members").click()
    assert await page.evaluate(CONTRAST) == []
    assert await nameless(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_form_and_its_errors_can_be_read_and_heard(
    open_page: Any, server: CannedServer, scheme: Any
) -> None:
    server.views = [
        view(
            section("s", f"*Gate 1*\n{WORDS}"),
            field("n", "Name", {"type": "plain_text_input", "action_id": "a"}, hint=plain("A hint")),
            field("d", "Due", {"type": "datepicker", "action_id": "a"}, optional=True),
            field("w", "Who", {"type": "multi_users_select", "action_id": "a", "initial_users": ["ULI"]}),
            field("c", "Which", {"type": "checkboxes", "action_id": "a", "options": [option("one")]}),
        )
    ]
    page = await open_page()
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.locator(".modal-submit").click()
    await page.locator(".field-error").first.wait_for()
    assert await page.evaluate(CONTRAST) == []
    assert await nameless(page) == []


async def test_whoever_is_refused_sees_it_at_the_field_that_has_the_focus(
    open_page: Any, server: CannedServer
) -> None:
    server.views = [view(field("n", "Name", {"type": "plain_text_input", "action_id": "a"}))]
    page = await open_page()
    await page.locator(".modal-submit").click()
    focused = page.locator("dialog :focus")
    await page.locator(".field-error").wait_for()
    assert await focused.get_attribute("aria-invalid") == "true"
    colours = await focused.evaluate(
        "it => [getComputedStyle(it).outlineColor, getComputedStyle(document.querySelector('.field-error')).color]"
    )
    assert colours[0] == colours[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_teams_page_can_be_read_and_heard(open_teams: Any, teams: CannedTeams, scheme: Any) -> None:
    page = await open_teams()
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert await page.evaluate(CONTRAST) == []
    assert await nameless(page) == []
