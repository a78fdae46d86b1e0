"""Sweeps over crowds cost what is due, however much rests; stand-ups take few queries and little memory."""

from __future__ import annotations

import asyncio
import shutil
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.project.evolve import evolve
from bot.service.ports import Tx
from storage.engine import open_store
from storage.postgres import PostgresStore
from storage.tx import SqlStore
from tests.bench.crowd import NOW, Dialect, fill_channels, fill_items, on_postgres, on_sqlite
from tests.bench.figure import Figure, figure, in_turn
from tests.bench.sweeping import DAY, mornings, stand_ups
from tests.contracts.stores import Opened, opened_postgres, opened_sqlite
from tests.postgres import Postgres, running_postgres

MANY, FEW, DUE, CHANNELS = 1_000_000, 10_000, 500, 10_000
#: goals: reading queries, and bytes beyond what was there before
QUERIES, MEMORY = 60, 10_000_000
#: puts rows into a database
Fill = Callable[[Dialect], Awaitable[None]]


async def sweep(place: Path, *, pairs: int) -> list[Figure]:
    """Measure a sweep over a million items against one over ten thousand, with as many due, on both databases."""
    with running_postgres(durable=True) as server:
        return [await _sweep(place, None, pairs), await _sweep(place, server, pairs)]


async def channels(place: Path) -> list[Figure]:
    """Count the queries of the stand-ups of ten thousand channels, and the memory that they take."""
    with running_postgres(durable=True) as server:
        return [*await _channels(place, None), *await _channels(place, server)]


async def _sweep(place: Path, server: Postgres | None, pairs: int) -> Figure:
    async with (
        _filled(place / "many", server, lambda to: fill_items(to, items=MANY, due=DUE)) as many,
        _filled(place / "few", server, lambda to: fill_items(to, items=FEW, due=DUE)) as few,
    ):
        days = {"many": count(), "few": count()}
        found = await in_turn(
            lambda: _seconds(many.store, next(days["many"])),
            lambda: _seconds(few.store, next(days["few"])),
            pairs=pairs,
        )
    return figure(
        f"sweep over {MANY:,} items of which {DUE} are due, on {_name(server)}",
        f"sweep over {FEW:,} items of which {DUE} are due",
        found,
        side="<=",
        limit=1.5,
        unit="s",
    )


async def _channels(place: Path, server: Postgres | None) -> list[Figure]:
    async with _filled(place / "channels", server, lambda to: fill_channels(to, channels=CHANNELS)) as opened:
        # The first day warms what stays in memory anyway: compiled statements, cached pages, connections.
        await _all(opened.store, 0, stand_ups)
        memory = await _memory(opened.store, 1)
        seen: list[str] = []
        opened.trace(seen)
        await _all(opened.store, 2, stand_ups)
    queries = sum(one.lstrip().startswith(("SELECT", "WITH")) and "pg_advisory" not in one for one in seen)
    what = f"stand-ups of {CHANNELS:,} channels on {_name(server)}"
    return [
        figure(what, f"{QUERIES} reading queries", [(queries, QUERIES)], side="<=", limit=1, unit="queries"),
        figure(what, "10 MB of extra memory", [(memory, MEMORY)], side="<=", limit=1, unit="bytes"),
    ]


def _name(server: Postgres | None) -> str:
    return "PostgreSQL" if server else "SQLite"


@asynccontextmanager
async def _filled(place: Path, server: Postgres | None, fill: Fill) -> AsyncIterator[Opened]:
    _empty(place)
    if server:
        async with opened_postgres(server.create(f"bench_{place.name}")) as opened:
            assert isinstance(opened.store, PostgresStore)
            await fill(on_postgres(opened.store))
            yield opened
        server.drop(f"bench_{place.name}")
        return
    path = place / "bot.db"
    await (await open_store(f"sqlite:///{path}", evolve=evolve)).close()
    await fill(on_sqlite(path))
    async with opened_sqlite(place) as opened:
        yield opened
    shutil.rmtree(place)


def _empty(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)


async def _seconds(store: SqlStore, day: int) -> float:
    began = time.perf_counter()
    met = await _all(store, day, mornings)
    assert met == DUE + 1, met
    return time.perf_counter() - began


async def _memory(store: SqlStore, day: int) -> int:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        met = await _all(store, day, stand_ups)
        assert met == CHANNELS, met
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


async def _all(store: SqlStore, day: int, sweep: Callable[[Tx, datetime], int]) -> int:
    now, total = NOW + day * DAY, 0
    while met := await store.write(lambda tx: sweep(tx, now)):
        total += met
        await asyncio.sleep(0)
    return total
