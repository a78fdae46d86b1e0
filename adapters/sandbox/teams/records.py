"""What a Teams organisation is made of: people, conversations, messages and dialogs."""

from typing import Any

import msgspec

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"


class Person(msgspec.Struct, kw_only=True):
    """Somebody of the organisation; the bot is one of them."""

    #: the MRI, such as 29:1…; a bot's is 28: and the app's id
    id: str
    #: the object id in the directory
    aad: str
    name: str
    #: short lower-case name, as on the Slack side
    handle: str
    title: str = ""
    tz: str = "America/Toronto"
    locale: str = "en-US"
    color: str = "4a6fa5"
    email: str = ""
    bot: bool = False


class Conversation(msgspec.Struct, kw_only=True):
    """A channel of the team, or somebody's chat with the app."""

    id: str
    name: str
    #: channel or personal
    kind: str = "channel"
    topic: str = ""
    #: ids of people, never the app's
    members: list[str] = []
    #: whether the app was added
    app_in: bool = False


class Own(msgspec.Struct, kw_only=True):
    """What one person alone sees in place of a message's card."""

    #: None when a refresh brought no card
    card: Json | None = None
    #: epoch seconds
    refreshed: float = 0.0


class Message(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One message as it stands now."""

    #: milliseconds, as digits
    id: str
    #: without ";messageid="
    conversation: str
    sender: str
    text: str = ""
    summary: str = ""
    cards: list[Json] = []
    bot: bool = False
    #: the post that this replies to
    thread: str | None = None
    edited: bool = False
    #: by person
    own: dict[str, Own] = {}

    @property
    def order(self) -> int:
        """Give the number that sorts messages by time."""
        return int(self.id)


class Dialog(msgspec.Struct, kw_only=True):
    """The dialog that one person has open."""

    id: str
    user: str
    conversation: str
    #: the message whose control opened it
    message: str
    title: str = ""
    width: Any = "medium"
    height: Any = "medium"
    card: Json = {}
