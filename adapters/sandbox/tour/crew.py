"""The people of the tour, the channel they meet in, and what they do again and again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from adapters.sandbox.people import DIRECT, Company, Person, acknowledged

ZONE = ZoneInfo("America/Toronto")
#: what the next step of an item is called, by its kind
STEPS = ("Update", "Done…", "Answer…", "Add a row", "Confirm")
AWAY = "While I am away"
Move = Callable[[datetime], Awaitable[None]]


class Crew:
    """A team around one channel, on virtual days."""

    def __init__(self, driver: Company, move_to: Move, channel: str) -> None:
        """`move_to` moves the virtual clock on, through everything that falls due on the way."""
        self.driver, self._move_to, self.channel = driver, move_to, channel
        #: of the project that was begun here last
        self.project = ""
        self.mia, self.ana, self.raj, self.li = (driver.person(name) for name in ("mia", "ana", "raj", "li"))
        self.sam, self.eva, self.noor, self.tom = (
            driver.person(name) for name in ("sam", "eva", "noor", "tom")
        )

    async def on(self, day: date, at: time = time(9)) -> None:
        """Let time pass until a day and hour of the plant."""
        await self._move_to(datetime.combine(day, at, ZONE).astimezone(UTC))

    async def begin(self, lead: Person, name: str, **values: str) -> None:
        """Begin a project in the channel, from the first command on."""
        if not await lead.sees("New project…", on=self.channel):
            await lead.say(self.channel, "/gate")
        await lead.press("New project…", on=self.channel)
        await lead.fill(name=name, **values)
        self.project = name

    async def give_role(self, lead: Person, role: str, person: Person) -> None:
        """Put somebody in a role."""
        await lead.press("Give a role…", on=self.channel)
        await acknowledged(lead.fill(role=role, person=person.handle))

    async def take(self, who: Person, item: str) -> None:
        """Take an item that nobody has."""
        await who.press("Take it", on=self.channel, beside=item)

    async def record(self, who: Person, item: str, **values: str) -> None:
        """Press the item's next step, whatever it is called for its kind, and fill in its form."""
        await who.press(*STEPS, on=self.channel, beside=item)
        await who.fill(**values)

    async def take_and_record(self, who: Person, item: str, **values: str) -> None:
        """Take an item and show at once that it is so."""
        await self.take(who, item)
        await self.record(who, item, **values)

    async def request(self, lead: Person, gate: int) -> None:
        """Ask for a gate with the checklist's button."""
        await lead.press(f"Request gate {gate}", on=self.channel)

    async def go_away(self, who: Person, **values: str) -> None:
        """Let somebody decide meanwhile; a command opens the form, or is answered with the button that does."""
        await who.say(self.channel, "/gate away")
        if await who.sees(AWAY, on=self.channel):
            await who.press(AWAY, on=self.channel)
        await acknowledged(who.fill(**values))

    async def verify(self, who: Person, item: str) -> None:
        """Confirm as a second person what somebody else has set."""
        await who.press("Verify", on=self.channel, beside=item)

    async def approve(self, who: Person, gate: int) -> None:
        """Approve in the direct message that asks for it."""
        await who.press("Approve", on=DIRECT, message=f"Gate {gate} · {self.project}")
