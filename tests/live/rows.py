"""How many rows every table of a database holds, and what a project's ledger ends with."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import asyncpg

from storage.tables import metadata

#: what the relay changes by itself while a test looks
MOVING = {"outbox", "message"}
_SQLITE = "sqlite:///"


async def rows(url: str) -> dict[str, int]:
    """Return the number of rows by table, but for those that messages on their way change."""
    names = [name for name in metadata.tables if name not in MOVING]
    counts = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names)
    return dict(zip(names, (await _found(url, f"SELECT {counts}"))[0], strict=True))


async def heads(url: str) -> list[tuple[str, int, str]]:
    """Return where each project's ledger ends."""
    return [
        (row[0], row[1], row[2]) for row in await _found(url, "SELECT id, seq, head FROM project ORDER BY id")
    ]


async def _found(url: str, query: str) -> Sequence[Sequence[Any]]:
    if url.startswith(_SQLITE):
        raw = sqlite3.connect(f"file:{url.removeprefix(_SQLITE)}?mode=ro", uri=True)
        try:
            return raw.execute(query).fetchall()
        finally:
            raw.close()
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()
