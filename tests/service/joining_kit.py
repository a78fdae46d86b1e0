"""Two sides of one person: what is typed, said and pressed on each."""

from __future__ import annotations

import re

from bot.project.events import PeopleLinked
from bot.service.intents import Answer, Pressed, Say, Sender, Typed
from bot.service.joining import CONTROLS, JOIN
from bot.service.ports import Account
from tests.service.office import WORKSPACE, Office, buttons, words


class Side:
    """Somebody's account on the second platform."""

    def __init__(self, office: Office, user: str) -> None:
        self.office, self.user = office, user
        self._count = 0

    @property
    def sender(self) -> Sender:
        """Their envelope, in the personal chat."""
        self._count += 1
        key = f"{self.user}-{self._count}"
        return Sender("teams", "AAD", self.user, key, f"D{self.user}", "m1", direct=True, trigger=key)

    async def type(self, text: str) -> Answer:
        """Type to the bot."""
        return await self.office.bot.handle(Typed(text), self.sender)

    async def press(self, action: str, **args: str) -> Answer:
        """Press a control."""
        return await self.office.bot.handle(Pressed(action, args), self.sender)

    async def join(self, code: str) -> Answer:
        """Type a code, and press Join."""
        return await self.press(JOIN, **offer_in(await self.type(f"link {code}")))

    async def known(self) -> Account:
        """Their account."""
        found = await self.office.store.read(lambda tx: tx.account("teams", "AAD", self.user))
        assert found is not None
        return found


def code_in(answer: Answer) -> str:
    """Return the code that was said."""
    found = re.fullmatch(r"Your code: (\w{8})", words(answer))
    assert found, words(answer)
    return found.group(1)


def offer_in(answer: Answer) -> dict[str, str]:
    """Return what the controls of a card carry that asks whether somebody is oneself."""
    assert isinstance(answer, Say)
    offered = buttons(answer.card)
    assert tuple(button.action for button in offered) == CONTROLS, words(answer)
    return offered[0].args


async def joined(office: Office, user: str, side: Side) -> Answer:
    """Join an account of the first platform with one of the second, whose person stays."""
    code = code_in(await side.type("link"))
    return await office.press(user, JOIN, **offer_in(await office.type(user, f"link {code}")))


async def events(office: Office, project: str) -> list[PeopleLinked]:
    """Return the links in a ledger."""
    found = await office.store.read(lambda tx: tx.history(WORKSPACE, project, 500))
    return [entry.event for entry in found if isinstance(entry.event, PeopleLinked)]
