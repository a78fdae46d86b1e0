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
    """Keeps each conversation, and the edits of each workspace, within their rates, after a short burst."""

    #: seconds between posts, and between edits, of one conversation
    POST, EDIT = 1.0, 0.25
    #: seconds that a quiet conversation has saved up: so many posts follow the first one at once
    BURST = 3.0
    #: seconds between edits of one workspace: a chat takes some fifty a minute, wherever they are
    WORKSPACE_EDIT = 1.2
    #: seconds that a quiet workspace has saved up
    WORKSPACE_BURST = 24.0
    #: seconds between edits of one workspace that can wait, and how many a quiet workspace has saved up: what a
    #: morning closes for hundreds of people leaves room for what they do meanwhile
    SPARE_EDIT = 2.0
    SPARE_BURST = 40.0
    #: how many conversations are remembered before the quiet ones are forgotten
    MANY = 10_000

    def __init__(self, timer: Timer) -> None:
        """Take the timer that pacing is measured by."""
        self._timer = timer
        #: the time up to which the messages of a conversation, or the edits of a workspace, are accounted for
        self._spent: dict[str, float] = {}
        self._most = self.MANY

    async def turn(self, workspace: str, conversation: str, *, post: bool) -> None:
        """Wait until the conversation, and for an edit also the workspace, may take another message."""
        now = self._timer.seconds()
        wait = self._spend(f"{workspace} {conversation}", self.POST if post else self.EDIT, self.BURST, now)
        if not post:
            wait = max(wait, self._spend(workspace, self.WORKSPACE_EDIT, self.WORKSPACE_BURST, now))
        if wait > 0:
            await self._timer.sleep(wait)
        if len(self._spent) > self._most:
            self._forget(now)

    def spaced(self, workspace: str) -> float:
        """Return in how many seconds an edit of a workspace that can wait should ask for its turn."""
        now = self._timer.seconds()
        return max(0.0, self._spend(f"{workspace} spare", self.SPARE_EDIT, self.SPARE_BURST, now))

    def _spend(self, whose: str, cost: float, burst: float, now: float) -> float:
        """Account for one message; return the seconds until it may leave."""
        spent = max(self._spent.get(whose, 0.0), now - burst)
        self._spent[whose] = spent + cost
        return spent - now

    def _forget(self, now: float) -> None:
        self._spent = {key: spent for key, spent in self._spent.items() if spent > now - self.SPARE_BURST}
        self._most = max(self.MANY, 2 * len(self._spent))  # while all are busy, one look in many turns
