"""The store on SQLite: one process, one connection that writes, readers beside it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from bot.service.ports import Unavailable
from storage.lock import ProcessLock
from storage.readers import Readers
from storage.sqlite_conn import meaning
from storage.statements import Evolve
from storage.tx import SqlTx
from storage.writer import Job, Writer

T = TypeVar("T")


class SqliteStore:
    """A SQLite database that this process has for itself."""

    def __init__(self, path: Path, evolve: Evolve, lock: ProcessLock) -> None:
        """The database is up to date, and `lock` is held. Raises Unavailable."""
        self.writer = Writer(path, evolve)
        self._readers = Readers(path, evolve)
        self._lock = lock
        self._closed = False

    async def write(self, work: Callable[[SqlTx], T]) -> T:
        """Run it in a transaction and answer after the commit; nothing is saved when it raises."""
        if self._closed:
            raise Unavailable("the database is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self.writer.submit(Job(work, loop, future))
        result: T = await future
        return result

    async def read(self, work: Callable[[SqlTx], T]) -> T:
        """Run it on one state of the database. Raises Unavailable."""
        if self._closed:
            raise Unavailable("the database is closed")
        return await self._readers.read(work)

    async def writable(self) -> bool:
        """Tell whether changes are saved: the last one was, or else one is that is tried now."""
        if not self.writer.saves:
            with suppress(Unavailable):
                await self.write(lambda tx: tx.probe())
        return self.writer.saves

    async def scrub(self) -> None:
        """Write the file anew, so that what was deleted is in no page of it, nor in its log. Raises Unavailable."""

        def run() -> None:
            raw = self.writer.connection
            try:
                raw.execute("VACUUM")
                busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:
                raise meaning(error) from error
            if busy:
                raise Unavailable("somebody else reads the database: its log still holds what was deleted")

        await asyncio.to_thread(run)

    async def close(self) -> None:
        """Finish what is queued, close the connections and let another process have the database."""
        if self._closed:
            return
        self._closed = True
        # The writer goes last: closing the last connection writes the log back, and only it may write.
        await asyncio.to_thread(self._readers.close)
        await self.writer.close()
        self._lock.release()


class SqliteReader:
    """A SQLite database beside a process that may be writing to it."""

    def __init__(self, path: Path, evolve: Evolve) -> None:
        """Opens when it is first read."""
        self._readers = Readers(path, evolve)

    async def write(self, work: Callable[[SqlTx], T]) -> T:
        """Refuse. Raises Unavailable."""
        raise Unavailable("the database was opened for reading only")

    async def read(self, work: Callable[[SqlTx], T]) -> T:
        """Run it on one state of the database. Raises Unavailable."""
        return await self._readers.read(work)

    async def writable(self) -> bool:
        """Nothing is written here."""
        return False

    async def scrub(self) -> None:
        """Refuse. Raises Unavailable."""
        raise Unavailable("the database was opened for reading only")

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.to_thread(self._readers.close)
