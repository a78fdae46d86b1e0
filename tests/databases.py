"""Databases that have their schema already: the migrations make it once for each test process."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url, text

from storage.engine import migrate
from storage.postgres import engine_for
from storage.tables import metadata
from tests.postgres import Postgres


def laid_out(path: Path) -> str:
    """Put an empty SQLite database at a path where there is none; return its address."""
    if not path.exists():
        path.write_bytes(_image())
    return f"sqlite:///{path}"


@cache
def _image() -> bytes:
    with TemporaryDirectory(prefix="tollgate-laid-out-") as folder:
        path = Path(folder) / "empty.sqlite"
        _finish(migrate(f"sqlite:///{path}"))
        return path.read_bytes()


def laid_out_postgres(postgres: Postgres) -> str:
    """Make a PostgreSQL database for one test after the other; return its address."""
    url = postgres.create("laid_out")
    _finish(migrate(url))
    return url


def empty(url: str) -> None:
    """Delete every row of a PostgreSQL database, whatever the test before left there."""
    _finish(_empty(url))


async def _empty(url: str) -> None:
    engine = engine_for(make_url(url))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    async with engine.begin() as connection:
        await connection.execute(text(f"{others} AND pid != pg_backend_pid()"))
        await connection.execute(text("SET LOCAL session_replication_role = replica"))  # the ledger refuses
        for table in metadata.tables.values():
            await connection.execute(table.delete())
    await engine.dispose()


def _finish(work: Coroutine[None, None, None]) -> None:
    with ThreadPoolExecutor(1) as elsewhere:  # whoever asks may have an event loop already
        elsewhere.submit(asyncio.run, work).result()
