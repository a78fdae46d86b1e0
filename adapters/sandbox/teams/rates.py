"""How often one app may call about one conversation, and in all: within several windows at once."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from .failures import TeamsFailure

#: (calls, seconds): no more calls than that in any stretch of so many seconds
_WRITES = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
_READS = ((14, 1.0), (16, 2.0), (120, 30.0), (3600, 3600.0))
_ALL = ((50, 1.0),)
#: clocks of both sides and the way between them differ by that much
_SLACK = 0.05


class Rates:
    """Refuse calls that come too fast, on the clock that is given; `scale` 0 switches the limits off."""

    def __init__(self, now: Callable[[], float], scale: float = 1.0) -> None:
        self._now = now
        self._scale = scale
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(lambda: deque(maxlen=4000))

    def write(self, conversation: str) -> None:
        """Count a message sent, changed or deleted; raises Throttled with its Retry-After."""
        self._count("write", conversation, _WRITES)

    def read(self, conversation: str) -> None:
        """Count a look at who is there; raises Throttled with its Retry-After."""
        self._count("read", conversation, _READS)

    def _count(self, kind: str, conversation: str, windows: tuple[tuple[int, float], ...]) -> None:
        if not self._scale:
            return
        now, own, everything = self._now(), self._calls[kind, conversation], self._calls["", ""]
        wait = max(self._wait(own, windows, now), self._wait(everything, _ALL, now))
        if wait > 0:
            after = max(1, math.ceil(wait))
            raise TeamsFailure(429, "Throttled", "Too many requests.", retry_after=after)
        own.append(now)
        everything.append(now)

    def _wait(self, calls: deque[float], windows: tuple[tuple[int, float], ...], now: float) -> float:
        waits = (self._wait_in(calls, int(most * self._scale), seconds, now) for most, seconds in windows)
        return max(0.0, *waits)

    @staticmethod
    def _wait_in(calls: deque[float], most: int, seconds: float, now: float) -> float:
        if len(calls) < most:
            return 0.0
        wait = calls[-most] + seconds - now
        return wait if wait > _SLACK else 0.0
