"""What the service needs of a chat platform; adapters implement it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from bot.service.printing import File
from bot.talk.card import Card, Form, Home


class Profile(msgspec.Struct, frozen=True):
    """What a chat knows of a person."""

    user: str
    name: str
    #: one that is known here; "" where the platform says none, or one that is not
    time_zone: str
    locale: str = ""
    active: bool = True
    bot: bool = False
    #: verified by the platform, lower case; "" where it is not known or not verified
    email: str = ""
    #: the platform, or whoever runs the bot, calls them an admin of the whole workspace
    admin: bool = False


class Chat(Protocol):
    """One installation of a chat platform. Every method raises DeliveryFailed."""

    platform: str
    tenant: str
    #: whether `share` brings files into the conversation; elsewhere people open links to them
    uploads: bool

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message and return the platform's id of it; `key` lets an uncertain post be found again."""
        ...

    async def update(self, conversation: str, message: str, card: Card) -> None:
        """Replace a message. DeliveryFailed("gone") when it is not there any more."""
        ...

    async def share(
        self, conversation: str, files: Sequence[File], card: Card, *, key: str, reply_to: str = ""
    ) -> str:
        """Post files with a word about them, below the message `reply_to` where the platform has threads.

        Return the id of the message, by which the word can be replaced; "" where the platform does not say it.
        `key` is as in `post`: what may have arrived is looked for before it is sent again.
        """
        ...

    async def pin(self, conversation: str, message: str) -> None:
        """Pin a message; harmless when it is pinned."""
        ...

    async def unpin(self, conversation: str, message: str) -> None:
        """Unpin a message; harmless when it is not pinned, or not there any more."""
        ...

    async def whisper(self, conversation: str, user: str, card: Card) -> None:
        """Show a message to one person, without a guarantee."""
        ...

    async def open_form(self, trigger: str, form: Form) -> None: ...
    async def show_home(self, user: str, home: Home) -> None: ...
    async def direct(self, user: str) -> str:
        """Return the conversation between the bot and this person."""
        ...

    async def profile(self, user: str) -> Profile: ...
    async def is_member(self, conversation: str) -> bool:
        """Whether the bot may post there."""
        ...

    async def members(self, conversation: str) -> Sequence[str]:
        """User ids of a conversation, the bot excluded."""
        ...
