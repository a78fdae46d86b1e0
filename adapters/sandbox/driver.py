"""People at the Slack page: they write, press controls that were delivered to them, and fill in forms, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import httpx

from . import visible
from .entering import entry, shown
from .people import DIRECT as DIRECT
from .people import FORM as FORM
from .people import HOME as HOME
from .people import Control, Json, Settle
from .people import NotDelivered as NotDelivered
from .people import NotTaken as NotTaken
from .people import Person as Person
from .people import Witness as Witness
from .visible import all_words, fields, find, read


class Driver:
    """Acts as people of a sandbox."""

    def __init__(self, page: str, settle: Settle, witness: Witness = lambda who, what: None) -> None:
        """Take the page's address, how to bring everything to rest, and who is told of each act."""
        self._http = httpx.AsyncClient(base_url=page, timeout=60, trust_env=False)
        self.settle, self.witness = settle, witness
        #: ids by first name and by #channel
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        #: the direct message with the app, by person
        self.direct: dict[str, str] = {}
        #: presses and submissions so far
        self.clicks = 0
        #: what people have written themselves, in forms and in messages
        self.written: list[str] = []

    async def look_around(self) -> None:
        """Learn who and what there is."""
        state = await self.get("state")
        self.ids["app"] = state["bot"]["user"]
        for person in (one for one in state["people"] if not one["bot"]):
            self.ids[person["handle"]] = person["id"]
            self.names[person["handle"]] = person["name"].partition(" ")[0]
            theirs = await self.get("state", **{"as": person["id"]})
            for place in theirs["conversations"]:
                if place["kind"] == "channel":
                    self.ids[f"#{place['name']}"] = place["id"]
                elif place["with"] == state["bot"]["user"]:
                    self.direct[person["id"]] = place["id"]

    def places(self) -> dict[str, str]:
        """Return how people call each conversation and each other, by id."""
        named = {key: name for name, key in self.ids.items() if name.startswith("#")}
        for handle, name in self.names.items():
            named |= {self.ids[handle]: f"to {name}", self.direct[self.ids[handle]]: f"to {name}"}
        return named

    def person(self, handle: str) -> SlackPerson:
        """Return somebody to act as."""
        return SlackPerson(self, handle)

    async def get(self, what: str, **params: str) -> Json:
        """Ask the page."""
        return self._read(await self._http.get(f"/page/{what}", params=params))

    async def post(self, what: str, **body: object) -> Json:
        """Tell the page, and let everything that follows come to rest."""
        answer = self._read(await self._http.post(f"/page/{what}", json=body))
        await self.settle()
        if answer.get("warning"):
            raise NotTaken(str(answer["warning"]))
        return answer

    async def close(self) -> None:
        """Let go of the connection."""
        await self._http.aclose()

    @staticmethod
    def _read(response: httpx.Response) -> Json:
        body: Json = response.json()
        if response.status_code != 200:
            raise NotTaken(f"{body['message']} ({body['error']})")
        return body


