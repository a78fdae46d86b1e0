"""Invokes that Teams delivers again, on a real database: what was meant once is done once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import orjson
import pytest

from adapters.clock import VirtualClock
from adapters.teams.activity import read
from adapters.teams.answers import Answers
from adapters.teams.dispatch import Dispatcher
from adapters.teams.people import Seen
from bot.project.evolve import evolve
from bot.service.context import Context
from bot.service.handle import Bot
from bot.service.playbooks import Playbooks
from storage.engine import open_store
from storage.sqlite import SqliteStore
from tests.adapters.teams.connector_stub import BOT, TEAM, TENANT
from tests.adapters.teams.door import Clock, Json, activity
from tests.fakes.chat import FakeChat
from tests.service.office import LINE_3, MONDAY, WORKSPACE

MIA, ANA = "29:mia", "29:ana"


class TeamsFake(FakeChat):
    """A chat that remembers, and is told whom the bot meets."""

    def saw(self, user: str, now: Seen, **said: str | bool) -> None:
        """Know everybody already."""

    def expect_home(self, user: str) -> None:
        """Show every home."""

    def told(self, conversation: str, message: str) -> None:
        """Draw every card again."""


class Everybody:
    """All people and channels are known."""

    async def people(self) -> Sequence[tuple[str, str]]:
        return [(MIA, "Mia Chen"), (ANA, "Ana Ruiz")]

    async def channels(self) -> Sequence[tuple[str, str]]:
        return [(TEAM, "General")]


class Floor:
    """A bot on a real database that Teams calls."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.clock = Clock()
        chat = TeamsFake(BOT, "teams", TENANT)
        for user, name in ((MIA, "Mia Chen"), (ANA, "Ana Ruiz")):
            chat.person(user, name, "America/Toronto")
        chat.channel(TEAM, MIA, ANA)
        chats = {(WORKSPACE, "teams"): chat}
        bot = Bot(Context(store, chats, VirtualClock(MONDAY), Playbooks(), wake=lambda: None))
        self.dispatch = Dispatcher(
            bot.handle,
            chat,
            Answers(chat, Everybody(), bot.handle),
            tenant=TENANT,
            bot_id=BOT,
            now=self.clock,
        )
        self.project = ""

    async def invoke(self, user: str, name: str, value: Json) -> Json:
        """Deliver an invoke under a new id."""
        sent = activity("invoke", name=name, value=value, replyToId="1600000000001") | {"from": {"id": user}}
        reply = await self.dispatch(read(sent))
        assert reply.status == 200
        return dict(orjson.loads(reply.body)) if reply.body else {}

    async def press(self, user: str, verb: str, version: str = "1", **args: str) -> Json:
        """Use a universal action of a card."""
        data = {"a": {"p": self.project, **args}, "v": version}
        return await self.invoke(user, "adaptiveCard/action", {"action": {"verb": verb, "data": data}})

    async def opening(self) -> Json:
        """Fill in the form that opens a project."""
        asked = await self.invoke(MIA, "task/fetch", {"data": {"verb": "project.new", "a": {}}})
        carried = asked["task"]["value"]["card"]["content"]["actions"][0]["data"]
        self.project = carried["a"]["new"]
        return dict(carried | LINE_3 | {"lead": MIA, "sponsor": ANA, "channel": TEAM})

    async def begin(self) -> None:
        """Open a project that Mia leads and Ana sponsors."""
        assert await self.invoke(MIA, "task/submit", {"data": await self.opening()}) == {}

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        rows = self.store.writer.connection.execute(f"SELECT count(*) FROM {table}")
        return int(next(iter(rows))[0])


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    store = await open_store(f"sqlite:///{tmp_path / 'bot.sqlite'}", evolve=evolve)
    assert isinstance(store, SqliteStore)
    await store.write(lambda tx: tx.install(WORKSPACE, "teams", TENANT, "Plant", BOT))
    yield Floor(store)
    await store.close()


async def test_an_invoke_four_times_is_one_event(floor: Floor) -> None:
    await floor.begin()
    await floor.press(MIA, "item.sign", i="DR-8")
    before = floor.count("event")
    told = [await floor.press(ANA, "item.sign", i="DR-8") for _ in range(4)]
    assert floor.count("event") == before + 1
    assert all(one == told[0] for one in told)


async def test_an_invoke_four_times_at_once_is_one_event(floor: Floor) -> None:
    await floor.begin()
    before = floor.count("event")
    told = await asyncio.gather(*(floor.press(MIA, "item.take", i="DR-4") for _ in range(4)))
    assert floor.count("event") == before + 1
    assert all(one == told[0] for one in told)


async def test_a_form_four_times_is_one_project(floor: Floor) -> None:
    filled = await floor.opening()
    told = [await floor.invoke(MIA, "task/submit", {"data": filled}) for _ in range(4)]
    assert told == [{}] * 4
    assert floor.count("project") == 1


async def test_signed_opened_and_signed_again_are_three_clicks(floor: Floor) -> None:
    await floor.begin()
    await floor.press(MIA, "item.sign", i="DR-8")
    before = floor.count("event")
    for verb, version in (("item.sign", "1"), ("item.open", "2"), ("item.sign", "1")):
        await floor.press(ANA, verb, version, i="DR-8")
    assert floor.count("event") == before + 3


async def test_a_form_that_was_wrong_is_read_again_when_it_was_put_right(floor: Floor) -> None:
    filled = await floor.opening()
    wrong = await floor.invoke(MIA, "task/submit", {"data": filled | {"name": ""}})
    card = wrong["task"]["value"]["card"]["content"]
    again = {one["id"]: one.get("value", "") for one in card["body"] if "id" in one}
    assert (again["name"], again["lead"], again["channel"]) == ("", MIA, TEAM)
    assert card["actions"][0]["data"]["a"] == filled["a"]
    assert await floor.invoke(MIA, "task/submit", {"data": filled}) == {}
    assert floor.count("project") == 1
