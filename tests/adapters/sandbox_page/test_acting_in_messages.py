"""Each element in a message is drawn, and using it tells the server what Slack would tell the app."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page

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
)
from tests.adapters.sandbox_page.canned_server import CannedServer

pytestmark = pytest.mark.asyncio(loop_scope="session")

Json = dict[str, Any]
Use = Callable[[Page, Locator], Awaitable[Any]]
TS = f"{THURSDAY:.6f}"
ONE, TWO = option("one", "One"), option("two", "Two")


def tick(*values: str) -> Use:
    """Tick or choose by value."""

    async def use(page: Page, control: Locator) -> None:
        for value in values:
            await control.locator(f'input[data-value="{value}"]').check()

    return use


def choose(value: str) -> Use:
    """Choose one entry of a menu."""
    return lambda page, control: control.select_option(value)


def pick_many(*values: str) -> Use:
    """Tick entries in the panel of a multiple menu, and close it."""

    async def use(page: Page, control: Locator) -> None:
        await control.locator("button").click()
        for value in values:
            await page.locator(f'.popover input[data-value="{value}"]').check()
        await page.keyboard.press("Escape")

    return use


def fill(words: str) -> Use:
    """Enter a value."""
    return lambda page, control: control.fill(words)


async def press(page: Page, control: Locator) -> None:
    """Click."""
    await control.click()


async def open_and_choose(page: Page, control: Locator) -> None:
    """Choose the second entry of an overflow menu."""
    await control.click()
    await page.locator('.popover [data-value="two"]').click()


GROUPS = [{"label": plain("First"), "options": [ONE]}, {"label": plain("Second"), "options": [TWO]}]
CASES: list[tuple[str, Json, Use, Json]] = [
    ("button", {"text": plain("Go"), "value": "v"}, press, {"value": "v", "text": plain("Go")}),
    ("overflow", {"options": [ONE, TWO]}, open_and_choose, {"selected_option": TWO}),
    ("static_select", {"options": [ONE, TWO]}, choose("two"), {"selected_option": TWO}),
    ("static_select", {"option_groups": GROUPS}, choose("two"), {"selected_option": TWO}),
    ("users_select", {}, choose("URAJ"), {"selected_user": "URAJ"}),
    ("conversations_select", {}, choose("D1"), {"selected_conversation": "D1"}),
    ("channels_select", {}, choose("C3"), {"selected_channel": "C3"}),
    (
        "multi_static_select",
        {"options": [ONE, TWO]},
        pick_many("one", "two"),
        {"selected_options": [ONE, TWO]},
    ),
    (
        "multi_users_select",
        {"initial_users": ["UMIA"]},
        pick_many("URAJ"),
        {"selected_users": ["UMIA", "URAJ"]},
    ),
    ("multi_channels_select", {}, pick_many("C2"), {"selected_channels": ["C2"]}),
    ("multi_conversations_select", {}, pick_many("D2"), {"selected_conversations": ["D2"]}),
    ("datepicker", {"initial_date": "2026-03-12"}, fill("2026-03-16"), {"selected_date": "2026-03-16"}),
    ("timepicker", {"initial_time": "09:00"}, fill("10:30"), {"selected_time": "10:30"}),
    (
        "checkboxes",
        {"options": [ONE, TWO], "initial_options": [ONE]},
        tick("two"),
        {"selected_options": [ONE, TWO]},
    ),
    ("radio_buttons", {"options": [ONE, TWO], "initial_option": ONE}, tick("two"), {"selected_option": TWO}),
]


async def acted(page: Page, server: CannedServer) -> Json:
    """Wait for the one action that was sent."""
    for _ in range(100):
        if server.bodies("act"):
            break
        await page.wait_for_timeout(20)
    (body,) = server.bodies("act")
    return body


@pytest.mark.parametrize(
    ("kind", "more", "use", "payload"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)]
)
async def test_using_an_element_sends_its_value_in_slacks_shape(
    open_page: Any, server: CannedServer, kind: str, more: Json, use: Use, payload: Json
) -> None:
    element = {"type": kind, "action_id": "act", **more}
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Try it", [actions("row", element)])]
    page = await open_page()
    control = page.locator('[data-action-id="act"]')
    assert await control.get_attribute("data-block-id") == "row"
    await use(page, control)
    body = await acted(page, server)
    assert body["as"] == "UMIA"
    assert body["container"] == {"type": "message", "conversation": "C1", "ts": TS}
    assert body["action"] == {"type": kind, "action_id": "act", "block_id": "row", **payload}


async def test_an_accessory_acts_with_its_sections_block_id(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [
        message(THURSDAY, "UBOT", "Row", [section("item-3", "*Quality*", button("update", "Update"))])
    ]
    page = await open_page()
    await page.get_by_role("button", name="Update", exact=True).click()
    assert (await acted(page, server))["action"]["block_id"] == "item-3"


async def test_an_action_carries_the_values_typed_into_its_message(
    open_page: Any, server: CannedServer
) -> None:
    blocks = [
        field("note", "Note", {"type": "plain_text_input", "action_id": "text"}),
        actions("row", button("go", "Go")),
    ]
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Form", blocks)]
    page = await open_page()
    await page.get_by_label("Note").fill("looks fine")
    await page.locator('[data-action-id="go"]').click()
    body = await acted(page, server)
    assert body["state"] == {"note": {"text": {"type": "plain_text_input", "value": "looks fine"}}}


@pytest.mark.parametrize(("answer", "sent"), [("deny", 0), ("confirm", 1)])
async def test_a_confirm_object_asks_first(
    open_page: Any, server: CannedServer, answer: str, sent: int
) -> None:
    confirm = {
        "title": plain("Sure?"),
        "text": text("It is *final*."),
        "confirm": plain("Approve"),
        "deny": plain("Not yet"),
    }
    server.messages["C1"] = [
        message(
            THURSDAY, "UBOT", "Gate", [actions("row", button("ok", "Approve", "primary", confirm=confirm))]
        )
    ]
    page = await open_page()
    await page.locator('[data-action-id="ok"]').click()
    assert await page.locator(".confirm-text strong").inner_text() == "final"
    await page.locator(f'[data-confirm="{answer}"]').click()
    await page.locator(".confirm").wait_for(state="detached")
    await page.wait_for_timeout(100)
    assert len(server.bodies("act")) == sent


async def test_turning_away_from_a_confirm_puts_a_menu_back(open_page: Any, server: CannedServer) -> None:
    menu = {"type": "static_select", "action_id": "menu", "options": [ONE, TWO], "initial_option": ONE}
    confirm = {"title": plain("Sure?"), "text": text("Really"), "confirm": plain("Yes"), "deny": plain("No")}
    server.messages["C1"] = [
        message(THURSDAY, "UBOT", "Menu", [actions("row", {**menu, "confirm": confirm})])
    ]
    page = await open_page()
    await page.locator('[data-action-id="menu"]').select_option("two")
    await page.keyboard.press("Escape")
    await page.locator(".confirm").wait_for(state="detached")
    assert await page.locator('[data-action-id="menu"]').input_value() == "one"
    assert server.bodies("act") == []


async def test_a_button_with_an_address_opens_it_and_acts(open_page: Any, server: CannedServer) -> None:
    here = f"{server.address}/static/icon.svg"
    server.messages["C1"] = [
        message(THURSDAY, "UBOT", "Link", [actions("row", button("open", "Evidence", url=here))])
    ]
    page = await open_page()
    control = page.locator('[data-action-id="open"]')
    assert await control.get_attribute("rel") == "noopener noreferrer"
    async with page.context.expect_page():
        await control.click()
    assert (await acted(page, server))["action"]["action_id"] == "open"


async def test_a_late_answer_is_told_in_a_notice(open_page: Any, server: CannedServer) -> None:
    server.answers["act"] = (200, {"ok": True, "warning": "Tollgate did not answer in time."})
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Slow", [actions("row", button("go", "Go"))])]
    page = await open_page()
    await page.locator('[data-action-id="go"]').click()
    assert await page.locator(".toast.warning p").inner_text() == "Tollgate did not answer in time."


@pytest.mark.parametrize("size", [(1280, 720), (390, 760)])
async def test_a_notice_covers_nothing_of_the_page(
    open_page: Any, server: CannedServer, size: tuple[int, int]
) -> None:
    server.answers["act"] = (200, {"ok": True, "warning": "/nothing is not a valid command."})
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Slow", [actions("row", button("go", "Go"))])]
    page = await open_page()
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.locator('[data-action-id="go"]').click()
    notice = page.locator(".toast.warning")
    await notice.wait_for()
    ends = await page.locator("#layout").evaluate("it => it.getBoundingClientRect().bottom")
    begins = await notice.evaluate("it => it.getBoundingClientRect().top")
    assert begins >= ends
    assert (await notice.evaluate("it => it.getBoundingClientRect().bottom")) <= size[1]
    await notice.get_by_label("Dismiss").click()
    await page.wait_for_function(
        "() => document.getElementById('layout').getBoundingClientRect().bottom === innerHeight"
    )


async def test_a_refused_control_is_told_and_its_message_fetched_again(
    open_page: Any, server: CannedServer
) -> None:
    server.answers["act"] = (409, {"error": "gone", "message": "This control is not there any more."})
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Old", [actions("row", button("go", "Go"))])]
    page = await open_page()
    server.messages["C1"] = [message(THURSDAY, "UBOT", "New", edited=True)]
    await page.locator('[data-action-id="go"]').click()
    await page.locator(".toast.warning").wait_for()
    await page.get_by_text("New").wait_for()
