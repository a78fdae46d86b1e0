"""Somebody at the Teams view in a real browser, in a window of their own or in a pane beside Slack."""

from __future__ import annotations

from playwright.async_api import Frame, Locator, Page, expect

DIALOG = "dialog#modal[open]"


class TeamsVisitor:
    """One person in the Teams view; `view` is the window or the pane."""

    def __init__(self, view: Page | Frame) -> None:
        self.view = view

    async def become(self, name: str) -> None:
        """Act as somebody from now on, by their name."""
        seat = self.view.locator("#acting-as")
        value = await seat.locator("option", has_text=name).get_attribute("value")
        await seat.select_option(value)
        await expect(self.view.locator("#acting-name")).to_have_text(name)

    async def go(self, place: str) -> None:
        """Open a channel by its name, or the chat with the app: "chat"."""
        name = "Tollgate" if place == "chat" else place
        await self.view.locator("#places .entry", has_text=name).first.click()
        await self.view.locator(f'body[data-at$="/{place}"]').wait_for()

    async def say(self, text: str) -> None:
        """Write a message where one is."""
        await self.view.locator("#composer").fill(text)
        await self.view.locator("#composer").press("Enter")

    def message(self, text: str) -> Locator:
        """Return the newest message that holds a text."""
        return self.view.locator("article.message", has_text=text).last

    async def reads(self, text: str) -> Locator:
        """Wait until a message holds a text."""
        found = self.message(text)
        await expect(found).to_be_visible()
        return found

    async def press(self, label: str, *, on: str) -> None:
        """Press a button in the newest message that holds `on`."""
        await self.message(on).get_by_role("button", name=label, exact=True).last.click()

    async def fill(self, **values: str) -> None:
        """Fill in the dialog that is open, by the fields' labels as they begin, and send it."""
        dialog = self.view.locator(DIALOG)
        for label, value in values.items():
            field = dialog.get_by_label(label.replace("_", " ")).first
            if await field.evaluate("node => node.localName") == "select":
                await field.select_option(label=value)
            else:
                await field.fill(value)
        await dialog.locator(".ac-pushButton").last.click()
        await expect(dialog).to_have_count(0)
