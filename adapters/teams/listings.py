"""Lists that Teams gives by place, each asked for once in a while, several at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import islice

from bot.service.ports import DeliveryFailed

Offered = Sequence[tuple[str, str]]
#: seconds for which a list is taken as it was, and for which a place that did not answer is left alone
FRESH = 300.0
FAILED = 60.0
#: places that are asked for one form
MOST_PLACES = 20
_AT_ONCE = 4
_MANY = 1_000


class Listings:
    """Reads a list for each of some places; a place that does not answer has the list that it had before."""

    def __init__(self, read: Callable[[str], Awaitable[Offered]], seconds: Callable[[], float]) -> None:
        """`read` asks Teams for the list of a place and may raise DeliveryFailed; `seconds` only grow."""
        self._read, self._seconds = read, seconds
        #: until when a list is good, by place
        self._listed: dict[str, tuple[float, Offered]] = {}
        self._asking: dict[str, asyncio.Lock] = {}
        self._few = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, places: Iterable[str]) -> dict[str, str]:
        """Return the names by id of the first so many places, each id once."""
        found: dict[str, str] = {}
        asked = islice(dict.fromkeys(places), MOST_PLACES)
        for listed in await asyncio.gather(*map(self._of, asked)):
            for key, name in listed:
                found.setdefault(key, name)
        return found

    async def _of(self, place: str) -> Offered:
        async with self._asking.setdefault(place, asyncio.Lock()):
            until, listed = self._listed.get(place, (0.0, ()))
            if self._seconds() < until:
                return listed
            async with self._few:
                return await self._asked(place, listed)

    async def _asked(self, place: str, before: Offered) -> Offered:
        if len(self._listed) >= _MANY:
            self._listed.clear()
            self._asking = {at: lock for at, lock in self._asking.items() if lock.locked()}
        try:
            listed = await self._read(place)
        except DeliveryFailed:
            self._listed[place] = (self._seconds() + FAILED, before)
            return before
        self._listed[place] = (self._seconds() + FRESH, listed)
        return listed
