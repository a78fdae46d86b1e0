"""A chat that remembers what it was told, for tests of the service."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import msgspec

from bot.service.ports import DeliveryFailed, Profile
from bot.service.printing import File
from bot.talk.card import Card, Form, Home


class Whisper(msgspec.Struct, frozen=True):
    """A word to one person."""

    conversation: str
    user: str
    card: Card


class FakeChat:
    """Keep conversations in memory; implements `bot.service.ports.Chat`."""

    def __init__(
        self, bot_user: str = "UBOT", platform: str = "fake", tenant: str = "T1", *, uploads: bool = True
    ) -> None:
        self.uploads = uploads
        self.bot_user, self.platform, self.tenant = bot_user, platform, tenant
        self.channels: dict[str, list[str]] = {}
        self.profiles: dict[str, Profile] = {}
        #: card by (conversation, message)
        self.messages: dict[tuple[str, str], Card] = {}
        self.keys: dict[tuple[str, str], str] = {}
        #: files, and the message that they were posted below, by (conversation, message)
        self.files: dict[tuple[str, str], tuple[File, ...]] = {}
        self.below: dict[tuple[str, str], str] = {}
        self.pins: set[tuple[str, str]] = set()
        self.whispers: list[Whisper] = []
        self.forms: list[tuple[str, Form]] = []
        self.homes: dict[str, Home] = {}
        #: the next call fails with this
        self.failure: DeliveryFailed | None = None
        #: the next files are refused with this
        self.refuses_files: DeliveryFailed | None = None
        self.sharing: tuple[tuple[File, ...], str] | None = None
        #: the next post arrives, but its answer is lost
        self.lose_answer = False
        self._ids = count(1)

    def person(
        self, user: str, name: str, time_zone: str = "UTC", email: str = "", *, admin: bool = False
    ) -> None:
        """Add a person."""
        self.profiles[user] = Profile(user=user, name=name, time_zone=time_zone, email=email, admin=admin)

    def channel(self, conversation: str, *members: str, with_bot: bool = True) -> None:
        """Add a channel."""
        self.channels[conversation] = [*members, *([self.bot_user] if with_bot else [])]

    def delete(self, conversation: str, message: str) -> None:
        """Delete a message, as a person may; its pin goes with it."""
        self.pins.discard((conversation, message))
        del self.messages[conversation, message]

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message; one that arrived under this key is updated instead."""
        self._may_write(conversation)
        for place, known in self.keys.items():
            if known == key and place[0] == conversation and place in self.messages:
                self.messages[place] = card
                return place[1]
        place = (conversation, str(next(self._ids)))
        self.messages[place] = card
        self.keys[place] = key
        if self.sharing:
            self.files[place], self.below[place] = self.sharing
        if self.lose_answer:
            self.lose_answer = False
            raise DeliveryFailed("uncertain")
        return place[1]

    async def share(
        self, conversation: str, files: Sequence[File], card: Card, *, key: str, reply_to: str = ""
    ) -> str:
        """Post files with a word about them; those that arrived under this key are not posted again."""
        failure, self.refuses_files = self.refuses_files, None
        if failure:
            raise failure
        self.sharing = (tuple(files), reply_to)
        try:
            return await self.post(conversation, card, key=key)
        finally:
            self.sharing = None

    async def update(self, conversation: str, message: str, card: Card) -> None:
        """Replace a message."""
        self._may_write(conversation)
        if (conversation, message) not in self.messages:
            raise DeliveryFailed("gone", permanent=True)
        self.messages[conversation, message] = card

    async def pin(self, conversation: str, message: str) -> None:
        """Pin a message."""
        self._may_write(conversation)
        if (conversation, message) not in self.messages:
            raise DeliveryFailed("gone", permanent=True)
        self.pins.add((conversation, message))

    async def unpin(self, conversation: str, message: str) -> None:
        """Unpin a message."""
        self._may_write(conversation)
        self.pins.discard((conversation, message))

    async def whisper(self, conversation: str, user: str, card: Card) -> None:
        """Remember a word to one person."""
        self._may_fail()
        self.whispers.append(Whisper(conversation, user, card))

    async def open_form(self, trigger: str, form: Form) -> None:
        """Remember a form."""
        self._may_fail()
        self.forms.append((trigger, form))

    async def show_home(self, user: str, home: Home) -> None:
        """Remember a home."""
        self._known(user)
        self.homes[user] = home

    async def direct(self, user: str) -> str:
        """Return the conversation between the bot and this person."""
        self._known(user)
        conversation = f"D{user}"
        self.channels.setdefault(conversation, [user, self.bot_user])
        return conversation

    async def profile(self, user: str) -> Profile:
        """Return what is known of a person."""
        return self._known(user)

    async def is_member(self, conversation: str) -> bool:
        """Whether the bot may post there."""
        self._may_fail()
        return self.bot_user in self.channels.get(conversation, ())

    async def members(self, conversation: str) -> Sequence[str]:
        """User ids of a conversation, the bot excluded."""
        self._may_fail()
        if conversation not in self.channels:
            raise DeliveryFailed("not_in_channel", permanent=True)
        return [user for user in self.channels[conversation] if user != self.bot_user]

    def _may_fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure:
            raise failure

    def _may_write(self, conversation: str) -> None:
        self._may_fail()
        if self.bot_user not in self.channels.get(conversation, ()):
            raise DeliveryFailed("not_in_channel", permanent=True)

    def _known(self, user: str) -> Profile:
        self._may_fail()
        if user not in self.profiles:
            raise DeliveryFailed("user_not_found", permanent=True)
        return self.profiles[user]
