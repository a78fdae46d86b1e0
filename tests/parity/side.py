"""One platform, as the parity table asks it: cards as a person reads them, controls as they come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from bot.service.intents import Intent
from bot.talk.card import Card, Form, Home


class Pressable(msgspec.Struct, frozen=True):
    """A control that was rendered."""

    label: str
    #: press it the way the platform reports it, and read that with the platform's own translation
    press: Callable[[], Intent | None]
    #: what is asked once more before it acts
    asks: tuple[str, ...] = ()
    #: what answers it may open a form
    opens: bool = False


class Surface(msgspec.Struct, frozen=True):
    """A message, a home or a form as a person sees it."""

    texts: Sequence[str]
    controls: Sequence[Pressable]

    @property
    def said(self) -> str:
        """All that is written."""
        return "\n".join(self.texts)


class Asked(msgspec.Struct, frozen=True):
    """A form that is open."""

    title: str
    submit: str
    surface: Surface
    #: by the field's key: its label, its hint, its placeholder, its choices, as far as it has them
    fields: Mapping[str, Sequence[str]]
    #: what stands in the fields when it opens
    initial: Mapping[str, str]
    #: fill it in and send it, and read that with the platform's own translation
    send: Callable[[Mapping[str, str]], Intent | None]


class Side(Protocol):
    """One platform."""

    name: str
    #: ids as this platform writes them
    person: str
    channel: str

    def message(self, card: Card) -> Surface:
        """Show a card as a message, to one whose controls are on it."""
        ...

    def word(self, card: Card) -> Surface:
        """Show a card to the one alone who pressed a control, where no message can be shown."""
        ...

    def home(self, home: Home) -> Surface:
        """Show somebody's own page."""
        ...

    def forms(self, form: Form) -> Sequence[Asked]:
        """Open a form, in every way that there is."""
        ...

    def types(self, said: str) -> Intent | None:
        """Type something in a channel as it stands, and read it with the platform's own translation."""
        ...

    def happens(self, intent: Intent) -> Intent | None:
        """Do on this platform what the intent stands for, and read it with the platform's own translation."""
        ...
