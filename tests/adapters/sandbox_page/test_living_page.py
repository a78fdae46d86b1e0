"""The page around the messages: live updates, threads, people, Home, the clock, and what it loads."""

import json
from typing import Any

import pytest

from adapters.sandbox.pages import PAGE
from tests.adapters.sandbox_page.canned_content import THURSDAY, actions, button, field, message, section
from tests.adapters.sandbox_page.canned_server import CannedServer, received

pytestmark = pytest.mark.asyncio(loop_scope="session")

INPUT = {"type": "plain_text_input", "action_id": "a"}


def checklist(rows: int, words: str) -> dict[str, Any]:
    """A message long enough to scroll."""
    return message(
        THURSDAY,
        "UBOT",
        words,
        [section(f"r{n}", f"*{words} {n}*\ndetail", button(f"b{n}", "Update")) for n in range(rows)],
    )


async def test_a_new_message_appears_and_the_composer_keeps_its_words(
    open_page: Any, server: CannedServer
) -> None:
    page = await open_page()
    await page.locator("#composer").fill("half a thou")
    server.messages["C1"].append(message(THURSDAY, "UANA", "Hello there"))
    server.changed(type="message", conversation="C1")
    await page.get_by_text("Hello there").wait_for()
    assert await page.locator("#composer").input_value() == "half a thou"
    await page.keyboard.type("ght")
    assert await page.locator("#composer").input_value() == "half a thought"


async def test_an_update_of_a_message_keeps_what_is_being_typed_in_it(
    open_page: Any, server: CannedServer
) -> None:
    note = field("note", "Note", INPUT)
    server.messages["C1"] = [message(THURSDAY, "UBOT", "One", [section("s", "Before"), note])]
    page = await open_page()
    await page.get_by_label("Note").fill("half")
    server.messages["C1"] = [message(THURSDAY, "UBOT", "One", [section("s", "After"), note], edited=True)]
    server.changed(type="message", conversation="C1")
    await page.get_by_text("After").wait_for()
    await page.keyboard.type(" done")
    assert await page.get_by_label("Note").input_value() == "half done"
    assert await page.locator(".edited").count() == 1


async def test_reading_further_up_is_not_disturbed_by_a_new_message(
    open_page: Any, server: CannedServer
) -> None:
    server.messages["C1"] = [checklist(40, "Row")]
    page = await open_page()
    await page.locator('[data-action-id="b39"]').wait_for()
    await page.evaluate("document.getElementById('scroller').scrollTop = 300")
    before = await page.locator('[data-action-id="b12"]').bounding_box()
    server.messages["C1"] = [checklist(40, "Line"), message(THURSDAY + 9, "UANA", "New at the end")]
    server.changed(type="message", conversation="C1")
    await page.get_by_text("New at the end").wait_for(state="attached")
    assert await page.locator('[data-action-id="b12"]').bounding_box() == before


