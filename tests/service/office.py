"""A bot on a real database with a chat that remembers, and a few people who use it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from adapters.clock import VirtualClock, VirtualTimer
from adapters.packets.links import SignedLinks
from bot.project.evolve import evolve
from bot.project.state import Project
from bot.service.context import Context
from bot.service.handle import Bot
from bot.service.intents import Answer, Ask, Pressed, Say, Sender, Submitted, Typed, Wrong
from bot.service.parcels import Parcels
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Store
from bot.service.relay import Relay
from bot.service.rounds import Rounds
from bot.service.sweep import Sweep
from bot.talk.card import Button, Buttons, Card, ItemRow
from storage.engine import open_store
from storage.sqlite import SqliteStore
from tests.databases import laid_out
from tests.fakes.chat import FakeChat
from tests.fakes.printer import print_text

MONDAY = datetime(2026, 3, 2, 14, tzinfo=UTC)
WORKSPACE, CHANNEL = "w1", "C1"
LINE_3 = {
    "name": "Line 3 downtime",
    "lead": "UMIA",
    "sponsor": "UANA",
    "channel": CHANNEL,
    "starts_on": "2026-03-02",
    "time_zone": "America/Toronto",
    "region": "",
}


class Office:
    """The bot, and what people do with it; every act is a delivery of its own unless one is named."""

    def __init__(self, store: SqliteStore) -> None:
        """Put Mia, Ana and Raj in the channel; Zoe is elsewhere."""
        self.store = store
        self.clock = VirtualClock(MONDAY)
        self.chat = FakeChat()
        for user, name in (
            ("UMIA", "Mia Kurz"),
            ("UANA", "Ana Ruiz"),
            ("URAJ", "Raj Patel"),
            ("UZOE", "Zoe"),
        ):
            self.chat.person(user, name, "America/Toronto")
        self.chat.channel(CHANNEL, "UMIA", "UANA", "URAJ")
        self.chats = {(WORKSPACE, "fake"): self.chat}
        self.playbooks = Playbooks()
        timer = VirtualTimer(self.clock)
        self.links = SignedLinks("secret", "https://bot.example", self.clock.now)
        self.parcels = Parcels(store, self.playbooks, print_text, self.links)
        self.relay = Relay(store, self.chats, self.clock, timer, self.playbooks, self.parcels)
        self.sweep = Sweep(store, self.clock, self.playbooks)
        self.rounds = Rounds(store, self.clock, self.playbooks, wake=self.relay.wake)
        self.wakes = 0
        self.bot = Bot(self.context(store), self.links)
        self._deliveries = count(1)

    def context(self, store: Store) -> Context:
        """Return the office's ports, with a store in place of its own."""
        return Context(store, self.chats, self.clock, self.playbooks, wake=self._woken)

    def _woken(self) -> None:
        self.wakes += 1

    def sender(self, user: str, *, at: str = CHANNEL, delivery: str = "") -> Sender:
        """Return an envelope; `at` is "" on a person's own page and in forms."""
        key = delivery or f"d{next(self._deliveries)}"
        direct = at.startswith("D")
        return Sender("fake", "T1", user, key, conversation=at, message="m1", direct=direct, trigger=key)

    async def press(
        self, user: str, action: str, *, at: str = CHANNEL, delivery: str = "", **args: str
    ) -> Answer:
        """Press a control."""
        return await self.bot.handle(Pressed(action, args), self.sender(user, at=at, delivery=delivery))

    async def submit(self, user: str, form: Ask, delivery: str = "", **values: str) -> Answer:
        """Send a form that was opened."""
        sent = Submitted(form.form.action, form.form.args, values)
        return await self.bot.handle(sent, self.sender(user, at="", delivery=delivery))

    async def fill(self, user: str, action: str, values: Mapping[str, str], **args: str) -> Answer:
        """Open a form and send it."""
        asked = await self.press(user, action, **args)
        assert isinstance(asked, Ask), asked
        return await self.submit(user, asked, **values)

    async def type(self, user: str, text: str, *, at: str = CHANNEL) -> Answer:
        """Type a slash command."""
        return await self.bot.handle(Typed(text), self.sender(user, at=at))

    async def begin(self) -> str:
        """Let Mia open the project; return its id."""
        asked = await self.press("UMIA", "project.new")
        assert isinstance(asked, Ask), asked
        answer = await self.submit("UMIA", asked, **LINE_3)
        assert not isinstance(answer, Wrong), answer
        return asked.form.args["new"]

    async def project(self, key: str) -> Project:
        """Return a project as it is stored."""
        stored = await self.store.read(lambda tx: tx.project(WORKSPACE, key))
        assert stored is not None
        return stored.project

    async def known(self, user: str) -> Account | None:
        """Return the account of a person."""
        return await self.store.read(lambda tx: tx.account("fake", "T1", user))

    async def person(self, user: str) -> str:
        """Return the id of a person."""
        found = await self.known(user)
        assert found is not None
        return found.person

    async def leave(self, user: str) -> None:
        """Deactivate somebody."""
        found = await self.known(user)
        assert found is not None
        gone = replace(found, active=False)
        await self.store.write(lambda tx: tx.put_account(gone))

    def attempts(self) -> list[tuple[str, str]]:
        """Return (command, code) of the refused votes that were kept."""
        rows = self.store.writer.connection.execute("SELECT command, code FROM attempt ORDER BY rowid")
        return [(row[0], row[1]) for row in rows]

    def said(self, conversation: str) -> list[str]:
        """Return the first lines of what stands in a conversation."""
        return [card.summary for place, card in self.chat.messages.items() if place[0] == conversation]


@asynccontextmanager
async def opened_office(folder: Path) -> AsyncIterator[Office]:
    """Give an office with a fresh database."""
    store = await open_store(laid_out(folder / "bot.sqlite"), evolve=evolve)
    assert isinstance(store, SqliteStore)
    try:
        await store.write(lambda tx: tx.install(WORKSPACE, "fake", "T1", "Plant", "UBOT"))
        yield Office(store)
    finally:
        await store.close()


def words(answer: Answer) -> str:
    """Return the first line of what was said, or the texts under the fields."""
    if isinstance(answer, Say):
        return answer.card.summary
    assert isinstance(answer, Wrong), answer
    return " ".join(answer.errors.values())


def buttons(card: Card) -> list[Button]:
    """Return the controls of a card."""
    found: list[Button] = []
    for part in card.parts:
        if isinstance(part, Buttons):
            found += part.buttons
        if isinstance(part, ItemRow):
            found += [part.button] if part.button else []
    return found
