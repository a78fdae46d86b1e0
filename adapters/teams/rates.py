"""How fast Teams lets a bot write and read: within several windows at once for each conversation."""

from __future__ import annotations

from collections import deque

from bot.service.pacing import Timer
from bot.service.ports import DeliveryFailed

#: (calls, seconds): so many calls in any so many seconds
Windows = tuple[tuple[int, float], ...]
WRITES: Windows = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
READS: Windows = ((14, 1.0), (16, 2.0), (120, 30.0), (3600, 3600.0))
#: of one app in one tenant, wherever they go
ALL: Windows = ((50, 1.0),)
#: a message that would have to wait for longer goes back into the queue: its lease would end meanwhile
LONGEST_WAIT = 20.0
_LONGEST_WINDOW = 3600.0
_MANY = 2000


class Rates:
    """Keeps the calls to each conversation, and all of them together, within their windows."""

    def __init__(self, timer: Timer) -> None:
        """Take the timer that pacing is measured by."""
        self._timer = timer
        #: when the last calls left or will leave, earliest first
        self._calls: dict[str, deque[float]] = {}

    async def write(self, conversation: str) -> None:
        """Wait until a conversation takes another message; raises DeliveryFailed when that takes long."""
        await self._turn(f"write {conversation}", WRITES)
        await self._turn("", ALL)

    async def read(self, conversation: str) -> None:
        """Wait until a conversation may be read again; raises DeliveryFailed when that takes long."""
        await self._turn(f"read {conversation}", READS)
        await self._turn("", ALL)

    async def _turn(self, whose: str, windows: Windows) -> None:
        now = self._timer.seconds()
        if len(self._calls) > _MANY:
            self._forget(now)
        calls = self._calls.setdefault(whose, deque(maxlen=windows[-1][0]))
        at = max(now, _earliest(calls, windows))
        if at - now > LONGEST_WAIT:
            raise DeliveryFailed("ratelimited", retry_after=at - now)
        calls.append(at)
        if at > now:
            await self._timer.sleep(at - now)

    def _forget(self, now: float) -> None:
        self._calls = {
            whose: calls for whose, calls in self._calls.items() if calls[-1] > now - _LONGEST_WINDOW
        }


def _earliest(calls: deque[float], windows: Windows) -> float:
    """Give the time at which another call keeps within all windows, and the order."""
    full = (calls[-most] + seconds for most, seconds in windows if len(calls) >= most)
    return max((calls[-1], *full)) if calls else 0.0
