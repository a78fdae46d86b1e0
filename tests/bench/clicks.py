"""Signed clicks against the running bot and against stock Bolt, each in a process of its own."""

from __future__ import annotations

import itertools
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

from tests.bench.at_once import seconds_at_once
from tests.bench.figure import Figure, empty, figure, in_turn
from tests.live import program, requests
from tests.live.connection import Connection, connect, written
from tests.live.program import Program
from tests.live.projects import SPONSOR, channel, open_project, project_id
from tests.live.slack_stub import SlackStub

AT_ONCE = 16
ACTIONS = ("item.sign", "item.open")
#: commits that carry a new log past its first checkpoint
WARM_UP = 1000
_STOCK = (sys.executable, "-m", "tests.bench.stock")


class Clicker:
    """Clicks on projects: each connection signs DR-8 of its own project and opens it again, in turn."""

    def __init__(self, address: str, stub: SlackStub) -> None:
        """Take the server's address; the stub is asked whether messages are still on their way."""
        self._address, self._stub = address, stub
        self._numbers = [itertools.count() for _ in range(AT_ONCE)]
        #: delivery ids that were acknowledged, by project
        self.acknowledged: list[list[str]] = [[] for _ in range(AT_ONCE)]

    def _requests(self, project: int, count: int) -> list[tuple[str, bytes]]:
        made = []
        for number in itertools.islice(self._numbers[project], count):
            key, args = f"click-{project}-{number}", {"p": project_id(project), "i": "DR-8"}
            body = requests.press(SPONSOR, channel(project), key, ACTIONS[number % 2], args)
            made.append((key, written(body, requests.headers(body))))
        return made

    async def rate(self, clicks: int) -> float:
        """Return requests a second, sixteen at once; every one must be acknowledged without a word."""
        await self._stub.quiet()
        work = [self._requests(project, clicks // AT_ONCE) for project in range(AT_ONCE)]

        async def send(connection: Connection, project: int) -> None:
            for key, request in work[project]:
                response = await connection.send(request)
                assert response == (200, b""), response
                self.acknowledged[project].append(key)

        took = await seconds_at_once(self._address, AT_ONCE, send)
        return sum(map(len, work)) / took

    async def latency(self, clicks: int) -> float:
        """Return the median of one click at a time, in milliseconds."""
        await self._stub.quiet()
        connection = await connect(self._address)
        taken = []
        for key, request in self._requests(0, clicks):
            began = time.perf_counter()
            response = await connection.send(request)
            taken.append(time.perf_counter() - began)
            assert response == (200, b""), response
            self.acknowledged[0].append(key)
        await connection.close()
        return median(taken) * 1000


def check(database: Path, clicker: Clicker) -> int:
    """Check that each acknowledged click is in the ledger exactly once; return how many there are."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    known = [key for (key,) in raw.execute('SELECT "key" FROM inbox WHERE "key" LIKE \'click-%\'')]
    acknowledged = [key for keys in clicker.acknowledged for key in keys]
    assert sorted(known) == sorted(acknowledged), "a click was lost or counted twice"
    counted = dict(
        raw.execute("SELECT project, count(*) FROM event WHERE kind != 'ProjectOpened' GROUP BY project")
    )
    for project, keys in enumerate(clicker.acknowledged):
        assert counted.get(project_id(project), 0) == len(keys), "a click has no event of its own"
    raw.close()
    return len(known)


class RawCommit:
    """One row of a click's weight, written and committed with synchronous=FULL on the same disk."""

    def __init__(self, database: Path, weight: int) -> None:
        """`weight` is in bytes."""
        self._raw = sqlite3.connect(database, isolation_level=None)
        self._raw.execute("PRAGMA journal_mode=WAL")
        self._raw.execute("PRAGMA synchronous=FULL")
        self._raw.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB)")
        self._row = bytes(weight)
        # A log that still grows costs more than one that is written over, as the bot's is by then.
        self.latency(WARM_UP)

    def latency(self, commits: int) -> float:
        """Return the median in milliseconds."""
        taken = []
        for _ in range(commits):
            began = time.perf_counter()
            self._raw.execute("BEGIN IMMEDIATE")
            self._raw.execute("INSERT INTO row (body) VALUES (?)", (self._row,))
            self._raw.execute("COMMIT")
            taken.append(time.perf_counter() - began)
        return median(taken) * 1000


def weight_of_a_click(database: Path) -> int:
    """Return the bytes that a click writes: snapshot, event and message."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    (snapshot,) = raw.execute("SELECT avg(length(snapshot)) FROM project").fetchone()
    (event,) = raw.execute("SELECT avg(length(body)) + 400 FROM event").fetchone()
    raw.close()
    return int(snapshot + event)


@asynccontextmanager
async def _bot(folder: Path, stub: SlackStub) -> AsyncIterator[Program]:
    empty(folder)
    bot = await program.start(folder, program.environment(folder, stub.url, TOLLGATE_LOG_LEVEL="warning"))
    try:
        connection = await connect(bot.address)
        for number in range(AT_ONCE):
            await open_project(connection, number)
        await connection.close()
        yield bot
    finally:
        await bot.stop()


@asynccontextmanager
async def _stock(folder: Path, stub: SlackStub, *mode: str) -> AsyncIterator[Program]:
    settings = program.environment(folder, stub.url, SLACK_BOT_TOKEN="") | {"STOCK_TOKEN": program.TOKEN}
    server = await program.start(folder, settings, (*_STOCK, *mode))
    try:
        yield server
    finally:
        await server.kill()


async def sixteen_at_once(folder: Path, *, pairs: int, clicks: int) -> Figure:
    """Measure the whole path: signature, Bolt, decision, durable commit, and messages leaving meanwhile."""
    async with SlackStub() as stub, _bot(folder, stub) as bot, _stock(folder, stub, "before") as stock:
        ours, theirs = Clicker(bot.address, stub), Clicker(stock.address, stub)
        await ours.rate(clicks), await theirs.rate(clicks)
        found = await in_turn(lambda: ours.rate(clicks), lambda: theirs.rate(clicks), pairs=pairs)
        await stub.quiet()
        check(folder / "bot.sqlite", ours)
    return figure(
        "signed click, durable on SQLite FULL, 16 at once",
        "stock Bolt that only acknowledges, process_before_response=True",
        found,
        side=">=",
        limit=0.5,
        unit="requests/s",
    )


async def one_at_a_time(folder: Path, *, pairs: int, clicks: int) -> Figure:
    """Measure what a click takes beyond one raw commit."""
    async with SlackStub() as stub, _bot(folder, stub) as bot, _stock(folder, stub) as stock:
        ours, theirs = Clicker(bot.address, stub), Clicker(stock.address, stub)
        await ours.latency(clicks), await theirs.latency(clicks)
        commit = RawCommit(folder / "raw.sqlite", weight_of_a_click(folder / "bot.sqlite"))

        async def beyond_a_commit() -> float:
            return await ours.latency(clicks) - commit.latency(clicks)

        found = await in_turn(beyond_a_commit, lambda: theirs.latency(clicks), pairs=pairs)
        check(folder / "bot.sqlite", ours)
    return figure(
        "signed click, one at a time, median without one raw FULL commit",
        "stock Bolt that only acknowledges, median",
        found,
        side="<=",
        limit=1 / 6,
        unit="ms",
    )
