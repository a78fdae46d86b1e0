"""Tell whoever watches that something changed, so that a page can draw it again."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

_CLOSED = None


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What changed: message, deleted, views, home, state, clock or reaction."""

    type: str
    conversation: str | None = None
    ts: str | None = None
    #: who may know; None is everybody
    audience: frozenset[str] | None = None

    def public(self) -> dict[str, str]:
        """Give what a page receives."""
        pairs = {"type": self.type, "conversation": self.conversation, "ts": self.ts}
        return {key: value for key, value in pairs.items() if value is not None}


class Changes:
    """Hand each change to every watcher who may know of it."""

    def __init__(self) -> None:
        self._watchers: dict[asyncio.Queue[Change | None], str | None] = {}

    def tell(self, change: Change) -> None:
        """Announce a change; never waits."""
        for queue, person in self._watchers.items():
            if change.audience is None or person is None or person in change.audience:
                queue.put_nowait(change)

    def watch(self, person: str | None = None) -> AsyncIterator[Change]:
        """Give changes as they come from now on, those for `person` only, or all of them."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        self._watchers[queue] = person
        return self._follow(queue)

    async def _follow(self, queue: asyncio.Queue[Change | None]) -> AsyncIterator[Change]:
        try:
            while (change := await queue.get()) is not _CLOSED:
                yield change
        finally:
            self._watchers.pop(queue, None)

    def close(self) -> None:
        """End every watch."""
        for queue in self._watchers:
            queue.put_nowait(_CLOSED)
