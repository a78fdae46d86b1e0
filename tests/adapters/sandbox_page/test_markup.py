"""Text from people and from the app: markup is drawn, and nothing in it becomes a document of its own."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page

from tests.adapters.sandbox_page.canned_content import (
    THURSDAY,
    actions,
    button,
    header,
    message,
    plain,
    section,
    text,
)
from tests.adapters.sandbox_page.canned_server import CannedServer

pytestmark = pytest.mark.asyncio(loop_scope="session")

Json = dict[str, Any]
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'


async def drawn(
    open_page: Any, server: CannedServer, words: str = "", blocks: list[Json] | None = None
) -> Locator:
    """Show one message by the app and give its main part."""
    server.messages["C1"] = [message(THURSDAY, "UBOT", words, blocks)]
    page: Page = await open_page()
    main = page.locator(".message .message-main")
    await main.wait_for()
    return main


@pytest.mark.parametrize(
    ("words", "tag", "inner"),
    [
        ("a *bold one* b", "strong", "bold one"),
        ("a _slanted_ b", "em", "slanted"),
        ("a ~gone~ b", "s", "gone"),
        ("a `x &lt; *y*` b", "code", "x < *y*"),
        ("a\n```one\n  two```", "pre", "one\n  two"),
        ("&gt; said\n> again\nend", "blockquote", "said\nagain"),
        ("see <https://example.com/a?b=1&amp;c=2|the *packet*>", "a", "the *packet*"),
        ("*bold with <https://example.com|a link>*", "strong a", "a link"),
    ],
)
async def test_markup_is_drawn(
    open_page: Any, server: CannedServer, words: str, tag: str, inner: str
) -> None:
    main = await drawn(open_page, server, words)
    assert await main.locator(f".text {tag}").inner_text() == inner


@pytest.mark.parametrize(
    "words", ["2 * 3 * 4", "snake_case_name", "a ~ b ~ c", "5*6*7", "10:30:00", "*open", "<unclosed"]
)
async def test_signs_inside_words_and_numbers_stay_as_they_are(
    open_page: Any, server: CannedServer, words: str
) -> None:
    main = await drawn(open_page, server, words)
    assert await main.locator(".text").inner_text() == words


async def test_mentions_channels_dates_and_emoji_are_named(open_page: Any, server: CannedServer) -> None:
    words = (
        "<@URAJ> in <#C3> on <!date^1773309600^{date_short} at {time}|soon> :rocket: :unknown_one: &amp;amp;"
    )
    main = await drawn(open_page, server, words)
    assert await main.locator(".text").inner_text() == (
        "@Raj Patel in #invoice-matching on 12 Mar 2026 at 06:00 🚀 :unknown_one: &amp;"
    )


async def test_only_an_unescaped_channel_mention_notifies(open_page: Any, server: CannedServer) -> None:
    main = await drawn(open_page, server, "&lt;!channel&gt; and &lt;@UMIA&gt; and <!here>")
    assert await main.locator(".notifying").all_inner_texts() == ["@here"]
    assert await main.locator(".text").inner_text() == "<!channel> and <@UMIA> and @here"
    assert await main.locator(".mention").count() == 1


@pytest.mark.parametrize(
    "address", ["javascript:window.hit=1", "JaVaScRiPt:window.hit=1", "data:text/html,x", "vbscript:x"]
)
async def test_a_link_that_is_no_address_is_plain_text(
    open_page: Any, server: CannedServer, address: str
) -> None:
    rich = {"type": "rich_text_section", "elements": [{"type": "link", "url": address, "text": "rich"}]}
    menu = {
        "type": "overflow",
        "action_id": "menu",
        "options": [{"text": plain("menu"), "value": "m", "url": address}],
    }
    blocks = [
        section("s", f"<{address}|the label>", menu),
        {"type": "rich_text", "block_id": "r", "elements": [rich]},
        actions("a", button("b", "Press", url=address)),
        {"type": "image", "block_id": "i", "image_url": address, "alt_text": "a chart"},
    ]
    main = await drawn(open_page, server, "x", blocks)
    await main.locator('[data-action-id="menu"]').click()
    assert await main.page.locator(".popover .menu-item").inner_text() == "menu"
    assert await main.page.locator(".message a[href], .popover a[href], .message img").count() == 0
    assert "the label" in await main.inner_text()


async def test_a_web_link_opens_apart_and_cannot_reach_back(open_page: Any, server: CannedServer) -> None:
    main = await drawn(open_page, server, "<https://example.com/packet>")
    link = main.get_by_role("link", name="https://example.com/packet")
    assert await link.get_attribute("rel") == "noopener noreferrer"
    assert await link.get_attribute("target") == "_blank"


async def test_html_in_anybodys_text_is_inert(open_page: Any, server: CannedServer) -> None:
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    menu = {
        "type": "static_select",
        "action_id": "m",
        "placeholder": plain(HOSTILE),
        "options": [{"text": plain(HOSTILE), "value": HOSTILE}],
    }
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": HOSTILE}]}
    blocks = [
        header(HOSTILE),
        section("s", f"{escaped} {HOSTILE}", menu),
        actions("a", button("b", HOSTILE)),
        {"type": "rich_text", "block_id": "r", "elements": [rich]},
    ]
    server.people[0]["name"] = server.conversations[0]["topic"] = HOSTILE
    main = await drawn(open_page, server, HOSTILE, blocks)
    assert HOSTILE in await main.inner_text()
    await main.page.wait_for_timeout(100)
    assert await main.page.evaluate("window.hit") is None
    assert await main.page.locator("body script, body img").count() == 0


async def test_rich_text_lists_styles_and_quotes_are_drawn(open_page: Any, server: CannedServer) -> None:
    def part(words: str, **style: bool) -> Json:
        return {"type": "text", "text": words, "style": style}

    items = [{"type": "rich_text_section", "elements": [part(words)]} for words in ("first", "second")]
    elements = [
        {
            "type": "rich_text_section",
            "elements": [
                part("strong", bold=True),
                {"type": "user", "user_id": "ULI"},
                {"type": "emoji", "name": "eyes"},
            ],
        },
        {"type": "rich_text_list", "style": "ordered", "elements": items},
        {"type": "rich_text_quote", "elements": [part("said", italic=True)]},
        {"type": "rich_text_preformatted", "elements": [part("a  b")]},
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "channel", "channel_id": "C2"},
                {"type": "date", "timestamp": 1773309600, "format": "{date_num}"},
            ],
        },
    ]
    main = await drawn(open_page, server, "x", [{"type": "rich_text", "block_id": "r", "elements": elements}])
    assert await main.locator("strong").inner_text() == "strong"
    assert await main.locator("ol li").all_inner_texts() == ["first", "second"]
    assert await main.locator("blockquote em").inner_text() == "said"
    assert await main.locator("pre").inner_text() == "a  b"
    assert "@Li Wei👀" in await main.inner_text()
    assert "#general12/03/2026" in await main.inner_text()


async def test_fields_context_divider_and_pictures_are_drawn(open_page: Any, server: CannedServer) -> None:
    picture = {"image_url": f"{server.address}/static/icon.svg", "alt_text": "a gate"}
    blocks: list[Json] = [
        {"type": "section", "block_id": "f", "fields": [text("*One*\n1"), plain("Two")]},
        {"type": "divider", "block_id": "d"},
        {"type": "context", "block_id": "c", "elements": [{"type": "image", **picture}, text("by _Mia_")]},
        {"type": "image", "block_id": "i", "title": plain("Trend"), **picture},
        section("s", "With a picture", {"type": "image", **picture}),
    ]
    main = await drawn(open_page, server, "x", blocks)
    assert await main.get_by_role("img", name="a gate").count() == 3
    assert await main.locator(".fields .text").count() == 2
    assert await main.locator("hr").count() == 1
    assert await main.locator("figcaption").inner_text() == "Trend"


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ({"type": "video", "block_id": "v"}, "video"),
        (actions("a", {"type": "workflow_button", "action_id": "w"}), "workflow_button"),
        (section("s", "x", {"type": "external_select", "action_id": "e"}), "external_select"),
        (
            {"type": "rich_text", "block_id": "r", "elements": [{"type": "rich_text_novel", "elements": []}]},
            "rich_text_novel",
        ),
        ({"type": "constructor", "block_id": "c"}, "constructor"),
    ],
)
async def test_what_cannot_be_drawn_is_marked(
    open_page: Any, server: CannedServer, block: Json, kind: str
) -> None:
    main = await drawn(open_page, server, "x", [block])
    assert await main.locator(f'.undrawable[data-type="{kind}"]').count() == 1
