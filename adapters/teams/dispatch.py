"""Hands an activity to botbuilder, and gives its reply."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from botbuilder.core import BotAdapter  # type: ignore[import-untyped]

from adapters.replies import Reply
from bot.service.ports import Profile

from .activity import Activity
from .answers import Answers
from .deliveries import Deliveries
from .inbound import Handle, Inbound, Turn, Watcher
from .learned import Learned


class Dispatcher(BotAdapter):  # type: ignore[misc]  # botbuilder has no types
    """Run one turn at a time through botbuilder's pipeline.

    Its own adapter for Teams opens a connection for each turn and reads every activity into models; this one
    leaves what is sent to the chat, which paces it and keeps few connections.
    """

    def __init__(
        self,
        handle: Handle,
        chat: Watcher,
        answers: Answers,
        *,
        tenant: str,
        bot_id: str,
        seen_at: Callable[[str], Awaitable[None]] | None = None,
        profile: Callable[[str], Awaitable[Profile]] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`seen_at` is told the service URL whenever it changes; `now` gives seconds since 1970.

        `profile` reads who somebody is: with it, changes of people's own settings are told to `handle`.
        """
        super().__init__()
        self._learned = Learned(handle, profile, tenant) if profile else None
        self._inbound = Inbound(
            handle,
            chat,
            answers,
            tenant=tenant,
            bot_id=bot_id,
            deliveries=Deliveries(now),
            seen_at=seen_at,
            learned=self._learned,
        )

    async def drain(self) -> None:
        """Wait for what is still being told of people."""
        if self._learned:
            await self._learned.drain()

    async def __call__(self, activity: Activity) -> Reply:
        """Run the handler and give its reply; raises Malformed."""
        turn = Turn(self, activity)
        await self.run_pipeline(turn, self._inbound.on_turn)
        return turn.reply

    async def send_activities(self, context: Any, activities: Any) -> NoReturn:
        """Refuse: messages leave through the chat."""
        raise TypeError("messages leave through the chat")

    async def update_activity(self, context: Any, activity: Any) -> NoReturn:
        """Refuse: messages are replaced through the chat."""
        raise TypeError("messages are replaced through the chat")

    async def delete_activity(self, context: Any, reference: Any) -> NoReturn:
        """Refuse: nothing is deleted by an answer."""
        raise TypeError("nothing is deleted by an answer")
