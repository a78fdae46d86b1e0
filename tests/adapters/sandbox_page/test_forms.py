"""Modals: fields with initial values, what a submit sends, errors under fields, and closing."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.adapters.sandbox_page.canned_content import field, option, plain, section, view
from tests.adapters.sandbox_page.canned_server import CannedServer

pytestmark = pytest.mark.asyncio(loop_scope="session")

Json = dict[str, Any]
ONE, TWO = option("one"), option("two")
INITIAL: list[tuple[Json, Json]] = [
    ({"type": "plain_text_input", "initial_value": "a"}, {"value": "a"}),
    ({"type": "plain_text_input", "multiline": True, "initial_value": "a\nb"}, {"value": "a\nb"}),
    ({"type": "number_input", "is_decimal_allowed": True, "initial_value": "8.5"}, {"value": "8.5"}),
    (
        {"type": "url_text_input", "initial_value": "https://example.com/x"},
        {"value": "https://example.com/x"},
    ),
    ({"type": "email_text_input", "initial_value": "mia@example.com"}, {"value": "mia@example.com"}),
    ({"type": "static_select", "options": [ONE, TWO], "initial_option": TWO}, {"selected_option": TWO}),
    (
        {"type": "multi_static_select", "options": [ONE, TWO], "initial_options": [ONE]},
        {"selected_options": [ONE]},
    ),
    ({"type": "users_select", "initial_user": "URAJ"}, {"selected_user": "URAJ"}),
    ({"type": "multi_users_select", "initial_users": ["ULI"]}, {"selected_users": ["ULI"]}),
    ({"type": "conversations_select", "initial_conversation": "C2"}, {"selected_conversation": "C2"}),
    (
        {"type": "multi_conversations_select", "initial_conversations": ["D1"]},
        {"selected_conversations": ["D1"]},
    ),
    ({"type": "channels_select", "initial_channel": "C1"}, {"selected_channel": "C1"}),
    ({"type": "multi_channels_select", "initial_channels": ["C1"]}, {"selected_channels": ["C1"]}),
    ({"type": "datepicker", "initial_date": "2026-03-12"}, {"selected_date": "2026-03-12"}),
    ({"type": "timepicker", "initial_time": "09:00"}, {"selected_time": "09:00"}),
    ({"type": "checkboxes", "options": [ONE, TWO], "initial_options": [TWO]}, {"selected_options": [TWO]}),
    ({"type": "radio_buttons", "options": [ONE, TWO], "initial_option": ONE}, {"selected_option": ONE}),
]
EMPTY: dict[str, list[str]] = {
    "selected_options": [],
    "selected_users": [],
    "selected_conversations": [],
    "selected_channels": [],
}


async def opened(open_page: Any, server: CannedServer, *blocks: Json) -> Page:
    """Open the page with one modal."""
    server.views = [view(*blocks)]
    page: Page = await open_page()
    await page.locator('dialog[data-view-id="V1"]').wait_for()
    return page


async def submitted(page: Page, server: CannedServer) -> Json:
    """Press the submit button and give what was sent."""
    await page.locator(".modal-submit").click()
    for _ in range(100):
        if server.bodies("submit"):
            break
        await page.wait_for_timeout(20)
    return server.bodies("submit")[-1]


async def test_every_field_sends_its_initial_value_untouched(open_page: Any, server: CannedServer) -> None:
    blocks = [field(f"b{n}", f"Field {n}", {**one, "action_id": "a"}) for n, (one, _) in enumerate(INITIAL)]
    page = await opened(open_page, server, *blocks)
    body = await submitted(page, server)
    expected = {f"b{n}": {"a": {"type": one["type"], **held}} for n, (one, held) in enumerate(INITIAL)}
    assert body == {"as": "UMIA", "view_id": "V1", "values": expected}


async def test_every_empty_optional_field_sends_slacks_empty_value(
    open_page: Any, server: CannedServer
) -> None:
    plain_fields = [
        ({k: v for k, v in one.items() if not k.startswith("initial")}, held) for one, held in INITIAL
    ]
    blocks = [
        field(f"b{n}", f"Field {n}", {**one, "action_id": "a"}, optional=True)
        for n, (one, _) in enumerate(plain_fields)
    ]
    page = await opened(open_page, server, *blocks)
    values = (await submitted(page, server))["values"]
    for n, (one, held) in enumerate(plain_fields):
        (key,) = held
        assert values[f"b{n}"]["a"] == {"type": one["type"], key: EMPTY.get(key)}


async def test_typed_values_arrive(open_page: Any, server: CannedServer) -> None:
    number = {"type": "number_input", "action_id": "a", "is_decimal_allowed": True}
    page = await opened(
        open_page, server, field("share", "Completeness, %", number, hint=plain("Rows without a gap"))
    )
    await page.get_by_label("Completeness, %").fill("95.5")
    assert (await submitted(page, server))["values"]["share"]["a"] == {
        "type": "number_input",
        "value": "95.5",
    }


@pytest.mark.parametrize(
    ("element", "typed", "sentence"),
    [
        ({"type": "plain_text_input"}, "", "Please fill this in."),
        (
            {"type": "number_input", "is_decimal_allowed": True},
            "abc",
            "Please give a number, such as 8 or 8.5.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": False, "max_value": "100"},
            "101",
            "Please give 100 or less.",
        ),
        ({"type": "plain_text_input", "min_length": 5}, "no", "Please write at least 5 characters."),
        ({"type": "email_text_input"}, "mia", "Please give an email address."),
        (
            {"type": "url_text_input"},
            "javascript:alert(1)",
            "Please give an address that starts with http:// or https://.",
        ),
    ],
)
async def test_a_field_slack_would_not_send_is_told_under_it(
    open_page: Any, server: CannedServer, element: Json, typed: str, sentence: str
) -> None:
    page = await opened(open_page, server, field("b", "Value", {**element, "action_id": "a"}))
    await page.get_by_label("Value").fill(typed)
    await page.locator(".modal-submit").click()
    assert await page.locator('[data-block-id="b"] .field-error').inner_text() == sentence
    assert server.bodies("submit") == []


async def test_the_apps_errors_stand_under_their_fields(open_page: Any, server: CannedServer) -> None:
    server.answers["submit"] = (
        200,
        {"ok": True, "errors": {"b2": "<b>Too</b> early."}, "closed": False, "view": None},
    )
    texts = [
        field(f"b{n}", f"Value {n}", {"type": "plain_text_input", "action_id": "a", "initial_value": "x"})
        for n in (1, 2)
    ]
    page = await opened(open_page, server, *texts)
    await submitted(page, server)
    assert await page.locator('[data-block-id="b2"] .field-error').inner_text() == "<b>Too</b> early."
    assert await page.locator(".field-error").count() == 1
    assert await page.get_by_label("Value 2").get_attribute("aria-invalid") == "true"


async def test_errors_stay_when_the_server_notes_what_was_typed(open_page: Any, server: CannedServer) -> None:
    server.answers["submit"] = (
        200,
        {"ok": True, "errors": {"b": "Too early."}, "closed": False, "view": None},
    )
    text = field("b", "Value", {"type": "plain_text_input", "action_id": "a", "initial_value": "x"})
    page = await opened(open_page, server, text)
    await submitted(page, server)
    await page.locator(".field-error").wait_for()
    server.views = [{**server.views[0], "state": {"values": {"b": {"a": {"value": "x"}}}}}]
    async with page.expect_response("**/page/views*"):
        server.changed(type="views")
    await page.evaluate(
        "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )
    assert await page.locator(".field-error").count() == 1


async def test_what_was_typed_outlives_an_update_of_the_view(open_page: Any, server: CannedServer) -> None:
    note = field("note", "Note", {"type": "plain_text_input", "action_id": "a"})
    page = await opened(open_page, server, note)
    await page.get_by_label("Note").fill("half a sent")
    server.views = [view(section("more", "One more line"), note)]
    server.changed(type="views")
    await page.get_by_text("One more line").wait_for()
    await page.keyboard.type("ence")
    assert await page.get_by_label("Note").input_value() == "half a sentence"


async def test_escape_closes_the_top_view_and_shows_the_one_below(
    open_page: Any, server: CannedServer
) -> None:
    server.views = [view(section("s", "Below")), view(section("s", "Above"), view_id="V2")]
    page = await open_page()
    await page.get_by_text("Above").wait_for()
    await page.keyboard.press("Escape")
    await page.locator('dialog[data-view-id="V1"]').wait_for()
    assert server.bodies("close") == [{"as": "UMIA", "view_id": "V2"}]
    await page.keyboard.press("Escape")
    await page.locator("dialog#modal").wait_for(state="hidden")
    assert server.bodies("close")[1:] == [{"as": "UMIA", "view_id": "V1"}]


async def test_escape_closes_an_open_menu_before_its_form(open_page: Any, server: CannedServer) -> None:
    people = field("who", "Who", {"type": "multi_users_select", "action_id": "a"})
    page = await opened(open_page, server, people)
    await page.locator('[data-action-id="a"] button').click()
    await page.locator('.popover [data-value="URAJ"]').check()
    await page.keyboard.press("Escape")
    await page.locator(".popover").wait_for(state="detached")
    assert server.bodies("close") == []
    assert (await submitted(page, server))["values"]["who"]["a"]["selected_users"] == ["URAJ"]


async def test_the_focus_stays_inside_an_open_modal(open_page: Any, server: CannedServer) -> None:
    page = await opened(
        open_page, server, field("b", "Value", {"type": "plain_text_input", "action_id": "a"})
    )
    for _ in range(8):
        await page.keyboard.press("Tab")
        outside = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        assert not await page.evaluate(outside)


async def test_only_a_field_that_dispatches_acts_from_a_form(open_page: Any, server: CannedServer) -> None:
    quiet = field("quiet", "Quiet", {"type": "static_select", "action_id": "a", "options": [ONE, TWO]})
    loud = field(
        "loud",
        "Loud",
        {"type": "static_select", "action_id": "a", "options": [ONE, TWO]},
        dispatch_action=True,
    )
    page = await opened(open_page, server, quiet, loud)
    await page.get_by_label("Quiet").select_option("one")
    await page.get_by_label("Loud").select_option("two")
    await page.wait_for_timeout(150)
    (body,) = server.bodies("act")
    assert body["container"] == {"type": "view", "view_id": "V1"}
    assert body["action"]["block_id"] == "loud"
    assert body["state"]["quiet"]["a"]["selected_option"] == ONE
