"""The tour's team in one chat and its sponsor in the other, around a project that lives in both."""

from __future__ import annotations

import re

from adapters.sandbox.people import DIRECT, Person
from adapters.sandbox.tour.crew import Crew

#: as the bot writes it
CODE = re.compile(r"\b[A-Z2-9]{8}\b")


class CrewInBoth(Crew):
    """A crew whose sponsor meets the bot in the other chat, and whose lead connects the channel there."""

    async def begin(self, lead: Person, name: str, **values: str) -> None:
        """Begin a project, and let it live in both channels from its first day."""
        sponsor = self.driver.person(values["sponsor"])
        await sponsor.say(DIRECT, "/gate help")
        await super().begin(lead, name, **values)
        await sponsor.say(self.channel, f"/gate connect {await code_for(lead, self.channel)}")


async def code_for(lead: Person, channel: str) -> str:
    """Return the code that the lead reads when the project is to live in another channel, too."""
    await lead.press("More…", on=channel)
    await lead.press("Connect another channel…", on=channel)
    *_, said = await lead.reads(channel)
    found = CODE.search(said)
    if found is None:
        raise LookupError(f"{lead.name} reads no code, but: {said}")
    return found.group()
