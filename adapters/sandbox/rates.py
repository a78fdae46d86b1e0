"""How often each Web API method may be called."""

import math
from collections.abc import Callable

from .failures import SlackFailure

#: calls per minute for Slack's tiers
_TIERS = {1: 20, 2: 20, 3: 50, 4: 100}
_POSTS_PER_SECOND = 1.0
_POST_BURST = 5.0
_WORKSPACE_POSTS_PER_MINUTE = 400.0


class _Bucket:
    """Tokens that come back with time."""

    def __init__(self, capacity: float, per_second: float, now: float) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._tokens = capacity
        self._at = now

    def wait(self, now: float) -> float:
        """Give the seconds until a token is there, without taking it."""
        gained = max(0.0, now - self._at) * self._per_second
        self._tokens = min(self._capacity, self._tokens + gained)
        self._at = now
        return 0.0 if self._tokens >= 1 else (1 - self._tokens) / self._per_second

    def take(self) -> None:
        """Use one token."""
        self._tokens -= 1


class RateLimits:
    """Refuse calls that come too fast, measured on the clock that is given.

    `scale` multiplies what is allowed; 0 switches the limits off, for load tests only.
    """

    def __init__(self, now: Callable[[], float], scale: float = 1.0) -> None:
        self._now = now
        self._scale = scale
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def call(self, method: str, tier: int | None) -> None:
        """Count a call of a method of this tier; raises `ratelimited` with its Retry-After."""
        if tier is not None:
            per_minute = float(_TIERS[tier])
            self._take([self._bucket(method, "", per_minute, per_minute / 60)])

    def post(self, channel: str) -> None:
        """Count a message posted to a channel; raises `ratelimited` with its Retry-After."""
        workspace = _WORKSPACE_POSTS_PER_MINUTE
        self._take(
            [
                self._bucket("post", channel, _POST_BURST, _POSTS_PER_SECOND),
                self._bucket("post", "*", workspace, workspace / 60),
            ]
        )

    def _bucket(self, method: str, key: str, capacity: float, per_second: float) -> _Bucket:
        found = self._buckets.get((method, key))
        if found is None:
            scale = self._scale or 1.0
            found = _Bucket(capacity * scale, per_second * scale, self._now())
            self._buckets[method, key] = found
        return found

    def _take(self, buckets: list[_Bucket]) -> None:
        if not self._scale:
            return
        now = self._now()
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise SlackFailure("ratelimited", status=429, retry_after=max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.take()
