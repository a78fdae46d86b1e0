"""One storage tick: read a project, compare-and-set, item, event, message, delivery, commit; sixteen at once."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from bot.project.events import ItemOwned, Recorded
from bot.project.evolve import evolve
from bot.project.index import ItemIndex
from bot.service.ports import Tx
from storage.engine import open_store
from storage.sqlite_conn import connect
from tests.bench.figure import Figure, empty, figure, in_turn
from tests.bench.raw_writer import RawWriter, recorded
from tests.contracts.stores import CHANNEL, ITEM, NOW, PLATFORM, Side, refresh

AT_ONCE = 16
#: each with a project of its own
SIDES = [Side(f"workspace-{number:02}", f"T{number:02}") for number in range(AT_ONCE)]
OWNERS = ("person-1", "person-2")
#: does one tick of a side, the numbered one
Tick = Callable[[int, int], Awaitable[object]]


def tick(side: Side, number: int) -> Callable[[Tx], bytes]:
    """Return the unit that hands an item on to the other of two people."""

    def work(tx: Tx) -> bytes:
        before = side.load(tx, f"tick-{number}").stored
        assert before is not None
        owner = OWNERS[number % 2]
        event = Recorded(ItemOwned(ITEM, owner), NOW, side.person, PLATFORM, CHANNEL, "m1")
        tx.save(
            before,
            [event],
            evolve(before.project, event),
            workspace=side.workspace,
            items=[ItemIndex(ITEM, owner, "open", date(2026, 3, 7))],
            outgoing=[refresh("checklist")],
            due_at=NOW,
            delivery=side.delivery(f"tick-{number}"),
            outcome=b"done",
        )
        return b"done"

    return work


async def sixteen_at_once(folder: Path, *, pairs: int, ticks: int) -> Figure:
    """Measure the store against statements that are written down before."""
    empty(folder)
    for name in ("ours", "raw"):
        await _fill(folder / name)
    store = await open_store(f"sqlite:///{folder / 'ours'}", evolve=evolve)
    connection = connect(folder / "raw")
    raw = RawWriter(connection, [recorded(connection, tick(side, 0)) for side in SIDES])
    # the runner counts the ticks of each: they go on where the last measurement ended
    mine, theirs = itertools.count(), itertools.count()

    async def ours(side: int, number: int) -> None:
        await store.write(tick(SIDES[side], number))

    found = await in_turn(
        lambda: _rate(ours, mine, ticks), lambda: _rate(raw.tick, theirs, ticks), pairs=pairs
    )
    raw.close()
    await store.close()
    return figure(
        "storage tick on SQLite FULL, 16 at once",
        "raw sqlite3 writer thread, same statements and groups",
        found,
        side=">=",
        limit=0.5,
        unit="ticks/s",
    )


async def _fill(path: Path) -> None:
    store = await open_store(f"sqlite:///{path}", evolve=evolve)

    def fill(tx: Tx) -> None:
        for side in SIDES:
            side.introduce(tx)
            side.open(tx)

    await store.write(fill)
    await store.close()


async def _rate(one: Tick, rounds: itertools.count[int], ticks: int) -> float:
    each = ticks // AT_ONCE
    start = next(rounds) * each

    async def client(side: int) -> None:
        for number in range(start, start + each):
            await one(side, number)

    began = time.perf_counter()
    await asyncio.gather(*(client(side) for side in range(AT_ONCE)))
    return each * AT_ONCE / (time.perf_counter() - began)
