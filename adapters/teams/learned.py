"""Tells the service what people's own activities say of them: Teams announces no changed profile."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from adapters.beside import Beside
from bot.service.intents import Answer, Intent, ProfileChanged, Sender, Unheard
from bot.service.ports import DeliveryFailed, Profile

log = logging.getLogger(__name__)
#: what somebody says is answered after so many seconds at most, whatever the roster does
_PATIENCE = 1.0
_MANY = 10_000

Handle = Callable[[Intent, Sender], Awaitable[Answer]]


class Learned:
    """Remembers what was said of each person; what is new is told, with what the roster knows."""

    def __init__(self, handle: Handle, profile: Callable[[str], Awaitable[Profile]], tenant: str) -> None:
        """Take who is told, and where the whole profile stands."""
        self._handle, self._profile, self._tenant = handle, profile, tenant
        self._said: dict[str, tuple[str, ...]] = {}
        self._telling = Beside()

    async def hear(self, user: str, *said: str) -> None:
        """Take what an activity says: name, time zone, language; what it leaves out stays as it was."""
        before = self._said.get(user, ("",) * len(said))
        merged = tuple(new or old for new, old in zip(said, before, strict=True))
        if merged == before:
            return
        if len(self._said) >= _MANY:
            self._said.clear()
        self._said[user] = merged
        await self._telling.give(self._tell(user), _PATIENCE)

    async def drain(self) -> None:
        """Wait for what is still being told."""
        await self._telling.drain()

    async def _tell(self, user: str) -> None:
        try:
            known = await self._profile(user)
        except DeliveryFailed as failure:
            log.info("a profile could not be read: %s", failure.code)
            self._said.pop(user, None)
            return
        sender = Sender(platform="teams", tenant=self._tenant, user=user, delivery="")
        try:
            await self._handle(ProfileChanged.to(known), sender)
        except Unheard:
            self._said.pop(user, None)  # their next act tells it again