class SlackPerson:
    """One person at the page."""

    def __init__(self, driver: Driver, handle: str) -> None:
        self._driver, self.handle = driver, handle
        self.id, self.name = driver.ids[handle], driver.names[handle]

    async def say(self, where: str, text: str) -> Json | None:
        """Write a message or a command; return the app's answer to a command."""
        self._driver.witness(self.name, f"writes “{text}”")
        self._driver.written.append(text)
        told = await self._driver.post("say", conversation=self._place(where), text=text, **self._me)
        response: Json | None = told["response"]
        return response

    async def press(self, *labels: str, on: str, beside: str = "", message: str = "") -> None:
        """Press a control, the first of several labels that is there.

        `beside` is in its row, `message` somewhere in its message; the newest message counts.
        """
        container, control = await self.find(*labels, on=on, beside=beside, message=message)
        row = f" · {control.beside.splitlines()[0]}" if beside and control.beside else ""
        self._driver.witness(self.name, f"presses [{control.label}]{row}")
        await self.use(container, control)

    async def use(self, container: Json, control: Control) -> None:
        """Use a control that was found, perhaps a while ago."""
        self._driver.clicks += 1
        await self._driver.post("act", container=container, action=control.action(), **self._me)

    async def find(
        self, *labels: str, on: str, beside: str = "", message: str = ""
    ) -> tuple[Json, visible.Control]:
        """Return where a control is, and the control; raises NotDelivered when nobody sent it."""
        seen: list[str] = []
        async for container, blocks in self._surfaces(on):
            if message and message not in all_words(blocks):
                continue
            if control := next((c for label in labels if (c := find(blocks, label, beside))), None):
                return container, control
            seen.append(all_words(blocks).partition("\n")[0])
        wanted = f"{list(labels)}" + (f" beside {beside!r}" if beside else "")
        raise NotDelivered(f"{self.name} finds no {wanted} on {on}; read: {seen}")

    async def sees(self, *labels: str, on: str, beside: str = "", message: str = "") -> bool:
        """Tell whether there is such a control."""
        try:
            await self.find(*labels, on=on, beside=beside, message=message)
        except NotDelivered:
            return False
        return True

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
            f"{read(asked[key]['label'])}: {shown(element, value, self._driver.names)}"
            for key, (element, value) in entered.items()
        )
        self._driver.witness(self.name, f"fills in “{read(view['title'])}”: {said or 'as it is'}")
        self._driver.clicks += 1
        self._driver.written += values.values()
        filled = {
            key: {element["action_id"]: entry(element, value, self._driver.ids)}
            for key, (element, value) in entered.items()
        }
        return await self._driver.post("submit", view_id=view["id"], values=filled, **self._me)

    async def form(self) -> Json:
        """Return the form on top."""
        stack = (await self._driver.get("views", **self._me))["stack"]
        if not stack:
            raise NotDelivered(f"{self.name} has no form open")
        top: Json = stack[-1]
        return top

    async def dismiss(self) -> None:
        """Close whatever forms are open."""
        for view in reversed((await self._driver.get("views", **self._me))["stack"]):
            await self._driver.post("close", view_id=view["id"], **self._me)

    async def invite(self, channel: str, guest: str) -> None:
        """Bring somebody into a channel, or the app: "app"."""
        self._driver.witness(self.name, f"invites {self._driver.names.get(guest, guest)} to {channel}")
        await self._driver.post(
            "invite", conversation=self._place(channel), user=self._driver.ids[guest], **self._me
        )

    async def messages(self, where: str) -> list[Json]:
        """Return what stands in a conversation, oldest first."""
        shown = await self._driver.get("messages", conversation=self._place(where), **self._me)
        found: list[Json] = shown["messages"]
        return found

    async def reads(self, where: str) -> list[str]:
        """Return what the messages of a conversation say, oldest first."""
        return [
            all_words(message["blocks"]) or read(message["text"]) for message in await self.messages(where)
        ]

    async def home(self) -> Json:
        """Open the Home tab; return its view."""
        await self._driver.get("home", **self._me)
        await self._driver.settle()
        view: Json = (await self._driver.get("home", opened="0", **self._me))["view"]
        return view

    @property
    def _me(self) -> dict[str, str]:
        return {"as": self.id}

    def _place(self, where: str) -> str:
        return self._driver.direct[self.id] if where == DIRECT else self._driver.ids.get(where, where)

    async def _surfaces(self, on: str) -> AsyncIterator[tuple[Json, list[Json]]]:
        if on == FORM:
            view = await self.form()
            yield {"type": "view", "view_id": view["id"]}, view["blocks"]
        elif on == HOME:
            view = await self.home()
            yield {"type": "view", "view_id": view["id"]}, view["blocks"]
        else:
            place = self._place(on)
            for message in reversed(await self.messages(on)):
                if message["bot"]:
                    where = {"type": "message", "conversation": place, "ts": message["ts"]}
                    yield where, message["blocks"]
