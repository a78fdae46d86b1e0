"""The parts that messages, forms and homes are made of, whatever the platform.

Every text here is data: a renderer escapes it for its platform. Each part also reads well as plain text.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FieldKind = Literal[
    "text", "long", "number", "choice", "choices", "person", "link", "date", "time", "channel", "moment"
]
Style = Literal["plain", "primary", "danger"]


class Confirm(msgspec.Struct, frozen=True):
    """What a person is asked once more before a button acts."""

    title: str
    text: str
    yes: str
    no: str


class Button(msgspec.Struct, frozen=True):
    """A control that states the wished result; `args` travel with it and are never trusted for identity."""

    label: str
    action: str
    args: dict[str, str] = {}
    style: Style = "plain"
    confirm: Confirm | None = None


class Heading(msgspec.Struct, frozen=True, tag=True):
    """The first line of a message: what it is about."""

    text: str


class Text(msgspec.Struct, frozen=True, tag=True):
    """A paragraph; line breaks are kept."""

    text: str
    style: Literal["plain", "strong", "muted", "quote"] = "plain"


class Fact(msgspec.Struct, frozen=True):
    """A label and its value."""

    label: str
    value: str


class Facts(msgspec.Struct, frozen=True, tag=True):
    """A short table of labels and values."""

    facts: tuple[Fact, ...]


class ItemRow(msgspec.Struct, frozen=True, tag=True):
    """One line of a list: a sign with its word, a title, a detail, its next step and further ones."""

    sign: str
    word: str
    title: str
    detail: str = ""
    button: Button | None = None
    more: tuple[Button, ...] = ()


class Progress(msgspec.Struct, frozen=True, tag=True):
    """How far something is, drawn as a bar and said in words."""

    done: int
    total: int
    label: str


class Vote(msgspec.Struct, frozen=True):
    """Somebody's part in a decision."""

    sign: str
    word: str
    who: str


class Votes(msgspec.Struct, frozen=True, tag=True):
    """Who has decided and who is awaited."""

    votes: tuple[Vote, ...]


class Link(msgspec.Struct, frozen=True, tag=True):
    """An address that a person gave, opened outside the chat."""

    label: str
    url: str


class Divider(msgspec.Struct, frozen=True, tag=True):
    """A line between two subjects."""


class Buttons(msgspec.Struct, frozen=True, tag=True):
    """Controls side by side."""

    buttons: tuple[Button, ...]
    #: person ids of those who alone may use them; a courtesy where a platform can show them to these people only
    only: tuple[str, ...] = ()


Part = Heading | Text | Facts | ItemRow | Progress | Votes | Link | Divider | Buttons


class Card(msgspec.Struct, frozen=True):
    """A message; `summary` is what a notification and a screen reader say first."""

    summary: str
    parts: tuple[Part, ...]
    #: what stands for parts that do not fit: "… and {n} more"; "" says the number alone
    more: str = ""
    #: the encoded notice that it was drawn from, so that it can be drawn again for one reader; "" for a mere word
    notice: str = ""
    #: the platform's user ids of the people in `Buttons.only`, by person id
    users: dict[str, str] = {}


class Choice(msgspec.Struct, frozen=True):
    """One option of a field."""

    key: str
    label: str


class Field(msgspec.Struct, frozen=True):
    """One question of a form; `value` is what stands there already (several choices: joined with commas)."""

    key: str
    label: str
    kind: FieldKind
    value: str = ""
    hint: str = ""
    placeholder: str = ""
    optional: bool = False
    choices: tuple[Choice, ...] = ()
    #: longest text accepted, in characters
    longest: int = 3000


class Form(msgspec.Struct, frozen=True):
    """A dialog; submitting it sends `action`, `args` and the values of its fields."""

    title: str
    submit: str
    cancel: str
    action: str
    args: dict[str, str] = {}
    intro: tuple[Part, ...] = ()
    fields: tuple[Field, ...] = ()


class Home(msgspec.Struct, frozen=True):
    """A person's own page."""

    parts: tuple[Part, ...]
    #: as on a card
    more: str = ""
