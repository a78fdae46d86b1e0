"""What arrives from a chat, and what goes straight back to the one who sent it, whatever the platform."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bot.service.chat import Profile
from bot.talk.card import Card, Form


class Sender(msgspec.Struct, frozen=True):
    """Who sent something and from where, taken from the platform's verified envelope alone."""

    platform: str
    #: the platform's own id of the customer's organisation (a Slack team)
    tenant: str
    user: str
    #: the delivery's own id: the same delivery twice gets the first answer again
    delivery: str
    conversation: str = ""
    #: the message that carries the control, where there is one
    message: str = ""
    direct: bool = False
    #: lets a form be opened; lives for three seconds on Slack
    trigger: str = ""
    #: the team whose channel it is, on a platform where a bot is added to teams
    team: str = ""


class Pressed(msgspec.Struct, frozen=True):
    """A control of a message, a form or a home."""

    action: str
    args: dict[str, str] = {}


class Submitted(msgspec.Struct, frozen=True):
    """A form that was sent; several choices and people come joined with commas, an empty field as ""."""

    action: str
    args: dict[str, str] = {}
    values: dict[str, str] = {}


class Typed(msgspec.Struct, frozen=True):
    """The text after a slash command."""

    text: str


class Spoken(msgspec.Struct, frozen=True):
    """A mention, or a direct message."""

    text: str


class HomeOpened(msgspec.Struct, frozen=True):
    """Somebody opened their own page."""


class BotJoined(msgspec.Struct, frozen=True):
    """The bot was added to the conversation."""

    #: the team that it was added to with all of its channels; "" for one conversation
    team: str = ""


class BotRemoved(msgspec.Struct, frozen=True):
    """The bot was taken out of the conversation, or out of everything when there is none."""

    #: the team that it was taken out of with all of its channels; "" for one conversation
    team: str = ""


class Look(msgspec.Struct, frozen=True):
    """Somebody looks at a card: it is drawn again, with the controls that they may use. Answered by Say."""

    #: Card.notice
    notice: str


class ProfileChanged(msgspec.Struct, frozen=True):
    """The person's name, time zone or status changed, or they were deactivated."""

    name: str
    #: as in Profile
    time_zone: str
    locale: str = ""
    active: bool = True
    #: as in Profile
    email: str = ""
    #: whether the platform says what people's status is
    tells_status: bool = False
    #: when an absence ends that the status tells of; None where it tells of none
    away_until: datetime | None = None

    @classmethod
    def to(cls, profile: Profile) -> ProfileChanged:
        """Say what a person is like now; of a status nothing is said."""
        return cls(profile.name, profile.time_zone, profile.locale, profile.active, profile.email)


Intent = Pressed | Submitted | Typed | Spoken | HomeOpened | BotJoined | BotRemoved | Look | ProfileChanged


class Unheard(Exception):
    """What happened could not be taken in now: its platform is to tell it again."""


class Done(msgspec.Struct, frozen=True):
    """Acknowledged; what follows comes as messages."""


class Say(msgspec.Struct, frozen=True):
    """A word to this person alone."""

    card: Card


class Ask(msgspec.Struct, frozen=True):
    """Open this form for the person (from a form: put it in place of that form)."""

    form: Form


class Wrong(msgspec.Struct, frozen=True):
    """Keep the form open and show each text under its field; key "" stands for the form as a whole."""

    errors: dict[str, str]


Answer = Done | Say | Ask | Wrong
