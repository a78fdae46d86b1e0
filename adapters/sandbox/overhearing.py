"""Notes under which name each message is posted: what arrives at Teams bears none."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any, cast

from bot.service.ports import Chat
from bot.service.printing import File
from bot.talk.card import Card


class Overheard:
    """A chat that does as another one does, and says beforehand what it is about to post."""

    def __init__(self, chat: Chat, keys: MutableMapping[str, str]) -> None:
        """`keys`: the name of what a conversation gets next; messages leave one at a time in each."""
        self._chat, self._keys = chat, keys

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message."""
        self._keys[conversation] = key
        return await self._chat.post(conversation, card, key=key)

    async def share(
        self, conversation: str, files: Sequence[File], card: Card, *, key: str, reply_to: str = ""
    ) -> str:
        """Post files."""
        self._keys[conversation] = key
        return await self._chat.share(conversation, files, card, key=key, reply_to=reply_to)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chat, name)


def note_keys(chats: MutableMapping[tuple[str, str], Chat]) -> dict[str, str]:
    """Overhear the chats of a bot; gives, by conversation, the name of what is being posted there."""
    keys: dict[str, str] = {}
    for place, chat in chats.items():
        chats[place] = cast(Chat, Overheard(chat, keys))
    return keys
