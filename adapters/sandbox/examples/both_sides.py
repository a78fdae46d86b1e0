"""One of the examples lives on both sides: its channel in Slack has one in Teams beside it."""

from __future__ import annotations

from adapters.sandbox.people import DIRECT, Person
from adapters.sandbox.tour.both_chats import code_for


async def connect(lead: Person, there: Person, channel: str) -> None:
    """Connect the channel of the same name in the other chat, with somebody who is there."""
    # Whoever the bot has met is one person in both chats, by their address.
    await there.say(DIRECT, "/gate help")
    await there.say(channel, f"/gate connect {await code_for(lead, channel)}")
