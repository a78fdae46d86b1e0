"""The one connection that writes to SQLite: units that wait together are committed together."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
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


class Group(NamedTuple):
    """Units that ran in one transaction, to be committed."""

    jobs: Sequence[Job]
    results: Sequence[Any]
    loop: asyncio.AbstractEventLoop


class Opened:
    """A file that is held open, found again by its name."""

    def __init__(self, path: str) -> None:
        """A file that is not there yet counts from when it is first seen."""
        self.path = path
        self._inode = _inode(path)

    def still_there(self) -> bool:
        """Tell whether the name still leads to the same file."""
        now = _inode(self.path)
        if self._inode is None:
            self._inode = now
        return now == self._inode


class Writer:
    """Takes units from any number of tasks of one event loop; nobody gets an answer before the commit.

    Units run on the loop's own thread, whose interpreter lock they would otherwise fight over at each statement;
    the commit, which waits for the disk, runs on a thread beside it. Units that come meanwhile wait, and are
    committed together.
    """

    def __init__(self, path: Path, evolve: Evolve) -> None:
        """Raises Unavailable."""
        self.connection = connect(path)
        self._file, self._log = Opened(str(path)), Opened(os.path.realpath(path) + "-wal")
        self._tx = SqlTx(SqliteConn(self.connection), evolve)
        self._waiting: deque[Job] = deque()
        self._busy = False
        #: whether the last change was saved; nothing has failed yet
        self.saves = True
        self._changes = self.connection.total_changes
        #: units that were answered last, and how many waited at that time
        self._answered = self._left = 0
        #: set when somebody waits for the last group
        self._idle: asyncio.Future[None] | None = None
        self._groups: SimpleQueue[Group | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="sqlite-commit", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a unit."""
        self._waiting.append(job)
        if not self._busy:
            self._busy = True
            job.loop.call_soon(self._next)

    async def close(self) -> None:
        """Finish what is queued and close the connection."""
        if self._busy:
            self._idle = asyncio.get_running_loop().create_future()
            await self._idle
        self._groups.put(None)
        await asyncio.to_thread(self._thread.join)
        self.connection.close()

    def _next(self) -> None:
        """Run what waits, and have it committed."""
        group = [self._waiting.popleft() for _ in range(self._together())]
        try:
            self._still_there()
            results = self._ran(group)
        except (sqlite3.Error, Unavailable, OSError) as error:
            self._done(group, self._lost(group, error))
            return
        self._groups.put(Group(group, results, group[0].loop))

    def _run(self) -> None:
        """Commit, on a thread of its own."""
        while (group := self._groups.get()) is not None:
            results = group.results
            try:
                self.connection.execute("COMMIT")
                # A commit of nothing goes through where no change does.
                self.saves = self.saves or self.connection.total_changes != self._changes
            except sqlite3.Error as error:
                results = self._lost(group.jobs, error)
            with suppress(RuntimeError):  # the loop was closed: nobody waits any more
                group.loop.call_soon_threadsafe(self._done, group.jobs, results)

    def _done(self, jobs: Sequence[Job], results: Sequence[Any]) -> None:
        """Answer everybody, then go on with what came meanwhile."""
        self._answered, self._left = len(jobs), len(self._waiting)
        _settle([(job.future, result) for job, result in zip(jobs, results, strict=True)])
        self._busy = bool(self._waiting)
        if self._busy:
            self._waiting[0].loop.call_soon(self._next)
        elif self._idle:
            self._idle.set_result(None)

    def _lost(self, jobs: Sequence[Job], error: Exception) -> list[Failed]:
        """Take the whole group back."""
        self._roll_back()
        self.saves, self._changes = False, self.connection.total_changes
        why = meaning(error) if isinstance(error, sqlite3.Error) else error
        return [Failed(Unavailable(str(why))) for _ in jobs]

    def _together(self) -> int:
        """Return how many of the units that wait are to be committed together: all, or half of a crowd.

        Whoever was just answered may be about to ask again. If all who wait were committed now, nobody would be
        left to ask meanwhile, and the processor would wait for the disk; of two halves, one asks while the other
        is committed.
        """
        waiting = len(self._waiting)
        away = self._answered - (waiting - self._left)
        return min(MOST_TOGETHER, waiting, (waiting + away + 1) // 2 if away > 0 else waiting)

    def _ran(self, jobs: Sequence[Job]) -> Sequence[Any]:
        """Return what each unit returned or raised, in one transaction. Raises when the database itself fails.

        A way back for each unit costs a copy of every page that it changes, and hardly one is ever taken. So they
        run without; when one fails, none has run, and each runs again with a way back of its own.
        """
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            return [job.work(self._tx) for job in jobs]
        except BaseException:  # noqa: BLE001 - it is raised again, to whoever waits for it
            self._roll_back()
        self.connection.execute("BEGIN IMMEDIATE")
        return [self._unit(job) for job in jobs]

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
        if not self._file.still_there():
            raise Unavailable(f"{self._file.path} was deleted or replaced while it was open")
        if not self._log.still_there():
            raise Unavailable(
                f"{self._log.path} was deleted or replaced while it was open. Stop Tollgate in an orderly way, which "
                "writes what was saved back to the database, and start it again"
            )

    def _roll_back(self) -> None:
        # Some errors have rolled back already.
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                return  # the next BEGIN says what is wrong


def _inode(path: str) -> int | None:
    try:
        return os.stat(path).st_ino
    except FileNotFoundError:
        return None


def _settle(answers: Sequence[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue  # nobody waits any more
        if isinstance(result, Failed):
            future.set_exception(result.error)
        else:
            future.set_result(result)
