"""What forms offer to choose from: the channels of the bot's teams, and the people in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from .chat import TeamsChat
from .client import Connector
from .listings import Listings, Offered
from .places import is_channel

#: Teams gives the channel that every team has no name
GENERAL = "General"


class Channels:
    """Lists channels; a team is known by the id of the channel that it always has."""

    def __init__(self, connector: Connector, places: Callable[[], Awaitable[Sequence[str]]]) -> None:
        """`places` gives the conversations that the bot was added to."""
        self._connector, self._places = connector, places
        self._listed = Listings(self._read, connector.timer.seconds)

    async def __call__(self) -> list[tuple[str, str]]:
        """Return (conversation, name), each once; a team that does not answer is left out."""
        return list((await self._listed(filter(is_channel, await self._places()))).items())

    async def _read(self, team: str) -> Offered:
        answer = await self._connector.call("GET", "teams", team, "conversations")
        given = answer.get("conversations", ())
        return [(str(one["id"]), str(one.get("name") or GENERAL)) for one in given if one.get("id")]


class Around:
    """Lists the people of a conversation, or of the bot's teams where somebody asks from a chat of their own."""

    def __init__(self, chat: TeamsChat, places: Callable[[], Awaitable[Sequence[str]]]) -> None:
        """`places` gives the conversations that the bot was added to."""
        self._places = places
        self._listed = Listings(chat.roster, chat.seconds)

    async def __call__(self, conversation: str) -> list[tuple[str, str]]:
        """Return (user, name), each once; a conversation that does not answer is left out."""
        places = [conversation] if conversation else await self._places()
        return list((await self._listed(places)).items())
