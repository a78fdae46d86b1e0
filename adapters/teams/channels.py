"""The channels of the teams that the bot was added to, as forms offer them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.service.ports import DeliveryFailed

from .client import Connector

#: seconds for which a team's list is taken as it was
FRESH = 300.0
#: Teams gives the channel that every team has no name
GENERAL = "General"


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
