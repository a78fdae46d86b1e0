"""Where the bot is: the conversations that it was added to are remembered, for forms that offer them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.service.intents import Answer, BotJoined, BotRemoved, Intent, Sender
from bot.service.ports import Store, Unavailable

Handle = Callable[[Intent, Sender], Awaitable[Answer]]


class Whereabouts:
    """Notes coming and going, then lets the bot answer."""

    def __init__(
        self, store: Store, workspace: str, handle: Handle, is_channel: Callable[[str], bool] = bool
    ) -> None:
        """Take where it is noted, for which workspace, what answers, and which conversations are a team's."""
        self._store, self._workspace, self._handle = store, workspace, handle
        self._is_channel = is_channel

    async def __call__(self, intent: Intent, sender: Sender) -> Answer:
        """Answer an intent."""
        channel = not sender.direct and self._is_channel(sender.conversation)
        if isinstance(intent, BotJoined | BotRemoved) and channel:
            joined = isinstance(intent, BotJoined)
            at = (self._workspace, sender.platform, sender.conversation)
            # Without a note the forms offer less; the answer matters more.
            with suppress(Unavailable):
                await self._store.write(lambda tx: tx.put_place(*at) if joined else tx.remove_place(*at))
        return await self._handle(intent, sender)
