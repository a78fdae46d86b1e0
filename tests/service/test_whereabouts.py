"""Which conversations are remembered as places of the bot: a team's channels, and no chats."""

from __future__ import annotations

from adapters.teams.places import is_channel
from bot.service.intents import Answer, BotJoined, BotRemoved, Done, Intent, Sender
from bot.service.whereabouts import Whereabouts
from tests.adapters.teams.connector_stub import GROUP, MIA, TEAM
from tests.service.office import WORKSPACE, Office


async def handle(intent: Intent, sender: Sender) -> Answer:
    return Done()


def sender(conversation: str, *, direct: bool = False) -> Sender:
    return Sender("teams", "t", MIA, "d", conversation, direct=direct)


async def test_only_channels_of_teams_are_noted(office: Office) -> None:
    heard = Whereabouts(office.store, WORKSPACE, handle, is_channel)
    for place in (TEAM, GROUP, f"a:{MIA}", ""):
        await heard(BotJoined(), sender(place, direct=place.startswith("a:")))
    assert await office.store.read(lambda tx: tx.places(WORKSPACE, "teams")) == [TEAM]
    await heard(BotRemoved(), sender(TEAM))
    assert not await office.store.read(lambda tx: tx.places(WORKSPACE, "teams"))
