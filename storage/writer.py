"""The one thread that writes to SQLite: units that wait together are committed together."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from bot.service.ports import Conflict, Unavailable
from storage.sqlite_conn import SqliteConn, connect, meaning
from storage.statements import Evolve
from storage.tx import SqlTx

#: units in one commit
MOST_TOGETHER = 64
#: how often one unit is tried: alone on the database it can only lose against what it read before
TRIES = 3


class Job(NamedTuple):
    """A unit of work and who waits for it."""

    work: Callable[[SqlTx], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class Failed(NamedTuple):
    """What a unit raised."""

    error: BaseException


class Writer:
    """Takes units from any number of tasks; nobody gets an answer before the commit."""

    def __init__(self, path: Path, evolve: Evolve) -> None:
        """Raises Unavailable."""
        self.connection = connect(path)
        self._path = path
        self._inode = path.stat().st_ino
        self._tx = SqlTx(SqliteConn(self.connection), evolve)
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a unit."""
        self._jobs.put(job)

    def close(self) -> None:
        """Finish what is queued and close the connection; blocks."""
        self._jobs.put(None)
        self._thread.join()
        self.connection.close()

    def _run(self) -> None:
        going = True
        while going:
            group, going = self._next_group()
            if group:
                _hand_back(group, self._commit(group))

    def _next_group(self) -> tuple[list[Job], bool]:
        """Return at least one unit, and whether there will be more."""
        group: list[Job] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == MOST_TOGETHER:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, group: Sequence[Job]) -> list[Any]:
        try:
            self._still_there()
            self.connection.execute("BEGIN IMMEDIATE")
            results = [self._unit(job) for job in group]
            self.connection.execute("COMMIT")
        except (sqlite3.Error, Unavailable, OSError) as error:
            self._roll_back()
            why = meaning(error) if isinstance(error, sqlite3.Error) else error
            return [Failed(Unavailable(str(why))) for _ in group]
        return results

    def _unit(self, job: Job) -> Any:
        """Return what the unit returned or raised. Raises when the database itself fails."""
        self.connection.execute("SAVEPOINT unit")
        result = self._outcome(job)
        if isinstance(result, Failed):
            if isinstance(result.error, Unavailable):
                raise result.error
            self.connection.execute("ROLLBACK TO unit")
        self.connection.execute("RELEASE unit")
        return result

    def _outcome(self, job: Job) -> Any:
        for _ in range(TRIES):
            try:
                return job.work(self._tx)
            except Conflict as error:
                lost = Failed(error)
                self.connection.execute("ROLLBACK TO unit")
            except BaseException as error:  # noqa: BLE001 - whoever waits gets it, whatever it is
                return Failed(error)
        return lost

    def _still_there(self) -> None:
        """A deleted file can be written to for as long as it is open, and nobody will find it again."""
        if self._path.stat().st_ino != self._inode:
            raise Unavailable(f"{self._path} was replaced while it was open")

    def _roll_back(self) -> None:
        # Some errors have rolled back already.
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                return  # the next BEGIN says what is wrong


def _hand_back(group: Sequence[Job], results: Sequence[Any]) -> None:
    """Wake each event loop once."""
    loops = {job.loop for job in group}
    for loop in loops:
        mine = [(job.future, result) for job, result in zip(group, results, strict=True) if job.loop is loop]
        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(_settle, mine)


def _settle(answers: Sequence[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue  # nobody waits any more
        if isinstance(result, Failed):
            future.set_exception(result.error)
        else:
            future.set_result(result)
