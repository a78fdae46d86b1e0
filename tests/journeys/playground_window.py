"""Somebody in front of Microsoft's local Teams, in a real browser: writes, presses what is drawn, and reads."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from playwright.async_api import Browser, Locator, Page, ViewportSize, WebSocket, expect

from adapters.sandbox.teams.visible import all_words
from tests.live.playground import BOT, CARD, CHANNELS, Playground, Post

VIEWPORT: ViewportSize = {"width": 1440, "height": 1000}
_STREAM = "/_ws_conversation/"
#: seconds that news may take
_PATIENCE = 30.0


class Window:
    """A browser window; it shows what happened since it was opened, as this client does."""

    def __init__(self, page: Page, playground: Playground) -> None:
        """Made by `look`."""
        self.page, self._playground = page, playground
        #: what the client's server told this window, by message
        self.posts: dict[str, Post] = {}
        self.errors: list[Any] = []
        page.on("websocket", self._listen)
        page.on("pageerror", lambda error: self.errors.append(error))

    async def open(self) -> None:
        """Load the page; the client then tells the bot that the app was added, everywhere."""
        await self.page.goto(self._playground.url)
        await self.page.get_by_role("treeitem", name="Personal Chat").wait_for()

    def _listen(self, stream: WebSocket) -> None:
        if _STREAM in stream.url:
            stream.on("framereceived", lambda frame: self._hear(json.loads(frame)))

    def _hear(self, news: dict[str, Any]) -> None:
        message = news.get("message") or {}
        cards = [one["content"] for one in message.get("attachments") or () if one["contentType"] == CARD]
        if not cards:
            return
        number = message["messageId"]
        before = self.posts.get(number)
        place = message.get("postConversationId") or (before and before.place) or news["actionConversationId"]
        self.posts[number] = Post(place, number, cards[0])

    async def go(self, place: str) -> None:
        """Open a channel by its name, or the chat with the bot: "chat"."""
        name = "Personal Chat" if place == "chat" else f"Plant - {place}"
        await self.page.get_by_role("treeitem", name=name).click()

    async def write(self, text: str) -> None:
        """Write to the bot in the chat."""
        await self.page.get_by_role("textbox").first.click()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def mention(self, text: str) -> None:
        """Begin a thread in the channel that mentions the bot, chosen from those who are offered."""
        await self.page.get_by_role("textbox").first.click()
        await self.page.keyboard.type("@")
        await self.page.get_by_role("menuitem", name=BOT).click()
        await self.page.keyboard.type(f" {text}")
        await self.page.get_by_role("button", name="Post", exact=True).click()

    def cards(self, *texts: str) -> Locator:
        """Return the cards that are drawn with all of these texts."""
        found = self.page.locator(".ac-preview-panel")
        for text in texts:
            found = found.filter(has_text=text)
        return found

    async def shows(self, *texts: str) -> None:
        """Wait until a card is drawn with all of these texts."""
        await expect(self.cards(*texts).first).to_be_visible(timeout=_PATIENCE * 1000)

    async def is_told(self, text: str) -> None:
        """Wait until the client tells below a card how a press was answered."""
        told = self.page.get_by_label("Display Invoked Message").filter(has_text=text)
        await expect(told).to_be_visible(timeout=_PATIENCE * 1000)
        await told.scroll_into_view_if_needed()

    async def press(self, label: str, *, on: str, at: int = 0) -> None:
        """Press a button of a card; `at`: of several by this name, which."""
        await self.cards(on).first.get_by_role("button", name=label, exact=True).nth(at).click()

    async def post(self, *texts: str, where: str = "") -> Post:
        """Wait until the client was told of a card with all of these texts, and give the newest."""
        place = CHANNELS.get(where, where)

        def there() -> Post | None:
            found = [one for one in self.posts.values() if one.place.startswith(place)]
            fitting = [one for one in found if all(text in all_words(one.card) for text in texts)]
            return fitting[-1] if fitting else None

        return await _until(
            there, lambda: f"{texts} are not in {[all_words(one.card) for one in self.posts.values()]}"
        )


async def _until(there: Callable[[], Post | None], why: Callable[[], str]) -> Post:
    try:
        async with asyncio.timeout(_PATIENCE):
            while (found := there()) is None:  # noqa: ASYNC110  # the browser tells of nothing to wait for
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(why()) from None
    return found


async def look(browser: Browser, playground: Playground) -> Window:
    """Open a window."""
    context = await browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
    context.set_default_timeout(_PATIENCE * 1000)
    # What the client would fetch from elsewhere, fonts and the like, is not there.
    await context.route(lambda url: not url.startswith(playground.url), lambda route: route.abort())
    window = Window(await context.new_page(), playground)
    await window.open()
    return window
