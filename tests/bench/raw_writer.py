"""The yardstick of the store: a thread that runs statements whose text and values are known before."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from bot.project.evolve import evolve
from storage.sql import Row, Sql
from storage.sqlite_conn import SqliteConn
from storage.tx import SqlTx

MOST_TOGETHER = 64
#: the first free seq of a project that was just opened
FIRST_SEQ = 1


class Call(NamedTuple):
    """A statement with the values of its parameters."""

    text: str
    names: Sequence[str]
    values: Sequence[Any]
    reads: bool

    def bound(self, changing: Mapping[str, Any]) -> list[Any]:
        """Return the values of another tick."""
        return [changing.get(name, value) for name, value in zip(self.names, self.values, strict=True)]


class _Recorder(SqliteConn):
    """Remembers what a unit runs."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        super().__init__(raw)
        self.calls: list[Call] = []

    def rows(self, sql: Sql, bound: Sequence[Any]) -> list[Row]:
        """Run a statement that returns rows."""
        self.calls.append(Call(sql.text, sql.names, list(bound), reads=True))
        return super().rows(sql, bound)

    def change(self, sql: Sql, bound: Sequence[Any]) -> int:
        """Run a statement that returns none."""
        self.calls.append(Call(sql.text, sql.names, list(bound), reads=False))
        return super().change(sql, bound)


def recorded(raw: sqlite3.Connection, work: Callable[[SqlTx], object]) -> list[Call]:
    """Return the statements of a unit, which leaves nothing behind."""
    recorder = _Recorder(raw)
    raw.execute("BEGIN IMMEDIATE")
    work(SqlTx(recorder, evolve))
    raw.execute("ROLLBACK")
    return recorder.calls


class _Job(NamedTuple):
    calls: Sequence[tuple[Call, list[Any]]]
    future: asyncio.Future[None]


class RawWriter:
    """Runs the statements of ticks, those that wait together in one commit."""

    def __init__(self, raw: sqlite3.Connection, sides: Sequence[Sequence[Call]]) -> None:
        """`sides` are the statements of each client's tick."""
        self._raw, self._sides = raw, sides
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        (self._head,) = raw.execute("SELECT head FROM project ORDER BY workspace LIMIT 1").fetchone()
        raw.execute("UPDATE project SET head = ?", (self._head,))
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    async def tick(self, side: int, number: int) -> None:
        """Do one tick; what differs from the recorded one are numbers and keys."""
        seq, key = FIRST_SEQ + number, f"{side}-{number}"
        changing = dict.fromkeys(("r0_id", "r0_key", "delivery"), key)
        changing |= dict.fromkeys(("head", "new_head", "r0_prev_hash"), self._head)
        numbers = {"seq": seq, "new_seq": seq + 1, "r0_seq": seq + 1}
        future: asyncio.Future[None] = self._loop.create_future()
        self._jobs.put(_Job([(call, call.bound(changing | numbers)) for call in self._sides[side]], future))
        await future

    def close(self) -> None:
        """Finish and close the connection."""
        self._jobs.put(None)
        self._thread.join()
        self._raw.close()

    def _run(self) -> None:
        while group := self._next_group():
            self._raw.execute("BEGIN IMMEDIATE")
            for job in group:
                self._unit(job)
            self._raw.execute("COMMIT")
            self._loop.call_soon_threadsafe(_settle, [job.future for job in group])

    def _unit(self, job: _Job) -> None:
        for call, values in job.calls:
            cursor = self._raw.execute(call.text, values)
            if call.reads:
                assert cursor.fetchall(), "nothing was read"
            else:
                # A refresh that says what a waiting one says is asked for, and writes nothing.
                assert cursor.rowcount > 0 or "DO UPDATE" in call.text, "nothing was written"

    def _next_group(self) -> list[_Job]:
        group: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == MOST_TOGETHER:
                break
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
        return group


def _settle(futures: Sequence[asyncio.Future[None]]) -> None:
    for future in futures:
        future.set_result(None)
