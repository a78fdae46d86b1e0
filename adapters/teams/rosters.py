"""Who is in a conversation, as Teams lists them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.service.ports import DeliveryFailed

from .client import Connector
from .failures import missing
from .people import is_bot, name_of
from .places import whole
from .rates import Rates
from .text import Json

_PAGE = 500


class Rosters:
    """Reads rosters, within Teams' rates."""

    def __init__(self, connector: Connector, rates: Rates) -> None:
        """Take what calls Teams and how fast it may."""
        self._connector, self._rates = connector, rates

    async def has_bot(self, conversation: str) -> bool:
        """Whether the bot is in a conversation: only then Teams lists who else is."""
        try:
            await self._page(conversation, 1, "")
        except DeliveryFailed as failure:
            if failure.permanent:
                return False
            raise
        return True

    async def people(self, conversation: str) -> Sequence[str]:
        """User ids of a conversation, without apps."""
        return [user for user, _ in await self.named(conversation)]

    async def named(self, conversation: str) -> Sequence[tuple[str, str]]:
        """(user, name) of a conversation, without apps."""
        found: dict[str, str] = {}
        token = ""
        while True:
            page = await self._page(conversation, _PAGE, token)
            for member in page.get("members") or ():
                if (user := str(member.get("id") or "")) and not is_bot(user):
                    found[user] = name_of(member) or user
            token = str(page.get("continuationToken") or "")
            if not token:
                return list(found.items())

    async def person(self, conversation: str, user: str) -> Json:
        """What a conversation's roster says of one person."""
        place = whole(conversation)
        await self._rates.read(place)
        with missing("user_not_found"):
            found = await self._connector.call("GET", "conversations", place, "members", user)
        if found.get("id") != user:
            # Teams also finds people by address and by directory id: that would make two accounts of one.
            raise DeliveryFailed("user_not_found", permanent=True)
        return found

    async def _page(self, conversation: str, size: int, token: str) -> Json:
        place = whole(conversation)
        await self._rates.read(place)
        params = {"pageSize": size} | ({"continuationToken": token} if token else {})
        path = ("conversations", place, "pagedmembers")
        with missing("not_in_channel"):
            return await self._connector.call("GET", *path, params=params)
