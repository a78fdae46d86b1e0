"""How fast messages leave: a chat service takes about one post a second in a conversation."""

from __future__ import annotations

from typing import Protocol


class Timer(Protocol):
    """A real timer, or one that moves the virtual clock instead of sleeping."""

    def seconds(self) -> float:
        """Return seconds that only grow."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let this much time pass."""
        ...


class Pacer:
    """Keeps each conversation within its rate, after a short burst."""

    #: seconds between posts, and between edits, of one conversation
    POST, EDIT = 1.0, 0.25
    #: seconds that a quiet conversation has saved up: so many posts follow the first one at once
    BURST = 3.0

    def __init__(self, timer: Timer) -> None:
        """Take the timer that pacing is measured by."""
        self._timer = timer
        #: the time up to which a conversation's messages are accounted for
        self._spent: dict[str, float] = {}

    async def turn(self, conversation: str, *, post: bool) -> None:
        """Wait until the conversation may take another message."""
        now = self._timer.seconds()
        spent = max(self._spent.get(conversation, 0.0), now - self.BURST)
        wait = spent - now
        self._spent[conversation] = spent + (self.POST if post else self.EDIT)
        if wait > 0:
            await self._timer.sleep(wait)
        if len(self._spent) > 10_000:
            self._forget(now)

    def _forget(self, now: float) -> None:
        self._spent = {key: spent for key, spent in self._spent.items() if spent > now - self.BURST}
