"""SQLite's commits: how many units share one, and what becomes of those beside one that fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Event

import pytest

from bot.project.evolve import evolve
from bot.project.refusals import Refusal
from bot.service.ports import Tx
from storage.engine import open_store
from storage.sqlite import SqliteStore
from tests.contracts.stores import ONE, introduce


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A database with two projects."""
    found = await open_store(f"sqlite:///{tmp_path / 'bot.db'}", evolve=evolve)
    assert isinstance(found, SqliteStore)
    await introduce(found)
    yield found
    await found.close()


class SlowDisk:
    """Holds each commit back until it is let through, and knows what has run by then."""

    def __init__(self, store: SqliteStore) -> None:
        self.ran: list[int] = []
        self._store, self._through, self._reached = store, Event(), Event()
        store.writer.connection.set_trace_callback(self._traced)

    def _traced(self, statement: str) -> None:
        if statement == "COMMIT":
            self._reached.set()
            self._through.wait()
            self._through.clear()

    async def reached(self) -> int:
        """Wait for the next commit; return how many units have run by then."""
        await asyncio.to_thread(self._reached.wait)
        self._reached.clear()
        return len(self.ran)

    def let_through(self) -> None:
        """Let the commit that waits go on."""
        self._through.set()

    def write(self, units: int) -> list[asyncio.Task[None]]:
        """Begin some units."""
        return [asyncio.create_task(self._store.write(self._unit())) for _ in range(units)]

    def _unit(self) -> Callable[[Tx], None]:
        return lambda _: self.ran.append(1)


async def test_units_that_wait_together_share_a_commit(store: SqliteStore) -> None:
    disk = SlowDisk(store)
    units = disk.write(16)
    assert await disk.reached() == 16
    disk.let_through()
    await asyncio.gather(*units)


async def test_of_a_crowd_one_half_asks_while_the_other_is_committed(store: SqliteStore) -> None:
    disk = SlowDisk(store)
    crowd = disk.write(16)
    assert await disk.reached() == 16
    disk.let_through()
    await asyncio.gather(*crowd)
    # Two of the crowd are back first; the others ask while those are committed.
    first = disk.write(2)
    assert await disk.reached() == 18
    others = disk.write(14)
    await asyncio.sleep(0)
    disk.let_through()
    await asyncio.gather(*first)
    assert await disk.reached() == 18 + 8
    disk.let_through()
    assert await disk.reached() == 18 + 14
    disk.let_through()
    await asyncio.gather(*others)


async def test_who_asks_again_at_once_is_committed_with_everybody(store: SqliteStore) -> None:
    disk = SlowDisk(store)
    for turn in (1, 2, 3):
        units = disk.write(16)
        assert await disk.reached() == 16 * turn
        disk.let_through()
        await asyncio.gather(*units)


async def test_a_unit_that_fails_takes_nothing_from_those_beside_it(store: SqliteStore) -> None:
    def refused(tx: Tx) -> None:
        ONE.click("lost", b"lost")(tx)
        raise Refusal("not_yours")

    clicks = [store.write(ONE.click(f"d{number}", b"done")) for number in range(7)]
    *answers, no = await asyncio.gather(*clicks, store.write(refused), return_exceptions=True)
    assert answers == [b"done"] * 7
    assert isinstance(no, Refusal)
    # Each click is two events, once, though its unit ran a second time.
    assert await store.read(lambda tx: ONE.found(tx).seq) == 1 + 2 * 7
