"""A project that lives in two channels."""

from __future__ import annotations

import re

from bot.service.intents import Answer, Pressed, Sender, Typed
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.fakes.chat import FakeChat
from tests.service.office import CHANNEL, WORKSPACE, Office, words

THERE = "19:line3"


class Two:
    """The office, and a second chat with a channel of its own: Ana reads there, Tom is from the plant."""

    def __init__(self, office: Office, project: str) -> None:
        self.office, self.project = office, project
        self.chat = FakeChat("29:bot", "teams", "AAD")
        for user, name in (("29:ana", "Ana Ruiz"), ("29:tom", "Tom Berg"), ("29:zoe", "Zoe")):
            self.chat.person(user, name, "America/Toronto")
        self.chat.channel(THERE, "29:ana", "29:tom")
        office.chats[WORKSPACE, "teams"] = self.chat
        self._count = 0

    def sender(self, user: str, at: str = THERE) -> Sender:
        """Return an envelope from the second chat."""
        self._count += 1
        key = f"t{self._count}"
        return Sender("teams", "AAD", user, key, conversation=at, message="m1", direct=at.startswith("D"))

    async def type(self, user: str, text: str, at: str = THERE) -> Answer:
        """Type in the second chat."""
        return await self.office.bot.handle(Typed(text), self.sender(user, at))

    async def press(self, user: str, action: str, at: str = THERE, **args: str) -> Answer:
        """Press a control in the second chat."""
        return await self.office.bot.handle(Pressed(action, args), self.sender(user, at))

    async def code(self) -> str:
        """Let Mia get a code in the home channel."""
        answer = await self.office.press("UMIA", "project.connect", p=self.project)
        found = re.fullmatch(r"Code for Line 3 downtime: (\w{8})", words(answer))
        assert found, words(answer)
        return found[1]

    async def connect(self) -> None:
        """Let Tom type the code that Mia has shown him."""
        answer = await self.type("29:tom", f"connect {await self.code()}")
        assert words(answer).startswith("✔ This channel is connected"), words(answer)
        await self.office.relay.drain()

    async def linked(self) -> bool:
        """Tell whether the project lives in the second channel."""
        also = (await self.office.project(self.project)).also
        return also is not None and (also.platform, also.conversation) == ("teams", THERE)

    def here(self) -> list[Card]:
        """Return what stands in the home channel."""
        return [card for place, card in self.office.chat.messages.items() if place[0] == CHANNEL]

    def there(self, at: str = THERE) -> list[Card]:
        """Return what stands in the second one."""
        return [card for place, card in self.chat.messages.items() if place[0] == at]


def checklists(cards: list[Card]) -> list[str]:
    """Return the checklists among cards, as text."""
    return [plain(card) for card in cards if '"kind":"checklist"' in card.notice]
