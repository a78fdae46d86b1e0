"""People at the Slack page: they write, press controls that were delivered to them, and fill in forms, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from . import visible
from .acting import Acting, Page, Surface
from .entering import entry, shown
from .people import DIRECT as DIRECT
from .people import FORM as FORM
from .people import HOME as HOME
from .people import Control, Json
from .people import NotDelivered as NotDelivered
from .people import NotTaken as NotTaken
from .people import Person as Person
from .people import Witness as Witness
from .visible import all_words, controls, fields, read


class Driver(Page):
    """Acts as people of a local Slack."""

    app_id = "user"

    def person(self, handle: str) -> SlackPerson:
        """Return somebody to act as."""
        return SlackPerson(self, handle)


class SlackPerson(Acting[visible.Control]):
    """One person at the Slack page."""

    async def say(self, where: str, text: str) -> Json | None:
        """Write a message or a command; return the app's answer to a command."""
        self._page.witness(self.name, f"writes “{text}”")
        self._page.written.append(text)
        told = await self._page.post("say", conversation=self._place(where), text=text, **self._me)
        response: Json | None = told["response"]
        return response

    async def use(self, container: Json, control: Control) -> None:
        """Use a control that was found, perhaps a while ago."""
        self._page.clicks += 1
        await self._page.post("act", container=container, action=control.action(), **self._me)

    async def fill(self, **values: str) -> None:
        """Fill in the form that is open and send it; raises NotTaken with the errors when it is not taken."""
        view = await self.form()
        answer = await self._submit(view, values)
        if answer["errors"]:
            raise NotTaken(f"{view['title']['text']}: {answer['errors']}", answer["errors"])
        if not answer["closed"]:
            # What the bot says in place of the form is read, and put away.
            said = all_words(answer["view"]["blocks"])
            await self.dismiss()
            raise NotTaken(said)

    async def _submit(self, view: Json, values: Mapping[str, str]) -> Json:
        asked = fields(view)
        if missing := values.keys() - asked.keys():
            raise NotDelivered(f"{read(view['title'])} has no fields {sorted(missing)}, only {list(asked)}")
        entered = {key: (asked[key]["element"], value) for key, value in values.items()}
        said = "; ".join(
            f"{read(asked[key]['label'])}: {shown(element, value, self._page.names)}"
            for key, (element, value) in entered.items()
        )
        self._page.witness(self.name, f"fills in “{read(view['title'])}”: {said or 'as it is'}")
        self._page.clicks += 1
        self._page.written += values.values()
        filled = {
            key: {element["action_id"]: entry(element, value, self._page.ids)}
            for key, (element, value) in entered.items()
        }
        return await self._page.post("submit", view_id=view["id"], values=filled, **self._me)

    async def form(self) -> Json:
        """Return the form on top."""
        stack = (await self._page.get("views", **self._me))["stack"]
        if not stack:
            raise NotDelivered(f"{self.name} has no form open")
        top: Json = stack[-1]
        return top

    async def dismiss(self) -> None:
        """Close whatever forms are open."""
        for view in reversed((await self._page.get("views", **self._me))["stack"]):
            await self._page.post("close", view_id=view["id"], **self._me)

    async def reads(self, where: str) -> list[str]:
        """Return what the messages of a conversation say, oldest first."""
        return [
            all_words(message["blocks"]) or read(message["text"]) for message in await self.messages(where)
        ]

    async def home(self) -> Json:
        """Open the Home tab; return its view."""
        await self._page.get("home", **self._me)
        await self._page.settle()
        view: Json = (await self._page.get("home", opened="0", **self._me))["view"]
        return view

    async def _surfaces(self, on: str) -> AsyncIterator[Surface[visible.Control]]:
        if on in (FORM, HOME):
            view = await (self.form() if on == FORM else self.home())
            yield _surface({"type": "view", "view_id": view["id"]}, view["blocks"])
            return
        place = self._place(on)
        for message in reversed(await self.messages(on)):
            if message["bot"]:
                where = {"type": "message", "conversation": place, "ts": message["ts"]}
                yield _surface(where, message["blocks"])


def _surface(container: Json, blocks: list[Json]) -> Surface[visible.Control]:
    return Surface(container, all_words(blocks), list(controls(blocks)))
