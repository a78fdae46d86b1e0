"""What forms offer to choose from: the channels of the bot's teams, and the people in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.service.ports import DeliveryFailed

from .chat import TeamsChat
from .client import Connector

#: seconds for which a team's list is taken as it was
FRESH = 300.0
#: Teams gives the channel that every team has no name
GENERAL = "General"
MOST_PLACES = 20


class Channels:
    """Lists channels; a team is known by the id of the channel that it always has."""

    def __init__(self, connector: Connector, places: Callable[[], Awaitable[Sequence[str]]]) -> None:
        """`places` gives the conversations that the bot was added to."""
        self._connector, self._places = connector, places
        self._listed: dict[str, tuple[float, list[tuple[str, str]]]] = {}

    async def __call__(self) -> list[tuple[str, str]]:
        """Return (conversation, name), each once; a team that does not answer is left out."""
        found: dict[str, str] = {}
        for team in await self._places():
            found |= dict(await self._of(team))
        return list(found.items())

    async def _of(self, team: str) -> list[tuple[str, str]]:
        now = self._connector.timer.seconds()
        known = self._listed.get(team)
        if known and now - known[0] < FRESH:
            return known[1]
        try:
            answer = await self._connector.call("GET", "teams", team, "conversations")
        except DeliveryFailed:
            return known[1] if known else []
        given = answer.get("conversations", ())
        listed = [(str(one["id"]), str(one.get("name") or GENERAL)) for one in given if one.get("id")]
        self._listed[team] = (now, listed)
        return listed


class Around:
    """Lists the people of a conversation, or of the bot's teams where somebody asks from a chat of their own."""

    def __init__(self, chat: TeamsChat, places: Callable[[], Awaitable[Sequence[str]]]) -> None:
        """`places` gives the conversations that the bot was added to."""
        self._chat, self._places = chat, places
        self._listed: dict[str, tuple[float, list[tuple[str, str]]]] = {}

    async def __call__(self, conversation: str) -> list[tuple[str, str]]:
        """Return (user, name), each once; a conversation that does not answer is left out."""
        found: dict[str, str] = {}
        for place in [conversation] if conversation else (await self._places())[:MOST_PLACES]:
            found |= dict(await self._of(place))
        return list(found.items())

    async def _of(self, place: str) -> list[tuple[str, str]]:
        now = self._chat.seconds()
        known = self._listed.get(place)
        if known and now - known[0] < FRESH:
            return known[1]
        try:
            listed = list(await self._chat.roster(place))
        except DeliveryFailed:
            return known[1] if known else []
        self._listed[place] = (now, listed)
        return listed
