"""The people that forms offer: whom the bot knows, and who is in the channels that it was added to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import islice

from .client import Connector
from .listings import Listings, Offered
from .people import is_bot

#: a form that offers more would be larger than Teams takes
MOST = 150


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
        self._listed = Listings(self._read, connector.timer.seconds)

    async def __call__(self) -> list[tuple[str, str]]:
        """Return (user, name); those whom the bot knows come before others, of whom there may be too many."""
        found = dict(await self._introduced())
        if len(found) < MOST:
            found |= await self._listed(channel for channel, _ in await self._channels()) | found
        return list(islice(found.items(), MOST))

    async def _read(self, channel: str) -> Offered:
        path = ("conversations", channel, "pagedmembers")
        answer = await self._connector.call("GET", *path, params={"pageSize": MOST})
        given = (one for one in answer.get("members") or () if one.get("id") and not is_bot(str(one["id"])))
        return [(str(one["id"]), str(one.get("name") or one["id"])) for one in given]
