"""Invokes of Teams against the running bot and against stock botbuilder; connections that messages open."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.teams.chat import TeamsChat
from adapters.teams.client import Connector
from adapters.teams.tokens import Tokens
from bot.service.ports import DeliveryFailed
from bot.talk.card import Card, Heading
from tests.bench.at_once import seconds_at_once
from tests.bench.figure import Figure, empty, figure, in_turn
from tests.live import program, teams_requests
from tests.live.connection import Connection, Response, connect, written
from tests.live.program import Program
from tests.live.projects import opening, project_id
from tests.live.teams_stub import APP, PASSWORD, TENANT, TeamsStub

AT_ONCE = 16
SENDS = 200
ACTIONS = ("item.sign", "item.open")
LEAD, SPONSOR = "29:lead", "29:sponsor"
_STOCK = (sys.executable, "-m", "tests.bench.stock_teams")


def channel(number: int) -> str:
    """Return the channel of a project."""
    return f"19:channel{number:08d}@thread.tacv2"


class Invoker:
    """Presses Action.Execute on projects: each connection on a project of its own."""

    def __init__(self, address: str, stub: TeamsStub) -> None:
        """Take the server's address, and who signs."""
        self._address, self._stub = address, stub
        self._numbers = [itertools.count() for _ in range(AT_ONCE)]
        #: how many were acknowledged, by project
        self.acknowledged = [0] * AT_ONCE

    def _requests(self, project: int, count: int) -> list[bytes]:
        token, made = self._stub.token(), []
        for number in itertools.islice(self._numbers[project], count):
            args = {"p": project_id(project), "i": "DR-8"}
            body = teams_requests.execute(
                self._stub, SPONSOR, channel(project), f"click-{number}", ACTIONS[number % 2], args
            )
            made.append(written(body, teams_requests.headers(token), teams_requests.PATH))
        return made

    async def rate(self, clicks: int) -> float:
        """Return invokes a second, sixteen at once; every one must be taken."""
        await self._stub.quiet()
        work = [self._requests(project, clicks // AT_ONCE) for project in range(AT_ONCE)]

        async def send(connection: Connection, project: int) -> None:
            for request in work[project]:
                response = await connection.send(request)
                assert response.status == 200, response
                self.acknowledged[project] += 1

        took = await seconds_at_once(self._address, AT_ONCE, send)
        return sum(map(len, work)) / took


async def invokes(folder: Path, *, pairs: int, clicks: int) -> Figure:
    """Measure the whole durable path against an empty answer of stock botbuilder, on the same server."""
    async with TeamsStub() as stub, _bot(folder, stub) as bot, _stock(folder, stub) as stock:
        ours, theirs = Invoker(bot.address, stub), Invoker(stock.address, stub)
        await ours.rate(clicks)
        found = await in_turn(
            lambda: ours.rate(clicks), lambda: theirs.rate(max(AT_ONCE, clicks // 8)), pairs=pairs
        )
        counted = _events(folder / "bot.sqlite")
    for project, presses in enumerate(ours.acknowledged):
        assert counted.get(project_id(project), 0) == presses, "an invoke was lost or counted twice"
    return figure(
        "Teams invoke, durable on SQLite FULL, 16 at once",
        "stock botbuilder that answers an invoke with nothing",
        found,
        side=">=",
        limit=3,
        unit="invokes/s",
    )


async def connections() -> Figure:
    """Count the connections that 200 messages to Teams open."""
    async with TeamsStub() as stub:
        tokens = Tokens(APP, PASSWORD, TENANT, login_url=f"{stub.address}/login")
        connector = Connector(tokens, service_url=stub.service_url, also={"127.0.0.1"})
        chat = TeamsChat(connector, tenant=TENANT, app_id=APP, bot_id=f"28:{APP}", known=_Nobody())
        card = Card("Good morning", (Heading("Good morning"),))
        await asyncio.gather(*(_post(chat, channel(number), card) for number in range(SENDS)))
        await connector.close()
        opened = len(stub.peers)
    assert len(stub.calls) >= SENDS
    return figure(
        f"connections that {SENDS} messages to Teams open",
        "one connection",
        [(opened, 1)],
        side="<=",
        limit=2,
        unit="connections",
    )


async def _post(chat: TeamsChat, conversation: str, card: Card) -> None:
    while True:
        try:
            await chat.post(conversation, card, key=conversation)
        except DeliveryFailed as failed:
            if failed.permanent:
                raise
            await asyncio.sleep(failed.retry_after or 0.1)
        else:
            return


def _events(database: Path) -> dict[str, int]:
    """Return how many events each project has, its opening aside."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        query = "SELECT project, count(*) FROM event WHERE kind != 'ProjectOpened' GROUP BY project"
        return dict(raw.execute(query))
    finally:
        raw.close()


class _Nobody:
    """Nobody is known beforehand."""

    async def people(self) -> list[tuple[str, str]]:
        return []

    async def channels(self) -> list[tuple[str, str]]:
        return []


@asynccontextmanager
async def _bot(folder: Path, stub: TeamsStub) -> AsyncIterator[Program]:
    empty(folder)
    settings = program.environment(
        folder,
        "",
        SLACK_BOT_TOKEN="",
        SLACK_SIGNING_SECRET="",
        TOLLGATE_LOG_LEVEL="warning",
        **stub.settings,
    )
    bot = await program.start(folder, settings)
    try:
        for number in range(AT_ONCE):
            await _open(bot, stub, number)
        yield bot
    finally:
        await bot.stop()


async def _open(bot: Program, stub: TeamsStub, number: int) -> None:
    args, values = opening(number, channel(number), LEAD, SPONSOR)
    body = teams_requests.submit(stub, LEAD, channel(number), f"open-{number}", "project.new", args, values)
    connection = await connect(bot.address)
    response = await connection.send(written(body, teams_requests.headers(stub.token()), teams_requests.PATH))
    await connection.close()
    if response.status != Response(200, b"").status:
        raise RuntimeError(f"no project was opened: {response}")


@asynccontextmanager
async def _stock(folder: Path, stub: TeamsStub) -> AsyncIterator[Program]:
    server = await program.start(folder, program.environment(folder, "", **stub.settings), _STOCK)
    try:
        yield server
    finally:
        await server.stop()
