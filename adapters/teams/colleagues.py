"""The people that forms offer: whom the bot knows, and who is in the channels that it was added to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import islice

from bot.service.ports import DeliveryFailed

from .client import Connector
from .people import is_bot

#: seconds for which a channel's roster is taken as it was
FRESH = 300.0
#: a form that offers more would be larger than Teams takes
MOST = 150
_LOOKED_IN = 20
Offered = Sequence[tuple[str, str]]


class Colleagues:
    """Lists people; somebody can be named before they have met the bot."""

    def __init__(
        self,
        connector: Connector,
        introduced: Callable[[], Awaitable[Offered]],
        channels: Callable[[], Awaitable[Offered]],
    ) -> None:
        """`introduced` gives whom the bot knows, `channels` where it was added; each as (id, name)."""
        self._connector, self._introduced, self._channels = connector, introduced, channels
        self._listed: dict[str, tuple[float, list[tuple[str, str]]]] = {}

    async def __call__(self) -> list[tuple[str, str]]:
        """Return (user, name) by name; those whom the bot knows come before others where there are too many."""
        found = dict(await self._introduced())
        for channel, _ in islice(await self._channels(), _LOOKED_IN):
            if len(found) >= MOST:
                break
            for user, name in await self._of(channel):
                found.setdefault(user, name)
        return sorted(islice(found.items(), MOST), key=lambda one: (one[1].casefold(), one[0]))

    async def _of(self, channel: str) -> list[tuple[str, str]]:
        now = self._connector.timer.seconds()
        known = self._listed.get(channel)
        if known and now - known[0] < FRESH:
            return known[1]
        path = ("conversations", channel, "pagedmembers")
        try:
            answer = await self._connector.call("GET", *path, params={"pageSize": MOST})
        except DeliveryFailed:
            return known[1] if known else []
        given = (one for one in answer.get("members") or () if one.get("id") and not is_bot(str(one["id"])))
        listed = [(str(one["id"]), str(one.get("name") or one["id"])) for one in given]
        self._listed[channel] = (now, listed)
        return listed
