"""Whom the bot has met: where their chat is, and what is known of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Collection, Sequence
from itertools import islice
from typing import Protocol

from msgspec.structs import replace

from bot.service.ports import DeliveryFailed, Profile

from .people import Seen, is_bot, profile_of
from .places import whole
from .posts import Posts
from .rosters import Rosters

#: channels in which somebody is looked for who has no chat with the bot
_LOOKED_IN = 20


class Known(Protocol):
    """Whom and what the bot knows already: Teams has no list of either that forms could offer."""

    def people(self) -> Awaitable[Sequence[tuple[str, str]]]:
        """(user, name) of everybody who was introduced."""
        ...

    def channels(self) -> Awaitable[Sequence[tuple[str, str]]]:
        """(conversation, name) of the channels that the bot is in."""
        ...


class Acquaintances:
    """The people of one organisation."""

    def __init__(
        self, posts: Posts, rosters: Rosters, known: Known, *, tenant: str, admins: Collection[str]
    ) -> None:
        """Take what opens chats and reads rosters, and whom the bot knows already; `admins` as in `profile_of`."""
        self._admins = admins
        self._posts, self._rosters, self._known, self._tenant = posts, rosters, known, tenant
        self._seen: dict[str, Seen] = {}
        #: the chat with the bot by person, and the other way round
        self._direct: dict[str, str] = {}
        self._whose: dict[str, str] = {}

    def saw(self, user: str, now: Seen, *, direct: bool) -> None:
        """Remember what an activity told of its sender; `direct`: it came from their own chat."""
        before = self._seen.get(user, Seen())
        self._seen[user] = Seen(
            name=now.name or before.name,
            time_zone=now.time_zone or before.time_zone,
            locale=now.locale or before.locale,
            place=whole(now.place) or before.place,
        )
        if direct and now.place:
            self._met(user, whole(now.place))

    def whose(self, direct: str) -> str:
        """Return the person whose chat it is; "" for one that nobody was met in."""
        return self._whose.get(direct, "")

    async def reader(self, direct: str) -> str:
        """Return the person whose chat it is, asking who is there where nobody was met; "" if that is not known."""
        if direct not in self._whose:
            try:
                there = await self._rosters.people(direct)
            except DeliveryFailed as failure:
                if not failure.permanent:
                    raise
                return ""
            if len(there) == 1:
                self._met(there[0], direct)
        return self.whose(direct)

    async def direct(self, user: str) -> str:
        """Return the conversation between the bot and this person."""
        if user not in self._direct:
            self._met(user, await self._posts.direct(user))
        return self._direct[user]

    def _met(self, user: str, direct: str) -> None:
        self._direct[user], self._whose[direct] = direct, user

    async def profile(self, user: str) -> Profile:
        """Return what a roster and the person's activities say of them."""
        seen = self._seen.get(user, Seen())
        if is_bot(user):
            return profile_of(user, {}, seen, self._tenant)
        async for place in self._places(user, seen):
            try:
                found = await self._rosters.person(place, user)
            except DeliveryFailed as failure:
                if not failure.permanent:
                    raise
            else:
                self._seen[user] = replace(self._seen.get(user, seen), place=place)
                return profile_of(user, found, seen, self._tenant, self._admins)
        raise DeliveryFailed("user_not_found", permanent=True)

    async def _places(self, user: str, seen: Seen) -> AsyncIterator[str]:
        """Give the conversations in which a person may be."""
        if seen.place:
            yield seen.place
        try:
            yield await self.direct(user)
        except DeliveryFailed as failure:
            if not failure.permanent:
                raise
        for place, _ in islice(await self._known.channels(), _LOOKED_IN):
            yield place
