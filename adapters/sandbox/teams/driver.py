"""People at the Teams page: they write, press controls that were delivered to them, and fill in forms, over HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping

from adapters.sandbox.acting import Acting, Page, Surface
from adapters.sandbox.people import DIRECT, FORM, HOME, Control, Json, NotDelivered, NotTaken

from . import visible
from .entering import entry, shown, standing
from .visible import Field, all_words, complaints, controls, fields

BOT = "@Tollgate"
#: shows an item with all that can be done with it
DETAILS = "Details"
#: a slash command, which Teams does not have: the bot is mentioned instead
_COMMAND = re.compile(r"/gate\s*")


class TeamsDriver(Page):
    """Acts as people of a local Teams."""

    root = "/page/teams"

    def person(self, handle: str) -> TeamsPerson:
        """Return somebody to act as."""
        return TeamsPerson(self, handle)


class TeamsPerson(Acting[visible.Control]):
    """One person at the Teams page."""

    def __init__(self, page: Page, handle: str) -> None:
        super().__init__(page, handle)
        #: the form that stands in place of a card, and where
        self._inline: tuple[Json, Json] | None = None

    async def say(self, where: str, text: str) -> Json | None:
        """Write a message; a command is said to the bot: its answer comes as a message."""
        text = self._to_bot(where, text)
        self._page.witness(self.name, f"writes “{text}”")
        self._page.written.append(text)
        await self.dismiss()
        await self._page.post("say", conversation=self._place(where), text=text, **self._me)
        return None

    def _to_bot(self, where: str, text: str) -> str:
        found = _COMMAND.match(text)
        if not found:
            return text
        command = text[found.end() :]
        return command if command and where == DIRECT else f"{BOT} {command}".strip()

    async def press(self, *labels: str, on: str, beside: str = "", message: str = "") -> None:
        """Press a control; where a long card left it out of its row, in the details of that row."""
        place = {"on": on, "beside": beside, "message": message}
        if beside and not await self.sees(*labels, **place) and await self.sees(DETAILS, **place):
            await super().press(DETAILS, **place)
            await super().press(*labels, on=FORM)
            return
        await super().press(*labels, **place)

    async def use(self, container: Json, control: Control) -> None:
        """Use a control that was found, perhaps a while ago; what lies over it is put away first."""
        self._page.clicks += 1
        if container["type"] == "dialog":
            await self._send(container["dialog"], control.action(), {})
            return
        await self.dismiss()
        await self._act(container, control.action(), {})

    async def _act(self, place: Json, action: Json, inputs: Mapping[str, str]) -> Json:
        where = {"conversation": place["conversation"], "message": place["message"]}
        answer = await self._page.post("act", **where, action=action, inputs=inputs, **self._me)
        card = answer.get("card", {})
        self._inline = (place, card) if fields(card) else None
        self._hear(answer)
        return answer

    def _hear(self, answer: Json) -> None:
        """Read what is said in passing."""
        if said := answer.get("message"):
            self._page.witness(self.name, f"reads: {said}")

    async def fill(self, **values: str) -> None:
        """Fill in the form that is open and send it; raises NotTaken with the errors when it is not taken."""
        place, title, card = await self._open_form()
        inputs = self._enter(title, fields(card), values)
        self._page.clicks += 1
        self._page.written += values.values()
        send = next(one for one in controls(card) if one.sent.get("associatedInputs") != "none").sent
        if place["type"] == "dialog":
            await self._answered(title, await self._send(place["dialog"], send, inputs))
            return
        answer = await self._act(place, send, inputs)
        if errors := answer.get("errors") or complaints(answer.get("card", {})):
            raise NotTaken(f"{title}: {errors}", errors)
        if answer.get("message"):
            raise NotTaken(answer["message"])

    def _enter(self, title: str, asked: Mapping[str, Field], values: Mapping[str, str]) -> dict[str, str]:
        if missing := values.keys() - asked.keys():
            raise NotDelivered(f"{title} has no fields {sorted(missing)}, only {list(asked)}")
        names = self._page.names
        said = "; ".join(
            f"{asked[key].label}: {shown(asked[key], value, names)}" for key, value in values.items()
        )
        self._page.witness(self.name, f"fills in “{title}”: {said or 'as it is'}")
        entered = {key: entry(asked[key], value, self._page.ids) for key, value in values.items()}
        return {key: standing(field) for key, field in asked.items()} | entered

    async def _send(self, dialog: str, action: Json, inputs: Mapping[str, str]) -> Json:
        answer = await self._page.post("submit", dialog=dialog, action=action, inputs=inputs, **self._me)
        self._hear(answer)
        return answer

    async def _answered(self, title: str, answer: Json) -> None:
        """Tell whether a form was taken: what the bot says in its place is read, and put away."""
        card = (answer.get("dialog") or {}).get("card", {})
        if errors := answer["errors"] or complaints(card):
            raise NotTaken(f"{title}: {errors}", errors)
        if not answer["closed"]:
            await self.dismiss()
            raise NotTaken(all_words(card))

    async def _open_form(self) -> tuple[Json, str, Json]:
        """Return where the form is that lies on top, what it is called, and its card."""
        if dialog := await self._dialog():
            return {"type": "dialog", "dialog": dialog["id"]}, dialog["title"], dialog["card"]
        if self._inline:
            place, card = self._inline
            return place, all_words(card).partition("\n")[0], card
        raise NotDelivered(f"{self.name} has no form open")

    async def form(self) -> Json:
        """Return the card of the form on top."""
        return (await self._open_form())[2]

    async def dismiss(self) -> None:
        """Close the dialog that is open."""
        if dialog := await self._dialog():
            await self._page.post("close", dialog=dialog["id"], **self._me)

    async def reads(self, where: str) -> list[str]:
        """Return what the messages of a conversation say, oldest first."""
        return [
            "\n".join(all_words(card) for card in message["cards"]) or str(message["text"])
            for message in await self.messages(where)
        ]

    async def home(self) -> Json:
        """Ask for one's own page; return the message that it is."""
        await self._page.post("home", **self._me)
        message: Json | None = (await self._page.get("home", **self._me))["message"]
        if message is None:
            raise NotDelivered(f"{self.name} was shown no page")
        return message

    async def _surfaces(self, on: str) -> AsyncIterator[Surface[visible.Control]]:
        # A dialog lies over everything.
        if dialog := await self._dialog():
            place = {"type": "dialog", "dialog": dialog["id"]}
            said = f"{dialog['title']}\n{all_words(dialog['card'])}"
            yield Surface(place, said, controls(dialog["card"]))
        if on == FORM:
            return
        messages = [await self.home()] if on == HOME else reversed(await self.messages(on))
        for message in messages:
            if message["bot"]:
                cards = message["cards"]
                said = "\n".join([*map(all_words, cards), str(message["text"])])
                found = [one for card in cards for one in controls(card)]
                yield Surface(self._at(DIRECT if on == HOME else on, message), said, found)

    def _at(self, where: str, message: Json) -> Json:
        return {"type": "message", "conversation": self._place(where), "message": message["id"]}

    async def _dialog(self) -> Json | None:
        found: Json | None = (await self._page.get("views", **self._me))["dialog"]
        return found
