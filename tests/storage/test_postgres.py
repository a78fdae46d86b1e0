"""PostgreSQL: what fails there is told apart."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from bot.project.evolve import evolve
from bot.service.ports import Unavailable
from storage.engine import open_read_only, open_store
from storage.postgres import PostgresStore
from tests.contracts.stores import ONE, TWO, introduce


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="PostgreSQL"):
        await open_store("postgresql://nobody@127.0.0.1:1/none", evolve=evolve)


async def test_a_database_that_is_not_there_is_unavailable(postgres_url: str) -> None:
    with pytest.raises(Unavailable, match="does not exist"):
        await open_store(postgres_url.replace("/postgres", "/missing"), evolve=evolve)


async def test_a_lost_connection_is_unavailable_and_the_next_unit_gets_another(
    fresh_postgres_url: str,
) -> None:
    store = await open_store(fresh_postgres_url, evolve=evolve)
    assert isinstance(store, PostgresStore)
    await introduce(store)
    other = await open_store(fresh_postgres_url, evolve=evolve)
    assert isinstance(other, PostgresStore)
    async with other.engine.begin() as connection:
        mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        await connection.execute(text(f"{mine} AND pid <> pg_backend_pid()"))
    await other.close()
    with pytest.raises(Unavailable):
        await store.write(ONE.click("d1", b"done"))
    assert await store.write(ONE.click("d1", b"done")) == b"done"
    await store.close()


async def test_several_replicas_may_start_together_and_share_the_work(fresh_postgres_url: str) -> None:
    stores = await asyncio.gather(*(open_store(fresh_postgres_url, evolve=evolve) for _ in range(3)))
    await introduce(stores[0])
    clicks = [
        (store, side.click(f"d{n}", b"done")) for store in stores for side in (ONE, TWO) for n in range(6)
    ]
    await asyncio.gather(*(store.write(click) for store, click in clicks))
    for side in (ONE, TWO):
        assert (await stores[0].read(side.found)).seq == 1 + 2 * 6
    for store in stores:
        await store.close()


async def test_reading_never_writes(fresh_postgres_url: str) -> None:
    store = await open_store(fresh_postgres_url, evolve=evolve)
    await introduce(store)
    reader = await open_read_only(fresh_postgres_url, evolve=evolve)
    assert (await reader.read(ONE.found)).seq == 1
    with pytest.raises(Unavailable, match="read-only"):
        await reader.read(ONE.click("d1", b"done"))
    await reader.close()
    await store.close()
