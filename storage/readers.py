"""Threads that read from SQLite while the writer writes, each with a connection of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock, local
from typing import TypeVar

from storage.sqlite_conn import SqliteConn, connect, meaning
from storage.statements import Evolve
from storage.tx import SqlTx

T = TypeVar("T")
THREADS = 2


class Readers:
    """A small pool of read-only connections."""

    def __init__(self, path: Path, evolve: Evolve) -> None:
        """Connections are opened when they are first needed."""
        self._path = path
        self._evolve = evolve
        self._mine = local()
        self._opened: list[sqlite3.Connection] = []
        self._opening = Lock()
        self._pool = ThreadPoolExecutor(THREADS, "sqlite-reader")

    async def read(self, work: Callable[[SqlTx], T]) -> T:
        """Run it on one state of the database. Raises Unavailable."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._read, work)

    def close(self) -> None:
        """Finish what is running and close the connections; blocks."""
        self._pool.shutdown()
        for raw in self._opened:
            raw.close()

    def _read(self, work: Callable[[SqlTx], T]) -> T:
        raw = self._connection()
        try:
            raw.execute("BEGIN")
            try:
                return work(SqlTx(SqliteConn(raw), self._evolve))
            finally:
                raw.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise meaning(error) from error

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if found is None:
            found = self._mine.connection = connect(self._path, read_only=True)
            with self._opening:
                self._opened.append(found)
        return found
