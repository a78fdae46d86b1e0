"""Whose channels the bot works in: taken out of a team, it hears of one of the team's channels only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.service.intents import Answer, Intent, Sender
from bot.service.ports import Conflict, Store, Tx, Unavailable
from bot.service.removal import belongs

Handle = Callable[[Intent, Sender], Awaitable[Answer]]


class Belonging:
    """Lets the bot answer, then remembers the team of a channel in which a project lives."""

    def __init__(self, store: Store, workspace: str, handle: Handle) -> None:
        """Take where it is remembered, for which workspace, and what answers."""
        self._store, self._workspace, self._handle = store, workspace, handle
        #: by (platform, channel): the team, where the store knows it
        self._known: dict[tuple[str, str], str] = {}

    async def __call__(self, intent: Intent, sender: Sender) -> Answer:
        """Answer an intent."""
        answer = await self._handle(intent, sender)
        here = (sender.platform, sender.conversation)
        if sender.team and not sender.direct and self._known.get(here) != sender.team:
            # What is not remembered now is learnt from the next act there; the answer matters more.
            with suppress(Conflict, Unavailable):
                await self._learn(here, sender.team)
        return answer

    async def _learn(self, here: tuple[str, str], team: str) -> None:
        def known(tx: Tx) -> str | None:
            settings = tx.channel(self._workspace, *here)
            return settings.team if settings else None

        before = await self._store.read(known)
        if before is None:
            return  # no project has lived there yet
        if before != team:
            await self._store.write(lambda tx: belongs(tx, self._workspace, *here, team))
        self._known[here] = team
