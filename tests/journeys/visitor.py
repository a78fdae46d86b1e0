"""Somebody at the page in a real browser: looks, presses what is shown, fills in forms."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

MODAL = "dialog#modal[open]"
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}


class Visitor:
    """One person with a browser window of their own; it stays where it was opened, as people's windows do."""

    def __init__(self, page: Page, address: str, user: str, places: dict[str, str]) -> None:
        """Take the window, the page's address, the person's id and the places by name ("dm", "home", "#…")."""
        self.page, self._address, self._user, self._places = page, address, user, places
        #: what went wrong in the page's own script
        self.errors: list[Any] = []
        page.on("pageerror", lambda error: self.errors.append(error))

    async def go(self, place: str) -> None:
        """Open a place and wait until it is shown."""
        where = self._places[place]
        await self.page.goto(f"{self._address}/#/{self._user}/{where}")
        await self.page.wait_for_selector(f'body[data-at="{self._user}/{where}"] .connection.good')

    async def say(self, text: str) -> None:
        """Write a message or a command where one is."""
        await self.page.locator("#composer").fill(text)
        await self.page.keyboard.press("Enter")

    def message(self, text: str) -> Locator:
        """Return the newest message that holds a text."""
        return self.page.locator("li.message", has_text=text).last

    async def reads(self, text: str) -> Locator:
        """Wait until a message holds a text."""
        found = self.message(text)
        await expect(found).to_be_visible()
        return found

    async def press(self, label: str, *, on: str, beside: str = "") -> None:
        """Press a button in the newest message that holds `on`, in the row that says `beside`."""
        await self._button(label, on, beside).click()

    async def choose(self, label: str, *, on: str, beside: str) -> None:
        """Choose from the menu of a row."""
        await self._control(".overflow", on, beside).first.click()
        await self.page.locator(".popover button", has_text=label).click()

    def _button(self, label: str, on: str, beside: str) -> Locator:
        return self._control("button:not(.overflow)", on, beside).filter(has_text=label).first

    def _control(self, kind: str, on: str, beside: str) -> Locator:
        message = self.message(on)
        if not beside:
            return message.locator(f".actions {kind}")
        row = f'.section.block:has-text("{beside}")'
        return message.locator(f"{row} .accessory {kind}, {row} + .actions.block {kind}")

    async def confirm(self) -> None:
        """Answer the question whether one is sure with yes."""
        await self.page.locator('[data-confirm="confirm"]').click()

    async def fill(self, **values: str) -> None:
        """Fill in the form that is open and send it; people and choices by their label, several with commas."""
        modal = self.page.locator(MODAL)
        await self._enter(modal, values)
        view = await modal.get_attribute("data-view-id")
        await modal.locator(".modal-submit").click()
        await expect(self.page.locator(f'{MODAL}[data-view-id="{view}"]')).to_have_count(0)

    async def is_refused(self, **values: str) -> str:
        """Fill in the form and send it; return what is wrong with it. The form is closed again."""
        modal = self.page.locator(MODAL)
        await self._enter(modal, values)
        await modal.locator(".modal-submit").click()
        said = await modal.locator(".field-error").first.inner_text()
        await modal.locator(".modal-cancel").click()
        await expect(modal).to_have_count(0)
        return said

    async def _enter(self, modal: Locator, values: dict[str, str]) -> None:
        for key, value in values.items():
            block = modal.locator(f'.input.block[data-block-id="{key}"]')
            control = block.locator("[data-action-id]").first
            match await control.get_attribute("data-type"):
                case "checkboxes":
                    for label in value.split(", "):
                        await block.get_by_label(label, exact=True).check()
                case "plain_text_input" | "datepicker":
                    await control.fill(value)
                case _:
                    await control.select_option(label=value)


class Office:
    """Opens a window for each person of a sandbox."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self.address = browser, address
        self.visitors: list[Visitor] = []

    async def person(self, handle: str, place: str) -> Visitor:
        """Open a window for somebody at a place."""
        # A context each: browsers allow few connections to one server, and every window keeps one for news.
        context = await self._browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        page = await context.new_page()
        people = (await self._state(page))["people"]
        user = next(one["id"] for one in people if one["handle"] == handle)
        state = await self._state(page, user)
        places = {"home": "home"}
        for one in state["conversations"]:
            with_app = one["kind"] == "dm" and one["with"] == state["bot"]["user"]
            places["dm" if with_app else f"#{one['name']}"] = one["id"]
        visitor = Visitor(page, self.address, user, places)
        self.visitors.append(visitor)
        await visitor.go(place)
        return visitor

    async def _state(self, page: Page, user: str = "") -> dict[str, Any]:
        answer = await page.context.request.get(f"{self.address}/page/state", params={"as": user})
        state: dict[str, Any] = await answer.json()
        return state

    async def leave(self) -> None:
        """Close every window; an error in the page's script is a failure."""
        for visitor in self.visitors:
            await visitor.page.context.close()
        assert [error for visitor in self.visitors for error in visitor.errors] == []
