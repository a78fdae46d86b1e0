"""What acting at a page has in common, whichever chat it shows: who is there, and pressing what was found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Generic, TypeVar

import httpx
import msgspec

from .people import Control, Json, NotDelivered, NotTaken, Settle, Witness

C = TypeVar("C", bound=Control)
#: the sign of a state, before what it is the state of
SIGNS = "✔▲✖○⏸– "


class Page:
    """The page of a chat, and who and what there is."""

    #: where its JSON begins
    root = "/page"
    #: what the page calls the id of the app
    app_id = "id"

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
        app = self.ids["app"] = state["bot"][self.app_id]
        for person in (one for one in state["people"] if not one["bot"]):
            self.ids[person["handle"]] = person["id"]
            self.names[person["handle"]] = person["name"].partition(" ")[0]
            theirs = await self.get("state", **{"as": person["id"]})
            for place in theirs["conversations"]:
                if place["kind"] == "channel":
                    self.ids[f"#{place['name']}"] = place["id"]
                elif place["with"] == app:
                    self.direct[person["id"]] = place["id"]

    def places(self) -> dict[str, str]:
        """Return how people call each conversation and each other, by id."""
        named = {key: name for name, key in self.ids.items() if name.startswith("#")}
        for handle, name in self.names.items():
            named |= {self.ids[handle]: f"to {name}", self.direct[self.ids[handle]]: f"to {name}"}
        return named

    async def get(self, what: str, **params: str) -> Json:
        """Ask the page."""
        return self._read(await self._http.get(f"{self.root}/{what}", params=params))

    async def post(self, what: str, **body: object) -> Json:
        """Tell the page, and let everything that follows come to rest."""
        answer = self._read(await self._http.post(f"{self.root}/{what}", json=body))
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


class Surface(msgspec.Struct, Generic[C], frozen=True):
    """Something that a person looks at: where it is, what it says, and its controls."""

    container: Json
    said: str
    controls: Sequence[C]


class Acting(ABC, Generic[C]):
    """One person at a page."""

    def __init__(self, page: Page, handle: str) -> None:
        self._page, self.handle = page, handle
        self.id, self.name = page.ids[handle], page.names[handle]

    async def press(self, *labels: str, on: str, beside: str = "", message: str = "") -> None:
        """Press a control, the first of several labels that is there.

        `beside` is in its row, `message` somewhere in its message; the newest message counts.
        """
        container, control = await self.find(*labels, on=on, beside=beside, message=message)
        row = (
            next((f" · {line}" for line in control.beside.splitlines() if beside in line), "")
            if beside
            else ""
        )
        self._page.witness(self.name, f"presses [{control.label}]{row}")
        await self.use(container, control)

    async def find(self, *labels: str, on: str, beside: str = "", message: str = "") -> tuple[Json, C]:
        """Return where a control is, and the control; raises NotDelivered when nobody sent it."""
        seen: list[str] = []
        async for surface in self._surfaces(on):
            if message and message not in surface.said:
                continue
            found = (pick(surface.controls, label, beside) for label in labels)
            if control := next((one for one in found if one), None):
                return surface.container, control
            seen.append(surface.said.partition("\n")[0])
        wanted = f"{list(labels)}" + (f" beside {beside!r}" if beside else "")
        raise NotDelivered(f"{self.name} finds no {wanted} on {on}; read: {seen}")

    async def sees(self, *labels: str, on: str, beside: str = "", message: str = "") -> bool:
        """Tell whether there is such a control."""
        try:
            await self.find(*labels, on=on, beside=beside, message=message)
        except NotDelivered:
            return False
        return True

    async def invite(self, channel: str, guest: str) -> None:
        """Bring somebody into a channel, or the app: "app"."""
        self._page.witness(self.name, f"invites {self._page.names.get(guest, guest)} to {channel}")
        who = self._page.ids[guest]
        await self._page.post("invite", conversation=self._place(channel), user=who, **self._me)

    async def messages(self, where: str) -> list[Json]:
        """Return what stands in a conversation, oldest first."""
        shown = await self._page.get("messages", conversation=self._place(where), **self._me)
        found: list[Json] = shown["messages"]
        return found

    @abstractmethod
    async def use(self, container: Json, control: Control) -> None:
        """Use a control that was found, perhaps a while ago."""

    @abstractmethod
    def _surfaces(self, on: str) -> AsyncIterator[Surface[C]]:
        """Give what the person looks at in a place, the newest first."""

    @property
    def _me(self) -> dict[str, str]:
        return {"as": self.id}

    def _place(self, where: str) -> str:
        return self._page.direct[self.id] if where == "dm" else self._page.ids.get(where, where)


def pick(controls: Iterable[C], label: str, beside: str = "") -> C | None:
    """Return the control with this label, or else one whose label begins so; `beside` narrows to its row."""
    here = [one for one in controls if beside in one.beside]
    # "Data governance" is a row of its own, and the beginning of another.
    here = [one for one in here if beside and _title(one.beside) == beside] or here
    exact = (one for one in here if one.label == label)
    return next(exact, None) or next((one for one in here if one.label.startswith(label)), None)


def _title(row: str) -> str:
    return row.lstrip(SIGNS + "\n").partition("\n")[0]