async def test_at_the_end_a_new_message_scrolls_into_view(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [checklist(40, "Row")]
    page = await open_page()
    server.messages["C1"].append(message(THURSDAY + 9, "UANA", "New at the end"))
    server.changed(type="message", conversation="C1")
    await page.get_by_text("New at the end").wait_for()
    await page.wait_for_timeout(50)
    box = await page.get_by_text("New at the end").bounding_box()
    assert box is not None
    assert box["y"] < 860


async def test_an_answer_to_a_press_further_up_comes_into_view(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [checklist(40, "Row")]
    page = await open_page()
    await page.locator('[data-action-id="b39"]').wait_for()
    await page.evaluate("document.getElementById('scroller').scrollTop = 300")
    server.messages["C1"].append(message(THURSDAY + 9, "UBOT", "For you alone", ephemeral=True))
    server.changed(type="message", conversation="C1")
    await page.get_by_text("For you alone").wait_for()
    assert await page.get_by_text("For you alone").evaluate(
        "node => node.getBoundingClientRect().bottom < innerHeight"
    )


async def test_a_deleted_message_disappears(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [message(THURSDAY, "UANA", "Short-lived")]
    page = await open_page()
    row = page.locator(".message")
    await row.hover()
    await row.get_by_role("button", name="Delete message").click()
    await page.locator('[data-confirm="confirm"]').click()
    assert await received(page, server, "delete") == {
        "as": "UMIA",
        "conversation": "C1",
        "ts": f"{THURSDAY:.6f}",
    }
    server.messages["C1"] = []
    server.changed(type="deleted", conversation="C1", ts=f"{THURSDAY:.6f}")
    await row.wait_for(state="detached")


async def test_enter_sends_and_shift_enter_breaks_the_line(open_page: Any, server: CannedServer) -> None:
    page = await open_page()
    await page.locator("#composer").click()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two <b> & @Raj Patel")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    body = await received(page, server, "say")
    assert body == {"as": "UMIA", "conversation": "C1", "text": "one\ntwo <b> & @Raj Patel"}


async def test_a_slash_offers_the_apps_commands(open_page: Any, server: CannedServer) -> None:
    page = await open_page()
    await page.locator("#composer").press_sequentially("/g")
    assert await page.locator("#composer-hints").get_by_role("option").all_inner_texts() == [
        "/gate [new | status | request]\nOpen the gate menu"
    ]
    await page.keyboard.press("Tab")
    await page.keyboard.type("status")
    await page.keyboard.press("Enter")
    assert (await received(page, server, "say"))["text"] == "/gate status"


async def test_replies_open_in_a_thread_and_are_answered_there(open_page: Any, server: CannedServer) -> None:
    ts = f"{THURSDAY:.6f}"
    server.messages["C1"] = [
        message(THURSDAY, "UBOT", "Parent", reply_count=1),
        message(THURSDAY + 5, "URAJ", "A reply", thread_ts=ts),
    ]
    page = await open_page()
    await page.get_by_role("button", name="1 reply").click()
    await page.locator("#thread").get_by_text("A reply").wait_for()
    await page.keyboard.type("Thanks")
    await page.keyboard.press("Enter")
    assert await received(page, server, "say") == {
        "as": "UMIA",
        "conversation": "C1",
        "text": "Thanks",
        "thread_ts": ts,
    }


async def test_times_are_told_in_the_acting_persons_zone(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [message(THURSDAY, "UANA", "Now")]
    page = await open_page()
    assert await page.locator(".message time").inner_text() == "06:00"
    await page.locator("#acting-as").select_option("URAJ")
    await page.get_by_text("11:00").wait_for()
    await page.locator("#clock-words", has_text="14:02 Berlin").wait_for()
    assert page.url.endswith("#/URAJ/C1")


async def test_an_ephemeral_message_says_who_sees_it(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Only Ana can decide this.", ephemeral=True)]
    page = await open_page()
    assert "Only visible to you" in await page.locator(".message .note").inner_text()
    await page.get_by_role("button", name="Dismiss").click()
    assert (await received(page, server, "delete"))["ts"] == f"{THURSDAY:.6f}"


async def test_a_pinned_message_is_reached_from_the_header(open_page: Any, server: CannedServer) -> None:
    server.messages["C1"] = [message(THURSDAY, "UBOT", "Checklist", pinned=True)]
    page = await open_page()
    await page.locator("#show-pins").click()
    await page.locator("[data-pin]").click()
    await page.locator(".message.found").wait_for()


async def test_home_is_drawn_and_acts_as_a_view(open_page: Any, server: CannedServer) -> None:
    server.home = {
        "id": "VH",
        "type": "home",
        "blocks": [section("s", "*My items*"), actions("a", button("new", "New project"))],
    }
    page = await open_page("#/UMIA/home")
    await page.get_by_role("button", name="New project").click()
    assert (await received(page, server, "act"))["container"] == {"type": "view", "view_id": "VH"}
    server.home = {**server.home, "blocks": [section("s", "All done")]}
    server.changed(type="home")
    await page.get_by_text("All done").wait_for()


async def test_the_next_day_and_an_invitation_are_buttons(open_page: Any, server: CannedServer) -> None:
    page = await open_page("#/UMIA/C2")
    await page.locator("#next-day").click()
    await received(page, server, "next-day")
    await page.locator("#invite-app").click()
    assert await received(page, server, "invite") == {"as": "UMIA", "conversation": "C2", "user": "UBOT"}


async def test_unread_conversations_are_marked(open_page: Any, server: CannedServer) -> None:
    page = await open_page()
    assert await page.get_by_role("button", name="invoice-matching , 3 unread").count() == 1
    assert await page.locator(".entry.unread").count() == 2


async def test_everything_is_loaded_from_the_sandbox_alone(open_page: Any, server: CannedServer) -> None:
    page = await open_page()
    loaded = await page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [address for address in loaded if not address.startswith(server.address)] == []


async def test_the_list_of_drawable_types_is_what_the_page_goes_by(
    open_page: Any, server: CannedServer
) -> None:
    page = await open_page()
    stated = await page.evaluate("import('/static/blocks.js').then((blocks) => blocks.supportedTypes())")
    assert stated == json.loads((PAGE / "drawable.json").read_text())


async def test_a_new_channel_is_opened_at_once(open_page: Any, server: CannedServer) -> None:
    server.answers["channel"] = (200, {"ok": True, "id": "C9"})
    page = await open_page()
    await page.locator("#new-channel").click()
    server.conversations.append({**server.conversations[1], "id": "C9", "name": "plant-two"})
    await page.locator("#ask-line").fill("plant-two")
    await page.keyboard.press("Enter")
    await page.locator('body[data-at="UMIA/C9"]').wait_for()
    assert await page.locator("h1").inner_text() == "plant-two"
    assert await received(page, server, "channel") == {"as": "UMIA", "name": "plant-two"}


async def test_a_name_that_no_channel_can_have_stays_in_its_form(
    open_page: Any, server: CannedServer
) -> None:
    refusal = "Use letters, digits, - and _ only."
    server.answers["channel"] = (400, {"ok": False, "error": "invalid_name", "message": refusal})
    page = await open_page()
    await page.locator("#new-channel").click()
    await page.locator("#ask-line").fill("plant two?")
    await page.keyboard.press("Enter")
    await page.locator("#ask-error", has_text=refusal).wait_for()
    line = page.locator("#ask-line")
    assert (await line.input_value(), await line.get_attribute("aria-invalid")) == ("plant two?", "true")
    await page.keyboard.press("Escape")
    await line.wait_for(state="detached")


async def test_a_draft_stays_with_its_conversation(open_page: Any, server: CannedServer) -> None:
    page = await open_page()
    await page.locator("#composer").fill("for line 3")
    await page.locator('[data-place="home"]').click()
    await page.locator('body[data-at="UMIA/home"]').wait_for()
    await page.locator('[data-place="C3"]').click()
    await page.locator('body[data-at="UMIA/C3"]').wait_for()
    assert await page.locator("#composer").input_value() == ""
    box = await page.locator("#composer").bounding_box()
    assert box is not None
    assert box["height"] > 24
    await page.locator('[data-place="C1"]').click()
    await page.locator('body[data-at="UMIA/C1"]').wait_for()
    assert await page.locator("#composer").input_value() == "for line 3"
