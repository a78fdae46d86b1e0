"""What somebody can do at a sandbox's page, whichever chat they sit at: stories are told in these words alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

Json = dict[str, Any]
#: brings everything to rest: what was set in motion by an act has arrived when it returns
Settle = Callable[[], Awaitable[None]]
#: told of each act before it happens: who, what
Witness = Callable[[str, str], None]
#: where people look: "#channel", "dm" (with the app), "home", "form"
DIRECT, HOME, FORM = "dm", "home", "form"


class NotDelivered(LookupError):
    """Nothing that was delivered to this person holds such a control."""


class NotTaken(Exception):
    """The page, the chat or the bot did not take what a person did; `errors` by field of the form."""

    def __init__(self, message: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.errors = dict(errors or {})


async def acknowledged(sending: Awaitable[None]) -> str:
    """Return what the bot says in place of a form that it took; raises NotTaken where it says anything else."""
    try:
        await sending
    except NotTaken as word:
        if word.errors or "Saved." not in str(word):
            raise
        return str(word)
    raise NotTaken("The form was closed without a word")


class Control(Protocol):
    """A control as it was delivered."""

    @property
    def label(self) -> str:
        """What it is called."""
        ...

    @property
    def beside(self) -> str:
        """The text that it stands with."""
        ...

    def action(self) -> Json:
        """Return what a click reports."""
        ...


class Person(Protocol):
    """One person at a chat: reads what was delivered to them, and acts on that alone."""

    handle: str
    id: str
    name: str

    async def say(self, where: str, text: str) -> Json | None:
        """Write a message, or a command as "/gate …"; return the app's answer where it comes at once."""
        ...

    async def press(self, *labels: str, on: str, beside: str = "", message: str = "") -> None:
        """Press a control, the first of several labels that is there, in the newest message that holds it."""
        ...

    async def use(self, container: Json, control: Control) -> None:
        """Use a control that was found, perhaps a while ago."""
        ...

    async def find(self, *labels: str, on: str, beside: str = "", message: str = "") -> tuple[Json, Control]:
        """Return where a control is, and the control; raises NotDelivered when nobody sent it."""
        ...

    async def sees(self, *labels: str, on: str, beside: str = "", message: str = "") -> bool:
        """Tell whether there is such a control."""
        ...

    async def fill(self, **values: str) -> None:
        """Fill in the form that is open and send it; raises NotTaken with the errors when it is not taken."""
        ...

    async def dismiss(self) -> None:
        """Close whatever forms are open."""
        ...

    async def invite(self, channel: str, guest: str) -> None:
        """Bring somebody into a channel, or the app: "app"."""
        ...

    async def messages(self, where: str) -> list[Json]:
        """Return what stands in a conversation, oldest first, as the page has it."""
        ...

    async def reads(self, where: str) -> Sequence[str]:
        """Return what the messages of a conversation say, oldest first."""
        ...

    async def home(self) -> Json:
        """Open one's own page; return it as the page has it."""
        ...


class Company(Protocol):
    """All the people of a story, wherever each of them sits."""

    settle: Settle
    witness: Witness

    def person(self, handle: str) -> Person:
        """Return somebody to act as."""
        ...
